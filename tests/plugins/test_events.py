"""Events: told after they happened, in batches, to everybody; nobody who listens can undo or change them."""

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import attrs
import pytest

from pilkada_outreach import (
    Code,
    Commission,
    Election,
    Id,
    Office,
    Outcome,
    PluginError,
    Publication,
    evolve,
)
from pilkada_outreach.plugins import (
    Event,
    FamilyIds,
    Listener,
    ListenerContext,
    ListenerSpec,
    OutreachHooks,
    PluginContext,
    PublicationsSent,
    RecordsChanged,
    StagesOpened,
    hookimpl,
)
from pilkada_outreach.rules.example_world import OWN, noon, publication, world
from tests.office.conftest import Desk
from tests.plugins import parts
from tests.plugins.bad import listener_raises
from tests.plugins.round import clock

ELECTION = Id("pilkada/2024/64.02")


def nothing(events: tuple[Event, ...]) -> None:
    pass


@attrs.define(eq=False)
class Ear(OutreachHooks):
    """Remembers what it hears, in the batches in which it hears it."""

    name: str = "telinga"
    then: Callable[[tuple[Event, ...]], None] = nothing
    batches: list[tuple[Event, ...]] = attrs.field(factory=list)
    made: int = 0

    def hear(self, events: tuple[Event, ...]) -> None:
        self.batches.append(events)
        self.then(events)

    def make(self, context: ListenerContext) -> Listener:
        self.made += 1
        return self

    @hookimpl
    def outreach_listeners(self, context: PluginContext) -> tuple[ListenerSpec, ...]:
        return (parts.listener(self.name, self.make),)


@pytest.fixture
def ear() -> Ear:
    return Ear()


@pytest.fixture
def desk() -> Desk:
    return Desk()


@pytest.fixture
def office(ear: Ear, desk: Desk) -> Iterator[Office]:
    plugins = (ear, desk)
    with Office.open("memory://", actor="staff/uji", clock=clock, plugins=plugins) as office:
        yield office


def planned(office: Office, *days: int) -> tuple[Publication, ...]:
    items = tuple(
        evolve(publication("ajakan-memilih", noon(8, day)), channel=Code("desk")) for day in days
    )
    office.put(*items)
    office.commit(reason="rencana")
    return items


class TestCommit:
    def test_a_commit_is_told_with_its_number_and_the_ids_by_family(
        self, office: Office, ear: Ear
    ) -> None:
        office.put(*world())
        assert ear.batches == []

        number = office.commit(reason="awal")

        ((event,),) = ear.batches
        assert isinstance(event, RecordsChanged)
        assert event.change == number
        assert [each.family for each in event.families] == sorted(
            {record.family for record in world()}
        )
        assert event.ids("commission") == (OWN,)
        assert event.ids("material") == tuple(
            sorted(record.id for record in world() if record.family == "material")
        )
        assert event.ids("survey") == ()

    def test_nothing_is_told_where_nothing_was_written(self, office: Office, ear: Ear) -> None:
        office.put(*world())
        office.rollback()

        assert office.commit(reason="kosong") is None
        assert ear.batches == []
        assert ear.made == 0

    def test_a_listener_is_made_once(self, office: Office, ear: Ear) -> None:
        office.put(*world())
        office.commit(reason="awal")
        planned(office, 12)

        assert (ear.made, len(ear.batches)) == (1, 2)

    def test_when_it_is_told_it_is_already_kept(self, tmp_path: Path) -> None:
        url = f"sqlite:///{tmp_path}/register.db"
        seen: list[str] = []

        def look(events: tuple[Event, ...]) -> None:
            with Office.open(url, actor="staff/lain") as other:
                seen.append(other.get(Commission, OWN).name)

        ear = Ear(then=look)
        with Office.open(url, actor="staff/uji", clock=clock, plugins=(ear,)) as office:
            office.put(*world())
            office.commit(reason="awal")

        assert seen == ["KPU Kutai Kartanegara"]


