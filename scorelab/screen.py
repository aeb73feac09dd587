"""What the command line shows of results: tables of measures and of speed."""

from collections.abc import Sequence
from pathlib import Path

from rich.console import Console
from rich.table import Table
from rich.text import Text

from scorelab.bench import BenchRow
from scorelab.measures import MEASURES, Side
from scorelab.result import HEADLINES, Result, figure, unit
from scorelab.scenario.obedience import warning
from scorelab.synthetic import CAPTION

SIDES = {Side.SIZE: "How much", Side.HARM: "Harm", Side.BENEFIT: "What it achieves"}


def print_results(results: Sequence[Result], folder: Path, page: Path | None) -> None:
    """A table of measures with the scenarios side by side, and where everything is."""
    console = Console()
    first = results[0]
    several = len(results) > 1
    title = " and ".join(result.scenario.title for result in results)
    console.print(
        f"{title}: {first.founders_count:,} invented people, {first.days} days, seed {first.manifest.seed}",
        markup=False,
        highlight=False,
    )
    table = Table(box=None, header_style="bold", pad_edge=False)
    table.add_column("Measure")
    for result in results:
        table.add_column(result.folder.name if several else result.scenario.name, justify="right")
    table.add_column("Unit")
    for side, heading in SIDES.items():
        table.add_row(Text(heading, style="bold"))
        for name in HEADLINES:
            measure = MEASURES[name]
            if measure.side == side:
                figures = [figure(measure, result.measures[name]) for result in results]
                table.add_row(f"  {measure.title}", *figures, unit(measure))
    console.print(table)
    for result in results:
        if result.labels.lives:
            name = f"{result.folder.name}: " if several else ""
            console.print(f"{name}{lives_in_words(result)}", markup=False, highlight=False)
        if (said := warning(result.scenario)) is not None:
            console.print(f"{result.folder.name}: {said}", markup=False, highlight=False)
    console.print(CAPTION, style="italic", highlight=False)
    for result in results:
        print(f"run:    {result.folder}")
        if kept := result.manifest.extra.get("checkpoints"):
            print(f"kept:   {len(kept['days'])} checkpoints, {kept['bytes'] / 1e6:,.1f} MB")
    if first.rules is not None:
        print(f"rules:  {first.rules['file']}, in place of {', '.join(first.rules['replaces'])}")
    if page is not None:
        print(f"report: {page}")
    person = results[-1].somebody()
    if person is not None:
        print(f"ask:    scorelab why {results[-1].folder} --person {person}")


def lives_in_words(result: Result) -> str:
    """Births and deaths of a run in which lives go on."""
    born, died = (result.measures[f"{name}_per_mille"] for name in ("births", "deaths"))
    each_year = "" if born is None else f": {born:.1f} and {died:.1f} a year per 1,000 people"
    return f"{result.lives['born']:,} were born and {result.lives['died']:,} died{each_year}"


def print_bench(rows: Sequence[BenchRow]) -> None:
    """A table of speed and memory."""
    console = Console()
    console.print(f"{rows[0].scenario}, {rows[0].days} days, {rows[0].threads} threads", highlight=False)
    for columns in (BenchRow.SPEED, BenchRow.SIZE):
        table = Table(box=None, header_style="bold", pad_edge=False)
        for heading in columns:
            table.add_column(heading, justify="right", no_wrap=heading == "people")
        for row in rows:
            table.add_row(*(shown(row) for shown in columns.values()))
        console.print(table)
        console.print()
