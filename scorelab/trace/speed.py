"""How fast days are told: totals, files, and one day alone; measured in this process."""

import tempfile
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TypeVar

from scorelab.errors import InputError
from scorelab.system import peak_memory_mb
from scorelab.trace.bulk import blocks, total, workers_of
from scorelab.trace.day import person_day
from scorelab.trace.export import export
from scorelab.trace.world import TraceWorld

T = TypeVar("T")

SOCIETY = 20_000
"""People of the world whose days are told."""

TOLD, DAYS = 2000, 120
"""Of so many people and days the events are told in bulk."""

ALONE = 200
"""Days told alone, of as many people."""


@dataclass(frozen=True)
class TraceSpeed:
    """What telling days took.

    Attributes
    ----------
    events, person_days : int
        How many were told in bulk.
    threads : int
        On how many threads.
    totals_per_second, blocks_per_second, files_per_second : float
        Events a second into totals, into blocks in memory, and into Parquet files.
    totals_per_processor_second : float
        The same for each second of a processor: what other programs take does not count.
    files_per_processor_second : float
    bytes_an_event : float
        Size of the files.
    day_alone_ms : float
        One day of one person, uncompiled, after the first.
    memory_mb, memory_longer_mb : float or None
        The most memory held after a tenth of the days, and after all of them.
    """

    events: int
    person_days: int
    threads: int
    totals_per_second: float
    blocks_per_second: float
    files_per_second: float
    totals_per_processor_second: float
    files_per_processor_second: float
    bytes_an_event: float
    day_alone_ms: float
    memory_mb: float | None
    memory_longer_mb: float | None

    def to_json(self) -> dict[str, object]:
        """The same as plain data."""
        return asdict(self)

    def __str__(self) -> str:
        """A line a figure."""
        lines = [
            f"{self.events:,} events of {self.person_days:,} person-days on {self.threads} threads",
            f"into totals         {self.totals_per_second / 1e6:6.1f} million a second "
            f"({self.totals_per_processor_second / 1e6:.1f} for each second of a processor)",
            f"into memory         {self.blocks_per_second / 1e6:6.1f} million a second, one thread",
            f"into Parquet files  {self.files_per_second / 1e6:6.1f} million a second "
            f"({self.files_per_processor_second / 1e6:.1f} for each second of a processor), "
            f"{self.bytes_an_event:.1f} bytes an event",
            f"one day alone       {self.day_alone_ms:6.2f} ms, uncompiled",
        ]
        if self.memory_mb is not None and self.memory_longer_mb is not None:
            lines.append(
                f"memory              {self.memory_mb:6,.0f} MB at a tenth of the days, "
                f"{self.memory_longer_mb:,.0f} MB at the end"
            )
        return "\n".join(lines)


def trace_speed(
    scenario: str = "as-reported-2018", people: int = TOLD, threads: int | None = None
) -> TraceSpeed:
    """Measure how fast days are told.

    Parameters
    ----------
    scenario : str
        Whose society; 20,000 people are drawn, and some of them told.
    people : int
        How many people's days are told in bulk.
    threads : int, optional
        How many threads; by default one per processor.

    Raises
    ------
    InputError
        If there are too few people, or no such scenario.
    """
    workers = workers_of(threads)
    if people < ALONE:
        raise InputError("--people", people, f"at least {ALONE}, so that there is something to measure")
    world = TraceWorld.of(scenario, people=max(SOCIETY, people))
    persons, days = (0, people), (0, min(DAYS, world.days))
    with tempfile.TemporaryDirectory(prefix="scorelab-") as folder:
        # Whatever has to be compiled is compiled before the clock runs.
        total(world, (0, 2), (0, 2), workers)
        export(world, Path(folder) / "first", (0, 2), (0, 2), workers)
        total(world, persons, (0, max(days[1] // 10, 1)), workers)
        early = peak_memory_mb()
        sums, wall, processor = _timed(lambda: total(world, persons, days, workers))
        late = peak_memory_mb()
        told, in_memory, _ = _timed(
            lambda: sum(len(block.person) for block in blocks(world.given(), (0, max(people // 4, 1)), days))
        )
        files, writing, writing_processor = _timed(
            lambda: export(world, Path(folder) / "files", persons, days, workers)
        )
    person_day(world, 0, 0)
    _, alone, _ = _timed(lambda: [person_day(world, person, 30) for person in range(ALONE)])
    return TraceSpeed(
        events=sums.events,
        person_days=people * days[1],
        threads=workers,
        totals_per_second=sums.events / wall,
        blocks_per_second=told / in_memory,
        files_per_second=files.events / writing,
        totals_per_processor_second=sums.events / processor,
        files_per_processor_second=files.events / writing_processor,
        bytes_an_event=files.size / files.events,
        day_alone_ms=alone / ALONE * 1000,
        memory_mb=early,
        memory_longer_mb=late,
    )


def _timed(work: Callable[[], T]) -> tuple[T, float, float]:
    """What some work gives, and its seconds by the clock and of processors."""
    wall, processor = time.perf_counter(), time.process_time()
    found = work()
    return found, time.perf_counter() - wall, time.process_time() - processor
