"""The course of a measure over days and calendar months, and its parts."""

from datetime import date

import numpy as np
import polars as pl
from numpy.typing import NDArray

from scorelab.journal import Kind, Truth
from scorelab.measures.facts import Facts
from scorelab.measures.measure import Events, Measure, States
from scorelab.store.labels import in_words


def by_day(facts: Facts, measure: Measure) -> NDArray[np.int64]:
    """A measure's value on each day of the run.

    Of events: their sum that day. Of states: how many people are in it at the day's end.

    Raises
    ------
    TypeError
        If the measure is a single figure.
    """
    if isinstance(measure, Events):
        rows = measure.counted(facts)
        sums = rows.group_by("day").agg(pl.col("value").sum())
        series = np.zeros(facts.days, np.int64)
        series[sums["day"].to_numpy()] = sums["value"].to_numpy()
        return series
    if isinstance(measure, States):
        change = np.zeros(facts.days + 1, np.int64)
        spells = measure.spells(facts)
        np.add.at(change, spells["start"].clip(0, facts.days).to_numpy(), 1)
        np.add.at(change, spells["end"].clip(0, facts.days).to_numpy(), -1)
        return np.cumsum(change)[: facts.days]
    raise TypeError(f"{measure.name} is a single figure: it has no course over days")


def by_month(facts: Facts, measure: Measure) -> list[tuple[date, int]]:
    """A measure's value in each calendar month touched by the run, under the month's first day.

    Of events, and of states measured in person-days: the sum of the days. Of states
    counted at the end: the value on the last day of the month, or of the run.
    """
    series = by_day(facts, measure)
    months: dict[date, int] = {}
    at_end = isinstance(measure, States) and measure.at_end
    for day, value in enumerate(series.tolist()):
        month = facts.run.date(day).replace(day=1)
        months[month] = value if at_end else months.get(month, 0) + value
    return list(months.items())


def breakdown(facts: Facts, measure: Events, column: str = "what") -> dict[str, int]:
    """An event measure's parts, largest first.

    Parameters
    ----------
    facts : Facts
        The run.
    measure : Events
        What is taken apart.
    column : str
        `what` (doors, channels, layers ... in words) or `truth` (ground-truth classes).
    """
    rows = measure.counted(facts)
    if rows.height == 0:
        return {}
    if column == "truth":
        words = {truth.value: in_words(truth) for truth in Truth}
    else:
        words = facts.run.labels.words(Kind(rows["kind"][0]))
    sums = rows.group_by(column).agg(pl.col("value").sum()).sort("value", column, descending=[True, False])
    return {words.get(key, str(key)): value for key, value in sums.iter_rows()}
