"""What the list achieved: debts paid, under pressure, and what reached creditors."""

import numpy as np
import polars as pl

from scorelab.journal import Kind, PaymentKind
from scorelab.measures import MEASURES, by_day
from scorelab.report import charts, words
from scorelab.report.figures import Figures, section
from scorelab.report.markup import Html, paragraph, table
from scorelab.report.months import at_month_ends, month_marks, month_names
from scorelab.report.subject import Subject, Told

OCCASIONS = (
    ("in time", PaymentKind.IN_TIME),
    ("late", PaymentKind.LATE),
    ("while listed", PaymentKind.WHILE_LISTED),
)
CAVEAT = (
    "In this model the list is the only means of enforcement: without it, whoever lets the deadline pass "
    "and does not pay late never pays. Wages and accounts are not seized for the creditor, nothing is "
    "auctioned. So the difference is the most that the list could claim here, not what it adds to other "
    "means."
)


def benefits(subject: Subject, figures: Figures) -> Html:
    """The part on debts paid."""
    return section(
        "achieved",
        "What the list achieved",
        paragraph(comparison(subject)),
        course_figure(subject, figures),
        occasion_figure(subject, figures),
        paragraph(CAVEAT, class_="rates"),
        lead=(
            "A list is kept so that debts are paid. What it gives is measured as carefully as what it "
            "costs; the creditors are invented people of the same society."
        ),
    )


def comparison(subject: Subject) -> str:
    """What the runs with a list have over one without, in a sentence."""
    if not subject.lists or not subject.without or not subject.are_twins:
        return "There is no twin run without a list to compare with."
    base = subject.without[0]
    parts = []
    for told in subject.lists:
        debts = told.number("debts_paid") - base.number("debts_paid")
        money = told.number("debts_paid_amount") - base.number("debts_paid_amount")
        parts.append(
            f"With the list of {told.label}, {words.plural(abs(debts), 'debt')} "
            f"{'more' if debts >= 0 else 'fewer'} were paid than in {base.label} with the same people and "
            f"luck, and {words.yuan(abs(money))} {'more' if money >= 0 else 'less'} reached creditors. Of "
            f"{words.plural(told.number('paid_while_listed'), 'payment')} by listed people a refusal "
            f"pressed for {words.count(told.number('paid_under_pressure'))}; "
            f"{words.yuan(told.number('paid_again_amount'))} were paid a second time for debts paid before."
        )
    return " ".join(parts)


def course_figure(subject: Subject, figures: Figures) -> Html:
    """Debts paid since the first day, in all runs."""
    measure = MEASURES["debts_paid"]
    series = [(told, np.cumsum(by_day(told.facts, measure))) for told in subject.told]
    longest = max(subject.told, key=lambda told: told.days)
    months = month_names(longest)
    totals = words.listed_in_words(
        [f"{words.count(told.number('debts_paid'))} in {told.label}" for told in subject.told]
    )
    return figures.figure(
        f"Debts paid: {totals}",
        "Debts paid since the first day, paying twice not counted.",
        lambda width: charts.lines(
            width,
            [charts.Line(told.label, list(enumerate(values.tolist())), told.look) for told, values in series],
            marks=month_marks(longest),
            along=max(longest.days - 1, 1),
        ),
        table(
            "Debts paid since the first day",
            ("By the end of", *(told.label for told, _ in series)),
            [
                (f"{month:%B %Y}", *(_at(at_month_ends(told, values), place) for told, values in series))
                for place, month in enumerate(months)
            ],
        ),
        description="Rising lines: " + totals + ".",
        notice=subject.notice,
    )


def occasion_figure(subject: Subject, figures: Figures) -> Html:
    """Debts paid by occasion, in all runs."""
    found = [(told, occasions(told)) for told in subject.told]
    names = [name for name, *_ in found[0][1]]
    return (
        figures.figure(
            "Most debts are paid without anybody being listed",
            "Debts paid or settled, by occasion. “Under pressure” is the part of payments while listed "
            "that a refusal triggered or contributed to.",
            lambda width: charts.bars(
                width,
                [
                    charts.Bar(
                        told.label,
                        (charts.Piece(rows[place][1], f"run{told.look}"),),
                        words.count(rows[place][1]),
                        words.capital(name) if told is found[0][0] else "",
                    )
                    for place, name in enumerate(names)
                    for told, rows in found
                ],
            ),
            table(
                "Debts paid, by occasion",
                (
                    "Occasion",
                    *(
                        f"{told.label}: {what}"
                        for told, _ in found
                        for what in ("debts", "money", "creditors")
                    ),
                ),
                [
                    (
                        words.capital(name),
                        *(
                            cell
                            for _, rows in found
                            for cell in (
                                words.count(rows[place][1]),
                                words.yuan(rows[place][2]),
                                words.count(rows[place][3]),
                            )
                        ),
                    )
                    for place, name in enumerate(names)
                ],
            ),
            description="Pairs of bars: "
            + "; ".join(
                f"{name}: " + ", ".join(f"{told.label} {rows[place][1]}" for told, rows in found)
                for place, name in enumerate(names)
            )
            + ".",
            notice=subject.notice,
        )
        if most_are_unlisted(subject)
        else Html("")
    )


def most_are_unlisted(subject: Subject) -> bool:
    """Whether the headline of the second picture holds: most debts are paid in time or late."""
    return all(
        told.number("paid_while_listed") * 2 < told.number("debts_paid")
        for told in subject.told
        if told.number("debts_paid")
    )


def occasions(told: Told) -> list[tuple[str, int, int, int]]:
    """Each occasion with its debts, cents, and creditors who received money."""
    payments = told.facts.rows(Kind.PAYMENT)
    rows = [_sums(name, payments.filter(pl.col("what") == kind.value)) for name, kind in OCCASIONS]
    measure = MEASURES["paid_under_pressure"]
    rows.append(_sums("of these, under pressure", measure.rows(told.facts)))  # type: ignore[attr-defined]
    rows.append(_sums("settled with the creditor", told.facts.rows(Kind.SETTLEMENT)))
    return rows


def _sums(name: str, rows: pl.DataFrame) -> tuple[str, int, int, int]:
    creditors = rows.filter(pl.col("other") >= 0)["other"].n_unique()
    return name, rows.height, int(rows["amount"].sum()), creditors


def _at(values: list[int], place: int) -> str:
    return words.count(values[place]) if place < len(values) else ""
