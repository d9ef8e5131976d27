"""Explains a code anew that the shipped list has."""

from pilkada_outreach.plugins import CodeListSpec, hookimpl
from tests.plugins import parts


@hookimpl
def outreach_code_lists() -> tuple[CodeListSpec, ...]:
    return (parts.code_list("topik", "turnout-appeal"),)
