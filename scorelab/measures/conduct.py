"""Measures of how people answer: silence, offences not committed, loans repaid or not."""

import numpy as np
import polars as pl
from numpy.typing import NDArray

from scorelab.journal import Kind
from scorelab.measures.facts import Facts
from scorelab.measures.measure import Events, Figure, Measure, Side

LOAN_DOOR = "small_loan"
DEFAULT = "loan_missed_small"
LOANS = ("doors", "schemes", "incidents")


def _borrowers(facts: Facts) -> tuple[NDArray[np.int64], NDArray[np.int64]] | None:
    """Whom the small lender's scheme holds, and whom of them the lender serves as from the run's middle.

    None if no lender asks for a grade.
    """
    labels = facts.run.labels
    if LOAN_DOOR not in labels.doors or not labels.door_grades:
        return None
    asked = labels.door_grades[labels.doors.index(LOAN_DOOR)]
    if asked.scheme < 0 or asked.below == 0:
        return None
    held = facts.enrolled(asked.scheme)
    served = held & (facts.ranks(asked.scheme, _middle(facts)) >= asked.below)
    return np.flatnonzero(held), np.flatnonzero(served)


def _middle(facts: Facts) -> int:
    return facts.days // 2


def _defaults(facts: Facts, borrowers: NDArray[np.int64]) -> float | None:
    """Small instalments missed after the run's middle, per 1,000 of these people."""
    if not len(borrowers):
        return None
    default = facts.run.labels.incidents.index(DEFAULT) + 1
    missed = facts.run.journal.filter(
        (pl.col("kind") == Kind.INCIDENT.value)
        & (pl.col("what") == default)
        & (pl.col("day") >= _middle(facts))
    )
    people = missed.select("person").collect()["person"].to_numpy()
    return float(np.isin(people, borrowers).sum()) / len(borrowers) * 1000


def _with_score(facts: Facts) -> float | None:
    found = _borrowers(facts)
    return None if found is None else _defaults(facts, found[1])


def _without_score(facts: Facts) -> float | None:
    found = _borrowers(facts)
    return None if found is None else _defaults(facts, found[0])


def _ratio(facts: Facts) -> float | None:
    screened, everybody = _with_score(facts), _without_score(facts)
    return screened / everybody if screened is not None and everybody else None


MEASURES: tuple[Measure, ...] = (
    Events(
        name="posts_not_written",
        title="Posts not written",
        unit="posts",
        formula="critical posts that luck would have had written, but fear of punishment did not let be",
        side=Side.HARM,
        rests_on=("conduct.chilling", "conduct.punishment_seen", "mechanisms.chilling"),
        rows=lambda facts: facts.rows(Kind.POST_WITHHELD),
    ),
    Events(
        name="offences_prevented",
        title="Offences prevented",
        unit="offences",
        formula="acts that luck would have had happen, but that people aware of a scheme did not commit",
        side=Side.BENEFIT,
        rests_on=("conduct.deterrence", "population.aware_share", "mechanisms.deterrence"),
        rows=lambda facts: facts.rows(Kind.OFFENCE_PREVENTED),
    ),
    Figure(
        name="defaults_with_score",
        title="Missed instalments, lenders with a score",
        unit="per 1,000 borrowers",
        formula=(
            "small instalments missed in the second half of the run, per 1,000 people who in its middle had "
            "the grade that the small lender asks for, or a higher one; not estimable if it asks for none"
        ),
        side=Side.SIZE,
        rests_on=LOANS,
        figure=_with_score,
    ),
    Figure(
        name="defaults_without_score",
        title="Missed instalments, lenders without a score",
        unit="per 1,000 borrowers",
        formula="the same per 1,000 of all whom that lender's scheme holds, whatever their grade",
        side=Side.SIZE,
        rests_on=LOANS,
        figure=_without_score,
    ),
    Figure(
        name="defaults_ratio",
        title="Missed instalments, with a score against without",
        unit="times",
        formula="the rate of lenders with a score, over that of lenders without: below 1 it helps them",
        side=Side.SIZE,
        rests_on=LOANS,
        figure=_ratio,
    ),
)
