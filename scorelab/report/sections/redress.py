"""Redress: who complains by which channel, and what comes of it."""

import polars as pl

from scorelab.journal import AGAINST_OWN_RULES, WRONGFUL, Answer, Kind, Truth
from scorelab.measures.doors import with_minutes
from scorelab.measures.durations import quantile
from scorelab.report import charts, stock, words
from scorelab.report.figures import Figures, last_open, section
from scorelab.report.intervals import waits_for_answers
from scorelab.report.markup import Html, paragraph, table
from scorelab.report.rates import rates_beside
from scorelab.report.subject import Subject, Told

OUTCOMES = (
    ("f4", "upheld", Answer.UPHELD),
    ("h1", "turned down", Answer.REJECTED),
    ("h5", "never answered", Answer.NONE),
    ("f6", "open at the end", None),
)
ROADS = (
    ("h2", "against its own rules", AGAINST_OWN_RULES),
    ("f3", "of these, wrongful", WRONGFUL),
)


def redress(subject: Subject, figures: Figures) -> Html:
    """The part on complaints and corrections."""
    heard = [told for told in subject.told if told.number("complaints")]
    parts = last_open(heard, lambda told: [channel_figure(told, figures), road_figure(told, figures)])
    parts += [paragraph(f"In {told.label} nobody complained.") for told in subject.told if told not in heard]
    return section(
        "redress",
        "Getting off a wrong list",
        *parts,
        lead=(
            "A listed person may notice at a refusal, complain, wait, get no answer, a wrong one or a "
            "right one; and the complaint itself can be recorded against its author."
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
        f"{words.percent(silent / told.number('complaints'))} of "
        f"{words.plural(told.number('complaints'), 'complaint')} were never answered",
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
            (
                "Channel",
                "Complaints",
                *(words.capital(name) for _, name, _ in OUTCOMES),
                "Median days to answer",
                "Recorded against author",
                "Cost",
                "Time",
            ),
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
            f"{words.named(names[row['what']])} {row['complaints']}, {row['upheld']} upheld, "
            f"{row['never answered']} never answered"
            for row in rows
        )
        + ".",
        notice=told.notice,
    )


def road(told: Told, classes: tuple[Truth, ...]) -> list[tuple[str, int]]:
    """The people whose listing was of certain classes in the run, and how far they came meanwhile."""
    wronged = stock.stretches(told.facts, "end").filter(
        pl.col("truth").is_in([int(truth) for truth in classes])
        & (pl.col("until") > 0)
        & (pl.col("day") < told.days)
        & (pl.col("until") > pl.col("day"))
    )
    times = wronged.select("person", start="day", until="until")

    def of_them(rows: pl.DataFrame) -> int:
        # A deletion makes the copies that lag behind it wrong from that very day: it is no step of theirs.
        meanwhile = (pl.col("day") > pl.col("start")) & (pl.col("day") <= pl.col("until"))
        return rows.select("person", "day").join(times, on="person").filter(meanwhile)["person"].n_unique()

    waits = waits_for_answers(told.facts)
    upheld = waits.filter(pl.col("answer") == Answer.UPHELD.value)
    return [
        ("people so listed on some day", wronged["person"].n_unique()),
        ("refused meanwhile", of_them(told.facts.rows(Kind.REFUSAL))),
        ("complained meanwhile", of_them(waits)),
        ("of these, answered by the end", of_them(waits.filter("answered"))),
        ("of these, told they were right", of_them(upheld)),
        ("put right by a correction", of_them(told.facts.rows(Kind.CORRECTION))),
    ]


def road_figure(told: Told, figures: Figures) -> Html:
    """How far the wronged come."""
    both = [(css, name, road(told, classes)) for css, name, classes in ROADS]
    own = both[0][2]
    steps = [name for name, _ in own]
    return figures.figure(
        f"Of {words.count(own[0][1])} people listed against the list’s own rules, "
        f"{words.count(own[-1][1])} were put right by a complaint",
        "People whose listing, or a copy of it, was against the list’s own rules on at least one day of "
        "the run, those among them for whom it was wrongful, and how far they came meanwhile. Most "
        "wrongful records lose their effect by themselves, when a late deletion or copy arrives.",
        lambda width: charts.bars(
            width,
            [
                charts.Bar(
                    name,
                    (charts.Piece(rows[place][1], css),),
                    words.count(rows[place][1]),
                    words.capital(step) if css == both[0][0] else "",
                )
                for place, step in enumerate(steps)
                for css, name, rows in both
            ],
        ),
        table(
            "How far the wronged came",
            ("Step", *(head for _, name, _ in both for head in (words.capital(name), "Share"))),
            [
                (
                    words.capital(step),
                    *(
                        cell
                        for _, _, rows in both
                        for cell in (words.count(rows[place][1]), _share(rows, place))
                    ),
                )
                for place, step in enumerate(steps)
            ],
        ),
        description="Pairs of bars: "
        + "; ".join(
            f"{step} {', '.join(str(rows[place][1]) for _, _, rows in both)}"
            for place, step in enumerate(steps)
        )
        + ".",
        notice=told.notice,
        after=rates_beside(told, own_rules=True),
    )


def _share(rows: list[tuple[str, int]], place: int) -> str:
    return words.percent(rows[place][1] / rows[0][1]) if rows[0][1] else words.NOT_ESTIMABLE
