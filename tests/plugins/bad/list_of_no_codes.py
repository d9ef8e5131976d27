"""Adds to a list that there is not."""

import attrs

from pilkada_outreach.plugins import CodeListSpec, hookimpl
from tests.plugins import parts


@hookimpl
def outreach_code_lists() -> tuple[CodeListSpec, ...]:
    return (attrs.evolve(parts.code_list("topik", "erau"), adds_to="topics"),)
