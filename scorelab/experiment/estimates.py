"""Paired estimates over replicates: means, differences, intervals, and what pairing was worth.

A replicate is a pair of worlds with the same people and the same luck, so the difference
within it is caused by the rules; replicates (seeds) are independent of one another. The
interval is that of the mean of the differences within pairs, by Student's t with one degree
of freedom fewer than there are replicates: the paired-t interval, see Law (2015),
"Simulation Modeling and Analysis", section 10.2.1, and on common random numbers section 11.2.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from statistics import fmean, variance
from typing import Any

from scorelab.experiment.student import quantile

SOURCE = "band of seeds, paired over replicates, Student's t, 95%"
"""Which band intervals are, and where they come from, as every table says."""


@dataclass(frozen=True)
class Estimate:
    """One measure in two worlds, over replicates.

    Attributes
    ----------
    base, other : float or None
        Means over the replicates in which the measure can be estimated in both worlds; None
        if there is none.
    difference : float or None
        The mean of other less base.
    half : float or None
        Half the width of the 95% interval of the difference; None with fewer than two replicates.
    replicates : int
        How many replicates the means rest on.
    paired, unpaired : float or None
        Variance of the difference within pairs, and what it would be were the two worlds
        independent (the sum of both variances).
    """

    base: float | None
    other: float | None
    difference: float | None
    half: float | None
    replicates: int
    paired: float | None
    unpaired: float | None

    @property
    def low(self) -> float | None:
        """The lower end of the interval of the difference."""
        return None if self.difference is None or self.half is None else self.difference - self.half

    @property
    def high(self) -> float | None:
        """The upper end of the interval of the difference."""
        return None if self.difference is None or self.half is None else self.difference + self.half

    @property
    def is_apart(self) -> bool:
        """Whether the interval of the difference leaves out nought."""
        return bool(self.difference) and self.half is not None and abs(self.difference or 0.0) > self.half

    @property
    def worth(self) -> float | None:
        """How many times as many unpaired replicates the same certainty would take."""
        if not self.paired or self.unpaired is None:
            return None
        return self.unpaired / self.paired

    def to_json(self) -> dict[str, float | None]:
        """The difference with its interval and both variances."""
        return {
            "mean": self.difference,
            "low": self.low,
            "high": self.high,
            "variance_paired": self.paired,
            "variance_unpaired": self.unpaired,
        }


Measures = Mapping[str, float | None]


def estimate(pairs: Sequence[tuple[float | None, float | None]]) -> Estimate:
    """Means and their difference, from (base, other) of each replicate."""
    known = [(one, other) for one, other in pairs if one is not None and other is not None]
    if not known:
        return Estimate(None, None, None, None, 0, None, None)
    ones, others = [one for one, _ in known], [other for _, other in known]
    differences = [other - one for one, other in known]
    half = paired = unpaired = None
    if len(known) > 1:
        paired, unpaired = variance(differences), variance(ones) + variance(others)
        half = quantile(len(known) - 1) * math.sqrt(paired / len(known))
    mean = fmean(differences)
    return Estimate(fmean(ones), fmean(others), mean, half, len(known), paired, unpaired)


def estimates(base: Sequence[Measures], other: Sequence[Measures]) -> dict[str, Estimate]:
    """An estimate of every measure that both worlds have."""
    names = [name for name in base[0] if name in other[0]]
    return {
        name: estimate([(one[name], twin[name]) for one, twin in zip(base, other, strict=True)])
        for name in names
    }


def means(worlds: Sequence[Measures]) -> dict[str, float | None]:
    """The mean of each measure over the replicates in which it can be estimated."""
    found: dict[str, float | None] = {}
    for name in worlds[0]:
        known = [value for world in worlds if (value := world[name]) is not None]
        found[name] = fmean(known) if known else None
    return found


def mean_with_error(values: Sequence[float]) -> tuple[float, float | None]:
    """The mean of independent values with its standard error; None of a single value."""
    if len(values) < 2:
        return fmean(values), None
    return fmean(values), math.sqrt(variance(values) / len(values))


def plain(value: Any) -> Any:
    """A number for JSON: whole where it is whole."""
    return int(value) if isinstance(value, float) and value.is_integer() else value
