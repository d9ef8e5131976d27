"""The deadlines that the law names (tenggat menurut hukum), each with its source and whether that was seen.

`law.INFORMATION_ANSWER.due(date(2024, 4, 5), calendar=...)` counts one; `law.DEADLINES` lists all.
"""

from typing import Final

from pilkada_outreach.domain.election import Regime
from pilkada_outreach.domain.legal import LegalSource
from pilkada_outreach.domain.values import Code
from pilkada_outreach.scheduling.legal_deadline import Bound, LegalDeadline
from pilkada_outreach.scheduling.rule import AFTER, BEFORE, SINCE, Counting, DeadlineRule


def _uu(number: str, year: int, article: str, *, verified: bool = True) -> LegalSource:
    return LegalSource(
        instrument="UU", number=number, year=year, article=article, verified=verified
    )


def _rule(text: str, source: LegalSource, counting: Counting | None = None) -> DeadlineRule:
    plain = DeadlineRule.parse(text)
    return DeadlineRule(count=plain.count, unit=plain.unit, counting=counting, source=source)


_PERKI = LegalSource(instrument="Perki", number="1", year=2019, article="Pasal 12", verified=True)
_PERKI_14 = LegalSource(
    instrument="Perki", number="1", year=2019, article="Pasal 14", verified=True
)
_GRANT = LegalSource(
    instrument="Permendagri",
    number="54",
    year=2019,
    article="jo. 41/2020 Pasal 16(4)",
    verified=True,
)
_COMMITTEES = LegalSource(instrument="PKPU", number="8", year=2022, verified=True)
_POLLING_ID, _POLLING_EN = "hari pemungutan suara", "polling day"

