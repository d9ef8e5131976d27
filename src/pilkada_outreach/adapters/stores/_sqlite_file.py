"""The register's file: its address, and how it is opened, made, upgraded and purged."""

import sqlite3
import time
from pathlib import Path

from pilkada_outreach.adapters.stores._sqlite_errors import store_errors
from pilkada_outreach.adapters.stores._sqlite_schema import SCHEMA_VERSION, TABLES, TRIGGERS, views
from pilkada_outreach.adapters.stores._sqlite_upgrade import upgrade
from pilkada_outreach.errors import StoreError

OLDEST_SQLITE = (3, 38)
APPLICATION_ID = 0x504B4F52
"""`PKOR` in the file's header: tells a register from any other SQLite database."""

_PREFIX = "sqlite:///"
_SETTINGS = (
    "PRAGMA foreign_keys = ON",
    "PRAGMA synchronous = FULL",
    "PRAGMA secure_delete = ON",  # what is erased leaves no bytes behind
    "PRAGMA trusted_schema = OFF",  # a register that was sent to us runs no functions of its own
    "PRAGMA cache_size = -32768",
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
            elif _schema(connection, path) < SCHEMA_VERSION:
                upgrade(connection, path)
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
        for statement in (*TABLES, *TRIGGERS, *views()):
            connection.execute(statement)
        connection.execute("INSERT INTO meta VALUES ('schema', ?)", (str(SCHEMA_VERSION),))
    connection.execute("COMMIT")


def purge(connection: sqlite3.Connection, path: Path, wait: float) -> None:
    """Empty the write-ahead log, so that what was erased is in no file. Raises StoreError."""
    until = time.monotonic() + wait
    while connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0]:
        if time.monotonic() > until:
            raise StoreError(
                f"{path}: the data were erased, but another reader still holds the log that they passed "
                "through; close other programs that use the register and erase again"
            )
        time.sleep(0.01)


def _schema(connection: sqlite3.Connection, path: Path) -> int:
    """The schema of the register, 1 or later. Raises StoreError for one that is newer or damaged."""
    (version,) = connection.execute(
        "SELECT CAST(value AS INTEGER) FROM meta WHERE key = 'schema'"
    ).fetchone() or (0,)
    if version > SCHEMA_VERSION:
        raise StoreError(
            f"{path} has schema {version}, and this version of pilkada_outreach knows {SCHEMA_VERSION}; "
            "install a newer pilkada_outreach"
        )
    if version < 1:
        raise StoreError(
            f"{path} does not say its schema, so it is damaged; restore the last backup"
        )
    return int(version)
