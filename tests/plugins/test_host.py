"""What a host answers: offers by name, clashes, replacements, and a report."""

import random
from types import ModuleType

import attrs
import pytest

from pilkada_outreach.errors import PluginError, StaleWrite, UnknownName
from pilkada_outreach.plugins import (
    ChannelSpec,
    OutreachHooks,
    PluginContext,
    ReportSpec,
    hookimpl,
)
from pilkada_outreach.plugins.boundary import contained
from pilkada_outreach.plugins.faults import Spec
from pilkada_outreach.plugins.host import PluginHost
from pilkada_outreach.plugins.kinds import CHANNEL, KINDS, STORE, Kind
from pilkada_outreach.plugins.report import PluginLine, PluginReport
from tests.plugins import good, parts
from tests.plugins.bad import fails_late, misspelled, raises_in_hook, returns_list


@attrs.define(eq=False)
class Channels(OutreachHooks):
    """Offers channels of the names it is made with, and remembers each call."""

    names: tuple[str, ...]
    calls: list[PluginContext] = attrs.field(factory=list)

    @hookimpl
    def outreach_channels(self, context: PluginContext) -> tuple[ChannelSpec, ...]:
        self.calls.append(context)
        return tuple(parts.channel(name) for name in self.names)


@attrs.define
class Unhashable(OutreachHooks):
    """Equal to every other with the same fields, and without a hash."""

    town: str = "Tenggarong"

    @hookimpl
    def outreach_channels(self, context: PluginContext) -> tuple[ChannelSpec, ...]:
        return (parts.channel(f"radio-{id(self)}"),)


class Incomparable(OutreachHooks):
    """Breaks when anybody compares it."""

    def __eq__(self, other: object) -> bool:
        raise RuntimeError("do not compare me")

    def __hash__(self) -> int:
        raise RuntimeError("do not hash me")

    def __repr__(self) -> str:
        raise RuntimeError("do not print me")

    @hookimpl
    def outreach_reports(self, context: PluginContext) -> tuple[ReportSpec, ...]:
        return (parts.report("loneliness"),)


def host_of(*plugins: object, **options: object) -> PluginHost:
    return PluginHost(plugins, discover=False, **options)  # type: ignore[arg-type]


# -- offers -----------------------------------------------------------------------------------------


def test_offers_are_found_by_kind_and_sorted_by_name() -> None:
    host = host_of(good, Channels(("a", "z")))

    assert list(host.channels()) == ["a", "kiosk", "papan", "z"]
    assert [spec.name for spec in host.channels().values()] == list(host.channels())
    assert list(host.stores()) == ["ingatan"]
    assert list(host.renderers()) == ["text"]
    assert list(host.reports()) == ["coverage"]
    assert list(host.rules()) == ["quiet"]
    assert list(host.timetables()) == ["latihan"]
    assert list(host.importers()) == ["baris"]
    assert list(host.exporters()) == ["daftar"]
    assert list(host.code_lists()) == ["topik-kukar"]
    assert list(host.listeners()) == ["catatan"]


def test_one_offer_is_found_by_name() -> None:
    host = host_of(good)

    offer = host.find(CHANNEL, "kiosk")

    assert offer.spec is host.channels()["kiosk"]
    assert str(offer) == "channel kiosk"
    assert offer.maker.name == "tests.plugins.good"
    assert host.all(CHANNEL)[0].spec is offer.spec


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_an_unknown_name_is_answered_with_the_known_ones(kind: Kind[Spec]) -> None:
    host = host_of(good)

    with pytest.raises(UnknownName, match=f"no {kind.name} named 'radio'; known: ") as raised:
        host.find(kind, "radio")

    assert raised.value.known == tuple(offer.spec.name for offer in host.all(kind))


def test_an_unknown_name_comes_with_the_plugins_that_failed() -> None:
    with pytest.raises(UnknownName) as raised:
        host_of(good, raises_in_hook).find(CHANNEL, "radio")

    (note,) = raised.value.__notes__
    assert "raises_in_hook' (given as an object) failed: outreach_channels raised" in note


def test_a_host_without_plugins_offers_nothing() -> None:
    host = host_of()

    assert dict(host.channels()) == {}
    assert host.report() == PluginReport(())
    with pytest.raises(UnknownName, match="known: none"):
        host.find(STORE, "sqlite")


def test_offers_cannot_be_changed_from_outside() -> None:
    with pytest.raises(TypeError):
        host_of(good).channels()["radio"] = parts.channel("radio")  # type: ignore[index]


def test_a_hook_is_called_once_and_only_when_its_kind_is_asked_for() -> None:
    plugin = Channels(("radio",))
    host = host_of(plugin)

    host.stores()
    assert plugin.calls == []
    host.channels()
    host.find(CHANNEL, "radio")
    host.report()
    assert plugin.calls == [PluginContext(api_version=1)]


