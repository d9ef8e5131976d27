"""The tables, triggers and views of a register in SQLite."""

from pilkada_outreach.domain.families import FAMILIES
from pilkada_outreach.history.views import ViewColumn, view_columns, view_name

SCHEMA_VERSION = 2

PERSONAL = """CREATE TABLE personal ( -- erasing empties salt and value; the seal stays
        seq INTEGER NOT NULL REFERENCES versions,
        path TEXT NOT NULL,
        seal BLOB NOT NULL,
        salt BLOB,
        value TEXT,
        PRIMARY KEY (seq, path)
    ) STRICT, WITHOUT ROWID"""
TABLES = (
    "CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID",
    """CREATE TABLE changes (
        number INTEGER PRIMARY KEY CHECK (number > 0),
        at TEXT NOT NULL, -- UTC
        actor TEXT NOT NULL,
        reason TEXT NOT NULL,
        first_seq INTEGER NOT NULL -- of its versions
    ) STRICT""",
    """CREATE TABLE chain ( -- what seals the changes, for each commission
        commission TEXT NOT NULL, -- empty: records that belong to none
        position INTEGER NOT NULL CHECK (position > 0),
        change INTEGER NOT NULL REFERENCES changes,
        previous BLOB NOT NULL,
        hash BLOB NOT NULL,
        PRIMARY KEY (commission, position)
    ) STRICT, WITHOUT ROWID""",
    "CREATE INDEX chain_by_change ON chain (change)",
    """CREATE TABLE heads ( -- the last link of each chain
        commission TEXT PRIMARY KEY,
        position INTEGER NOT NULL,
        previous BLOB NOT NULL,
        hash BLOB NOT NULL
    ) STRICT, WITHOUT ROWID""",
    """CREATE TABLE versions (
        seq INTEGER PRIMARY KEY,
        change INTEGER NOT NULL REFERENCES changes,
        until INTEGER REFERENCES changes, -- the change that replaced it; NULL: the latest version
        family TEXT NOT NULL,
        id TEXT NOT NULL,
        version INTEGER NOT NULL CHECK (version > 0),
        commission TEXT NOT NULL,
        area TEXT NOT NULL,
        first_day TEXT,
        last_day TEXT,
        salt BLOB NOT NULL,
        body BLOB NOT NULL, -- canonical JSON without personal data
        UNIQUE (id, version)
    ) STRICT""",
    """CREATE INDEX latest_by_family ON versions (family, commission, first_day, last_day)
        WHERE until IS NULL""",
    "CREATE INDEX latest_by_area ON versions (area) WHERE until IS NULL AND area <> ''",
    """CREATE TABLE documents ( -- the latest version of each record, and how it is counted
        id TEXT PRIMARY KEY,
        family TEXT NOT NULL,
        version INTEGER NOT NULL,
        seq INTEGER NOT NULL REFERENCES versions,
        partner TEXT,
        kind TEXT,
        month TEXT,
        state TEXT,
        attempt INTEGER NOT NULL -- the one that the state of a publication comes from
    ) STRICT, WITHOUT ROWID""",
    """CREATE TABLE links ( -- the references of the latest versions
        source TEXT NOT NULL REFERENCES documents DEFERRABLE INITIALLY DEFERRED,
        field TEXT NOT NULL,
        target TEXT NOT NULL REFERENCES documents DEFERRABLE INITIALLY DEFERRED,
        PRIMARY KEY (source, field)
    ) STRICT, WITHOUT ROWID""",
    "CREATE INDEX links_by_target ON links (target)",
    PERSONAL,
    """CREATE TABLE erasures (
        change INTEGER NOT NULL REFERENCES changes,
        id TEXT NOT NULL,
        version INTEGER NOT NULL,
        path TEXT NOT NULL,
        commission TEXT NOT NULL,
        PRIMARY KEY (change, id, version, path)
    ) STRICT, WITHOUT ROWID""",
    """CREATE TABLE tallies ( -- kept counters of documents
        commission TEXT NOT NULL,
        family TEXT NOT NULL,
        partner TEXT NOT NULL,
        kind TEXT NOT NULL,
        month TEXT NOT NULL,
        state TEXT NOT NULL,
        count INTEGER NOT NULL,
        PRIMARY KEY (commission, family, partner, kind, month, state)
    ) STRICT, WITHOUT ROWID""",
    """CREATE TABLE departures ( -- personal data that left the register
        entry INTEGER PRIMARY KEY,
        at TEXT NOT NULL,
        actor TEXT NOT NULL,
        what TEXT NOT NULL,
        ids TEXT NOT NULL -- JSON
    ) STRICT""",
    """CREATE VIEW records AS
        SELECT d.family, d.id, d.version, v.commission, v.area, v.first_day, v.last_day,
            c.actor AS author, c.at, c.reason, CAST(v.body AS TEXT) AS body
        FROM documents AS d
        JOIN versions AS v ON v.seq = d.seq
        JOIN changes AS c ON c.number = v.change""",
)
_COLUMNS = (
    *("seq", "change", "family", "id", "version", "commission", "area"),
    *("first_day", "last_day", "salt", "body"),
)
_IS_REPLACED = " AND ".join(
    ("OLD.until IS NULL", *(f"OLD.{column} IS NEW.{column}" for column in _COLUMNS))
)
"""All that may ever happen to a version: that a later one takes its place."""


def _refuses(table: str, verb: str, unless: str = "0") -> str:
    return f"""CREATE TRIGGER {table}_refuse_{verb.lower()} BEFORE {verb} ON {table}
        WHEN NOT ({unless})
        BEGIN SELECT RAISE(ABORT, 'the history is never rewritten'); END"""


TRIGGERS = (
    _refuses("versions", "UPDATE", unless=_IS_REPLACED),
    _refuses("versions", "DELETE"),
    *(
        _refuses(table, verb)
        for table in ("changes", "chain", "erasures")
        for verb in ("UPDATE", "DELETE")
    ),
)


def views() -> tuple[str, ...]:
    """One view for each family of records, with plain columns."""
    return tuple(map(_view, FAMILIES))


def _view(family: str) -> str:
    columns = ",\n        ".join(map(_column, view_columns(family)))
    return f"""CREATE VIEW {view_name(family)} AS SELECT
        {columns}
        FROM versions AS v WHERE v.until IS NULL AND v.family = '{family}'"""  # noqa: S608  # our own text


def _column(column: ViewColumn) -> str:
    path = "$" + "".join(f".{step}" for step in column.path)
    return f"json_extract(CAST(v.body AS TEXT), '{path}') AS \"{column.name}\""
