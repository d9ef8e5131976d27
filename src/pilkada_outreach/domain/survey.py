"""Surveys and quick counts: what was asked, how, of whom, paid by whom, and what came out."""

from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import ClassVar

from pilkada_outreach._record import record
from pilkada_outreach.domain.area import Place
from pilkada_outreach.domain.legal import LegalSource
from pilkada_outreach.domain.period import Period
from pilkada_outreach.domain.ratio import Ratio
from pilkada_outreach.domain.values import CommissionId, ElectionId, Id, Words
from pilkada_outreach.problems import Problem, ProblemKind, Severity

PUBLISHED_EARLY = ProblemKind(
    code="survey.published-early",
    en="It was published on {value}, before the fieldwork began on {first}.",
    id="Dipublikasikan pada {value}, sebelum pengumpulan data dimulai pada {first}.",
    mend_en="Correct one of the two days.",
    mend_id="Perbaiki salah satu tanggal itu.",
)
SAMPLE = ProblemKind(
    code="survey.sample",
    en="{value} cannot be the number of people or polling stations that were asked.",
    id="{value} tidak mungkin menjadi jumlah responden atau TPS sampel.",
    mend_en="Give the size of the sample (n).",
    mend_id="Isi jumlah sampel (n).",
)
ANSWER_BASE = ProblemKind(
    code="survey.answer-base",
    en="The answer counts {value} people, the sample {sample}.",
    id="Jawaban ini dihitung dari {value} responden, sampelnya {sample}.",
    mend_en="Give those who were asked this question as denominator.",
    mend_id="Isi penyebut dengan jumlah responden yang ditanyai.",
)
ANSWERS_TOO_MANY = ProblemKind(
    code="survey.parts-above-whole",
    en="The answers add up to {value} of {whole}: {gap} too many.",
    id="Jawaban berjumlah {value} dari {whole}: kelebihan {gap}.",
    mend_en="Correct the figures, or set several_answers to true where people could choose several.",
    mend_id="Perbaiki angkanya, atau isi several_answers dengan true bila boleh memilih lebih dari satu.",
)
ANSWER_TWICE = ProblemKind(
    code="survey.answer-twice",
    en="The answer {value} stands in the survey twice.",
    id="Jawaban {value} tercantum dua kali.",
    mend_en="Keep one of the two.",
    mend_id="Sisakan salah satu.",
)
UNDISCLOSED = ProblemKind(
    code="survey.undisclosed",
    severity=Severity.WARNING,
    en="The survey does not say its {value}.",
    id="Survei tidak menyebut {value}.",
    mend_en="Ask for the source of the funds and the method before it is quoted.",
    mend_id="Tanyakan sumber dana dan metodologinya sebelum dikutip.",
    source="PKPU 9/2022 Pasal 19",
)
DISCLAIMER = ProblemKind(
    code="survey.disclaimer",
    severity=Severity.WARNING,
    en="The result is to be published without the words {words}.",
    id="Hasilnya akan diumumkan tanpa kata-kata {words}.",
    mend_en="State that it is not the official result of the election commission.",
    mend_id="Nyatakan bahwa hasilnya bukan merupakan hasil resmi KPU.",
    source="PKPU 9/2022 Pasal 19(5)",
)

NOT_OFFICIAL = "bukan merupakan hasil resmi"
"""The words that a published survey or quick count carries (PKPU 9/2022 Pasal 19(5))."""


class SurveyKind(StrEnum):
    """What kind of counting it is (PKPU 9/2022 Pasal 10)."""

    SURVEY = "survey"
    """Survei atau jajak pendapat."""
    QUICK_COUNT = "quick-count"
    """Penghitungan cepat."""


@record()
class Answer:
    """One answer and how many gave it (jawaban)."""

    text: Words
    ratio: Ratio


def sample_is_positive(sample: int) -> Problem | None:
    """Somebody was asked."""
    return SAMPLE.at("sample", value=sample) if sample < 1 else None


def answers_fit_the_sample(
    sample: int, answers: tuple[Answer, ...], several_answers: bool
) -> tuple[Problem, ...]:
    """No answer is counted among more people than were asked; parts do not exceed the whole."""
    found = [
        ANSWER_BASE.at(
            f"answers[{place}].ratio.denominator", value=answer.ratio.denominator, sample=sample
        )
        for place, answer in enumerate(answers)
        if answer.ratio.denominator > sample
    ]
    texts = [answer.text for answer in answers]
    found += [
        ANSWER_TWICE.at(f"answers[{place}].text", value=text)
        for place, text in enumerate(texts)
        if text in texts[:place]
    ]
    whole = max((answer.ratio.denominator for answer in answers), default=0)
    given = sum(answer.ratio.numerator for answer in answers)
    if given > whole and not several_answers:
        found.append(ANSWERS_TOO_MANY.at("answers", value=given, whole=whole, gap=given - whole))
    return tuple(found)


def funds_and_method_are_said(funded_by: str, method: str) -> tuple[Problem, ...]:
    """Who pays and how it was done belongs to the result."""
    return tuple(
        UNDISCLOSED.at(name, value=name)
        for name, text in (("funded_by", funded_by), ("method", method))
        if not text.strip()
    )


def published_with_its_disclaimer(published_on: date | None, disclaimer: str) -> Problem | None:
    """What is published says that it is not the official result."""
    if published_on is not None and NOT_OFFICIAL not in disclaimer.casefold():
        return DISCLAIMER.at("disclaimer", words=NOT_OFFICIAL)
    return None


def published_after_the_fieldwork_began(
    fieldwork: Period | None, published_on: date | None
) -> Problem | None:
    """Nobody publishes what nobody was asked yet."""
    begun = None if fieldwork is None else fieldwork.first_day
    if published_on is not None and begun is not None and published_on < begun:
        return PUBLISHED_EARLY.at("published_on", value=published_on, first=begun)
    return None


@record(
    sample_is_positive,
    published_after_the_fieldwork_began,
    answers_fit_the_sample,
    funds_and_method_are_said,
    published_with_its_disclaimer,
)
class Survey:
    """One question of a survey, or a quick count, with its result (survei, jajak pendapat, hitung cepat)."""

    family: ClassVar[str] = "survey"

    id: Id
    """`survey/kpu-33.13/2024/alasan-memilih`."""
    kind: SurveyKind = SurveyKind.SURVEY
    commission: CommissionId
    """The commission in whose register it stands."""
    conducted_by: Words
    """The body that asked (lembaga pelaksana)."""
    question: Words
    area: Place
    election: ElectionId | None = None
    method: str = ""
    """How people or polling stations were chosen and asked (metodologi)."""
    funded_by: str = ""
    """Sumber dana."""
    sample: int
    """How many were asked (n)."""
    fieldwork: Period
    answers: tuple[Answer, ...] = ()
    several_answers: bool = False
    """Whether one person could give several answers."""
    margin_of_error: Decimal | None = None
    """In percentage points."""
    published_on: date | None = None
    disclaimer: str = ""
    known_from: date
    source: LegalSource | None = None
