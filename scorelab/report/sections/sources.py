"""Assumptions and sources: every parameter, and where the model is silent."""

from collections import Counter

from scorelab.report import charts, words
from scorelab.report.figures import Figures, section
from scorelab.report.markup import Html, join, paragraph, table, tag
from scorelab.report.subject import Subject, Told
from scorelab.scenario.describe import Provenance, provenance

TIERS = {
    "A": ("f1", "law or statistics"),
    "B": ("f4", "press or study"),
    "C": ("f6", "weak source"),
    "D": ("h2", "assumed, with range and reason"),
}
SILENT = (
    "Nobody is born, dies, marries, separates or moves away during the run; people do grow older.",
    "Companies are not listed, nor their representatives; listed people are debtors, or taken for debtors.",
    "Without the list no other means makes a debtor pay after the deadline.",
    "Creditors receive money, but what they lose or gain by it changes nothing else in their lives.",
    "Nobody is told that a tie was dropped.",
    "Shame, health and quarrels at home are not modelled.",
    "Prices, wages and the rules of the scenario do not respond to anything that happens.",
    "Institutions see the file, never the truth; nobody in them is corrupt, and none of them learns.",
)
"""What the model leaves out."""
SILENT_UNSCORED = (
    "There is no score, no points and no platform: only the court’s list and the copies that offices take "
    "of it.",
    "Nobody pays more, borrows less or behaves better because a list exists: it presses only on those who "
    "are on it.",
    "Lost ties are not replaced, and what people no longer dare to say is not modelled.",
)
SILENT_SCORED = (
    "Who is enrolled on the first day stays so, unless leaving is free by law; nobody enrols for a score.",
    "Of what people buy, a score knows the month’s sums that its table of habits names; where they go, it "
    "knows only by the acts in its table.",
    "Fear silences posts and knowledge prevents offences; nobody games a score, buys points, or moves away.",
    "Officials enter what comes to their notice at one rate for everybody.",
)
"""What it leaves out besides, where nobody is scored, and where people are."""
DIFFERENCES_MOST = 12
"""More differences than these stand in a folded table."""


def sources(subject: Subject, figures: Figures) -> Html:
    """The part on parameters and silences."""
    told = (subject.lists or subject.told)[-1]
    rows = provenance(told.scenario)
    return section(
        "sources",
        "Assumptions and sources",
        tier_figure(told, rows, figures),
        tag("h3", "Every parameter"),
        *parameter_tables(rows),
        *(differences(told, rows, other) for other in subject.told if other is not told),
        tag("h3", "Where the model is silent"),
        tag(
            "ul",
            *(
                tag("li", sentence)
                for sentence in (*SILENT, *(SILENT_SCORED if subject.with_schemes else SILENT_UNSCORED))
            ),
        ),
        lead=(
            "Every number that went in carries its source, or is marked as assumed, with the range in "
            "which it is plausible and the reason. A result that hangs on an assumed number is a "
            "condition, not a fact."
        ),
    )


def tier_figure(told: Told, rows: tuple[Provenance, ...], figures: Figures) -> Html:
    """Parameters by tier."""
    counts = Counter(row.tier for row in rows)
    return figures.figure(
        f"{words.count(counts['D'])} of {words.count(len(rows))} values are assumed",
        f"Values of {told.label} by where they come from; a dated parameter counts once for each of its "
        "values.",
        lambda width: charts.bars(
            width,
            [
                charts.Bar(f"{tier}: {name}", (charts.Piece(counts[tier], css),), words.count(counts[tier]))
                for tier, (css, name) in TIERS.items()
            ],
        ),
        table(
            "Values by tier",
            ("Tier", "Values", "Share"),
            [
                (f"{tier}: {name}", words.count(counts[tier]), words.percent(counts[tier] / len(rows)))
                for tier, (_, name) in TIERS.items()
            ],
        ),
        description="Bars: " + "; ".join(f"{name} {counts[tier]}" for tier, (_, name) in TIERS.items()) + ".",
        notice=told.notice,
    )


def parameter_tables(rows: tuple[Provenance, ...]) -> list[Html]:
    """A folded table a section of the scenario."""
    sections: dict[str, list[Provenance]] = {}
    for row in rows:
        sections.setdefault(row.key.split(".")[0], []).append(row)
    tables = []
    for name, found in sections.items():
        assumed = sum(row.tier == "D" for row in found)
        size = f"{words.plural(len(found), 'value')}, {words.count(assumed)} assumed"
        heading = f"{words.capital(words.named(name))}: {size}"
        body = table(
            heading,
            ("Parameter", "Value", "Unit", "From", "Tier", "Range", "Source, or reason for assuming it"),
            [
                (
                    row.key.removeprefix(f"{name}."),
                    row.value,
                    row.unit,
                    row.since or "",
                    row.tier,
                    f"{row.span[0]:g} to {row.span[1]:g}" if row.span else "",
                    row.text,
                )
                for row in found
            ],
            words=(0, 2, 3, 4, 5, 6),
        )
        tables.append(tag("details", tag("summary", heading), body))
    return tables


def differences(told: Told, rows: tuple[Provenance, ...], other: Told) -> Html:
    """Where another run's scenario differs; what one of them does not have at all is counted by section."""
    ours = {(row.key, row.since): row for row in rows}
    theirs = {(row.key, row.since): row for row in provenance(other.scenario)}
    changed: list[tuple[str, str, str]] = [
        (f"{key}{f' from {since}' if since else ''}", theirs[key, since].value, ours[key, since].value)
        for key, since in ours
        if (key, since) in theirs and theirs[key, since].value != ours[key, since].value
    ]
    before, after = told.scenario.mechanisms.model_dump(), other.scenario.mechanisms.model_dump()
    changed += [
        (
            f"the mechanism {words.named(name)}",
            "on" if after[name] else "off",
            "on" if before[name] else "off",
        )
        for name in before
        if before[name] != after[name]
    ]
    parts = [
        f"{words.plural(number, 'value')} of {words.named(section)} {verb}"
        for verb, keys in (("left out", ours.keys() - theirs.keys()), ("added", theirs.keys() - ours.keys()))
        for section, number in sorted(Counter(key.split(".")[0] for key, _ in keys).items())
    ]
    parts += [f"{change.name}, from {change.from_}" for change in other.scenario.interventions]
    folded = len(changed) > DIFFERENCES_MOST
    if not folded:
        parts = [*(f"{key} is {new} instead of {old}" for key, new, old in changed), *parts]
    else:
        parts = [f"{words.plural(len(changed), 'value')} changed (below)", *parts]
    opening = paragraph(
        tag("b", f"{other.label} differs from {told.label}: "),
        join(["; ".join(parts) or "in no parameter", "."]),
    )
    if not folded:
        return opening
    heading = f"What is otherwise in {other.label} than in {told.label}"
    body = table(heading, ("Parameter", other.label, told.label), changed, words=(0, 1, 2))
    return join([opening, tag("details", tag("summary", heading), body)])
