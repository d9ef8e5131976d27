"""Changes what happened, past frozen."""

from pilkada_outreach.plugins import Event, Listener, ListenerContext, ListenerSpec, hookimpl
from tests.plugins import parts


class Ear:
    def hear(self, events: tuple[Event, ...]) -> None:
        for event in events:
            for field in ("families", "receipts", "stages"):
                if hasattr(event, field):
                    object.__setattr__(event, field, ())


def make(context: ListenerContext) -> Listener:
    return Ear()


@hookimpl
def outreach_listeners() -> tuple[ListenerSpec, ...]:
    return (parts.listener("telinga", make),)
