"""Marks on a time axis, and sums by calendar month."""

from datetime import date, timedelta

import numpy as np
from numpy.typing import NDArray

from scorelab.report.subject import Told

MONTHS_MOST = 24
"""A longer run is marked by years."""


def month_marks(told: Told) -> list[tuple[float, str]]:
    """Days on which months (or years) begin, with their names; the first day has one."""
    return marks_between(told.first_date, told.days)


def marks_between(start: date, days: int) -> list[tuple[float, str]]:
    """As :func:`month_marks`, for any first date and number of days."""
    marks: list[tuple[float, str]] = []
    yearly = days > MONTHS_MOST * 31
    for day in range(days):
        on = start + timedelta(days=day)
        if on.day == 1 and (not yearly or on.month == 1):
            marks.append((float(day), str(on.year) if yearly else f"{on:%b}"))
    return marks or [(0.0, f"{start.day} {start:%b}"), (float(days), "")]


def month_names(told: Told) -> list[date]:
    """The first day of each calendar month that the run touches."""
    return sorted({told.run.date(day).replace(day=1) for day in range(told.days)})


def by_calendar_month(told: Told, series: NDArray[np.int64]) -> list[int]:
    """A daily series summed by month."""
    sums = dict.fromkeys(month_names(told), 0)
    for day, value in enumerate(series.tolist()):
        sums[told.run.date(day).replace(day=1)] += value
    return list(sums.values())


def at_month_ends(told: Told, series: NDArray[np.int64]) -> list[int]:
    """A daily series on the last day of each month, or of the run."""
    last: dict[date, int] = {}
    for day, value in enumerate(series.tolist()):
        last[told.run.date(day).replace(day=1)] = value
    return list(last.values())


def month_ends(told: Told) -> list[int]:
    """The last day of each calendar month that the run touches; of the last one, the run's last day."""
    days = range(told.days)
    return [
        day
        for day in days
        if day == told.days - 1 or told.run.date(day).month != told.run.date(day + 1).month
    ]
