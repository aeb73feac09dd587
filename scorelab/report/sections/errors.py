"""Days per wrong record: how long errors last."""

import numpy as np
import polars as pl

from scorelab.journal import Truth
from scorelab.measures.durations import lasting_longer
from scorelab.measures.on_the_list import WRONGFUL_DAYS, new_wrong_spells
from scorelab.report import charts, intervals, stock, words
from scorelab.report.figures import Figures, last_open, section
from scorelab.report.markup import Html, join, paragraph, table
from scorelab.report.rates import rates_beside
from scorelab.report.subject import Subject, Told

ELSEWHERE = (
    (
        0.052,
        "5.2%: credit reports with an error that moved the person’s risk tier (Federal Trade Commission "
        "2012)",
    ),
    (0.21, "21%: credit reports with an error confirmed and modified (the same study)"),
    (0.38, "38%: audited records of a watch list (Office of the Inspector General 07-41, 2007)"),
)
"""Shares of wrong records that were measured in other registers; 70% and 93% are known as outliers."""

KINDS = {
    Truth.NEVER_OWED: "never owed by that person",
    Truth.PAID_ELSEWHERE: "paid, but the payment was not booked",
    Truth.SETTLED: "paid, settled or over, but still on the register or in somebody’s copy",
}
STEPS = (30, 60, 90, 120, 150, 180, 240, 300, 365)
BIN = 30


def errors(subject: Subject, figures: Figures) -> Html:
    """The part on how long wrong records last."""

    def draw(told: Told) -> list[Html]:
        if new_wrong_spells(told.facts).height == 0:
            return [paragraph(f"In {told.label} no record became wrong during the run.")]
        own = [kinds_figure(told, figures), lasting_figure(told, figures), lengths_figure(told, figures)]
        if told.measures["days_per_wrong_record"] is not None:
            own.append(elsewhere_figure(told, figures))
        return own

    empty = [
        paragraph(f"In {one.label} nobody is listed, so no listing is wrong.") for one in subject.without
    ]
    return section(
        "errors",
        "How long a wrong record lasts",
        *last_open(subject.lists, draw),
        *empty,
        lead=(
            "How many records are wrong depends on the error rates that were put in. How long a wrong "
            "record lasts follows from deadlines, clerks, channels and stale copies: days per wrong "
            "record is the figure to quote."
        ),
    )


def kinds_figure(told: Told, figures: Figures) -> Html:
    """What wrongful days consist of."""
    found = {row["truth"]: row for row in stock.wrongful_by_class(told.facts).iter_rows(named=True)}
    rows = [
        (words.CLASSES[truth], meaning, found.get(truth.value, {"records": 0, "days": 0}))
        for truth, meaning in KINDS.items()
    ]
    total = told.number("wrongful_days")
    name, _, most = max(rows, key=lambda row: row[2]["days"])
    return figures.figure(
        f"{words.percent(most['days'] / total)} of wrongful days are “{name}”",
        "Days on which a listing, or a copy of it, was wrong, by what was wrong with it. The three kinds "
        "last differently, so their mix moves the mean.",
        lambda width: charts.bars(
            width,
            [
                charts.Bar(
                    name,
                    (charts.Piece(row["days"], "f3"),),
                    f"{words.count(row['days'])} days, {per_record(row)} a record",
                )
                for name, _, row in rows
            ],
        ),
        table(
            "Wrongful days by kind",
            ("Kind", "What is wrong", "Records", "Days in the run", "Days per record"),
            [
                (name, meaning, words.count(row["records"]), words.count(row["days"]), per_record(row))
                for name, meaning, row in rows
            ],
            words=(0, 1),
        ),
        description="Bars: "
        + "; ".join(f"{name} {row['days']} days in {row['records']} records" for name, _, row in rows)
        + ".",
        notice=told.notice,
        after=rates_beside(told),
    )


def per_record(row: dict[str, int]) -> str:
    """Days per record of one kind."""
    return words.decimal(row["days"] / row["records"]) if row["records"] else words.NOT_ESTIMABLE


