"""A checked scenario in, a stored run out."""

import hashlib
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from scorelab.cache import digest_of_sources, is_cold
from scorelab.engine.checkpoint import Pauses, State
from scorelab.engine.simulate import EngineRun, simulate
from scorelab.engine.warm import compile_apart
from scorelab.errors import InputError
from scorelab.population.build import Population
from scorelab.progress import BUILDING, COMPILING, SIMULATING, WRITING, Progress, silent
from scorelab.scenario.load import resolve_yaml
from scorelab.scenario.schema import Scenario
from scorelab.society import Imports, society
from scorelab.store import RunWriter, labels_of
from scorelab.store import manifest as manifests
from scorelab.store.checkpoints import Keeping, Note, Origin
from scorelab.store.parts import KeptWriter
from scorelab.system import peak_memory_mb
from scorelab.user_rules import in_force

if TYPE_CHECKING:
    from scorelab.result import Result

ROWS_AT_ONCE = 1 << 18
"""Journal rows that are written together: a group of rows in the file."""

OF_PEOPLE = (
    "birthday",
    "sex",
    "education",
    "income",
    "income_fifth",
    "employment",
    "parent",
    "household",
    "block",
    "settled",
    "minority",
    "aware",
    "assertive",
    "guarantor",
    "name_class",
)
"""The attributes that are stored of each invented person; see :class:`Population`."""


NOTHING = Imports()


@dataclass
class Clock:
    """When each step began, by :func:`time.perf_counter`."""

    since: float
    first_day: float = 0.0
    build: float = 0.0
    simulate: float = 0.0
    write: float = 0.0

    def seconds(self, end: float) -> dict[str, float]:
        """How long each step took, up to the end."""
        return {
            "first_day": self.first_day - self.since,
            "build": self.simulate - self.build,
            "simulate": self.write - self.simulate,
            "write": end - self.write,
        }


def record(
    scenario: Scenario,
    folder: Path,
    threads: int,
    progress: Progress | None = None,
    since: float | None = None,
    imports: Imports = NOTHING,
    keeping: Keeping | None = None,
) -> "Result":
    """Simulate a loaded scenario and store what happened in a folder that does not exist yet.

    The parameters, errors and result are those of :func:`scorelab.run.run`. With an
    imported network the society is as large as the graph.
    """
    clock = Clock(time.perf_counter() if since is None else since)
    population = None
    if imports.network is not None:
        population = society(scenario, threads, imports)
        scenario = scenario.model_copy(update={"people": len(population)})
    writer = writer_of(scenario, folder, imports, keeping, beside=threads > 1)
    return simulated(scenario, writer, clock, threads, progress, imports, population)


def origin(scenario_sha256: str, imports: Imports) -> Origin:
    """What a checkpoint of a scenario would be read with by this process."""
    rules = in_force()
    return Origin(
        scenario=scenario_sha256,
        program=digest_of_sources(Path(__file__).resolve().parent),
        rules="" if rules is None else rules.sha256,
        imported=imports.fingerprints(),
    )


def writer_of(
    scenario: Scenario,
    folder: Path,
    imports: Imports = NOTHING,
    keeping: Keeping | None = None,
    since: Note | None = None,
    beside: bool = True,
) -> RunWriter:
    """The writer of a run, or of the rest of one that was interrupted after the checkpoint `since`.

    It may write `beside` the simulation, on a thread of its own, unless it keeps checkpoints.
    """
    rules = in_force()
    named: dict[str, Any] = {
        "seed": scenario.seed,
        "people": scenario.people,
        "days": scenario.time.days,
        "rules": None if rules is None else rules.text,
    }
    written = resolve_yaml(scenario)
    what = labels_of(scenario), written
    if keeping is None:
        return RunWriter(folder, *what, background=beside, **named)
    named["origin"] = origin(hashlib.sha256(written.encode()).hexdigest(), imports)
    return KeptWriter(folder, *what, keeping=keeping, since=since, **named)


def simulated(
    scenario: Scenario,
    writer: RunWriter,
    clock: Clock,
    threads: int,
    progress: Progress | None,
    imports: Imports,
    population: Population | None = None,
    state: State | None = None,
) -> "Result":
    """Simulate, from the beginning or from a state, and store what happens.

    Parameters
    ----------
    scenario, threads, progress, imports
        As of :func:`record`.
    writer : RunWriter
        Where it goes; whatever comes before the state is there.
    clock : Clock
        When the run began.
    population : Population, optional
        The society, if it has been built.
    state : State, optional
        Where to begin.
    """
    try:
        with writer:
            return _simulated(scenario, writer, clock, threads, progress, imports, population, state)
    except MemoryError:
        raise too_many_people(scenario.people, "fewer people, or a machine with more memory") from None
    except SystemError as error:
        # Ctrl-C within a compiled kernel comes out as a fault of the kernel.
        if isinstance(error.__cause__, KeyboardInterrupt):
            raise KeyboardInterrupt from None
        raise


