"""Measures of a society that lives: births, deaths, and positions over years and generations."""

from itertools import pairwise

import numpy as np
import polars as pl
from numpy.typing import NDArray

from scorelab.journal import LINES_OF_A_SCHEME, SCORE_KINDS, Kind
from scorelab.measures.facts import Facts
from scorelab.measures.measure import Figure, Measure, Side
from scorelab.measures.standing import TIES_LEAST, assortativity
from scorelab.rules.incidents import is_adult
from scorelab.scenario.quantities import DAYS_PER_YEAR, MILLE
from scorelab.store import Labels

RESTS_ON = ("society_lives", "population")
PAIRS_LEAST = 30
"""Fewer parents and children say nothing about inherited position."""


def measures_of_lives(labels: Labels) -> tuple[Measure, ...]:
    """The measures of a run in which lives go on, those of each scheme among them; none of any other run."""
    if not labels.lives:
        return ()
    own = (measure for index in range(len(labels.schemes)) for measure in _of_scheme(labels, index))
    return (
        Figure(
            name="births_per_mille",
            title="Births",
            unit="per 1,000 person-years",
            formula="births within the run, over the years lived within it by everybody",
            side=Side.SIZE,
            rests_on=RESTS_ON,
            figure=lambda facts: _per_mille(facts, Kind.BORN),
        ),
        Figure(
            name="deaths_per_mille",
            title="Deaths",
            unit="per 1,000 person-years",
            formula="deaths within the run, over the years lived within it by everybody",
            side=Side.SIZE,
            rests_on=RESTS_ON,
            figure=lambda facts: _per_mille(facts, Kind.DIED),
        ),
        *own,
    )


def _of_scheme(labels: Labels, index: int) -> tuple[Measure, ...]:
    scheme = labels.schemes[index]
    rests_on = (*RESTS_ON, "schemes")
    return (
        Figure(
            name=f"grade_mobility.{scheme.name}",
            title=f"Grade mobility in a year ({scheme.title})",
            unit="share",
            formula=(
                "people whose grade is another one than a year before, over those whom the scheme held on "
                "both days; all whole years of the run together"
            ),
            side=Side.SIZE,
            rests_on=rests_on,
            figure=lambda facts: mobility(facts, index),
        ),
        Figure(
            name=f"sorting.{scheme.name}",
            title=f"Sorting by score ({scheme.title})",
            unit="correlation",
            formula=(
                "correlation, at the end of the run, of the scores at both ends of the ties formed within it "
                "that still stand; not estimable with fewer than 30 ties"
            ),
            side=Side.HARM,
            rests_on=(*rests_on, "contacts.salon_joins", "mechanisms.new_ties"),
            figure=lambda facts: sorting(facts, index, facts.days),
        ),
        Figure(
            name=f"inherited_position.{scheme.name}",
            title=f"Inherited position ({scheme.title})",
            unit="rank correlation",
            formula=(
                "Spearman's rank correlation, at the end of the run, of the scores of grown-up children and "
                "of the mean of their parents' scores, over all whom the scheme holds with a parent whom it "
                "holds; not estimable with fewer than 30 children"
            ),
            side=Side.HARM,
            rests_on=rests_on,
            figure=lambda facts: inherited(facts, index, facts.days),
        ),
        Figure(
            name=f"second_generation.{scheme.name}",
            title=f"Inherited position of the second generation ({scheme.title})",
            unit="rank correlation",
            formula="the same, over those alone whom the scheme enrolled within the run as they came of age",
            side=Side.HARM,
            rests_on=(*rests_on, "society_lives.inherited"),
            figure=lambda facts: inherited(facts, index, facts.days, enrolled_later(facts, index, 0)),
        ),
    )


def years_of(facts: Facts) -> list[int]:
    """The days on which whole years of a run are over, day 0 first."""
    whole = int(facts.days / DAYS_PER_YEAR)
    return [int(year * DAYS_PER_YEAR) for year in range(whole + 1)]


def held_on(facts: Facts, index: int, day: int) -> NDArray[np.bool_]:
    """Whom a scheme holds when a day begins: enrolled, not left, alive."""
    left = facts.run.journal.filter(
        (pl.col("kind") == Kind.LEFT_SCHEME.value)
        & (pl.col("day") < day)
        & (pl.col("what").cast(pl.Int32) == index * LINES_OF_A_SCHEME)
    )
    held = facts.ever_enrolled(index) & ~enrolled_later(facts, index, day)
    held[left.select("person").collect()["person"].to_numpy()] = False
    return held & (facts.people_table["dies"].to_numpy() > day)


