"""How often people die and are born: the published rates, as chances within one turn of 32 days.

Source: United Nations, World Population Prospects 2019, China (see data/README.md): central death rates by
sex and age group, total fertility, its distribution over mothers' ages, and boys per girl at birth, in
periods of five years from 1 July to 1 July; from 2020 on the medium variant of the projection.
"""

import csv
from datetime import date, timedelta
from decimal import Decimal
from importlib.resources import files
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from scorelab.luck import CERTAIN
from scorelab.rules.lives import TURN_DAYS
from scorelab.scenario.quantities import MILLE

OLDEST = 130
"""The highest age in whole years; see :func:`scorelab.rules.incidents.age_in_years`."""

YEAR = Decimal("365.25")
PERIOD_YEARS = 5
PERIOD_BEGINS_IN_MONTH = 7

REST_TURNS = 11
"""Turns after a birth, some twelve months, within which a mother has no other child (`assumed`)."""

MOST_CHANCE = 1 << 31
"""No chance within one turn is above a half, whatever the multipliers."""


class Chances(NamedTuple):
    """Chances within a turn in units of 2**-32, one row a period.

    Attributes
    ----------
    death : int64 array, shape (periods, 2, 131)
        By sex (0 women, 1 men) and age in whole years.
    birth : int64 array, shape (periods, 131)
        Of a woman who has not had a child within the last turns, by her age.
    boy : int64 array, shape (periods,)
        That a newborn child is a boy.
    period : int64 array
        The row that holds in each turn; turns are counted from 1, so the first element is unused.
    """

    death: NDArray[np.int64]
    birth: NDArray[np.int64]
    boy: NDArray[np.int64]
    period: NDArray[np.int64]


def chances(start: date, turns: int, mortality: int, fertility: int) -> Chances:
    """The chances of every turn of a run.

    Parameters
    ----------
    start : date
        Day 0.
    turns : int
        How many turns the run has.
    mortality, fertility : int
        Thousandths of the published rates.
    """
    named = [_period(start + timedelta((turn - 1) * TURN_DAYS)) for turn in range(max(turns, 1) + 1)]
    periods = sorted(set(named))
    death = np.array([[_deaths(sex, period, mortality) for sex in "FM"] for period in periods], np.int64)
    birth = np.array([_births(period, fertility) for period in periods], np.int64)
    boy = np.array([_boys(period) for period in periods], np.int64)
    return Chances(death, birth, boy, np.array([periods.index(period) for period in named], np.int64))


def _period(day: date) -> str:
    return period_of(day.year - (day.month < PERIOD_BEGINS_IN_MONTH))


def period_of(year: int) -> str:
    """The published period of a year that begins on 1 July; the tables end where they end."""
    first = min(max(year // PERIOD_YEARS * PERIOD_YEARS, 1950), 2095)
    return f"{first}-{first + PERIOD_YEARS}"


def _deaths(sex: str, period: str, mortality: int) -> list[int]:
    """Chance of dying within a turn by age: the rate of the age group, alike for each of its years."""
    rows = rows_of(f"mx{sex}")
    starts = [int(row["age"]) for row in rows]
    rates = [Decimal(row[period]) * mortality / MILLE for row in rows]
    groups = [sum(start <= age for start in starts) - 1 for age in range(OLDEST + 1)]
    dies = [_within_a_turn(rate) for rate in rates]
    return [dies[group] for group in groups]


def _within_a_turn(rate: Decimal) -> int:
    """The chance that something of a yearly rate happens within a turn, in units of 2**-32."""
    return min(int((1 - (-rate * TURN_DAYS / YEAR).exp()) * CERTAIN), MOST_CHANCE)


def _births(period: str, fertility: int) -> list[int]:
    """Chance of a birth within a turn by the mother's age, if she has had none within the last turns.

    Of women whose births follow one another at a rate r a turn, r times the turns of rest are at rest;
    so the chance of the others is r / (1 - r x turns of rest).
    """
    total = Decimal(total_fertility(period)) * fertility / MILLE
    found = [0] * (OLDEST + 1)
    for row in rows_of("percentASFR"):
        first, last = (int(age) for age in row["age"].split("-"))
        yearly = total * Decimal(row[period]) / 100 / (last - first + 1)
        each_turn = min(yearly * TURN_DAYS / YEAR, Decimal("0.08"))
        chance = each_turn / (1 - each_turn * REST_TURNS)
        for age in range(first, last + 1):
            found[age] = min(int(chance * CERTAIN), MOST_CHANCE)
    return found


def total_fertility(period: str) -> str:
    """Children a woman in a published period, as the tables print it."""
    for table in ("tfr", "tfrprojMed"):
        row = rows_of(table)[0]
        if period in row:
            return row[period]
    raise LookupError(period)


def _boys(period: str) -> int:
    """The share of boys among the newborn, in units of 2**-32."""
    boys_a_girl = Decimal(rows_of("sexRatio")[0][period])
    return int(boys_a_girl / (1 + boys_a_girl) * CERTAIN)


def rows_of(table: str) -> list[dict[str, str]]:
    """The rows of a published table, by its name in :mod:`scorelab.population.data`."""
    file = files("scorelab.population").joinpath("data", f"wpp2019_china_{table}.tsv")
    with file.open(encoding="utf-8") as lines:
        return list(csv.DictReader(lines, delimiter="\t"))
