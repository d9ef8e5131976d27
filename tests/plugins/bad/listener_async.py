"""Hears some other time."""

from pilkada_outreach.plugins import Event, Listener, ListenerContext, ListenerSpec, hookimpl
from tests.plugins import parts


class Ear:
    async def hear(self, events: tuple[Event, ...]) -> None:
        return None


def make(context: ListenerContext) -> Listener:
    return Ear()  # type: ignore[return-value]


@hookimpl
def outreach_listeners() -> tuple[ListenerSpec, ...]:
    return (parts.listener("telinga", make),)
