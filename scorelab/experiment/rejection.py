"""Approximate Bayesian computation: which of many drawn points come out like what was published.

Rejection by distance and local-linear regression adjustment: Beaumont, Zhang and Balding (2002),
"Approximate Bayesian computation in population genetics", Genetics 162, 2025-2035. Points are adjusted on
the scale of the logit of their range, so that none leaves it: Hamilton and others (2005), "Bayesian
estimation of recent migration rates", Genetics 170, 409-417.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Points = NDArray[np.float64]

EDGE = 1e-6
"""How near to an end of its range, as a share of it, a point may lie."""

NARROWER = 0.75
"""A posterior whose standard deviation is no smaller share of the prior's has taught little."""

EVEN_DEVIATION = 12**-0.5
"""The standard deviation of an even distribution from 0 to 1: the prior's."""

FOR_REGRESSION = 5
"""Points for each statistic with fewer of which nothing is adjusted: a regression would only fit chance."""

RIDGE = 1e-6
"""Keeps the regression solvable where two statistics always move together."""


@dataclass(frozen=True)
class Posterior:
    """The points that are left, adjusted, with their weights.

    Attributes
    ----------
    kept : array of int
        The places of the points that were kept.
    points : array, shape (kept, parameters)
        Adjusted, as shares of each parameter's range.
    weights : array
        By Epanechnikov's kernel of the distance; they sum to 1.
    distances : array
        Of all points.
    """

    kept: NDArray[np.int64]
    points: Points
    weights: NDArray[np.float64]
    distances: NDArray[np.float64]

    def mean(self, place: int) -> float:
        """The mean of a parameter."""
        return float(self.weights @ self.points[:, place])

    def deviation(self, place: int) -> float:
        """The standard deviation of a parameter."""
        away = self.points[:, place] - self.mean(place)
        return float(np.sqrt(self.weights @ away**2))

    def quantile(self, place: int, share: float) -> float:
        """The value that this share of the weight lies at or below."""
        order = np.argsort(self.points[:, place], kind="stable")
        reached = np.cumsum(self.weights[order])
        chosen = min(int(np.searchsorted(reached, share)), len(order) - 1)
        return float(self.points[order[chosen], place])


def is_identified(after: Posterior, place: int) -> bool:
    """Whether the targets tell a parameter's value: its posterior is clearly narrower than its prior."""
    return after.deviation(place) < NARROWER * EVEN_DEVIATION


def posterior(
    points: Points, statistics: Points, targets: Points, spreads: Points, share: float
) -> Posterior:
    """What is left of points drawn evenly, given what was published.

    Parameters
    ----------
    points : array, shape (points, parameters)
        As shares of each parameter's range.
    statistics : array, shape (points, targets)
        What came out at each point, one world a point, so that chance is part of it.
    targets, spreads : array
        What was published, and by how much readings of it differ.
    share : float
        The share of points that is kept: the nearest.
    """
    # A statistic that hardly moves over all points weighs no more than what is published allows.
    scales = np.hypot(_deviations(statistics), spreads)
    away = (statistics - targets) / scales
    distances = np.sqrt((away**2).sum(axis=1))
    count = max(round(share * len(points)), 2)
    kept = np.sort(np.argsort(distances, kind="stable")[:count])
    reach = max(float(distances[kept].max()), 1e-300)
    weights = 1 - (distances[kept] / reach) ** 2
    weights = np.maximum(weights, 0.0)
    if weights.sum() <= 0:
        weights = np.ones(len(kept))
    weights = weights / weights.sum()
    return Posterior(kept, _adjusted(points[kept], away[kept], weights), weights, distances)


def _deviations(statistics: Points) -> Points:
    """The median absolute deviation of each statistic, times 1.4826 as for a normal distribution."""
    centre = np.median(statistics, axis=0)
    return 1.4826 * np.median(np.abs(statistics - centre), axis=0)


def _adjusted(points: Points, away: Points, weights: NDArray[np.float64]) -> Points:
    """The points moved to where a weighted linear regression puts them at no distance."""
    inside = np.clip(points, EDGE, 1 - EDGE)
    logits = np.log(inside / (1 - inside))
    if len(points) < FOR_REGRESSION * away.shape[1]:
        return inside
    design = np.hstack([np.ones((len(away), 1)), away])
    weighted = design * weights[:, None]
    ridge = RIDGE * np.diag([0.0, *([1.0] * away.shape[1])])
    slopes = np.linalg.solve(design.T @ weighted + ridge, weighted.T @ logits)
    moved = logits - away @ slopes[1:]
    return 1 / (1 + np.exp(-np.clip(moved, -50, 50)))
