"""Who: how the list falls on groups."""

from scorelab.measures import GROUPINGS, MEASURES, GroupRow, by_group
from scorelab.measures.groups import CONCERNED_LEAST, PERSONS_LEAST, Grouping
from scorelab.report import charts, words
from scorelab.report.figures import Figures, last_open, section
from scorelab.report.markup import Html, paragraph
from scorelab.report.markup import table as table_of
from scorelab.report.rates import rates_beside
from scorelab.report.subject import Subject, Told

TAKEN = {
    "listed": ("circle", "f1", "on the list at the end"),
    "refused_persons": ("diamond", "f2", "refused at least once"),
}
FALLEN = {
    "grade_falls": ("circle", "f3", "falls to a lower grade"),
    "contagion_reach": ("diamond", "f1", "lost points because of somebody else"),
}
Rows = list[tuple[Grouping, dict[str, list[GroupRow]]]]


def people(subject: Subject, figures: Figures) -> Html:
    """The part on groups."""

    def draw(told: Told) -> list[Html]:
        return [
            group_figure(
                told,
                TAKEN,
                ("sex", "women"),
                "{group} were on the list {ratio} times as often as {reference}",
                figures,
            ),
            group_figure(
                told,
                {"wrongful_days": ("triangle", "f3", "wrongful days per adult")},
                ("income", "lowest fifth"),
                "The {group} had {ratio} times the wrongful days of the {reference}",
                figures,
            ),
        ]

    def fallen(told: Told) -> list[Html]:
        return [
            group_figure(
                told,
                FALLEN,
                ("income", "lowest fifth"),
                "The {group} fell {ratio} times as often to a lower grade as the {reference}",
                figures,
            )
        ]

    empty = [paragraph(f"In {one.label} there is no list to fall on anybody.") for one in subject.without]
    return section(
        "people",
        "Whom it met",
        *last_open(subject.lists, draw),
        *last_open(subject.with_schemes, fallen),
        *empty,
        lead=(
            "Conduct is drawn from the same distribution in every group. What is put in besides: rates by "
            "age and sex, use of doors by income, and who can pay. A difference between groups is a "
            "finding about those rules and inputs, not about the groups."
        ),
    )


def measured(told: Told, names: tuple[str, ...]) -> Rows:
    """Measures by group, for every grouping."""
    return [
        (grouping, {name: by_group(told.facts, MEASURES[name], grouping) for name in names})
        for grouping in GROUPINGS.values()
    ]


def group_figure(
    told: Told,
    taken: dict[str, tuple[str, str, str]],
    shown: tuple[str, str],
    sentence: str,
    figures: Figures,
) -> Html:
    """Ratios to the reference group.

    Parameters
    ----------
    told : Told
        The run.
    taken : dict
        Measures, with shape, fill and meaning of their marks.
    shown : tuple of str
        Division and group of which the headline speaks.
    sentence : str
        The headline, with `{group}`, `{ratio}` and `{reference}`.
    figures : Figures
        The page's figures.
    """
    found = measured(told, tuple(taken))
    return figures.figure(
        headline(found, next(iter(taken)), shown, sentence),
        "Ratio to the reference group of each division, with its 95% interval within the run. “Not "
        f"estimable”: fewer than {CONCERNED_LEAST} people concerned or {PERSONS_LEAST} people, here or in "
        "the reference group. Many comparisons at once: about one interval in twenty misses by chance "
        "alone.",
        lambda width: charts.ranges(
            width,
            [group for grouping, rows in found for group in drawn(grouping, rows, taken)],
            list(taken.values()),
        ),
        numbers(found, taken),
        description=describe(found),
        notice=told.notice,
        after=rates_beside(told) if "wrongful_days" in taken else None,
    )


def headline(found: Rows, measure: str, shown: tuple[str, str], sentence: str) -> str:
    """The sentence about one group, or that it cannot be estimated."""
    for grouping, rows in found:
        for row in rows[measure]:
            if (grouping.name, row.group) == shown and row.ratio:
                values = {
                    "group": row.group,
                    "ratio": words.decimal(row.ratio[0]),
                    "reference": grouping.reference,
                }
                return words.capital(sentence.format(**values))
    return f"Too few people to compare {shown[1]} with others"


def drawn(
    grouping: Grouping, rows: dict[str, list[GroupRow]], taken: dict[str, tuple[str, str, str]]
) -> list[charts.Group]:
    """One division's rows in the picture."""
    groups = []
    for place, name in enumerate(grouping.groups):
        of_group = [rows[measure][place] for measure in taken]
        ranges = tuple(
            charts.Range(row.ratio, words.NOT_ESTIMABLE, shape, css)
            for row, (shape, css, _) in zip(of_group, taken.values(), strict=True)
        )
        if name == grouping.reference:
            ranges = (charts.Range(None, "reference", "circle", "f1"),)
        elif all(one.values is None for one in ranges):
            ranges = ranges[:1]
        groups.append(charts.Group(name, ranges, grouping.title if place == 0 else ""))
    return groups


def numbers(found: Rows, taken: dict[str, tuple[str, str, str]]) -> Html:
    """All groups as a table."""
    rows = []
    for grouping, measures in found:
        for name, (_, _, meaning) in taken.items():
            for row in measures[name]:
                itself = row.group == grouping.reference
                rows.append(
                    (
                        f"{grouping.title}: {row.group}",
                        meaning,
                        words.count(row.persons),
                        words.count(row.concerned),
                        words.decimal(row.per_1000) if row.per_1000 is not None else words.NOT_ESTIMABLE,
                        "reference" if itself else interval(row.ratio),
                        "reference" if itself else interval(row.difference),
                    )
                )
    return table_of(
        "Groups of adults",
        (
            "Group",
            "Measure",
            "Adults",
            "Concerned",
            "Per 1,000 adults",
            "Ratio (95%)",
            "Difference per 1,000 (95%)",
        ),
        rows,
        words=(0, 1),
    )


def interval(values: tuple[float, float, float] | None) -> str:
    """A value with its interval."""
    if values is None:
        return words.NOT_ESTIMABLE
    return f"{words.decimal(values[0])} ({words.decimal(values[1])} to {words.decimal(values[2])})"


def describe(found: Rows) -> str:
    """What the picture shows, for those who do not see it."""
    parts = [
        f"{grouping.title}, {row.group}: {words.decimal(row.ratio[0])} times {grouping.reference}"
        for grouping, measures in found
        for row in next(iter(measures.values()))
        if row.ratio
    ]
    return "Ratios with intervals by group. " + ("; ".join(parts) + "." if parts else "None is estimable.")


def widest(told: Told, measure: str, without: tuple[str, ...] = ()) -> tuple[Grouping, GroupRow] | None:
    """The estimable group that stands farthest from its reference group, some divisions left out."""
    rows = [
        (grouping, row)
        for grouping, found in measured(told, (measure,))
        if grouping.name not in without
        for row in found[measure]
        if row.ratio
    ]
    return max(rows, key=lambda pair: max(pair[1].ratio[0], 1 / pair[1].ratio[0]), default=None)  # type: ignore[index]
