"""How much each person bears on a measure: what intervals and differences between twins rest on.

A sum over people is the sum of these parts. A ratio of two such sums has, to first order, the
variance of the sum of (u - R v) / V over people, where u and v are what a person adds to the upper
and the lower sum, R is the ratio and V the lower sum (Cochran 1977, "Sampling Techniques", 6.3).
Means and shares are ratios whose lower sum counts people.
"""

import numpy as np
import polars as pl
from numpy.typing import NDArray

from scorelab.measures import Events, Facts, Measure, States
from scorelab.measures.spiral import own_later
from scorelab.scenario.scheme_tables import TENTHS

Parts = NDArray[np.float64]


def influence(facts: Facts, measure: Measure) -> Parts | None:
    """What each person bears on a measure's total, one number a person; None if it has no such parts."""
    if isinstance(measure, Events | States):
        return added(facts, measure)
    if measure.name.startswith(("mean_score.", "grade_share.")):
        return _of_scheme(facts, measure.name)
    if measure.name == "spiral_depth":
        return _of_spiral(facts)
    if measure.name == "second_turn_gain":
        losses = facts.losses
        return of_ratio(_lost(facts, losses.turn == 2), _lost(facts, losses.turn == 1))
    return None


def added(facts: Facts, measure: Events | States) -> Parts:
    """What each person adds to a sum."""
    sums = measure.counted(facts).group_by("person").agg(pl.col("value").sum())
    parts = np.zeros(facts.people)
    parts[sums["person"].to_numpy()] = sums["value"].to_numpy()
    return parts


def of_ratio(upper: Parts, lower: Parts) -> Parts | None:
    """What each person bears on the ratio of two sums; None if the lower one is nought."""
    whole = float(lower.sum())
    return (upper - float(upper.sum()) / whole * lower) / whole if whole else None


def _of_scheme(facts: Facts, name: str) -> Parts | None:
    measure, scheme, *grade = name.split(".")
    schemes = facts.run.labels.schemes
    index = [each.name for each in schemes].index(scheme)
    held = facts.enrolled(index).astype(np.float64)
    if measure == "mean_score":
        return of_ratio(held * facts.points(index) / TENTHS, held)
    rank = schemes[index].grades.index(grade[0])
    return of_ratio(held * (facts.ranks(index, facts.days) == rank), held)


def _of_spiral(facts: Facts) -> Parts | None:
    losses = facts.losses
    fallen = np.zeros(facts.people)
    fallen[losses.person[losses.turn == 1]] = 1
    return of_ratio(_lost(facts, own_later(losses)) / TENTHS, fallen)


def _lost(facts: Facts, counted: NDArray[np.bool_]) -> Parts:
    losses = facts.losses
    return np.bincount(losses.person[counted], losses.points[counted], facts.people).astype(np.float64)
