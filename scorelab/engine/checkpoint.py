"""The state of a world at the beginning of a day: taken, and put back into a world laid out anew.

Only what the days have changed is taken. The society, its ties and the rules are drawn and laid
out again; so are candidates and wishes, which are luck alone. A world may be put back under other rules
than those under which its state was taken, if both agree on every day before: what hangs on the
rules of days to come (who may find a door shut for a grade, how high wishes are drawn, whose habits may
be found changed) is worked out again.

Every array of a world stands in one of the sets below.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from scorelab.agenda import Due
from scorelab.casting import CERTAIN_HEIGHT
from scorelab.engine.layout import (
    APPOINTMENTS,
    BOOK,
    BOOKS,
    ENROLLED,
    FIRST_DAY,
    FREE,
    LISTINGS,
    LOW,
    NODE,
    NODES,
    NONE,
    PAGE,
    PAGE_BITS,
    WISHES_A_MONTH,
)
from scorelab.engine.room import LENGTHS, as_bytes
from scorelab.engine.state import World
from scorelab.population.build import SHARED

LAID_OUT = frozenset(
    {
        *("tie_start", "tie_contact", "tie_layer", "name_start", "name_members", "guarantor", "name_class"),
        *("income", "household", "calendar", "month_starts", "cast", "wish_keys"),
        *("p", "incidents", "operators", "doors", "layers", "channels", "schemes", "grades", "lines"),
        *("imports", "habits"),
    }
)
"""Arrays that hang on scenario and seed alone: a world that is laid out anew has them."""

IN_FORCE = frozenset({"cast_book"})
"""Arrays that are set again before the day begins."""

PASSED_ON = frozenset({"rows", "causes"})
"""The journal: empty whenever a state is taken."""

APART = frozenset({"people", "days", "nodes"})
"""Arrays of which only columns are taken, or only appointments."""

GROWING = {name: used for name, (used, _) in LENGTHS.items() if name not in PASSED_ON | APART} | {
    "copies": LISTINGS
}
"""Arrays with room for more, with the place of the number of their records that are in use."""

OF_ANY_LENGTH = frozenset({"bills_missed"})
"""Arrays that are replaced whenever something comes to them."""

OF_FIXED_LENGTH = frozenset({"numbers", "marks", "dropped", "standings", "social", "clerks", "staff"})
"""Arrays with a record for each person, tie or office."""

DRAWN = frozenset({*SHARED, "employed", "manager"})
"""Columns of people that never change."""

CHANGED_BY_LIVES = frozenset(
    {"birthday", "parent", "aware", "assertive", "income_fifth", "employed", "manager"}
)
"""Those of them that do change where lives go on; incomes do then, too."""

OF_THE_RULES = [BOOK, BOOKS, WISHES_A_MONTH, FREE, NODES]
"""Single numbers that hang on the rules, or on how appointments lie in memory."""

Arrays = dict[str, NDArray[Any]]


@dataclass(frozen=True)
class State:
    """All that the days before a day have left.

    Attributes
    ----------
    day : int
        The day that has not begun.
    cast : dict of int
        Who plays the roles of the script.
    arrays : dict of arrays
        Of the world's arrays what is in use, by name; `people.<column>`; `appointments`, and how many
        each day from `day` on has; `sums` and `counts`, see :class:`scorelab.engine.simulate.Simulation`.
    """

    day: int
    cast: Mapping[str, int]
    arrays: Arrays


@dataclass(frozen=True)
class Pauses:
    """When a run pauses to have its state kept, and what keeps it.

    Attributes
    ----------
    every : int
        On each day from day 0 on whose number is a multiple of this.
    keep : callable
        Called with the state, before anything of the day has happened. The journal of all days before
        has been handed on.
    """

    every: int
    keep: Callable[[State], None]

    def is_due(self, day: int) -> bool:
        """Whether the state at the beginning of the day is kept."""
        return day >= 0 and day % self.every == 0

    def after(self, day: int) -> int:
        """The next such day."""
        return max((day // self.every + 1) * self.every, 0)


def taken(world: World, day: int, lives: bool = False) -> Arrays:
    """What the days before a day have left in a world; nothing of it is shared with the world.

    Parameters
    ----------
    world : World
        Its journal has been handed on.
    day : int
        The day that has not begun.
    lives : bool
        Whether lives go on in the world.
    """
    arrays = {name: copied(getattr(world, name)) for name in (*OF_FIXED_LENGTH, *OF_ANY_LENGTH)}
    numbers = arrays["numbers"]
    arrays |= {name: copied(getattr(world, name), int(numbers[used])) for name, used in GROWING.items()}
    for name in world.people.dtype.names or ():
        if name not in DRAWN or (lives and name in CHANGED_BY_LIVES):
            arrays[f"people.{name}"] = world.people[name].copy()
    if lives:
        arrays["income"] = world.income.copy()
    appointments, counts = agenda(world, day)
    by_luck = (appointments["due"] == Due.WISH.value) & (appointments["extra"] != CERTAIN_HEIGHT)
    of_day = np.repeat(np.arange(len(counts)), counts)
    numbers[APPOINTMENTS] -= np.count_nonzero(by_luck)
    arrays["appointments"] = appointments[~by_luck]
    arrays["appointments_a_day"] = np.bincount(of_day[~by_luck], minlength=len(counts))
    return arrays


def copied(array: NDArray[Any], used: int | None = None) -> NDArray[Any]:
    """A copy of an array's first records, or of all."""
    some = array[:used]
    if some.size == 0:
        return some.copy()
    return as_bytes(array)[: some.nbytes].copy().view(array.dtype).reshape(some.shape)


