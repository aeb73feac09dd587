"""Work on stretches of people side by side: the update of scores, and the wishes of a month.

An update reads what others have been told and writes of one person only; wishes are one person's.
Each stretch of people writes rows and appointments to pages of its own, which are then joined to
the world's in the order of people: the result does not depend on the number of stretches.
"""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

import numpy as np
from numpy.typing import NDArray

from scorelab.engine.batches import Batch, take_over, updates_ahead, work_batch
from scorelab.engine.layout import (
    CAUSE,
    CAUSES,
    FILES,
    FREE,
    NEED_CAUSES,
    NEED_FILES,
    NEED_NODES,
    NEED_ROWS,
    NODE,
    NODES,
    NONE,
    OVERFLOW,
    PAGE,
    QUEUE,
    ROW,
    ROWS,
)
from scorelab.engine.room import as_bytes, with_room
from scorelab.engine.state import World
from scorelab.rules.doors import WINDOW_BITS

WISHES_DAYS = 1 << WINDOW_BITS


@dataclass
class Page:
    """What one stretch of people writes, kept from one time to the next."""

    rows: NDArray[Any] = field(default_factory=lambda: np.empty(0, ROW))
    causes: NDArray[Any] = field(default_factory=lambda: np.empty(0, CAUSE))
    nodes: NDArray[Any] = field(default_factory=lambda: np.zeros(PAGE * PAGE, NODE))

    def for_rows(self, world: World, rows: int, causes: int, first_file: int) -> World:
        """The same world with this page as its journal, and counters of its own."""
        if rows > len(self.rows):
            self.rows = np.empty(2 * rows, ROW)
        if causes > len(self.causes):
            self.causes = np.empty(2 * causes, CAUSE)
        numbers = world.numbers.copy()
        numbers[[ROWS, CAUSES, FILES]] = 0, 0, first_file
        return world._replace(numbers=numbers, rows=self.rows, causes=self.causes)

    def for_appointments(self, world: World) -> World:
        """The same world with this page for its appointments, and counters of its own."""
        numbers = world.numbers.copy()
        numbers[[NODES, FREE]] = 0, NONE
        days = np.zeros(len(world.days), QUEUE)
        days["first"] = days["last"] = NONE
        return world._replace(numbers=numbers, nodes=self.nodes, days=days)


class Stretches:
    """The people in stretches of equal length.

    Parameters
    ----------
    people : int
        How many there are.
    threads : int
        As many stretches.
    pool : ThreadPoolExecutor
        Works on them.
    """

    def __init__(self, people: int, threads: int, pool: ThreadPoolExecutor) -> None:
        self.ends = list(pairwise(people * place // threads for place in range(threads + 1)))
        self.pages = [Page() for _ in self.ends]
        self.pool = pool

    def each(self, work: Callable[..., Any], *arguments: Any) -> list[Any]:
        """Do something for every stretch, which is told by the first person and the one after the last."""
        return list(self.pool.map(work, *arguments, *zip(*self.ends, strict=True)))

    def update(self, world: World, day: int) -> World:
        """Update every score whose day it is; the world is changed in place.

        Returns
        -------
        World
            The same, with longer arrays where these were too short.
        """
        needs = self.each(lambda first, end: updates_ahead(world, day, first, end))
        first_files = np.cumsum([int(world.numbers[FILES])] + [files for _, _, files in needs])
        world.numbers[NEED_FILES] = first_files[-1]
        world = with_room(world)
        views = [
            page.for_rows(world, rows, causes, int(file))
            for page, (rows, causes, _), file in zip(self.pages, needs, first_files, strict=False)
        ]
        self.each(lambda view, first, end: work_batch(view, Batch.UPDATE.value, day, first, end), views)
        world.numbers[FILES] = first_files[-1]
        world.numbers[NEED_ROWS] = world.numbers[ROWS] + sum(int(view.numbers[ROWS]) for view in views)
        world.numbers[NEED_CAUSES] = world.numbers[CAUSES] + sum(int(view.numbers[CAUSES]) for view in views)
        world = with_room(world)
        for view in views:
            _append(world, world.rows, view, view.rows, ROWS)
            _append(world, world.causes, view, view.causes, CAUSES)
            world.numbers[OVERFLOW] |= view.numbers[OVERFLOW]
        return world

    def plan_wishes(self, world: World, day: int) -> World:
        """Draw the month's wishes of all to whom doors may be shut; see :meth:`update`."""
        views = self.each(lambda page, first, end: _wishes(page, world, day, first, end), self.pages)
        pages = sum(int(view.numbers[NODES]) for view in views) // PAGE + WISHES_DAYS
        world.numbers[NEED_NODES] = world.numbers[NODES] + pages * PAGE
        world = with_room(world)
        for view in views:
            take_over(world, day, view.days, view.nodes)
        return world


def _wishes(page: Page, world: World, day: int, first: int, end: int) -> World:
    view = page.for_appointments(world)
    while (first := work_batch(view, Batch.WISHES.value, day, first, end)) < end:
        view = with_room(view)
    page.nodes = view.nodes
    return view


def _append(world: World, to: NDArray[Any], view: World, records: NDArray[Any], used: int) -> None:
    size = records.dtype.itemsize
    first, count = int(world.numbers[used]), int(view.numbers[used])
    as_bytes(to)[first * size : (first + count) * size] = as_bytes(records)[: count * size]
    world.numbers[used] = first + count
