"""How a measure falls on groups: ratio and difference to a reference group, with intervals.

Values are summed per person first, so that one person's many refusals count as one
observation. Intervals are 95% normal approximations: of the difference with unequal
variances (Welch 1947), of the ratio on the logarithm's scale (delta method).
"""

import math
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import polars as pl
from numpy.typing import NDArray

from scorelab.measures.facts import Facts
from scorelab.measures.measure import Events, Measure, States
from scorelab.scenario.quantities import AGE_BANDS

CONCERNED_LEAST = 10
PERSONS_LEAST = 30
NORMAL_95 = 1.959963984540054


@dataclass(frozen=True)
class Grouping:
    """A way to divide the adults.

    Attributes
    ----------
    name, title : str
        Short name and what a report calls it.
    groups : tuple of str
        Names of the groups, in order.
    reference : str
        The group that the others are compared with.
    code : callable
        From the people's table and the number of days run to each person's place in `groups`.
    """

    name: str
    title: str
    groups: tuple[str, ...]
    reference: str
    code: Callable[[pl.DataFrame, int], NDArray[np.int64]]


@dataclass(frozen=True)
class GroupRow:
    """A measure in one group.

    Attributes
    ----------
    group : str
        The group.
    persons, concerned : int
        Adults in it, and those of them with a value above 0.
    total : float
        Sum over the group.
    per_1000 : float or None
        Sum per 1,000 adults.
    ratio, difference : tuple of float or None
        Against the reference group, of sums per 1,000 adults: value, low and high end of
        the 95% interval. None for the reference group itself, and where not estimable:
        in either group fewer than 10 people concerned or 30 people.
    estimable : bool
        Whether the group is large enough.
    """

    group: str
    persons: int
    concerned: int
    total: float
    per_1000: float | None
    ratio: tuple[float, float, float] | None
    difference: tuple[float, float, float] | None
    estimable: bool


def age_at_end(people: pl.DataFrame, days: int) -> NDArray[np.int64]:
    """Whole years of age on the day after the last."""
    return (days - people["birthday"].to_numpy().astype(np.int64)) * 4 // 1461


def _band(people: pl.DataFrame, days: int) -> NDArray[np.int64]:
    firsts = [first for first, _ in AGE_BANDS[1:]]
    return np.searchsorted(firsts, age_at_end(people, days), side="right") - 1


def _column(name: str) -> Callable[[pl.DataFrame, int], NDArray[np.int64]]:
    return lambda people, days: people[name].to_numpy().astype(np.int64)


GROUPINGS: dict[str, Grouping] = {
    grouping.name: grouping
    for grouping in (
        Grouping("sex", "Sex", ("women", "men"), "men", _column("sex")),
        Grouping(
            "age",
            "Age",
            tuple(
                f"{first} to {last}" if last < 100 else f"{first} and over" for first, last in AGE_BANDS[1:]
            ),
            "40 to 49",
            _band,
        ),
        Grouping(
            "education",
            "Education",
            ("primary", "lower secondary", "upper secondary", "college", "degree"),
            "degree",
            _column("education"),
        ),
        Grouping(
            "income",
            "Income fifth",
            ("lowest fifth", "second fifth", "middle fifth", "fourth fifth", "highest fifth"),
            "highest fifth",
            _column("income_fifth"),
        ),
        Grouping("settled", "Registration", ("from elsewhere", "settled"), "settled", _column("settled")),
        Grouping("minority", "Minority", ("majority", "minority"), "majority", _column("minority")),
    )
}


def by_group(facts: Facts, measure: Measure, grouping: Grouping) -> list[GroupRow]:
    """A measure in each group of adults, beside the reference group.

    Raises
    ------
    TypeError
        If the measure is a single figure.
    """
    if not isinstance(measure, Events | States):
        raise TypeError(f"{measure.name} is a single figure: it cannot be divided by persons")
    people = facts.adults
    rows = measure.counted(facts).group_by("person").agg(pl.col("value").sum())
    values = np.zeros(facts.people)
    values[rows["person"].to_numpy()] = rows["value"].to_numpy()
    values = values[people["person"].to_numpy()]
    code = grouping.code(people, facts.days)
    samples = {group: values[code == place] for place, group in enumerate(grouping.groups)}
    reference = samples[grouping.reference]
    return [_row(group, sample, reference, group == grouping.reference) for group, sample in samples.items()]


def is_estimable(values: NDArray[np.float64]) -> bool:
    """Whether a group is large enough to be spoken about."""
    return len(values) >= PERSONS_LEAST and int(np.count_nonzero(values)) >= CONCERNED_LEAST


def difference(values: NDArray[np.float64], reference: NDArray[np.float64]) -> tuple[float, float, float]:
    """Difference of means, with its 95% interval."""
    value = float(values.mean() - reference.mean())
    half = NORMAL_95 * math.sqrt(_variance_of_mean(values) + _variance_of_mean(reference))
    return value, value - half, value + half


def ratio(values: NDArray[np.float64], reference: NDArray[np.float64]) -> tuple[float, float, float]:
    """Ratio of means (both above 0), with its 95% interval."""
    value = float(values.mean() / reference.mean())
    squared = (
        _variance_of_mean(values) / values.mean() ** 2 + _variance_of_mean(reference) / reference.mean() ** 2
    )
    factor = math.exp(NORMAL_95 * math.sqrt(squared))
    return value, value / factor, value * factor


def _row(group: str, values: NDArray[np.float64], reference: NDArray[np.float64], itself: bool) -> GroupRow:
    compared = not itself and is_estimable(values) and is_estimable(reference)
    return GroupRow(
        group=group,
        persons=len(values),
        concerned=int(np.count_nonzero(values)),
        total=float(values.sum()),
        per_1000=float(values.mean()) * 1000 if len(values) else None,
        ratio=ratio(values, reference) if compared else None,
        difference=difference(values * 1000, reference * 1000) if compared else None,
        estimable=is_estimable(values),
    )


def _variance_of_mean(values: NDArray[np.float64]) -> float:
    return float(values.var(ddof=1)) / len(values)
