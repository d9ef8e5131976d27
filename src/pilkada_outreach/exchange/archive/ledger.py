"""The records of an archive as they stand after each change: on the disk, so that memory stays flat."""

import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from types import TracebackType
from typing import Self, TypeVar, cast

from pilkada_outreach.domain.families import FAMILIES
from pilkada_outreach.domain.values import WITHHELD, Id, Record
from pilkada_outreach.errors import ValidationFailed
from pilkada_outreach.exchange.archive.problems import BODY_FORM, LINK_LOOSE, VERSION_GAP
from pilkada_outreach.history.facts import links_of
from pilkada_outreach.history.kept import stored
from pilkada_outreach.history.personal import whole
from pilkada_outreach.ports import KeptChange, KeptVersion
from pilkada_outreach.problems import Problem
from pilkada_outreach.serialization import load
from pilkada_outreach.serialization.documents import canonical, load_trusted

R = TypeVar("R", bound=Record)


class Ledger:
    """The latest version of every record of the changes it took (buku besar).

    With `checked` it takes changes that another ledger took before, and looks at them no more.
    """

    def __init__(self, *, checked: bool = False) -> None:
        self._checked = checked
        self._database = sqlite3.connect("", isolation_level=None)  # a file without a name
        for setting in ("journal_mode = OFF", "synchronous = OFF", "cache_size = -32768"):
            self._database.execute(f"PRAGMA {setting}")
        self._database.execute(
            "CREATE TABLE latest (id TEXT UNIQUE, family TEXT, version INTEGER, body BLOB)"
        )
        self._database.execute("BEGIN")

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._database.close()

    def take(self, kept: KeptChange) -> tuple[Record, ...]:
        """The records of a change, in its order, after which they are the latest.

        Raises ValidationFailed when one is no record, does not follow the version in front, or refers
        to what is not there.
        """
        records = tuple(self._write(kept, version) for version in kept.versions)
        if not self._checked:
            problems = [problem for record in records for problem in self._loose(record)]
            if problems:
                raise ValidationFailed(tuple(problems))
        return records

    def find(self, cls: type[R], id: Id | str) -> R | None:
        """The record of this class with this id as it now stands."""
        row = self._database.execute(
            "SELECT family, body FROM latest WHERE id = ?", (str(id),)
        ).fetchone()
        return None if row is None or row[0] != cls.family else load_trusted(cls, row[1])

    def bodies(self, family: str) -> Iterator[bytes]:
        """The latest bodies of a family, with their personal values, in the order of the ids."""
        with closing(self._database.cursor()) as cursor:
            for (body,) in cursor.execute(
                "SELECT body FROM latest WHERE family = ? ORDER BY id", (family,)
            ):
                yield body

    def families(self) -> dict[str, int]:
        """How many records of each family there are."""
        return dict(self._database.execute("SELECT family, count(*) FROM latest GROUP BY family"))

    def _write(self, kept: KeptChange, version: KeptVersion) -> Record:
        if not self._checked:
            self._refuse_gap(version)
        try:
            body, record = _record(kept, version, self._checked)
        except (ValueError, RecursionError) as error:  # ValidationFailed is a ValueError
            reason = str(error).replace("\n", " ")
            raise ValidationFailed(
                (
                    BODY_FORM.at(
                        str(version.id), value=version.id, version=version.version, reason=reason
                    ),
                )
            ) from error
        self._database.execute(
            "INSERT INTO latest VALUES (?, ?, ?, ?) ON CONFLICT (id) DO UPDATE "
            "SET version = excluded.version, body = excluded.body",
            (str(version.id), version.family, version.version, body),
        )
        return record

    def _refuse_gap(self, version: KeptVersion) -> None:
        id = str(version.id)
        before = self._database.execute(
            "SELECT family, version FROM latest WHERE id = ?", (id,)
        ).fetchone() or (version.family, 0)
        if before != (version.family, version.version - 1):
            raise ValidationFailed((VERSION_GAP.at(id, value=id, version=version.version),))

    def _loose(self, record: Record) -> Iterator[Problem]:
        for link in links_of(record):
            if not self._database.execute(
                "SELECT 1 FROM latest WHERE id = ?", (str(link.target),)
            ).fetchone():
                yield LINK_LOOSE.at(
                    f"{record.id}.{link.field}",
                    value=record.id,
                    target=link.target,
                    field=link.field,
                )


def _record(kept: KeptChange, version: KeptVersion, checked: bool) -> tuple[bytes, Record]:
    """A version's body with its personal values, and the record in it. Raises ValueError."""
    cls = FAMILIES.get(version.family)
    if cls is None:
        raise ValueError(f"there is no family {version.family!r}")
    if checked:
        body = whole(stored(kept, version))
        return body, load_trusted(cls, body)
    document: object = json.loads(version.body)
    if canonical(document) != version.body:
        raise ValueError("its body is not in canonical form")
    for personal in version.personal:
        if _at(document, personal.path) != WITHHELD:
            raise ValueError(f"nothing is withheld at {personal.path}")
    body = whole(stored(kept, version))
    record = load(cls, body)
    if record.id != version.id:
        raise ValueError(f"its body is that of {record.id}")
    return body, record


def _at(document: object, path: str) -> object:
    """What stands in a document at the path of a personal value; None where there is no such place."""
    for step in path.split("."):
        if isinstance(document, list):
            members = cast(list[object], document)
            document = members[int(step)] if step.isdecimal() and int(step) < len(members) else None
        elif isinstance(document, dict):
            document = cast(dict[str, object], document).get(step)
        else:
            return None
    return document
