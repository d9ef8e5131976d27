"""Hangs when it hears something."""

from pilkada_outreach.plugins import Event, Listener, ListenerContext, ListenerSpec, hookimpl
from tests.plugins import parts


class Ear:
    def hear(self, events: tuple[Event, ...]) -> None:
        parts.hang()


def make(context: ListenerContext) -> Listener:
    return Ear()


@hookimpl
def outreach_listeners() -> tuple[ListenerSpec, ...]:
    return (parts.listener("telinga", make),)
