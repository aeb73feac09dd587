"""A run in a process of its own, under rules that are not those of this one.

A process compiles its engine once, under one set of rules, so a program in Python that
asks for another set is served by a fresh process: nothing of its own rules changes.
"""

import importlib
import os
import pickle
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any, NamedTuple

from scorelab.errors import InputError
from scorelab.progress import Progress, silent
from scorelab.scenario.schema import Scenario

if TYPE_CHECKING:
    from scorelab.result import Result
    from scorelab.society import Imports
    from scorelab.store.checkpoints import Keeping


class Task(NamedTuple):
    """What the other process is to do: see :func:`scorelab.recording.record`.

    Without a scenario it goes on with the run in the folder. `elapsed` is the time in seconds that has
    passed since the run was asked for.
    """

    rules: Path
    scenario: Scenario | None
    folder: Path
    threads: int
    elapsed: float
    imports: "Imports"
    keeping: "Keeping | None"


class Following(NamedTuple):
    """What the other process is to do with a stored run: see :func:`scorelab.past.follow`."""

    rules: Path
    run: Path
    scenario: Scenario
    day: int
    futures: dict[Path, Scenario]
    threads: int


def record_apart(
    rules: Path,
    scenario: Scenario | None,
    folder: Path,
    threads: int,
    progress: Progress | None,
    since: float,
    imports: "Imports",
    keeping: "Keeping | None",
) -> "Result":
    """Simulate in a fresh process, under a rules file, and store what happened.

    The parameters are those of :func:`scorelab.recording.record`; without a scenario the run in the
    folder is gone on with.

    Raises
    ------
    InputError
        As the run in that process does.
    RuntimeError
        If the process ends before its time.
    """
    elapsed = time.perf_counter() - since
    task = Task(rules, scenario, folder, threads, elapsed, imports, keeping)
    return _results_of(task, progress)[0]


def follow_apart(
    rules: Path,
    run: Path,
    scenario: Scenario,
    day: int,
    futures: Mapping[Path, Scenario],
    threads: int,
    progress: Progress | None,
) -> list["Result"]:
    """Follow futures of a stored run in a fresh process, under the run's rules file.

    The parameters are those of :func:`scorelab.past.follow`.

    Raises
    ------
    InputError, RuntimeError
        As of :func:`record_apart`, and if the past is not what the run holds.
    """
    return _results_of(Following(rules, run, scenario, day, dict(futures), threads), progress)


def _results_of(task: Task | Following, progress: Progress | None) -> list["Result"]:
    """Have a fresh process carry out a task."""
    from scorelab.result import Result
    from scorelab.store import open_run

    tell = progress or silent
    other = subprocess.Popen(
        [sys.executable, "-m", "scorelab.apart"], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    )
    assert other.stdin is not None
    assert other.stdout is not None
    try:
        pickle.dump(task, other.stdin)
        other.stdin.close()
        for kind, told in _messages(other.stdout):
            match kind:
                case "progress":
                    tell(*told)
                case "refused":
                    other.wait()
                    raise InputError(*told)
                case "broken":
                    other.wait()
                    raise RuntimeError(told)
                case "done":
                    other.wait()
                    return [Result(folder, open_run(folder).manifest, **run) for folder, run in told]
        raise RuntimeError(f"the process of the run ended with status {other.wait()}")
    finally:
        other.terminate()
        other.wait()
        other.stdout.close()


def _messages(source: IO[bytes]) -> Iterator[tuple[str, Any]]:
    while True:
        try:
            yield pickle.load(source)
        except EOFError:
            return


def serve(source: IO[bytes], answers: IO[bytes]) -> None:
    """Carry out one task, and tell how it goes."""
    from scorelab.user_rules import put_in_force, read

    def tell(kind: str, told: Any) -> None:
        pickle.dump((kind, told), answers)
        answers.flush()

    task: Task | Following = pickle.load(source)
    try:
        put_in_force(read(task.rules))
        results = _done(task, lambda *step: tell("progress", step))
    except InputError as error:
        tell("refused", error.args)
        return
    except RuntimeError as error:
        tell("broken", str(error))
        return
    names = ("scenario", "threads", "seconds", "counts")
    tell("done", [(one.folder, {name: getattr(one, name) for name in names}) for one in results])


def _done(task: Task | Following, progress: Progress) -> list["Result"]:
    """Carry out a task here; the engine is loaded only now, since rules are put in force before."""
    if isinstance(task, Following):
        from scorelab.past import follow
        from scorelab.store import open_run

        run = open_run(task.run)
        return follow(run, task.scenario, task.day, task.futures, task.threads, progress)
    from scorelab.going_on import go_on
    from scorelab.recording import record

    since = time.perf_counter() - task.elapsed
    common = task.threads, progress, since, task.imports, task.keeping
    if task.scenario is None:
        return [go_on(task.folder, *common)]
    return [record(task.scenario, task.folder, *common)]


if __name__ == "__main__":
    # Whoever ends the process kindly gets the same clean end as Ctrl-C.
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        with os.fdopen(os.dup(1), "wb") as standard_output:
            # Whatever else is printed must not mix with the answers.
            os.dup2(2, 1)
            # By its own name, since that is what tasks are instances of where they are made.
            importlib.import_module("scorelab.apart").serve(sys.stdin.buffer, standard_output)
    except KeyboardInterrupt:
        sys.exit(1)
