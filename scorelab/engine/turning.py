"""The turn of lives, all but dying (compare reference/lives.py); compiled only where lives go on."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from scorelab.compiled import shared
from scorelab.compiler import njit
from scorelab.engine.circle import count_tie, form_tie, may_meet
from scorelab.engine.dying import die, files_of_the_dying
from scorelab.engine.handle import handle_of
from scorelab.engine.keeping import open_life
from scorelab.engine.layout import (
    DAY,
    ENROLLED,
    LAST_PHASE,
    MONTH_READ,
    NONE,
    OPERATORS,
    SCHEMES,
)
from scorelab.engine.ledger import book_of, write
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
from scorelab.journal import LUCK, Kind, Phase
from scorelab.population.happenings import Happening
from scorelab.rules import contacts, factors, incidents
from scorelab.rules.calendar import month_before
from scorelab.rules.contacts import MOST_NEW_TIES
from scorelab.rules.lives import COMPLAINS, KNOWS, MANAGES, WORKS, is_gone
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
