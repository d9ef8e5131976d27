"""Bytes to records and back: strict about form, explaining every problem of a document at once."""

from pilkada_outreach.serialization.documents import Format, dump, load
from pilkada_outreach.serialization.strict import plain, read

__all__ = ["Format", "dump", "load", "plain", "read"]
