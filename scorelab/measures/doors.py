"""Measures of doors: refusals and what they cost, in money, time, work."""

import polars as pl

from scorelab.journal import AGAINST_OWN_RULES, WRONGFUL, Kind
from scorelab.measures.facts import Facts
from scorelab.measures.measure import Events, Measure, Side
from scorelab.store import Minutes

DOORS = ("doors", "operators")
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


MEASURES: tuple[Measure, ...] = (
    Events(
        name="refusals",
        title="Refusals at doors",
        unit="refusals",
        formula="attempts refused because a copy of the list, or an exit order, shut the door",
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
)
