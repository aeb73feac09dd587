"""What kind of day each day of a run is, and how a month's purchases spread over its days."""

from datetime import date, timedelta
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from scorelab.scenario.calendar import FIXED_HOLIDAYS, date_of, day_of

WORKDAY, WEEKEND, HOLIDAY = range(3)

WEIGHTS = (
    # workday, weekend, holiday
    (100, 100, 100),  # evenly
    (90, 130, 120),  # shopping
    (115, 70, 50),  # meals out, most of them at work
)
EVENLY, SHOPPING, AT_WORK = range(3)
"""How a month's events lean towards days (`assumed`)."""

MONTH_ONE = 1 << 20
"""A month's whole weight: positions within a month are units of 2**-20."""

VACATION = ((1, 20, 2, 20), (7, 5, 8, 31))
"""School vacations, from month and day to month and day (`assumed`: winter and summer)."""


class Calendar(NamedTuple):
    """The days of a run, one element a day from day 0 on.

    Attributes
    ----------
    day_kind : i8 array
        WORKDAY, WEEKEND or HOLIDAY. Holidays are those of fixed date.
    school : i8 array
        1 on school days.
    month : i8 array
        Calendar months since that of day 0.
    month_of_year : i8 array
        0 to 11.
    month_first : i8 array
        The day number on which the month begins; it may be below 0.
    month_days : i8 array
        How many days the month has.
    since : i8 array of shape (len(WEIGHTS), days)
        Share of the month's weight before the day begins, in 2**-20.
    until : i8 array of the same shape
        The same when the day ends; 2**20 at the end of a month.
    """

    day_kind: NDArray[np.int64]
    school: NDArray[np.int64]
    month: NDArray[np.int64]
    month_of_year: NDArray[np.int64]
    month_first: NDArray[np.int64]
    month_days: NDArray[np.int64]
    since: NDArray[np.int64]
    until: NDArray[np.int64]


def calendar_of(start: date, days: int) -> Calendar:
    """The calendar of a run that begins on a date."""
    table = np.zeros((6, days), np.int64)
    since, until = (np.zeros((len(WEIGHTS), days), np.int64) for _ in range(2))
    month_start = start.replace(day=1)
    number = 0
    while (first := day_of(start, month_start)) < days:
        following = (month_start + timedelta(days=31)).replace(day=1)
        length = (following - month_start).days
        kinds = [day_kind(month_start + timedelta(days=place)) for place in range(length)]
        reached = _reached(kinds)
        for place, kind in enumerate(kinds):
            day = first + place
            if 0 <= day < days:
                school = kind == WORKDAY and not _is_vacation(date_of(start, day))
                table[:, day] = kind, school, number, month_start.month - 1, first, length
                since[:, day], until[:, day] = reached[:, place], reached[:, place + 1]
        month_start, number = following, number + 1
    return Calendar(table[0], table[1], table[2], table[3], table[4], table[5], since, until)


def day_kind(day: date) -> int:
    """Whether a date is a workday, a weekend or a holiday of fixed date."""
    if (day.month, day.day) in FIXED_HOLIDAYS:
        return HOLIDAY
    return WEEKEND if day.weekday() >= 5 else WORKDAY


def _reached(kinds: list[int]) -> NDArray[np.int64]:
    weights = np.array(WEIGHTS, np.int64)[:, kinds]
    reached = np.concatenate([np.zeros((len(WEIGHTS), 1), np.int64), np.cumsum(weights, axis=1)], axis=1)
    return reached * MONTH_ONE // reached[:, -1:]


def _is_vacation(day: date) -> bool:
    return any(
        (from_month, from_day) <= (day.month, day.day) <= (to_month, to_day)
        for from_month, from_day, to_month, to_day in VACATION
    )
