"""Cannot hear."""

from pilkada_outreach.plugins import Listener, ListenerContext, ListenerSpec, hookimpl
from tests.plugins import parts


class Ear:
    """Has no method."""


def make(context: ListenerContext) -> Listener:
    return Ear()  # type: ignore[return-value]


@hookimpl
def outreach_listeners() -> tuple[ListenerSpec, ...]:
    return (parts.listener("telinga", make),)
