"""Many draws of luck at once."""

from functools import cache
from statistics import NormalDist

import numpy as np
from numpy.typing import NDArray

from scorelab.compiler import njit
from scorelab.luck import Purpose, draw, fraction
from scorelab.scenario.quantities import CERTAIN, PROBABILITY

Numbers = NDArray[np.int64]
Values = NDArray[np.float64]

QUANTILES = 4096
"""Of the normal distribution; between two of them it is taken as straight."""


@njit(nogil=True)
def _fractions(seed: int, purpose: int, people: int, when: int, which: Numbers, drawn: Numbers) -> None:
    for person in range(people):
        for place in range(len(which)):
            drawn[person, place] = fraction(draw(seed, purpose, person, when, which[place]))


def lots(seed: int, purpose: Purpose, people: int, *, when: int = 0, each: int = 1) -> Numbers:
    """Draws for everybody, as whole numbers of 2**-32.

    Parameters
    ----------
    seed : int
        The world's seed.
    purpose : Purpose
        What they are for.
    people, each : int
        For how many people, and how many draws each gets.
    when : int
        The time of all of them.

    Returns
    -------
    array, shape (people, each)
        Uniform on [0, 2**32).
    """
    drawn = np.empty((people, each), np.int64)
    _fractions(seed, purpose.value, people, when, np.arange(each, dtype=np.int64), drawn)
    return drawn


def chance(probability: float) -> int:
    """A probability as a whole number of 2**-32."""
    return PROBABILITY.to_integer(probability)


def place_in(shares: NDArray[np.float64], drawn: Numbers) -> Numbers:
    """Which of several things each draw falls on.

    Parameters
    ----------
    shares : array
        The share of each; they sum to 1.
    drawn : array
        Whole numbers of 2**-32.
    """
    edges = np.rint(np.cumsum(shares) * CERTAIN).astype(np.int64)
    edges[-1] = CERTAIN
    return np.searchsorted(edges, drawn, side="right")


def evenly(drawn: Numbers, low: float, high: float) -> Values:
    """Draws as numbers spread evenly from low to high."""
    return low + (drawn + 0.5) / CERTAIN * (high - low)


def normally(drawn: Numbers) -> Values:
    """Draws as numbers of the standard normal distribution, by its quantiles."""
    return np.interp((drawn + 0.5) / CERTAIN, *_normal())


def lognormally(drawn: Numbers, median: float, spread: float) -> Values:
    """Draws as lognormal numbers: of this median, the logarithms spread by this standard deviation."""
    return median * np.exp(spread * normally(drawn))


@cache
def _normal() -> tuple[Values, Values]:
    places = (np.arange(QUANTILES) + 0.5) / QUANTILES
    normal = NormalDist()
    return places, np.array([normal.inv_cdf(float(place)) for place in places])
