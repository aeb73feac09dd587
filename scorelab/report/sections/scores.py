"""Scores over the months, flows between grades, and what moved scores."""

import numpy as np

from scorelab.report import charts, words
from scorelab.report.courses import Mover, Quantiles, flows, movers, quantiles_by_month
from scorelab.report.figures import Figures, last_open, section
from scorelab.report.markup import Html, paragraph, table
from scorelab.report.months import month_marks
from scorelab.report.subject import Subject, Told

MOST = 9
"""Sources of movement that are drawn for each scheme; the rest are drawn as one."""
QUANTILES = ("5%", "25%", "median", "75%", "95%")


def paths_and_flows(subject: Subject, figures: Figures) -> Html:
    """The part on scores; nothing without schemes."""
    if not subject.with_schemes:
        return Html("")
    parts = [
        path_figure(subject, figures),
        *last_open(
            subject.with_schemes, lambda told: [flow_figure(told, figures), mover_figure(told, figures)]
        ),
    ]
    empty = [paragraph(f"In {told.label} nobody is scored.") for told in subject.told if not told.has_schemes]
    return section(
        "scores",
        "Scores and grades",
        *parts,
        *empty,
        lead=(
            "Each score is its start plus the sum of its rows: every point has a row that says why. A quiet "
            "person in a quiet month has none, so most scores stand still."
        ),
    )


def path_figure(subject: Subject, figures: Figures) -> Html:
    """Quantiles by month, a panel a scheme and run."""
    told_of = [
        (told, place, quantiles_by_month(told, place))
        for place in range(max(len(told.run.labels.schemes) for told in subject.with_schemes))
        for told in subject.with_schemes
        if place < len(told.run.labels.schemes)
    ]
    told_of = [(told, place, course) for told, place, course in told_of if course]
    if not told_of:
        return paragraph("Nobody is enrolled in any scheme.")
    spans: dict[str, tuple[float, float]] = {}
    for told, place, course in told_of:
        name = told.run.labels.schemes[place].name
        values = [value for _, quantiles in course for value in quantiles]
        low, high = spans.get(name, (values[0], values[0]))
        spans[name] = (min(low, *values), max(high, *values))
    margins = {
        name: (low - (high - low) * 0.05 - 1, high + (high - low) * 0.08 + 1)
        for name, (low, high) in spans.items()
    }
    several = len(subject.with_schemes) > 1
    last = subject.with_schemes[-1]
    falls = [
        (told, place, course[-1][1][2] - course[0][1][2], course[-1][1][0] - course[0][1][0])
        for told, place, course in told_of
        if told is last
    ]
    steepest = min(falls, key=lambda fall: fall[3], default=None)
    headline = "Scores over the months"
    if steepest is not None:
        scheme = last.run.labels.schemes[steepest[1]]
        headline = (
            "Half of all scores stay within a few points; the lowest twentieth of "
            f"{words.small(scheme.title)} {'fell' if steepest[3] < 0 else 'rose'} by "
            f"{words.decimal(abs(steepest[3]))} points"
            if abs(steepest[2]) < 10
            else f"The median of {words.small(scheme.title)} moved by {words.decimal(steepest[2])} points"
        )
    marks = month_marks(last)
    days = max(last.days, 1)

    def fan(told: Told, place: int, course: list[Quantiles]) -> charts.Fan:
        scheme = told.run.labels.schemes[place]
        cut_offs = scheme.range_on(0).cut_offs
        levels = [(cut / 10, name) for cut, name in zip(cut_offs, scheme.grades, strict=True)]
        return charts.Fan(scheme.title, told.label if several else scheme.form, course, levels)

    return figures.figure(
        headline,
        "The scores of everybody enrolled, by the end of each month: the line is the median, the darker "
        "band holds the middle half of people, the paler one all but a twentieth above and below. Marked "
        "levels are where a grade begins.",
        lambda width: charts.fans(
            width,
            [fan(*one) for one in told_of],
            marks=[(0.0, "start"), *marks[1:-1], (float(days), "end")],
            along=days,
            spans=[margins[told.run.labels.schemes[place].name] for told, place, _ in told_of],
            across=(len(subject.with_schemes) if several else min(3, len(told_of))) if width > 500 else 1,
        ),
        table(
            "Quantiles of scores",
            ("Scheme and run", "By", *QUANTILES),
            [
                (
                    f"{told.run.labels.schemes[place].title}, {told.label}",
                    "start" if day == 0 else f"{told.run.date(day - 1):%B %Y}",
                    *(f"{value:,.1f}" for value in values),
                )
                for told, place, course in told_of
                for day, values in course
            ],
            words=(0, 1),
        ),
        description="Bands by month; medians from start to end: "
        + "; ".join(
            f"{told.run.labels.schemes[place].title} in {told.label} {course[0][1][2]:.0f} to "
            f"{course[-1][1][2]:.0f}"
            for told, place, course in told_of
        )
        + ".",
        notice=subject.notice,
    )


