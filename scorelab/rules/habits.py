"""What somebody spends, games and travels in a month: sums that luck plans, before any event.

A sum is a pure function of luck and of traits, so whoever needs one (a scheme that reads
conduct, a day that is told to the minute) computes it alone. The events of a day split the
sums of its month exactly (see trace/sums.py); what the journal changed comes on top.

The numbers of this file are `assumed`: shapes of an invented society, each with its reason
in docs/watching.md. Sums are cents, minutes of gaming and nights; shares are thousandths.
"""

from enum import IntEnum
from typing import Any

import numpy as np

from scorelab.compiled import shared, signed
from scorelab.luck import Purpose, draw, draw_with, happens, purpose_key, time_key
from scorelab.rules.incidents import ADULT, age_in_years

MILLE = 1000
ONE = 1024
"""Factors of luck are whole numbers of 1/1024."""


class Category(IntEnum):
    """What money goes to, and two habits that are counted in minutes and in nights.

    The numbers are frozen: luck hangs on them. 0 stands for no category.
    """

    NONE = 0
    GROCERIES = 1
    MEALS = 2
    SNACKS = 3
    HOUSEHOLD = 4
    CLOTHES = 5
    BABY = 6
    ALCOHOL = 7
    LUXURY = 8
    HEALTH = 9
    CULTURE = 10
    ELECTRONICS = 11
    BILLS = 12
    TRANSFERS = 13
    GAMING = 14
    NIGHTS = 15
    FARES = 16


PLANNED = Category.NIGHTS + 1
"""Categories below this number have a planned sum; fares follow from the day's rides."""

SPENDING = tuple(range(Category.GROCERIES, Category.TRANSFERS))
"""The categories that make up somebody's spending."""

BUDGET_FLOOR = 45_000
"""What an adult without income spends in a month, in cents: partners and families share."""

BUDGET_PER_MILLE = 620
"""Share of an income that is spent by those who earn it."""

_TABLE = np.array(
    [
        # share of the budget, share of people who ever buy, share of months in which they do,
        # mean number of purchases in such a month, spread of habits and of months in 1/1024
        [0, 0, 0, 0, 0, 0],
        [270, 930, 1000, 17, 500, 300],  # groceries
        [170, 930, 1000, 24, 700, 400],  # meals out and meals delivered
        [45, 850, 950, 12, 900, 500],  # snacks
        [55, 900, 850, 4, 600, 600],  # household goods
        [95, 920, 600, 3, 800, 700],  # clothes
        [90, 950, 1000, 4, 600, 300],  # baby goods
        [50, 500, 950, 8, 900, 400],  # alcohol and tobacco
        [400, 120, 70, 1, 800, 800],  # luxury
        [55, 800, 450, 2, 800, 900],  # health
        [60, 700, 700, 4, 900, 700],  # culture and entertainment
        [250, 800, 90, 1, 700, 800],  # electronics
        [180, 1000, 1000, 4, 300, 150],  # bills: utilities, telephone, property fees
        [130, 850, 800, 7, 900, 800],  # transfers and red packets
        [0, 0, 1000, 0, 900, 500],  # gaming: by age below
        [0, 0, 0, 0, 0, 0],  # nights away: by income below
    ],
    np.int64,
)
_BUDGET, _EVER, _MONTHS, _COUNT, _HABIT_SPREAD, _MONTH_SPREAD = range(6)

GAMERS = np.array([0] * 7 + [400] * 5 + [800] * 8 + [700] * 10 + [450] * 10 + [200] * 15 + [60] * 76)
"""Share of people who game, by age, in thousandths."""

GAMING_MINUTES = np.array([0] * 7 + [900] * 5 + [2000] * 15 + [1500] * 8 + [900] * 20 + [600] * 76)
"""Mean minutes of gaming in a month of those who do, by age."""

SESSION_MINUTES = 50
"""About how long one sits down to game."""

AWAY_PER_MILLE = np.array([60, 80, 130, 200, 320])
"""Share of months with a journey that stays the night, by income fifth."""

MOST_NIGHTS = 4
"""The longest journey, in nights."""

INFANT_AGE = 3
OLDEST = 105
"""Ages beyond it count as this one."""


@shared
def age_of(birthday: int, day: int) -> int:
    """Whole years on a day, as habits count them; 0 for who is not born yet."""
    return min(max(age_in_years(birthday, day), 0), OLDEST)


@shared
def infants_at_home(birthdays: Any, households: Any, person: int, day: int, unborn: int) -> int:
    """Children below three years in somebody's household, whose people have numbers in a row.

    With `unborn` 1 those are counted as well who are born later than `day`.
    """
    home, count, other = signed(int(households[person])), 0, person
    while other > 0 and signed(int(households[other - 1])) == home:
        other -= 1
    while other < len(households) and signed(int(households[other])) == home:
        age = age_in_years(signed(int(birthdays[other])), day)
        count += -unborn <= age < INFANT_AGE
        other += 1
    return count


