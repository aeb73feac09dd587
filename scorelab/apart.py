"""A run in a process of its own, under rules that are not those of this one.

A process compiles its engine once, under one set of rules, so a program in Python that
asks for another set is served by a fresh process: nothing of its own rules changes.
"""

import os
import pickle
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
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
    from scorelab.result import Result
    from scorelab.store import open_run

    tell = progress or silent
    other = subprocess.Popen(
        [sys.executable, "-m", "scorelab.apart"], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    )
    assert other.stdin is not None
    assert other.stdout is not None
    try:
        elapsed = time.perf_counter() - since
        pickle.dump(Task(rules, scenario, folder, threads, elapsed, imports, keeping), other.stdin)
        other.stdin.close()
        for kind, told in _messages(other.stdout):
            match kind:
                case "progress":
                    tell(*told)
                case "refused":
                    other.wait()
                    raise InputError(*told)
                case "done":
                    other.wait()
                    return Result(folder, open_run(folder).manifest, **told)
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

    task: Task = pickle.load(source)
    try:
        put_in_force(read(task.rules))
        # Loaded only now: rules are put in force before the engine.
        from scorelab.going_on import go_on
        from scorelab.recording import record

        since = time.perf_counter() - task.elapsed
        common = task.threads, lambda *step: tell("progress", step), since, task.imports, task.keeping
        if task.scenario is None:
            result = go_on(task.folder, *common)
        else:
            result = record(task.scenario, task.folder, *common)
    except InputError as error:
        tell("refused", error.args)
        return
    told = {name: getattr(result, name) for name in ("scenario", "threads", "seconds", "counts")}
    tell("done", told)


if __name__ == "__main__":
    # Whoever ends the process kindly gets the same clean end as Ctrl-C.
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        with os.fdopen(os.dup(1), "wb") as standard_output:
            # Whatever else is printed must not mix with the answers.
            os.dup2(2, 1)
            serve(sys.stdin.buffer, standard_output)
    except KeyboardInterrupt:
        sys.exit(1)
