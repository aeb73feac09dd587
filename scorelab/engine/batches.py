"""What is done for everybody at once, before a day begins: the same small work, person by person."""

from enum import IntEnum
from typing import Any

from numba import njit

from scorelab.compiled import shared
from scorelab.engine.attention import noted_count
from scorelab.engine.circle import go_to_salons
from scorelab.engine.handle import handle_of
from scorelab.engine.layout import AT_THE_TOP, BARRED, DAY, LAST_PHASE, LOW, NONE, SCHEMES, TO_TELL, TO_UPDATE
from scorelab.engine.ledger import book_of
from scorelab.engine.places import give_places
from scorelab.engine.room import has_room
from scorelab.engine.ties import tie_count
from scorelab.engine.updates import (
    enrol,
    look_at_contacts,
    see_opening_listing,
    start_scores,
    tell_of_moves,
    update,
)
from scorelab.engine.wishes import plan_wishes_if_barred

TURNS = 8
"""Turns that a person's work is worth at most, salons apart."""

ANYBODY = 65_535


class Batch(IntEnum):
    """Kinds of work; the first three write nothing about anybody else, so blocks may run side by side."""

    ENROL = 1
    LOOK_AT_CONTACTS = 2
    START_SCORES = 3
    SEE_LISTINGS = 4
    UPDATE = 5
    TELL = 6
    SALONS = 7
    PLACES = 8
    WISHES = 9


@shared
def whom_it_concerns(batch: int) -> int:
    """The mark without which a person can be passed over."""
    if batch == Batch.UPDATE.value:
        return TO_UPDATE
    if batch == Batch.TELL.value:
        return TO_TELL
    if batch == Batch.SALONS.value:
        return AT_THE_TOP
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
    elif batch == Batch.SALONS.value:
        go_to_salons(w, number)
    else:
        plan_wishes_if_barred(w, number)


@shared
def has_room_for(w: Any, batch: int, number: int) -> bool:
    """Whether there is room for one person's work, and for all contacts whom it may reach."""
    schemes = w.numbers[SCHEMES]
    if batch == Batch.WISHES.value:
        return has_room(w, 0, 0, 1, 0, 0, 0, 0)
    if batch == Batch.SALONS.value:
        proposals = schemes * w.p[book_of(w, number)].contacts_salon_months
        return has_room(w, proposals, 0, 0, proposals, 0, 0, 0)
    reach = tie_count(w, number) * schemes
    causes = 0
    if batch == Batch.UPDATE.value:
        causes = reach
        for index in range(schemes):
            causes += noted_count(w, number, index)
    return has_room(w, TURNS, 0, 1, TURNS, reach, reach, causes)


@njit(cache=True, nogil=True)
def work_batch(arrays: Any, batch: int, day: int, first: int, end: int) -> int:
    """Do one kind of work for people first to end - 1; for `Batch.PLACES`, once.

    Returns
    -------
    int
        The first person for whom the arrays are too short; `end` when all is done.
    """
    w = handle_of(arrays)
    w.numbers[DAY] = day
    if batch > Batch.START_SCORES.value and first == 0:
        w.numbers[LAST_PHASE] = NONE
    if batch == Batch.PLACES.value:
        if not has_room(w, end, 0, 0, 0, 0, 0, 0):
            return first
        give_places(w)
        return end
    concerned = whom_it_concerns(batch)
    for number in range(first, end):
        if concerned != ANYBODY and w.marks[number] & concerned == 0:
            continue
        if batch > Batch.START_SCORES.value and not has_room_for(w, batch, number):
            return number
        work(w, batch, number)
    return end
