"""The clock."""

from datetime import datetime
from typing import Protocol


class Clock(Protocol):
    """Tells the time, always with its zone."""

    def __call__(self) -> datetime: ...