def test_there_is_a_kind_for_every_hook() -> None:
    assert {kind.hook for kind in KINDS} == {
        name for name in vars(OutreachHooks) if name.startswith("outreach_")
    }


# -- containment ------------------------------------------------------------------------------------


def test_what_fails_late_takes_its_earlier_offers_along() -> None:
    host = host_of(good, fails_late)
    before = host.channels()

    host.reports()

    assert "radio" in before
    assert list(host.channels()) == ["kiosk", "papan"]
    with pytest.raises(UnknownName):
        host.find(CHANNEL, "radio")


def test_a_strict_host_raises_as_soon_as_it_knows() -> None:
    host = host_of(good, fails_late, strict=True)

    assert "radio" in host.channels()
    with pytest.raises(PluginError, match="no listening figures"):
        host.reports()
    with pytest.raises(PluginError, match="no listening figures"):
        host.channels()


def test_a_lenient_host_does_not_raise() -> None:
    report = host_of(good, misspelled, returns_list).report()

    assert [line.status for line in report.lines] == ["failed", "failed", "loaded"]


@pytest.mark.parametrize("error", [ValueError, SystemExit, GeneratorExit])
def test_contained_names_the_plugin(error: type[BaseException]) -> None:
    def broken() -> None:
        raise error("no signal")

    with pytest.raises(
        PluginError, match=f"'radio': it raised {error.__name__}: no signal"
    ) as raised:
        contained("radio", broken)

    assert isinstance(raised.value.__cause__, error)


def test_contained_lets_through_what_a_contract_promises() -> None:
    def stale() -> None:
        raise StaleWrite("agreement/a", 1, 2, "ani", actor="budi")

    with pytest.raises(StaleWrite):
        contained("sqlite", stale, passing=(StaleWrite,))
    with pytest.raises(PluginError):
        contained("sqlite", stale)


def test_contained_returns_what_the_plugin_returns() -> None:
    assert contained("radio", lambda: 7) == 7


# -- many plugins, many hosts -----------------------------------------------------------------------


def test_two_hosts_do_not_see_each_others_plugins() -> None:
    one = host_of(Channels(("radio",)))
    other = host_of(Channels(("kiosk",)))

    assert (list(one.channels()), list(other.channels())) == (["radio"], ["kiosk"])
    assert [line.offers for line in one.report().lines] == [("channel radio",)]


def test_one_plugin_serves_two_hosts() -> None:
    plugin = Channels(("radio",))

    assert host_of(plugin).channels().keys() == host_of(plugin).channels().keys() == {"radio"}


def test_the_order_of_plugins_does_not_matter() -> None:
    plugins = [good, fails_late, misspelled, returns_list, Incomparable(), Channels(("radio-2",))]
    expected = host_of(*plugins).report()

    for seed in range(20):
        shuffled = random.Random(seed).sample(plugins, len(plugins))  # noqa: S311 - no secret
        assert host_of(*shuffled).report() == expected


@pytest.mark.parametrize("seed", range(5))
def test_a_clash_is_told_in_the_same_words_whatever_the_order(seed: int) -> None:
    plugins: list[object] = [good, Channels(("papan",)), Incomparable()]
    random.Random(seed).shuffle(plugins)  # noqa: S311 - no secret

    host = host_of(*plugins)
    assert list(host.channels()) == ["kiosk"]
    with pytest.raises(PluginError) as raised:
        host.find(CHANNEL, "papan")

    assert str(raised.value) == (
        "plugin 'tests.plugins.good': plugin 'tests.plugins.good' (given as an object) and "
        "plugin 'tests.plugins.test_host:Channels' (given as an object) offer the same channel papan; "
        "block one of them, "
        "or choose with replace={'channel papan': 'tests.plugins.test_host:Channels'}"
    )


def test_equal_plugins_are_two_plugins() -> None:
    host = host_of(Unhashable(), Unhashable(), strict=True)

    assert len(host.channels()) == 2
    assert [line.name for line in host.report().lines] == [
        "tests.plugins.test_host:Unhashable",
        "tests.plugins.test_host:Unhashable#2",
    ]


def test_a_plugin_that_cannot_be_compared_is_used_all_the_same() -> None:
    assert list(host_of(Incomparable(), good, strict=True).reports()) == ["coverage", "loneliness"]


def test_one_object_given_twice_counts_once() -> None:
    assert len(host_of(good, good, strict=True).report().lines) == 1


def test_a_given_plugin_can_be_blocked() -> None:
    host = host_of(good, block=("tests.plugins.good",))

    assert dict(host.channels()) == {}
    assert [line.cause for line in host.report().lines] == ["blocked with block="]


def test_a_hook_of_a_later_release_is_let_through_when_it_is_marked_optional() -> None:
    import pluggy

    module = ModuleType("outreach_from_the_future")

    @pluggy.HookimplMarker("pilkada_outreach")(optionalhook=True)
    def outreach_weather() -> tuple[object, ...]:
        raise AssertionError("this must not be called")

    vars(module)["outreach_weather"] = outreach_weather

    assert [line.status for line in host_of(module).report().lines] == ["loaded"]


