"""Exact zoom: a month's planned sums, and how its events split them without a remainder.

An event number j of n stands, by luck, somewhere within the j-th of n equal parts of the
month's weight (calendar.py says how days weigh); so which events fall on a day is known
without looking at any other day. The sum S is cut at n - 1 points, each of them moved by luck
by up to a quarter of the distance between them; an event's share is what lies between two cuts:

    amount(j) = cut(j + 1) - cut(j),  cut(j) = floor(S (j + u_j) / n),  cut(0) = 0,  cut(n) = S

with u_j even over [-1/4, 1/4), so that the shares sum to S, and each is between a half and one
and a half of the mean.
"""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from scorelab.compiled import shared, signed
from scorelab.luck import draw_with
from scorelab.rules import readings
from scorelab.rules.habits import PLANNED, Category, planned_count, planned_sum
from scorelab.trace.calendar import AT_WORK, EVENLY, SHOPPING, Calendar
from scorelab.trace.who import Who

LEANS = np.full(PLANNED, SHOPPING)
LEANS[[Category.NONE, Category.HEALTH, Category.BILLS, Category.TRANSFERS, Category.NIGHTS]] = EVENLY
LEANS[Category.MEALS] = AT_WORK
"""Towards which days the events of each category lean."""

POSITION_BITS = 20


def room_for_month() -> NDArray[np.int64]:
    """An empty month: sums and counts, one a category."""
    return np.zeros((2, PLANNED), np.int64)


@shared
def plan_month(
    who: Who, calendar: Calendar, day: int, month: NDArray[np.int64], keys: NDArray[np.uint64]
) -> None:
    """Fill `month` with the planned sums and counts of the month of a day, `keys` with its events' luck."""
    number = int(calendar.month[day])
    for category in range(1, PLANNED):
        planned = planned_sum(
            who.seed, who.person, who.age_in_month, who.income, who.fifth, who.infants, number, category
        )
        month[0, category] = planned
        month[1, category] = planned_count(who.seed, who.person, number, category, planned)
        keys[category] = split_key(who, number, category)


@shared
def split_key(who: Who, month: int, category: int) -> int:
    """The luck of the events of one month and category."""
    return readings.split_key(who.seed, who.person, month, category)


@shared
def is_on_day(bits: int, event: int, low: int, high: int) -> bool:
    """Whether an event's position, times their number, lies between those of a day's ends."""
    position = (event << POSITION_BITS) + signed(bits >> (64 - POSITION_BITS))
    return low <= position < high


@shared
def amount_of(key: int, event: int, count: int, planned: int) -> int:
    """What an event takes of its month's sum."""
    return readings.cut_of(key, event + 1, count, planned) - readings.cut_of(key, event, count, planned)


@shared
def journey_of(who: Who, calendar: Calendar, day: int, nights: int) -> int:
    """The day on which the month's journey begins; its nights are within the month."""
    key = split_key(who, int(calendar.month[day]), Category.NIGHTS.value)
    room = int(calendar.month_days[day]) - nights
    return int(calendar.month_first[day]) + (signed(draw_with(key, 0) >> 32) * room >> 32)


def month_in_full(who: Who, calendar: Calendar, day: int) -> dict[Category, int]:
    """The planned sums of the month in which a day lies, by category; what is 0 is left out."""
    month: Any = room_for_month()
    plan_month(who, calendar, day, month, np.zeros(PLANNED, np.uint64))
    return {category: int(month[0, category]) for category in list(Category)[1:PLANNED] if month[0, category]}
