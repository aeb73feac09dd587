"""The days of a simulation: its opening, its first and last day, its working days."""

from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

from scorelab.rules.incidents import MONTH_BITS
from scorelab.scenario.calendar import calendar_days, date_of, month_starts
from scorelab.scenario.quantities import DAYS_PER_YEAR
from scorelab.scenario.schema import Scenario

_CALENDAR_MARGIN = 400
MONTH_DAYS = 1 << MONTH_BITS


@dataclass(frozen=True)
class Timeline:
    """When a simulation begins and ends.

    Attributes
    ----------
    first_day : int
        First day of the opening, a multiple of 32; 0 or less.
    days : int
        Days from day 0 on; the last day is `days - 1`.
    calendar : uint16 array
        Each day from `first_day` on: working day, day of the month, month (see `calendar_days`).
    month_starts : int64 array
        The days on which months begin, from that before day 0's to the one after the last day's.
    """

    first_day: int
    days: int
    calendar: NDArray[np.uint16]
    month_starts: NDArray[np.int64]


def timeline(scenario: Scenario) -> Timeline:
    """The time line of a scenario."""
    years = scenario.time.opening_years
    months = -int(-years * DAYS_PER_YEAR // MONTH_DAYS)
    first_day = -months * MONTH_DAYS
    start = date.fromisoformat(str(scenario.time.start))
    calendar = calendar_days(start, first_day, scenario.time.days + _CALENDAR_MARGIN)
    return Timeline(
        first_day, scenario.time.days, calendar, month_starts(start, date_of(start, scenario.time.days - 1))
    )
