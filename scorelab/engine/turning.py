"""The turn of lives (compare reference/lives.py); compiled only where lives go on."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from scorelab.agenda import Due
from scorelab.compiled import shared
from scorelab.compiler import njit
from scorelab.engine.circle import count_tie, form_tie, may_meet
from scorelab.engine.handle import handle_of
from scorelab.engine.keeping import open_life
from scorelab.engine.layout import (
    CASES,
    DAY,
    ENROLLED,
    FIRST_DAY,
    FREE,
    LAST_PHASE,
    MONTH_READ,
    NONE,
    OPERATORS,
    PAGE,
    PAGE_BITS,
    SCHEMES,
)
from scorelab.engine.leaving import leave_scheme
from scorelab.engine.ledger import book_of, end_of_page, write
from scorelab.engine.lives import unsettle
from scorelab.engine.room import ROWS_A_TURN, has_room
from scorelab.engine.standing import settle
from scorelab.engine.ties import (
    contact_of,
    drop,
    first_tie,
    layer_of,
    next_tie,
    stands,
    tie_between,
    ties_at_most,
)
from scorelab.engine.updates import enrol_later
from scorelab.journal import LUCK, Ending, Kind, Phase
from scorelab.population.course import Happening
from scorelab.rules import contacts, factors, incidents
from scorelab.rules.calendar import month_before
from scorelab.rules.contacts import MOST_NEW_TIES
from scorelab.rules.lives import COMPLAINS, GONE, KNOWS, MANAGES, WORKS, is_gone
from scorelab.scenario.scheme_tables import PLATFORM

LIVES = Phase.LIVES.value
TURNS = 8
"""Turns that what happens to one person is worth at most, copies of the list and files apart."""


@njit(cache=True, nogil=True)
def take_turn(
    arrays: Any,
    day: int,
    happenings: NDArray[Any],
    mother: NDArray[np.int32],
    father: NDArray[np.int32],
    founders: int,
    first: int,
) -> int:
    """Let a turn bring what it brings, from the happening at a place on.

    Returns
    -------
    int
        The place of the first happening for which the arrays are too short; their number when all is done.
    """
    w = handle_of(arrays)
    now = w.numbers
    now[DAY] = day
    now[MONTH_READ] = month_before(w.month_starts, day)
    if first == 0:
        now[LAST_PHASE] = NONE
    files = files_of_the_dying(w, happenings)
    for place in range(first, len(happenings)):
        number = happenings[place].person
        ties = ties_at_most(w, number)
        turns = TURNS + now[OPERATORS] + len(files) + ties // ROWS_A_TURN
        reach = (3 * ties + MOST_NEW_TIES) * now[SCHEMES]
        if not has_room(w, turns, 0, 1, TURNS + MOST_NEW_TIES, reach, reach, 0):
            return place
        if happenings[place].kind == Happening.BIRTH.value:
            be_born(w, number, mother[number], father[number], founders)
        elif happenings[place].kind == Happening.COMING_OF_AGE.value:
            come_of_age(w, number, happenings[place], mother, father)
        elif happenings[place].kind == Happening.END_OF_SCHOOL.value:
            end_school(w, number, happenings[place])
        elif happenings[place].kind == Happening.CHANGE_OF_WORK.value:
            change_work(w, number, happenings[place].host, happenings[place].income)
        elif happenings[place].kind == Happening.MOVE.value:
            move(w, number, happenings[place].host)
        elif happenings[place].kind == Happening.RETIREMENT.value:
            retire(w, number, happenings[place].income)
        else:
            die(w, number, files)
    return len(happenings)


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
def be_born(w: Any, child: int, mother: int, father: int, founders: int) -> None:
    """Be born: the ties to household and kin stand from now on, to those who live."""
    write(w, LIVES, child, Kind.BORN.value, 0, 0, mother, 0, LUCK)
    for tie in range(w.tie_start[child], w.tie_start[child + 1]):
        contact = w.tie_contact[tie]
        if not is_gone(w.people[contact].birthday) and (contact < founders or contact < child):
            take_up(w, tie)
            take_up(w, tie_between(w, contact, child))
    for parent in (mother, father):
        if parent >= 0 and not is_gone(w.people[parent].birthday):
            w.people[parent].parent = 1


@shared
def come_of_age(w: Any, number: int, grown: Any, mother: Any, father: Any) -> None:
    """Come of age: from now on incidents can happen, doors be asked at, and schemes enrol."""
    other = mother[number] if mother[number] >= 0 else father[number]
    row = write(w, LIVES, number, Kind.CAME_OF_AGE.value, 0, 0, other, 0, LUCK)
    person = w.people[number]
    person.aware = grown.flags & KNOWS != 0
    person.assertive = grown.flags & COMPLAINS != 0
    person.income_fifth = grown.fifth
    for parent in (mother[number], father[number]):
        if parent >= 0 and not is_gone(w.people[parent].birthday):
            w.people[parent].parent = has_children(w, parent, mother, father)
    for index in range(w.numbers[SCHEMES]):
        enrol_later(w, number, index, LIVES, row)


@shared
def has_children(w: Any, parent: int, mother: Any, father: Any) -> bool:
    """Whether any own child below 18 is left to somebody."""
    tie = first_tie(w, parent)
    while tie != NONE:
        child = contact_of(w, tie)
        own = mother[child] == parent or father[child] == parent
        if own and stands(w, tie) and not incidents.is_adult(w.people[child].birthday, w.numbers[DAY]):
            return True
        tie = next_tie(w, parent, tie)
    return False


@shared
def end_school(w: Any, number: int, grown: Any) -> None:
    """Leave school, and take up work where there is any."""
    row = write(w, LIVES, number, Kind.LEFT_SCHOOL.value, grown.education, 0, NONE, grown.income, LUCK)
    person = w.people[number]
    person.employed = grown.flags & WORKS != 0
    person.manager = grown.flags & MANAGES != 0
    w.income[number] = grown.income
    earn(w, number, grown.fifth, row)


@shared
def earn(w: Any, number: int, fifth: int, row: int) -> None:
    """Come to another fifth of incomes: platforms that hold the person see what it can pay."""
    person, book = w.people[number], book_of(w, number)
    before = person.income_fifth
    person.income_fifth = fifth
    for index in range(w.numbers[SCHEMES]):
        scheme = w.schemes[book, index]
        if scheme.form != PLATFORM or w.standings[number, index].flags & ENROLLED == 0:
            continue
        change = factors.capacity(scheme, fifth, 0) - factors.capacity(scheme, before, 0)
        if change != 0:
            nominal = factors.nominal_score(scheme, scheme.weights_capacity, change)
            settle(w, book, number, index, LIVES, Kind.CAPACITY_MOVED.value, 0, nominal, row, 0, 0)


@shared
def change_work(w: Any, number: int, host: int, income: int) -> None:
    """Change jobs, unless out of work: other colleagues, another income."""
    if w.people[number].out_of_work:
        return
    row = write(w, LIVES, number, Kind.CHANGED_WORK.value, 0, 0, host, income, LUCK)
    w.income[number] = income
    change_circle(w, number, host, contacts.TEAM, row)


@shared
def move(w: Any, number: int, host: int) -> None:
    """Move house: other neighbours; household and kin stay one's own."""
    row = write(w, LIVES, number, Kind.MOVED.value, 0, 0, host, 0, LUCK)
    change_circle(w, number, host, contacts.NEIGHBOURS, row)


