"""Scenario in, result out."""

import shutil
import tempfile
import time
import weakref
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from scorelab.cache import is_cold
from scorelab.engine.simulate import EngineRun, simulate
from scorelab.errors import InputError
from scorelab.population.build import Population, build
from scorelab.result import Result
from scorelab.scenario.compile import rule_books
from scorelab.scenario.load import load, resolve_yaml
from scorelab.scenario.schema import Scenario
from scorelab.store import RunWriter, labels_of
from scorelab.store import manifest as manifests
from scorelab.system import memory_mb, peak_memory_mb, processors

Progress = Callable[[str, int, int], None]
"""Called with what is being done, how much of it is done, and of how much (0: unknown)."""

COMPILING = "compiling the engine, once for this version of the rules"
BUILDING = "building the society"
SIMULATING = "simulating"
WRITING = "writing"
REPORTING = "drawing the report"

ROWS_AT_ONCE = 1 << 18
"""Journal rows that are written together: a group of rows in the file."""

BYTES_A_PERSON = 150
"""What a simulation holds of each person at the least; more people than fit are refused at once."""

MOST_THREADS = 1024

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


def run(
    scenario: str | Path | Scenario,
    *,
    people: int | None = None,
    days: int | None = None,
    seed: int | None = None,
    set: Mapping[str, object] | None = None,
    threads: int | None = None,
    out: str | Path | None = None,
    progress: Progress | None = None,
    since: float | None = None,
) -> Result:
    """Simulate a scenario and store what happened.

    Parameters
    ----------
    scenario : str, path or Scenario
        A name of the library, a YAML file, or a loaded scenario.
    people, days, seed : int, optional
        In place of the scenario's own.
    set : mapping, optional
        Dotted keys and new values: `{"errors.clerical": 0.02}`.
    threads : int, optional
        How many threads; by default one per processor. Results are equal for any number.
    out : path, optional
        The folder to make. Without it the run is kept in a temporary folder that lives
        as long as the result.
    progress : callable, optional
        Called now and then with what is being done, how much of it, and of how much.
    since : float, optional
        The reading of :func:`time.perf_counter` from which `seconds["first_day"]`
        counts; by default this call.

    Returns
    -------
    Result
        Measures, tables and causes of the run.

    Raises
    ------
    InputError
        If the scenario or a number is not acceptable, `out` exists, the disk is full or
        memory does not suffice. Nothing is left of the run then, nor after Ctrl-C.
    """
    since = time.perf_counter() if since is None else since
    refuse_existing(out)
    threads = _checked_threads(threads)
    chosen = _chosen(scenario, set or {}, people, days, seed)
    _refuse_too_many(chosen.people)
    if out is not None:
        return _run(chosen, Path(out), threads, progress, since)
    shelter = Path(tempfile.mkdtemp(prefix="scorelab-"))
    try:
        result = _run(chosen, shelter / chosen.name, threads, progress, since)
    except BaseException:
        shutil.rmtree(shelter, ignore_errors=True)
        raise
    weakref.finalize(result, shutil.rmtree, shelter, ignore_errors=True)
    return result


def run_together(
    scenarios: Sequence[str | Path | Scenario],
    *,
    people: int | None = None,
    days: int | None = None,
    seed: int | None = None,
    set: Mapping[str, object] | None = None,
    threads: int | None = None,
    out: str | Path,
    progress: Progress | None = None,
    since: float | None = None,
) -> list[Result]:
    """Simulate several scenarios, to be held against one another, each into a folder within `out`.

    The parameters are those of :func:`run`. Every scenario is read and checked before
    the first one is simulated.

    Raises
    ------
    InputError
        As :func:`run` does. Scenarios that were finished before are kept.
    """
    refuse_existing(out)
    _checked_threads(threads)
    loaded = [_chosen(scenario, set or {}, people, days, seed) for scenario in scenarios]
    results: list[Result] = []
    for place, scenario in enumerate(loaded):
        earlier = [other.name for other in loaded[:place]].count(scenario.name)
        name = f"{scenario.name}-{earlier + 1}" if earlier else scenario.name
        begun = since if place == 0 else None
        folder = Path(out) / name
        results.append(run(scenario, threads=threads, out=folder, progress=progress, since=begun))
    return results


def refuse_existing(out: str | Path | None) -> None:
    """Refuse to write where something is already.

    Raises
    ------
    InputError
        If there is a file or a folder of that name.
    """
    if out is not None and (Path(out).exists() or Path(out).is_symlink()):
        raise InputError("--out", f"{out}, which exists already", "a name that does not exist yet")


