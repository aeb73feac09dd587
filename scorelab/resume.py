"""Going on with a run that was interrupted, from its last whole checkpoint."""

import hashlib
import time
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from scorelab.errors import InputError
from scorelab.going_on import latest
from scorelab.order import Order, accepted_rules, checked_threads
from scorelab.progress import Progress
from scorelab.scenario.load import resolve_yaml
from scorelab.scenario.schema import Scenario
from scorelab.store import manifest as manifests
from scorelab.store.checkpoints import Keeping
from scorelab.store.manifest import Manifest

if TYPE_CHECKING:
    from scorelab.result import Result


def resume(
    folder: str | Path,
    *,
    scenario: Scenario | None = None,
    threads: int | None = None,
    network: str | Path | None = None,
    ages: str | Path | None = None,
    rules: str | Path | None = None,
    checkpoint_every: int | None = None,
    keep_checkpoints: bool = False,
    progress: Progress | None = None,
    since: float | None = None,
) -> "Result":
    """Go on with a run that was interrupted.

    What was lived after its last whole checkpoint is thrown away and lived again: journal, files and
    digest are those of a run that was never interrupted.

    Parameters
    ----------
    folder : path
        The folder of a run that was begun with `checkpoint_every`.
    scenario : Scenario, optional
        What is believed to be run there; another scenario, seed or number of people or days is refused.
    threads, progress, since
        As of :func:`scorelab.run.run`; the number of threads may be another.
    network, ages : path, optional
        The same imported files once more: nothing of them is stored.
    rules : path, optional
        The rules file once more; by default the copy that the run holds.
    checkpoint_every, keep_checkpoints
        How checkpoints are kept from now on; by default as before.

    Raises
    ------
    InputError
        If there is no such run, it is complete already, it has no checkpoint or none that is whole, another
        version of scorelab began it, or a file or a number is not that with which it was begun.
    """
    path = Path(folder)
    manifest = manifests.unfinished(path)
    _refuse_another(manifest, path, scenario, takes_people=network is None)
    keeping = None if checkpoint_every is None else Keeping(checkpoint_every, keep_checkpoints)
    if keep_checkpoints and keeping is None:
        keeping = Keeping(latest(path).every, keep=True)
    held = path / "rules.py"
    file = accepted_rules(rules if rules is not None or not held.is_file() else held)
    order = Order(checked_threads(threads), network, ages, file, progress, keeping)
    return order.go_on(path, time.perf_counter() if since is None else since)


def refuse_unless_one(scenarios: Sequence[str | Path], out: Path | None) -> None:
    """Refuse to go on with several runs at once, or with one in a folder that is not named.

    Raises
    ------
    InputError
        If there are several scenarios, or there is no folder.
    """
    if len(scenarios) > 1:
        found, expected = f"{len(scenarios)} scenarios", "one at a time, with its own folder as --out"
        raise InputError("--resume", found, expected)
    if out is None:
        raise InputError("--resume", "no folder", "the folder of the interrupted run as --out")


def _refuse_another(manifest: Manifest, folder: Path, scenario: Scenario | None, takes_people: bool) -> None:
    """Refuse to go on with a run of something else."""
    held = (folder / "scenario.yaml").read_bytes()
    if hashlib.sha256(held).hexdigest() != manifest.scenario_sha256:
        raise InputError(
            str(folder / "scenario.yaml"), "another text than when the run began", "the scenario as it was"
        )
    if scenario is None:
        return
    if not takes_people:
        scenario = scenario.model_copy(update={"people": manifest.people})
    for what, one, another in (
        ("the scenario", manifest.labels.scenario, scenario.name),
        ("people", manifest.people, scenario.people),
        ("days", manifest.days, scenario.time.days),
        ("the seed", manifest.seed, scenario.seed),
        ("values that were set", manifest.scenario_sha256, _sha256(scenario)),
    ):
        if one != another:
            differs = "" if len(str(one)) == 64 else f": {one} there, {another} asked for"
            raise InputError(
                "--resume",
                f"{folder}, which holds a run of something else ({what}{differs})",
                "the scenario and the options with which it was begun",
            )


def _sha256(scenario: Scenario) -> str:
    return hashlib.sha256(resolve_yaml(scenario).encode()).hexdigest()
