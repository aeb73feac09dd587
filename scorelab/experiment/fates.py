"""Who is better off in the other world, who worse: person by person, and by group.

A person is *better* if no measure of harm is higher for them in the other world and one is
lower; *worse* if one is higher and none lower; *mixed* if some are higher and some lower;
*untouched* if all are equal. Measures are those of :mod:`scorelab.measures.persons`.
"""

from statistics import fmean
from typing import NamedTuple

import numpy as np
import polars as pl
from numpy.typing import NDArray

from scorelab.measures.facts import Facts
from scorelab.measures.groups import GROUPINGS

EVERYBODY = ("", "everybody")
"""The key under which everybody is counted, whatever their age."""


class Fates(NamedTuple):
    """How many people fare how in the other world."""

    better: float
    worse: float
    mixed: float
    untouched: float

    def share_touched(self) -> float:
        """The share of people whose harms differ at all."""
        everybody = sum(self)
        return (everybody - self.untouched) / everybody if everybody else 0.0


ByGroup = dict[tuple[str, str], Fates]
"""Counts by (grouping, group); `EVERYBODY` holds the whole society."""


def fates(base: Facts, harm: pl.DataFrame, other_harm: pl.DataFrame) -> ByGroup:
    """Count who fares how, in the whole society and among the adults of each group.

    Parameters
    ----------
    base : Facts
        The base world, whose people are those of the other.
    harm, other_harm : DataFrame
        As :func:`scorelab.measures.persons.harm_of_persons` gives them, of either world.
    """
    up, down = _moved(base.people, harm, other_harm)
    found = {EVERYBODY: _counted(up, down)}
    adults = base.adults
    numbers = adults["person"].to_numpy()
    for grouping in GROUPINGS.values():
        code = grouping.code(adults, base.days)
        for place, group in enumerate(grouping.groups):
            members = numbers[code == place]
            found[grouping.title, group] = _counted(up[members], down[members])
    return found


def most_changed(people: int, harm: pl.DataFrame, other_harm: pl.DataFrame) -> int | None:
    """The person with the most measures of harm changed; None if nobody's did."""
    up, down = _moved(people, harm, other_harm)
    changes = up + down
    return int(changes.argmax()) if changes.any() else None


def _moved(
    people: int, harm: pl.DataFrame, other_harm: pl.DataFrame
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """How many measures of harm are higher, and lower, for each person in the other world."""
    both = harm.join(other_harm, on=["person", "measure"], how="full", coalesce=True, suffix="_other")
    change = both.select("person", change=pl.col("value_other").fill_null(0) - pl.col("value").fill_null(0))
    counts = np.zeros((2, people), np.int64)
    for place, sign in enumerate((1, -1)):
        moved = change.filter(pl.col("change") * sign > 0)["person"].to_numpy()
        np.add.at(counts[place], moved, 1)
    return counts[0], counts[1]


def _counted(up: NDArray[np.int64], down: NDArray[np.int64]) -> Fates:
    worse, better = (up > 0) & (down == 0), (down > 0) & (up == 0)
    mixed = (up > 0) & (down > 0)
    touched = up + down > 0
    return Fates(int(better.sum()), int(worse.sum()), int(mixed.sum()), int((~touched).sum()))


def mean_of(counted: list[ByGroup]) -> ByGroup:
    """The mean over worlds of every count."""
    found = {}
    for key in counted[0]:
        better, worse, mixed, untouched = (
            fmean(parts) for parts in zip(*(one[key] for one in counted), strict=True)
        )
        found[key] = Fates(better, worse, mixed, untouched)
    return found
