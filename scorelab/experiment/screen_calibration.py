"""What the terminal shows of a calibration."""

from typing import TYPE_CHECKING

from rich.console import Console
from rich.table import Table
from rich.text import Text

from scorelab.synthetic import CAPTION

if TYPE_CHECKING:
    from scorelab.experiment.calibration import Calibration, Held

NOT_IDENTIFIED = "not identified"
THREE_DIGITS = 100
WIDTHS = {"Prior": 18, "Posterior": 20, "Width": 7, "Own": 9, "Fitted": 9}
"""Columns of the table of parameters, whose keys stand on lines of their own."""


def print_calibration(found: "Calibration", console: Console | None = None) -> None:
    """Prior against posterior, what was missed, and what is predicted."""
    console = console or Console()
    scenario, after = found.scenario, found.posterior
    console.print(
        f"{scenario.title}: {scenario.people:,} invented people, {scenario.time.days} days after an "
        f"opening of {scenario.time.opening_years} years; {len(after.distances)} draws, of which "
        f"{len(after.kept)} are kept",
        markup=False,
        highlight=False,
    )
    console.print(_line("Parameter", list(WIDTHS)), style="bold", markup=False, highlight=False)
    for fit in found.fits:
        own = "by date" if fit.factor.value is None else digits(fit.factor.value)
        cells = [
            f"{digits(fit.factor.low)} to {digits(fit.factor.high)}",
            f"{digits(fit.low)} to {digits(fit.high)}",
            f"{fit.narrower:.0%}",
            own,
            digits(fit.fitted),
        ]
        console.print(fit.factor.key, markup=False, highlight=False)
        note = "" if fit.identified else NOT_IDENTIFIED
        console.print(_line(note, cells), markup=False, highlight=False)
    for title, held in (("Fitted to", found.targets), ("Left out, and predicted", found.unfitted)):
        console.print()
        console.print(_figures_table(title, held))
    console.print(
        "Posterior: 95% interval. Width: its standard deviation over that of the prior; a parameter is not "
        "identified where they are nearly alike, and keeps its own value. Own and fitted: mean over worlds "
        "of these numbers; missed by: the fitted ones from the published figure, whose sources or years "
        "differ by what stands behind the sign.",
        style="italic",
        highlight=False,
    )
    if found.settings:
        console.print("the fitted numbers: " + " ".join(found.settings), markup=False, highlight=False)
    console.print(CAPTION, style="italic", highlight=False)


def _line(first: str, cells: "list[str]") -> str:
    """A line of the table of parameters."""
    return f"  {first:<14}" + "".join(
        f"{cell:>{wide}}" for cell, wide in zip(cells, WIDTHS.values(), strict=True)
    )


def _figures_table(title: str, held: "list[Held]") -> Table:
    table = Table(box=None, header_style="bold", pad_edge=False)
    table.add_column(Text(title))
    for heading in ("Published", "Own", "Fitted", "Missed by"):
        table.add_column(heading, justify="right", no_wrap=True)
    table.add_column("Unit")
    for one in held:
        table.add_row(
            f"  {one.statistic.title} ({one.figure.year})",
            f"{digits(one.target)} ± {digits(one.spread)}",
            *("–" if worlds is None else digits(worlds[0]) for worlds in (one.own, one.fitted)),
            "–" if one.missed is None else f"{one.missed:+.0%}",
            one.statistic.unit,
        )
    return table


def digits(value: float) -> str:
    """A number with three digits, or all before the point."""
    return f"{value:,.0f}" if abs(value) >= THREE_DIGITS else f"{value:.3g}"
