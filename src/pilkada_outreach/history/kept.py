"""From what is kept of a change to what is read of it."""

from pilkada_outreach.ports import (
    KeptChange,
    KeptPersonal,
    KeptVersion,
    PersonalValue,
    StoredRecord,
)


def stored(kept: KeptChange, version: KeptVersion) -> StoredRecord:
    """A version as it is read, with the change that wrote it."""
    return StoredRecord(
        family=version.family,
        id=version.id,
        version=version.version,
        body=version.body,
        personal=readable(version.personal),
        change=kept.number,
        author=kept.actor,
        at=kept.at,
        reason=kept.reason,
    )


def readable(personal: tuple[KeptPersonal, ...]) -> tuple[PersonalValue, ...]:
    """The values that were not erased."""
    return tuple(
        PersonalValue(path=kept.path, value=kept.value)
        for kept in personal
        if kept.value is not None
    )