@shared
def change_circle(w: Any, number: int, host: int, layer: int, cause: int) -> None:
    """Leave everybody of a layer behind, and join somebody and those whom that one has in it."""
    book = book_of(w, number)
    joined = np.empty(contacts.MOST_JOINED + 1, np.int64)
    joined[0] = host
    count = 1
    tie = first_tie(w, host)
    while tie != NONE and count < len(joined):
        if stands(w, tie) and layer_of(w, tie) == layer:
            joined[count] = contact_of(w, tie)
            count += 1
        tie = next_tie(w, host, tie)
    tie = first_tie(w, number)
    while tie != NONE:
        if stands(w, tie) and layer_of(w, tie) == layer:
            contact = contact_of(w, tie)
            row = write(w, LIVES, number, Kind.TIE_PARTED.value, layer, 0, contact, 0, cause)
            count_tie(w, book, number, contact, -1, row)
            drop(w, tie_between(w, contact, number))
            drop(w, tie)
        tie = next_tie(w, number, tie)
    for place in range(count):
        if may_meet(w, number, joined[place]):
            form_tie(w, book, LIVES, number, joined[place], layer, cause, 0)


@shared
def retire(w: Any, number: int, pension: int) -> None:
    """Retire from work, or from the search for it."""
    row = write(w, LIVES, number, Kind.RETIRED.value, 0, 0, NONE, pension, LUCK)
    person = w.people[number]
    person.employed = 0
    person.manager = 0
    if person.out_of_work:
        person.out_of_work = 0
        w.lives[open_life(w, number)].job_row = row
        unsettle(w, number)
    w.income[number] = pension


@shared
def take_up(w: Any, tie: int) -> None:
    """Let one side of a tie that stood in nobody's life stand."""
    w.dropped[tie >> 3] &= 255 ^ (1 << (tie & 7))


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
