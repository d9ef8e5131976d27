"""The SQL that the how-to pages tell administrators to run does what they say."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import psycopg
import pytest

from pilkada_outreach.adapters.stores.sql import SQLStore
from pilkada_outreach.ports import Departure
from pilkada_outreach.testing.contracts._steps import (
    ITEM,
    KPU,
    MOU,
    RRI,
    change,
    contents,
    item,
    linking,
    moment,
    personal,
    receipt,
    write,
)
from tests.docpages import blocks
from tests.postgres import connect

HOW_TO = Path(__file__).parents[2] / "docs" / "how-to"


def sql_of(page: str) -> list[bytes]:
    text = (HOW_TO / page).read_text(encoding="utf-8")
    return [block.text.encode() for block in blocks(text) if block.info == "sql"]


@pytest.fixture
def store(postgres_url: str) -> Iterator[SQLStore]:
    with closing(SQLStore(postgres_url)) as store:
        store.commit(change(write(RRI, personal=personal(email="fulan@contoh.example")), item()))
        yield store


@pytest.fixture
def roles(postgres_url: str, store: SQLStore) -> Iterator[None]:
    """The roles of the page, each with somebody in it."""
    with connect(postgres_url) as owner:
        owner.execute(sql_of("postgresql.md")[0])
        owner.execute("CREATE ROLE kpu_6402 LOGIN IN ROLE kukar_office")
        owner.execute("CREATE ROLE metabase LOGIN IN ROLE kukar_reader")
        yield
        for role in ("kpu_6402", "metabase", "kukar_office", "kukar_reader"):
            owner.execute(f"DROP OWNED BY {role}".encode())
            owner.execute(f"DROP ROLE {role}".encode())


def as_role(url: str, role: str) -> str:
    return url.replace("://postgres:@", f"://{role}:@")


@pytest.mark.usefixtures("roles")
def test_an_office_can_do_its_work(postgres_url: str, store: SQLStore) -> None:
    with closing(SQLStore(as_role(postgres_url, "kpu_6402"))) as office:
        office.commit(change(write(KPU), write(RRI, base=1, index=linking(a=KPU))))
        office.commit(change(write(RRI, base=2, index=linking(a=ITEM)), receipt(1, "delivered")))
        assert office.erase([RRI], actor="Ani", reason="diminta", at=moment(1)) == 4
        office.note_departure(
            Departure(at=datetime.now(UTC), actor="Ani", what="archive", ids=(RRI,))
        )

        assert len(office.departures(RRI)) == 1
        assert contents(office) == contents(store)
        assert list(office.damage()) == []
        assert office.tallies() == store.tallies()


@pytest.mark.usefixtures("roles")
@pytest.mark.parametrize(
    "statement",
    [
        "ALTER TABLE versions DISABLE TRIGGER ALL",
        "DROP TRIGGER refuse_update ON versions",
        "UPDATE versions SET body = ''",
        "UPDATE changes SET reason = 'lain'",
        "UPDATE personal SET seal = ''",
        "DELETE FROM personal",
        "DELETE FROM chain",
        "TRUNCATE departures",
        "DROP VIEW records",
        "SET session_replication_role = replica",
    ],
)
def test_an_office_cannot_rewrite_the_history(postgres_url: str, statement: str) -> None:
    with (
        connect(as_role(postgres_url, "kpu_6402")) as office,
        pytest.raises(psycopg.errors.InsufficientPrivilege),
    ):
        office.execute(statement.encode())


@pytest.mark.usefixtures("roles")
def test_a_reader_sees_all_but_personal_data(postgres_url: str) -> None:
    with connect(as_role(postgres_url, "metabase")) as reader:
        assert reader.execute("SELECT count(*) FROM records").fetchone() == (2,)
        assert reader.execute("SELECT id FROM publication").fetchone() == (str(ITEM),)
        for statement in (b"SELECT * FROM personal", b"DELETE FROM links"):
            with pytest.raises(psycopg.errors.InsufficientPrivilege):
                reader.execute(statement)


def test_the_other_statements_run(postgres_url: str, store: SQLStore) -> None:
    store.commit(change(write(MOU)))
    _, settings, vacuum = sql_of("postgresql.md")
    (queries,) = sql_of("read-the-database.md")
    with connect(postgres_url) as owner:
        assert dict(owner.execute(settings).fetchall()) == {"fsync": "on", "full_page_writes": "on"}
        for statement in vacuum.split(b";"):
            owner.execute(statement)
        for query in queries.split(b";"):
            owner.execute(query)
