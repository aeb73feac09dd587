"""What the terminal shows of experiments: tables, and the sentences around them."""

from collections.abc import Callable, Iterator, Sequence
from io import StringIO
from typing import TYPE_CHECKING, Any

from rich.console import Console
from rich.table import Table
from rich.text import Text

from scorelab.experiment.estimates import SOURCE, Estimate
from scorelab.measures import Measure
from scorelab.report.words import plural
from scorelab.result import HEADLINES, figure, unit
from scorelab.scenario.obedience import warning
from scorelab.screen import SIDES
from scorelab.store import labels_of
from scorelab.synthetic import CAPTION

if TYPE_CHECKING:
    from scorelab.experiment.comparison import Comparison, Variant
    from scorelab.experiment.triggers import Triggers

WIDE, NARROW = 140, 110
"""Columns of a table that goes to no terminal, and those below which a measure takes two lines."""

HEADINGS = {"Base": 12, "Other": 12, "Difference": 12, "95% interval": 26, "Pairing": 10}
"""Of a measure's cells, and how wide each is where a measure takes two lines."""

GROUPS_SHOWN = ("Sex", "Income fifth", "Registration", "Minority")
"""Groupings of the terminal's short table; the whole of it is in `people_frame()` and in JSON."""


def in_text(show: Callable[[Any, Console], None], found: Any) -> str:
    """What a function of this module shows, as plain text."""
    text = StringIO()
    show(found, Console(file=text, width=WIDE, no_color=True, force_terminal=False))
    return text.getvalue().rstrip()


def print_comparison(found: "Comparison", console: Console | None = None) -> None:
    """Tables of a comparison: measures, then people, for each variant; and why, if nothing changed."""
    console = console or Console()
    base = found.base
    console.print(
        f"{base.title}: {base.people:,} invented people{_imported(found)}, {base.time.days} days, "
        f"{plural(found.replicates, 'replicate')} (seeds {found.families[0].seed} to "
        f"{found.families[-1].seed}); ended by {found.stopped}",
        markup=False,
        highlight=False,
    )
    for place, variant in enumerate(found.variants):
        console.print()
        console.print(Text(variant.name, style="bold"))
        for line in sentences(found, variant):
            console.print(line, markup=False, highlight=False)
        if not variant.is_same:
            if console.width < NARROW:
                _print_narrow(found, place, console)
            else:
                console.print(_measures_table(found, place))
            console.print(_people_table(variant))
    console.print()
    console.print(
        f"Intervals: {SOURCE}. Pairing: variance of the difference between independent worlds over that "
        "between twins. Better: no measure of harm higher and one lower; worse: the other way round; mean "
        "number of people a world.",
        style="italic",
        highlight=False,
    )
    console.print(CAPTION, style="italic", highlight=False)


def _imported(found: "Comparison") -> str:
    """From which files their society is, if it is."""
    names = [file.name for file in (found.files.network, found.files.ages) if file is not None]
    return f" from {' and '.join(names)}" if names else ""


def sentences(found: "Comparison", variant: "Variant") -> Iterator[str]:
    """What is to be said of a variant before its table."""
    if variant.is_same:
        yield (
            f"Nothing changed for anybody: in all {found.replicates} replicates the digest of both worlds is "
            "the same, and every difference is exactly 0."
        )
        yield from (f"Why: {reason}." for reason in variant.reasons)
        return
    if variant.same:
        yield f"In {variant.same} of {found.replicates} replicates nothing changed for anybody."
        yield from (f"Why: {reason}." for reason in variant.reasons)
    if (said := warning(variant.scenario)) is not None:
        yield said
    labels = labels_of(found.base)
    if variant.parted is not None and variant.rules_part is not None:
        yield (
            f"The rules part on {labels.date(variant.rules_part)}; the first twins part on "
            f"{labels.date(variant.parted)}. Until then every row of both worlds is the same."
        )


def _measures_table(found: "Comparison", place: int) -> Table:
    table = Table(box=None, header_style="bold", pad_edge=False)
    table.add_column("Measure")
    for heading in HEADINGS:
        table.add_column(heading, justify="right")
    table.add_column("Unit")
    for side, measures in _by_side(found, place):
        table.add_row(Text(side, style="bold"))
        for measure, cells in measures:
            table.add_row(f"  {measure.title}", *cells, unit(measure))
    return table


