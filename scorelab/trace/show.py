"""A person-day of a run or scenario, as it was or as an observer sees it: computed alone, on demand."""

from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from scorelab.rules.incidents import IncidentKind, age_in_years
from scorelab.scenario.schema import Scenario
from scorelab.synthetic import synthetic_id
from scorelab.trace.companies import Companies
from scorelab.trace.day import Day, person_day
from scorelab.trace.diary import Diary, Spot, Stay
from scorelab.trace.events import MINUTES, NO_COMPANY, NOWHERE, Activity, EventKind
from scorelab.trace.sight import Happening, Watched, observers_named
from scorelab.trace.view import DayView, Gauges, everything, seen_from
from scorelab.trace.world import TraceWorld

if TYPE_CHECKING:
    # The store takes a while to import, and a scenario's days are shown without it.
    from scorelab.store.run import Run

    Openable = str | Path | Scenario | Run | TraceWorld

RIDES = (
    EventKind.RIDE_BIKE, EventKind.RIDE_CAR, EventKind.RIDE_TAXI, EventKind.RIDE_TRANSIT,
    EventKind.RIDE_TRAIN, EventKind.FLIGHT,
)  # fmt: skip
LASTING = (EventKind.APP_USE, EventKind.GAMING, EventKind.CALL)
"""Events whose `detail` says how many minutes they took."""

ANONYMOUS = (EventKind.CASH, EventKind.SWIM)
"""Nobody learns from them who it was: coins and notes carry no name."""

ON_THE_ROAD = (IncidentKind.TRAFFIC_OFFENCE, IncidentKind.DRUNK_DRIVING)
BEFORE_COURTS = (EventKind.COURT, EventKind.COMPLAINT)


def show(
    run: "Openable",
    person: int,
    date: str,
    observer: str | None = None,
    *,
    people: int | None = None,
    seed: int | None = None,
    cut: Collection[str] = (),
    refuse: Collection[str] = (),
) -> DayView:
    """Show a day of an invented person: as it was, with who saw what; or as one observer sees it.

    Parameters
    ----------
    run : path, str, Scenario, Run or TraceWorld
        A finished run, a scenario's name or file, or a world that is open already.
    person : int
        The person's number.
    date : str
        A date of the run, year-month-day.
    observer : str, optional
        A company or a group of companies; left out: everything.
    people, seed : int, optional
        In place of a scenario's own.
    cut : collection of str
        Edges between companies that are cut, for everybody.
    refuse : collection of str
        Edges over which this person refuses consent.

    Returns
    -------
    DayView
        The same for equal arguments, on any machine.

    Raises
    ------
    InputError
        If there is no such run, scenario, person, observer or edge, or the date lies outside the run.
    """
    world = opened(run, people, seed)
    day = world.day(date)
    world.refuse_unknown(person, day)
    companies = world.companies_on(day)
    if observer is not None:
        observers_named(companies, observer)
    seen = Seeing(world, companies.without(cut), frozenset(refuse))
    whole = seen.everything(person, day)
    if observer is None:
        return whole
    gauges = seen.gauges(day)
    earlier = range(max(0, day - gauges.workplace_days), day)
    return seen_from(
        whole,
        observer,
        gauges,
        before=[_seeing(world, each, cut, refuse).everything(person, each) for each in earlier],
        others={
            synthetic_id(other): Seeing(world, companies.without(cut)).everything(other, day)
            for other in contacts(world, person)
        },
    )


def _seeing(world: TraceWorld, day: int, cut: Collection[str], refuse: Collection[str]) -> "Seeing":
    """An earlier day's eyes: a refusal counts from when there was somebody to refuse."""
    companies = world.companies_on(day)
    asked = {edge.name for edge in companies.edges if edge.asks}
    return Seeing(world, companies.without(cut), frozenset(refuse) & asked)


def opened(
    run: "Openable",
    people: int | None = None,
    seed: int | None = None,
    overrides: Mapping[str, object] | None = None,
) -> TraceWorld:
    """The world of a run or scenario, or the world itself if it is open already."""
    if isinstance(run, TraceWorld):
        return run
    return TraceWorld.of(run, people=people, seed=seed, overrides=overrides)


class Seeing:
    """Days of a world under the eyes of its companies.

    Parameters
    ----------
    world : TraceWorld
        Whose days.
    companies : Companies
        Who watches.
    refused : frozenset of str
        Edges over which those who are looked at refuse consent.
    left : frozenset of str
        Groups whose payment they have given up.
    """

    def __init__(
        self,
        world: TraceWorld,
        companies: Companies,
        refused: frozenset[str] = frozenset(),
        left: frozenset[str] = frozenset(),
    ) -> None:
        self.world = world
        self.companies = companies
        self.refused = refused
        self.left = left

    def everything(self, person: int, day: int) -> DayView:
        """A day as it was, with who saw what."""
        watched = Watched(self.companies, self.world.seed, person, day, self.refused, self.left)
        return everything(diary_of(self.world, person, day), watched, self.world.date(day), self.gauges(day))

    def gauges(self, day: int) -> Gauges:
        """The numbers of what observers infer that are in force on a day."""
        return Gauges.of(self.world.scenario, self.world.date(day))


def contacts(world: TraceWorld, person: int) -> tuple[int, ...]:
    """Whom somebody knows, each once."""
    ties = world.population
    first, last = int(ties.tie_start[person]), int(ties.tie_start[person + 1])
    return tuple(dict.fromkeys(int(other) for other in ties.tie_contact[first:last]))


def diary_of(world: TraceWorld, person: int, day: int) -> Diary:
    """The ground truth of a person-day."""
    told = person_day(world, person, day)
    stays = tuple(Stay(stay.start, stay.end, stay.activity, stay.place) for stay in told.stays)
    happenings = _happenings(world.companies, told, stays)
    places = {stay.place for stay in stays} | {event.place for event in happenings}
    age = int(age_in_years(int(world.population.birthday[person]), day))
    spots = {
        place: Spot(world.place_words(place), *world.spot_of(place)) for place in sorted(places - {NOWHERE})
    }
    return Diary(person, day, age, happenings, stays, spots)


def _happenings(companies: Companies, told: Day, stays: tuple[Stay, ...]) -> tuple[Happening, ...]:
    courts = {role.name: place for place, role in enumerate(companies.roles)}
    legs = {stay.start: number for number, stay in enumerate(stays) if stay.activity == Activity.TRAVEL}
    twins: Counter[tuple[int, int]] = Counter()
    found = []
    for row in told.events.tolist():
        _, when, number, place, company, category, amount, counterparty, detail = row
        minute, kind = when - told.day * MINUTES, EventKind(number)
        until, origin = minute, NOWHERE
        if kind in RIDES and minute in legs:
            leg = legs[minute]
            until, origin = stays[leg].end, stays[leg - 1].place if leg else NOWHERE
        elif kind in LASTING:
            until = min(minute + max(detail, 0), MINUTES)
        if kind in ANONYMOUS:
            company = NO_COMPANY
        elif company == NO_COMPANY:
            company = courts.get(_office(kind, detail), NO_COMPANY)
        event = Happening(minute, until, kind, place, company, category, amount, counterparty, detail)
        found.append(replace(event, number=twins[minute, kind], origin=origin))
        twins[minute, kind] += 1
    return tuple(found)


def _office(kind: EventKind, detail: int) -> str:
    """The agency that an event of the journal belongs to; empty for none."""
    if kind in BEFORE_COURTS:
        return "court"
    if kind == EventKind.OFFENCE:
        return "traffic_police" if detail in ON_THE_ROAD else "police_cameras"
    return ""
