"""One person's day, computed alone: the same functions that the bulk export compiles, uncompiled."""

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from numpy.typing import NDArray

from scorelab.compiled import merged
from scorelab.rules.habits import PLANNED, Category
from scorelab.trace.calendar import Calendar
from scorelab.trace.changes import apply_changes, is_out_of_work, missed_bills
from scorelab.trace.city import City, PlaceKind
from scorelab.trace.events import (
    COLUMNS,
    EVENT,
    MINUTE,
    MINUTES,
    MOST_EVENTS,
    NOBODY,
    PERSON,
    Activity,
    EventKind,
    Sector,
)
from scorelab.trace.markets import Markets, serve
from scorelab.trace.plan import lay_day
from scorelab.trace.purchases import OUT, WAY, buy, errand_of, room_for_purchases, room_for_stops
from scorelab.trace.stays import DOING, END, PLACE, START, room_for_stays
from scorelab.trace.sums import journey_of, plan_month, room_for_month
from scorelab.trace.telling import SPANS, emit, tell_purchases, tell_screen, tell_stays
from scorelab.trace.who import People, Who, who_of

if TYPE_CHECKING:
    from scorelab.trace.world import TraceWorld

NIGHT_MINUTE = 21 * 60 + 30
"""When a hotel's night is entered."""

NIGHT_CENTS, NIGHT_PER_MILLE = 14_000, 18
"""A night's price: so many cents, and a part of the monthly income (`assumed`)."""


class Room(NamedTuple):
    """Space for one day at a time, used again for the next.

    Attributes
    ----------
    month : i8 array
        Sums and counts of the month (see sums.py).
    keys : u8 array
        The luck of the month's events by category.
    bought, stops, stays, served, spans : i8 arrays
        Purchases, the stops of an errand, stays, the company of each sector, and the stay of each span
        of minutes.
    events : i4 array of shape (9, MOST_EVENTS)
        The day's events, in the order in which they were told.
    """

    month: NDArray[np.int64]
    keys: NDArray[np.uint64]
    bought: NDArray[np.int64]
    stops: NDArray[np.int64]
    stays: NDArray[np.int64]
    served: NDArray[np.int64]
    spans: NDArray[np.int64]
    events: NDArray[np.int32]


class Given(NamedTuple):
    """A world as compiled loops read it: what every day of it hangs on.

    Attributes
    ----------
    people, city, calendar : People, City, Calendar
        Who there is, where, and when.
    markets : Markets
        Who serves whom (see markets.py).
    changes, starts : i8 arrays
        What the journal changed, and where each person's part of it begins (see changes.py).
    replaced : i8 array
        What a refusal at each door puts in an event's place.
    """

    people: People
    city: City
    calendar: Calendar
    markets: Markets
    changes: NDArray[np.int64]
    starts: NDArray[np.int64]
    replaced: NDArray[np.int64]


def room() -> Room:
    """Fresh space for a day."""
    return Room(
        room_for_month(),
        np.zeros(PLANNED, np.uint64),
        room_for_purchases(),
        room_for_stops(),
        room_for_stays(),
        np.zeros(len(Sector), np.int64),
        np.zeros(SPANS, np.int64),
        np.zeros((len(COLUMNS), MOST_EVENTS), np.int32),
    )


