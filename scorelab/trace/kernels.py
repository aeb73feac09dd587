"""The days of many people at once: compiled loops over the very functions that tell one day.

They are compiled when they are first called and kept in a folder of their own, so a run never
compiles or loads them.
"""

from collections.abc import Callable
from typing import Any

import numpy as np

from scorelab.cache import room_folder
from scorelab.compiled import merged, shared
from scorelab.compiler import compiled_into
from scorelab.trace.changes import is_out_of_work
from scorelab.trace.day import Given, tell_day
from scorelab.trace.events import (
    AMOUNT,
    CATEGORY,
    COMPANY,
    COUNTERPARTY,
    DETAIL,
    KIND,
    MINUTE,
    MINUTES,
    MOST_EVENTS,
    Activity,
)
from scorelab.trace.events import PLACE as AT
from scorelab.trace.markets import serve
from scorelab.trace.stays import DOING, END, FROM, PLACE, START
from scorelab.trace.sums import plan_month
from scorelab.trace.time_use import SURVEY_AGE
from scorelab.trace.who import Who, age_on, who_of

ROOM = "trace"


def _kernel(function: Callable[..., Any]) -> Callable[..., Any]:
    """Compile a function into this room's folder.

    Nothing is allocated in a loop, so references to arrays are not counted: counting them takes a
    third of the time of a day.
    """
    return compiled_into(room_folder(ROOM), function, _nrt=False)


@merged
def _who_today(given: Given, first, last, person, day, before: Who, held, space):  # type: ignore[no-untyped-def]
    """Somebody on a day, taken over from the day before where nothing has changed; so are the month's sums.

    `held` holds the month, age and work that `before` stands for.
    """
    out = is_out_of_work(given.changes, first, last, day)
    age = age_on(given.people, person, day)
    month = given.calendar.month[day]
    if month == held[0] and age == held[1] and out == held[2]:
        return before
    who = who_of(given.people, given.city, person, day, given.calendar.month_first[day], out)
    if month != held[0]:
        plan_month(who, given.calendar, day, space.month, space.keys)
    held[0], held[1], held[2] = month, age, out
    return who


@merged
def _begin(given: Given, person, day, held, space):  # type: ignore[no-untyped-def]
    """Make ready for the days of another person."""
    held[0] = -1
    serve(given.city.seed, person, given.markets, space.served)
    return who_of(given.people, given.city, person, day, given.calendar.month_first[day], 0)


@_kernel
def tell_many(given, persons, days, held, space, resume, begins, order, block):  # type: ignore[no-untyped-def]
    """Events of people and days into a block of columns, each day in the order of the clock.

    Parameters
    ----------
    persons, days : pairs
        First, and last left out.
    held, begins, order : i8 arrays of 3, BUCKETS + 1 and MOST_EVENTS
        Space, as `space` is.
    resume : i8 array of two
        Person and day to go on with; is moved to what did not fit any more.
    block : Block
        Is filled; how many is returned.
    """
    count, most = 0, len(block.person) - MOST_EVENTS
    for person in range(resume[0], persons[1]):
        first, last = given.starts[person], given.starts[person + 1]
        who = _begin(given, person, resume[1], held, space)
        for day in range(resume[1], days[1]):
            if count > most:
                resume[0], resume[1] = person, day
                return count
            who = _who_today(given, first, last, person, day, who, held, space)
            found, _ = tell_day(given, first, last, who, day, space)
            _sort(space.events, found, day * MINUTES, begins, order)
            for place in range(found):
                event = order[place]
                block.person[count] = person
                block.minute[count] = space.events[MINUTE, event]
                block.kind[count] = space.events[KIND, event]
                block.place[count] = space.events[AT, event]
                block.company[count] = space.events[COMPANY, event]
                block.category[count] = space.events[CATEGORY, event]
                block.amount[count] = space.events[AMOUNT, event]
                block.counterparty[count] = space.events[COUNTERPARTY, event]
                block.detail[count] = space.events[DETAIL, event]
                count += 1
        resume[1] = days[0]
    resume[0] = persons[1]
    return count


