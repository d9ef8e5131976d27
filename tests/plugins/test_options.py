"""Options: declared by a plugin, checked before its factory is called, typed for it, and secret where said."""

import pickle
from pathlib import Path

import attrs
import pytest

from pilkada_outreach import Code, Office, PluginError, UnknownName, ValidationFailed, evolve
from pilkada_outreach.plugins import (
    ChannelContext,
    ChannelSpec,
    Options,
    OptionSpec,
    OptionValue,
    OutreachHooks,
    PluginContext,
    PluginHost,
    hookimpl,
)
from pilkada_outreach.plugins.kinds import CHANNEL
from pilkada_outreach.plugins.options import NO_OPTIONS, OptionKind
from pilkada_outreach.ports import Channel
from pilkada_outreach.rules.example_world import noon, publication, world
from tests.plugins import parts
from tests.plugins.bad import raises_in_hook
from tests.plugins.round import clock

SECRET = "rahasia-0812"  # noqa: S105
DECLARED = (
    OptionSpec(name="station", required=True, summary=parts.SUMMARY),
    OptionSpec(name="frequency", kind="number", default=98.5, summary=parts.SUMMARY),
    OptionSpec(name="spots", kind="whole", default="3", summary=parts.SUMMARY),
    OptionSpec(name="live", kind="flag", default=False, summary=parts.SUMMARY),
    OptionSpec(name="scripts", kind="path", summary=parts.SUMMARY),
    OptionSpec(
        name="band", kind="choice", choices=("fm", "am"), default="fm", summary=parts.SUMMARY
    ),
    OptionSpec(name="token", secret=True, default="", summary=parts.SUMMARY),
)


@attrs.define(eq=False)
class Radio(OutreachHooks):
    """A channel with options, which remembers what it was made with."""

    made: list[ChannelContext] = attrs.field(factory=list)
    says: str = ""

    def make(self, context: ChannelContext) -> Channel:
        self.made.append(context)
        if self.says:
            raise OSError(self.says)
        return parts.Through()

    @hookimpl
    def outreach_channels(self, context: PluginContext) -> tuple[ChannelSpec, ...]:
        return (attrs.evolve(parts.channel("radio", self.make), options=DECLARED),)


def office(options: dict[str, dict[str, OptionValue]], *plugins: object) -> Office:
    return Office.open(
        "memory://", actor="staff/uji", clock=clock, options=options, plugins=plugins
    )


def published(desk: Office) -> str:
    """Publish one item on the radio, and say why it failed, if it did."""
    item = evolve(publication("ajakan-memilih", noon(8, 12)), channel=Code("radio"))
    desk.put(*world(), item)
    desk.commit(reason="rencana")
    (receipt,) = desk.publish(noon(8, 12)).receipts
    return receipt.cause


def test_texts_and_values_are_read_alike() -> None:
    told: dict[str, OptionValue] = {
        "station": "Suara Contoh", "frequency": "101.5", "spots": "7", "live": "true",
        "scripts": "naskah", "band": "am",
    }  # fmt: skip
    meant: dict[str, OptionValue] = {
        "station": "Suara Contoh", "frequency": 101.5, "spots": 7, "live": True,
        "scripts": Path("naskah"), "band": "am",
    }  # fmt: skip
    options = Options.of(DECLARED, told)

    assert options == Options.of(DECLARED, meant)
    assert options.text("station") == "Suara Contoh"
    assert options.number("frequency") == 101.5
    assert options.whole("spots") == 7
    assert options.flag("live") is True
    assert options.path("scripts") == Path("naskah")
    assert options.text("band") == "am"


def test_what_is_not_given_has_its_default() -> None:
    options = Options.of(DECLARED, {"station": "Suara Contoh"})

    assert (options.number("frequency"), options.whole("spots"), options.flag("live")) == (
        98.5,
        3,
        False,
    )
    assert not options.has("scripts")
    with pytest.raises(LookupError, match="was left out and has no default; ask has"):
        options.path("scripts")


def test_a_number_may_be_whole_but_not_the_other_way_round() -> None:
    assert Options.of(DECLARED, {"station": "x", "frequency": 98}).number("frequency") == 98.0
    with pytest.raises(ValidationFailed):
        Options.of(DECLARED, {"station": "x", "spots": 3.0})


@pytest.mark.parametrize(
    ("kind", "value"),
    [
        ("text", 7),
        ("text", True),
        ("whole", True),
        ("whole", "7.5"),
        ("whole", "many"),
        ("whole", 7.0),
        ("number", True),
        ("number", "nan"),
        ("number", float("inf")),
        ("number", "1e999"),
        ("number", 10**400),
        ("number", "loud"),
        ("flag", "yes"),
        ("flag", 1),
        ("flag", "True"),
        ("path", ""),
        ("path", "a\0b"),
        ("path", 7),
        ("choice", "sw"),
        ("choice", 7),
    ],
)
def test_a_value_of_another_type_is_refused(kind: OptionKind, value: OptionValue) -> None:
    option = OptionSpec(name="it", kind=kind, choices=("fm",), summary=parts.SUMMARY)

    with pytest.raises(ValidationFailed) as raised:
        Options.of((option,), {"it": value}, offer="channel radio")

    (problem,) = raised.value.problems
    assert (problem.code, problem.path) == ("option.type", "options.channel radio.it")


