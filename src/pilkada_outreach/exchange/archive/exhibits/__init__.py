"""Parts of the register as numbered exhibits, for a court, Bawaslu or an auditor (daftar bukti)."""

from pilkada_outreach.exchange.archive.exhibits.bundle import ExhibitReport, write_exhibit
from pilkada_outreach.exchange.archive.exhibits.choosing import Choice
from pilkada_outreach.exchange.archive.exhibits.items import Exhibit

__all__ = ["Choice", "Exhibit", "ExhibitReport", "write_exhibit"]