BUCKET_BITS = 5
BUCKETS = (MINUTES >> BUCKET_BITS) + 1
"""A day's events are put into buckets of 32 minutes first, so that little is left to sort."""


@shared
def _sort(events, count, start, begins, order):  # type: ignore[no-untyped-def]
    """The order of the clock, stable: by buckets, then by insertion."""
    begins[:] = 0
    for place in range(count):
        begins[(events[MINUTE, place] - start >> BUCKET_BITS) + 1] += 1
    for bucket in range(BUCKETS):
        begins[bucket + 1] += begins[bucket]
    for place in range(count):
        bucket = events[MINUTE, place] - start >> BUCKET_BITS
        order[begins[bucket]] = place
        begins[bucket] += 1
    for place in range(1, count):
        row, to = order[place], place
        minute = events[MINUTE, row]
        while to > 0 and events[MINUTE, order[to - 1]] > minute:
            order[to] = order[to - 1]
            to -= 1
        order[to] = row


@_kernel
def add_up(given, persons, days, held, space, hours, companies, money, said):  # type: ignore[no-untyped-def]
    """Totals over people and days, without an event being kept.

    Parameters
    ----------
    hours : i8 array of (kinds, 24)
        Events by kind and hour are added.
    companies : i8 array of 256
        Events by company are added.
    money : i8 array of (kinds, categories)
        Cents by kind and category are added.
    said : i8 array of kinds
        Events of some amount whose `detail` is 1 are added, by kind.
    """
    for person in range(persons[0], persons[1]):
        first, last = given.starts[person], given.starts[person + 1]
        who = _begin(given, person, days[0], held, space)
        for day in range(days[0], days[1]):
            who = _who_today(given, first, last, person, day, who, held, space)
            found, _ = tell_day(given, first, last, who, day, space)
            start = day * MINUTES
            for event in range(found):
                # No index is below nought; said so, none is looked at for it.
                kind, amount = np.uint64(space.events[KIND, event]), space.events[AMOUNT, event]
                minute = np.uint64(space.events[MINUTE, event] - start)
                hours[kind, minute // np.uint64(60)] += 1
                companies[np.uint64(space.events[COMPANY, event])] += 1
                if amount != 0:
                    money[kind, np.uint64(space.events[CATEGORY, event])] += amount
                    said[kind] += space.events[DETAIL, event] == 1


@_kernel
def spend_time(given, persons, days, held, space, today, minutes, taking_part, person_days):  # type: ignore[no-untyped-def]
    """How long people of the survey's ages do what.

    Parameters
    ----------
    today : i8 array of activities + 1
        Space, as `held` and `space` are.
    minutes, taking_part : i8 arrays of (groups, 2, activities + 1)
        Minutes, and person-days with any, by group, workday (0) or other day, and activity; the last
        column is the way to and from paid work.
    person_days : i8 array of (groups, 2)
    """
    commute = minutes.shape[2] - 1
    for person in range(persons[0], persons[1]):
        first, last = given.starts[person], given.starts[person + 1]
        who = _begin(given, person, days[0], held, space)
        for day in range(days[0], days[1]):
            who = _who_today(given, first, last, person, day, who, held, space)
            if who.age < SURVEY_AGE:
                continue
            _, stays = tell_day(given, first, last, who, day, space)
            free = 1 if given.calendar.day_kind[day] > 0 else 0
            today[:] = 0
            works = False
            for stay in range(stays):
                works = works or space.stays[stay, DOING] == Activity.WORK
            for stay in range(stays):
                spent, doing = space.stays[stay, END] - space.stays[stay, START], space.stays[stay, DOING]
                today[doing] += spent
                goes = doing == Activity.TRAVEL and works
                if goes and (space.stays[stay, PLACE] == who.main or space.stays[stay, FROM] == who.main):
                    today[commute] += spent
            for doing in range(commute + 1):
                minutes[who.group, free, doing] += today[doing]
                taking_part[who.group, free, doing] += today[doing] > 0
            person_days[who.group, free] += 1
