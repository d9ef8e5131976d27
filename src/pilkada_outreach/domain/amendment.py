"""How a timetable changed, and where it differs (perubahan jadwal, kekhususan daerah).

A timetable's fields hold the law in force. An amendment keeps what its instrument replaced, so that the
schedule of an earlier day can be put together again.
"""

from datetime import date

from pilkada_outreach._record import record
from pilkada_outreach.domain.legal import LegalSource
from pilkada_outreach.domain.stage import Stage
from pilkada_outreach.domain.values import AreaCode


@record()
class Amendment:
    """A later instrument, and what the timetable said before it (perubahan jadwal)."""

    source: LegalSource
    """The amending instrument."""
    known_from: date
    """The day it was out."""
    before: tuple[Stage, ...] = ()
    """The stages it changed, whole, as they stood until then; what it added says `known_from` itself."""
    polling_day_before: date | None = None
    """The polling day that it moved."""
    note: str = ""


@record()
class LocalSchedule:
    """The stages that one area holds on days of its own (jadwal daerah).

    It changes nothing elsewhere; the areas below inherit it.
    """

    area: AreaCode
    source: LegalSource
    known_from: date
    stages: tuple[Stage, ...]
    """Whole, in place of those with the same codes, or beside them."""
    note: str = ""
