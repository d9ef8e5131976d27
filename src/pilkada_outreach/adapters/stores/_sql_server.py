"""The register's database: its address, how it is connected to, and how a new one is made."""

from collections.abc import Generator
from contextlib import contextmanager
from importlib import import_module
from typing import TYPE_CHECKING, cast

from pilkada_outreach._extras import needs_extra
from pilkada_outreach.adapters.stores._sql_errors import store_errors
from pilkada_outreach.adapters.stores._sql_schema import (
    APPLICATION,
    SCHEMA_VERSION,
    TABLES,
    TRIGGERS,
)
from pilkada_outreach.adapters.stores._sql_views import views
from pilkada_outreach.errors import StoreError

if TYPE_CHECKING:
    from psycopg import Connection
    from sqlalchemy import URL, Engine

OLDEST_SERVER = 15
_SCHEMES = ("postgresql", "postgresql+psycopg")
_HOW = "write postgresql://role:password@host/database"
_MAKING = 0x504B4F52  # `PKOR`, the number of the lock that only one who makes a register holds

_CONNECTING = {
    "application_name": "pilkada_outreach",
    "connect_timeout": "10",
    # a server that vanished from the network is noticed within half a minute
    "keepalives_idle": "10",
    "keepalives_interval": "5",
    "keepalives_count": "3",
    "tcp_user_timeout": "30000",
}
_SECRETS = ("password", "sslpassword")
_SETTINGS = {
    "default_transaction_isolation": "read\\ committed",
    "synchronous_commit": "on",  # a commit is on the disk when it returns
    "timezone": "UTC",
    "statement_timeout": "5min",
    # an office that vanished or hangs in the middle of a commit does not lock out the others for long
    "idle_in_transaction_session_timeout": "1min",
    "tcp_keepalives_idle": "10",
    "tcp_keepalives_interval": "5",
    "tcp_keepalives_count": "3",
}
_OTHERS = """SELECT count(*) FROM pg_class AS c
    WHERE c.relnamespace = current_schema()::regnamespace AND c.relkind IN ('r', 'p', 'v', 'm', 'f', 'S')
    AND NOT EXISTS (SELECT FROM pg_depend AS d WHERE d.objid = c.oid AND d.deptype = 'e')"""
"""How many tables, views and sequences there are, but for those of extensions."""


def address_of(url: str) -> "URL":
    """The address that a URL says. Raises StoreError, which never quotes it: it may hold a password."""
    with needs_extra("postgresql", "a register in PostgreSQL"):
        import_module("psycopg")  # which SQLAlchemy imports only later, outside of this block
        from sqlalchemy import make_url
        from sqlalchemy.exc import ArgumentError
    try:
        address = make_url(url)
    except (ArgumentError, ValueError):
        raise StoreError(f"this is no address of a database; {_HOW}") from None
    if address.drivername not in _SCHEMES:
        raise StoreError(f"{address.drivername!r} is no driver that is supported here; {_HOW}")
    if "@" in f"{address.host}{address.database}":
        raise StoreError("the password in the address holds an @; write %40 for it")
    if not address.database:
        raise StoreError(f"the address names no database; {_HOW}")
    return address.set(drivername="postgresql+psycopg")


def shown(address: "URL") -> str:
    """The address as messages show it: without password and options."""
    from sqlalchemy import URL

    public = URL.create("postgresql", address.username, None, address.host, address.port)
    return public.set(database=address.database).render_as_string()


def open_engine(address: "URL", wait: float) -> "Engine":
    """Connections to a database, each made when it is needed."""
    from sqlalchemy import create_engine

    settings = {**_SETTINGS, "lock_timeout": f"{round(wait * 1000)}ms"}
    ours = " ".join(f"-c {name}={value}" for name, value in settings.items())
    given = address.query
    return create_engine(
        address.difference_update_query(_SECRETS),
        connect_args={
            **{name: value for name, value in _CONNECTING.items() if name not in given},
            **{name: given[name] for name in _SECRETS if name in given},
            "options": f"{ours} {given.get('options', '')}",
        },
        isolation_level="AUTOCOMMIT",  # what is a transaction says BEGIN
        hide_parameters=True,  # or an error would show what was to be written
        pool_pre_ping=True,  # a connection that died while it waited is replaced
        pool_size=1,
        use_native_hstore=False,
    )


@contextmanager
def connection_of(engine: "Engine") -> Generator["Connection"]:
    """A connection of the driver's own; after an error other than our own it is not used again.

    SQLAlchemy keeps the connections. The statements go to the driver as they are: only so many of
    them travel together (pipeline), and values in binary.
    """
    proxy = engine.raw_connection()
    connection = cast("Connection", proxy.driver_connection)
    is_sound = False
    try:
        yield connection
        is_sound = not connection.closed
    except StoreError:
        is_sound = not connection.closed
        raise
    finally:
        if not is_sound:
            proxy.invalidate()
        proxy.close()  # which rolls back what was not committed


def prepare(engine: "Engine", where: str) -> None:
    """See that the database holds a register that this version knows, made where it is empty."""
    with store_errors(where), connection_of(engine) as connection:
        version = connection.info.server_version
        if version < OLDEST_SERVER * 10_000:
            raise StoreError(
                f"{where} is on PostgreSQL {version // 10_000}, and a register needs {OLDEST_SERVER} or newer"
            )
        if _is_new(connection, where):
            _make(connection, where)


def _is_new(connection: "Connection", where: str) -> bool:
    """Whether the database is still empty. Raises StoreError when it is not for us."""
    import psycopg

    (schema, found, others) = _row(
        connection,
        f"""SELECT current_schema(), to_regclass(quote_ident(current_schema()) || '.meta') IS NOT NULL,
        ({_OTHERS})""",
    )
    if schema is None:
        raise StoreError(f"{where} has no schema that its search_path names; make it first")
    if not found and not others:
        return True
    said: dict[str, str] = {}
    if found:
        try:
            said = dict(
                connection.execute(
                    "SELECT key, value FROM meta WHERE key IN ('application', 'schema')"
                ).fetchall()
            )
        except (psycopg.ProgrammingError, psycopg.DataError) as error:  # another application's
            if isinstance(error, psycopg.errors.InsufficientPrivilege):
                raise
    if said.get("application") != APPLICATION:
        raise StoreError(
            f"{where} holds tables of another application; name another database or schema"
        )
    _refuse_schema(said.get("schema", ""), where)
    return False


def _refuse_schema(text: str, where: str) -> None:
    version = int(text) if text.isdecimal() else 0
    if version > SCHEMA_VERSION:
        raise StoreError(
            f"{where} has schema {version}, and this version of pilkada_outreach knows {SCHEMA_VERSION}; "
            "install a newer pilkada_outreach"
        )
    if version < SCHEMA_VERSION:
        raise StoreError(
            f"{where} does not say its schema, so it is damaged; restore the last backup"
        )


def _make(connection: "Connection", where: str) -> None:
    statements = [statement for table in TABLES for statement in table.statements()]
    statements += [*TRIGGERS, *views()]
    with connection.transaction():
        connection.execute("SELECT pg_advisory_xact_lock(%s)", (_MAKING,))
        if _is_new(connection, where):  # still: nobody made it since
            connection.execute(";\n".join(statements).encode())
            connection.execute(
                "INSERT INTO meta VALUES ('application', %s), ('schema', %s)",
                (APPLICATION, str(SCHEMA_VERSION)),
            )


def _row(connection: "Connection", query: str) -> tuple[object, ...]:
    row = connection.execute(query.encode()).fetchone()
    assert row is not None
    return row
