"""What every store keeps to: scenarios S1 to S50, named in the message of the one that fails.

class TestMyStore(StoreContract):
    persistent = True

    def open_store(self, tmp_path):
        return lambda: MyStore(tmp_path / "register")
"""

from pilkada_outreach.testing.contracts._asking import Asking
from pilkada_outreach.testing.contracts._counting import Counting
from pilkada_outreach.testing.contracts._erasing import Erasing
from pilkada_outreach.testing.contracts._keeping import Keeping
from pilkada_outreach.testing.contracts._writing import Writing


class StoreContract(Writing, Asking, Counting, Erasing, Keeping):
    """Inherit this in a test module, say how your store is opened, and let pytest run it."""
