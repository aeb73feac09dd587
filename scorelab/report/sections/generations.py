"""Who changes grade over the years, whether ties connect those of like score, and what children inherit."""

import numpy as np
from numpy.typing import NDArray

from scorelab.measures.lives import Heirs, transitions, years_of
from scorelab.report import charts, words
from scorelab.report.figures import Figures
from scorelab.report.intervals import Interval, of_rank_correlation
from scorelab.report.lifetimes import heirs_by_year, kinships, mobility_by_year, sorting_by_year
from scorelab.report.markup import Html, paragraph, table
from scorelab.report.months import month_marks
from scorelab.report.subject import Told

TOO_FEW = "fewer than 30"


def mobility_figures(told: Told, figures: Figures) -> list[Html]:
    """How many change grade within a year, and from which grade to which over all years, a grid a scheme."""
    days = years_of(told.facts)
    if len(days) == 1:
        return [paragraph(f"{told.label} is shorter than a year: no grade is compared with a year before.")]
    return [
        changed_figure(told, figures),
        *(matrix_figure(told, figures, place, days[-1]) for place in range(len(told.run.labels.schemes))),
    ]


def changed_figure(told: Told, figures: Figures) -> Html:
    """The share of people with another grade than a year before, year by year."""
    schemes = told.run.labels.schemes
    found = [mobility_by_year(told.facts, place) for place in range(len(schemes))]
    series = []
    for place, years in enumerate(found):
        shares = [
            (float(end), 1 - int(np.trace(counts)) / int(counts.sum()))
            for _, end, counts in years
            if counts.sum()
        ]
        series.append(charts.Line(schemes[place].title, shares, place % 6 + 1))
    drawn = [line for line in series if line.points]
    if not drawn:
        return paragraph(f"In {told.label} no scheme holds anybody for a year.")
    most = max(drawn, key=lambda line: line.points[-1][1])
    return figures.figure(
        f"{words.percent(most.points[-1][1])} had another grade with {words.small(most.name)} than a year "
        "before, in the last year",
        f"{told.label}: share of people whose grade is another one than a year before, of those whom the "
        "scheme held on both days.",
        lambda width: charts.yearly(
            width, drawn, marks=month_marks(told), along=max(told.days, 1), shares=True
        ),
        table(
            "People with another grade than a year before",
            ("Scheme and year", "Held on both days", "Rose", "Fell", "Changed"),
            [
                (
                    f"{schemes[place].title}, {told.run.date(first):%b %Y} to {told.run.date(end - 1):%b %Y}",
                    words.count(counts.sum()),
                    words.count(np.triu(counts, 1).sum()),
                    words.count(np.tril(counts, -1).sum()),
                    share_of(int(counts.sum() - np.trace(counts)), int(counts.sum())),
                )
                for place, years in enumerate(found)
                for first, end, counts in years
            ],
        ),
        description="Lines by year: "
        + "; ".join(
            f"{line.name} {words.percent(line.points[0][1])} to {words.percent(line.points[-1][1])}"
            for line in drawn
        )
        + ".",
        notice=told.notice,
    )


