"""The register's file: its address, its tables, and how it is opened or made."""

import sqlite3
import time
from pathlib import Path

from pilkada_outreach.adapters.stores._sqlite_errors import store_errors
from pilkada_outreach.errors import StoreError

OLDEST_SQLITE = (3, 38)
APPLICATION_ID = 0x504B4F52
"""`PKOR` in the file's header: tells a register from any other SQLite database."""
SCHEMA_VERSION = 1

_PREFIX = "sqlite:///"
_SETTINGS = (
    "PRAGMA foreign_keys = ON",
    "PRAGMA synchronous = FULL",
    "PRAGMA trusted_schema = OFF",  # a register that was sent to us runs no functions of its own
    "PRAGMA cache_size = -32768",
)
_TABLES = (
    "CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID",
    """CREATE TABLE changes (
        number INTEGER PRIMARY KEY CHECK (number > 0),
        at TEXT NOT NULL, -- UTC
        actor TEXT NOT NULL,
        reason TEXT NOT NULL
    ) STRICT""",
    """CREATE TABLE versions (
        seq INTEGER PRIMARY KEY,
        change INTEGER NOT NULL REFERENCES changes,
        family TEXT NOT NULL,
        id TEXT NOT NULL,
        version INTEGER NOT NULL CHECK (version > 0),
        body BLOB NOT NULL,
        UNIQUE (id, version)
    ) STRICT""",
    """CREATE TABLE documents ( -- the latest version of each record
        id TEXT PRIMARY KEY,
        family TEXT NOT NULL,
        version INTEGER NOT NULL,
        seq INTEGER NOT NULL REFERENCES versions
    ) STRICT, WITHOUT ROWID""",
    """CREATE VIEW records AS
        SELECT d.family, d.id, d.version, c.actor AS author, c.at, c.reason,
            CAST(v.body AS TEXT) AS body
        FROM documents AS d
        JOIN versions AS v ON v.seq = d.seq
        JOIN changes AS c ON c.number = v.change""",
    *(
        f"""CREATE TRIGGER {table}_refuse_{verb.lower()} BEFORE {verb} ON {table}
        BEGIN SELECT RAISE(ABORT, 'the history is never rewritten'); END"""
        for table in ("changes", "versions")
        for verb in ("UPDATE", "DELETE")
    ),
)


def path_of(url: str) -> Path:
    """The file that `sqlite:///kukar.db` or `sqlite:////srv/kukar.db` names. Raises StoreError.

    The path is taken as it stands, blanks and `%` included; a drive letter may follow the slashes.
    """
    path = url.removeprefix(_PREFIX)
    if path == url or not path or "\0" in path:
        raise StoreError(f"{url!r} is no address of an SQLite file; write sqlite:///kukar.db")
    if path == ":memory:":
        raise StoreError(f"{url!r} keeps nothing; write memory:// for a register in memory")
    if "?" in path:
        raise StoreError(
            f"{url!r} has options, and an SQLite register takes none; end it at the file"
        )
    return Path(path)


def open_file(path: Path, wait: float) -> sqlite3.Connection:
    """A connection to the register at `path`, which is made when there is none. Raises StoreError."""
    if sqlite3.sqlite_version_info < OLDEST_SQLITE:
        raise StoreError(
            f"{path} needs SQLite 3.38 or newer, and this Python has {sqlite3.sqlite_version}; "
            "use a newer Python"
        )
    with store_errors(path):
        connection = sqlite3.connect(path, timeout=wait, isolation_level=None)
        try:
            for setting in _SETTINGS:
                connection.execute(setting)
            is_new = _is_new(connection, path)  # asked first: nobody else's file is touched
            _write_ahead(connection, path, wait)
            if is_new:
                _make(connection, path)
            _refuse_other_schema(connection, path)
        except BaseException:
            connection.close()
            raise
    return connection


def _is_new(connection: sqlite3.Connection, path: Path) -> bool:
    """Whether the database is still empty. Raises StoreError when it is another application's."""
    application, tables = connection.execute(
        "SELECT application_id, (SELECT count(*) FROM sqlite_schema) FROM pragma_application_id"
    ).fetchone()
    if application == APPLICATION_ID:
        return False
    if application or tables:
        raise StoreError(f"{path} is a database of another application; name another file")
    return True


def _write_ahead(connection: sqlite3.Connection, path: Path, wait: float) -> None:
    """Switch to WAL. SQLite does not wait by itself for another one who is just making the file."""
    until = time.monotonic() + wait
    mode = ""
    while not mode:
        try:
            (mode,) = connection.execute("PRAGMA journal_mode = WAL").fetchone()
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode != sqlite3.SQLITE_BUSY or time.monotonic() > until:
                raise
            time.sleep(0.01)
    if mode != "wal":
        raise StoreError(
            f"{path} lies where SQLite cannot keep its WAL; use a folder of a local disk"
        )


def _make(connection: sqlite3.Connection, path: Path) -> None:
    connection.execute("BEGIN IMMEDIATE")
    if _is_new(connection, path):  # still: nobody made it since
        connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        for table in _TABLES:
            connection.execute(table)
        connection.execute("INSERT INTO meta VALUES ('schema', ?)", (str(SCHEMA_VERSION),))
    connection.execute("COMMIT")


def _refuse_other_schema(connection: sqlite3.Connection, path: Path) -> None:
    (version,) = connection.execute(
        "SELECT CAST(value AS INTEGER) FROM meta WHERE key = 'schema'"
    ).fetchone() or (0,)
    if version > SCHEMA_VERSION:
        raise StoreError(
            f"{path} has schema {version}, and this version of pilkada_outreach knows {SCHEMA_VERSION}; "
            "install a newer pilkada_outreach"
        )
    if version < SCHEMA_VERSION:
        raise StoreError(
            f"{path} does not say its schema, so it is damaged; restore the last backup"
        )
