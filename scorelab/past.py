"""The past of a stored run, up to a day: taken from a checkpoint or lived again, and followed by futures."""

import time
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from scorelab.engine.checkpoint import State
from scorelab.engine.ending import digest_journal
from scorelab.engine.layout import CAUSE, ROW
from scorelab.engine.simulate import Simulation
from scorelab.journal import Phase, row_id
from scorelab.population.build import Population
from scorelab.progress import LIVING_AGAIN, SIMULATING, Progress, silent
from scorelab.recording import NOTHING, Clock, compiled_and_built, origin, simulated, writer_of
from scorelab.scenario.schema import Scenario
from scorelab.store import Run, checkpoints
from scorelab.store.checkpoints import Keeping, Note
from scorelab.store.parts import KeptWriter, tables_of

if TYPE_CHECKING:
    from scorelab.result import Result

ROWS_FIELDS = ("row", "kind", "what", "truth", "other", "amount", "trigger")
CAUSES_FIELDS = ("row", "cause", "share")


@dataclass(frozen=True)
class Past:
    """What a run lived before a day.

    Attributes
    ----------
    run : Run
        The run.
    population : Population
        Its society.
    state : State
        What was left at the beginning of the day.
    days_lived : int
        Days that were lived again to come to it.
    keeping : Keeping, optional
        How the run keeps checkpoints, if it does; what follows keeps them alike, and one of the day.
    """

    run: Run
    population: Population
    state: State
    days_lived: int
    keeping: Keeping | None

    @property
    def before(self) -> int:
        """The row id before which its rows lie."""
        return row_id(self.state.day, Phase.UPDATE, 0, 0)

    def follow(self, scenario: Scenario, folder: Path, threads: int, progress: Progress | None) -> "Result":
        """Live the rest under a scenario that agrees with the run on every day before; store the whole.

        Parameters
        ----------
        scenario : Scenario
            The run's own, with changes from the day on.
        folder : Path
            The folder to make.
        threads, progress
            As of :func:`scorelab.recording.record`.
        """
        clock = Clock(time.perf_counter())
        with writer_of(scenario, folder, keeping=self.keeping) as writer:
            for name in ("journal", "causes"):
                writer.append_stored(name, tables_of([self.run.path(name)], self.before))
            if isinstance(writer, KeptWriter):
                writer.keep(self.state.day, self.state.cast, self.state.arrays)
            return simulated(scenario, writer, clock, threads, progress, NOTHING, self.population, self.state)


def follow(
    run: Run,
    scenario: Scenario,
    day: int,
    futures: Mapping[Path, Scenario],
    threads: int,
    progress: Progress | None,
) -> list["Result"]:
    """Live the past of a stored run at most once, and several futures from a day on.

    Parameters
    ----------
    run, scenario, day, threads, progress
        As of :func:`past_of`.
    futures : mapping of Path to Scenario
        The folder to make, and what is lived, of each.
    """
    past = past_of(run, scenario, day, threads, progress)
    return [past.follow(future, folder, threads, progress) for folder, future in futures.items()]


def past_of(run: Run, scenario: Scenario, day: int, threads: int, progress: Progress | None) -> Past:
    """What a run lived before a day, beginning with the last of its checkpoints on or before the day.

    Parameters
    ----------
    run : Run
        The run, on a society of scorelab's own and under the rules of this process.
    scenario : Scenario
        The run's own.
    day : int
        The day, from 0 on.
    threads, progress
        As of :func:`scorelab.recording.record`; without a checkpoint `progress` is told of living again.

    Raises
    ------
    RuntimeError
        If what is lived again is not what the run holds.
    """
    tell = progress or silent
    population = compiled_and_built(scenario, threads, tell, NOTHING)
    note = kept(run, day)
    began = None if note is None else State(note.day, note.cast, checkpoints.arrays_of(run.folder, note))
    step = LIVING_AGAIN if began is None else SIMULATING
    simulation = Simulation(scenario, population, threads, began)
    first = simulation.begin
    if first < day:
        simulation.run(
            lambda rows, causes: None,
            lambda lived, _: tell(step, lived - (first - simulation.first), day - first),
            until=day,
        )
    keeping = None if note is None else Keeping(note.every, keep=True, goes_on=False)
    past = Past(run, population, simulation.state(day), simulation.days_lived, keeping)
    if not _is_what_the_run_holds(past):
        raise RuntimeError(
            f"what is lived again before day {day} is not what {run.folder} holds: it was lived by another "
            "version"
        )
    return past


def kept(run: Run, day: int) -> Note | None:
    """The last checkpoint of a run on or before a day that this version can go on from, if there is one."""
    own = origin(run.manifest.scenario_sha256, NOTHING)
    notes = checkpoints.whole(run.folder, day, with_parts=False)
    return next((note for note in notes if note.origin == own), None)


def _is_what_the_run_holds(past: Past) -> bool:
    """Whether the run's rows before the day have the digest of those that led to the state."""
    sums = np.zeros(2, np.uint64)
    counts = [0, 0]
    for table in tables_of([past.run.path("journal")], past.before):
        counts[0] += table.num_rows
        digest_journal(_records(table, ROWS_FIELDS, ROW), np.empty(0, CAUSE), sums)
    for table in tables_of([past.run.path("causes")], past.before):
        counts[1] += table.num_rows
        digest_journal(np.empty(0, ROW), _records(table, CAUSES_FIELDS, CAUSE), sums)
    held = past.state.arrays
    return bool(np.array_equal(sums, held["sums"])) and counts == held["counts"][:2].tolist()


def _records(table: pa.Table, names: tuple[str, ...], form: np.dtype[Any]) -> NDArray[Any]:
    found = np.empty(table.num_rows, form)
    for name in names:
        found[name] = table.column(name).to_numpy()
    return found