def test_everything_wrong_is_told_at_once_in_both_languages() -> None:
    given: dict[str, OptionValue] = {"statoin": "Suara Contoh", "spots": "some", "token": 7}

    with pytest.raises(ValidationFailed) as raised:
        Options.of(DECLARED, given, offer="channel radio")

    assert [problem.code for problem in raised.value.problems] == [
        "option.unknown",
        "option.missing",
        "option.type",
        "option.type",
    ]
    unknown, missing, *_ = raised.value.problems
    assert "(did you mean station?)" in unknown.message("en")
    assert "(maksudnya station?)" in unknown.message("id")
    assert "Radio komunitas" in missing.message("id")
    assert "Community radio" in missing.message("en")


def test_an_author_who_asks_for_what_is_not_declared_is_told() -> None:
    options = Options.of(DECLARED, {"station": "x"})

    with pytest.raises(UnknownName, match="no option named 'sation'; known: station"):
        options.text("sation")
    with pytest.raises(TypeError, match="the option frequency is a number; ask for it as one"):
        options.text("frequency")
    with pytest.raises(UnknownName):
        NO_OPTIONS.has("station")


def test_options_go_from_one_process_to_another() -> None:
    options = Options.of(DECLARED, {"station": "x", "token": SECRET})

    assert pickle.loads(pickle.dumps(options)) == options


class TestInAnOffice:
    def test_the_factory_gets_what_the_office_gave(self) -> None:
        radio = Radio()
        with office({"radio": {"station": "Suara Contoh", "spots": 5}}, radio) as desk:
            assert published(desk) == ""

        assert radio.made[0].options.text("station") == "Suara Contoh"
        assert radio.made[0].options.whole("spots") == 5

    def test_all_mistakes_of_all_offers_are_told_before_anything_is_opened(
        self, tmp_path: Path
    ) -> None:
        radio, url = Radio(), f"sqlite:///{tmp_path}/register.db"
        options: dict[str, dict[str, OptionValue]] = {
            "radio": {"statio": "x"},
            "website": {"colour": "red"},
            "renderer html": {"paper": "A4"},
            "chanel radio": {},
            "webiste": {},
        }

        with pytest.raises(ValidationFailed) as raised:
            Office.open(url, actor="staff/uji", options=options, plugins=(radio,))

        assert [(problem.code, problem.path) for problem in raised.value.problems] == [
            ("option.unknown", "options.channel radio.statio"),
            ("option.missing", "options.channel radio.station"),
            ("option.unknown", "options.channel website.colour"),
            ("option.unknown", "options.renderer html.paper"),
            ("option.offer-unknown", "options.chanel radio"),
            ("option.offer-unknown", "options.channel webiste"),
        ]
        assert "(did you mean website?)" in str(raised.value)
        assert (radio.made, list(tmp_path.iterdir())) == ([], [])

    def test_options_for_a_plugin_that_is_broken_stop_nobody(self) -> None:
        with office({"siaran": {"x": "y"}}, raises_in_hook) as desk:
            assert desk.plugin_report().failed

    def test_a_required_option_is_asked_for_when_the_channel_is_used(self) -> None:
        radio = Radio()
        with office({}, radio) as desk:
            cause = published(desk)

        assert "option.missing" in cause
        assert radio.made == []

    def test_the_code_lists_take_no_options(self) -> None:
        with pytest.raises(ValidationFailed, match="which no plugin offers"):
            office({"code-list topik": {}})


class TestSecrets:
    def test_they_are_not_in_the_repr(self) -> None:
        options = Options.of(DECLARED, {"station": "Suara Contoh", "token": SECRET})

        assert SECRET not in repr(options) + repr(ChannelContext(options=options))
        assert "station='Suara Contoh'" in repr(options)
        assert "token=***" in repr(options)

    def test_they_are_not_in_a_problem(self) -> None:
        number = OptionSpec(name="pin", kind="whole", secret=True, summary=parts.SUMMARY)

        with pytest.raises(ValidationFailed) as raised:
            Options.of((number,), {"pin": SECRET})

        assert SECRET not in str(raised.value)
        assert "***" in str(raised.value)

    def test_they_are_not_in_what_is_told_of_a_failure(self) -> None:
        radio = Radio(says=f"the gateway refused {SECRET}")
        with office({"radio": {"station": "x", "token": SECRET}}, radio) as desk:
            cause = published(desk)
            report = str(desk.plugin_report())

        assert "the gateway refused ***" in cause
        assert SECRET not in cause + report

    def test_nor_behind_the_error(self) -> None:
        radio = Radio(says=f"the gateway refused {SECRET}")
        host = PluginHost([radio], discover=False)
        (offer,) = host.all(CHANNEL)
        options = Options.of(DECLARED, {"station": "x", "token": SECRET})
        offer.maker.keep_secret(options)

        with pytest.raises(PluginError) as raised:
            offer.call(lambda: offer.spec.make(ChannelContext(options=options)))

        assert raised.value.__suppress_context__
        assert SECRET not in str(raised.value)
