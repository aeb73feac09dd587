"""The list over the year: who stands on it, who comes and goes, in which class."""

import polars as pl

from scorelab.journal import Ending, Kind, Truth
from scorelab.measures import MEASURES, Events, breakdown, by_day
from scorelab.report import charts, stock, words
from scorelab.report.figures import Figures, last_open, section
from scorelab.report.markup import Html, paragraph, table
from scorelab.report.months import at_month_ends, by_calendar_month, month_marks, month_names
from scorelab.report.rates import rates_beside
from scorelab.report.subject import Subject, Told
from scorelab.store.labels import in_words


def standing(subject: Subject, figures: Figures) -> Html:
    """The part on the list's stock, entries, exits and classes."""
    parts = last_open(
        subject.lists,
        lambda told: [stock_figure(told, figures), flow_figure(told, figures), class_figure(told, figures)],
    )
    empty = [
        paragraph(f"In {one.label} there is no list: nobody stands on it, and nobody is entered or deleted.")
        for one in subject.without
    ]
    return section(
        "list",
        "The list over the year",
        class_table(),
        *parts,
        *empty,
        lead=(
            "Each listing carries a class that no institution in the model ever sees: whether the debt "
            "was owed, and whether the list’s own rules allowed the entry. Two totals are always shown: "
            "listings against the list’s own rules, and those among them that are wrongful outright."
        ),
    )


def class_table() -> Html:
    """What the classes mean."""
    kinds = {
        Truth.DUE: "rightful",
        Truth.UNABLE: "against its own rules",
        Truth.NOT_TOLD: "against its own rules",
    }
    return table(
        "The six classes",
        ("Class", "What is true", "Counted as"),
        [
            (name, words.CLASS_MEANING[truth], kinds.get(truth, "wrongful, and against its own rules"))
            for truth, name in words.CLASSES.items()
        ],
        words=(0, 1, 2),
    )


def stock_figure(told: Told, figures: Figures) -> Html:
    """People on the list by day."""
    classes = stock.classes_by_day(told.facts)
    total = by_day(told.facts, MEASURES["listed"])
    series = (
        ("on the list", total, 1),
        ("against its own rules", stock.against_own_rules(classes), 2),
        ("wrongful", stock.wrongful(classes), 3),
    )
    first, last = int(total[0]), int(total[-1])
    change = (
        f"rose from {words.count(first)} to"
        if last > first
        else f"fell from {words.count(first)} to"
        if last < first
        else "stayed at"
    )
    share = words.percent(last / told.adults) if told.adults else words.NOT_ESTIMABLE
    return figures.figure(
        f"The list {change} {words.count(last)} people, {share} of adults",
        "People on the court’s register at the end of each day. The middle line counts those whose entry "
        "the list’s own rules forbid; the lowest, those among them who owed nothing, or nothing any more.",
        lambda width: charts.lines(
            width,
            [charts.Line(name, list(enumerate(values.tolist())), look) for name, values, look in series],
            marks=month_marks(told),
            along=max(told.days - 1, 1),
        ),
        table(
            "People on the list on the last day of each month",
            ("Month", *(name for name, _, _ in series), *words.CLASSES.values()),
            zip(
                (f"{month:%B %Y}" for month in month_names(told)),
                *(map(words.count, at_month_ends(told, values)) for _, values, _ in series),
                *(map(words.count, at_month_ends(told, classes[truth])) for truth in words.CLASSES),
                strict=True,
            ),
        ),
        description=(
            f"Three lines over {told.days} days: people on the list, from {first} to {last}; against its "
            f"own rules, to {series[1][1][-1]}; wrongful, to {series[2][1][-1]}."
        ),
        notice=told.notice,
        after=rates_beside(told, own_rules=True),
    )


def flow_figure(told: Told, figures: Figures) -> Html:
    """Entries and exits by month."""
    entries = by_calendar_month(told, by_day(told.facts, MEASURES["new_listings"]))
    removals = told.facts.rows(Kind.REMOVAL)
    by_date = removals.group_by("day").len()
    series = by_day(told.facts, MEASURES["new_listings"]) * 0
    series[by_date["day"].to_numpy()] = by_date["len"].to_numpy()
    exits = by_calendar_month(told, series)
    months = month_names(told)
    endings = {
        in_words(Ending(what)): number
        for what, number in removals.group_by("what").len().sort("len", descending=True).iter_rows()
    }
    why = words.listed_in_words([f"{name}: {words.count(number)}" for name, number in endings.items()])
    more = "More were deleted than entered" if sum(exits) > sum(entries) else "More were entered than deleted"
    if sum(exits) == sum(entries):
        more = "As many were entered as deleted"
    return figures.figure(
        f"{more}: {words.count(sum(entries))} entries, {words.count(sum(exits))} deletions",
        f"New listings (up) and deletions (down) by calendar month. Why they ended: {why or 'none did'}.",
        lambda width: charts.columns(
            width, [f"{month:%b}" for month in months], entries, exits, names=("entered", "deleted")
        ),
        table(
            "Entries and deletions by month",
            ("Month", "Entered", "Deleted"),
            [
                (f"{month:%B %Y}", words.count(came), words.count(went))
                for month, came, went in zip(months, entries, exits, strict=True)
            ],
        ),
        description=f"Columns by month: {sum(entries)} entries in all rise, {sum(exits)} deletions hang.",
        notice=told.notice,
    )


def class_figure(told: Told, figures: Figures) -> Html:
    """The classes, over the year."""
    classes = stock.classes_by_day(told.facts)
    measure = MEASURES["new_listings"]
    assert isinstance(measure, Events)
    entered = breakdown(told.facts, measure, "truth")
    last = {truth: int(values[-1]) for truth, values in classes.items()}
    total = sum(last.values())
    refused = _refused(told)
    share = words.percent(last[Truth.DUE] / total) if total else words.NOT_ESTIMABLE
    return figures.figure(
        f"{words.capital(share)} of those on the list at the end owed, could pay and had been told",
        "People on the register by class, each panel on its own scale from nought. A listing changes "
        "class when the debtor pays, settles, or is listed on a further ground.",
        lambda width: charts.panels(
            width,
            [
                charts.Line(
                    name,
                    list(enumerate(classes[truth].tolist())),
                    1 if truth == Truth.DUE else 2 if truth in (Truth.UNABLE, Truth.NOT_TOLD) else 3,
                )
                for truth, name in words.CLASSES.items()
            ],
            marks=month_marks(told),
            along=max(told.days - 1, 1),
            across=3 if width > 500 else 2,
        ),
        table(
            "Classes of listings",
            (
                "Class",
                "On the list, first day",
                "On the list, last day",
                "Entered in the run",
                "People refused",
            ),
            [
                (
                    name,
                    words.count(classes[truth][0]),
                    words.count(last[truth]),
                    words.count(entered.get(in_words(truth), 0)),
                    words.count(refused.get(truth.value, 0)),
                )
                for truth, name in words.CLASSES.items()
            ],
        ),
        description="Six panels, a class each, people on the register by day: "
        + "; ".join(f"{name} {classes[truth][0]} to {last[truth]}" for truth, name in words.CLASSES.items())
        + ".",
        notice=told.notice,
        after=rates_beside(told, own_rules=True),
    )


def _refused(told: Told) -> dict[int, int]:
    rows = told.facts.rows(Kind.REFUSAL).group_by("truth").agg(pl.col("person").n_unique())
    return dict(rows.iter_rows())
