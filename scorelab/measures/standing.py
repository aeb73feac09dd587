"""Measures of scores and grades: for the whole run, and for each scheme."""

import numpy as np
import polars as pl
from numpy.typing import NDArray

from scorelab.journal import LINES_OF_A_SCHEME, SCORE_KINDS, Kind
from scorelab.measures.days import held_on, points_on, ties_on
from scorelab.measures.facts import Facts
from scorelab.measures.measure import Events, Figure, Measure, Side
from scorelab.scenario.scheme_tables import TENTHS
from scorelab.store import Labels

SCHEMES = ("schemes",)
TIES_LEAST = 30
"""Fewer ties say nothing about whether like seeks like."""


def _changes(facts: Facts) -> float | None:
    kinds = [kind.value for kind in SCORE_KINDS]
    moved = facts.run.journal.filter(pl.col("kind").is_in(kinds) & (pl.col("amount") != 0))
    return float(moved.select(pl.len()).collect().item()) if facts.run.labels.schemes else None


def _falls(facts: Facts) -> pl.DataFrame:
    return facts.rank_changes.filter(pl.col("rank") < pl.col("before"))


MEASURES: tuple[Measure, ...] = (
    Figure(
        name="score_changes",
        title="Changes of scores",
        unit="changes",
        formula="journal rows, of any scheme, that moved a score; not estimable without a scheme",
        side=Side.SIZE,
        rests_on=("schemes", "incidents"),
        figure=_changes,
    ),
    Events(
        name="grade_falls",
        title="Falls to a lower grade",
        unit="falls",
        formula="changes, in any scheme, to a grade below the one before",
        side=Side.HARM,
        rests_on=("schemes", "incidents"),
        rows=_falls,
    ),
)


def gini(values: NDArray[np.int64]) -> float | None:
    """Gini's coefficient of values that are not negative; None if they sum to 0.

    Mean difference of all pairs, over twice the mean (Gini 1912), by the formula for sorted values.
    """
    count, total = len(values), int(values.sum())
    if total <= 0:
        return None
    places = 2 * np.arange(1, count + 1) - count - 1
    return float((places * np.sort(values)).sum() / (count * total))


def assortativity(ends: NDArray[np.int64]) -> float | None:
    """Correlation of a number at both ends of ties, each tie taken both ways; None if it does not vary.

    Newman (2003), "Mixing patterns in networks", equation 21, for an undirected graph.

    Parameters
    ----------
    ends : array of int, shape (ties, 2)
        The number at each end.
    """
    one, other = np.concatenate([ends, ends[:, ::-1]]).T.astype(float)
    if len(one) == 0 or one.min() == one.max():
        return None
    return float(np.corrcoef(one, other)[0, 1])


def measures_of_schemes(labels: Labels) -> tuple[Measure, ...]:
    """The measures of each scheme of a run."""
    return tuple(measure for index in range(len(labels.schemes)) for measure in _of_scheme(labels, index))


def _of_scheme(labels: Labels, index: int) -> tuple[Measure, ...]:
    scheme = labels.schemes[index]
    return (
        Figure(
            name=f"mean_score.{scheme.name}",
            title=f"Mean score ({scheme.title})",
            unit="points",
            formula="mean, over everybody whom the scheme holds, of the score at the end",
            side=Side.SIZE,
            rests_on=SCHEMES,
            figure=lambda facts: _mean(facts, index),
        ),
        *(_share_of(labels, index, rank) for rank in range(len(scheme.grades))),
        Figure(
            name=f"gini.{scheme.name}",
            title=f"Inequality of scores ({scheme.title})",
            unit="Gini coefficient",
            formula="Gini coefficient, at the end, of points above the scheme's lowest score",
            side=Side.HARM,
            rests_on=SCHEMES,
            figure=lambda facts: _inequality(facts, index),
        ),
        Figure(
            name=f"assortativity.{scheme.name}",
            title=f"Like seeks like ({scheme.title})",
            unit="correlation",
            formula=(
                "correlation, at the end of the run, of the scores at both ends of the ties formed within it "
                "that still stand, between people whom the scheme holds; not estimable with fewer than 30 "
                "ties"
            ),
            side=Side.HARM,
            rests_on=(*SCHEMES, "contacts.salon_joins", "mechanisms.new_ties"),
            figure=lambda facts: sorting(facts, index, facts.days),
        ),
        Figure(
            name=f"lines_can_fire.{scheme.name}",
            title=f"Lines that can fire ({scheme.title})",
            unit="lines",
            formula="lines of the scheme's table under which some incident falls, as the mechanisms stand",
            side=Side.SIZE,
            rests_on=(*SCHEMES, "incidents"),
            figure=lambda facts: float(sum(line.can_fire for line in facts.run.labels.schemes[index].lines)),
        ),
        Figure(
            name=f"lines_did_fire.{scheme.name}",
            title=f"Lines that did fire ({scheme.title})",
            unit="lines",
            formula="lines of the scheme's table under which at least one incident was recorded",
            side=Side.SIZE,
            rests_on=(*SCHEMES, "incidents"),
            figure=lambda facts: float(len(fired(facts, index))),
        ),
    )


def _share_of(labels: Labels, index: int, rank: int) -> Figure:
    scheme = labels.schemes[index]
    return Figure(
        name=f"grade_share.{scheme.name}.{scheme.grades[rank]}",
        title=f"Share at grade {scheme.grades[rank]} ({scheme.title})",
        unit="share",
        formula="people of this grade at the end, over everybody whom the scheme holds",
        side=Side.SIZE,
        rests_on=SCHEMES,
        figure=lambda facts: _share(facts, index, rank),
    )


def _mean(facts: Facts, index: int) -> float | None:
    points = facts.points(index)[facts.enrolled(index)]
    return int(points.sum()) / len(points) / TENTHS if len(points) else None


def _share(facts: Facts, index: int, rank: int) -> float | None:
    ranks = facts.ranks(index, facts.days)[facts.enrolled(index)]
    return int((ranks == rank).sum()) / len(ranks) if len(ranks) else None


def _inequality(facts: Facts, index: int) -> float | None:
    lowest = facts.run.labels.schemes[index].range_on(facts.days - 1).lowest
    return gini(facts.points(index)[facts.enrolled(index)] - lowest)


def sorting(facts: Facts, index: int, day: int) -> float | None:
    """Sorting by score: assortativity of the ties formed within the run that stand when a day begins.

    Parameters
    ----------
    facts : Facts
        Of any run.
    index : int
        The scheme whose scores count; ties count between people whom it holds then.
    day : int
        The day; None is the answer where fewer than 30 ties stand.
    """
    ends = ties_on(facts, day)
    ends = ends[held_on(facts, index, day)[ends].all(axis=1)]
    return assortativity(points_on(facts, index, day)[ends]) if len(ends) >= TIES_LEAST else None


def fired(facts: Facts, index: int) -> list[int]:
    """Places of a scheme's lines under which anything was recorded, rising."""
    first = index * LINES_OF_A_SCHEME
    recorded = facts.run.journal.filter(
        (pl.col("kind") == Kind.RECORDED.value)
        & pl.col("what").is_between(first, first + LINES_OF_A_SCHEME - 1)
    )
    return sorted(what - first for what in recorded.select("what").unique().collect()["what"])
