"""What the terminal shows of a validation."""

from typing import TYPE_CHECKING

from rich.console import Console

from scorelab.experiment.replication import REPLICATION_RULE, Verdict
from scorelab.experiment.screen_calibration import digits
from scorelab.experiment.validation import OF_SEVERAL, VERDICTS
from scorelab.published.figures import PREDICTED, ROLES, RULE
from scorelab.report.words import capital
from scorelab.synthetic import CAPTION

if TYPE_CHECKING:
    from scorelab.experiment.validation import Held, Validation


WIDTHS = {"Published": 16, "Ours": 9, "95% interval": 19, "Off by": 8, "Tier": 6}
"""Columns below each figure, whose title stands on a line of its own, before its verdict."""


def print_validation(found: "Validation", console: Console | None = None) -> None:
    """The headline, every figure beside ours by what it is to the scenarios, the studies, and the sources."""
    console = console or Console()

    def say(text: str, style: str = "") -> None:
        console.print(text, style=style, markup=False, highlight=False)

    if found.scenario is not None:
        scenario = found.scenario
        say(
            f"{scenario.title}: {scenario.people:,} invented people, {scenario.time.days} days after an "
            f"opening of {scenario.time.opening_years} years; {found.replicates} replicates"
        )
    say(f"{found.headline}.", "bold")
    for role in [*ROLES][::-1]:
        rows = [one for one in found.held if one.figure.role == role]
        if rows:
            counts = found.counts(role)
            told = ", ".join(f"{each} {counts[holds]}" for holds, each in OF_SEVERAL.items() if counts[holds])
            uncounted = "" if role == PREDICTED else " (not counted)"
            say(f"\n{capital(role)}, {ROLES[role]}: {told}{uncounted}", "bold")
            say(_line([*WIDTHS, "Verdict"]), "bold")
            for one in rows:
                say(f"{one.title}, {one.figure.unit}")
                say(_line(_cells(one)))
    for study in found.studies:
        say(f"\n{study.title} ({study.name}): {study.what}", "bold")
        say(_line(["Published", "Ours", "95% interval", "", "Tier", "Verdict"]), "bold")
        for verdict in study.claims:
            say(f"{verdict.words} ({verdict.measure})")
            say(_line(_cells_of_study(verdict)))
        for sentence in study.silent:
            say(f"cannot be told: {sentence}")
    if found.left_out:
        say("\nNot stated by these worlds:")
        for why in dict.fromkeys(found.left_out.values()):
            say(f"  {why}: {', '.join(name for name, each in found.left_out.items() if each == why)}")
    say("")
    verdicts = [verdict for study in found.studies for verdict in study.claims]
    sources = [
        *(f"{one.figure.source} [{one.figure.tier}]" for one in found.held),
        *(f"{one.source} [{one.tier}]" for one in verdicts),
    ]
    for source in dict.fromkeys(sources):
        say(f"Published: {source}")
    for rule, rows_of_it in ((RULE, found.held), (REPLICATION_RULE, found.studies)):
        if rows_of_it:
            say(rule, "italic")
    say(CAPTION, "italic")


def _line(cells: "list[str]") -> str:
    """A line of columns, and the verdict after them."""
    padded = (f"{cell:>{wide}}" for cell, wide in zip(cells, WIDTHS.values(), strict=False))
    return f"{''.join(padded)}  {cells[-1]}"


def _cells(one: "Held") -> list[str]:
    ours = one.ours
    return [
        published_in_words(one),
        "–" if ours is None else digits(ours.mean),
        "–" if ours is None else f"{digits(ours.low)} to {digits(ours.high)}",
        "–" if one.missed is None else f"{one.missed:+.0%}",
        one.figure.tier,
        VERDICTS[one.holds],
    ]


def _cells_of_study(one: Verdict) -> list[str]:
    ours = one.ours
    return [
        range_in_words(one),
        "–" if ours is None else digits(ours[0]),
        "–" if ours is None else f"{digits(ours[1])} to {digits(ours[2])}",
        "",
        one.tier,
        one.told,
    ]


def published_in_words(held: "Held") -> str:
    """A published value with what is allowed around it."""
    figure = held.figure
    if figure.bound is not None:
        return f"at {figure.bound} {digits(figure.value)}"
    return f"{digits(figure.value)} ± {digits(figure.within)}"


def range_in_words(verdict: Verdict) -> str:
    """The published value, or the range in which it lies."""
    if verdict.published is None:
        return "–"
    low, high = verdict.published
    return digits(low) if low == high else f"{digits(low)} to {digits(high)}"
