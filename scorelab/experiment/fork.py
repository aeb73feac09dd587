"""Forks: a stored run, and other futures from a date on.

A fork is the run's own scenario with changes dated from the fork. Every draw is a function of
the seed, so what came before is the same: it is taken from the run's last checkpoint on or before
the date or, without one, lived again, once for all futures. Either way its rows are held against
the run's, and a fork of anything else is refused.
"""

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from scorelab.errors import InputError, refuse_existing
from scorelab.experiment.changes import changed
from scorelab.experiment.futures import Future, refuse_odd_names
from scorelab.experiment.worlds import refuse_imported_society
from scorelab.order import accepted_rules, checked_threads
from scorelab.progress import Progress
from scorelab.result import Result
from scorelab.scenario.calendar import day_of
from scorelab.scenario.load import load
from scorelab.scenario.schema import Scenario
from scorelab.store import Run, open_run

if TYPE_CHECKING:
    from scorelab.user_rules import RulesFile


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
    without_mechanisms, safeguards, obeyed, set
        See :class:`Future`.
    threads, progress
        As of :func:`scorelab.run.run`.

    Returns
    -------
    Result
        The fork, a run like any other. Without any change its digest is the parent's.

    Raises
    ------
    InputError
        If the date lies before the start or after the last day, the parent was run on an imported society,
        its copy of a rules file is not that with which it was run, or a name is unknown.
    RuntimeError
        If anything before the fork differs from the parent.
    """
    future = Future(without_mechanisms, safeguards, obeyed, set or {})
    return _followed(parent, at, {Path(out): future}, Path(out), threads, progress)[0]


def forks(
    parent: str | Path | Run,
    at: str,
    futures: Mapping[str, Future],
    *,
    out: str | Path,
    threads: int | None = None,
    progress: Progress | None = None,
) -> list[Result]:
    """Give a stored run several futures, whose common past is lived at most once.

    Parameters
    ----------
    parent, at, threads, progress
        As of :func:`fork`, as are the errors.
    futures : mapping of str to Future
        What each is called, and what is different in it.
    out : path
        The folder to make, in which each future has a folder of its name.

    Returns
    -------
    list of Result
        The forks, in order.
    """
    refuse_odd_names(futures)
    folders = {Path(out) / name: future for name, future in futures.items()}
    return _followed(parent, at, folders, Path(out), threads, progress)


def _followed(
    parent: str | Path | Run,
    at: str,
    futures: Mapping[Path, Future],
    out: Path,
    threads: int | None,
    progress: Progress | None,
) -> list[Result]:
    run = parent if isinstance(parent, Run) else open_run(parent)
    refuse_existing(out)
    refuse_imported_society(run)
    own = load(run.folder / "scenario.yaml")
    day = _day(own, at)
    scenarios = {folder: changed(own, future.changes(at)) for folder, future in futures.items()}
    many = checked_threads(threads)
    rules = _rules_of(run)
    from scorelab.user_rules import in_force

    if rules is not None and rules != in_force():
        from scorelab.apart import follow_apart

        return follow_apart(rules.path, run.folder, own, day, scenarios, many, progress)
    # The engine takes most of a second to import, so whatever is refused is refused before.
    from scorelab.past import follow

    return follow(run, own, day, scenarios, many, progress)


def _rules_of(run: Run) -> "RulesFile | None":
    """The rules file under which a run was lived, from its own folder; None if there was none.

    Raises
    ------
    InputError
        If the copy is not what it was.
    """
    if run.rules is None:
        return None
    file = accepted_rules(run.folder / "rules.py")
    assert file is not None
    if file.sha256 != run.rules["sha256"]:
        raise InputError(str(file.path), "another text than when the run was lived", "the rules as they were")
    return file


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
