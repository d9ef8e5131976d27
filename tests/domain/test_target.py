"""Indicators, deadlines of targets, editions of materials, prices of deliverables."""

from datetime import date
from decimal import Decimal

import pytest

from pilkada_outreach import (
    AreaCode,
    Code,
    Deliverable,
    Id,
    LegalSource,
    Material,
    Place,
    Target,
    evolve,
)
from pilkada_outreach.domain.indicator import Direction, Indicator, IndicatorUnit, RollUp
from pilkada_outreach.domain.people import Sex
from pilkada_outreach.rules.example_world import world
from tests.findings import refused, warned


def indicator(unit: IndicatorUnit, roll_up: RollUp, weight: str | None = None) -> Indicator:
    return Indicator(
        id=Id("indicator/contoh"),
        code=Code("contoh"),
        name_id="Contoh",
        name_en="Example",
        unit=unit,
        roll_up=roll_up,
        weight=None if weight is None else Code(weight),
    )


def test_percentages_are_weighted_and_never_added() -> None:
    turnout = indicator(IndicatorUnit.PERCENT, RollUp.WEIGHTED, "dpt")
    assert warned(turnout) == []
    assert turnout.direction is Direction.MORE
    assert (turnout.name(), turnout.name("en")) == ("Contoh", "Example")
    assert refused(lambda: indicator(IndicatorUnit.PERCENT, RollUp.SUM)) == [
        "indicator.percent-summed roll_up"
    ]
    assert warned(indicator(IndicatorUnit.COUNT, RollUp.SUM)) == []
    assert warned(indicator(IndicatorUnit.PERCENT, RollUp.NEVER)) == []


@pytest.mark.parametrize(
    ("roll_up", "weight"), [(RollUp.WEIGHTED, None), (RollUp.SUM, "dpt"), (RollUp.NEVER, "dpt")]
)
def test_what_is_weighted_has_a_weight(roll_up: RollUp, weight: str | None) -> None:
    assert refused(lambda: indicator(IndicatorUnit.COUNT, roll_up, weight)) == [
        "indicator.weight weight"
    ]


def test_a_target_is_set_before_its_day() -> None:
    target = Target(
        id=Id("target/turnout/2019/women"),
        indicator=Code("turnout"),
        percent=Decimal(78),
        area=Place(code=AreaCode("15.03")),
        election="Pemilu 2019",
        set_by="KPU Sarolangun",
        known_from=date(2019, 1, 31),
        by=date(2019, 4, 17),
        sex=Sex.FEMALE,
        source=LegalSource(instrument="Perjanjian Kinerja KPU", year=2019, verified=True),
    )
    assert warned(target) == []
    assert warned(evolve(target, by=date(2019, 1, 30))) == ["target.deadline by"]


def test_a_material_replaces_another_one() -> None:
    material = next(item for item in world() if isinstance(item, Material))
    assert (material.edition, material.replaces) == (1, None)
    assert evolve(material, edition=2, replaces=Id("material/x/1")).edition == 2
    assert refused(lambda: evolve(material, edition=0)) == ["material.edition edition"]
    assert refused(lambda: evolve(material, replaces=material.id)) == [
        "material.replaces-itself replaces"
    ]


def test_prices_are_not_negative() -> None:
    advert = Deliverable(code=Code("banner"), name="Banner", per_month=4)
    assert evolve(advert, unit_price_rupiah=0, ceiling_rupiah=0).unit_price_rupiah == 0
    assert refused(lambda: evolve(advert, unit_price_rupiah=-1, ceiling_rupiah=-2)) == [
        "figure.negative unit_price_rupiah",
        "figure.negative ceiling_rupiah",
    ]
