"""Scenario in, result out."""

import shutil
import tempfile
import time
import weakref
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from scorelab.errors import InputError, refuse_existing
from scorelab.order import Order, accepted_rules, checked_keeping, checked_threads
from scorelab.progress import Progress
from scorelab.scenario.load import load, resolve_yaml
from scorelab.scenario.schema import Scenario
from scorelab.system import memory_mb

if TYPE_CHECKING:
    from scorelab.result import Result

BYTES_A_PERSON = 150
"""What a simulation holds of each person at the least; more people than fit are refused at once."""


def run(
    scenario: str | Path | Scenario,
    *,
    people: int | None = None,
    days: int | None = None,
    seed: int | None = None,
    set: Mapping[str, object] | None = None,
    threads: int | None = None,
    out: str | Path | None = None,
    network: str | Path | None = None,
    ages: str | Path | None = None,
    rules: str | Path | None = None,
    checkpoint_every: int | None = None,
    keep_checkpoints: bool = False,
    progress: Progress | None = None,
    since: float | None = None,
) -> "Result":
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
    network : path, optional
        A bare graph whose shape the ties take: ids are discarded, nodes permuted, ties
        rewired with degrees kept, and the society is as large as the graph.
    ages : path, optional
        A table of counts by sex and age in place of the published pyramid.
    rules : path, optional
        A file with rules of your own (see docs/rules.md). The run has a process of its own,
        so the rules of this one stay as they are.
    checkpoint_every : int, optional
        Every so many days the state is kept in `out`, so that the run can be gone on with where it
        is interrupted; see :func:`scorelab.resume`.
    keep_checkpoints : bool
        Whether the finished run keeps them all; a fork then need not live the past again.
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
        If the scenario, the rules file or a number is not acceptable, `out` exists, the
        disk is full or memory does not suffice. Nothing is left of the run then, nor after Ctrl-C,
        unless there is a checkpoint.
    """
    since = time.perf_counter() if since is None else since
    refuse_existing(out)
    keeping = checked_keeping(checkpoint_every, keep_checkpoints, out)
    order = Order(checked_threads(threads), network, ages, accepted_rules(rules), progress, keeping)
    refuse_two_sizes(network, ages, people)
    chosen = resolved(scenario, set or {}, people, days, seed)
    _refuse_too_many(chosen.people)
    if out is not None:
        return order.carry_out(chosen, Path(out), since)
    shelter = Path(tempfile.mkdtemp(prefix="scorelab-"))
    try:
        result = order.carry_out(chosen, shelter / chosen.name, since)
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
    network: str | Path | None = None,
    ages: str | Path | None = None,
    rules: str | Path | None = None,
    checkpoint_every: int | None = None,
    keep_checkpoints: bool = False,
    progress: Progress | None = None,
    since: float | None = None,
    nested: bool = True,
) -> list["Result"]:
    """Simulate several scenarios, to be held against one another.

    The other parameters are those of :func:`run`. Every scenario is read and checked
    before the first one is simulated.

    Parameters
    ----------
    scenarios : sequence of str, path or Scenario
        What to run.
    out : path
        The folder to make.
    nested : bool
        Whether each scenario gets a folder of its own within `out`, as several must;
        a single one may be written into `out` itself.

    Raises
    ------
    InputError
        As :func:`run` does. Scenarios that were finished before are kept.
    """
    began = time.perf_counter() if since is None else since
    refuse_existing(out)
    keeping = checked_keeping(checkpoint_every, keep_checkpoints, out)
    order = Order(checked_threads(threads), network, ages, accepted_rules(rules), progress, keeping)
    refuse_two_sizes(network, ages, people)
    loaded = [resolved(scenario, set or {}, people, days, seed) for scenario in scenarios]
    _refuse_too_many(max((scenario.people for scenario in loaded), default=0))
    results: list[Result] = []
    for folder, scenario in zip(_folders(Path(out), loaded, nested), loaded, strict=True):
        results.append(order.carry_out(scenario, folder, began))
        began = time.perf_counter()
    return results


def _folders(out: Path, scenarios: Sequence[Scenario], nested: bool) -> list[Path]:
    """A folder for each scenario; those of one name are numbered."""
    if not nested and len(scenarios) == 1:
        return [out]
    names = [scenario.name for scenario in scenarios]
    earlier = [names[:place].count(name) for place, name in enumerate(names)]
    return [out / (f"{name}-{n + 1}" if n else name) for name, n in zip(names, earlier, strict=True)]


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


def refuse_two_sizes(network: object, ages: object, people: int | None) -> None:
    """Refuse a number of people, or a table of ages, beside a network that says how many there are.

    Raises
    ------
    InputError
        If there is either.
    """
    if network is not None and (people is not None or ages is not None):
        found = "--people as well" if people is not None else "--ages as well"
        expected = "the network alone: it says how many people there are, and ages are drawn for them"
        raise InputError("--network", found, expected)


def resolved(
    scenario: str | Path | Scenario,
    settings: Mapping[str, object],
    people: int | None = None,
    days: int | None = None,
    seed: int | None = None,
) -> Scenario:
    """A scenario by name, by file or loaded already, with everything that was set in its place.

    Raises
    ------
    InputError
        As :func:`scorelab.scenario.load.load` does.
    """
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
        raise InputError(
            "--people",
            f"{people:,} people, for whom memory does not suffice",
            f"at most {most} million people with this machine's memory",
        )
