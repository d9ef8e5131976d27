"""Surveys and quick counts: parts and whole, funds and method, the disclaimer."""

from datetime import date

from pilkada_outreach import AreaCode, Id, Period, Place, Ratio, evolve
from pilkada_outreach.domain.survey import Answer, Survey
from tests.findings import refused, sentence, warned


def answer(text: str, numerator: int, denominator: int = 400) -> Answer:
    return Answer(text=text, ratio=Ratio(numerator=numerator, denominator=denominator))


def survey(*answers: Answer, **fields: object) -> Survey:
    given: dict[str, object] = {
        "id": Id("survey/kpu-33.13/2024/alasan-memilih"),
        "commission": Id("kpu/33.13"),
        "conducted_by": "KPU Karanganyar",
        "question": "Mengapa Anda memilih?",
        "area": Place(code=AreaCode("33.13")),
        "method": "tatap muka, acak bertingkat",
        "funded_by": "APBD",
        "sample": 400,
        "fieldwork": Period(first_day=date(2024, 8, 1), last_day=date(2024, 8, 7)),
        "answers": answers,
        "known_from": date(2024, 8, 20),
        **fields,
    }
    return Survey(**given)  # type: ignore[arg-type]  # a table of fields


def test_answers_are_parts_of_the_sample() -> None:
    assert warned(survey(answer("program", 250), answer("tokoh", 150))) == []
    assert warned(survey(answer("program", 250), answer("tokoh", 100))) == []
    assert warned(survey(answer("program", 250, 390))) == []


def test_parts_that_exceed_the_whole_are_refused() -> None:
    parts = (answer("program", 250), answer("tokoh", 151))
    assert refused(lambda: survey(*parts)) == ["survey.parts-above-whole answers"]
    assert warned(survey(*parts, several_answers=True)) == []


def test_an_answer_stands_once_and_is_counted_among_those_asked() -> None:
    assert refused(lambda: survey(answer("a", 1), answer("a", 1))) == [
        "survey.answer-twice answers[1].text"
    ]
    assert refused(lambda: survey(answer("a", 1, 401))) == [
        "survey.answer-base answers[0].ratio.denominator"
    ]
    assert refused(lambda: survey(sample=0)) == ["survey.sample sample"]


def test_funds_and_method_belong_to_the_result() -> None:
    assert warned(survey(funded_by="", method=" ")) == [
        "survey.undisclosed funded_by",
        "survey.undisclosed method",
    ]


def test_what_is_published_says_that_it_is_not_official() -> None:
    published = survey(published_on=date(2024, 9, 1))
    assert warned(published) == ["survey.disclaimer disclaimer"]
    assert "bukan merupakan hasil resmi" in sentence(published, "id")
    said = "Hasil survei ini Bukan merupakan hasil resmi KPU."
    assert warned(evolve(published, disclaimer=said)) == []
    assert warned(survey()) == []
