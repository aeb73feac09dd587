"""Habits: a platform reads what somebody spent and played in the month before (compare reference/habits.py).

Hardly anybody's sums can ever leave their bands: the habit that luck gave bounds what any month makes of it.
Whose sums can is marked when schemes begin, so that months pass over all others.
"""

from typing import Any

from scorelab.compiled import shared
from scorelab.engine.bills import missed_between
from scorelab.engine.layout import (
    BILLS_MISSED,
    BOOK,
    BOOKS,
    DAY,
    END,
    ENROLLED,
    FIRST_DAY,
    FIRST_VARYING,
    MONTH_READ,
    SCHEMES,
    SEED,
    TO_UPDATE,
    UNSETTLED,
)
from scorelab.engine.ledger import book_of
from scorelab.engine.standing import habits_held, settle
from scorelab.journal import LUCK, Kind, Phase
from scorelab.rules import factors, habits, points, readings
from scorelab.rules.calendar import day_of_month
from scorelab.rules.habits import Category
from scorelab.scenario.scheme_tables import BEHAVIOUR, PLATFORM, SPENDING_READ

UPDATE = Phase.UPDATE.value


@shared
def begin_with_habits(w: Any, book: int, number: int, index: int) -> None:
    """Read the month before day 0, and mark the habits that later months may find in another band."""
    scheme, standing = w.schemes[book, index], w.standings[number, index]
    held = 0
    for place in range(scheme.habit_count):
        habit = w.habits[book, scheme.first_habit + place]
        held += habit.place_value * band_now(w, book, number, habit)[0]
        if may_vary(w, number, scheme.first_habit + place):
            w.marks[number] |= FIRST_VARYING << place
    standing.fixed = points.NO_GRADE - held


@shared
def may_vary(w: Any, number: int, place: int) -> bool:
    """Whether months of the run may find a habit in different bands, by any rule book, no bill missed."""
    person, habit = w.people[number], w.habits[0, place]
    since, seed = w.month_starts[0], w.numbers[SEED]
    first_age = habits.age_of(person.birthday, since)
    last_age = habits.age_of(person.birthday, w.numbers[END])
    infants, always = 0, 0
    if counts_infants(habit):
        birthdays, end = w.people["birthday"], w.numbers[END]
        infants = habits.infants_at_home(birthdays, w.household, number, since, 1)
        if infants and habits.infants_at_home(birthdays, w.household, number, since, 0):
            always = habits.infants_at_home(birthdays, w.household, number, end, 0)
    least, most = readings.span_read(
        seed, number, first_age, last_age, w.income[number], infants, always, habit.category
    )
    band = readings.band_of_sum(w.p[0], habit, least)
    for book in range(w.numbers[BOOKS]):
        low = readings.band_of_sum(w.p[book], w.habits[book, place], least)
        high = readings.band_of_sum(w.p[book], w.habits[book, place], most)
        if low != band or high != band:
            return True
    return False


@shared
def counts_infants(habit: Any) -> bool:
    """Whether a habit's sum hangs on children below three at home."""
    return habit.category == Category.BABY or habit.category == SPENDING_READ


@shared
def band_now(w: Any, book: int, number: int, habit: Any) -> tuple[int, int]:
    """The band of one habit, and the latest bill missed in that month if without it the band were another."""
    p, person = w.p[book], w.people[number]
    if not readings.is_read(p, habit):
        return 0, LUCK
    place = w.numbers[MONTH_READ]
    since = w.month_starts[place]
    missed, latest = 0, LUCK
    if w.marks[number] & BILLS_MISSED and counts_bills(habit):
        missed, latest = missed_between(w.bills_missed, number, since, w.month_starts[place + 1])
    band = band_of(w, p, number, person, habit, since, place - 1, missed)
    if missed > 0 and band == band_of(w, p, number, person, habit, since, place - 1, 0):
        latest = LUCK
    return band, latest


@shared
def band_of(w: Any, p: Any, number: int, person: Any, habit: Any, since: int, month: int, missed: int) -> int:
    """The band of one habit in a month that begins on a day, so many bills missed."""
    infants = 0
    if counts_infants(habit):
        infants = habits.infants_at_home(w.people["birthday"], w.household, number, since, 0)
    total = readings.sum_read(
        w.numbers[SEED],
        number,
        habits.age_of(person.birthday, since),
        w.income[number],
        person.income_fifth,
        infants,
        month,
        habit.category,
        missed,
    )
    return readings.band_of_sum(p, habit, total)


@shared
def counts_bills(habit: Any) -> bool:
    """Whether a missed bill is missing from a habit's sum."""
    return habit.category == Category.BILLS


@shared
def may_move(w: Any, number: int, place: int, habit: Any) -> bool:
    """Whether the month might find a habit in another band than the one before."""
    marks = w.marks[number]
    return marks & FIRST_VARYING << place != 0 or (marks & BILLS_MISSED != 0 and counts_bills(habit))


@shared
def finds_other_habits(w: Any, book: int, number: int, index: int) -> bool:
    """Whether any habit has changed its band."""
    scheme, held = w.schemes[book, index], habits_held(w.standings[number, index])
    for place in range(scheme.habit_count):
        habit = w.habits[book, scheme.first_habit + place]
        moves = may_move(w, number, place, habit)
        if moves and band_now(w, book, number, habit)[0] != readings.band_in(habit, held):
            return True
    return False


@shared
def read_habits(w: Any, number: int) -> None:
    """Let each platform whose day it is take up what it finds changed in the update that follows."""
    book = book_of(w, number)
    today = day_of_month(w.calendar, w.numbers[FIRST_DAY], w.numbers[DAY])
    for index in range(w.numbers[SCHEMES]):
        scheme, standing = w.schemes[w.numbers[BOOK], index], w.standings[number, index]
        reads = scheme.form == PLATFORM and standing.flags & ENROLLED and scheme.update_day == today
        if reads and finds_other_habits(w, book, number, index):
            standing.flags |= UNSETTLED
            w.marks[number] |= TO_UPDATE


@shared
def take_up_habits(w: Any, book: int, number: int, index: int) -> None:
    """Move the score where a habit has changed its band."""
    scheme, standing = w.schemes[book, index], w.standings[number, index]
    for place in range(scheme.habit_count):
        habit = w.habits[book, scheme.first_habit + place]
        if not may_move(w, number, place, habit):
            continue
        band, trigger = band_now(w, book, number, habit)
        before = readings.band_in(habit, habits_held(standing))
        if band == before:
            continue
        standing.fixed -= (band - before) * habit.place_value
        change = readings.points_of_band(habit, band) - readings.points_of_band(habit, before)
        weight = scheme.weights_behaviour if habit.component == BEHAVIOUR else scheme.weights_capacity
        nominal = factors.nominal_score(scheme, weight, change)
        kind = Kind.HABITS_MOVED.value
        settle(w, book, number, index, UPDATE, kind, place, nominal, trigger, 0, 0)
