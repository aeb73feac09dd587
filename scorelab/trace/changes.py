"""What the journal changed of a day: refusals, lost work, missed bills, posts, offences and courts.

What happened is what luck planned and what the journal changed of it. A run's journal is
brought into rows of whole numbers, sorted by person and day, from which a day takes its own.
"""

from enum import IntEnum
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from scorelab.compiled import merged, shared, signed
from scorelab.journal import Kind
from scorelab.luck import Purpose, draw
from scorelab.rules.habits import Category
from scorelab.rules.incidents import IncidentKind
from scorelab.scenario.schema import Scenario
from scorelab.trace.events import (
    CATEGORY,
    COMPANY,
    KIND,
    MINUTE,
    MINUTES,
    NO_COMPANY,
    NOBODY,
    NOWHERE,
    EventKind,
)
from scorelab.trace.telling import emit

if TYPE_CHECKING:
    from scorelab.store.run import Run

KINDS = (
    Kind.INCIDENT, Kind.JUDGMENT, Kind.PAYMENT, Kind.LISTING, Kind.REMOVAL, Kind.REFUSAL, Kind.JOB_LOST,
    Kind.JOB_FOUND, Kind.COMPLAINT,
)  # fmt: skip
"""Rows of the journal that change a day."""

PERSON, DAY, WHAT, OF, SUM = range(5)
"""Columns of the changes: person, day, the row's kind, its `what`, its `amount`."""

POSTS = (IncidentKind.CRITICAL_POST, IncidentKind.RUMOUR_POST)


class Substitute(IntEnum):
    """What a refusal does to the event that asked at the door."""

    DROPPED = -1
    NOTHING = -2


REPLACED = {
    "flight": (EventKind.FLIGHT, EventKind.RIDE_TRAIN, 0),
    "starred_hotel": (EventKind.HOTEL_NIGHT, Substitute.DROPPED, 0),
    "ordinary_hotel": (EventKind.HOTEL_NIGHT, Substitute.DROPPED, 0),
    "ride_hailing": (EventKind.RIDE_CAR, EventKind.RIDE_TRANSIT, 0),
    "luxury_goods": (EventKind.PAYMENT_SHOP, Substitute.DROPPED, Category.LUXURY),
    "paying_by_app": (EventKind.PAYMENT_SHOP, EventKind.CASH, 0),
}
"""By door: the kind of event that a refusal on the same day takes, what comes in its stead, and the
category that it must have (0: any). Refusals at other doors replace nothing."""


def replacements(scenario: Scenario) -> NDArray[np.int64]:
    """For each door of a scenario the replaced kind (-1: none), its substitute and category."""
    nothing = (-1, int(Substitute.NOTHING), 0)
    rows = [tuple(map(int, REPLACED.get(door.name, nothing))) for door in scenario.doors]
    return np.array(rows or [nothing], np.int64)


def no_changes() -> NDArray[np.int64]:
    """The changes of a world without a journal."""
    return np.zeros((0, 5), np.int64)


def changes_in(run: "Run", person: int | None = None) -> NDArray[np.int64]:
    """The rows of a run's journal that change days, by person and day; of one person or of all."""
    # A scenario's days are told without the store, which takes a while to import.
    import polars as pl

    columns = ("person", "day", "kind", "what", "amount")
    rows = run.journal.filter(pl.col("kind").is_in([kind.value for kind in KINDS]))
    if person is not None:
        rows = rows.filter(pl.col("person") == person)
    table = (
        rows.select(*columns, "row").sort("person", "row").select(pl.col(columns).cast(pl.Int64)).collect()
    )
    return np.ascontiguousarray(table.to_numpy())


def starts_of(changes: NDArray[np.int64], people: int) -> NDArray[np.int64]:
    """Where each person's changes begin: one element a person and one more."""
    return np.searchsorted(changes[:, PERSON], np.arange(people + 1)).astype(np.int64)


@merged
def is_out_of_work(changes: NDArray[np.int64], first: int, last: int, day: int) -> int:
    """1 if somebody has lost the job by a day and found no other."""
    out = 0
    for row in range(first, last):
        if changes[row, DAY] <= day:
            if changes[row, WHAT] == Kind.JOB_LOST:
                out = 1
            elif changes[row, WHAT] == Kind.JOB_FOUND:
                out = 0
    return out


@merged
def missed_bills(changes: NDArray[np.int64], first: int, last: int, since: int, until: int) -> int:
    """How many bills somebody missed on the days from `since` up to before `until`."""
    count = 0
    for row in range(first, last):
        if since <= changes[row, DAY] < until and changes[row, WHAT] == Kind.INCIDENT:
            count += changes[row, OF] == IncidentKind.BILL_MISSED
    return count


@shared
def _drop(events: NDArray[np.int32], place: int, count: int) -> int:
    for later in range(place, count - 1):
        for column in range(events.shape[0]):
            events[column, later] = events[column, later + 1]
    return count - 1


@merged
def apply_changes(
    seed: int,
    person: int,
    day: int,
    wake: int,
    sleep: int,
    changes: NDArray[np.int64],
    first: int,
    last: int,
    replaced: NDArray[np.int64],
    events: NDArray[np.int32],
    count: int,
) -> int:
    """Bring the journal's rows of a day into its events and return how many there are then."""
    for row in range(first, last):
        if changes[row, DAY] != day:
            continue
        what, of, amount = changes[row, WHAT], changes[row, OF], changes[row, SUM]
        mark = signed(draw(seed, Purpose.VISIT, person, day, 1 << 20 | row - first) >> 32)
        minute = day * MINUTES + wake + ((sleep - wake) * mark >> 32)
        kind, detail = EventKind.COURT.value, what
        if what == Kind.REFUSAL:
            kind, detail = EventKind.REFUSAL.value, of
            place = 0
            while place < count and not (
                events[KIND, place] == replaced[of, 0]
                and (replaced[of, 2] == 0 or events[CATEGORY, place] == replaced[of, 2])
            ):
                place += 1
            if place < count:
                minute = int(events[MINUTE, place])
                if replaced[of, 1] == Substitute.DROPPED:
                    count = _drop(events, place, count)
                elif replaced[of, 1] >= 0:
                    events[KIND, place] = replaced[of, 1]
                    if replaced[of, 1] != EventKind.CASH:
                        events[COMPANY, place] = NO_COMPANY
        elif what == Kind.INCIDENT:
            kind, detail = EventKind.OFFENCE.value, of
            if of == IncidentKind.CRITICAL_POST or of == IncidentKind.RUMOUR_POST:
                kind = EventKind.POST.value
            elif of == IncidentKind.BILL_MISSED or of == IncidentKind.JOB_LOST:
                continue
        elif what == Kind.COMPLAINT:
            kind, detail = EventKind.COMPLAINT.value, of
        elif what == Kind.JOB_LOST or what == Kind.JOB_FOUND:
            continue
        sum_of = int(min(amount, 2_000_000_000))
        count = emit(events, count, minute, kind, NOWHERE, NO_COMPANY, 0, sum_of, NOBODY, detail)
    return count
