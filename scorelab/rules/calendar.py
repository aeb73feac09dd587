"""Days of the calendar: the courts' working days, days of the month.

`calendar` holds one number a day (bit 0: working day; bits 1-5: day of the month; bits
6-9: month); its first entry is day `first`. scenario/calendar.py makes it.
"""

from typing import Any

from scorelab.compiled import shared


@shared
def after_working_days(calendar: Any, first: int, day: int, count: int) -> int:
    """The day on which the given number of working days after `day` is reached.

    Days beyond the calendar's end count as working days.
    """
    left = count
    while left > 0:
        day += 1
        index = day - first
        if index >= len(calendar) or calendar[index] & 1 == 1:
            left -= 1
    return day


@shared
def day_of_month(calendar: Any, first: int, day: int) -> int:
    """1 to 31."""
    return int(calendar[day - first]) >> 1 & 31


@shared
def month_before(month_starts: Any, day: int) -> int:
    """The place in `month_starts` (see `Timeline`) of the month that has ended before a day's own, from 0."""
    place = 0
    while month_starts[place + 2] <= day:
        place += 1
    return place


@shared
def month_of_year(calendar: Any, first: int, day: int) -> int:
    """1 to 12."""
    return int(calendar[day - first]) >> 6