QUICK_COUNT: Final = LegalDeadline(
    code=Code("quick-count"),
    name_id="Pengumuman hasil penghitungan cepat",
    name_en="Release of a quick count",
    event_id="penutupan TPS di wilayah WIB (13.00 WIB)",
    event_en="polls close in the WIB zone (13:00 WIB)",
    rule=_rule(
        "2 hours",
        LegalSource(instrument="PKPU", number="9", year=2022, article="Pasal 19(3)", verified=True),
        AFTER,
    ),
    bound=Bound.NOT_BEFORE,
    note="UU 7/2017 Pasal 449 speaks of the Pemilu; for the Pilkada it rests on PKPU 9/2022.",
)
POLLSTER_REGISTRATION: Final = LegalDeadline(
    code=Code("pollster-registration"),
    name_id="Pendaftaran lembaga survei dan penghitungan cepat",
    name_en="Registration of survey and quick-count bodies",
    event_id=_POLLING_ID,
    event_en=_POLLING_EN,
    rule=_rule("30 days", _uu("7", 2017, "Pasal 449"), BEFORE),
)
CAMPAIGN_START: Final = LegalDeadline(
    code=Code("campaign-start"),
    name_id="Kampanye Pemilihan dimulai",
    name_en="The campaign of a Pilkada starts",
    event_id="penetapan pasangan calon",
    event_en="the tickets are determined",
    rule=_rule("3 days", _uu("1", 2015, "jo. UU 8/2015 Pasal 67(1)", verified=False), AFTER),
    bound=Bound.EXACTLY,
    regime=Regime.PILKADA,
    note="The pattern held in 2020 and 2024; the article is recalled.",
)
QUIET_PERIOD_START: Final = LegalDeadline(
    code=Code("quiet-period-start"),
    name_id="Masa tenang dimulai",
    name_en="The quiet period starts",
    event_id=_POLLING_ID,
    event_en=_POLLING_EN,
    rule=_rule("3 days", _uu("1", 2015, "Pasal 67", verified=False), BEFORE),
    bound=Bound.EXACTLY,
    regime=Regime.PILKADA,
    note="The pattern held in three elections; the article is recalled.",
)
PEMILU_STAGES_START: Final = LegalDeadline(
    code=Code("pemilu-stages-start"),
    name_id="Tahapan Pemilu dimulai",
    name_en="The stages of a Pemilu start",
    event_id=_POLLING_ID,
    event_en=_POLLING_EN,
    rule=_rule("20 months", _uu("7", 2017, "Pasal 167(6)"), BEFORE),
    regime=Regime.PEMILU,
)
COMMITTEES_FORMED: Final = LegalDeadline(
    code=Code("committees-formed"),
    name_id="PPK dan PPS dibentuk",
    name_en="Sub-district and village committees are formed",
    event_id=_POLLING_ID,
    event_en=_POLLING_EN,
    rule=_rule("6 months", _COMMITTEES, BEFORE),
    note="UU 7/2017 Pasal 51 for the Pemilu.",
)
COMMITTEES_DISSOLVED: Final = LegalDeadline(
    code=Code("committees-dissolved"),
    name_id="PPK dan PPS dibubarkan",
    name_en="Sub-district and village committees are dissolved",
    event_id=_POLLING_ID,
    event_en=_POLLING_EN,
    rule=_rule("2 months", _COMMITTEES, AFTER),
    note="Extended or formed anew for a re-vote.",
)
STATION_SUPERVISORS_FORMED: Final = LegalDeadline(
    code=Code("station-supervisors-formed"),
    name_id="Pengawas TPS dibentuk",
    name_en="Polling-station supervisors are formed",
    event_id=_POLLING_ID,
    event_en=_POLLING_EN,
    rule=_rule("23 days", _uu("1", 2015, "Pasal 27(2)"), BEFORE),
    bound=Bound.EXACTLY,
)
STATION_SUPERVISORS_DISSOLVED: Final = LegalDeadline(
    code=Code("station-supervisors-dissolved"),
    name_id="Pengawas TPS dibubarkan",
    name_en="Polling-station supervisors are dissolved",
    event_id=_POLLING_ID,
    event_en=_POLLING_EN,
    rule=_rule("7 days", _uu("1", 2015, "Pasal 27(2)"), AFTER),
)
INFORMATION_ANSWER: Final = LegalDeadline(
    code=Code("information-answer"),
    name_id="Jawaban atas permohonan informasi",
    name_en="Answer to an information request",
    event_id="permohonan diterima",
    event_en="the request arrives",
    rule=_rule("10 working days", _uu("14", 2008, "Pasal 22")),
    extended_by=_rule("7 working days", _uu("14", 2008, "Pasal 22")),
)
INFORMATION_OBJECTION: Final = LegalDeadline(
    code=Code("information-objection"),
    name_id="Keberatan pemohon informasi",
    name_en="Objection of an information requester",
    event_id="alasan keberatan ditemukan",
    event_en="the reason for the objection is found",
    rule=_rule("30 working days", _uu("14", 2008, "Pasal 36")),
)
INFORMATION_DISPUTE: Final = LegalDeadline(
    code=Code("information-dispute"),
    name_id="Sengketa diajukan ke Komisi Informasi",
    name_en="Dispute brought to the information commission",
    event_id="tanggapan atasan PPID diterima",
    event_en="the superior's answer arrives",
    rule=_rule("14 working days", _uu("14", 2008, "", verified=False)),
)
ELECTION_INFORMATION_ANSWER: Final = LegalDeadline(
    code=Code("election-information-answer"),
    name_id="Jawaban atas permohonan informasi pemilu",
    name_en="Answer to an election information request",
    event_id="permohonan diterima",
    event_en="the request arrives",
    rule=_rule("3 working days", _PERKI),
    extended_by=_rule("2 working days", _PERKI),
)
ELECTION_INFORMATION_OBJECTION_ANSWER: Final = LegalDeadline(
    code=Code("election-information-objection-answer"),
    name_id="Tanggapan atasan atas keberatan informasi pemilu",
    name_en="The superior's answer to an objection on election information",
    event_id="keberatan diterima",
    event_en="the objection arrives",
    rule=_rule("3 working days", _PERKI_14),
)
DISPUTE_FILING: Final = LegalDeadline(
    code=Code("dispute-filing"),
    name_id="Permohonan perselisihan hasil ke MK",
    name_en="Dispute of the result filed at the constitutional court",
    event_id="pengumuman penetapan hasil",
    event_en="the result is announced",
    rule=_rule("3 working days", _uu("10", 2016, "Pasal 157", verified=False), SINCE),
    regime=Regime.PILKADA,
    note="Three working days are confirmed; that the day of the announcement counts is recalled (85 %).",
)
DISPUTE_RULING: Final = LegalDeadline(
    code=Code("dispute-ruling"),
    name_id="Putusan MK atas perselisihan hasil",
    name_en="Ruling of the constitutional court on the result",
    event_id="permohonan dicatat dalam BRPK",
    event_en="the case is registered",
    rule=_rule("45 working days", _uu("10", 2016, "Pasal 157")),
    regime=Regime.PILKADA,
)
WINNER_DETERMINED: Final = LegalDeadline(
    code=Code("winner-determined"),
    name_id="Penetapan pasangan calon terpilih",
    name_en="The winning ticket is determined",
    event_id="pemberitahuan BRPK atau putusan MK",
    event_en="the court's notice of its register, or its ruling",
    rule=_rule(
        "3 days",
        LegalSource(instrument="PKPU", number="18", year=2024, article="Pasal 57", verified=True),
        AFTER,
    ),
    regime=Regime.PILKADA,
    note="5 days by PKPU 2/2024, before it was amended.",
)
GRANT_FIRST_TRANSFER: Final = LegalDeadline(
    code=Code("grant-first-transfer"),
    name_id="Hibah tahap pertama, 40 %",
    name_en="First grant transfer, 40 %",
    event_id="penandatanganan NPHD",
    event_en="the grant agreement is signed",
    rule=_rule("14 working days", _GRANT),
)
GRANT_SECOND_TRANSFER: Final = LegalDeadline(
    code=Code("grant-second-transfer"),
    name_id="Hibah tahap kedua, 60 %",
    name_en="Second grant transfer, 60 %",
    event_id=_POLLING_ID,
    event_en=_POLLING_EN,
    rule=_rule("5 months", _GRANT, BEFORE),
)
GRANT_REST_RETURNED: Final = LegalDeadline(
    code=Code("grant-rest-returned"),
    name_id="Sisa hibah dikembalikan",
    name_en="What is left of the grant is returned",
    event_id="usulan pengesahan pengangkatan",
    event_en="the appointment is proposed",
    rule=_rule("3 months", _GRANT, AFTER),
)
PEMILU_COMPLAINT: Final = LegalDeadline(
    code=Code("pemilu-complaint"),
    name_id="Penanganan laporan pelanggaran Pemilu oleh Bawaslu",
    name_en="Bawaslu handles a report of a violation in a Pemilu",
    event_id="laporan diterima dan diregistrasi",
    event_en="the report is received and registered",
    rule=_rule("7 working days", _uu("7", 2017, "Pasal 454", verified=False)),
    extended_by=_rule("7 working days", _uu("7", 2017, "Pasal 454", verified=False)),
    regime=Regime.PEMILU,
    note="Up to 14 working days when more information is needed.",
)
PILKADA_COMPLAINT: Final = LegalDeadline(
    code=Code("pilkada-complaint"),
    name_id="Penanganan laporan pelanggaran Pemilihan oleh Bawaslu",
    name_en="Bawaslu handles a report of a violation in a Pilkada",
    event_id="laporan diterima",
    event_en="the report is received",
    rule=_rule("3 days", _uu("1", 2015, "", verified=False)),
    extended_by=_rule("2 days", _uu("1", 2015, "", verified=False)),
    regime=Regime.PILKADA,
    note="3 + 2 days are recalled (90 %), the article was not found.",
)

DEADLINES: Final = (
    QUICK_COUNT,
    POLLSTER_REGISTRATION,
    CAMPAIGN_START,
    QUIET_PERIOD_START,
    PEMILU_STAGES_START,
    COMMITTEES_FORMED,
    COMMITTEES_DISSOLVED,
    STATION_SUPERVISORS_FORMED,
    STATION_SUPERVISORS_DISSOLVED,
    INFORMATION_ANSWER,
    INFORMATION_OBJECTION,
    INFORMATION_DISPUTE,
    ELECTION_INFORMATION_ANSWER,
    ELECTION_INFORMATION_OBJECTION_ANSWER,
    DISPUTE_FILING,
    DISPUTE_RULING,
    WINNER_DETERMINED,
    GRANT_FIRST_TRANSFER,
    GRANT_SECOND_TRANSFER,
    GRANT_REST_RETURNED,
    PEMILU_COMPLAINT,
    PILKADA_COMPLAINT,
)
"""Every deadline of this module."""
