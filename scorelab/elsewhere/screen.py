"""What the terminal shows of an outcome."""

from io import StringIO

from rich.console import Console
from rich.table import Table
from rich.text import Text

from scorelab.elsewhere.outcome import Outcome
from scorelab.elsewhere.words import between_worlds, in_units, met_or_missed, published
from scorelab.report.words import plural
from scorelab.synthetic import CAPTION

WIDE = 140


def in_text(found: Outcome) -> str:
    """What :func:`print_outcome` shows, as plain text."""
    text = StringIO()
    print_outcome(found, Console(file=text, width=WIDE, no_color=True, force_terminal=False))
    return text.getvalue().rstrip()


def print_outcome(found: Outcome, console: Console | None = None) -> None:
    """A table: each measure simulated, by formula, and as published."""
    console = console or Console()
    scenario = found.scenario
    people = getattr(scenario, "people", None)
    size = "" if people is None else f"{people:,} invented people each, "
    console.print(
        f"{scenario.title}: {plural(scenario.worlds, 'world')}, {size}seed {scenario.seed}",
        markup=False,
        highlight=False,
    )
    table = Table(box=None, header_style="bold", pad_edge=False)
    table.add_column("Measure")
    for heading in ("Simulated", "Std error", "By formula", "Published"):
        table.add_column(heading, justify="right", no_wrap=True)
    judged = any(finding.holds is not None for finding in found.findings.values())
    table.add_column("Unit")
    beside = console.width >= WIDE
    if judged and beside:
        table.add_column("Nine worlds in ten", justify="right", no_wrap=True)
        table.add_column("Verdict")
    head = ""
    for finding in found.findings.values():
        known = finding.known
        if known.head != head:
            head = known.head
            table.add_row(Text(head, style="bold"))
        table.add_row(
            Text(f"  {known.title}"),
            in_units(known, finding.mean),
            in_units(known, finding.error),
            in_units(known, known.exact),
            published(finding),
            known.unit,
            *((between_worlds(finding), met_or_missed(finding)) if judged and beside else ()),
        )
        if judged and not beside:
            judgment = f" ({met_or_missed(finding)})" if finding.holds is not None else ""
            table.add_row(Text(f"    nine worlds in ten: {between_worlds(finding)}{judgment}"))
    console.print(table)
    for source in dict.fromkeys(finding.source for finding in found.findings.values() if finding.source):
        console.print(f"Published: {source}", markup=False, highlight=False)
    console.print(CAPTION, style="italic", highlight=False)
