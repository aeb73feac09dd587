"""Trigger links of a run: drawn by luck, and how each is deleted in a twin.

A row's trigger is the row without which it would not have happened then. To test such a claim, the
trigger, or the nearest row above it that a rule decided, is prevented on that day for that
person alone; all else is as it was. If the trigger is gone and its effect still there, the claim
was false.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from scorelab.journal import LUCK, Kind, row_id, unpack
from scorelab.luck import Purpose, draw
from scorelab.scenario.calendar import date_of
from scorelab.scenario.parameter import Parameter
from scorelab.scenario.schema import Scenario
from scorelab.scenario.society import INCIDENT_NAMES
from scorelab.store import Run
from scorelab.store.tables import JOURNAL_GIVEN

MOST_STEPS = 200
"""Links that are walked up in search of a row that can be prevented."""


class Event(NamedTuple):
    """What makes two rows of two worlds the same event, whatever their ids."""

    day: int
    person: int
    kind: int
    what: int
    other: int
    amount: int


@dataclass(frozen=True)
class Link:
    """A trigger link, and how it is deleted.

    Attributes
    ----------
    effect, trigger : Event
        The claim: without the second, the first would not have happened then.
    effects, triggers : int
        How often each happened in the base world.
    person : int
        For whom a rule is changed.
    day : int
        On which day.
    settings : mapping
        How; on the next day all is as it was.
    """

    effect: Event
    trigger: Event
    effects: int
    triggers: int
    person: int
    day: int
    settings: Mapping[str, object]


class Rows:
    """A run's journal as arrays, with its rows found by id and counted by event."""

    def __init__(self, run: Run) -> None:
        columns = run.journal.select(JOURNAL_GIVEN).collect()
        self.columns: dict[str, NDArray[np.int64]] = {
            name: columns[name].to_numpy().astype(np.int64) for name in JOURNAL_GIVEN
        }

    def __len__(self) -> int:
        return len(self.columns["row"])

    def place(self, row: int) -> int:
        """Where a row stands."""
        return int(np.searchsorted(self.columns["row"], row))

    def event(self, place: int) -> Event:
        """What a row tells, without its id."""
        day, _, person, _ = unpack(int(self.columns["row"][place]))
        return Event(day, person, *(int(self.columns[name][place]) for name in Event._fields[2:]))

    def trigger(self, place: int) -> int:
        """The id of a row's trigger."""
        return int(self.columns["trigger"][place])

    @cached_property
    def counts(self) -> dict[Event, int]:
        """How often each event happened."""
        found: dict[Event, int] = {}
        for place in range(len(self)):
            event = self.event(place)
            found[event] = found.get(event, 0) + 1
        return found


def sampled(run: Run, scenario: Scenario, wanted: int) -> tuple[list[Link], int]:
    """Trigger links drawn by luck from those of day 0 on, and how many that were drawn cannot be deleted.

    Parameters
    ----------
    run : Run
        The base world.
    scenario : Scenario
        Its rules.
    wanted : int
        How many links; fewer if there are not so many that can be deleted.
    """
    rows = Rows(run)
    first = int(np.searchsorted(rows.columns["row"], row_id(0, 0, 0, 0)))
    caused = [place for place in range(first, len(rows)) if rows.trigger(place) != LUCK]
    lots = {
        place: draw(scenario.seed, Purpose.SAMPLED_LINK, int(rows.columns["row"][place])) for place in caused
    }
    found: list[Link] = []
    undeletable = 0
    for place in sorted(caused, key=lots.__getitem__):
        if len(found) == wanted:
            break
        link = _link(rows, scenario, place)
        if link is None:
            undeletable += 1
        else:
            found.append(link)
    return found, undeletable


def _link(rows: Rows, scenario: Scenario, place: int) -> Link | None:
    trigger = rows.place(rows.trigger(place))
    above = trigger
    for _ in range(MOST_STEPS):
        cause = rows.trigger(above)
        over = None if cause == LUCK else rows.event(rows.place(cause))
        prevented = _prevented(scenario, rows.event(above), over)
        if prevented is not None:
            day, settings = prevented
            effect, because = rows.event(place), rows.event(trigger)
            return Link(
                effect,
                because,
                rows.counts[effect],
                rows.counts[because],
                rows.event(above).person,
                day,
                settings,
            )
        if cause == LUCK:
            return None
        above = rows.place(cause)
    return None


def _prevented(
    scenario: Scenario, event: Event, trigger: Event | None
) -> tuple[int, dict[str, object]] | None:
    """On which day which rule, changed for this person alone, keeps an event from happening."""
    match Kind(event.kind):
        case Kind.INCIDENT:
            return event.day, {f"incidents.{INCIDENT_NAMES[event.what - 1]}.per_year": 0}
        case Kind.LISTING if trigger is not None and trigger.kind == Kind.DEFAULT:
            return trigger.day, {"court.listed": 0}
        case Kind.EXIT_ORDER if trigger is not None and trigger.kind == Kind.DEFAULT:
            return trigger.day, {"court.exit_order": 0}
        case Kind.REFUSAL if not scenario.doors[event.what].priority:
            door = scenario.doors[event.what].name
            return event.day, {f"doors.{door}.shut_by": "never", "mechanisms.door_by_score": False}
        case Kind.TIE_LOST:
            return event.day, {"mechanisms.tie_dropping": False}
        case Kind.COMPLAINT if trigger is not None and trigger.kind == Kind.NOTICED:
            return trigger.day, {"redress.complain_wronged": 0, "redress.complain_others": 0}
        case Kind.NOTICED if trigger is not None and trigger.kind == Kind.REFUSAL:
            return event.day, {"mechanisms.redress": False}
    return None


def interventions(scenario: Scenario, link: Link, role: str) -> Iterator[dict[str, object]]:
    """The change for one role on one day, and its end on the next."""
    for days, settings in ((0, link.settings), (1, {key: _own(scenario, key) for key in link.settings})):
        day = date_of(date.fromisoformat(scenario.time.start), link.day + days).isoformat()
        yield {"name": f"{role}-{'on' if days else 'off'}", "from": day, "for": role, "set": dict(settings)}


def _own(scenario: Scenario, key: str) -> object:
    """The scenario's own value."""
    found: object = scenario
    for part in key.split("."):
        if isinstance(found, tuple):
            found = next(row for row in found if row.name == part)
        else:
            found = getattr(found, part)
    return found.value if isinstance(found, Parameter) else found