def agenda(world: World, day: int) -> tuple[NDArray[Any], NDArray[np.int64]]:
    """Appointments from a day on, in order of days and of making; and how many each day has."""
    following = world.nodes["subject"][::PAGE].tolist()
    queues = world.days[day - int(world.numbers[FIRST_DAY]) :]
    slots = np.arange(1, PAGE)
    places = [np.empty(0, np.int64)]
    for first, _, count in queues.tolist():
        pages = []
        while first != NONE:
            pages.append(first)
            first = following[first >> PAGE_BITS]
        if pages:
            places.append((np.array(pages)[:, np.newaxis] + slots).reshape(-1)[:count])
    return world.nodes[np.concatenate(places)], queues["count"].astype(np.int64)


def put_back(world: World, day: int, arrays: Arrays) -> World:
    """The world as the days before a day left it, but for the wishes that luck has for this month.

    Parameters
    ----------
    world : World
        Laid out anew; it is changed in place, and longer arrays are put where they are too short.
    day : int
        The day that has not begun.
    arrays : dict of arrays
        What :func:`taken` gave.
    """
    numbers = arrays["numbers"].copy()
    numbers[OF_THE_RULES] = world.numbers[OF_THE_RULES]
    world.numbers[:] = numbers
    replaced = {name: copied(arrays[name]) for name in OF_ANY_LENGTH}
    replaced |= {name: refilled(getattr(world, name), arrays[name]) for name in GROWING}
    for name in OF_FIXED_LENGTH - {"numbers"}:
        # Under other rules there may be more courts, or fewer: the rest have had no work yet.
        common = min(len(arrays[name]), len(getattr(world, name)))
        getattr(world, name)[:common] = arrays[name][:common]
    for name in world.people.dtype.names or ():
        if f"people.{name}" in arrays:
            world.people[name] = arrays[f"people.{name}"]
    if "income" in arrays:
        world.income[:] = arrays["income"]
    world = world._replace(**replaced)
    mark_low(world)
    return with_agenda(world, day, arrays["appointments"], arrays["appointments_a_day"])


def refilled(fresh: NDArray[Any], stored: NDArray[Any]) -> NDArray[Any]:
    """An array with stored records at its beginning: the fresh one, or a longer one."""
    if len(stored) > len(fresh):
        fresh = np.zeros((len(stored) * 3 // 2, *stored.shape[1:]), stored.dtype)
    as_bytes(fresh)[: stored.nbytes] = as_bytes(stored)
    return fresh


def mark_low(world: World) -> None:
    """Mark anew for whom some rule book may shut a door for a grade."""
    low = np.zeros(len(world.people), np.bool_)
    for index in range(world.standings.shape[1]):
        standing = world.standings[:, index]
        asked_below = world.schemes["asked_below"][:, index].max()
        low |= (standing["flags"] & ENROLLED != 0) & (standing["rank"] < asked_below)
    world.marks[:] = world.marks & ~np.uint16(LOW) | low * np.uint16(LOW)


def with_agenda(world: World, day: int, appointments: NDArray[Any], counts: NDArray[np.int64]) -> World:
    """The world with these appointments and no others, in pages of their own for each day."""
    pages = -(-counts // (PAGE - 1))
    end_page = np.cumsum(pages)
    first_page = end_page - pages
    total = int(pages.sum())
    nodes = world.nodes if total * PAGE <= len(world.nodes) else np.zeros(total * PAGE * 3 // 2, NODE)
    heads = nodes["subject"][: total * PAGE : PAGE]
    heads[:] = np.arange(1, total + 1) * PAGE
    heads[end_page[pages > 0] - 1] = NONE
    of_day = np.repeat(np.arange(len(counts)), counts)
    place = np.arange(len(appointments)) - np.repeat(np.cumsum(counts) - counts, counts)
    page = first_page[of_day] + place // (PAGE - 1)
    slot = page * PAGE + 1 + place % (PAGE - 1)
    nodes[slot] = appointments
    world.days["first"], world.days["last"], world.days["count"] = NONE, NONE, 0
    queues = world.days[day - int(world.numbers[FIRST_DAY]) :]
    some = counts > 0
    queues["count"] = counts
    queues["first"][some] = first_page[some] * PAGE
    queues["last"][some] = slot[np.cumsum(counts)[some] - 1]
    world.numbers[[FREE, NODES]] = NONE, total * PAGE
    return world._replace(nodes=nodes)
