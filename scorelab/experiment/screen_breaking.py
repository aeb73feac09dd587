"""What the terminal shows of breaking points."""

from typing import TYPE_CHECKING

from rich.console import Console
from rich.table import Table

from scorelab.experiment.estimates import SOURCE
from scorelab.experiment.screen import shown
from scorelab.result import unit
from scorelab.synthetic import CAPTION

if TYPE_CHECKING:
    from scorelab.experiment.broken import Breaking
    from scorelab.experiment.estimates import Estimate


def print_breaking(found: "Breaking", console: Console | None = None) -> None:
    """Each headline, where it breaks, and the effect at every place that was looked at."""
    console = console or Console()
    base = found.base
    console.print(
        f"{base.title}: {base.people:,} invented people, {base.time.days} days, "
        f"{found.replicates} replicates; {found.other}",
        markup=False,
        highlight=False,
    )
    for measure in found.effects:
        console.print()
        for place, sentence in enumerate(found.sentences(measure)):
            style = "" if place else "bold"
            console.print(f"{sentence}.", markup=False, highlight=False, style=style)
        console.print(_table(found, measure))
    console.print(
        f"Intervals: {SOURCE}. A headline stands where the interval of the difference leaves out nought on "
        "its own side. With more people or replicates intervals are narrower, and it breaks later.",
        style="italic",
        highlight=False,
    )
    console.print(CAPTION, style="italic", highlight=False)


def _table(found: "Breaking", name: str) -> Table:
    measure = found.catalogue[name]
    table = Table(box=None, header_style="bold", pad_edge=False)
    table.add_column("Where", overflow="fold")
    for heading in ("At", "Base", "Difference", "95% interval"):
        table.add_column(heading, justify="right", no_wrap=True)
    table.add_column("Unit")

    def add(where: str, place: str, effect: "Estimate") -> None:
        ends = f"{shown(measure, effect.low)} to {shown(measure, effect.high)}"
        difference = shown(measure, effect.difference, signed=True)
        table.add_row(where, place, shown(measure, effect.base), difference, ends, unit(measure))

    add("as it stands", "", found.effects[name])
    for dial, effects in {broken.dial: broken.effects for broken in found.breaks[name]}.items():
        for place, effect in effects.items():
            add(dial.name, f"{place:.3g}", effect)
    for held in found.held[name]:
        add(held.form, "", held.effect)
    return table
