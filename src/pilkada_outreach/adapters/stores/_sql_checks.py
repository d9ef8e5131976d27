"""What PostgreSQL and the tables themselves say about the soundness of a register."""

from typing import TYPE_CHECKING

from pilkada_outreach.adapters.stores._sql_schema import GUARDS

if TYPE_CHECKING:
    from psycopg import Connection

_CHECKS = (
    (
        "PostgreSQL: {0} pages of this database failed their checksum",
        """SELECT checksum_failures FROM pg_stat_database
        WHERE datname = current_database() AND checksum_failures > 0""",
    ),
    (
        "the head of the register is not its last change or its last version",
        """SELECT number FROM head WHERE number <> (SELECT coalesce(max(number), 0) FROM changes)
            OR seq <> (SELECT coalesce(max(seq), 0) FROM versions)
            OR at IS DISTINCT FROM (SELECT at FROM changes ORDER BY number DESC LIMIT 1)
        UNION ALL SELECT 0 WHERE NOT EXISTS (SELECT FROM head)""",
    ),
    (
        "{0} has a version that says it held until another change than the one that replaced it",
        """SELECT v.id FROM versions AS v
        LEFT JOIN versions AS n ON n.id = v.id AND n.version = v.version + 1
        WHERE v.until IS DISTINCT FROM n.change""",
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
        """SELECT v.id FROM versions AS v
        LEFT JOIN (
            SELECT number, first_seq, lead(first_seq) OVER (ORDER BY number) AS next_seq FROM changes
        ) AS c ON c.number = v.change
        WHERE c.number IS NULL OR v.seq < c.first_seq OR v.seq >= c.next_seq""",
    ),
    (
        "change {0} says that its versions begin where none begins",
        """SELECT number FROM changes AS c WHERE first_seq IS DISTINCT FROM coalesce(
            (SELECT min(seq) FROM versions WHERE seq >= c.first_seq),
            (SELECT max(seq) + 1 FROM versions), 1
        )""",
    ),
    (
        "the head of the chain of {0} is not its last link",
        """SELECT coalesce(l.commission, h.commission) FROM (
            SELECT DISTINCT ON (commission) * FROM chain ORDER BY commission, position DESC
        ) AS l FULL JOIN heads AS h ON h.commission = l.commission
        WHERE (h.position, h.previous, h.hash) IS DISTINCT FROM (l.position, l.previous, l.hash)""",
    ),
    (
        "{0} refers to nothing",
        """SELECT 'link ' || source || ' ' || field FROM links
        WHERE NOT EXISTS (SELECT FROM documents WHERE id = target)
            OR NOT EXISTS (SELECT FROM documents WHERE id = source)
        UNION ALL SELECT 'personal value of version ' || seq FROM personal AS p
        WHERE NOT EXISTS (SELECT FROM versions AS v WHERE v.seq = p.seq)""",
    ),
    (
        "the state of {0} is not that of its latest receipt",
        """SELECT d.id FROM documents AS d
        LEFT JOIN (
            SELECT DISTINCT ON (l.target) l.target, r.state,
                (convert_from(v.body, 'UTF8')::jsonb ->> 'attempt')::bigint AS attempt
            FROM links AS l
            JOIN documents AS r ON r.id = l.source AND r.family = 'receipt'
            JOIN versions AS v ON v.seq = r.seq
            WHERE l.field = 'publication' ORDER BY l.target, 3 DESC
        ) AS last ON last.target = d.id
        WHERE CASE WHEN last.target IS NULL THEN d.attempt <> 0 ELSE d.state IS NOT NULL
            AND (d.attempt, d.state) IS DISTINCT FROM (last.attempt, last.state) END""",
    ),
    (
        "the counter of {0} is not what a recount gives",
        """SELECT concat_ws(' ', commission, family, partner, kind, month, state) FROM (
            SELECT commission, family, partner, kind, month, state, count FROM tallies
            UNION ALL
            SELECT v.commission, d.family, d.partner, d.kind, d.month, d.state, -1
            FROM documents AS d JOIN versions AS v ON v.seq = d.seq WHERE d.state IS NOT NULL
        ) AS both_counts
        GROUP BY commission, family, partner, kind, month, state HAVING sum(count) <> 0""",
    ),
)
_GUARDS = """SELECT c.relname, t.tgname FROM pg_trigger AS t JOIN pg_class AS c ON c.oid = t.tgrelid
    WHERE c.relnamespace = current_schema()::regnamespace AND t.tgenabled IN ('O', 'A')"""


def damage(connection: "Connection") -> list[str]:
    """Each fault in one sentence; all of one moment, however long it takes."""
    with connection.transaction():
        connection.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
        connection.execute("SET LOCAL statement_timeout = 0")
        return faults(connection)


def faults(connection: "Connection") -> list[str]:
    """What the transaction of a connection sees."""
    found = [
        sentence.format(key)
        for sentence, query in _CHECKS
        for (key,) in connection.execute(query.encode())
    ]
    guards = {f"{name} on {table}" for table, name in connection.execute(_GUARDS)}
    found += [
        f"the trigger {guard} is missing, or switched off" for guard in sorted(GUARDS - guards)
    ]
    return found
