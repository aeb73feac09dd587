"""Redress: who complains by which channel, and what comes of it."""

import polars as pl

from scorelab.journal import Answer, Kind
from scorelab.measures.doors import with_minutes
from scorelab.measures.durations import quantile
from scorelab.report import charts, words
from scorelab.report.figures import Figures, section
from scorelab.report.intervals import waits_for_answers
from scorelab.report.markup import Html, join, paragraph, table
from scorelab.report.rates import rates_put_in
from scorelab.report.subject import Subject, Told

OUTCOMES = (
    ("f4", "upheld", Answer.UPHELD),
    ("h1", "turned down", Answer.REJECTED),
    ("h5", "never answered", Answer.NONE),
    ("f6", "open at the end", None),
)


def redress(subject: Subject, figures: Figures) -> Html:
    """The part on complaints and corrections."""
    parts: list[Html] = []
    for told in subject.told:
        if told.number("complaints"):
            parts += [channel_figure(told, figures), road_figure(told, figures)]
        else:
            parts.append(paragraph(f"In {told.label} nobody complained."))
    return section(
        "redress",
        "Getting off a wrong list",
        *parts,
        lead=(
            "A listed person may notice at a refusal, complain, wait, get no answer, a wrong one or a right one; and "
            "the complaint itself can be recorded against its author."
        ),
    )


def channels(told: Told) -> pl.DataFrame:
    """Complaints by channel: outcomes, waiting, cost, and how many were recorded against their author."""
    waits = with_minutes(waits_for_answers(told.facts), told.run.labels.minutes, "channels")
    recorded = told.facts.rows(Kind.COMPLAINT_RECORDED).group_by("what").agg(recorded=pl.len())
    outcomes = {
        name: (pl.col("answer").is_null() if answer is None else pl.col("answer") == answer.value).sum()
        for _, name, answer in OUTCOMES
    }
    return (
        waits.group_by("what")
        .agg(
            complaints=pl.len(),
            **outcomes,
            days=pl.col("days"),
            answered=pl.col("answered"),
            cents=pl.col("amount").sum(),
            minutes=pl.col("minutes").sum(),
        )
        .join(recorded, on="what", how="left")
        .with_columns(pl.col("recorded").fill_null(0))
        .sort("what")
    )


def channel_figure(told: Told, figures: Figures) -> Html:
    """Complaints by channel and outcome."""
    names = told.run.labels.channels
    rows = list(channels(told).iter_rows(named=True))
    for row in rows:
        row["median"] = quantile(row["days"], row["answered"], 0.5)
    silent = sum(row["never answered"] for row in rows)
    median = told.measures["median_days_to_answer"]
    waiting = (
        f"Median wait for an answer over all channels: {words.decimal(median)} days."
        if median is not None
        else "Fewer than half of all complaints are ever answered, so there is no median wait."
    )
    return figures.figure(
        f"{words.percent(silent / told.number('complaints'))} of {words.plural(told.number('complaints'), 'complaint')} were never answered",
        f"Complaints by channel and what came of them by the end of the run. {waiting}",
        lambda width: charts.bars(
            width,
            [
                charts.Bar(
                    words.named(names[row["what"]]),
                    tuple(charts.Piece(row[name], css) for css, name, _ in OUTCOMES),
                    words.count(row["complaints"]),
                )
                for row in rows
            ],
            keys=[(css, name) for css, name, _ in OUTCOMES],
        ),
        table(
            "Complaints by channel",
            ("Channel", "Complaints", *(words.capital(name) for _, name, _ in OUTCOMES), "Median days to answer", "Recorded against author", "Cost", "Time"),
            [
                (
                    words.named(names[row["what"]]),
                    words.count(row["complaints"]),
                    *(words.count(row[name]) for _, name, _ in OUTCOMES),
                    words.decimal(row["median"]) if row["median"] is not None else "under half answered",
                    words.count(row["recorded"]),
                    words.yuan(row["cents"]),
                    words.hours(row["minutes"]),
                )
                for row in rows
            ],
        ),
        description="Bars by channel: "
        + "; ".join(
            f"{words.named(names[row['what']])} {row['complaints']}, {row['upheld']} upheld, {row['never answered']} never answered"
            for row in rows
        )
        + ".",
        notice=told.notice,
    )


def road(told: Told) -> list[tuple[str, int]]:
    """The people wronged in the run, and how many of them came how far on the road to redress."""
    spells = told.facts.wrongful_spells
    wronged = spells.filter((pl.col("end") > 0) & (pl.col("start") < told.days))["person"].unique()

    def of_them(rows: pl.DataFrame) -> int:
        return rows.filter(pl.col("person").is_in(wronged.implode()))["person"].n_unique()

    noticed = told.run.journal.filter((pl.col("day") >= 0) & (pl.col("kind") == Kind.NOTICED.value))
    waits = waits_for_answers(told.facts)
    return [
        ("wrongly listed on some day", len(wronged)),
        ("refused somewhere", of_them(told.facts.rows(Kind.REFUSAL))),
        ("noticed the listing", of_them(noticed.select("person").collect())),
        ("complained", of_them(waits)),
        ("got an answer", of_them(waits.filter("answered"))),
        ("were told they are right", of_them(waits.filter(pl.col("answer") == Answer.UPHELD.value))),
        ("saw a correction", of_them(told.facts.rows(Kind.CORRECTION))),
    ]


def road_figure(told: Told, figures: Figures) -> Html:
    """How far the wronged come."""
    steps = road(told)
    wronged, corrected = steps[0][1], steps[-1][1]
    headline = (
        f"Of {words.count(wronged)} people wrongly listed, {words.count(corrected)} saw a correction"
        if wronged
        else "Nobody was wrongly listed"
    )
    return figures.figure(
        headline,
        f"People who were wrongly listed on at least one day of the run, and how far they came within it. Over all "
        f"listed people there were {words.plural(told.number('corrected'), 'correction')}; "
        f"{words.plural(told.number('complaints_recorded'), 'complaint')} were recorded against their authors.",
        lambda width: charts.bars(
            width,
            [charts.Bar(name, (charts.Piece(number, "f4"),), words.count(number)) for name, number in steps],
        ),
        table(
            "How far the wronged came",
            ("Step", "People", "Share of the wronged"),
            [
                (words.capital(name), words.count(number), words.percent(number / wronged) if wronged else words.NOT_ESTIMABLE)
                for name, number in steps
            ],
        ),
        description="Bars: " + "; ".join(f"{name} {number}" for name, number in steps) + ".",
        notice=told.notice,
        after=join([rates_put_in(told)]),
    )