def matrix_figure(told: Told, figures: Figures, place: int, until: int) -> Html:
    """From which grade to which, between day 0 and the end of the last whole year."""
    scheme = told.run.labels.schemes[place]
    counts = transitions(told.facts, place, 0, until)
    held = counts.sum(axis=1)
    if not held.sum():
        return paragraph(f"{scheme.title} holds nobody from the first day to the end in {told.label}.")
    rows = [grade for grade in range(len(counts)) if held[grade]]
    stayed = int(np.trace(counts)) / int(held.sum())
    last = words.day_in_words(told.run.date(min(until, told.days - 1)))
    return figures.figure(
        f"{words.percent(stayed)} of those whom {words.small(scheme.title)} held throughout ended in the "
        "grade in which they began",
        f"{told.label}: of the people of each grade on the first day, the share in each grade on {last}. "
        "Only people whom the scheme held on both days count: who died or left in between, or came of age, "
        "does not. A grade that nobody had on the first day has no row of shares.",
        lambda width: charts.grid(
            width,
            [f"{scheme.grades[grade]} (n={words.count(held[grade])})" for grade in rows],
            scheme.grades,
            [(counts[grade] / held[grade]).tolist() for grade in rows],
            names=("grade on the first day", f"grade on {last}"),
        ),
        table(
            "People by grade on the first day (rows) and at the end (columns)",
            ("Grade", "n", *(f"to {grade}" for grade in scheme.grades)),
            [
                (scheme.grades[grade], words.count(held[grade]), *cells_of(counts[grade]))
                for grade in range(len(counts))
            ],
        ),
        description="A grid of shares: "
        + "; ".join(
            f"of {words.count(held[grade])} at {scheme.grades[grade]}, "
            f"{words.percent(counts[grade, grade] / held[grade])} are there again"
            for grade in rows
        )
        + ".",
        notice=told.notice,
    )


def cells_of(counts: NDArray[np.int64]) -> list[str]:
    """A row of a matrix as printed: counts with their shares, never a share of nobody."""
    total = int(counts.sum())
    return [
        f"{words.count(count)} ({share_of(int(count), total)})" if total else words.NOTHING
        for count in counts
    ]


def share_of(part: int, whole: int) -> str:
    """A share as printed, or that there is none."""
    return words.percent(part / whole) if whole else words.NOTHING


def sorting_figure(told: Told, figures: Figures) -> Html:
    """Whether the ties that people form connect those of like score, year by year."""
    schemes = told.run.labels.schemes
    found = [sorting_by_year(told.facts, place) for place in range(len(schemes))]
    series = [
        charts.Line(
            schemes[place].title,
            [(float(one.day), one.correlation) for one in years if one.correlation is not None],
            place % 6 + 1,
        )
        for place, years in enumerate(found)
    ]
    drawn = [line for line in series if line.points]
    if not drawn:
        return paragraph(f"In {told.label} fewer than 30 ties that were formed within the run stand.")
    change = max(drawn, key=lambda line: abs(line.points[-1][1] - line.points[0][1]))
    first, last = change.points[0][1], change.points[-1][1]
    return figures.figure(
        f"Ties formed in the run: likeness of scores with {words.small(change.name)} went from "
        f"{signed(first)} to {signed(last)}",
        f"{told.label}: correlation of the scores at both ends of the ties that were formed within the run "
        "and stand at each year’s end, between people whom the scheme holds (the measure “like seeks like” "
        "on that day). 0 is no sorting at all, 1 complete sorting. Scores are those of that day.",
        lambda width: charts.yearly(width, drawn, marks=month_marks(told), along=max(told.days, 1)),
        table(
            "Likeness of scores over ties formed within the run",
            ("At the end of", "Ties that stand", *(scheme.title for scheme in schemes)),
            [
                (
                    str(told.run.date(years[0].day - 1)),
                    words.count(years[0].ties),
                    *(TOO_FEW if one.correlation is None else signed(one.correlation) for one in years),
                )
                for years in zip(*found, strict=True)
            ],
        ),
        description="Lines by year: "
        + "; ".join(
            f"{line.name} {signed(line.points[0][1])} to {signed(line.points[-1][1])}" for line in drawn
        )
        + ".",
        notice=told.notice,
    )


def inheritance_figures(told: Told, figures: Figures) -> list[Html]:
    """How far scores of children follow those of their parents: over the years, and over generations."""
    return [inherited_figure(told, figures), generations_figure(told, figures)]


