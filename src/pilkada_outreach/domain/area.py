"""Areas as records name them."""

from pilkada_outreach._record import record
from pilkada_outreach.domain.values import AreaCode


@record()
class Place:
    """An area as a document names it: its code, and its name as a check on the code (wilayah).

    A code and a name that disagree are refused by the rules, with both readings.
    """

    code: AreaCode
    name: str = ""

    def __str__(self) -> str:
        return f"{self.name} ({self.code})" if self.name else str(self.code)
