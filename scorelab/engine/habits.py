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
    LEFT,
    MONTH_READ,
    NONE,
    OTHER_HABITS,
    SCHEMES,
    SEED,
    TO_UPDATE,
    UNSETTLED,
)
from scorelab.engine.ledger import book_of
from scorelab.engine.standing import habits_held, settle
from scorelab.journal import LUCK, Kind, Phase
from scorelab.rules import factors, habits, readings
from scorelab.rules.calendar import day_of_month
from scorelab.rules.habits import Category
from scorelab.scenario.scheme_tables import BEHAVIOUR, PLATFORM, SPENDING_READ
from scorelab.scenario.schemes import MOST_HABITS

UPDATE = Phase.UPDATE.value


@shared
def begin_with_habits(w: Any, book: int, number: int, first: int, end: int) -> None:
    """Read the month before, and mark the habits that later months may find in another band.

    That is for the schemes first to end - 1; of others nothing is changed.
    """
    for place in range(MOST_HABITS):
        known, lowest, total = NONE, NONE, 0
        for index in range(first, end):
            if not reads(w, book, number, index, place):
                continue
            habit = w.habits[book, w.schemes[book, index].first_habit + place]
            if habit.category != known or habit.amounts[0] != lowest:
                known, lowest = habit.category, habit.amounts[0]
                total = sum_now(w, number, habit, bills_missed_now(w, number, habit)[0])
            band = readings.band_of_sum(w.p[book], habit, total)
            w.standings[number, index].fixed -= band * habit.place_value
        mark_varying(w, book, number, place, first, end)


@shared
def reads(w: Any, book: int, number: int, index: int, place: int) -> bool:
    """Whether a scheme is a platform that holds somebody and has a habit at a place of its table."""
    return has_habit(w, book, index, place) and w.standings[number, index].flags & ENROLLED != 0


@shared
def has_habit(w: Any, book: int, index: int, place: int) -> bool:
    """Whether a scheme is a platform that has a habit at a place of its table."""
    scheme = w.schemes[book, index]
    return scheme.form == PLATFORM and place < scheme.habit_count


@shared
def mark_varying(w: Any, book: int, number: int, place: int, first: int, end: int) -> None:
    """Mark a place in the tables of habits where months of the run may find different bands.

    Whoever has left keeps the mark, which says nothing any more.
    """
    asked = NONE
    for index in range(first, end):
        held = w.standings[number, index].flags & (ENROLLED | LEFT)
        if held == 0 or not has_habit(w, book, index, place):
            continue
        habit = w.schemes[book, index].first_habit + place
        if asked != NONE and is_alike(w, asked, habit):
            continue
        asked = habit
        if may_vary(w, number, habit):
            w.marks[number] |= FIRST_VARYING << place
            return


@shared
def is_alike(w: Any, one: int, other: int) -> bool:
    """Whether two rows of the tables of habits are of one category and have the same bands, by all books."""
    for book in range(w.numbers[BOOKS]):
        this, that = w.habits[book, one], w.habits[book, other]
        if this.category != that.category or this.refuted != that.refuted or this.bands != that.bands:
            return False
        for band in range(this.bands):
            if this.amounts[band] != that.amounts[band]:
                return False
    return True


@shared
def mark_habits(w: Any, number: int) -> None:
    """Mark anew, for rules of days to come may have changed, what `begin_with_habits` marked."""
    w.marks[number] &= FIRST_VARYING - 1
    for place in range(MOST_HABITS):
        mark_varying(w, book_of(w, number), number, place, 0, w.numbers[SCHEMES])


