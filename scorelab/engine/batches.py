"""What is done for everybody at once, before a day begins: the same small work, person by person."""

from enum import IntEnum
from typing import Any

from scorelab.compiled import shared
from scorelab.compiler import njit
from scorelab.engine.circle import go_to_salons, salon_masks
from scorelab.engine.habits import mark_habits, read_habits
from scorelab.engine.handle import handle_of
from scorelab.engine.layout import (
    AT_THE_TOP,
    BARRED,
    BILLS_MISSED,
    DAY,
    END,
    FIRST_DAY,
    FIRST_VARYING,
    LAST_PHASE,
    LOW,
    MONTH_READ,
    NONE,
    NOTED,
    SCHEMES,
    TO_TELL,
    TO_UPDATE,
)
from scorelab.engine.ledger import appoint, end_of_page
from scorelab.engine.places import give_places
from scorelab.engine.room import has_room
from scorelab.engine.ties import tie_count, ties_at_most
from scorelab.engine.updates import (
    enrol,
    is_due,
    look_at_contacts,
    see_opening_listing,
    start_scores,
    tell_of_moves,
    update,
)
from scorelab.engine.wishes import plan_wishes_again, plan_wishes_if_barred
from scorelab.rules.calendar import month_before
from scorelab.scenario.schemes import MOST_HABITS

TURNS = 8
"""Turns that a person's work is worth at most, salons apart."""
ROWS_AN_UPDATE = 5 + 2 * MOST_HABITS
"""A changed capacity, changed habits and changed contacts, each with a changed grade; and a reform."""
VARYING = FIRST_VARYING * ((1 << MOST_HABITS) - 1)

ANYBODY = 65_535


class Batch(IntEnum):
    """Kinds of work; the first four, and those about habits, touch nobody else and may run side by side.

    The turn of lives is no work for everybody; see engine/turning.py.
    """

    ENROL = 1
    LOOK_AT_CONTACTS = 2
    START_SCORES = 3
    UPDATE = 4
    SEE_LISTINGS = 5
    TELL = 6
    SALONS = 7
    PLACES = 8
    WISHES = 9
    WISHES_AGAIN = 10
    READ_HABITS = 11
    MARK_HABITS = 12
    LIVES = 13


@shared
def whom_it_concerns(batch: int) -> int:
    """The mark without which a person can be passed over."""
    if batch == Batch.UPDATE.value:
        return TO_UPDATE
    if batch == Batch.TELL.value:
        return TO_TELL
    if batch == Batch.READ_HABITS.value:
        return VARYING | BILLS_MISSED
    return LOW | BARRED if batch == Batch.WISHES.value else ANYBODY


@shared
def work(w: Any, batch: int, number: int) -> None:
    """Do one kind of work for a person."""
    if batch == Batch.ENROL.value:
        enrol(w, number)
    elif batch == Batch.LOOK_AT_CONTACTS.value:
        look_at_contacts(w, number)
    elif batch == Batch.START_SCORES.value:
        start_scores(w, number)
    elif batch == Batch.SEE_LISTINGS.value:
        see_opening_listing(w, number)
    elif batch == Batch.UPDATE.value:
        update(w, number)
    elif batch == Batch.TELL.value:
        tell_of_moves(w, number)
    elif batch == Batch.READ_HABITS.value:
        read_habits(w, number)
    elif batch == Batch.MARK_HABITS.value:
        mark_habits(w, number)
    elif batch == Batch.WISHES.value:
        plan_wishes_if_barred(w, number)
    else:
        plan_wishes_again(w, number)


@shared
def has_room_for(w: Any, batch: int, number: int) -> bool:
    """Whether there is room for one person's work, and for all contacts whom it may reach."""
    schemes = w.numbers[SCHEMES]
    if batch == Batch.WISHES.value or batch == Batch.WISHES_AGAIN.value:
        return has_room(w, 0, 0, 1, 0, 0, 0, 0)
    reach = ties_at_most(w, number) * schemes
    return has_room(w, TURNS, 0, 1, TURNS, reach, reach, 0)


@njit(cache=True, nogil=True)
def updates_ahead(arrays: Any, day: int, first: int, end: int) -> tuple[int, int, int]:
    """The most rows, contributors and new files that updates of people first to end - 1 can need.

    Whether anything will move is not asked: memory that is never written is never taken.
    """
    w = handle_of(arrays)
    w.numbers[DAY] = day
    w.numbers[MONTH_READ] = month_before(w.month_starts, day) if day >= 0 else 0
    rows, causes, files = 0, 0, 0
    for number in range(first, end):
        if w.marks[number] & TO_UPDATE == 0:
            continue
        for index in range(w.numbers[SCHEMES]):
            if is_due(w, number, index):
                rows += ROWS_AN_UPDATE
                causes += ROWS_AN_UPDATE + tie_count(w, number)
                files += w.standings[number, index].file == 0
    return rows, causes + w.numbers[NOTED], files


@njit(cache=True, nogil=True)
def take_over(arrays: Any, first: int, days: Any, nodes: Any) -> None:
    """Make the appointments that another page holds for the days from `first` on, in their order."""
    w = handle_of(arrays)
    for day in range(first, w.numbers[END]):
        queue = days[day - w.numbers[FIRST_DAY]]
        page = queue.first
        while page != NONE:
            for index in range(page + 1, end_of_page(queue, page)):
                node = nodes[index]
                appoint(w, day, node.due, node.person, node.subject, node.extra, node.cause)
            page = nodes[page].subject


@shared
def meet_in_salons(w: Any, first: int, end: int) -> int:
    """Bring high scorers together; returns as :func:`work_batch` does."""
    masks = salon_masks(w)
    for number in range(first, end):
        if w.marks[number] & AT_THE_TOP:
            if not has_room(w, masks.size, 0, 0, masks.size, 0, 0, 0):
                return number
            go_to_salons(w, number, masks)
    return end


@njit(cache=True, nogil=True)
def work_batch(arrays: Any, batch: int, day: int, first: int, end: int) -> int:
    """Do one kind of work for people first to end - 1; for `Batch.PLACES`, once.

    For an update there must be the room of which :func:`updates_ahead` tells.

    Returns
    -------
    int
        The first person for whom the arrays are too short; `end` when all is done.
    """
    w = handle_of(arrays)
    w.numbers[DAY] = day
    w.numbers[MONTH_READ] = month_before(w.month_starts, day) if day >= 0 else 0
    if batch >= Batch.UPDATE.value and (first == 0 or batch == Batch.UPDATE.value):
        w.numbers[LAST_PHASE] = NONE
    if batch == Batch.PLACES.value:
        if not has_room(w, end, 0, 0, 0, 0, 0, 0):
            return first
        give_places(w)
        return end
    if batch == Batch.SALONS.value:
        return meet_in_salons(w, first, end)
    concerned = whom_it_concerns(batch)
    for number in range(first, end):
        if concerned != ANYBODY and w.marks[number] & concerned == 0:
            continue
        if Batch.UPDATE.value < batch < Batch.READ_HABITS.value and not has_room_for(w, batch, number):
            return number
        work(w, batch, number)
    return end
