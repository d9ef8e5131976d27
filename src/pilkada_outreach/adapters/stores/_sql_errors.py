"""What PostgreSQL reports, said so that a person knows which register and what to do."""

from collections.abc import Generator
from contextlib import contextmanager

from pilkada_outreach.errors import StoreError, ValidationFailed

_LOST = "could not be reached and nothing was written; see to the role, the network and the server"
_DAMAGED = "is damaged; keep a copy of it, and restore the last backup"
_AGAIN = "was written by another office at the same moment and nothing of yours was; commit again"
_ADVICE = {
    "08": _LOST,
    "22021": "keeps no text with a NUL character; remove it, nothing was written",
    "23001": "refused a change of its history, and nothing was written",
    "23503": "has no record that a link leads to, and nothing was written; put that record first",
    "23505": "was written by another program, and nothing was written now; verify it",
    "25006": "is a copy that may only be read; name the primary server",
    "25P03": "waited too long for this office and nothing was written; commit again",
    "40": _AGAIN,
    "42501": "may not be used so by this role; ask who keeps the database for the rights to it",
    "42P01": _DAMAGED,
    "42703": _DAMAGED,
    "53100": "has no room to grow and nothing was written; free disk space on the server and repeat",
    "54": "cannot hold a record of this size, and nothing was written; make it smaller",
    "55P03": "is locked by another office; try again when that has finished",
    "57014": "took too long to answer and nothing was written; try again when the server has less to do",
    "57P": "is on a server that is stopping or starting, and nothing was written; try again",
    "58030": "could not be read or written; see whether the server's disk is failing",
    "XX": _DAMAGED,
}
"""By the SQLSTATE, or what it begins with; the longest that fits counts."""


@contextmanager
def store_errors(where: str) -> Generator[None]:
    """Turn what goes wrong with the register at `where` into a StoreError."""
    import psycopg
    from sqlalchemy.exc import DBAPIError, SQLAlchemyError

    try:
        yield
    except ValidationFailed as error:  # an id that no store of ours has written
        raise StoreError(f"{where} {_DAMAGED}") from error
    except UnicodeEncodeError as error:  # a lone surrogate
        raise StoreError(
            f"{where} keeps no text that is not Unicode; nothing was written"
        ) from error
    except DBAPIError as error:  # SQLAlchemy's words around the driver's
        raise StoreError(f"{where} {_advice(error.orig)}") from error.orig
    except (psycopg.Error, SQLAlchemyError) as error:
        raise StoreError(f"{where} {_advice(error)}") from error


def _advice(error: BaseException | None) -> str:
    import psycopg

    state = getattr(error, "sqlstate", None) or ""
    for length in (5, 3, 2):
        if len(state) >= length and state[:length] in _ADVICE:
            return f"{_ADVICE[state[:length]]} ({_first_line(error)})"
    if isinstance(error, psycopg.DataError) and "NUL" in str(error):
        return _ADVICE["22021"]
    if isinstance(error, psycopg.OperationalError):
        return f"{_LOST} ({_first_line(error)})"
    return f"cannot be used, says PostgreSQL: {_first_line(error)}"


def _first_line(error: BaseException | None) -> str:
    return str(error).partition("\n")[0]