@shared
def may_vary(w: Any, number: int, habit_place: int) -> bool:
    """Whether months of the run may find a habit in different bands, by any rule book, no bill missed.

    Where lives go on they may change any sum.
    """
    if w.p[0].lives_births_and_deaths or w.p[0].lives_growing_up:
        return True
    person, habit = w.people[number], w.habits[0, habit_place]
    since, seed = w.month_starts[0], w.numbers[SEED]
    first_age = habits.age_of(person.birthday, since)
    last_age = habits.age_of(person.birthday, w.numbers[END])
    if always_below(w, habit_place, first_age, last_age, w.income[number]):
        return False
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
        low = readings.band_of_sum(w.p[book], w.habits[book, habit_place], least)
        high = readings.band_of_sum(w.p[book], w.habits[book, habit_place], most)
        if low != band or high != band:
            return True
    return False


@shared
def always_below(w: Any, place: int, first_age: int, last_age: int, income: int) -> bool:
    """Whether a habit's sum is below the lowest band of every rule book, in all months."""
    for book in range(w.numbers[BOOKS]):
        for age in range(first_age, last_age + 1):
            if not readings.stays_below(w.habits[book, place], age, income):
                return False
    return True


@shared
def counts_infants(habit: Any) -> bool:
    """Whether a habit's sum hangs on children below three at home."""
    return habit.category == Category.BABY or habit.category == SPENDING_READ


@shared
def band_now(w: Any, book: int, number: int, habit: Any) -> tuple[int, int]:
    """The band of one habit, and the latest bill missed in that month if without it the band were another."""
    p = w.p[book]
    if not readings.is_read(p, habit):
        return 0, LUCK
    missed, latest = bills_missed_now(w, number, habit)
    band = readings.band_of_sum(p, habit, sum_now(w, number, habit, missed))
    if missed > 0 and band == readings.band_of_sum(p, habit, sum_now(w, number, habit, 0)):
        latest = LUCK
    return band, latest


@shared
def bills_missed_now(w: Any, number: int, habit: Any) -> tuple[int, int]:
    """How many bills are missing from a habit's sum of the month that is read, and the latest one's row."""
    if w.marks[number] & BILLS_MISSED == 0 or not counts_bills(habit):
        return 0, LUCK
    place = w.numbers[MONTH_READ]
    return missed_between(w.bills_missed, number, w.month_starts[place], w.month_starts[place + 1])


@shared
def sum_now(w: Any, number: int, habit: Any, missed: int) -> int:
    """What a habit came to in the month that is read, so many bills missed; 0 where it is below any band."""
    person, place = w.people[number], w.numbers[MONTH_READ]
    since = w.month_starts[place]
    age = habits.age_of(person.birthday, since)
    if readings.stays_below(habit, age, w.income[number]):
        return 0
    infants = 0
    if counts_infants(habit):
        infants = habits.infants_at_home(w.people["birthday"], w.household, number, since, 0)
    return readings.sum_read(
        w.numbers[SEED],
        number,
        age,
        w.income[number],
        person.income_fifth,
        infants,
        place - 1,
        habit.category,
        missed,
    )


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
def read_habits(w: Any, number: int) -> None:
    """Let each platform whose day it is take up what it finds changed in the update that follows.

    Platforms that read one habit on the same day, by the same lowest band, add it up once.
    """
    book = book_of(w, number)
    today = day_of_month(w.calendar, w.numbers[FIRST_DAY], w.numbers[DAY])
    for place in range(MOST_HABITS):
        if w.marks[number] & (FIRST_VARYING << place | BILLS_MISSED) == 0:
            continue
        known, lowest, total = NONE, NONE, 0
        for index in range(w.numbers[SCHEMES]):
            is_today = w.schemes[w.numbers[BOOK], index].update_day == today
            if not is_today or not reads(w, book, number, index, place):
                continue
            standing = w.standings[number, index]
            habit = w.habits[book, w.schemes[book, index].first_habit + place]
            if not may_move(w, number, place, habit):
                continue
            if habit.category != known or habit.amounts[0] != lowest:
                known, lowest = habit.category, habit.amounts[0]
                total = sum_now(w, number, habit, bills_missed_now(w, number, habit)[0])
            band = readings.band_of_sum(w.p[book], habit, total)
            if band != readings.band_in(habit, habits_held(standing)):
                standing.flags |= UNSETTLED | OTHER_HABITS
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
