"""Many people's days on all processors: totals, and blocks of events."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from scorelab.cache import is_room_cold, mark_room_warm
from scorelab.errors import InputError
from scorelab.progress import COMPILING, Progress, silent
from scorelab.rules.habits import Category
from scorelab.system import processors
from scorelab.trace.day import Given, room
from scorelab.trace.events import BY_PHONE, BY_PHONE_IF_SAID, COLUMNS, MOST_EVENTS, Activity, EventKind
from scorelab.trace.time_use import Group
from scorelab.trace.world import TraceWorld

BLOCK_EVENTS = 1 << 18
"""Events of a block: few enough to stay near the processor."""

PARTS = 8
"""Parts of the work for each thread, so that all end together."""

MOST_THREADS = 64

Range = tuple[int, int]


@dataclass(frozen=True)
class Totals:
    """What happened to people on days, added up.

    Attributes
    ----------
    hours : i8 array of (kinds, 24)
        Events by kind and hour of the day.
    companies : i8 array of 256
        Events by company; the last is none.
    money : i8 array of (kinds, categories)
        Cents by kind and category.
    said : i8 array of kinds
        Events of some amount whose `detail` is 1, by kind.
    """

    hours: NDArray[np.int64]
    companies: NDArray[np.int64]
    money: NDArray[np.int64]
    said: NDArray[np.int64]

    @property
    def events(self) -> int:
        """How many events."""
        return int(self.hours.sum())

    def of(self, *kinds: EventKind) -> int:
        """How many events of these kinds."""
        return int(self.hours[list(kinds)].sum())

    @property
    def paid_by_app(self) -> int:
        """How many events were paid by phone."""
        return self.of(*BY_PHONE) + int(self.said[list(BY_PHONE_IF_SAID)].sum())


@dataclass(frozen=True)
class TimeSpent:
    """How long people of 15 and more did what.

    Attributes
    ----------
    minutes, taking_part : i8 arrays of (groups, 2, activities + 1)
        Minutes, and person-days with any, by :class:`Group`, workday (0) or other day (1), and
        :class:`Activity`; the last column is the way to and from paid work.
    person_days : i8 array of (groups, 2)
    """

    minutes: NDArray[np.int64]
    taking_part: NDArray[np.int64]
    person_days: NDArray[np.int64]


def workers_of(threads: int | None) -> int:
    """How many threads; by default one per processor.

    Raises
    ------
    InputError
        If the number is not from 1 to 64.
    """
    if threads is None:
        return processors()
    if not 1 <= threads <= MOST_THREADS:
        raise InputError("--threads", threads, f"a whole number from 1 to {MOST_THREADS}")
    return threads


def total(
    world: TraceWorld, people: Range | None = None, days: Range | None = None, threads: int | None = None
) -> Totals:
    """Add up the events of people and days, on all processors; no event is kept.

    Parameters
    ----------
    world : TraceWorld
        The world.
    people, days : pair of int, optional
        First, and last left out; by default all.
    threads : int, optional
        How many threads; the totals do not depend on it.
    """
    from scorelab.trace.kernels import add_up

    def work(persons: Range, span: Range, given: Given) -> list[NDArray[np.int64]]:
        kinds = len(EventKind)
        forms = (kinds, 24), (256,), (kinds, len(Category)), (kinds,)
        sums = [np.zeros(form, np.int64) for form in forms]
        add_up(given, persons, span, np.zeros(3, np.int64), room(), *sums)
        return sums

    return Totals(*_added(world, people, days, threads, work))


def time_spent(
    world: TraceWorld, people: Range | None = None, days: Range | None = None, threads: int | None = None
) -> TimeSpent:
    """Add up how long people did what; the parameters are those of :func:`total`."""
    from scorelab.trace.kernels import spend_time

    def work(persons: Range, span: Range, given: Given) -> list[NDArray[np.int64]]:
        form = (len(Group), 2, len(Activity) + 1)
        sums = [np.zeros(shape, np.int64) for shape in (form, form, form[:2])]
        today = np.zeros(form[2], np.int64)
        spend_time(given, persons, span, np.zeros(3, np.int64), room(), today, *sums)
        return sums

    return TimeSpent(*_added(world, people, days, threads, work))


def _added(
    world: TraceWorld,
    people: Range | None,
    days: Range | None,
    threads: int | None,
    work: Callable[[Range, Range, Given], list[NDArray[np.int64]]],
) -> list[NDArray[np.int64]]:
    persons, span = people or (0, len(world)), days or (0, world.days)
    given = world.given()
    workers = workers_of(threads)
    cuts = np.linspace(*persons, min(workers * PARTS, persons[1] - persons[0]) + 1).astype(int).tolist()
    with ThreadPoolExecutor(workers) as pool:
        parts = list(pool.map(lambda part: work(part, span, given), pairwise(cuts)))
    mark_room_warm("trace")
    return [np.sum([part[place] for part in parts], axis=0) for place in range(len(parts[0]))]


class Block(NamedTuple):
    """Columns of events, as :data:`scorelab.trace.events.COLUMNS` describes them."""

    person: NDArray[np.int32]
    minute: NDArray[np.int32]
    kind: NDArray[np.uint8]
    place: NDArray[np.int32]
    company: NDArray[np.uint8]
    category: NDArray[np.uint8]
    amount: NDArray[np.int32]
    counterparty: NDArray[np.int32]
    detail: NDArray[np.int32]

    def first(self, count: int) -> "Block":
        """Views of the first events."""
        return self._replace(**{name: column[:count] for name, column in self._asdict().items()})


def blocks(given: Given, persons: Range, days: Range) -> Iterator[Block]:
    """The events of people and days, block by block: views that the next one overwrites.

    Parameters
    ----------
    given : Given
        The world, as :meth:`scorelab.trace.world.TraceWorld.given` gives it.
    persons, days : pair of int
        First, and last left out.
    """
    from scorelab.trace.kernels import BUCKETS, tell_many

    resume = np.array([persons[0], days[0]], np.int64)
    held, begins, order = (np.zeros(size, np.int64) for size in (3, BUCKETS + 1, MOST_EVENTS))
    space = room()
    block = Block(*(np.zeros(BLOCK_EVENTS, kind) for kind in COLUMNS.values()))
    while resume[0] < persons[1]:
        count = tell_many(given, persons, days, held, space, resume, begins, order, block)
        yield block.first(count)


def tell_if_cold(progress: Progress | None) -> None:
    """Say that the kernels have yet to be compiled, if so."""
    if is_room_cold("trace"):
        (progress or silent)(COMPILING, 0, 0)