@shared
def _varied(value: int, spread: int, bits: int, shift: int) -> int:
    """The value times 1 +- spread (in 1/1024), even over that range, from ten bits of a draw."""
    mark = signed((bits >> shift) & 1023)
    return value * (ONE * ONE + spread * (2 * mark - 1023)) // (ONE * ONE)


@shared
def planned_sum(
    seed: int,
    person: int,
    age: int,
    income: int,
    income_fifth: int,
    infants: int,
    month: int,
    category: int,
) -> int:
    """What luck plans for one person, month and category.

    Parameters
    ----------
    seed : int
        The world's seed.
    person : int
        Number of the person.
    age : int
        Whole years on the first day of the month.
    income : int
        Cents a month, as drawn.
    income_fifth : int
        0 to 4.
    infants : int
        Children below three years in the household.
    month : int
        Calendar months since that of day 0.
    category : int
        A number of :class:`Category` below `PLANNED`.

    Returns
    -------
    int
        Cents; minutes of gaming; nights away.
    """
    habit_key, month_key = luck_of_habits(seed, person), luck_of_month(seed, person, month)
    return planned_by(habit_key, month_key, age, income, income_fifth, infants, category)


@shared
def luck_of_habits(seed: int, person: int) -> int:
    """The key of what luck has made somebody used to."""
    return time_key(purpose_key(seed, Purpose.HABIT), person, 0)


@shared
def luck_of_month(seed: int, person: int, month: int) -> int:
    """The key of what luck makes of a month."""
    return time_key(purpose_key(seed, Purpose.PLANNED_SUM), person, month)


@shared
def planned_by(
    habit_key: int, month_key: int, age: int, income: int, income_fifth: int, infants: int, category: int
) -> int:
    """The planned sum from the two keys of luck; all else as of :func:`planned_sum`."""
    now = draw_with(month_key, category)
    if category == Category.NIGHTS:
        if age < ADULT or not happens(now, (signed(int(AWAY_PER_MILLE[income_fifth])) << 32) // MILLE):
            return 0
        return 1 + signed(now & 0xFFFF) * MOST_NIGHTS // 0x10000
    if not happens(now, (_TABLE[category, _MONTHS] << 32) // MILLE):
        return 0
    usual = usual_sum(draw_with(habit_key, category), age, income, infants, category)
    return _varied(usual, _TABLE[category, _MONTH_SPREAD], now, 0)


@shared
def usual_sum(habit: int, age: int, income: int, infants: int, category: int) -> int:
    """What somebody is used to, nights apart: months vary it; 0 for who never does."""
    usual = 0
    if category == Category.GAMING:
        if not happens(habit, (signed(int(GAMERS[age])) << 32) // MILLE):
            return 0
        usual = signed(int(GAMING_MINUTES[age]))
    else:
        if age < ADULT or (category == Category.BABY and infants == 0):
            return 0
        if not happens(habit, (_TABLE[category, _EVER] << 32) // MILLE):
            return 0
        usual = (BUDGET_FLOOR + income * BUDGET_PER_MILLE // MILLE) * _TABLE[category, _BUDGET] // MILLE
    return _varied(usual, _TABLE[category, _HABIT_SPREAD], habit, 0)


@shared
def span_of_sum(usual: int, category: int) -> tuple[int, int]:
    """The least and the most that any month can make of what somebody is used to, nights apart."""
    spread = _TABLE[category, _MONTH_SPREAD]
    least = 0 if _TABLE[category, _MONTHS] < MILLE else _varied(usual, spread, 0, 0)
    return least, _varied(usual, spread, 1023, 0)


def _at_most(category: int) -> int:
    """The most that luck makes of a sum in any month, in thousandths of its base, rounded up."""
    spread = (ONE + int(_TABLE[category, _HABIT_SPREAD])) * (ONE + int(_TABLE[category, _MONTH_SPREAD]))
    share = MILLE if category == Category.GAMING else int(_TABLE[category, _BUDGET])
    return -(-share * spread // (ONE * ONE))


AT_MOST = np.array([_at_most(category) for category in range(PLANNED)], np.int64)


@shared
def most_planned(age: int, income: int, per_mille: int, category: int) -> int:
    """More than luck plans in any month for anybody of an age and an income, nights apart.

    `per_mille` is the category's `AT_MOST`, or the sum of several.
    """
    base = BUDGET_FLOOR + income * BUDGET_PER_MILLE // MILLE
    if category == Category.GAMING:
        base = signed(int(GAMING_MINUTES[age]))
    return base * per_mille // MILLE + PLANNED


@shared
def planned_count(seed: int, person: int, month: int, category: int, planned: int) -> int:
    """Into how many events a planned sum of one month is split; 0 if there is none."""
    if planned <= 0:
        return 0
    if category == Category.NIGHTS:
        return planned
    usual = _TABLE[category, _COUNT]
    if category == Category.GAMING:
        usual = planned // SESSION_MINUTES + 1
    bits = draw(seed, Purpose.PLANNED_SUM, person, month, category + 32)
    count = (usual * (ONE + 2 * signed(bits >> 54)) + ONE) // (2 * ONE)
    return min(max(count, 1), max(planned // 100, 1)) if category != Category.GAMING else max(count, 1)
