"""The bodies that organise and supervise elections."""

from enum import StrEnum
from typing import ClassVar

from pilkada_outreach._record import record
from pilkada_outreach.domain.area import Place
from pilkada_outreach.domain.values import CommissionId, Id, Words


class CommissionKind(StrEnum):
    """Which organiser it is. KIP and Panwaslih are Aceh's names of KPU and Bawaslu (UU 11/2006)."""

    KPU = "kpu"
    KIP = "kip"
    BAWASLU = "bawaslu"
    PANWASLIH = "panwaslih"


@record()
class Commission:
    """An organiser of elections and its place (penyelenggara: KPU, KIP, Bawaslu, Panwaslih).

    The members decide content; money is the secretariat's (UU 7/2017; Perpres 16/2018).
    """

    family: ClassVar[str] = "commission"

    id: Id
    kind: CommissionKind
    name: Words
    area: Place
    parent: CommissionId | None = None
    """The commission one level up; it may stand in another office's register."""
    website: str = ""
