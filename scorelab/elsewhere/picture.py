"""The picture of an outcome: simulated, by formula, published."""

import math

from scorelab.elsewhere.outcome import Finding, Outcome
from scorelab.elsewhere.words import between_worlds, in_units, met_or_missed, published
from scorelab.report.charts import Group, Range, spreads
from scorelab.report.markup import Html, table
from scorelab.report.picture import Picture
from scorelab.report.words import plural
from scorelab.synthetic import CAPTION

SIMULATED, FORMULA, PUBLISHED = ("circle", "f1"), ("cross", "f3"), ("diamond", "f4")
ERRORS_DRAWN = 2


STANDINGS = {"predicted": ("circle", "f1"), "fitted": ("diamond", "f4"), "echoed": ("cross", "f3")}
"""The mark of a figure, by what it is to the scenario."""


def picture(found: Outcome) -> Picture:
    """Simulated beside what must come out, with the table of every measure."""
    if any(finding.holds is not None for finding in found.findings.values()):
        return _over_published(found)
    return _on_one_scale(found)


def _over_published(found: Outcome) -> Picture:
    """Each published figure: how many times as much was simulated."""
    judged = [finding for finding in found.findings.values() if finding.holds is not None]
    rows, said, heads = [], [], set[str]()
    for finding in judged:
        known, low_high = finding.known, finding.published
        assert finding.row
        assert finding.mean is not None
        assert finding.band
        assert low_high
        published = math.sqrt(low_high[0] * low_high[1])
        values = (finding.mean / published, finding.band[0] / published, finding.band[1] / published)
        mark = Range(values, "", *STANDINGS[finding.row.standing])
        rows.append(Group(known.title, (mark,), "" if known.head in heads else known.head))
        heads.add(known.head)
        said.append(f"{known.title} {values[0]:.2f} times the published figure")
    scenario = found.scenario
    return Picture(
        headline=f"{scenario.title}: how many times the published figure",
        caption=(
            f"{scenario.summary} Shown: the mean of {plural(scenario.worlds, 'world')} over the published "
            "figure (of a range, its middle); whiskers: nine worlds in ten. The table has every measure."
        ),
        draw=lambda width: spreads(
            width,
            rows,
            [(*mark, name) for name, mark in STANDINGS.items()],
            lambda value: f"{value:g}×",
            least=0,
            most=math.inf,
        ),
        table=_table(found),
        description=f"Marks around the line of equality: {'; '.join(said)}.",
        notice=_notice(found),
    )


def _on_one_scale(found: Outcome) -> Picture:
    """Each pictured measure as marks on one scale."""
    findings, scenario = found.pictured, found.scenario
    unit = findings[0].known.unit
    heads: set[str] = set()
    rows = []
    for finding in findings:
        head = finding.known.head
        name = finding.known.title.partition(":")[0]
        rows.append(Group(name, _marks(finding), "" if head in heads else head))
        heads.add(head)
    keys = [
        (*SIMULATED, f"simulated, {plural(scenario.worlds, 'world')}"),
        (*FORMULA, "by formula"),
        (*PUBLISHED, "published"),
    ]
    what = findings[0].known.title.rpartition(": ")[2]
    return Picture(
        headline=f"{scenario.title}: simulated, by formula and as published",
        caption=(
            f"{scenario.summary} Shown: {what} ({unit}); whiskers: two standard errors of the simulation, or "
            "the range that was published. The table has every measure."
        ),
        draw=lambda width: spreads(
            width,
            rows,
            keys,
            lambda value: f"{value:.0%}" if unit == "share" else f"{value:g}",
            least=-math.inf,
            most=math.inf,
        ),
        table=_table(found),
        description="Marks: "
        + "; ".join(f"{one.known.head} {one.known.title} {in_units(one.known, one.mean)}" for one in findings)
        + ".",
        notice=_notice(found),
    )


def _notice(found: Outcome) -> str:
    return f"Synthetic: invented people under “{found.scenario.title}”. {CAPTION}"


def _table(found: Outcome) -> Html:
    return table(
        "Every measure",
        (
            *("", "Measure", "Unit", "Simulated", "Standard error", "Nine worlds in ten"),
            *("By formula", "Published", "Verdict", "Source"),
        ),
        [
            (
                one.known.head,
                one.known.title,
                one.known.unit,
                in_units(one.known, one.mean),
                in_units(one.known, one.error),
                between_worlds(one),
                in_units(one.known, one.known.exact),
                published(one),
                met_or_missed(one),
                one.source,
            )
            for one in found.findings.values()
        ],
        words=(0, 1, 2, 8, 9),
    )


def _marks(finding: Finding) -> tuple[Range, ...]:
    marks = []
    if finding.mean is not None:
        half = ERRORS_DRAWN * (finding.error or 0.0)
        marks.append(Range((finding.mean, finding.mean - half, finding.mean + half), "", *SIMULATED))
    if finding.known.exact is not None:
        marks.append(Range((finding.known.exact,) * 3, "", *FORMULA))
    if finding.published is not None:
        low, high = finding.published
        marks.append(Range(((low + high) / 2, low, high), "", *PUBLISHED))
    return tuple(marks)
