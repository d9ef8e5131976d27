"""The office's archive: the whole register as one file, and a new register from it (arsip)."""

import re
from abc import abstractmethod
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Self

from pilkada_outreach.domain.period import Period
from pilkada_outreach.domain.values import Code, Id
from pilkada_outreach.errors import OfficeState
from pilkada_outreach.exchange.archive import (
    ArchiveProgress,
    ArchiveReport,
    Progress,
    SoundArchive,
    write_archive,
)
from pilkada_outreach.exchange.archive.exhibits import Choice, ExhibitReport, write_exhibit
from pilkada_outreach.history.anchor import Anchor
from pilkada_outreach.office.desk import Desk, system_clock
from pilkada_outreach.office.settings import Given, Plugins
from pilkada_outreach.ports import Clock, Departure

_PREFIX = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,15}\Z")


def quiet(told: ArchiveProgress) -> None:
    """Progress that nobody wants to see."""


class Archives(Desk):
    """What an office hands out whole, and takes in again."""

    @classmethod
    @abstractmethod
    def open(
        cls,
        url: str,
        *,
        actor: str,
        clock: Clock = system_clock,
        options: Given | None = None,
        plugins: Plugins = (),
        strict: bool = False,
    ) -> Self:
        """Open the register at a URL."""

    @abstractmethod
    def close(self) -> None:
        """Let go of the register."""

    @classmethod
    def restore(
        cls,
        archive: Path | str,
        url: str,
        *,
        actor: str,
        anchor: Anchor | str | None = None,
        evidence: Path | str | None = None,
        clock: Clock = system_clock,
        options: Given | None = None,
        plugins: Plugins = (),
        strict: bool = False,
        progress: Progress = quiet,
    ) -> Self:
        """Open a new register at a URL and fill it from an archive: the same records and the same history.

        The archive is checked whole first, against `anchor` where one is given, and nothing is taken
        from one that is not sound. With `evidence` its files are written below that folder. The other
        arguments are those of `open`. Raises ValidationFailed with what is wrong with the archive,
        StoreError when the register at the URL is not empty.
        """
        path = Path(archive)
        with SoundArchive(path, anchor, progress) as source:
            office = cls.open(
                url, actor=actor, clock=clock, options=options, plugins=plugins, strict=strict
            )
            try:
                source.fill(office._register.store)
                office._note_departure(f"archive {path.name}", source.whose)
                if evidence is not None:
                    source.extract_evidence(Path(evidence))
            except BaseException:
                office.close()
                raise
        return office

    def archive(
        self,
        path: Path | str,
        *,
        evidence: Path | str | None = None,
        personal: bool = False,
        progress: Progress = quiet,
    ) -> ArchiveReport:
        """Write the whole register into one zip: tables, JSON, the sealed history, and files of evidence.

        `evidence` is the folder with the files that records name. Personal data stay here, with their
        seals in the archive, unless `personal` asks for them; the register then remembers that they
        left. The same register gives the same bytes. Raises OfficeState when there are changes that
        were not committed, ValidationFailed when the register does not verify, StoreError when the
        file cannot be written.
        """
        self._require_whole()
        target = Path(path)
        return write_archive(
            self._register.store,
            target,
            evidence=None if evidence is None else Path(evidence),
            personal=personal,
            leaving=lambda ids: self._note_departure(f"archive {target.name}", ids),
            progress=progress,
        )

    def exhibit(
        self,
        path: Path | str,
        *,
        title: str,
        ids: Iterable[Id | str] = (),
        topic: Code | str | None = None,
        period: Period | None = None,
        commission: Id | str | None = None,
        number_prefix: str = "P-",
        evidence: Path | str | None = None,
        personal: bool = False,
        progress: Callable[[int, int], None] = lambda done, total: None,
    ) -> ExhibitReport:
        """Write records as numbered exhibits, each with its whole life, its seals and its files of evidence.

        Records are named by `ids`, or all about a `topic` are taken: its materials, their publications
        in `period` with receipts, its claims and its feedback. `evidence` and `personal` are as for
        `archive`. Raises UnknownRecord or ValidationFailed when there is nothing to show, and what
        `archive` raises.
        """
        self._require_whole()
        if not _PREFIX.match(number_prefix):
            raise ValueError(f"{number_prefix!r} is no beginning of a number such as P-")
        target = Path(path)
        choice = Choice(
            ids=tuple(_id(id) for id in ids),
            topic=Code(topic) if isinstance(topic, str) else topic,
            period=period,
            commission=None if commission is None else _id(commission),
        )
        if not choice.ids and choice.topic is None:
            raise ValueError("name the records to show by ids=..., or a topic=...")
        return write_exhibit(
            self._register.store,
            target,
            choice,
            title=title,
            number_prefix=number_prefix,
            evidence=None if evidence is None else Path(evidence),
            personal=personal,
            leaving=lambda ids: self._note_departure(f"exhibit {target.name}", ids),
            progress=progress,
        )

    def _require_whole(self) -> None:
        self._require_open()
        if self._register.as_of is not None:
            raise OfficeState("archives hold the whole register; make them without as_of")
        if self._register.has_pending:
            raise OfficeState("commit or roll back your changes before archiving")

    def _note_departure(self, what: str, ids: tuple[Id, ...]) -> None:
        if ids:
            self._register.store.note_departure(
                Departure(at=self._clock(), actor=self._actor, what=what, ids=ids)
            )


def _id(value: Id | str) -> Id:
    return value if isinstance(value, Id) else Id(value)
