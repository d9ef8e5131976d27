"""Indicators, deadlines of targets, editions of materials, prices of deliverables."""

from datetime import date
from decimal import Decimal
from functools import partial

import pytest

from pilkada_outreach import (
    AreaCode,
    Code,
    Deliverable,
    Id,
    LegalSource,
    Material,
    Measurement,
    MeasurementStatus,
    Place,
    Ratio,
    Target,
    VoterList,
    evolve,
)
from pilkada_outreach.domain.indicator import Direction, Indicator, IndicatorUnit, RollUp
from pilkada_outreach.domain.people import Sex
from pilkada_outreach.rules.example_world import world
from tests.findings import refused, sentence, warned


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


KARANGANYAR = Measurement(
    id=Id("measurement/turnout/2024/33.13/regent"),
    indicator=Code("turnout"),
    area=Place(code=AreaCode("33.13"), name="Kabupaten Karanganyar"),
    election_name="Pilkada 2024",
    ratio=Ratio(numerator=586_101, denominator=711_480, basis="DPT"),
    printed_percent=Decimal("82.29"),
    status=MeasurementStatus.FINAL,
    known_from=date(2024, 12, 4),
    source=LegalSource(instrument="KPU Karanganyar", year=2024, verified=True),
)


def test_a_printed_percentage_that_its_figures_do_not_give_is_told() -> None:
    assert warned(KARANGANYAR) == ["measurement.print-disagrees printed_percent"]
    assert sentence(KARANGANYAR) == "82.29 % was printed, but the figures give 82.38 %."
    assert KARANGANYAR.percent == Decimal("82.38")
    for rounded in ("82.38", "82.37", "82.4", "82.3", "82"):  # the last place rounded or cut
        assert warned(evolve(KARANGANYAR, printed_percent=Decimal(rounded))) == []
    governor = Ratio(numerator=586_231, denominator=711_480, basis="DPT")
    assert warned(evolve(KARANGANYAR, ratio=governor, printed_percent=Decimal("82.31"))) == [
        "measurement.print-disagrees printed_percent"
    ]


def test_turnout_above_the_whole_is_a_warning() -> None:
    """Papua Pegunungan, Pemilu 2024: additional voters are not in the denominator."""
    above = evolve(
        KARANGANYAR,
        ratio=Ratio(numerator=1_306_740, denominator=1_306_414, basis="DPT"),
        printed_percent=None,
    )

    assert warned(above) == ["ratio.above-whole ratio.numerator"]
    assert above.percent == Decimal("100.02")


def test_a_mean_of_regions_is_labelled_and_stands_alone() -> None:
    """Pilkada 2020: 76.09 % is the unweighted mean of 269 regions."""
    mean = evolve(KARANGANYAR, ratio=None, printed_percent=Decimal("76.09"), mean_of_regions=269)
    pool = Ratio(numerator=1, denominator=2, method="pooled")

    assert mean.method == "mean of regions"
    assert evolve(KARANGANYAR, ratio=pool, printed_percent=None).method == "pooled"
    assert evolve(mean, mean_of_regions=None).method == ""
    for wrong in (
        {"ratio": Ratio(numerator=7609, denominator=10_000)},
        {"mean_of_regions": 0},
        {"printed_percent": None, "count": 5},
    ):
        assert refused(partial(evolve, mean, **wrong)) == ["measurement.mean mean_of_regions"]


def test_men_and_women_of_the_final_list_are_its_voters() -> None:
    """The final voter list of Pemilu 2024, Keputusan KPU 857/2023."""
    final = VoterList(
        version=Code("dpt"),
        voters=204_807_222,
        male=102_218_503,
        female=102_588_719,
        with_disabilities=1_101_178,
        known_from=date(2024, 2, 14),
        source=LegalSource(instrument="Keputusan KPU", number="857", year=2023, verified=True),
    )

    assert warned(final) == []
    assert refused(lambda: evolve(final, voters=203_056_748)) == ["voter-list.sexes voters"]


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
