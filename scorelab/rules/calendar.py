"""Working days of the courts.

`working` holds one number a day, 1 for a working day, 0 otherwise; its first entry is
day `first`. scenario/calendar.py makes it.
"""

from typing import Any

from scorelab.compiled import shared


@shared
def after_working_days(working: Any, first: int, day: int, count: int) -> int:
    """The day on which the given number of working days after `day` is reached.

    Days beyond the calendar's end count as working days.
    """
    left = count
    while left > 0:
        day += 1
        index = day - first
        if index >= len(working) or working[index] == 1:
            left -= 1
    return day