def inherited_figure(told: Told, figures: Figures) -> Html:
    """Rank correlation of children's scores with their parents', year by year."""
    schemes = told.run.labels.schemes
    found = [heirs_by_year(told.facts, place) for place in range(len(schemes))]
    series = []
    for place, days in enumerate(found):
        known = [
            (day, value, between(one, value)) for day, one in days if (value := one.correlation()) is not None
        ]
        points = [(float(day), value) for day, value, _ in known]
        band = charts.Band([(float(day), *interval) for day, _, interval in known if interval])
        series.append(charts.Line(schemes[place].title, points, place % 6 + 1, band=band))
    drawn = [line for line in series if line.points]
    if not drawn:
        return paragraph(
            f"In {told.label} fewer than 30 grown-up children have a parent whom a scheme holds."
        )
    change = max(drawn, key=lambda line: abs(line.points[-1][1] - line.points[0][1]))
    return figures.figure(
        f"Children’s ranks with {words.small(change.name)} followed their parents’ by "
        f"{signed(change.points[0][1])} at first and by {signed(change.points[-1][1])} at the end",
        f"{told.label}: Spearman’s rank correlation of the scores of grown-up children with the mean of "
        "their parents’, at the beginning and at each year’s end, with its 95% interval. Siblings share "
        "their parents, so the interval counts mothers, not children.",
        lambda width: charts.yearly(width, drawn, marks=month_marks(told), along=max(told.days, 1)),
        table(
            "Rank correlation of children and parents",
            ("Scheme", "When", "Children", "Mothers", "Correlation", "95% interval"),
            [
                (
                    schemes[place].title,
                    str(told.run.date(max(day - 1, 0))),
                    *of_heirs(one),
                )
                for place, days in enumerate(found)
                for day, one in days
            ],
            words=(0, 1),
        ),
        description="Lines by year: "
        + "; ".join(
            f"{line.name} {signed(line.points[0][1])} to {signed(line.points[-1][1])}" for line in drawn
        )
        + ".",
        notice=told.notice,
    )


def generations_figure(told: Told, figures: Figures) -> Html:
    """Rank correlations at the end with parents and grandparents, and of those who came in the run."""
    schemes = told.run.labels.schemes
    rows, cells = [], []
    for place, scheme in enumerate(schemes):
        for number, (name, one) in enumerate(kinships(told.facts, place)):
            value = one.correlation()
            interval = None if value is None else between(one, value)
            shown = (value, *interval) if value is not None and interval is not None else None
            rows.append(charts.Whisker(name, shown, TOO_FEW, number + 1, scheme.title if number == 0 else ""))
            cells.append((scheme.title, name, *of_heirs(one)))
    told_of = [row for row in rows if row.values]
    apart = sum(row.values[1] > 0 or row.values[2] < 0 for row in told_of if row.values)
    return figures.figure(
        f"{apart} of {words.plural(len(told_of), 'correlation')} with parents or grandparents at the end "
        "can be told from nought",
        f"{told.label}, on the last day: rank correlation of scores with those of parents or grandparents "
        "whom the scheme holds, with the 95% interval. Who came of age in the run was enrolled by the scheme "
        "then; who was born in it can be 18 at the earliest after 18 years. Chances among some hundred "
        "families are wide: one society is one throw.",
        lambda width: charts.whiskers(width, rows),
        table(
            "Rank correlation over one and two generations, on the last day",
            ("Scheme", "With", "Children", "Mothers", "Correlation", "95% interval"),
            cells,
            words=(0, 1),
        ),
        description="; ".join(f"{name} ({title}) {value}" for title, name, _, _, value, _ in cells) + ".",
        notice=told.notice,
    )


def between(one: Heirs, correlation: float) -> Interval | None:
    """The interval of a rank correlation, by as many independent pairs as there are mothers."""
    return of_rank_correlation(correlation, one.families)


def of_heirs(one: Heirs) -> tuple[str, str, str, str]:
    """Children, mothers, correlation and interval as printed."""
    value = one.correlation()
    interval = None if value is None else between(one, value)
    return (
        words.count(len(one.scores)),
        words.count(one.families),
        TOO_FEW if value is None else signed(value),
        words.NOTHING if interval is None else f"{signed(interval[0])} to {signed(interval[1])}",
    )


def signed(value: float) -> str:
    """A correlation as printed."""
    return f"{value:.2f}".replace("-", "−")
