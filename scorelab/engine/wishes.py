"""Wishes at doors, planned for all whose doors may be shut (compare reference/wishes.py)."""

from typing import Any

from scorelab.agenda import Due
from scorelab.compiled import shared
from scorelab.engine.layout import BARRED, BOOKS, DAY, DOORS, ENROLLED, NONE, SCHEMES
from scorelab.engine.ledger import appoint, book_of
from scorelab.luck import draw_with, time_key
from scorelab.rules import chance, doors


@shared
def is_barred_by_grade(w: Any, book: int, number: int) -> bool:
    """Whether any door may be shut to the person for a grade."""
    for index in range(w.numbers[SCHEMES]):
        standing = w.standings[number, index]
        if standing.flags & ENROLLED != 0 and standing.rank < w.schemes[book, index].asked_below:
            return True
    return False


@shared
def plan_wishes_if_barred(w: Any, number: int) -> None:
    """Draw the wishes of the window that begins today for somebody to whom doors may be shut."""
    if is_barred_by_list(w, number):
        plan_wishes(w, number, w.numbers[DAY])
        return
    w.marks[number] &= ~BARRED
    if is_barred_by_grade(w, book_of(w, number), number):
        plan_wishes(w, number, w.numbers[DAY])


@shared
def plan_wishes_again(w: Any, number: int) -> None:
    """Draw once more what is left of the window's wishes, which were left out of a state that was kept."""
    day, person, marks = w.numbers[DAY], w.people[number], w.marks[number]
    window = day >> doors.WINDOW_BITS
    if person.wishes_window == window:
        person.wishes_window = window - 1
        plan_wishes(w, number, day)
        w.marks[number] = marks


@shared
def is_barred_by_list(w: Any, number: int) -> bool:
    """Whether a copy of the list shows the person, or an order bars them from leaving the country."""
    person = w.people[number]
    if w.lives[person.life].exit_case != NONE:
        return True
    return person.listing != NONE and w.listings[person.listing].copies != 0


@shared
def plan_wishes(w: Any, number: int, first: int) -> None:
    """Draw the person's wishes at every door from day `first` to the end of today's window: luck alone.

    Once in a window: whatever else shuts doors later finds the wishes planned.
    """
    now = w.numbers
    day = now[DAY]
    w.marks[number] |= BARRED
    window = day >> doors.WINDOW_BITS
    person = w.people[number]
    if day < -doors.WARM_UP_DAYS or person.wishes_window == window:
        return
    person.wishes_window = window
    for index in range(now[DOORS]):
        highest = 0
        for book in range(now[BOOKS]):
            rate = doors.wish_rate(w.doors[book, index], person.income_fifth, person.manager, person.parent)
            highest = max(highest, rate)
        if highest == 0:
            continue
        key = time_key(w.wish_keys[index], number, window)
        layer = 0
        while chance.layer_floor(layer, doors.LOWEST_LAYER) < highest:
            bits = draw_with(key, chance.candidate_mark(0, layer, 0))
            width = chance.layer_width_exponent(layer, doors.LOWEST_LAYER)
            count = chance.candidates_in_layer(bits, width, doors.WINDOW_BITS)
            for n in range(1, count + 1):
                bits = draw_with(key, chance.candidate_mark(0, layer, n))
                wished = chance.candidate_day(bits, window, doors.WINDOW_BITS)
                height = chance.candidate_height(bits, layer, doors.LOWEST_LAYER)
                if wished >= first and height < highest:
                    appoint(w, wished, Due.WISH.value, number, index, height, 0)
            layer += 1
