"""What the parts of the store contract have in common."""

from abc import ABC, abstractmethod
from collections.abc import Callable
from pathlib import Path
from typing import ClassVar

from pilkada_outreach.ports import Store


class Scenarios(ABC):
    """Scenarios about one theme; each opens the store of whoever inherits them."""

    persistent: ClassVar[bool]
    """Whether a register is still there when it is opened again; if not, every opening makes an empty one."""

    @abstractmethod
    def open_store(self, tmp_path: Path) -> Callable[[], Store]:
        """A function that opens the same new register each time.

        Called once for each register of a scenario, with an empty folder of its own.
        """