def fresh_folder(scenarios: Sequence[str | Path], people: int | None, seed: int | None) -> Path:
    """A folder within `runs/` that does not exist yet, named after what is to be run.

    Parameters
    ----------
    scenarios : sequence of str or path
        Names or files.
    people, seed : int, optional
        As given; what is not given is left out of the name unless there is one scenario,
        whose own numbers are used.
    """
    names = [Path(scenario).stem for scenario in scenarios]
    if len(scenarios) == 1:
        scenario = load(scenarios[0], people=people, seed=seed)
        names, people, seed = [scenario.name], scenario.people, scenario.seed
    parts = [*names, *([str(people)] if people is not None else [])]
    stem = "-".join([*parts, *([f"seed{seed}"] if seed is not None else [])])[:150]
    folder, count = Path("runs") / stem, 1
    while folder.exists():
        count += 1
        folder = Path("runs") / f"{stem}-{count}"
    return folder


@dataclass
class _Clock:
    """When each step began, by :func:`time.perf_counter`."""

    since: float
    first_day: float = 0.0
    build: float = 0.0
    simulate: float = 0.0
    write: float = 0.0

    def seconds(self, end: float) -> dict[str, float]:
        return {
            "first_day": self.first_day - self.since,
            "build": self.simulate - self.build,
            "simulate": self.write - self.simulate,
            "write": end - self.write,
        }


def _run(scenario: Scenario, folder: Path, threads: int, progress: Progress | None, since: float) -> Result:
    clock = _Clock(since)
    labels, text = labels_of(scenario), resolve_yaml(scenario)
    days = scenario.time.days
    writer = RunWriter(
        folder, labels, text, seed=scenario.seed, people=scenario.people, days=days, background=True
    )
    try:
        with writer:
            return _simulated(scenario, writer, clock, threads, progress)
    except MemoryError:
        raise _too_many(scenario.people, "fewer people, or a machine with more memory") from None
    except SystemError as error:
        # Ctrl-C within a compiled kernel comes out as a fault of the kernel.
        if isinstance(error.__cause__, KeyboardInterrupt):
            raise KeyboardInterrupt from None
        raise


def _simulated(
    scenario: Scenario, writer: RunWriter, clock: _Clock, threads: int, progress: Progress | None
) -> Result:
    tell = progress or _silent
    if is_cold():
        tell(COMPILING, 0, 0)
    tell(BUILDING, 0, 0)
    clock.build = time.perf_counter()
    population = _population(scenario, threads)
    clock.simulate = time.perf_counter()
    journal, causes = _Batch(writer.append_journal), _Batch(writer.append_causes)

    def sink(rows: Mapping[str, NDArray[Any]], contributors: Mapping[str, NDArray[Any]]) -> None:
        journal.add(rows)
        causes.add(contributors)

    ended = simulate(
        scenario,
        population,
        sink,
        threads=threads,
        progress=lambda lived, of: tell(SIMULATING, lived, of),
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
    }
    folder = writer.finish(_people(population, ended), ended.digest, extra)
    return Result(
        folder,
        manifests.read(folder),
        scenario=scenario,
        threads=threads,
        seconds=clock.seconds(time.perf_counter()),
        counts=ended.counts,
    )


def _population(scenario: Scenario, threads: int) -> Population:
    """The society, drawn by the numbers in force on day 0."""
    book = [book for book in rule_books(scenario) if book.from_day <= 0][-1]
    year = date.fromisoformat(scenario.time.start).year
    return build(book.engine().p, scenario.people, scenario.seed, year, threads=threads)


def _people(population: Population, ended: EngineRun) -> dict[str, NDArray[Any]]:
    return {name: getattr(population, name) for name in OF_PEOPLE} | ended.state


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


def _chosen(
    scenario: str | Path | Scenario,
    settings: Mapping[str, object],
    people: int | None,
    days: int | None,
    seed: int | None,
) -> Scenario:
    if not isinstance(scenario, Scenario):
        return load(scenario, settings, people, days, seed)
    if not settings and (people, days, seed) == (None, None, None):
        return scenario
    with tempfile.TemporaryDirectory(prefix="scorelab-") as folder:
        file = Path(folder) / f"{scenario.name}.yaml"
        file.write_text(resolve_yaml(scenario), encoding="utf-8")
        return load(file, settings, people, days, seed)


def _refuse_too_many(people: int) -> None:
    memory = memory_mb()
    if memory is not None and people * BYTES_A_PERSON > memory * 1e6:
        most = int(memory * 1e6 / BYTES_A_PERSON) // 1_000_000
        raise _too_many(people, f"at most {most} million people with this machine's memory")


def _too_many(people: int, expected: str) -> InputError:
    return InputError("--people", f"{people:,} people, for whom memory does not suffice", expected)


def _checked_threads(threads: int | None) -> int:
    if threads is None:
        return processors()
    if not 1 <= threads <= MOST_THREADS:
        raise InputError("--threads", threads, f"a whole number from 1 to {MOST_THREADS}")
    return threads


def _silent(step: str, done: int, of: int) -> None:
    """Progress that nobody watches."""
