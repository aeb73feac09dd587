"""Measures of doors: refusals and what they cost, in money, time, work."""

import numpy as np
import polars as pl

from scorelab.journal import AGAINST_OWN_RULES, WRONGFUL, Kind, Truth
from scorelab.measures.facts import Facts
from scorelab.measures.measure import Events, Figure, Measure, Side
from scorelab.store import Labels, Minutes

DOORS = ("doors", "operators")
GRADES = ("doors", "schemes")
BARRIERS = (Kind.COPY_TAKEN, Kind.EXIT_ORDER)
"""What shuts a door whatever the grade."""
COPIES = ("errors.stale", "errors.stale_days")


def _refusals(facts: Facts) -> pl.DataFrame:
    return facts.rows(Kind.REFUSAL)


def _of_classes(rows: pl.DataFrame, classes: tuple[int, ...]) -> pl.DataFrame:
    return rows.filter(pl.col("truth").is_in([int(truth) for truth in classes]))


def with_minutes(rows: pl.DataFrame, periods: tuple[Minutes, ...], field: str) -> pl.DataFrame:
    """Add what each row costs in minutes, by its day and `what`.

    Parameters
    ----------
    rows : DataFrame
        Refusals or complaints.
    periods : tuple of Minutes
        In order of their first day.
    field : str
        `doors` or `channels`.
    """
    minutes = pl.lit(0)
    for period in periods:
        prices = dict(enumerate(getattr(period, field)))
        priced = pl.col("what").replace_strict(prices, default=0, return_dtype=pl.Int64)
        minutes = (
            priced
            if period is periods[0]
            else pl.when(pl.col("day") >= period.from_day).then(priced).otherwise(minutes)
        )
    return rows.with_columns(minutes=minutes)


def _lost_to_refusals(facts: Facts) -> pl.DataFrame:
    refusals = _refusals(facts).select("row")
    return facts.rows(Kind.JOB_LOST).join(refusals, left_on="trigger", right_on="row", how="semi")


_WITHOUT_CLASS = pl.col("truth") == Truth.NONE.value
"""Refusals for want of a place say nothing about a listing, so they have no ground-truth class."""


def refused_for_standing(facts: Facts) -> pl.DataFrame:
    """Refusals for a grade, at once or after a review."""
    asking = [place for place, asked in enumerate(facts.run.labels.door_grades) if asked.scheme >= 0]
    barriers = facts.run.journal.filter(pl.col("kind").is_in([kind.value for kind in BARRIERS]))
    return (
        _refusals(facts)
        .filter(~_WITHOUT_CLASS & pl.col("what").is_in(asking))
        .join(barriers.select("row").collect(), left_on="trigger", right_on="row", how="anti")
    )


def refused_by_scarcity(facts: Facts) -> pl.DataFrame:
    """Applicants for scarce places who came too late in the order."""
    return _refusals(facts).filter(_WITHOUT_CLASS)


def perks_not_given(facts: Facts, door: int) -> int:
    """Person-days that people whom a door's scheme holds spend below the grade of its perk."""
    asked = facts.run.labels.door_grades[door]
    held = facts.enrolled(asked.scheme)
    before = int((held & (facts.ranks(asked.scheme, 0) < asked.perk_from)).sum()) * facts.days
    change = (pl.col("rank") < asked.perk_from).cast(pl.Int64) - (pl.col("before") < asked.perk_from)
    of_held = pl.col("person").is_in(np.flatnonzero(held))
    changes = facts.rank_changes.filter((pl.col("scheme") == asked.scheme) & of_held)
    return before + int(changes.select((change * (facts.days - pl.col("day"))).sum()).item())


def measures_of_perks(labels: Labels) -> tuple[Measure, ...]:
    """A measure for each door that gives a perk from a grade on."""
    return tuple(
        Figure(
            name=f"perks_not_given.{labels.doors[door]}",
            title=f"Perk not given ({labels.doors[door].replace('_', ' ')})",
            unit="person-days",
            formula=(
                "days that people whom the door's scheme holds spend below the grade of its perk, as counted "
                "at each day's end; nobody is told, so no refusal is on record"
            ),
            side=Side.HARM,
            rests_on=GRADES,
            figure=lambda facts, door=door: float(perks_not_given(facts, door)),  # type: ignore[misc]
        )
        for door, asked in enumerate(labels.door_grades)
        if asked.scheme >= 0 and asked.perk_from > 0
    )


MEASURES: tuple[Measure, ...] = (
    Events(
        name="refusals",
        title="Refusals at doors",
        unit="refusals",
        formula=(
            "attempts refused because a copy of the list, an exit order or a grade shut the door, "
            "or because scarce places went to others"
        ),
        side=Side.HARM,
        rests_on=DOORS,
        rows=_refusals,
    ),
    Events(
        name="refused_persons",
        title="People refused at least once",
        unit="persons",
        formula="distinct people with a refusal",
        side=Side.HARM,
        rests_on=DOORS,
        rows=_refusals,
        persons_once=True,
    ),
    Events(
        name="wrongful_refusals",
        title="Wrongful refusals",
        unit="refusals",
        formula="refusals whose class was never owed, paid elsewhere or settled",
        side=Side.HARM,
        rests_on=(*DOORS, *COPIES, "errors.misattributed", "errors.clerical"),
        rows=lambda facts: _of_classes(_refusals(facts), WRONGFUL),
    ),
    Events(
        name="refusals_against_own_rules",
        title="Refusals against the list's own rules",
        unit="refusals",
        formula="wrongful refusals, and those of people unable to pay or never told of the judgment",
        side=Side.HARM,
        rests_on=(*DOORS, *COPIES, "court.unserved", "court.inability_recognised"),
        rows=lambda facts: _of_classes(_refusals(facts), AGAINST_OWN_RULES),
    ),
    Events(
        name="refusal_cost",
        title="Money that refusals cost",
        unit="cents",
        formula="sum of what refused people paid more for the substitute, or lost",
        side=Side.HARM,
        rests_on=("doors",),
        rows=_refusals,
        sums="amount",
    ),
    Events(
        name="refusal_minutes",
        title="Time that refusals cost",
        unit="minutes",
        formula="sum over refusals of the door's minutes in force that day",
        side=Side.HARM,
        rests_on=("doors",),
        rows=lambda facts: with_minutes(_refusals(facts), facts.run.labels.minutes, "doors"),
        sums="minutes",
    ),
    Events(
        name="jobs_lost",
        title="Jobs lost because of a refusal",
        unit="jobs",
        formula="lost jobs whose trigger is a refusal",
        side=Side.HARM,
        rests_on=("doors", "livelihood"),
        rows=_lost_to_refusals,
    ),
    Events(
        name="refusals_by_grade",
        title="Refusals for a grade",
        unit="refusals",
        formula="refusals at a door that asks for a grade, at once or after a review, by no copy of the list",
        side=Side.HARM,
        rests_on=(*GRADES, "mechanisms.door_by_score"),
        rows=refused_for_standing,
    ),
    Events(
        name="refusals_by_scarcity",
        title="Refusals for want of a place",
        unit="refusals",
        formula="applicants in the yearly rounds of doors with scarce places who got none",
        side=Side.HARM,
        rests_on=(*GRADES, "mechanisms.grade_priority"),
        rows=refused_by_scarcity,
    ),
    Events(
        name="reviews",
        title="Applications reviewed for a grade",
        unit="reviews",
        formula="applications that a door reviewed first because of the applicant's grade",
        side=Side.HARM,
        rests_on=GRADES,
        rows=lambda facts: facts.rows(Kind.REVIEWED),
    ),
)
