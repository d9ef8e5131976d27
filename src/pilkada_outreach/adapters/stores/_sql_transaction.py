"""A transaction that writes to a register in PostgreSQL, and what became of it when the connection is lost."""

import time
from collections.abc import Generator, Iterable
from contextlib import contextmanager
from typing import TYPE_CHECKING

from pilkada_outreach.adapters.stores import _sql_write as writing
from pilkada_outreach.adapters.stores._sql_server import connection_of
from pilkada_outreach.domain.values import Id
from pilkada_outreach.errors import StoreError
from pilkada_outreach.ports import Erased, Index, KeptChange

if TYPE_CHECKING:
    from psycopg import Connection, Pipeline
    from sqlalchemy import Engine

_PAUSE = 0.2  # seconds between two tries to reach a server that was lost


class Transaction:
    """Reads what a change needs to know, with the register's head locked, and writes it."""

    def __init__(self, connection: "Connection", pipeline: "Pipeline") -> None:
        self.connection = connection
        self.committed: KeptChange | None = None
        """The last change of what the server was told to commit."""
        self._pipeline = pipeline
        self._last: tuple[KeptChange, tuple[Index, ...]] | None = None

    def begin(
        self,
        ids: Iterable[str] = (),
        indexes: Iterable[Index] = (),
        commissions: Iterable[str] | None = (),
    ) -> writing.Front:
        """Begin when no other office writes. None for all commissions."""
        self.connection.execute("BEGIN")
        return self.front(ids, indexes, commissions)

    def front(
        self,
        ids: Iterable[str],
        indexes: Iterable[Index],
        commissions: Iterable[str] | None = (),
    ) -> writing.Front:
        """What the next change is written on top of."""
        answers = writing.ask(self.connection, ids, indexes, commissions)
        # not the end of the pipeline, after which the server would not limit how long we idle
        self._pipeline.sync()
        return writing.front(answers)

    def take_time(self) -> None:
        """Last as long as it needs; check the links of each change at once."""
        self.connection.execute("SET LOCAL statement_timeout = 0")
        self.connection.execute("SET LOCAL idle_in_transaction_session_timeout = 0")
        self.connection.execute("SET CONSTRAINTS ALL IMMEDIATE")

    def erasable(self, ids: Iterable[Id]) -> tuple[Erased, ...]:
        """Every personal value of these records that is still there."""
        found = writing.ask_erasable(self.connection, ids)
        self._pipeline.sync()
        return tuple(
            Erased(id=Id(id), version=version, path=path, commission=commission)
            for id, version, path, commission in found.fetchall()
        )

    def insert(self, kept: KeptChange, indexes: tuple[Index, ...], front: writing.Front) -> None:
        """Write a change, without waiting for what the server says to it."""
        self._last = kept, indexes
        writing.insert(self.connection, kept, indexes, front)

    def wait(self) -> None:
        """Hear what the server says to all that was written."""
        self._pipeline.sync()

    def commit(self, kept: KeptChange) -> None:
        """Let it hold; `kept` is the last change that was written."""
        self.committed = kept
        self.connection.execute("COMMIT")

    def loose_link(self) -> str | None:
        """Which link of the last change leads nowhere, when the server refused one."""
        assert self._last is not None
        kept, indexes = self._last
        self.connection.rollback()
        links = [
            (version.id, link)
            for version, index in zip(kept.versions, indexes, strict=True)
            for link in index.links
        ]
        there = {version.id for version in kept.versions}
        there |= writing.documents_among(self.connection, {link.target for _, link in links})
        for source, link in links:
            if link.target not in there:
                return f"{source} refers to {link.target} in {link.field}, which is not in the register"
        return None


@contextmanager
def transaction_of(
    connection: "Connection", engine: "Engine", where: str, patience: float
) -> Generator[Transaction]:
    """A transaction; it ends well when what it committed is in, though the connection was lost meanwhile.

    Raises StoreError when a link leads nowhere, when the connection was lost and nothing was written, and
    when that cannot be known because nobody can be asked for `patience` seconds.
    """
    import psycopg

    transaction: Transaction | None = None
    try:
        with connection.pipeline() as pipeline:
            transaction = Transaction(connection, pipeline)
            yield transaction
    except psycopg.errors.ForeignKeyViolation as error:
        loose = transaction.loose_link() if transaction is not None else None
        if loose is None:
            raise
        raise StoreError(loose) from error
    except psycopg.Error as error:
        kept = None if transaction is None else transaction.committed
        if kept is None or not connection.closed:
            raise  # nobody was told to commit, or the server answered: it undid everything
        if not _is_in(kept, engine, where, patience):
            raise StoreError(
                f"the connection to {where} was lost and nothing was written; commit again"
            ) from error


def _is_in(kept: KeptChange, engine: "Engine", where: str, patience: float) -> bool:
    import psycopg

    until = time.monotonic() + patience
    while True:
        try:
            return _ask(kept, engine)
        except psycopg.Error as error:
            if time.monotonic() > until:
                raise StoreError(
                    f"the connection to {where} was lost while change {kept.number} was committed, and it "
                    "cannot be known yet whether it is in: it is when the table chain holds the hash "
                    f"{kept.links[0].hash.hex()}. Do it again when the server can be reached; what is in "
                    "is not written twice, but refused as stale"
                ) from error
            time.sleep(_PAUSE)


def _ask(kept: KeptChange, engine: "Engine") -> bool:
    """Whether the chain holds the change; no other change has its hash.

    The lost transaction holds the head until it ends, so that whoever gets it afterwards knows.
    """
    link = kept.links[0]
    with connection_of(engine) as connection, connection.transaction():
        connection.execute("SELECT FROM head FOR UPDATE")
        found = connection.execute(
            "SELECT FROM chain WHERE commission = %s AND position = %s AND hash = %s",
            (link.commission, link.position, link.hash),
        )
        return found.fetchone() is not None
