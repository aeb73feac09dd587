"""Exposure on the screen: who sees, who is seen, by which paths, and what one more edge would show."""

from collections.abc import Iterable, Sequence

from rich.console import Console
from rich.table import Table

from scorelab.synthetic import CAPTION
from scorelab.telling_words import spaced
from scorelab.trace.exposure import ANYBODY, COMPANY_GROUPS, Exposure

MOST_ROWS = 8
"""So many companies, paths and sources of one more edge are shown; all stand in the JSON."""

EYES = (*COMPANY_GROUPS, ANYBODY)


def print_exposure(found: Exposure) -> None:
    """Tables of exposure, as wide as the terminal."""
    console = Console(highlight=False)
    console.print(
        f"How much of the waking day is seen: {found.people:,} of {found.society:,} invented people on "
        f"{found.days:,} days",
        style="bold",
        markup=False,
    )
    console.print(CAPTION, style="italic", markup=False)
    seers = [*EYES, *found.companies[:MOST_ROWS]]
    rows = [(spaced(name), percent(found.seen[name]), f"{found.events[name]:.1f}") for name in seers]
    _print(console, ("Who sees", "of the day", "events a day"), rows)
    seen = [
        (f"{division}: {group}", *(percent(shares[name]) for name in EYES))
        for division, groups in found.by_people.items()
        for group, shares in groups.items()
    ]
    _print(console, ("Who is seen", *map(spaced, EYES)), seen)
    paths = list(found.by_path.items())[:MOST_ROWS]
    ways = [(f"{count:.1f}", " -> ".join(map(spaced, path))) for path, count in paths]
    _print(console, ("events a day", "The path to who sees it"), ways, words=1)
    learnt = [
        (spaced(name), percent(found.one_more_edge[name]), f"+{percent(gain)}")
        for name, gain in list(found.gains.items())[:MOST_ROWS]
    ]
    heading = f"One edge more to {spaced(found.actor)}, from"
    _print(
        console, (heading, "of the day", "more than now"), learnt or [("nobody would show it more", "", "")]
    )


def percent(share: float) -> str:
    """A share as whole per cent; less than half of one is said to be so."""
    return f"{share:.0%}" if share >= 0.005 or not share else "<1%"


def _print(
    console: Console, headings: Sequence[str], rows: Iterable[Sequence[str]], *, words: int = 0
) -> None:
    table = Table(box=None, header_style="bold", pad_edge=False)
    for place, heading in enumerate(headings):
        table.add_column(heading, justify="left" if place == words else "right", overflow="fold")
    for row in rows:
        table.add_row(*row)
    console.print()
    console.print(table, markup=False)
