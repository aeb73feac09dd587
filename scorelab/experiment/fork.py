"""Forks: a stored run, and another future from a date on.

A fork is the run's own scenario with changes dated from the fork. Every draw is a function of
the seed, so what came before comes out again row by row; the fork is checked against its parent
up to that day, and refused if one row differs. The past is lived again, which takes the time
that it takes: no state of the middle of a run is stored.
"""

import shutil
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path

from scorelab.errors import InputError, refuse_existing
from scorelab.experiment.changes import Change, changed, with_safeguards, without
from scorelab.experiment.parting import first_difference
from scorelab.experiment.worlds import refuse_what_cannot_be_lived_again
from scorelab.progress import Progress
from scorelab.result import Result
from scorelab.run import run
from scorelab.scenario.calendar import day_of
from scorelab.scenario.load import load
from scorelab.scenario.schema import Scenario
from scorelab.store import Run, open_run


def fork(
    parent: str | Path | Run,
    at: str,
    *,
    out: str | Path,
    without_mechanisms: Sequence[str] = (),
    safeguards: Sequence[str] = (),
    obeyed: float | None = None,
    set: Mapping[str, object] | None = None,
    threads: int | None = None,
    progress: Progress | None = None,
) -> Result:
    """Give a stored run another future.

    Parameters
    ----------
    parent : str, path or Run
        The run, or a fork.
    at : str
        The ISO date from which the changes hold.
    out : path
        The folder to make.
    without_mechanisms : sequence of str
        Mechanisms that end.
    safeguards : sequence of str
        Safeguards that become law.
    obeyed : float, optional
        The share of cases in which officials keep them; by default the scenario's own.
    set : mapping, optional
        Dotted keys and new values.
    threads, progress
        As of :func:`scorelab.run.run`.

    Returns
    -------
    Result
        The fork, a run like any other. Without any change its digest is the parent's.

    Raises
    ------
    InputError
        If the date lies before the start or after the last day, the parent was run under a rules file or
        on an imported society, or a name is unknown.
    RuntimeError
        If anything before the fork differs from the parent.
    """
    run_before = parent if isinstance(parent, Run) else open_run(parent)
    refuse_existing(out)
    refuse_what_cannot_be_lived_again(run_before)
    scenario = load(run_before.folder / "scenario.yaml")
    day = _day(scenario, at)
    if obeyed is not None and not 0 <= obeyed <= 1:
        raise InputError("--obeyed", obeyed, "a share of cases from 0 to 1")
    changes = [
        *without(without_mechanisms, at),
        *with_safeguards(safeguards, obeyed, at),
        *([Change("set", set, at)] if set else []),
    ]
    forked = run(changed(scenario, changes), out=out, threads=threads, progress=progress)
    parted = first_difference(run_before, forked)
    if parted is not None and parted < day:
        shutil.rmtree(forked.folder)
        raise RuntimeError(
            f"the fork parts from its parent on day {parted}, before day {day}: the parent was lived by "
            "another version"
        )
    return forked


def _day(scenario: Scenario, at: str) -> int:
    try:
        day = day_of(date.fromisoformat(scenario.time.start), date.fromisoformat(at))
    except ValueError:
        raise InputError("--at", repr(at), "a date, year-month-day") from None
    if not 0 <= day < scenario.time.days:
        raise InputError(
            "--at", at, f"a date from {scenario.time.start}, the first day, to the last day of the run"
        )
    return day
