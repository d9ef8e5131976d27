"""What the checks of a record find, as short lines to compare."""

from collections.abc import Callable

import pytest

from pilkada_outreach import ValidationFailed
from pilkada_outreach._record import warnings_of


def refused(make: Callable[[], object]) -> list[str]:
    """Code and path of everything that is wrong with a record that cannot be made."""
    with pytest.raises(ValidationFailed) as failure:
        make()
    return [f"{problem.code} {problem.path}".strip() for problem in failure.value.problems]


def warned(made: object) -> list[str]:
    """Code and path of everything that is doubtful about a record that could be made."""
    return [f"{problem.code} {problem.path}".strip() for problem in warnings_of(made)]


def sentence(made: object, lang: str = "en") -> str:
    """The first warning about a record, as its reader sees it."""
    problem = warnings_of(made)[0]
    return problem.message("id" if lang == "id" else "en")
