"""Dying, and what is due to nobody any more (compare reference/lives.py); compiled only where lives go on."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from scorelab.agenda import Due
from scorelab.compiled import shared
from scorelab.compiler import njit
from scorelab.engine.handle import handle_of
from scorelab.engine.layout import CASES, DAY, FIRST_DAY, FREE, NONE, OPERATORS, PAGE, PAGE_BITS, SCHEMES
from scorelab.engine.leaving import leave_scheme
from scorelab.engine.ledger import book_of, end_of_page, write
from scorelab.engine.ties import contact_of, drop, first_tie, next_tie, stands, tie_between
from scorelab.journal import LUCK, Ending, Kind, Phase
from scorelab.population.happenings import Happening
from scorelab.rules import incidents
from scorelab.rules.lives import GONE, is_gone

LIVES = Phase.LIVES.value


@shared
def files_of_the_dying(w: Any, happenings: Any) -> Any:
    """Indexes of the files that the court's record shows as open of all who die in a turn."""
    dying = np.zeros(len(w.people), np.bool_)
    for place in range(len(happenings)):
        dying[happenings[place].person] = happenings[place].kind == Happening.DEATH.value
    found = np.empty(w.numbers[CASES], np.int64)
    count = 0
    for index in range(w.numbers[CASES]):
        case = w.cases[index]
        if dying[case.person] and not case.booked and not case.settled:
            found[count] = index
            count += 1
    return found[:count]


@shared
def die(w: Any, number: int, files: Any) -> None:
    """Die: listings, copies, exit orders, debts, scores and ties end with a person."""
    person = w.people[number]
    age = incidents.age_in_years(person.birthday, w.numbers[DAY])
    row = write(w, LIVES, number, Kind.DIED.value, age, 0, NONE, 0, LUCK)
    if person.listing != NONE:
        end_listing(w, number, row)
    life = w.lives[person.life]
    if life.exit_case != NONE:
        life.exit_case = NONE
        write(w, LIVES, number, Kind.EXIT_ORDER_LIFTED.value, 0, 0, NONE, 0, row)
    for place in range(len(files)):
        case = w.cases[files[place]]
        if case.person == number:
            case.settled = 1
            write(w, LIVES, number, Kind.DEBT_ENDED.value, 0, 0, case.creditor, case.sum, row)
    for index in range(w.numbers[SCHEMES]):
        leave_scheme(w, book_of(w, number), number, index, LIVES, row)
    tie = first_tie(w, number)
    while tie != NONE:
        if stands(w, tie):
            drop(w, tie_between(w, contact_of(w, tie), number))
            drop(w, tie)
        tie = next_tie(w, number, tie)
    person.out_of_work = 0
    person.birthday = GONE


@shared
def end_listing(w: Any, number: int, row: int) -> None:
    """Take the dead off the list, and out of every copy of it."""
    listing = w.listings[w.people[number].listing]
    ending = Ending.DIED.value
    if listing.active:
        index = listing.first_case
        while index != NONE:
            if w.cases[index].listed:
                w.cases[index].listed = 0
                write(w, LIVES, number, Kind.GROUND_ENDED.value, ending, 0, NONE, 0, row)
            index = w.cases[index].next_of_listing
        listing.active = 0
        listing.ending = ending
        write(w, LIVES, number, Kind.REMOVAL.value, ending, 0, NONE, 0, row)
    for operator in range(w.numbers[OPERATORS]):
        if listing.copies >> operator & 1:
            write(w, LIVES, number, Kind.COPY_DROPPED.value, operator, 0, NONE, 0, row)
    listing.copies = 0
    listing.wrong = 0


@njit(cache=True, nogil=True)
def clear_agenda(arrays: Any, day: int, retired: NDArray[np.bool_]) -> None:
    """From a day on, take every appointment of the dead off the agenda, and those of work of the retired.

    Parameters
    ----------
    arrays : World
        Changed in place.
    day : int
        The first day.
    retired : bool array
        Who retires on it, one element a person.
    """
    w = handle_of(arrays)
    for place in range(day - w.numbers[FIRST_DAY], len(w.days)):
        if w.days[place].first != NONE:
            clear_day(w, w.days[place], retired)


@shared
def is_void(w: Any, node: Any, retired: Any) -> bool:
    """Whether nothing can come of an appointment any more."""
    of_work = node.due >= Due.LOSE_JOB.value and node.due <= Due.MONTH_OUT_OF_WORK.value
    return is_gone(w.people[node.person].birthday) or (of_work and retired[node.person])


@shared
def clear_day(w: Any, queue: Any, retired: Any) -> None:
    """Close up a day's appointments where void ones are left out, and give back empty pages."""
    page = queue.first
    filled, last, kept = page, page, 0
    while page != NONE:
        following = w.nodes[page].subject
        for index in range(page + 1, end_of_page(queue, page)):
            if is_void(w, w.nodes[index], retired):
                continue
            if last == filled + PAGE - 1:
                filled = w.nodes[filled].subject
                last = filled
            last += 1
            kept += 1
            w.nodes[last] = w.nodes[index]
        page = following
    empty = queue.first if kept == 0 else w.nodes[filled].subject
    if empty != NONE:
        w.nodes[queue.last >> PAGE_BITS << PAGE_BITS].subject = w.numbers[FREE]
        w.numbers[FREE] = empty
    if kept == 0:
        queue.first = NONE
        queue.last = NONE
    else:
        w.nodes[filled].subject = NONE
        queue.last = last
    queue.count = kept