def _simulated(
    scenario: Scenario,
    writer: RunWriter,
    clock: Clock,
    threads: int,
    progress: Progress | None,
    imports: Imports,
    population: Population | None,
    state: State | None,
) -> "Result":
    tell = progress or silent
    clock.build = time.perf_counter()
    if population is None:
        population = compiled_and_built(scenario, threads, tell, imports)
    clock.simulate = time.perf_counter()
    journal, causes = _Batch(writer.append_journal), _Batch(writer.append_causes)

    def sink(rows: Mapping[str, NDArray[Any]], contributors: Mapping[str, NDArray[Any]]) -> None:
        journal.add(rows)
        causes.add(contributors)

    pauses = None
    if isinstance(writer, KeptWriter):

        def keep(reached: State, writer: KeptWriter = writer) -> None:
            journal.flush()
            causes.flush()
            writer.keep(reached.day, reached.cast, reached.arrays)

        pauses = Pauses(writer.keeping.every, keep)

    ended = simulate(
        scenario,
        population,
        sink,
        threads=threads,
        progress=lambda lived, of: tell(SIMULATING, lived, of),
        state=state,
        pauses=pauses,
    )
    clock.first_day = clock.simulate + ended.seconds_first_day
    clock.write = time.perf_counter()
    tell(WRITING, 0, 0)
    journal.flush()
    causes.flush()
    seconds = clock.seconds(clock.write)
    seconds.pop("write")
    extra = {
        "threads": threads,
        "seconds": {name: round(value, 3) for name, value in seconds.items()},
        "peak_memory_mb": peak_memory_mb(),
        "counts": ended.counts,
        "imported": imports.fingerprints(),
        "days_lived": ended.days_lived,
    }
    rules = in_force()
    if rules is not None:
        extra["rules"] = rules.identification()
    # Measures are no part of the way to the first day, so they are imported behind it.
    from scorelab.result import Result

    if population.course is not None:
        extra["born"] = population.course.born()
    folder = writer.finish(_people(population, ended), ended.digest, extra)
    return Result(
        folder,
        manifests.read(folder),
        scenario=scenario,
        threads=threads,
        seconds=clock.seconds(time.perf_counter()),
        counts=ended.counts,
    )


def compiled_and_built(scenario: Scenario, threads: int, tell: Progress, imports: Imports) -> Population:
    """The society; the engine is compiled beside it where it has yet to be."""
    if not is_cold():
        tell(BUILDING, 0, 0)
        return society(scenario, threads, imports)
    tell(COMPILING, 0, 0)
    compiling = compile_apart()
    try:
        population = society(scenario, threads, imports)
        for process in compiling:
            process.wait()
    finally:
        for process in compiling:
            process.kill()
    return population


def _people(population: Population, ended: EngineRun) -> dict[str, NDArray[Any]]:
    columns = {name: getattr(population, name) for name in OF_PEOPLE}
    course = population.course
    if course is not None:
        columns |= {"mother": course.mother, "father": course.father, "dies": course.dies}
    return columns | ended.state


class _Batch:
    """Gathers chunks of columns until they are worth a group of rows in the file."""

    def __init__(self, append: Callable[[Mapping[str, NDArray[Any]]], None]) -> None:
        self._append = append
        self._chunks: list[Mapping[str, NDArray[Any]]] = []
        self._rows = 0

    def add(self, chunk: Mapping[str, NDArray[Any]]) -> None:
        self._chunks.append(chunk)
        self._rows += len(chunk["row"])
        if self._rows >= ROWS_AT_ONCE:
            self.flush()

    def flush(self) -> None:
        if self._rows:
            chunks = self._chunks
            columns = {name: np.concatenate([chunk[name] for chunk in chunks]) for name in chunks[0]}
            self._append(columns)
        self._chunks, self._rows = [], 0


def too_many_people(people: int, expected: str) -> InputError:
    """The error for more people than memory holds."""
    return InputError("--people", f"{people:,} people, for whom memory does not suffice", expected)
