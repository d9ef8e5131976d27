"""Optional libraries: imported when first used, with an error that names the extra."""

from collections.abc import Generator
from contextlib import contextmanager

from pilkada_outreach.errors import MissingExtra


@contextmanager
def needs_extra(extra: str, purpose: str) -> Generator[None]:
    """Turn a failed import inside the block into MissingExtra, which names the extra to install."""
    try:
        yield
    except ImportError as missing:
        raise MissingExtra(extra, purpose) from missing
