"""What years did to a society that lives: ages, births and deaths, the list's stock, grades, positions."""

from itertools import pairwise
from typing import NamedTuple

import numpy as np
import polars as pl
from numpy.typing import NDArray

from scorelab.journal import Ending, Kind
from scorelab.measures import Facts
from scorelab.measures.days import enrolled_since, ties_on
from scorelab.measures.lives import Heirs, born_within, heirs, transitions, years_of
from scorelab.measures.standing import sorting
from scorelab.population.projection import projected_people, projected_rates
from scorelab.report.subject import Told
from scorelab.rules.lives import TURN_DAYS
from scorelab.scenario.quantities import DAYS_PER_YEAR, MILLE

AGES = ("0–4", *(f"{age}–{age + 4}" for age in range(5, 90, 5)), "90+")
"""Groups of age in pyramids."""
OF_A_GROUP = 5

KINSHIP = (
    ("with parents: all", 1, None),
    ("with parents: came of age in the run", 1, "came"),
    ("with parents: born in the run", 1, "born"),
    ("with grandparents: all", 2, None),
)
"""With whom positions are compared: in words, how many generations before, and of whom."""


class Shape(NamedTuple):
    """A society's ages as shares of all people, men and women by the groups `AGES`, and how many people."""

    men: NDArray[np.float64]
    women: NDArray[np.float64]
    people: int


def bounds(facts: Facts) -> list[int]:
    """Day 0 and the days on which years of a run end; what is left over has a place of its own.

    Less than a turn of lives is no part of its own, but belongs to the year before.
    """
    days = years_of(facts)
    if facts.days - days[-1] < TURN_DAYS and len(days) > 1:
        return [*days[:-1], facts.days]
    return [*days, facts.days]


def year_in_projection(told: Told, day: float) -> float:
    """The time that a day of a run stands beside: as long after the table from which ages were drawn."""
    value = told.scenario.population.pyramid_year.on(told.first_date)
    return float(value) + day / DAYS_PER_YEAR  # type: ignore[arg-type]


def shape_on(facts: Facts, day: int) -> Shape:
    """The ages of those alive when a day begins."""
    people = facts.people_table
    birthday, dies = (people[name].to_numpy().astype(np.int64) for name in ("birthday", "dies"))
    number = np.arange(len(people))
    alive = (birthday <= day) & (dies >= day) if day else number < facts.founders
    group = np.minimum((day - birthday[alive]) * 4 // 1461 // OF_A_GROUP, len(AGES) - 1)
    men = people["sex"].to_numpy()[alive] == 1
    counts = [np.bincount(group[who], minlength=len(AGES)) for who in (men, ~men)]
    total = int(alive.sum())
    return Shape(counts[0] / total, counts[1] / total, total)


def projected_shape(year: float) -> Shape:
    """The projection's ages at a time."""
    people = projected_people(year)
    last = len(AGES) - 1
    grouped = np.column_stack([people[:, :last], people[:, last:].sum(axis=1)])
    total = grouped.sum()
    return Shape(grouped[0] / total, grouped[1] / total, round(float(total)))


class Year(NamedTuple):
    """Births and deaths between two days, the person-years of the turns there, and the projection's rates."""

    first: int
    end: int
    births: int
    deaths: int
    person_years: float
    projected: tuple[float, float]

    def rate(self, count: float) -> float:
        """A count per 1,000 person-years."""
        return count / self.person_years * MILLE if self.person_years else 0.0


def years_of_life(told: Told) -> list[Year]:
    """Births and deaths of the turns of each year, each turn standing for the 32 days before it."""
    facts = told.facts
    people = facts.people_table
    birthday, dies = (people[name].to_numpy().astype(np.int64) for name in ("birthday", "dies"))
    kinds = [Kind.BORN.value, Kind.DIED.value]
    rows = facts.run.journal.filter(pl.col("kind").is_in(kinds)).select("day", "kind").collect()
    found = []
    for first, end in pairwise(bounds(facts)):
        turns = np.arange(-(-max(first, 1) // TURN_DAYS) * TURN_DAYS, end, TURN_DAYS)
        within = rows.filter((pl.col("day") >= first) & (pl.col("day") < end))["kind"].to_numpy()
        alive = [((birthday < turn - TURN_DAYS / 2) & (dies >= turn)).sum() for turn in turns.tolist()]
        middle = year_in_projection(told, (first + end) / 2)
        found.append(
            Year(
                first,
                end,
                int((within == Kind.BORN.value).sum()),
                int((within == Kind.DIED.value).sum()),
                float(sum(alive)) * TURN_DAYS / DAYS_PER_YEAR,
                projected_rates(middle),
            )
        )
    return found


class Stock(NamedTuple):
    """The list between two days: how many stood on it at first, were entered, died and were deleted."""

    first: int
    end: int
    before: int
    entered: int
    died: int
    deleted: int

    @property
    def after(self) -> int:
        """How many stand on the list at the end: those before and those entered, less those deleted."""
        return self.before + self.entered - self.died - self.deleted


def stock_by_year(facts: Facts) -> list[Stock]:
    """The list's stock, year by year, from the rows of entries and exits alone."""
    rows = facts.journal.filter(pl.col("kind").is_in([Kind.LISTING.value, Kind.REMOVAL.value]))
    day, what = rows["day"].to_numpy(), rows["what"].to_numpy()
    entry = rows["kind"].to_numpy() == Kind.LISTING.value
    by_death = ~entry & (what == Ending.DIED.value)
    before = int((entry & (day < 0)).sum()) - int((~entry & (day < 0)).sum())
    found: list[Stock] = []
    for first, end in pairwise(bounds(facts)):
        within = (day >= first) & (day < end)
        year = Stock(
            first, end, before,
            *(int((within & which).sum()) for which in (entry, by_death, ~entry & ~by_death)),
        )  # fmt: skip
        found.append(year)
        before = year.after
    return found


class Sorted(NamedTuple):
    """Ties formed within the run that stand on a day: how many, and how alike the scores at their ends."""

    day: int
    ties: int
    correlation: float | None


def sorting_by_year(facts: Facts, index: int) -> list[Sorted]:
    """Sorting by score at the end of each year."""
    return [Sorted(day, len(ties_on(facts, day)), sorting(facts, index, day)) for day in bounds(facts)[1:]]


def heirs_by_year(facts: Facts, index: int) -> list[tuple[int, Heirs]]:
    """Grown-up children and their parents on day 0 and at the end of each year."""
    return [(day, heirs(facts, index, day)) for day in bounds(facts)]


def kinships(facts: Facts, index: int) -> list[tuple[str, Heirs]]:
    """Those whose positions are compared at the end with those before them, see `KINSHIP`."""
    whom = {None: None, "came": enrolled_since(facts, index, 0), "born": born_within(facts)}
    return [
        (name, heirs(facts, index, facts.days, whom[which], generations))
        for name, generations, which in KINSHIP
    ]


def mobility_by_year(facts: Facts, index: int) -> list[tuple[int, int, NDArray[np.int64]]]:
    """Each whole year's first day and end, and how many people went from which grade to which."""
    return [(first, end, transitions(facts, index, first, end)) for first, end in pairwise(years_of(facts))]
