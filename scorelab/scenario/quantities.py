"""What a parameter is: a value with a unit and a source, and its whole-number form.

Each quantity names its unit, the values it admits and how it becomes the integers on
which the rules decide (state that decides is integer).
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

CERTAIN = 1 << 32
DAYS_PER_YEAR = 365.25
NANO = 10**9
MILLE = 1000
RATE_MOST = 98
"""Events a year: below 2**28 nano-events a day, the most that candidates are drawn for."""


@dataclass(frozen=True)
class Quantity:
    """A kind of number.

    Attributes
    ----------
    name : str
        What messages call it.
    units : tuple of str
        The units that a scenario file may write; the first is the usual one.
    low, high : float
        The admitted range, both ends included.
    length : int
        How many numbers: 1 for a single number, 2 for a range "from, to" (whose
        numbers must not fall), more for a row of multipliers.
    whole : bool
        Whether the numbers must be whole.
    to_integer : callable
        From the written number to the integer used by the rules.
    meaning : str
        The integer's unit, for people.
    """

    name: str
    units: tuple[str, ...]
    low: float
    high: float
    length: int
    whole: bool
    to_integer: Callable[[float], int]
    meaning: str

    @property
    def is_range(self) -> bool:
        """Whether it is written as [from, to]."""
        return self.length == 2

    def integers(self, numbers: Sequence[float]) -> tuple[int, ...]:
        """The whole-number form of the written numbers."""
        return tuple(self.to_integer(number) for number in numbers)


def _times(factor: float) -> Callable[[float], int]:
    return lambda number: round(number * factor)


def _per_year(number: float) -> int:
    return round(number * NANO / DAYS_PER_YEAR)


PROBABILITY = Quantity("probability", ("probability",), 0, 1, 1, False, _times(CERTAIN), "2**-32")
RATE = Quantity("rate", ("per year",), 0, RATE_MOST, 1, False, _per_year, "1e-9 a day")
DAYS = Quantity("number of days", ("days",), 0, 20_000, 1, True, _times(1), "days")
WORKING_DAYS = Quantity(
    "number of working days", ("working days",), 0, 1_000, 1, True, _times(1), "working days"
)
COUNT = Quantity(
    "count",
    ("people", "cases", "ties", "refusals", "code", "grounds", "day", "partners", "years"),
    0,
    2**31 - 1,
    1,
    True,
    _times(1),
    "1",
)
PER_MILLION = Quantity(
    "number per million people",
    ("per million people", "a day per million people"),
    0,
    10_000,
    1,
    False,
    _times(MILLE),
    "1e-3 per million people",
)
YUAN = Quantity("sum of money", ("yuan",), 0, 1e10, 1, False, _times(100), "cents")
MONTHLY = Quantity(
    "sum of one month", ("cents", "minutes"), 0, 10**12, 1, True, _times(1), "cents or minutes of a month"
)
SCORE = Quantity(
    "number of score points", ("score points",), -3000, 3000, 1, False, _times(10), "1e-1 score points"
)
SCORE_BY_AGE = Quantity(
    "row of eight numbers of score points",
    ("score points",),
    0,
    100,
    8,
    False,
    _times(10),
    "1e-1 score points",
)
SCORE_BY_INCOME = Quantity(
    "row of five numbers of score points",
    ("score points",),
    0,
    100,
    5,
    False,
    _times(10),
    "1e-1 score points",
)
MINUTES = Quantity("number of minutes", ("minutes",), 0, 1e7, 1, True, _times(1), "minutes")
POINTS = Quantity("number of hardship points", ("points",), 0, 100, 1, False, _times(MILLE), "1e-3 points")
MULTIPLIER = Quantity("multiplier", ("times",), 0, 100, 1, False, _times(MILLE), "1e-3")
DAY_RANGE = Quantity("range of days", ("days",), 0, 20_000, 2, True, _times(1), "days")
YUAN_RANGE = Quantity("range of money", ("yuan",), 0, 1e7, 2, False, _times(100), "cents")
COUNT_RANGE = Quantity("range of counts", ("people", "ties"), 0, 10_000, 2, True, _times(1), "1")
BY_AGE = Quantity("row of eight multipliers by age", ("times",), 0, 100, 8, False, _times(MILLE), "1e-3")
BY_INCOME = Quantity(
    "row of five multipliers by income fifth", ("times",), 0, 100, 5, False, _times(MILLE), "1e-3"
)
SHARES = Quantity("row of five shares that sum to 1", ("share",), 0, 1, 5, False, _times(CERTAIN), "2**-32")
SWITCH = Quantity("switch", ("true or false",), 0, 1, 1, True, int, "0 or 1")

CONDUCT_MOST = 6_240
"""The largest conduct multiplier of any one person, in 1/1000."""

MOST_CLERKS = 64
"""The most clerks of one court."""

INCIDENT_WINDOW_BITS = (7, 7, 10, 10, 7, 7, *(10,) * 27)
"""Exponent of the window of days for which each kind of incident is drawn: 128 days for what is
frequent, 1,024 for what is rare (frozen: luck hangs on it)."""

WINDOW_RATE_EXPONENT = 35
"""A rate times its window is at most 2**35 nano-events: the tables of luck end there."""

AGE_BANDS = ((0, 17), (18, 29), (30, 39), (40, 49), (50, 59), (60, 69), (70, 79), (80, 130))
"""The age bands, in whole years, both ends included, of every table by age."""
