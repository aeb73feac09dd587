"""Going on in this process with a run that was interrupted."""

from pathlib import Path
from typing import TYPE_CHECKING

from scorelab.errors import InputError
from scorelab.progress import Progress
from scorelab.scenario.load import load
from scorelab.store import checkpoints
from scorelab.store import manifest as manifests
from scorelab.store.checkpoints import Keeping, Note, Origin

if TYPE_CHECKING:
    from scorelab.result import Result
    from scorelab.society import Imports


def go_on(
    folder: Path,
    threads: int,
    progress: Progress | None,
    since: float,
    imports: "Imports",
    keeping: Keeping | None,
) -> "Result":
    """Go on in this process; see :func:`scorelab.resume.resume`."""
    from scorelab.engine.checkpoint import State
    from scorelab.recording import Clock, origin, simulated, writer_of

    manifest = manifests.unfinished(folder)
    note = latest(folder)
    _refuse_other_origin(note.origin, origin(manifest.scenario_sha256, imports), folder)
    scenario = load(folder / "scenario.yaml")
    state = State(note.day, note.cast, checkpoints.arrays_of(folder, note))
    writer = writer_of(scenario, folder, imports, keeping or Keeping(note.every, note.keep), note)
    return simulated(scenario, writer, Clock(since), threads, progress, imports, state=state)


def latest(folder: Path) -> Note:
    """The last whole checkpoint of an interrupted run.

    Raises
    ------
    InputError
        If there is none, or none that is whole.
    """
    found = next(checkpoints.whole(folder, with_parts=True), None)
    if found is None and checkpoints.days(folder):
        raise InputError(
            str(folder / checkpoints.FOLDER),
            "damaged files: no checkpoint is whole",
            "checkpoints as they were written; remove the folder of the run and run the scenario again",
        )
    if found is None:
        raise InputError(
            str(folder),
            "no checkpoint: nothing to resume",
            "a run that was interrupted after its first checkpoint (--checkpoint-every); remove this one and "
            "run the scenario again",
        )
    return found


def _refuse_other_origin(one: Origin, another: Origin, folder: Path) -> None:
    for what, same in (
        ("another scenario, seed or number of people or days", one.scenario == another.scenario),
        ("another version of scorelab, NumPy, Numba or Python", one.program == another.program),
        ("other rules (--rules)", one.rules == another.rules),
        ("other imported files (--network, --ages)", one.imported == another.imported),
    ):
        if not same:
            raise InputError(
                str(folder), f"a checkpoint of a run with {what}", "the same as when the run was begun"
            )