@merged
def tell_day(given: Given, first: int, last: int, who: Who, day: int, space: Room) -> tuple[int, int]:
    """Fill `space.stays` and `space.events` with somebody's day; return how many events and stays there are.

    `space.month`, `space.keys` and `space.served` must hold the month's sums and luck, and the person's
    companies; the person's changes stand from `first` up to before `last`.
    """
    people, city, calendar, markets = given.people, given.city, given.calendar, given.markets
    changes = given.changes
    month_first = int(calendar.month_first[day])
    month_end = month_first + int(calendar.month_days[day])
    bills = missed_bills(changes, first, last, month_first, month_end)
    bought = buy(who, calendar, day, space.month, space.keys, bills, space.bought)
    errands = errand_of(space.bought, bought, space.stops)
    eats_out = False
    for row in range(bought):
        eats_out = eats_out or space.bought[row, WAY] == OUT
    far, nights = int(city.first[PlaceKind.ELSEWHERE.value]), int(space.month[0, Category.NIGHTS.value])
    first_home, last_home, sleeps_away = who.home, who.home, False
    if nights > 0:
        leaves = journey_of(who, calendar, day, nights)
        sleeps_away = leaves <= day < leaves + nights
        first_home = far if leaves < day <= leaves + nights else who.home
        last_home = far if sleeps_away else who.home
    stays = lay_day(
        city, calendar, people, who, day, first_home, last_home, space.stops, errands, eats_out, space.stays
    )
    if first_home != last_home:
        errands = 0
    count = tell_stays(city, markets, who, day, space.served, space.stays, stays, space.events, 0)
    count = tell_purchases(
        people, city, markets, who, day, space.served, space.bought, bought, errands, space.stays, stays,
        space.events, count,
    )  # fmt: skip
    if sleeps_away:
        count = emit(
            space.events, count, day * MINUTES + NIGHT_MINUTE, EventKind.HOTEL_NIGHT.value, far,
            space.served[Sector.HOTEL.value], Category.NIGHTS.value,
            NIGHT_CENTS + who.income * NIGHT_PER_MILLE // 1000, NOBODY, 0,
        )  # fmt: skip
    count = tell_screen(
        people, markets, who, day, space.served, space.stays, stays, space.spans, space.events, count
    )
    wake, sleep = space.stays[0, END], space.stays[stays - 1, START]
    count = apply_changes(
        who.seed, who.person, day, wake, sleep, changes, first, last, given.replaced, space.events, count
    )
    space.events[PERSON, :count] = who.person
    return count, stays


class Stay(NamedTuple):
    """A part of a day.

    Attributes
    ----------
    start, end : int
        Minutes after midnight; the end is not part of it.
    activity : Activity
        What is done.
    place : int
        Index of the place; of a leg (TRAVEL) the place that it leads to.
    """

    start: int
    end: int
    activity: Activity
    place: int


@dataclass(frozen=True)
class Day:
    """A person's day.

    Attributes
    ----------
    person, day : int
        Whose, and the day's number in the run.
    date : date
        Its date.
    events : structured array of :data:`scorelab.trace.events.EVENT`
        What happened, in the order of the clock.
    stays : list of Stay
        Where somebody was and did what, from midnight to midnight.
    """

    person: int
    day: int
    date: date
    events: NDArray[np.void]
    stays: list[Stay]


def person_day(world: "TraceWorld", person: int, day: int) -> Day:
    """Compute one day of one person, from nothing but the world's luck and its journal.

    Parameters
    ----------
    world : TraceWorld
        The world.
    person : int
        The person's number.
    day : int
        The day's number, from 0.

    Raises
    ------
    InputError
        If the world has no such person or day.
    """
    world.refuse_unknown(person, day)
    space = world.space
    changes = world.changes_of(person)
    who = who_on(world, person, day, changes)
    month = person, int(world.calendar.month[day])
    if world.held != month:
        plan_month(who, world.calendar, day, space.month, space.keys)
        serve(who.seed, person, world.markets, space.served)
        world.held = month
    given = world.given_alone(changes)
    count, stays = tell_day(given, 0, len(changes), who, day, space)
    return Day(
        person,
        day,
        world.date(day),
        records(space.events, count),
        [
            Stay(int(row[START]), int(row[END]), Activity(int(row[DOING])), int(row[PLACE]))
            for row in space.stays[:stays]
        ],
    )


def who_on(world: "TraceWorld", person: int, day: int, changes: NDArray[np.int64]) -> Who:
    """Somebody on a day."""
    out = is_out_of_work(changes, 0, len(changes), day)
    return who_of(world.people, world.city, person, day, int(world.calendar.month_first[day]), out)


def records(events: NDArray[np.int32], count: int) -> NDArray[np.void]:
    """A block's events as records in the order of the clock; events of one minute stay as told."""
    order = np.argsort(events[MINUTE, :count], kind="stable")
    found = np.empty(count, EVENT)
    for column, name in enumerate(COLUMNS):
        found[name] = events[column, order]
    return found