def flow_figure(told: Told, figures: Figures) -> Html:
    """Who rose and who fell, from start to end."""
    found = [(scheme, flows(told, place)) for place, scheme in enumerate(told.run.labels.schemes)]
    found = [(scheme, counts) for scheme, counts in found if counts.sum()]
    fell = sum(int(np.tril(counts, -1).sum()) for _, counts in found)
    rose = sum(int(np.triu(counts, 1).sum()) for _, counts in found)
    whole = sum(int(counts.sum()) for _, counts in found)
    if not whole:
        return paragraph(f"In {told.label} nobody is enrolled in any scheme.")
    return figures.figure(
        f"{words.percent(fell / whole)} of standings fell and {words.percent(rose / whole)} rose by the end",
        f"{told.label}: grades on the first day (left) and at the end (right), the highest above. Orange "
        "flows fell, green ones rose, grey ones are where they were. A person enrolled in two schemes is in "
        "two panels.",
        lambda width: charts.flows(
            width,
            [
                charts.Flow(
                    scheme.title, f"{words.count(counts.sum())} people", scheme.grades, counts.tolist()
                )
                for scheme, counts in found
            ],
            across=min(2, len(found)) if width > 500 else 1,
        ),
        table(
            "Grades at the start (rows) and at the end",
            ("Scheme and grade", "Grade at the end", "People", "Share of that grade"),
            [
                (
                    f"{scheme.title}: {scheme.grades[source]}",
                    scheme.grades[target],
                    words.count(counts[source, target]),
                    words.percent(counts[source, target] / counts[source].sum()),
                )
                for scheme, counts in found
                for source in range(len(scheme.grades))
                for target in range(len(scheme.grades))
                if counts[source, target]
            ],
            words=(0, 1),
        ),
        description="; ".join(
            f"{scheme.title}: {int(np.tril(counts, -1).sum())} fell, {int(np.triu(counts, 1).sum())} rose"
            for scheme, counts in found
        )
        + ".",
        notice=told.notice,
    )


def mover_figure(told: Told, figures: Figures) -> Html:
    """What moved scores, by scheme."""
    found = [(scheme, movers(told, place)) for place, scheme in enumerate(told.run.labels.schemes)]
    drawn = [(scheme, shortened(rows)) for scheme, rows in found if rows]
    taken: dict[str, float] = {}
    for _, rows in found:
        for row in rows:
            taken[row.name] = taken.get(row.name, 0) + row.lost
    lost = sum(taken.values())
    most = max(taken, key=lambda name: taken[name], default="")
    if not drawn:
        return paragraph(f"In {told.label} no score moved.")
    return figures.figure(
        f"“{words.capital(most)}” takes {words.percent(taken[most] / lost)} of all points lost"
        if lost
        else "No score fell",
        f"{told.label}: points that each kind of row took (left) and gave (right), summed over everybody. "
        "Effects, after bands, bounds and fixed grades have taken their part.",
        lambda width: charts.balance(
            width,
            [
                charts.Change(
                    row.name,
                    row.lost,
                    row.gained,
                    f"−{words.count(row.lost)}",
                    f"+{words.count(row.gained)}",
                    scheme.title if place == 0 else "",
                )
                for scheme, rows in drawn
                for place, row in enumerate(rows)
            ],
            keys=(("h2", "points lost"), ("f4", "points gained")),
        ),
        table(
            "What moved scores",
            ("Scheme and source", "Rows", "People", "Points lost", "Points gained", "Nominal points"),
            [
                (
                    f"{scheme.title}: {row.name}",
                    words.count(row.rows),
                    words.count(row.people),
                    words.count(row.lost),
                    words.count(row.gained),
                    f"{row.nominal:,.0f}",
                )
                for scheme, rows in found
                for row in rows
            ],
        ),
        description="Bars to both sides: "
        + "; ".join(
            f"{scheme.title}, {row.name}: lost {row.lost:.0f}, gained {row.gained:.0f}"
            for scheme, rows in drawn
            for row in rows[:4]
        )
        + ".",
        notice=told.notice,
    )


def shortened(rows: list[Mover]) -> list[Mover]:
    """The largest sources, and all others as one."""
    if len(rows) <= MOST + 1:
        return rows
    rest = rows[MOST:]
    return [
        *rows[:MOST],
        Mover(
            f"{len(rest)} further kinds",
            sum(row.rows for row in rest),
            0,
            sum(row.lost for row in rest),
            sum(row.gained for row in rest),
            sum(row.nominal for row in rest),
        ),
    ]
