"""The whole register as one file that outlives this library, and parts of it as exhibits (arsip, daftar bukti)."""

from pilkada_outreach.exchange.archive.checking import verify_archive
from pilkada_outreach.exchange.archive.exporting import ArchiveReport, write_archive
from pilkada_outreach.exchange.archive.layout import ArchiveProgress, Progress
from pilkada_outreach.exchange.archive.restoring import SoundArchive, extract_evidence

__all__ = [
    "ArchiveProgress",
    "ArchiveReport",
    "Progress",
    "SoundArchive",
    "extract_evidence",
    "verify_archive",
    "write_archive",
]