def test_a_helper_that_is_named_like_no_hook_is_left_alone() -> None:
    module = ModuleType("outreach_helpers")
    vars(module).update(
        outreach_xyz_of_the_year=print,
        outreach_channels_text="a text",
        outreach_reports=good.outreach_reports,
    )

    assert [line.offers for line in host_of(module).report().lines] == [("report coverage",)]


# -- clashes and replacements -----------------------------------------------------------------------


def test_two_offers_of_one_name_are_refused_and_both_plugins_named() -> None:
    host = host_of(good, Channels(("papan",)))

    with pytest.raises(PluginError, match="offer the same channel papan"):
        host.find(CHANNEL, "papan")
    assert list(host.channels()) == ["kiosk"]  # the other names are not concerned
    assert list(host.stores()) == ["ingatan"]
    for line in host.report().troubled:
        assert "tests.plugins.good" in line.cause
        assert "tests.plugins.test_host:Channels" in line.cause
        assert "channel papan" not in line.offers
    assert len(host.report().troubled) == 2


def test_a_strict_host_refuses_a_clash() -> None:
    with pytest.raises(PluginError, match="offer the same channel papan"):
        host_of(good, Channels(("papan",)), strict=True).channels()


def test_a_clash_is_over_when_one_of_the_two_is_out() -> None:
    host = host_of(good, Channels(("papan",)), block=("tests.plugins.good",))

    assert list(host.channels()) == ["papan"]


def test_offers_of_two_kinds_may_have_one_name() -> None:
    assert list(host_of(good, Channels(("coverage",))).reports()) == ["coverage"]


def test_a_replacement_is_explicit() -> None:
    mine = Channels(("papan", "radio"))
    name = "tests.plugins.test_host:Channels"
    host = host_of(good, mine, replace={"channel papan": name})

    assert list(host.channels()) == ["kiosk", "papan", "radio"]
    assert host.find(CHANNEL, "papan").maker.name == name
    offers = {line.name: line.offers for line in host.report().lines}
    assert offers[name] == ("channel papan", "channel radio")
    assert "channel papan" not in offers["tests.plugins.good"]
    assert "channel kiosk" in offers["tests.plugins.good"]


def test_when_the_replacement_is_broken_nothing_takes_its_place_in_silence() -> None:
    broken = "tests.plugins.bad.raises_in_hook"
    host = host_of(good, raises_in_hook, replace={"channel papan": broken})

    assert list(host.channels()) == ["kiosk"]
    with pytest.raises(UnknownName) as raised:
        host.find(CHANNEL, "papan")
    assert "raises_in_hook" in raised.value.__notes__[0]


def test_a_replacement_that_does_not_offer_it_is_refused() -> None:
    host = host_of(good, replace={"channel radio": "tests.plugins.good"})

    with pytest.raises(
        PluginError, match="takes the channel radio from it, which it does not offer"
    ):
        host.channels()


def test_a_replacement_from_a_plugin_that_is_not_there_is_refused() -> None:
    host = host_of(good, replace={"channel papan": "tests.plugins.god"})

    with pytest.raises(PluginError, match=r"no such plugin; did you mean 'tests\.plugins\.good'"):
        host.stores()


@pytest.mark.parametrize("offer", ["website", "chanel website", "channel ", ""])
def test_a_replacement_of_what_is_no_offer_is_refused_at_once(offer: str) -> None:
    with pytest.raises(ValueError, match="write a kind and a name, such as 'channel website'"):
        host_of(good, replace={offer: "tests.plugins.good"})


# -- report -----------------------------------------------------------------------------------------


def test_the_report_is_a_table_to_read() -> None:
    report = PluginReport(
        (
            PluginLine(
                name="builtin",
                distribution="pilkada-outreach",
                version="0.1.0",
                api=1,
                status="loaded",
                offers=("store sqlite", "channel website"),
            ),
            PluginLine(name="radio", status="failed", cause="importing it raised SystemExit: 3"),
            PluginLine(name="empty", status="loaded"),
            PluginLine(
                name="flaky",
                status="troubled",
                cause="channel sms raised OSError",
                offers=("channel sms",),
            ),
        )
    )

    assert str(report).splitlines() == [
        "plugin   distribution      version  api  status    offers, or why not",
        "builtin  pilkada-outreach  0.1.0    1    loaded    store sqlite, channel website",
        "radio    -                 -        -    failed    importing it raised SystemExit: 3",
        "empty    -                 -        -    loaded    -",
        "flaky    -                 -        -    troubled  channel sms raised OSError; channel sms",
    ]
    assert [line.name for line in report.failed] == ["radio"]
    assert [line.name for line in report.troubled] == ["flaky"]
