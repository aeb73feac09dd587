"""What the terminal shows of a spread."""

from io import StringIO

from rich.console import Console
from rich.table import Table

from scorelab.report.words import plural
from scorelab.spread.find import READ_AT, SpreadFound
from scorelab.spread.words import shares, tipping, years
from scorelab.synthetic import CAPTION

WIDE = 140
CONDITIONS = "Every number of it is assumed: conditions under which it spreads or does not, never a forecast."

READING = (
    "Asking: the share of all operators who do. An hour a month: what doing without the score costs in time;",
    "above it enrolment is practically forced. The middle world of all, and in brackets nine in ten of them.",
    "Carries itself from: the share asking from which it goes on though nobody begins unless rivals ask.",
)


def in_text(found: SpreadFound) -> str:
    """What :func:`print_spread` shows, as plain text."""
    text = StringIO()
    print_spread(found, Console(file=text, width=WIDE, no_color=True, force_terminal=False))
    return text.getvalue().rstrip()


def print_spread(found: SpreadFound, console: Console | None = None) -> None:
    """A table, a law a row."""
    console = console or Console()
    chosen = found.spread
    operators = sum(sector.operators for sector in chosen.sectors)
    console.print(
        f"{chosen.title}: {operators} invented operators, {plural(chosen.worlds, 'world')} of "
        f"{found.years} years, seed {chosen.seed}",
        markup=False,
        highlight=False,
    )
    table = Table(box=None, header_style="bold", pad_edge=False)
    table.add_column("Law")
    read = [after for after in READ_AT if after <= found.years]
    for after in read:
        table.add_column(f"Asking after {after} years", justify="right")
    table.add_column("Years until an hour a month", justify="right")
    table.add_column("Carries itself from", justify="right")
    table.add_column("Effect")
    for law in found.laws:
        table.add_row(
            law.title,
            *(shares(law.doors(after)) for after in read),
            years(law.forced, found.years),
            tipping(law.tipping),
            found.effect(law.name) or "",
        )
    console.print(table)
    console.print(" ".join(READING), highlight=False)
    console.print(f"{CONDITIONS} {CAPTION}", style="italic", highlight=False)
