"""How many people of each sex and age there are: the age pyramid and its quotas."""

import csv
from dataclasses import dataclass
from decimal import Decimal
from importlib.resources import files

import numpy as np
from numpy.typing import NDArray

AGES = 105
"""Ages run from 0 to 104; the group "100+" is spread over its first five years."""

GROUP = 5
"""Years in an age group of the published tables."""

MEN, WOMEN = 0, 1
"""Rows of a pyramid."""

PEOPLE_PER_UNIT = 1000
"""The published tables count in thousands."""


@dataclass(frozen=True)
class Pyramid:
    """Weights of sex and age.

    Attributes
    ----------
    weights : tuple of two tuples of int
        Men and women, by single years of age 0 to 104; proportional to their numbers.
    """

    weights: tuple[tuple[int, ...], tuple[int, ...]]


def published_pyramid(year: int) -> Pyramid:
    """The pyramid shipped with scorelab in the column nearest to a year.

    Five-year groups are split evenly into single years. Source: United Nations, World
    Population Prospects 2019, China (see data/README.md).
    """
    return Pyramid((_single_years("M", year), _single_years("F", year)))


def _single_years(sex: str, year: int) -> tuple[int, ...]:
    table = files("scorelab.population").joinpath("data", f"wpp2019_china_pop{sex}.tsv")
    with table.open(encoding="utf-8") as lines:
        rows = list(csv.DictReader(lines, delimiter="\t"))
    years = (int(column) for column in rows[0] if column.isdecimal())
    column = str(min(years, key=lambda known: (abs(known - year), known)))
    groups = (int(Decimal(row[column]) * PEOPLE_PER_UNIT) for row in rows)
    return tuple(people for people in groups for _ in range(GROUP))


def quotas(pyramid: Pyramid, people: int) -> NDArray[np.int64]:
    """How many people of each sex and age a society of a given size has.

    The pyramid's cells are laid end to end, men before women, and cut at every whole
    person. So the quotas sum to `people`, and every cell, every five-year group and
    every other run of ages of one sex is within one person of its exact share: what
    largest remainders give each cell, kept for groups of cells and for a handful of
    people as well.

    Parameters
    ----------
    pyramid : Pyramid
        Weights by sex and age.
    people : int
        Size of the society, at least 1.

    Returns
    -------
    int64 array of shape (2, 105)
        Rows: men, women; columns: age in years.
    """
    cells = [weight for row in pyramid.weights for weight in row]
    total = sum(cells)
    counts: list[int] = []
    passed, placed = 0, 0
    for weight in cells:
        passed += weight
        reached = (2 * people * passed + total) // (2 * total)
        counts.append(reached - placed)
        placed = reached
    return np.array(counts, np.int64).reshape(2, AGES)
