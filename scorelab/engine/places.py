"""Scarce places (compare reference/places.py)."""

from typing import Any

import numpy as np

from scorelab.agenda import Due
from scorelab.compiled import shared
from scorelab.engine.keeping import hardship_row_of, is_limited, raise_hardship
from scorelab.engine.layout import BOOK, DAY, DOORS, ENROLLED, SEED
from scorelab.engine.ledger import appoint, book_of, contribute_two, write
from scorelab.engine.standing import grade_row_of
from scorelab.journal import Kind, Phase
from scorelab.luck import CERTAIN
from scorelab.rules import doors, incidents, safeguards

FIRST_ROUND = Phase.PLACES.value
LOT_BITS = 32
MOST_RANK = 255


@shared
def give_places(w: Any) -> None:
    """The round of each door with scarce places."""
    phase = FIRST_ROUND
    for index in range(w.numbers[DOORS]):
        if w.doors[w.numbers[BOOK], index].places > 0:
            give(w, index, w.doors[w.numbers[BOOK], index], phase)
            phase += 2


@shared
def give(w: Any, index: int, door: Any, phase: int) -> None:
    """One round: the places go to the first; all others are refused, for the grade or for want of luck."""
    seed, day = w.numbers[SEED], w.numbers[DAY]
    applicants = np.empty(len(w.people), np.int64)
    orders = np.empty(len(w.people), np.int64)
    count = 0
    for number in range(len(w.people)):
        person = w.people[number]
        rate = doors.asking_rate(door, person.income_fifth, person.manager, person.parent)
        if incidents.is_adult(person.birthday, day) and doors.asks_in_round(door, seed, number, day, rate):
            lot = doors.lot(seed, number, day, door)
            applicants[count] = number
            orders[count] = (MOST_RANK - rank_at(w, door, number)) << LOT_BITS | (CERTAIN - 1 - lot)
            count += 1
    places = count * (door.places >> 16) // (CERTAIN >> 16)
    if places == 0 or places >= count:
        return
    order = np.argsort(orders[:count], kind="mergesort")
    last = applicants[order[places - 1]]
    given = Kind.PLACES_GIVEN.value
    cutoff = write(w, phase, last, given, index, 0, count, places, grade_row(w, w.numbers[BOOK], door, last))
    for number in np.sort(applicants[order[places:]]):
        refuse(w, book_of(w, number), index, number, phase + 1, cutoff)


@shared
def ranks_by_grade(w: Any, book: int, door: Any) -> bool:
    """Whether a door gives places by grade before luck."""
    if door.scheme < 0 or not door.priority or not w.p[book].mechanism_grade_priority:
        return False
    luck = safeguards.luck_of_round(w.numbers[DAY], door.number)
    return not is_limited(w, w.p[book], w.schemes[book, door.scheme], door.operator, luck)


@shared
def rank_at(w: Any, door: Any, number: int) -> int:
    """The rank by which a door that gives priority ranks somebody; all alike if it gives none."""
    book = w.numbers[BOOK]
    if not ranks_by_grade(w, book, door):
        return 0
    standing = w.standings[number, door.scheme]
    return standing.rank if standing.flags & ENROLLED else w.schemes[book, door.scheme].start_rank


@shared
def grade_row(w: Any, book: int, door: Any, number: int) -> int:
    """The row of the person's grade, if the door gives priority by it; 0 if it never changed."""
    if not ranks_by_grade(w, book, door):
        return 0
    return grade_row_of(w, number, door.scheme)


@shared
def refuse(w: Any, book: int, index: int, number: int, phase: int, cutoff: int) -> None:
    """Refuse an applicant who came too late in the order."""
    p, door = w.p[book], w.doors[book, index]
    person = w.people[number]
    own = grade_row(w, book, door, number)
    felt = p.mechanism_door_consequences
    earlier = hardship_row_of(w, p, person) if felt and door.hardship else 0
    cost = door.cost if felt else 0
    trigger = own if own != 0 else cutoff
    refusal = write(w, phase, number, Kind.REFUSAL.value, index, 0, -1, cost, trigger)
    contribute_two(w, refusal, cutoff if own != 0 else 0, earlier)
    if felt:
        raise_hardship(w, p, number, door.hardship, refusal)
        if door.job_lost:
            appoint(w, w.numbers[DAY] + 1, Due.LOSE_JOB.value, number, 0, 0, refusal)
