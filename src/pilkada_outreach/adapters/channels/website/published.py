"""Which materials the site shows: what was published on it, and when."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime

import attrs

from pilkada_outreach.domain.material import Material
from pilkada_outreach.domain.publication import Outcome, Publication, Receipt
from pilkada_outreach.domain.values import Code, Id
from pilkada_outreach.ports import DeliveryBatch

CHANNEL = Code("website")
"""What publications on the site write in `channel`."""
_OUT = (Outcome.DELIVERED, Outcome.ACCEPTED)


@attrs.frozen(kw_only=True)
class PublishedMaterial:
    """A material on the site, with the moments of its first and its latest publication there."""

    material: Material
    first_at: datetime
    latest_at: datetime
    labels: tuple[str, ...]
    """How it is marked as paid content, if it is."""

    @property
    def page(self) -> str:
        """Its page, seen from the start of a language's part of the site."""
        return f"materi/{slug(self.material)}.html"


def slug(material: Material) -> str:
    """The name of a material's page: `2024-cek-daftar-pemilih`; it never changes and is never shared."""
    parts = material.id.parts
    own = ("material", str(material.commission).replace("/", "-"))
    if len(parts) == 4 and parts[:2] == own and parts[2].isdecimal():
        return f"{parts[2]}-{parts[3]}"
    return material.id.file_name  # its ~ cannot stand in a part of an id


def published_materials(batch: DeliveryBatch) -> tuple[PublishedMaterial, ...]:
    """The commission's materials with a receipt of the site or in this batch, the newest first.

    What may not be shown on this day is left out, wherever it stood before.
    """
    materials: dict[Id, Material] = {}
    moments: dict[Id, list[datetime]] = defaultdict(list)
    labels: dict[Id, set[str]] = defaultdict(set)
    for publication in batch.snapshot.all(Publication):
        if publication.channel != CHANNEL or publication.commission != batch.commission:
            continue
        material = batch.snapshot.find(Material, publication.material)
        out = _moments(batch.snapshot.receipts(publication.id))
        if material is not None and out:
            materials[material.id] = material
            moments[material.id] += out
            labels[material.id].add(publication.label)
    for delivery in batch.deliveries:
        materials[delivery.material.id] = delivery.material
        moments[delivery.material.id].append(batch.now)
        labels[delivery.material.id].add(delivery.publication.label)
    found = [
        PublishedMaterial(
            material=material,
            first_at=min(moments[id]),
            latest_at=max(moments[id]),
            labels=tuple(sorted(labels[id] - {""})),
        )
        for id, material in materials.items()
        if id not in batch.withheld
    ]
    found.sort(key=lambda published: published.material.id)
    found.sort(key=lambda published: published.latest_at, reverse=True)
    return tuple(found)


def _moments(receipts: Iterable[Receipt]) -> list[datetime]:
    """When a publication went out; the evidence was taken in the moment the page was written."""
    return [
        receipt.at if receipt.evidence is None else receipt.evidence.captured_at
        for receipt in receipts
        if receipt.outcome in _OUT
    ]