def _print_narrow(found: "Comparison", place: int, console: Console) -> None:
    """The same, each measure's name on a line of its own."""
    widths = HEADINGS.values()
    console.print("".join(f"{heading:>{width}}" for heading, width in HEADINGS.items()), style="bold")
    for side, measures in _by_side(found, place):
        console.print(side, style="bold")
        for measure, cells in measures:
            of_unit = f" ({unit(measure)})" if unit(measure) else ""
            console.print(f"  {measure.title}{of_unit}", markup=False, highlight=False)
            line = "".join(f"{cell:>{width}}" for cell, width in zip(cells, widths, strict=True))
            console.print(line, markup=False, highlight=False)


def _by_side(found: "Comparison", place: int) -> Iterator[tuple[str, list[tuple[Measure, Sequence[str]]]]]:
    """What is printed of each side of the balance: measures with their cells."""
    estimates = found.estimates(place)
    for side, heading in SIDES.items():
        measures = [found.catalogue[name] for name in HEADLINES if name in estimates]
        rows = [
            (measure, _cells(measure, estimates[measure.name]))
            for measure in measures
            if measure.side == side and estimates[measure.name].replicates
        ]
        yield heading, rows


def _cells(measure: Measure, found: Estimate) -> Sequence[str]:
    worth = "" if found.worth is None else f"{found.worth:,.1f}x"
    if found.half is None:
        interval = "one replicate"
    elif found.half == 0:
        interval = "all alike"
    else:
        interval = f"{shown(measure, found.low)} to {shown(measure, found.high)}"
    return (
        shown(measure, found.base),
        shown(measure, found.other),
        shown(measure, found.difference, signed=True),
        interval,
        worth,
    )


def shown(measure: Measure, value: float | None, *, signed: bool = False) -> str:
    """A mean as the tables show it; a difference with its sign."""
    if value is None:
        return figure(measure, None)
    written = figure(measure, float(value))
    return f"+{written}" if signed and value > 0 else written


def _people_table(variant: "Variant") -> Table:
    table = Table(box=None, header_style="bold", pad_edge=False)
    table.add_column("People")
    for heading in ("Better", "Worse", "Mixed", "Untouched"):
        table.add_column(heading, justify="right")
    head = ""
    for (grouping, group), fates in variant.groups.items():
        if grouping and grouping not in GROUPS_SHOWN:
            continue
        if grouping != head:
            table.add_row(Text(grouping, style="bold"))
            head = grouping
        table.add_row(f"  {group}" if grouping else group, *(f"{count:,.1f}" for count in fates))
    return table


def print_triggers(found: "Triggers", console: Console | None = None) -> None:
    """The share of deleted links that held, by kind."""
    console = console or Console()
    scenario = found.scenario
    console.print(
        f"{scenario.title}: {scenario.people:,} invented people, {scenario.time.days} days, "
        f"seed {scenario.seed}",
        markup=False,
        highlight=False,
    )
    share, interval = found.share, found.interval
    if share is None or interval is None:
        console.print("No trigger link could be deleted.", highlight=False)
        return
    held = sum(one.holds for one in found.deleted)
    console.print(
        f"{held} of {len(found.deleted)} trigger links hold: {share:.1%} (95% interval "
        f"{interval[0]:.1%} to {interval[1]:.1%}){': a defect' if found.is_defect else ''}.",
        highlight=False,
    )
    table = Table(box=None, header_style="bold", pad_edge=False)
    for heading in ("Trigger", "Effect"):
        table.add_column(heading)
    for heading in ("Deleted", "Held"):
        table.add_column(heading, justify="right")
    for row in found.to_frame().iter_rows(named=True):
        table.add_row(row["trigger"], row["effect"], str(row["deleted"]), str(row["held"]))
    console.print(table)
    not_gone = len(found.tested) - len(found.deleted)
    console.print(
        "A link holds if its effect did not happen as it had once its trigger was prevented. Of further "
        f"links drawn, {found.undeletable} begin with nothing that a rule of one person's decides, and of "
        f"{not_gone} the trigger happened all the same.",
        style="italic",
        highlight=False,
    )
    console.print(CAPTION, style="italic", highlight=False)
