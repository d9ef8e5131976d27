"""The tables of a register in PostgreSQL: the same as in SQLite, with types and comments of the server."""

import attrs

SCHEMA_VERSION = 2
APPLICATION = "pilkada_outreach"
"""Stands in `meta`; tells a register from any other application's tables."""

_TEXT = 'text COLLATE "C" NOT NULL'  # sorts alike on every server, whatever its language
_NUMBER = "bigint NOT NULL"
_CHANGE = "bigint NOT NULL REFERENCES changes"
_RECORD = f"{_TEXT} REFERENCES documents DEFERRABLE INITIALLY DEFERRED"

Column = tuple[str, str, str]
"""Its name, its type and what it says."""


@attrs.frozen(kw_only=True)
class Table:
    """A table with its comments."""

    name: str
    says: str
    columns: tuple[Column, ...]
    key: str
    more: tuple[str, ...] = ()
    """Statements after the one that makes it: its indexes."""

    def statements(self) -> tuple[str, ...]:
        """What makes the table."""
        lines = ",\n    ".join(
            (*(f"{name} {kind}" for name, kind, _ in self.columns), f"PRIMARY KEY ({self.key})")
        )
        return (
            f"CREATE TABLE {self.name} (\n    {lines}\n)",
            comment("TABLE", self.name, self.says),
            *(comment("COLUMN", f"{self.name}.{name}", says) for name, _, says in self.columns),
            *self.more,
        )


def comment(what: str, name: str, says: str) -> str:
    """The statement that says what a table, view or column is for."""
    return "COMMENT ON {} {} IS '{}'".format(what, name, says.replace("'", "''"))


