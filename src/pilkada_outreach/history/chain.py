"""The chain: seals every change, so that none can be altered, dropped, added or reordered unseen.

A change adds one link to the chain of each commission whose records it touched. The link's hash covers
the link in front, the change's number, instant, actor and reason, and of each record its columns and the
SHA-256 of a random salt with its body. So a hash that is shown to others tells nothing about the records.
"""

import secrets
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime, timedelta
from hashlib import sha256

from pilkada_outreach._dates import instant_text
from pilkada_outreach.errors import StoreError
from pilkada_outreach.ports import (
    ChainLink,
    Change,
    Erased,
    KeptChange,
    KeptPersonal,
    KeptVersion,
    PersonalValue,
)
from pilkada_outreach.serialization.documents import canonical

FORM = 1
"""The form of what is hashed; it stands in every link."""
SALT = 16
"""Bytes of salt; enough that no body can be guessed from its seal."""
SKEW = timedelta(minutes=2)
"""How far a clock may lag behind the one that made the change before."""


def kept_change(
    change: Change, *, number: int, last_at: datetime | None, heads: Mapping[str, ChainLink]
) -> KeptChange:
    """A change as it will be kept, under its number, linked to the heads of the chains.

    Raises StoreError when the clock went back further than `SKEW`.
    """
    salts = secrets.token_bytes(SALT * len(change.writes))
    versions = tuple(
        KeptVersion(
            family=write.family,
            id=write.id,
            version=write.base_version + 1,
            facts=write.facts,
            salt=salts[place * SALT : (place + 1) * SALT],
            body=bytes(write.body),
            personal=_all_sealed(write.personal) if write.personal else (),
        )
        for place, write in enumerate(change.writes)
    )
    return _linked(change, number, last_at, heads, versions=versions)


def kept_erasure(
    change: Change,
    erased: tuple[Erased, ...],
    *,
    number: int,
    last_at: datetime | None,
    heads: Mapping[str, ChainLink],
) -> KeptChange:
    """An erasure as it will be kept; `change` has no writes and says who, why and when."""
    return _linked(change, number, last_at, heads, erased=erased)


def _linked(
    change: Change,
    number: int,
    last_at: datetime | None,
    heads: Mapping[str, ChainLink],
    *,
    versions: tuple[KeptVersion, ...] = (),
    erased: tuple[Erased, ...] = (),
) -> KeptChange:
    kept = KeptChange(
        number=number,
        actor=change.actor,
        reason=change.reason,
        at=_not_before(change.at, last_at),
        versions=versions,
        erased=erased,
        links=(),
    )
    return KeptChange(
        number=number,
        actor=kept.actor,
        reason=kept.reason,
        at=kept.at,
        versions=versions,
        erased=erased,
        links=links_after(kept, heads),
    )


def links_after(kept: KeptChange, heads: Mapping[str, ChainLink]) -> tuple[ChainLink, ...]:
    """The links that a change adds to these heads of the chains; those that it has do not matter."""
    return tuple(_links(kept, heads))


def _links(kept: KeptChange, heads: Mapping[str, ChainLink]) -> Iterator[ChainLink]:
    for commission, sealed in sorted(sealed_by_commission(kept).items()):
        front = heads.get(commission)
        position = 1 if front is None else front.position + 1
        previous = b"" if front is None else front.hash
        yield ChainLink(
            commission=commission,
            position=position,
            previous=previous,
            hash=link_hash(kept, commission, position, previous, sealed),
        )


def sealed_by_commission(kept: KeptChange) -> dict[str, list[bytes]]:
    """What a change seals on each chain: its versions and erasures, in their order."""
    sealed: dict[str, list[bytes]] = {}
    for version in kept.versions:
        sealed.setdefault(version.facts.commission, []).append(_of_version(version))
    for erased in sorted(kept.erased, key=lambda one: (str(one.id), one.version, one.path)):
        line = f"erased\t{erased.id}\t{erased.version}\t{erased.path}\n"
        sealed.setdefault(erased.commission, []).append(line.encode())
    return sealed


def link_hash(
    kept: KeptChange, commission: str, position: int, previous: bytes, sealed: Iterable[bytes]
) -> bytes:
    """The hash of a link of the chain of `commission`."""
    return sha256(link_bytes(kept, commission, position, previous, sealed)).digest()


def link_bytes(
    kept: KeptChange, commission: str, position: int, previous: bytes, sealed: Iterable[bytes]
) -> bytes:
    """What is hashed for a link: the hash in front, a line about the change, and all that it seals."""
    head = canonical(
        [FORM, commission, position, kept.number, instant_text(kept.at), kept.actor, kept.reason]
    )
    return b"".join((previous, head, b"\n", *sealed))


def _of_version(version: KeptVersion) -> bytes:
    facts = version.facts
    first_day, last_day = facts.first_day, facts.last_day
    line = "\t".join(
        (
            version.family,
            str(version.id),
            str(version.version),
            facts.area,
            "" if first_day is None else first_day.isoformat(),
            "" if last_day is None else last_day.isoformat(),
            f"{len(version.personal)}\n",
        )
    )
    sealed = line.encode() + sha256(version.salt + version.body).digest()
    for value in sorted(version.personal, key=lambda value: value.path):
        sealed += f"{value.path}\n".encode() + value.seal
    return sealed


def personal_seal(salt: bytes, path: str, value: str) -> bytes:
    """The seal of a personal value; without the salt nobody can try values against it."""
    return sha256(salt + canonical([path, value])).digest()


def _all_sealed(values: tuple[PersonalValue, ...]) -> tuple[KeptPersonal, ...]:
    return tuple(map(_sealed, sorted(values, key=lambda value: value.path)))


def _sealed(personal: PersonalValue) -> KeptPersonal:
    salt = secrets.token_bytes(2 * SALT)
    return KeptPersonal(
        path=personal.path,
        seal=personal_seal(salt, personal.path, personal.value),
        salt=salt,
        value=personal.value,
    )


def _not_before(at: datetime, last_at: datetime | None) -> datetime:
    if last_at is None or at >= last_at:
        return at
    if last_at - at <= SKEW:
        return last_at
    raise StoreError(
        f"a change at {instant_text(at)} was refused: the register's last change was made at "
        f"{instant_text(last_at)}, so that this clock is wrong or went back; set it and commit again"
    )
