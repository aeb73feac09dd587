"""What one run can say about chance: 95% intervals within a society.

They say what would vary if independent people of the same society met other luck. One
seed is one society: none of them says how societies differ.
"""

import math

import numpy as np
import polars as pl
from numpy.typing import NDArray

from scorelab.journal import Answer, Kind
from scorelab.measures import Events, Facts, Measure, States, measures_of
from scorelab.measures.durations import survival
from scorelab.measures.groups import NORMAL_95
from scorelab.measures.on_the_list import WRONGFUL_DAYS, new_wrong_spells
from scorelab.report.influence import influence

Interval = tuple[float, float]


def of_count(number: float) -> Interval:
    """Interval of a Poisson count: Byar's approximation (Breslow and Day 1987, II, p. 69)."""
    low = 0.0
    if number > 0:
        low = number * (1 - 1 / (9 * number) - NORMAL_95 / (3 * math.sqrt(number))) ** 3
    more = number + 1
    high = more * (1 - 1 / (9 * more) + NORMAL_95 / (3 * math.sqrt(more))) ** 3
    return max(low, 0.0), high


def of_share(part: float, whole: float) -> Interval | None:
    """Interval of a share of independent people (Wilson 1927); None of nobody."""
    if whole == 0:
        return None
    share, squared = part / whole, NORMAL_95**2
    middle = share + squared / (2 * whole)
    half = NORMAL_95 * math.sqrt(share * (1 - share) / whole + squared / (4 * whole**2))
    return max((middle - half) / (1 + squared / whole), 0.0), min(
        (middle + half) / (1 + squared / whole), 1.0
    )


def of_sum(per_person: NDArray) -> Interval | None:
    """Interval of a sum to which each person adds a lump (compound Poisson, normal approximation).

    None where fewer than ten people add to it: the approximation says nothing then.
    """
    values = np.asarray(per_person, np.float64)
    if np.count_nonzero(values) < 10:
        return None
    total, half = float(values.sum()), NORMAL_95 * math.sqrt(float((values**2).sum()))
    return max(total - half, 0.0), total + half


def of_mean(values: NDArray) -> Interval | None:
    """Interval of a mean (normal approximation); None of fewer than ten values."""
    numbers = np.asarray(values, np.float64)
    if len(numbers) < 10:
        return None
    half = NORMAL_95 * float(numbers.std(ddof=1)) / math.sqrt(len(numbers))
    return max(float(numbers.mean()) - half, 0.0), float(numbers.mean()) + half


def of_measure(facts: Facts, measure: Measure) -> Interval | None:
    """Interval of a measure's total, where one run allows it."""
    if isinstance(measure, Events | States):
        per_person = measure.counted(facts).group_by("person").agg(pl.col("value").sum())["value"].to_numpy()
        if measure.unit not in ("cents", "minutes") and (len(per_person) == 0 or per_person.max() <= 1):
            return of_count(float(per_person.sum()))
        return of_sum(per_person)
    if measure.name == "days_per_wrong_record":
        days = WRONGFUL_DAYS.counted(facts).group_by("person", "listing").agg(pl.col("value").sum())
        return of_mean(days["value"].to_numpy())
    if measure.name == "never_restored":
        spells = new_wrong_spells(facts)
        return of_share(spells.height - int(spells["restored"].sum()), spells.height)
    if measure.name == "error_half_life":
        spells = new_wrong_spells(facts)
        return of_median(spells["days"].to_numpy(), spells["restored"].to_numpy())
    if measure.name == "median_days_to_answer":
        waits = waits_for_answers(facts)
        return of_median(waits["days"].to_numpy(), waits["answered"].to_numpy())
    return of_influence(facts, measure)


def of_influence(facts: Facts, measure: Measure) -> Interval | None:
    """Interval of a mean, a share or a ratio over people, by how much each bears on it."""
    parts = influence(facts, measure)
    if parts is None or np.count_nonzero(parts) < 10:
        return None
    value = measure.total(facts)
    if value is None:
        return None
    half = NORMAL_95 * math.sqrt(float((parts**2).sum()))
    return value - half, value + half


