"""Measures of a society that lives: births, deaths, and positions over years and generations."""

from itertools import pairwise
from typing import NamedTuple

import numpy as np
import polars as pl
from numpy.typing import NDArray

from scorelab.journal import Kind
from scorelab.measures.days import enrolled_since, grown_on, held_on, points_on
from scorelab.measures.facts import Facts
from scorelab.measures.measure import Figure, Measure, Side
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
            figure=lambda facts: inherited(facts, index, facts.days, enrolled_since(facts, index, 0)),
        ),
        Figure(
            name=f"born_within.{scheme.name}",
            title=f"Inherited position of those born within the run ({scheme.title})",
            unit="rank correlation",
            formula="the same, over those alone who were born within the run: none in its first 18 years",
            side=Side.HARM,
            rests_on=(*rests_on, "society_lives.inherited"),
            figure=lambda facts: inherited(facts, index, facts.days, born_within(facts)),
        ),
        Figure(
            name=f"two_generations.{scheme.name}",
            title=f"Position inherited over two generations ({scheme.title})",
            unit="rank correlation",
            formula=(
                "Spearman's rank correlation, at the end of the run, of the scores of grown-up grandchildren "
                "and of the mean of their grandparents' scores, over all whom the scheme holds with a "
                "grandparent whom it holds; not estimable with fewer than 30 grandchildren"
            ),
            side=Side.HARM,
            rests_on=(*rests_on, "society_lives.inherited"),
            figure=lambda facts: inherited(facts, index, facts.days, generations=2),
        ),
    )


def years_of(facts: Facts) -> list[int]:
    """The days on which whole years of a run are over, day 0 first."""
    whole = int(facts.days / DAYS_PER_YEAR)
    return [int(year * DAYS_PER_YEAR) for year in range(whole + 1)]


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


def born_within(facts: Facts) -> NDArray[np.bool_]:
    """Who was born within the run."""
    return np.arange(facts.people) >= facts.founders


class Heirs(NamedTuple):
    """Grown-up children, or grandchildren, with those before them; one element each but `families`.

    Attributes
    ----------
    scores : int64 array
        Their scores in tenths.
    before : float64 array
        The mean of their parents', or grandparents', scores.
    families : int
        How many mothers, or fathers where no mother is known, they have between them.
    """

    scores: NDArray[np.int64]
    before: NDArray[np.float64]
    families: int

    def correlation(self) -> float | None:
        """Spearman's rank correlation; None of fewer than 30, or where either does not vary."""
        if len(self.scores) < PAIRS_LEAST:
            return None
        ranked = pl.DataFrame({"own": self.scores, "before": self.before}).select(pl.all().rank())
        found = ranked.select(pl.corr("own", "before")).item()
        return None if found is None or np.isnan(found) else float(found)


def heirs(
    facts: Facts,
    index: int,
    day: int,
    children: NDArray[np.bool_] | None = None,
    generations: int = 1,
) -> Heirs:
    """Whom a scheme holds when a day begins, grown up, with anybody of those before them whom it holds.

    Parameters
    ----------
    facts : Facts
        Of a run in which lives go on.
    index : int
        The scheme.
    day : int
        The day on which the scores are taken.
    children : bool array, optional
        Who counts; by default everybody.
    generations : int
        1 for their parents, 2 for their grandparents.
    """
    held, scores = held_on(facts, index, day), points_on(facts, index, day)
    parents = [facts.people_table[column].to_numpy() for column in ("mother", "father")]
    ancestors = [np.arange(facts.people)]
    for _ in range(generations):
        ancestors = [np.where(before >= 0, parent[before], -1) for before in ancestors for parent in parents]
    total, known = np.zeros(facts.people, np.int64), np.zeros(facts.people, np.int64)
    for ancestor in ancestors:
        counts = (ancestor >= 0) & held[ancestor]
        total += np.where(counts, scores[ancestor], 0)
        known += counts
    who = held & grown_on(facts, day) & (known > 0)
    if children is not None:
        who &= children
    mother, father = (parent[who] for parent in parents)
    families = len(np.unique(np.where(mother >= 0, mother, father)))
    return Heirs(scores[who], total[who] / known[who], families)


def inherited(
    facts: Facts,
    index: int,
    day: int,
    children: NDArray[np.bool_] | None = None,
    generations: int = 1,
) -> float | None:
    """Rank correlation of grown-up children's scores with the mean of their parents' or grandparents' scores.

    The parameters are those of :func:`heirs`.
    """
    return heirs(facts, index, day, children, generations).correlation()


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
