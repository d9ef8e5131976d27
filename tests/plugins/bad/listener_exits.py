"""Ends the program when it hears something."""

import sys

from pilkada_outreach.plugins import Event, Listener, ListenerContext, ListenerSpec, hookimpl
from tests.plugins import parts


class Ear:
    def hear(self, events: tuple[Event, ...]) -> None:
        sys.exit("too loud")


def make(context: ListenerContext) -> Listener:
    return Ear()


@hookimpl
def outreach_listeners() -> tuple[ListenerSpec, ...]:
    return (parts.listener("telinga", make),)
