"""Days as numbers: day 0 is a scenario's first day, earlier days are negative."""

from datetime import date, timedelta

import numpy as np
from numpy.typing import NDArray

FIXED_HOLIDAYS = ((1, 1), (5, 1), *((10, day) for day in range(1, 8)))
"""Month and day of the public holidays that fall on the same dates every year."""


def day_of(start: date, day: date) -> int:
    """The number of a date."""
    return (day - start).days


def date_of(start: date, number: int) -> date:
    """The date of a day's number."""
    return start + timedelta(days=number)


def opening_start(start: date, years: int) -> date:
    """The date so many years before the first day (28 for 29 February where need be)."""
    try:
        return start.replace(year=start.year - years)
    except ValueError:
        return start.replace(year=start.year - years, day=28)


def calendar_days(start: date, first_day: int, last_day: int) -> NDArray[np.uint16]:
    """For each day: bit 0 says whether the courts work, bits 1-5 the day of the month, bits 6-9 the month.

    The parameters are those of :func:`working_days`.
    """
    days = np.datetime64(start) + np.arange(first_day, last_day + 1)
    months = days.astype("M8[M]")
    day_of_month = (days - months).astype(np.int64) + 1
    month = months.astype(np.int64) % 12 + 1
    working = working_days(start, first_day, last_day)
    return (working | day_of_month << 1 | month << 6).astype(np.uint16)


def month_starts(start: date, last: date) -> NDArray[np.int64]:
    """Days on which months begin: from the month before that of day 0, `start`, to the one after `last`."""
    first = np.datetime64(start, "M") - 1
    months = np.arange(first, np.datetime64(last, "M") + 2)
    return (months.astype("M8[D]") - np.datetime64(start, "D")).astype(np.int64)


def working_days(start: date, first_day: int, last_day: int) -> NDArray[np.uint8]:
    """Which days the courts work.

    Monday to Friday, without the public holidays of fixed date: 1 January, 1 May and
    1-7 October. Holidays that move with the lunar calendar (Spring Festival, Qingming,
    Dragon Boat, Mid-Autumn) and the weekends worked in exchange are left out, so that
    deadlines are a few days a year shorter than the courts' own calendar makes them.

    Parameters
    ----------
    start : date
        The date of day 0.
    first_day, last_day : int
        Both included.

    Returns
    -------
    array of uint8, shape (last_day - first_day + 1,)
        1 on a working day, 0 on any other; element i is day ``first_day + i``.
    """
    days = np.datetime64(start) + np.arange(first_day, last_day + 1)
    holidays = [
        np.datetime64(date(year, month, day))
        for year in range(date_of(start, first_day).year, date_of(start, last_day).year + 1)
        for month, day in FIXED_HOLIDAYS
    ]
    return np.is_busday(days, holidays=holidays).astype(np.uint8)