def of_rank_correlation(correlation: float, independent: int) -> Interval | None:
    """Interval of Spearman's rank correlation of so many independent pairs; None of fewer than ten.

    Fisher's transformation, with the variance of Bonett and Wright (2000), "Sample size requirements for
    estimating Pearson, Kendall and Spearman correlations".
    """
    if independent < 10:
        return None
    middle = math.atanh(min(max(correlation, -0.999), 0.999))
    half = NORMAL_95 * math.sqrt((1 + correlation**2 / 2) / (independent - 3))
    return math.tanh(middle - half), math.tanh(middle + half)


def of_difference(one: NDArray | None, other: NDArray | None, *, twins: bool) -> float | None:
    """Half the width of the interval of a difference between two runs; None if it cannot be estimated.

    Parameters
    ----------
    one, other : array or None
        How much each person bears on the measure, in either run.
    twins : bool
        Whether both runs have the same people with the same luck: then what a person has in
        common in both takes no part.
    """
    if one is None or other is None:
        return None
    squares = (one - other) ** 2 if twins and len(one) == len(other) else np.concatenate([one**2, other**2])
    return NORMAL_95 * math.sqrt(float(squares.sum())) if np.count_nonzero(squares) >= 10 else None


def waits_for_answers(facts: Facts) -> pl.DataFrame:
    """Each complaint with its channel (`what`), its answer, `days` waited and whether `answered`.

    A complaint without an answer waits until the run's end; one that is known never to be
    answered does so as well.
    """
    answers = facts.rows(Kind.ANSWER).select("trigger", answer="what", on="day")
    answered = pl.col("answer").is_in([Answer.REJECTED.value, Answer.UPHELD.value]).fill_null(False)
    files = facts.rows(Kind.COMPLAINT).join(answers, left_on="row", right_on="trigger", how="left")
    until = pl.when(answered).then(pl.col("on")).otherwise(facts.days)
    return files.with_columns(answered=answered, days=until - pl.col("day"))


def band(durations: NDArray, ended: NDArray) -> tuple[NDArray, NDArray, NDArray, NDArray]:
    """Kaplan-Meier curve with its 95% band, on the scale log(-log) (Kalbfleisch and Prentice 1980).

    Returns
    -------
    days, share, low, high
        As of :func:`scorelab.measures.durations.survival`, and the band.
    """
    days, share = survival(durations, ended)
    ends = np.unique(np.asarray(durations)[np.asarray(ended, bool)], return_counts=True)[1]
    at_risk = len(durations) - np.searchsorted(np.sort(durations), days, side="left")
    low, high = share.copy(), share.copy()
    inside = (share > 0) & (share < 1)
    with np.errstate(divide="ignore", invalid="ignore"):
        greenwood = np.cumsum(ends / (at_risk * (at_risk - ends)))
        log = np.log(share)
        half = NORMAL_95 * np.sqrt(greenwood) / np.abs(log)
        low[inside] = (share ** np.exp(half))[inside]
        high[inside] = (share ** np.exp(-half))[inside]
    return days, share, low, high


def of_median(durations: NDArray, ended: NDArray) -> Interval | None:
    """Interval of a median duration: where the band crosses one half (Brookmeyer and Crowley 1982)."""
    if len(durations) < 10 or not np.any(ended):
        return None
    days, _, low, high = band(durations, ended)
    first, last = np.flatnonzero(low <= 0.5), np.flatnonzero(high <= 0.5)
    if len(first) == 0 or len(last) == 0:
        return None
    return float(days[first[0]]), float(days[last[0]])


def of_named(facts: Facts, name: str) -> Interval | None:
    """Interval of a measure's total, by name."""
    return of_measure(facts, measures_of(facts.run.labels)[name])
