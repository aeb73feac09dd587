"""Measures of redress: who complains, who is answered, who is put right."""

import polars as pl

from scorelab.journal import Answer, Kind
from scorelab.measures.doors import with_minutes
from scorelab.measures.durations import quantile
from scorelab.measures.facts import Facts
from scorelab.measures.measure import Events, Figure, Measure, Side

REDRESS = ("redress",)


def _complaints(facts: Facts) -> pl.DataFrame:
    return facts.rows(Kind.COMPLAINT)


def _answered(facts: Facts) -> pl.DataFrame:
    return facts.rows(Kind.ANSWER).filter(pl.col("what").is_in([Answer.REJECTED.value, Answer.UPHELD.value]))


def _median_days_to_answer(facts: Facts) -> float | None:
    answers = _answered(facts).select("trigger", answered="day")
    files = _complaints(facts).join(answers, left_on="row", right_on="trigger", how="left")
    waited = files.select(
        days=pl.col("answered").fill_null(facts.days) - pl.col("day"), ended=pl.col("answered").is_not_null()
    )
    return quantile(waited["days"].to_numpy(), waited["ended"].to_numpy(), 0.5)


MEASURES: tuple[Measure, ...] = (
    Events(
        name="complaints",
        title="Complaints",
        unit="complaints",
        formula="complaints made, through any channel; a person's next attempt counts again",
        side=Side.SIZE,
        rests_on=REDRESS,
        rows=_complaints,
    ),
    Events(
        name="answered",
        title="Complaints answered",
        unit="complaints",
        formula="complaints rejected or upheld; those never answered do not count",
        side=Side.BENEFIT,
        rests_on=REDRESS,
        rows=_answered,
    ),
    Events(
        name="upheld",
        title="Complaints upheld",
        unit="complaints",
        formula="answers in the complainant's favour",
        side=Side.BENEFIT,
        rests_on=REDRESS,
        rows=lambda facts: _answered(facts).filter(pl.col("what") == Answer.UPHELD.value),
    ),
    Figure(
        name="median_days_to_answer",
        title="Median days from complaint to answer",
        unit="days",
        formula=(
            "days after which half of all complaints were answered (Kaplan-Meier median, complaints never "
            "answered counted as waiting at least until the end); not estimable if fewer than half ever are"
        ),
        side=Side.HARM,
        rests_on=REDRESS,
        figure=_median_days_to_answer,
    ),
    Events(
        name="corrected",
        title="Corrections",
        unit="corrections",
        formula="corrections carried out after a complaint was upheld",
        side=Side.BENEFIT,
        rests_on=REDRESS,
        rows=lambda facts: facts.rows(Kind.CORRECTION),
    ),
    Events(
        name="complaints_recorded",
        title="Complaints recorded against the complainant",
        unit="complaints",
        formula="complaints that became a record against whoever made them",
        side=Side.HARM,
        rests_on=("redress.channels",),
        rows=lambda facts: facts.rows(Kind.COMPLAINT_RECORDED),
    ),
    Events(
        name="complaint_cost",
        title="Money that complaining cost",
        unit="cents",
        formula="sum of fees and travel of all complaints",
        side=Side.HARM,
        rests_on=("redress.channels",),
        rows=_complaints,
        sums="amount",
    ),
    Events(
        name="complaint_minutes",
        title="Time that complaining cost",
        unit="minutes",
        formula="sum over complaints of the channel's minutes in force that day",
        side=Side.HARM,
        rests_on=("redress.channels",),
        rows=lambda facts: with_minutes(_complaints(facts), facts.run.labels.minutes, "channels"),
        sums="minutes",
    ),
    Events(
        name="compensation",
        title="Compensation",
        unit="cents",
        formula="sum paid to people for having been wrongly listed",
        side=Side.BENEFIT,
        rests_on=("safeguards.compensation",),
        rows=lambda facts: facts.rows(Kind.COMPENSATION),
        sums="amount",
    ),
)
