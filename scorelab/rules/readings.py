"""What a platform reads of habits: the sums of the month that has ended, and the bands that they fall in.

A month's sum is what luck planned and what the journal changed of it: as many of its bills as
were missed do not come. trace/sums.py splits the same sums into events, so what a scheme reads
is what these events add up to. Purchases of luxury and nights away are not read: a
refusal on the right day takes them, which only a day's plan can tell.

A scheme keeps, for all habits that it reads, one number: the band of the first, plus the number
of its cases times the band of the second, and so on; 0 when every sum is below its lowest band.
"""

from typing import Any

from scorelab.compiled import shared, signed
from scorelab.luck import Purpose, draw_with, purpose_key, time_key
from scorelab.rules.habits import (
    AT_MOST,
    Category,
    luck_of_habits,
    luck_of_month,
    most_planned,
    planned_by,
    planned_count,
    span_of_sum,
    usual_sum,
)
from scorelab.rules.incidents import ADULT
from scorelab.scenario.scheme_tables import SPENDING_READ

CUT_BITS = 16
NOT_BOUGHT = Category.LUXURY.value
FIRST_BOUGHT, LAST_BOUGHT = Category.GROCERIES.value, Category.ELECTRONICS.value
"""What the sum of all spending is made of: bills are a habit of their own, luxury is not read."""

READ_AT_MOST = AT_MOST.copy()
READ_AT_MOST[SPENDING_READ] = AT_MOST[FIRST_BOUGHT : LAST_BOUGHT + 1].sum() - AT_MOST[NOT_BOUGHT]
"""The most that luck makes of what is read of a category, in thousandths of its base."""


@shared
def split_key(seed: int, person: int, month: int, category: int) -> int:
    """The luck of the events of one month and category."""
    return time_key(purpose_key(seed, Purpose.SPLIT), person, month * 32 + category)


@shared
def cut_of(key: int, event: int, count: int, planned: int) -> int:
    """What the first `event` of `count` events take of a planned sum (see trace/sums.py)."""
    if event == 0:
        return 0
    if event == count:
        return planned
    mark = signed((draw_with(key, event) >> 24) & 0xFFFF)
    return planned * ((event << CUT_BITS) + (mark >> 1) - (1 << CUT_BITS - 2)) // (count << CUT_BITS)


@shared
def bills_paid(seed: int, person: int, month: int, planned: int, missed: int) -> int:
    """The sum of a month's bills without its first ones, which were missed."""
    if missed == 0:
        return planned
    category = Category.BILLS.value
    count = planned_count(seed, person, month, category, planned)
    return planned - cut_of(split_key(seed, person, month, category), min(missed, count), count, planned)


@shared
def sum_read(
    seed: int,
    person: int,
    age: int,
    income: int,
    income_fifth: int,
    infants: int,
    month: int,
    category: int,
    missed: int,
) -> int:
    """What happened in a month, by category.

    Parameters
    ----------
    seed, person, age, income, income_fifth, infants, month : int
        As of :func:`scorelab.rules.habits.planned_sum`.
    category : int
        A number of :class:`scorelab.rules.habits.Category`; `SPENDING_READ`: all that is
        bought, luxury apart.
    missed : int
        Bills missed in that month.

    Returns
    -------
    int
        Cents; minutes of gaming.
    """
    habit_key, month_key = luck_of_habits(seed, person), luck_of_month(seed, person, month)
    first, last = category, category
    if category == SPENDING_READ:
        first, last = FIRST_BOUGHT, LAST_BOUGHT
    total = 0
    for each in range(first, last + 1):
        if each != NOT_BOUGHT:
            planned = planned_by(habit_key, month_key, age, income, income_fifth, infants, each)
            if each == Category.BILLS:
                planned = bills_paid(seed, person, month, planned, missed)
            total += planned
    return total


@shared
def span_read(
    seed: int,
    person: int,
    first_age: int,
    last_age: int,
    income: int,
    infants: int,
    always_infants: int,
    category: int,
) -> tuple[int, int]:
    """The least and the most that :func:`sum_read` gives for any month, no bill missed.

    The ages are those at the beginning and at the end; `infants` says whether there are any at home
    in some month, `always_infants` whether in all.
    """
    key = luck_of_habits(seed, person)
    first, last = category, category
    if category == SPENDING_READ:
        first, last = FIRST_BOUGHT, LAST_BOUGHT
    least, most = 0, 0
    for each in range(first, last + 1):
        if each != NOT_BOUGHT:
            low, high = 1 << 62, 0
            # Of what adults are used to, gaming alone hangs on their age.
            ages = last_age if first_age < ADULT or each == Category.GAMING else first_age
            for age in range(first_age, ages + 1):
                usual = usual_sum(draw_with(key, each), age, income, infants, each)
                one_low, one_high = span_of_sum(usual, each)
                low, high = min(low, one_low), max(high, one_high)
            least += 0 if each == Category.BABY and not always_infants else low
            most += high
    return least, most


@shared
def stays_below(habit: Any, age: int, income: int) -> bool:
    """Whether the sum of a month is below the lowest band, whatever luck makes of the month."""
    category = habit.category
    return most_planned(age, income, READ_AT_MOST[category], category) < habit.amounts[0]


@shared
def is_read(p: Any, habit: Any) -> bool:
    """Whether a habit of a scheme's table is read: all of them are by a switch, refuted ones by another."""
    return p.mechanism_habits_read != 0 and (habit.refuted == 0 or p.mechanism_myth_gaming != 0)


@shared
def band_of_sum(p: Any, habit: Any, total: int) -> int:
    """The band that a month's sum falls in, from 1; 0 below the lowest, and if nothing is read."""
    band = 0
    if is_read(p, habit):
        while band < habit.bands and total >= habit.amounts[band]:
            band += 1
    return band


@shared
def band_in(habit: Any, held: int) -> int:
    """The band of one habit in the number that a scheme keeps of all."""
    return held // habit.place_value % (habit.bands + 1)


@shared
def points_of_band(habit: Any, band: int) -> int:
    """Points of the component that a band brings or costs, in tenths."""
    return habit.points[band - 1] if band > 0 else 0


@shared
def points_of_habits(scheme: Any, habits: Any, held: int, component: int) -> int:
    """Points of all habits that count in one component, in tenths.

    Parameters
    ----------
    scheme : row of the table of schemes
    habits : table of habits
        Of all schemes.
    held : int
        What the scheme keeps of the person's habits.
    component : int
        Place of the component in `COMPONENT_NAMES`.
    """
    total = 0
    if held != 0:
        for place in range(scheme.first_habit, scheme.first_habit + scheme.habit_count):
            if habits[place].component == component:
                total += points_of_band(habits[place], band_in(habits[place], held))
    return total
