"""Progress on the terminal."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import BarColumn, SpinnerColumn, TaskID, TextColumn, TimeElapsedColumn
from rich.progress import Progress as Bar

from scorelab.progress import COMPILING, LIVING_AGAIN, Progress


@contextmanager
def progress_bar() -> Iterator[Progress]:
    """Show progress on standard error where that is a terminal; a first compilation is always told."""
    console = Console(stderr=True)
    bar = Bar(
        SpinnerColumn(),
        TextColumn("{task.description}"),
        BarColumn(),
        TextColumn("{task.percentage:>3.0f}%"),
        TimeElapsedColumn(),
        console=console,
        transient=True,
        disable=not console.is_terminal,
    )
    tasks: dict[str, TaskID] = {}

    def watch(step: str, done: int, of: int) -> None:
        if step == COMPILING:
            print(f"scorelab: {COMPILING}; this takes about a minute", file=sys.stderr)
            return
        if step == LIVING_AGAIN and step not in tasks:
            print(f"scorelab: {LIVING_AGAIN}", file=sys.stderr)
        if step not in tasks:
            for task in tasks.values():
                bar.remove_task(task)
            tasks.clear()
            tasks[step] = bar.add_task(step, total=of or None)
        bar.update(tasks[step], completed=done)

    with bar:
        yield watch