META = Table(
    name="meta",
    says="What this database is: a register of pilkada_outreach, and of which schema.",
    columns=(("key", _TEXT, "application or schema"), ("value", "text NOT NULL", "its value")),
    key="key",
)
HEAD = Table(
    name="head",
    says="Where the register stands, in a single row; who writes locks it.",
    columns=(
        ("one", "boolean DEFAULT true CHECK (one)", "always true, so that there is one row"),
        ("number", _NUMBER, "the number of the last change; 0 in an empty register"),
        ("at", "timestamptz", "the instant of the last change"),
        ("seq", _NUMBER, "the place of the last version"),
    ),
    key="one",
    more=("INSERT INTO head VALUES (true, 0, NULL, 0)",),
)
CHANGES = Table(
    name="changes",
    says="Every change that was ever committed, with who made it, when and why. Never rewritten.",
    columns=(
        ("number", "bigint CHECK (number > 0)", "counts from 1 without gaps"),
        ("at", "timestamptz NOT NULL", "when it was made"),
        ("actor", "text NOT NULL", "who made it"),
        ("reason", "text NOT NULL", "why"),
        ("first_seq", _NUMBER, "the place of the first of its versions"),
    ),
    key="number",
    more=("CREATE INDEX changes_by_moment ON changes (at, number)",),
)
CHAIN = Table(
    name="chain",
    says="What seals the changes: one chain of hashes for each commission. Never rewritten.",
    columns=(
        ("commission", _TEXT, "whose chain; empty for records that belong to none"),
        ("position", "bigint CHECK (position > 0)", "counts from 1 on each chain"),
        ("change", _CHANGE, "the change that it seals"),
        ("previous", "bytea NOT NULL", "the hash of the link in front; empty for the first"),
        ("hash", "bytea NOT NULL", "the SHA-256 of this link"),
    ),
    key="commission, position",
    more=("CREATE INDEX chain_by_change ON chain (change)",),
)
HEADS = Table(
    name="heads",
    says="The last link of each chain.",
    columns=(
        ("commission", _TEXT, "whose chain"),
        ("position", _NUMBER, "the last position"),
        ("previous", "bytea NOT NULL", "the hash of the link in front"),
        ("hash", "bytea NOT NULL", "the hash of the last link"),
    ),
    key="commission",
)
VERSIONS = Table(
    name="versions",
    says="Every version of every record, each body once. Never rewritten.",
    columns=(
        ("seq", "bigint", "its place: versions are counted in the order of the changes"),
        ("change", _CHANGE, "the change that wrote it"),
        ("until", "bigint REFERENCES changes", "the change that replaced it; NULL: the latest"),
        ("family", _TEXT, "what kind of record it is"),
        ("id", _TEXT, "the record"),
        ("version", "bigint NOT NULL CHECK (version > 0)", "1 for the first"),
        ("commission", _TEXT, "whose record it is; empty for none"),
        ("area", _TEXT, "the code of the area that it is about; empty for none"),
        ("first_day", "date", "the first day that it is about; NULL: open"),
        ("last_day", "date", "the last day that it is about; NULL: open"),
        ("salt", "bytea NOT NULL", "keeps the hash from telling what the body says"),
        ("body", "bytea NOT NULL", "canonical JSON without personal data, as it was hashed"),
    ),
    key="seq",
    more=(
        "ALTER TABLE versions ADD UNIQUE (id, version)",
        """CREATE INDEX latest_by_family ON versions (family, commission, first_day, last_day)
        WHERE until IS NULL""",
        "CREATE INDEX latest_by_area ON versions (area) WHERE until IS NULL AND area <> ''",
    ),
)
DOCUMENTS = Table(
    name="documents",
    says="The latest version of each record, and how it is counted.",
    columns=(
        ("id", _TEXT, "the record"),
        ("family", _TEXT, "what kind of record it is"),
        ("version", _NUMBER, "its latest version"),
        ("seq", "bigint NOT NULL REFERENCES versions", "the place of that version"),
        ("partner", 'text COLLATE "C"', "the partner that carries a publication or receipt"),
        ("kind", 'text COLLATE "C"', "the deliverable, or the channel, that it counts for"),
        ("month", 'text COLLATE "C"', "the month that it counts for: 2024-10"),
        ("state", 'text COLLATE "C"', "its outcome, or planned"),
        ("attempt", _NUMBER, "the attempt that the state of a publication comes from"),
    ),
    key="id",
)
LINKS = Table(
    name="links",
    says="The references of the latest versions to other records.",
    columns=(
        ("source", _RECORD, "the record that refers"),
        ("field", _TEXT, "where in it: parties[1].partner"),
        ("target", _RECORD, "the record that it refers to"),
    ),
    key="source, field",
    more=("CREATE INDEX links_by_target ON links (target)",),
)
PERSONAL = Table(
    name="personal",
    says="Personal data (UU 27/2022), apart from the bodies. Erasing empties salt and value.",
    columns=(
        ("seq", "bigint NOT NULL REFERENCES versions", "the version that it belongs to"),
        ("path", _TEXT, "where in the body: contacts.0.email"),
        ("seal", "bytea NOT NULL", "what the chain holds of it; stays when it is erased"),
        ("salt", "bytea", "keeps the seal from telling the value"),
        ("value", "text", "the value; NULL when it was erased"),
    ),
    key="seq, path",
    more=(  # ANALYZE copies none of them into the statistics, where erasing would not reach them
        "ALTER TABLE personal ALTER COLUMN value SET STATISTICS 0",
        "ALTER TABLE personal ALTER COLUMN salt SET STATISTICS 0",
    ),
)
ERASURES = Table(
    name="erasures",
    says="Which personal values were erased, and by which change. Never rewritten.",
    columns=(
        ("change", _CHANGE, "the change that erased it"),
        ("id", _TEXT, "the record"),
        ("version", _NUMBER, "its version"),
        ("path", _TEXT, "where in the body"),
        ("commission", _TEXT, "on whose chain that version stands"),
    ),
    key="change, id, version, path",
    more=("CREATE INDEX erasures_by_id ON erasures (id)",),
)
TALLIES = Table(
    name="tallies",
    says="Kept counters: how many publications and receipts stand under each heading.",
    columns=(
        ("commission", _TEXT, "whose they are"),
        ("family", _TEXT, "publication or receipt"),
        ("partner", _TEXT, "the partner that carries them; empty for the commission itself"),
        ("kind", _TEXT, "the deliverable, or the channel"),
        ("month", _TEXT, "2024-10, on the clock of the commission"),
        ("state", _TEXT, "the outcome, or planned"),
        ("count", _NUMBER, "how many"),
    ),
    key="commission, family, partner, kind, month, state",
)
DEPARTURES = Table(
    name="departures",
    says="When personal data left the register, out of the reach of an erasure.",
    columns=(
        ("entry", "bigint GENERATED ALWAYS AS IDENTITY", "in the order of their notes"),
        ("at", "timestamptz NOT NULL", "when they left"),
        ("actor", "text NOT NULL", "who took them out"),
        ("what", "text NOT NULL", "how: archive kukar.zip"),
        ("ids", 'text[] COLLATE "C" NOT NULL', "the records whose personal data went along"),
    ),
    key="entry",
)
TABLES = (
    *(META, HEAD, CHANGES, CHAIN, HEADS, VERSIONS, DOCUMENTS),
    *(LINKS, PERSONAL, ERASURES, TALLIES, DEPARTURES),
)

_OLD, _NEW = (
    ", ".join(f"{row}.{name}" for name, _, _ in VERSIONS.columns if name != "until")
    for row in ("OLD", "NEW")
)
_IS_REPLACED = (
    f"OLD.until IS NULL AND NEW.until IS NOT NULL AND ({_OLD}) IS NOT DISTINCT FROM ({_NEW})"
)
"""All that may ever happen to a version: that a later one takes its place."""
TRIGGERS = (
    """CREATE FUNCTION refuse_rewriting() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN RAISE 'the history is never rewritten' USING ERRCODE = 'restrict_violation'; END $$""",
    comment("FUNCTION", "refuse_rewriting()", "Keeps the history as it was written."),
    f"""CREATE TRIGGER refuse_update BEFORE UPDATE ON versions FOR EACH ROW
    WHEN (NOT ({_IS_REPLACED})) EXECUTE FUNCTION refuse_rewriting()""",
    """CREATE TRIGGER refuse_removal BEFORE DELETE OR TRUNCATE ON versions
    EXECUTE FUNCTION refuse_rewriting()""",
    *(
        f"""CREATE TRIGGER refuse_update BEFORE UPDATE OR DELETE OR TRUNCATE ON {table.name}
        EXECUTE FUNCTION refuse_rewriting()"""
        for table in (CHANGES, CHAIN, ERASURES)
    ),
)
GUARDS = frozenset(
    {"refuse_update on versions", "refuse_removal on versions"}
    | {f"refuse_update on {table.name}" for table in (CHANGES, CHAIN, ERASURES)}
)
"""The triggers that keep the history from being rewritten."""
