"""Versions of document kinds, and how a document of an earlier one is brought up to date when it is read.

A family's version grows when a document of the earlier form could no longer be read as it is. Stored bodies are
never rewritten: they are upgraded each time they are read, step by step, and written anew only when somebody
changes the record.
"""

from collections.abc import Callable, Mapping
from typing import cast

Plain = dict[str, object]
Upgrade = Callable[[Plain], Plain]
"""Brings a document's plain values from one version to the next; keys it does not know stay as they are."""


def _contacts_in_a_list(document: Plain) -> Plain:
    """Stakeholder 1 to 2: one contact in two fields became a list of contacts, each with its purpose."""
    name, phone = document.pop("contact_name", ""), document.pop("contact_phone", "")
    if name != "" or phone != "":
        moved = {"purpose": "tidak disebutkan", "name": name, "phone": phone}
        others = document.get("contacts", [])
        others = cast(list[object], others) if isinstance(others, list) else []
        document["contacts"] = [moved, *others]
    return document


UPGRADES: Mapping[str, tuple[Upgrade, ...]] = {"stakeholder": (_contacts_in_a_list,)}
"""For each family the steps from version 1 on; a family without any is at version 1."""


def version_of(family: str) -> int:
    """The version in which documents of a family are written."""
    return 1 + len(UPGRADES.get(family, ()))


def upgraded(family: str, version: int, document: Plain) -> Plain:
    """A document of an earlier version, brought up to date."""
    for step in UPGRADES.get(family, ())[version - 1 :]:
        document = step(document)
    return document
