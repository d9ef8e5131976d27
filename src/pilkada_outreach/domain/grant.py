"""The money of a grant agreement: its lines, its instalments, and what goes back."""

from datetime import date

from pilkada_outreach._record import record
from pilkada_outreach.domain.checks import not_negative, repeated
from pilkada_outreach.domain.values import Code, Words
from pilkada_outreach.problems import Problem, ProblemKind, Severity

LINES_GAP = ProblemKind(
    code="grant.lines",
    severity=Severity.WARNING,
    en="The lines add up to Rp {sum}, the grant is Rp {value}: Rp {gap} between them.",
    id="Rinciannya berjumlah Rp {sum}, hibahnya Rp {value}: selisih Rp {gap}.",
    mend_en="Add the missing line, or correct the amounts.",
    mend_id="Tambahkan rincian yang kurang, atau perbaiki nilainya.",
)
LINE_TWICE = ProblemKind(
    code="grant.line-twice",
    en="The line {value} stands in the grant twice.",
    id="Rincian {value} tercantum dua kali.",
    mend_en="Give each line its own code.",
    mend_id="Beri setiap rincian kode sendiri.",
)
INSTALMENTS = ProblemKind(
    code="grant.instalments",
    severity=Severity.WARNING,
    en="Instalment {number} is Rp {value}; {percent} % of the grant are Rp {expected}.",
    id="Tahap {number} sebesar Rp {value}; {percent} % dari hibah adalah Rp {expected}.",
    mend_en="Pay 40 % and 60 %, or all at once.",
    mend_id="Salurkan 40 % dan 60 %, atau sekaligus.",
    source="Permendagri 54/2019 jo. Permendagri 41/2020 Pasal 16(4)",
)
INSTALMENTS_MANY = ProblemKind(
    code="grant.instalments-many",
    severity=Severity.WARNING,
    en="The grant is paid in {value} instalments.",
    id="Hibah disalurkan dalam {value} tahap.",
    mend_en="Pay 40 % and 60 %, or all at once.",
    mend_id="Salurkan 40 % dan 60 %, atau sekaligus.",
    source="Permendagri 54/2019 jo. Permendagri 41/2020 Pasal 16(4)",
)
REMAINDER = ProblemKind(
    code="grant.remainder",
    severity=Severity.WARNING,
    en="Rp {value} went back, but Rp {left} of the grant were left: Rp {gap} between them.",
    id="Dikembalikan Rp {value}, padahal sisa hibah Rp {left}: selisih Rp {gap}.",
    mend_en="Check what was spent in each line.",
    mend_id="Periksa realisasi setiap rincian.",
)
RETURN_HALF = ProblemKind(
    code="grant.return-half",
    en="A remainder that goes back has an amount and a day; the {value} is missing.",
    id="Sisa yang dikembalikan memerlukan nilai dan tanggal; {value} belum diisi.",
    mend_en="Give both returned_rupiah and returned_on.",
    mend_id="Isi returned_rupiah dan returned_on.",
)

_SHARES = (40, 60)


def line_amounts(amount_rupiah: int, realised_rupiah: int | None) -> tuple[Problem, ...]:
    """Amounts are not negative."""
    return not_negative(amount_rupiah=amount_rupiah, realised_rupiah=realised_rupiah)


@record(line_amounts)
class GrantLine:
    """One line of a grant's budget, with what was spent of it (rincian, realisasi)."""

    code: Code
    name: Words
    amount_rupiah: int
    realised_rupiah: int | None = None
    """None until it is known."""


def instalment_amount(amount_rupiah: int) -> tuple[Problem, ...]:
    """Amounts are not negative."""
    return not_negative(amount_rupiah=amount_rupiah)


@record(instalment_amount)
class Instalment:
    """One payment of a grant (tahap penyaluran)."""

    amount_rupiah: int
    due: date | None = None
    paid_on: date | None = None


def grant_amounts(amount_rupiah: int, returned_rupiah: int | None) -> tuple[Problem, ...]:
    """Amounts are not negative."""
    return not_negative(amount_rupiah=amount_rupiah, returned_rupiah=returned_rupiah)


def lines_make_the_grant(amount_rupiah: int, lines: tuple[GrantLine, ...]) -> tuple[Problem, ...]:
    """The lines add up to the grant, each under a code of its own."""
    found = [
        LINE_TWICE.at(f"lines[{place}].code", value=str(code))
        for place, code in repeated(line.code for line in lines)
    ]
    total = sum(line.amount_rupiah for line in lines)
    if lines and total != amount_rupiah:
        found.append(
            LINES_GAP.at("lines", value=amount_rupiah, sum=total, gap=abs(amount_rupiah - total))
        )
    return tuple(found)


def instalments_are_forty_and_sixty(
    amount_rupiah: int, instalments: tuple[Instalment, ...]
) -> tuple[Problem, ...]:
    """A grant is paid at once, or 40 % and then 60 %; a rupiah of rounding does not matter."""
    if not instalments:
        return ()
    if len(instalments) > len(_SHARES):
        return (INSTALMENTS_MANY.at("instalments", value=len(instalments)),)
    shares = (100,) if len(instalments) == 1 else _SHARES
    return tuple(
        INSTALMENTS.at(
            f"instalments[{place}].amount_rupiah",
            value=instalment.amount_rupiah,
            number=place + 1,
            percent=share,
            expected=amount_rupiah * share // 100,
        )
        for place, (instalment, share) in enumerate(zip(instalments, shares, strict=True))
        if abs(100 * instalment.amount_rupiah - amount_rupiah * share) > 100
    )


def remainder_is_what_was_left(
    amount_rupiah: int,
    lines: tuple[GrantLine, ...],
    returned_rupiah: int | None,
    returned_on: date | None,
) -> Problem | None:
    """What goes back is what was not spent, where every line says what was."""
    if (returned_rupiah is None) is not (returned_on is None):
        missing = "returned_on" if returned_on is None else "returned_rupiah"
        return RETURN_HALF.at(missing, value=missing)
    spent = [line.realised_rupiah for line in lines if line.realised_rupiah is not None]
    if returned_rupiah is None or not lines or len(spent) < len(lines):
        return None
    left = amount_rupiah - sum(spent)
    if returned_rupiah == left:
        return None
    return REMAINDER.at(
        "returned_rupiah", value=returned_rupiah, left=left, gap=abs(left - returned_rupiah)
    )


@record(
    grant_amounts,
    lines_make_the_grant,
    instalments_are_forty_and_sixty,
    remainder_is_what_was_left,
)
class Grant:
    """What a local government gives for an election (hibah daerah; NPHD)."""

    amount_rupiah: int
    lines: tuple[GrantLine, ...] = ()
    instalments: tuple[Instalment, ...] = ()
    returned_rupiah: int | None = None
    """The remainder that went back (pengembalian sisa hibah)."""
    returned_on: date | None = None
    appointment_proposed_on: date | None = None
    """The day the winner's appointment was proposed (usulan pengesahan pengangkatan); the return counts from it."""

    @property
    def realised_rupiah(self) -> int:
        """What was spent, as far as the lines say."""
        return sum(line.realised_rupiah or 0 for line in self.lines)