def lasting_figure(told: Told, figures: Figures) -> Html:
    """Survival of errors."""
    spells = new_wrong_spells(told.facts)
    days, ended = spells["days"].to_numpy(), spells["restored"].to_numpy()
    at, share, low, high = intervals.band(days, ended)
    curve = [(0.0, 1.0), *zip(at.tolist(), share.tolist(), strict=True)]
    around = [(0.0, 1.0, 1.0), *zip(at.tolist(), low.tolist(), high.tolist(), strict=True)]
    longest = float(days.max())
    if curve[-1][0] < longest:
        curve.append((longest, curve[-1][1]))
        around.append((longest, *around[-1][1:]))
    half = told.measures["error_half_life"]
    headline = (
        f"Half of all errors are over after {words.decimal(half)} days"
        if half is not None
        else "Fewer than half of all errors were over within the run"
    )
    notes = [(half, 0.5, f"half after {half:.0f} days")] if half is not None else []
    steps = [step for step in STEPS if step <= longest]
    return figures.figure(
        headline,
        f"Share of the {words.count(spells.height)} records that became wrong during the run and still "
        "were, and had effect, so many days later (Kaplan–Meier; band: 95%). Errors that outlast the run "
        "count as at least so long.",
        lambda width: charts.lines(
            width,
            [charts.Line("", curve, 3, stepped=True, band=charts.Band(around))],
            marks=[
                (float(step), f"{step} days" if step == 90 else str(step))
                for step in range(0, int(longest) + 1, 90)
            ],
            along=longest,
            highest=1.0,
            shares=True,
            notes=notes,
        ),
        table(
            "Share of errors that last longer",
            ("Longer than", "Share"),
            [
                (
                    f"{step} days",
                    words.percent(value)
                    if (value := lasting_longer(days, ended, step)) is not None
                    else words.NOT_ESTIMABLE,
                )
                for step in steps
            ],
        ),
        description=f"A staircase falls from 100% at day 0 to {share[-1] * 100:.0f}% at day {longest:.0f}."
        if len(share)
        else "A level line: no error ended within the run.",
        notice=told.notice,
        after=rates_beside(told),
    )


def lengths_figure(told: Told, figures: Figures) -> Html:
    """Distribution of the wrongful days of each record that was wrong within the run."""
    counted = WRONGFUL_DAYS.counted(told.facts)
    records = counted.group_by("person", "listing").agg(
        days=pl.col("value").sum(), open=(pl.col("end") == told.days).any()
    )
    edges = list(range(0, told.days, max(BIN, told.days // 13)))
    place = np.searchsorted(edges, records["days"].to_numpy(), side="left") - 1
    still = records["open"].to_numpy()
    over = np.bincount(place[~still], minlength=len(edges))
    lasting = np.bincount(place[still], minlength=len(edges))
    names = [f"{a + 1} to {b}" for a, b in zip(edges, [*edges[1:], told.days], strict=True)]
    mean = told.measures["days_per_wrong_record"]
    return figures.figure(
        f"A record that was wrong at all was wrong for {words.decimal(mean or 0)} days of the {told.days}",
        f"The {words.count(records.height)} listings that were wrong on at least one day, by how many days "
        "of the run they were wrong, those wrong since before the run among them. 95% interval of the "
        f"mean: {told.interval_in_words('days_per_wrong_record')}.",
        lambda width: charts.bars(
            width,
            [
                charts.Bar(f"{name} days", (charts.Piece(a, "f3"), charts.Piece(b, "h3")), words.count(a + b))
                for name, a, b in zip(names, over.tolist(), lasting.tolist(), strict=True)
            ],
            keys=(("f3", "put right, or without effect, by the end"), ("h3", "still wrong at the end")),
        ),
        table(
            "Records by wrongful days in the run",
            ("Days", "Over by the end", "Still wrong at the end"),
            [
                (name, words.count(a), words.count(b))
                for name, a, b in zip(names, over.tolist(), lasting.tolist(), strict=True)
            ],
        ),
        description=f"Bars by length: {records.height} records, {int(still.sum())} still wrong at the end.",
        notice=told.notice,
        after=rates_beside(told),
    )


def elsewhere_figure(told: Told, figures: Figures) -> Html:
    """What the duration would mean at error rates measured in other registers."""
    mean = told.number("days_per_wrong_record")
    interval = told.interval("days_per_wrong_record")
    rows = []
    for share, name in ELSEWHERE:
        ends = (
            f"{words.count(share * 1000 * interval[0])} to {words.count(share * 1000 * interval[1])}"
            if interval
            else words.NOT_ESTIMABLE
        )
        rows.append((name, share * 1000 * mean, ends))
    return figures.figure(
        "What that would mean at error rates measured in other registers",
        f"Arithmetic, not simulation: wrongful days in {told.days} days per 1,000 records, if so many of "
        f"them were wrong and each for {words.decimal(mean)} days. No rate was ever published for a list "
        "like this one; two systems were found wrong in 70% and 93% of cases and are left out as outliers.",
        lambda width: charts.bars(
            width,
            [
                charts.Bar(f"{name.split(':')[0]} wrong", (charts.Piece(value, "f3"),), words.count(value))
                for name, value, _ in rows
            ],
        ),
        table(
            "Wrongful days per 1,000 records",
            (
                "Share of wrong records, and where it was measured",
                "Wrongful days",
                "95% interval of the duration",
            ),
            [(name, words.count(value), ends) for name, value, ends in rows],
        ),
        description="Three bars: " + "; ".join(f"{name}, {value:.0f} days" for name, value, _ in rows) + ".",
        notice=told.notice,
        after=join(
            [paragraph(" ".join(f"{name}." for name, _, _ in rows), class_="rates"), rates_beside(told)]
        ),
    )
