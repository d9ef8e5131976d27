"""Wraps the hook, to change what others return."""

from collections.abc import Generator

import pluggy

from pilkada_outreach.plugins import PROJECT


@pluggy.HookimplMarker(PROJECT)(wrapper=True)
def outreach_channels() -> Generator[None, object, tuple[object, ...]]:
    yield
    return ()
