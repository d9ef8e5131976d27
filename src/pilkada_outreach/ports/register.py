"""What a register is made of: writes that become a change, and what is kept of each change for good."""

from datetime import date, datetime

import attrs

from pilkada_outreach.domain.period import Period
from pilkada_outreach.domain.values import AreaCode, Id

SHARED = ""
"""The chain of the records that belong to no commission, such as partners and elections."""


@attrs.frozen(kw_only=True)
class Link:
    """A reference from one record to another record of the register (tautan)."""

    field: str
    """Where it stands: `parties[1].partner`."""
    target: Id


@attrs.frozen(kw_only=True)
class Tally:
    """Under what a publication or receipt is counted (rekap)."""

    partner: str
    """The partner that carries it; empty for the commission's own channels."""
    kind: str
    """The deliverable of the contract; without one the channel."""
    month: str
    """`2024-10`, on the commission's own clock."""
    state: str
    """A publication's last outcome, `planned` before the first; a receipt's own outcome."""


@attrs.frozen(kw_only=True)
class Settles:
    """That a receipt says what became of its publication; the latest attempt has the last word."""

    publication: Id
    attempt: int
    state: str


@attrs.frozen(kw_only=True)
class Facts:
    """What of a record stands in plain columns, so that it is found without reading its body; it is sealed."""

    commission: str = SHARED
    """Whose record it is, and so on whose chain its changes stand."""
    area: str = ""
    first_day: date | None = None
    last_day: date | None = None
    """The days it is about; None is open, both None is no period."""


@attrs.frozen(kw_only=True)
class Index:
    """What is kept about the latest version alone, and can be made again from its body."""

    links: tuple[Link, ...] = ()
    tally: Tally | None = None
    settles: Settles | None = None


NO_FACTS = Facts()
NO_INDEX = Index()


@attrs.frozen(kw_only=True)
class PersonalValue:
    """A personal value, kept apart from the body so that it can be erased (data pribadi)."""

    path: str
    """Where it belongs in the body: `contacts.0.email`."""
    value: str = attrs.field(repr=False)


@attrs.frozen(kw_only=True)
class Write:
    """One record to be written, on top of the version that was read."""

    family: str
    id: Id
    body: bytes = attrs.field(repr=False)
    """Canonical JSON without the personal values."""
    base_version: int
    """The version that was changed; 0 for a new record."""
    facts: Facts = NO_FACTS
    index: Index = NO_INDEX
    personal: tuple[PersonalValue, ...] = ()


@attrs.frozen(kw_only=True)
class Change:
    """Writes that become true together, with who made them, when and why (perubahan)."""

    actor: str
    reason: str
    at: datetime
    writes: tuple[Write, ...]


@attrs.frozen(kw_only=True)
class StoredRecord:
    """One version of a record as the store keeps it, with the change that wrote it."""

    family: str
    id: Id
    version: int
    """1 for the first; a store never writes one version twice."""
    body: bytes = attrs.field(repr=False)
    personal: tuple[PersonalValue, ...] = ()
    """The personal values that were not erased, in the order of their paths."""
    change: int
    """The number of the change that wrote it."""
    author: str
    """Who made that change."""
    at: datetime
    """When it was made."""
    reason: str
    """Why it was made."""


@attrs.frozen(kw_only=True)
class Query:
    """Which records are asked for; what is left out does not narrow the answer."""

    families: tuple[str, ...] = ()
    commission: str | None = None
    area: AreaCode | None = None
    """The records about this area and all below it."""
    during: Period | None = None
    """The records whose days overlap this period; those without days are left out."""
    text: str = ""
    """A part of the id."""
    changed_since: int = 0
    """The records that changes after this number wrote, or erased personal data of."""
    as_of: int | None = None
    """What the register held after the change of this number; None for now."""


EVERYTHING = Query()


@attrs.frozen(kw_only=True)
class TallyCount:
    """How many publications or receipts stand under one heading."""

    commission: str
    family: str
    tally: Tally
    count: int


# What is kept of a change. A store hands these out and takes them in whole; they are what the chain seals.


@attrs.frozen(kw_only=True)
class KeptPersonal:
    """A personal value with its seal; after erasure only the seal is left.

    An erased value has no salt; one that an archive withheld has an empty salt.
    """

    path: str
    seal: bytes
    """SHA-256 over salt, path and value (`history.chain`)."""
    salt: bytes | None = attrs.field(repr=False)
    value: str | None = attrs.field(repr=False)

    @property
    def is_withheld(self) -> bool:
        """Whether this register was restored from an archive that left the value out."""
        return self.value is None and self.salt == b""


@attrs.frozen(kw_only=True)
class KeptVersion:
    """One version of a record, with the salt of its seal."""

    family: str
    id: Id
    version: int
    facts: Facts
    salt: bytes = attrs.field(repr=False)
    body: bytes = attrs.field(repr=False)
    personal: tuple[KeptPersonal, ...] = ()


@attrs.frozen(kw_only=True)
class Erased:
    """That the personal value at a path of a version was erased (penghapusan)."""

    id: Id
    version: int
    path: str
    commission: str
    """On whose chain that version stands."""


@attrs.frozen(kw_only=True)
class ChainLink:
    """What one change adds to the chain of one commission."""

    commission: str
    position: int
    """1 for the first link of the chain."""
    previous: bytes
    """The hash of the link in front; empty for the first."""
    hash: bytes


@attrs.frozen(kw_only=True)
class KeptChange:
    """A change as the register keeps it."""

    number: int
    actor: str
    reason: str
    at: datetime
    versions: tuple[KeptVersion, ...]
    erased: tuple[Erased, ...] = ()
    links: tuple[ChainLink, ...]
    """One for each commission whose records it touched, in the order of their ids."""


@attrs.frozen(kw_only=True)
class Departure:
    """That personal data left the register, so that erasing cannot reach it any more."""

    at: datetime
    actor: str
    what: str
    """How it left: `archive kukar.zip`."""
    ids: tuple[Id, ...]
    """The records whose personal data it took along."""
