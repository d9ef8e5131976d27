"""Measurements and indicators that the tests of turnout, roll-up and progress share."""

from datetime import date
from typing import Any

from pilkada_outreach import (
    AreaCode,
    Code,
    Id,
    LegalSource,
    Measurement,
    MeasurementStatus,
    Place,
    Ratio,
)
from pilkada_outreach.domain.indicator import Direction, Indicator, IndicatorUnit, RollUp

SEEN = LegalSource(instrument="KPU Contoh", year=2024, verified=True)
FINAL, INTERIM = MeasurementStatus.FINAL, MeasurementStatus.INTERIM


def indicator(
    roll_up: RollUp = RollUp.WEIGHTED,
    code: str = "turnout",
    unit: IndicatorUnit = IndicatorUnit.PERCENT,
    direction: Direction = Direction.MORE,
) -> Indicator:
    return Indicator(
        id=Id.of("indicator", code),
        code=Code(code),
        name_id="Contoh",
        name_en="Example",
        unit=unit,
        roll_up=roll_up,
        direction=direction,
        weight=Code("dpt") if roll_up is RollUp.WEIGHTED else None,
    )


def ratio(numerator: int, denominator: int, basis: str = "DPT") -> Ratio:
    return Ratio(numerator=numerator, denominator=denominator, basis=basis)


def measured(area: str, share: Ratio | None = None, **fields: Any) -> Measurement:
    """A final figure of an area in Pilkada 2024; another id where another field is given."""
    marks = [str(value).replace(" ", "-").lower() for value in fields.values()]
    given: dict[str, Any] = {
        "id": Id.of(
            "measurement",
            area.replace(":", "-"),
            *("".join(c for c in m if c.isalnum()) for m in marks),
        ),
        "indicator": Code("turnout"),
        "area": Place(code=AreaCode.parse(area)),
        "election_name": "Pilkada 2024",
        "ratio": share,
        "status": FINAL,
        "known_from": date(2024, 12, 5),
        "source": SEEN,
    }
    return Measurement(**(given | fields))
