"""Bills missed lately: rows of the journal that the next reading of habits needs.

A month's bills are read weeks after they came due, when the journal has long been handed on. So
the rows of missed bills are kept until no platform reads their month any more, or finds the next as planned.
"""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from scorelab.compiled import shared
from scorelab.engine.layout import BILLS_MISSED, FIRST_ENROLLED
from scorelab.engine.state import World
from scorelab.journal import DAY_OFFSET, N_BITS, PERSON_BITS, PHASE_BITS, Kind
from scorelab.rules.calendar import month_before
from scorelab.rules.habits import Category
from scorelab.rules.incidents import IncidentKind

BILL = IncidentKind.BILL_MISSED.value
DAY_BITS = PHASE_BITS + PERSON_BITS + N_BITS
TWO_MONTHS = 62


def readers_of_bills(world: World) -> int:
    """The marks of all whom a platform holds whose table has bills; 0 if there is none.

    Whether bills are read is not asked: a fork of the run may begin to read them.
    """
    readers = world.habits["scheme"][world.habits["category"] == Category.BILLS]
    return sum(FIRST_ENROLLED << int(index) for index in set(readers.tolist()))


def with_bills_missed(world: World, rows: NDArray[Any], readers: int) -> World:
    """The world with new rows of the journal taken up, of all whose bills are read."""
    day = int(rows["row"][-1] >> DAY_BITS) - DAY_OFFSET
    if day < -TWO_MONTHS:
        return world
    missed = rows["row"][(rows["kind"] == Kind.INCIDENT) & (rows["what"] == BILL)]
    if day > 0:
        missed = missed[world.marks[person_of(missed)] & readers != 0]
    return world._replace(bills_missed=np.concatenate([world.bills_missed, missed]))


def with_bills_in_order(world: World, day: int) -> World:
    """The world ready for a reading of the month before a day: rows in order, without those of no more use.

    Whoever missed a bill in that month or in the one before it is marked.
    """
    before = world.month_starts[max(month_before(world.month_starts, day) - 1, 0)]
    missed = world.bills_missed
    kept = missed[(missed >> DAY_BITS) - DAY_OFFSET >= before]
    kept = kept[np.argsort(person_of(kept), kind="stable")]
    world.marks[person_of(missed)] &= np.uint16(~BILLS_MISSED & 0xFFFF)
    world.marks[person_of(kept)] |= np.uint16(BILLS_MISSED)
    return world._replace(bills_missed=kept)


@shared
def person_of(row: Any) -> Any:
    """The person of a row, or those of many."""
    return row >> N_BITS & ((1 << PERSON_BITS) - 1)


@shared
def missed_between(missed: Any, number: int, since: int, until: int) -> tuple[int, int]:
    """How many bills a person missed from one day up to before another, and the latest's row (0: none)."""
    low, high = 0, len(missed)
    while low < high:
        middle = (low + high) >> 1
        if person_of(missed[middle]) < number:
            low = middle + 1
        else:
            high = middle
    count, latest = 0, 0
    while low < len(missed) and person_of(missed[low]) == number:
        day = (missed[low] >> DAY_BITS) - DAY_OFFSET
        if since <= day < until:
            count += 1
            latest = missed[low]
        low += 1
    return count, latest
