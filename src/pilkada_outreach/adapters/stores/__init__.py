"""The built-in stores, chosen by URL; each is imported when it is first opened."""

from pilkada_outreach.plugins.contexts import StoreContext
from pilkada_outreach.plugins.specs import StoreSpec
from pilkada_outreach.ports import Store
from pilkada_outreach.reporting.model import Bilingual


def _open_memory(context: StoreContext) -> Store:
    from pilkada_outreach.adapters.stores.memory import MemoryStore

    return MemoryStore.from_url(context.url)


def _open_sqlite(context: StoreContext) -> Store:
    from pilkada_outreach.adapters.stores.sqlite import SQLiteStore

    return SQLiteStore.from_url(context.url)


def _open_postgresql(context: StoreContext) -> Store:
    from pilkada_outreach.adapters.stores.sql import SQLStore

    return SQLStore.from_url(context.url)


MEMORY = StoreSpec(
    name="memory",
    open=_open_memory,
    summary=Bilingual(
        "Register dalam memori; hilang setelah ditutup", "A register in memory; gone when closed"
    ),
    persistent=False,
)
SQLITE = StoreSpec(
    name="sqlite",
    open=_open_sqlite,
    summary=Bilingual("Register dalam satu berkas SQLite", "A register in one SQLite file"),
    shared=True,
)
POSTGRESQL = StoreSpec(
    name="postgresql",
    open=_open_postgresql,
    summary=Bilingual(
        "Register dalam satu basis data PostgreSQL, untuk banyak kantor",
        "A register in one PostgreSQL database, for many offices",
    ),
    shared=True,
)
