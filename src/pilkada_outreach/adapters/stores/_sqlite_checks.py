"""What SQLite and the tables themselves say about the soundness of a register."""

import sqlite3
from collections.abc import Iterator

from pilkada_outreach.adapters.stores._sqlite_schema import TABLES, TRIGGERS

_CHECKS = (
    (
        "{0} has a version that says it held until another change than the one that replaced it",
        """SELECT v.id FROM versions AS v
        LEFT JOIN versions AS n ON n.id = v.id AND n.version = v.version + 1
        WHERE v.until IS NOT n.change""",
    ),
    (
        "{0} has a gap in its versions",
        """SELECT v.id FROM versions AS v
        LEFT JOIN versions AS p ON p.id = v.id AND p.version = v.version - 1
        WHERE v.version > 1 AND p.seq IS NULL""",
    ),
    (
        "{0} points to another version than its latest",
        """SELECT v.id FROM versions AS v LEFT JOIN documents AS d
            ON d.id = v.id AND d.seq = v.seq AND d.version = v.version AND d.family = v.family
        WHERE v.until IS NULL AND d.id IS NULL""",
    ),
    (
        "{0} is listed, but no version of it is the latest",
        """SELECT d.id FROM documents AS d LEFT JOIN versions AS v ON v.seq = d.seq AND v.until IS NULL
        WHERE v.seq IS NULL""",
    ),
    (
        "a version of {0} stands under another change than the one it lies with",
        """SELECT v.id FROM versions AS v JOIN changes AS c ON c.number = v.change
        LEFT JOIN changes AS n ON n.number = c.number + 1
        WHERE v.seq < c.first_seq OR v.seq >= n.first_seq""",
    ),
    (
        "change {0} says that its versions begin where none begins",
        """SELECT number FROM changes AS c WHERE first_seq IS NOT coalesce(
            (SELECT min(seq) FROM versions WHERE seq >= c.first_seq),
            (SELECT max(seq) + 1 FROM versions)
        )""",
    ),
    (
        "the head of the chain of {0} is not its last link",
        """SELECT commission FROM (
            SELECT commission, max(position) AS position, previous, hash FROM chain GROUP BY commission
            UNION ALL SELECT commission, position, previous, hash FROM heads
        ) GROUP BY commission HAVING count(*) <> 2 OR count(DISTINCT position) <> 1
            OR count(DISTINCT previous) <> 1 OR count(DISTINCT hash) <> 1""",
    ),
    (
        "the state of {0} is not that of its latest receipt",
        """SELECT d.id FROM documents AS d
        LEFT JOIN (
            SELECT l.target, max(CASE WHEN json_valid(CAST(v.body AS TEXT))
                THEN json_extract(CAST(v.body AS TEXT), '$.attempt') END) AS attempt, r.state
            FROM links AS l
            JOIN documents AS r ON r.id = l.source AND r.family = 'receipt'
            JOIN versions AS v ON v.seq = r.seq
            WHERE l.field = 'publication' GROUP BY l.target
        ) AS last ON last.target = d.id
        WHERE CASE WHEN last.target IS NULL THEN d.attempt <> 0
            ELSE d.state IS NOT NULL AND (d.attempt IS NOT last.attempt OR d.state IS NOT last.state)
        END""",
    ),
    (
        "the counter of {0} is not what a recount gives",
        """SELECT key FROM (
            SELECT concat_key AS key, sum(count) AS difference FROM (
                SELECT commission || ' ' || family || ' ' || partner || ' ' || kind || ' ' || month
                    || ' ' || state AS concat_key, count FROM tallies
                UNION ALL
                SELECT v.commission || ' ' || d.family || ' ' || d.partner || ' ' || d.kind || ' '
                    || d.month || ' ' || d.state, -1
                FROM documents AS d JOIN versions AS v ON v.seq = d.seq WHERE d.state IS NOT NULL
            ) GROUP BY concat_key
        ) WHERE difference <> 0""",
    ),
)


def damage(connection: sqlite3.Connection) -> Iterator[str]:
    """Each fault in one sentence."""
    for (found,) in connection.execute("PRAGMA integrity_check"):
        if found != "ok":
            yield f"SQLite: {found}"
    for table, row, parent, _ in connection.execute("PRAGMA foreign_key_check"):
        yield f"SQLite: row {row} of {table} refers to nothing in {parent}"
    yield from _schema(connection)
    for sentence, query in _CHECKS:
        for (key,) in connection.execute(query):
            yield sentence.format(key)


def _schema(connection: sqlite3.Connection) -> Iterator[str]:
    """What is missing of the tables and triggers that guard the history, and triggers that are not ours.

    The views of the families are left out: they only show, and come from the version that made the file.
    """
    schema = "SELECT CAST(sql AS TEXT) FROM sqlite_schema WHERE sql IS NOT NULL"
    found = [sql for (sql,) in connection.execute(schema)]
    made = (*TABLES, *TRIGGERS)
    for statement in made:
        if statement not in found:
            yield f"{_named(statement)} is missing, or is another than this library makes"
    for statement in found:
        if statement.startswith("CREATE TRIGGER") and statement not in made:
            yield f"{_named(statement)} is not of this library's making"


def _named(statement: str) -> str:
    return " ".join(statement.split()[1:3])
