"""An office whose channel hangs in its process; a test starts it in a process of its own and ends it."""

from pilkada_outreach import Code, Office, evolve
from pilkada_outreach.rules.example_world import noon, publication, world
from tests.plugins.faraway import Faraway
from tests.plugins.round import clock

if __name__ == "__main__":
    with Office.open(
        "memory://",
        actor="staff/uji",
        clock=clock,
        plugins=(Faraway(),),
        options={"radio": {"does": "hangs"}},
    ) as office:
        items = (publication("ajakan-memilih", noon(8, day)) for day in (12, 13))
        office.put(*world(), *(evolve(item, channel=Code("radio")) for item in items))
        office.commit(reason="rencana")
        office.publish(noon(8, 13))