def enrolled_later(facts: Facts, index: int, day: int) -> NDArray[np.bool_]:
    """Whom a scheme enrolled on a day or after it, when they came of age."""
    rows = facts.run.journal.filter(
        (pl.col("kind") == Kind.ENROLLED.value)
        & (pl.col("day") >= day)
        & (pl.col("what").cast(pl.Int32) == index * LINES_OF_A_SCHEME)
    )
    found = np.zeros(len(facts.people_table), np.bool_)
    found[rows.select("person").collect()["person"].to_numpy()] = True
    return found


def points_on(facts: Facts, index: int, day: int) -> NDArray[np.int64]:
    """Everybody's score in a scheme when a day begins, in tenths: the last one less what came later."""
    kinds = [kind.value for kind in SCORE_KINDS]
    later = (
        facts.run.journal.filter(
            pl.col("kind").is_in(kinds)
            & (pl.col("day") >= day)
            & (pl.col("what").cast(pl.Int32) // LINES_OF_A_SCHEME == index)
        )
        .group_by("person")
        .agg(pl.col("amount").sum())
        .collect()
    )
    scores = facts.points(index).copy()
    scores[later["person"].to_numpy()] -= later["amount"].to_numpy()
    return scores


def transitions(facts: Facts, index: int, since: int, until: int) -> NDArray[np.int64]:
    """How many people went from each grade (row) to each grade (column) between two days.

    Parameters
    ----------
    facts : Facts
        Of a run in which lives go on.
    index : int
        The scheme.
    since, until : int
        The two days; people count whom the scheme holds on both.
    """
    grades = len(facts.run.labels.schemes[index].grades)
    both = held_on(facts, index, since) & held_on(facts, index, until)
    before, after = facts.ranks(index, since)[both], facts.ranks(index, until)[both]
    return np.bincount(before * grades + after, minlength=grades * grades).reshape(grades, grades)


def mobility(facts: Facts, index: int) -> float | None:
    """Share of people whose grade is another one than a year before; None without a whole year."""
    tables = [transitions(facts, index, since, until) for since, until in pairwise(years_of(facts))]
    total = sum(int(table.sum()) for table in tables)
    return 1 - sum(int(np.trace(table)) for table in tables) / total if total else None


def sorting(facts: Facts, index: int, day: int) -> float | None:
    """Assortativity by score of the ties formed before a day that still stand on it."""
    formed = facts.rows(Kind.TIE_FORMED).filter(pl.col("day") < day).select("person", "other").to_numpy()
    ended = pl.col("kind").is_in([Kind.TIE_LOST.value, Kind.TIE_PARTED.value]) & (pl.col("day") < day)
    lost = facts.run.journal.filter(ended).select("person", "other").collect().to_numpy()
    gone = {tuple(sorted(pair)) for pair in lost.tolist()}
    stands = np.array([tuple(sorted(pair)) not in gone for pair in formed.tolist()], bool)
    ends = formed[stands]
    ends = ends[held_on(facts, index, day)[ends].all(axis=1)]
    return assortativity(points_on(facts, index, day)[ends]) if len(ends) >= TIES_LEAST else None


def inherited(facts: Facts, index: int, day: int, children: NDArray[np.bool_] | None = None) -> float | None:
    """Rank correlation of grown-up children's scores with the mean of their parents' scores.

    Parameters
    ----------
    facts : Facts
        Of a run in which lives go on.
    index : int
        The scheme.
    day : int
        The day on which the scores are taken.
    children : bool array, optional
        The children who count; by default all.
    """
    held, scores = held_on(facts, index, day), points_on(facts, index, day)
    people = facts.people_table
    grown = np.array([is_adult(birthday, day) for birthday in people["birthday"].to_list()], bool)
    total, known = np.zeros(len(people), np.int64), np.zeros(len(people), np.int64)
    for column in ("mother", "father"):
        parent = people[column].to_numpy()
        counts = (parent >= 0) & held[parent]
        total += np.where(counts, scores[parent], 0)
        known += counts
    child = held & grown & (known > 0)
    if children is not None:
        child &= children
    if int(child.sum()) < PAIRS_LEAST:
        return None
    pairs = pl.DataFrame({"child": scores[child], "parents": total[child] / known[child]})
    ranked = pairs.select(pl.all().rank())
    correlation = ranked.select(pl.corr("child", "parents")).item()
    return None if correlation is None or np.isnan(correlation) else float(correlation)


def person_years(facts: Facts) -> float:
    """The years lived within a run by everybody, from day 0 or birth to death or the end."""
    people = facts.people_table
    since = people["birthday"].to_numpy().astype(np.int64).clip(0, facts.days)
    until = people["dies"].to_numpy().astype(np.int64).clip(0, facts.days)
    return float((until - since).sum()) / DAYS_PER_YEAR


def _per_mille(facts: Facts, kind: Kind) -> float | None:
    years = person_years(facts)
    rows = facts.run.journal.filter(pl.col("kind") == kind.value).select(pl.len()).collect().item()
    return float(rows) / years * MILLE if years else None