class TestFailure:
    @pytest.mark.parametrize("error", [ValueError, SystemExit, GeneratorExit, MemoryError])
    def test_a_listener_that_fails_undoes_nothing_and_others_hear_all_the_same(
        self, error: type[BaseException]
    ) -> None:
        def fail(events: tuple[Event, ...]) -> None:
            raise error("terlalu keras")

        first, last = Ear("a", then=fail), Ear("z")
        with Office.open(
            "memory://", actor="staff/uji", clock=clock, plugins=(first, last)
        ) as office:
            office.put(*world())
            number = office.commit(reason="awal")
            (line,) = office.plugin_report().troubled

        assert number == 1
        assert len(first.batches) == len(last.batches) == 1
        assert line.cause.startswith(f"listener a raised {error.__name__}")

    def test_a_person_at_the_keyboard_stops_it_after_it_was_kept(self, tmp_path: Path) -> None:
        def stop(events: tuple[Event, ...]) -> None:
            raise KeyboardInterrupt

        url = f"sqlite:///{tmp_path}/register.db"
        with Office.open(url, actor="staff/uji", clock=clock, plugins=(Ear(then=stop),)) as office:
            office.put(*world())
            with pytest.raises(KeyboardInterrupt):
                office.commit(reason="awal")

        with Office.open(url, actor="staff/uji") as office:
            assert office.get(Commission, OWN).id == OWN

    def test_what_a_listener_writes_on_an_event_others_do_not_see(self) -> None:
        def forge(events: tuple[Event, ...]) -> None:
            for event in events:
                if isinstance(event, RecordsChanged):
                    for each in event.families:
                        object.__setattr__(each, "ids", ())
                    raise AssertionError("it could be written on")  # noqa: TRY004  # it is one

        last = Ear("z")
        plugins = (Ear("a", then=forge), last)
        with Office.open("memory://", actor="staff/uji", clock=clock, plugins=plugins) as office:
            office.put(*world())
            office.commit(reason="awal")
            (line,) = office.plugin_report().troubled

        ((event,),) = last.batches
        assert isinstance(event, RecordsChanged)
        assert event.ids("commission") == (OWN,)
        assert "AttributeError" in line.cause

    def test_a_strict_office_refuses_before_it_writes(self) -> None:
        class Mute(OutreachHooks):
            @hookimpl
            def outreach_listeners(self, context: PluginContext) -> tuple[ListenerSpec, ...]:
                raise OSError("no ears")

        with Office.open(
            "memory://", actor="staff/uji", clock=clock, plugins=(Mute(),), strict=True
        ) as office:
            office.put(*world())
            with pytest.raises(PluginError, match="no ears"):
                office.commit(reason="awal")
            assert office.history(OWN) == ()

    def test_a_strict_office_tells_of_a_listener_at_the_next_question(self) -> None:
        with Office.open(
            "memory://", actor="staff/uji", clock=clock, plugins=(listener_raises,), strict=True
        ) as office:
            office.put(*world())
            assert office.commit(reason="awal") == 1
            office.put(evolve(publication("ajakan-memilih", noon(8, 12)), channel=Code("desk")))
            with pytest.raises(PluginError, match="too loud"):
                office.commit(reason="rencana")
            office.rollback()
            assert office.history(OWN)


class TestPublishing:
    def test_a_round_is_told_with_its_receipts(self, office: Office, ear: Ear, desk: Desk) -> None:
        office.put(*world())
        one, two = planned(office, 12, 13)
        ear.batches.clear()

        result = office.publish(noon(8, 13))

        assert ear.batches == [(PublicationsSent(receipts=result.receipts),)]
        assert [receipt.publication for receipt in result.receipts] == [one.id, two.id]
        office.publish(noon(8, 13))
        assert len(ear.batches) == 1, "nothing was due"

    def test_what_a_rule_held_was_not_sent(self, office: Office, ear: Ear) -> None:
        office.put(*world())
        item = evolve(publication("visi-misi-1", noon(8, 13)), channel=Code("desk"))
        office.put(item)
        (due,) = planned(office, 12)
        ear.batches.clear()

        result = office.publish(noon(8, 13))

        assert len(result.with_outcome(Outcome.HELD)) == 1
        ((event,),) = ear.batches
        assert isinstance(event, PublicationsSent)
        assert [receipt.publication for receipt in event.receipts] == [due.id]


class TestStages:
    def test_stages_are_told_on_the_day_they_open(self, office: Office, ear: Ear) -> None:
        office.put(*world())
        office.commit(reason="awal")
        ear.batches.clear()

        told = office.announce(date(2024, 9, 25))

        assert told == (
            StagesOpened(election=ELECTION, stages=told[0].stages, on=date(2024, 9, 25)),
        )
        assert ear.batches == [told]
        timetable = office.timetable(office.get(Election, ELECTION))
        assert all(timetable.stage(code).first_day == date(2024, 9, 25) for code in told[0].stages)

    def test_on_a_day_on_which_nothing_opens_nobody_is_called(
        self, office: Office, ear: Ear
    ) -> None:
        office.put(*world())
        office.commit(reason="awal")
        ear.batches.clear()

        assert office.announce(date(2020, 1, 1)) == ()
        assert ear.batches == []

    def test_missed_days_are_made_up_for_in_one_batch(self, office: Office, ear: Ear) -> None:
        office.put(*world())
        office.commit(reason="awal")
        ear.batches.clear()

        told = office.announce(date(2024, 11, 30), since=date(2024, 9, 1))
        one_by_one = [
            event
            for day in range((date(2024, 11, 30) - date(2024, 9, 1)).days)
            for event in office.announce(date.fromordinal(date(2024, 9, 2).toordinal() + day))
        ]

        assert ear.batches[0] == told
        assert list(told) == one_by_one
        assert len({event.on for event in told}) > 3
        assert office.announce(date(2024, 11, 30), since=date(2024, 11, 30)) == ()


def test_the_ids_of_a_family_are_found_by_its_name() -> None:
    families = (FamilyIds(family="material", ids=(Id("material/a"),)),)

    assert RecordsChanged(change=1, families=families).ids("material") == (Id("material/a"),)
