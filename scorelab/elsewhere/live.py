"""A scenario of a world of another kind in, its outcome out."""

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

from scorelab.elsewhere import averaging, crowds, lender, segregation, selecting
from scorelab.elsewhere.load import load_elsewhere
from scorelab.elsewhere.measure import Known, Measured
from scorelab.elsewhere.outcome import Outcome
from scorelab.elsewhere.schema import Elsewhere
from scorelab.errors import InputError, refuse_existing
from scorelab.progress import Progress
from scorelab.scenario.overrides import close

LIVING = "living the worlds"

MODELS: dict[str, tuple[Callable[[Any], Iterator[Known]], Callable[[Any, int], Measured]]] = {
    "lender": (lender.measures, lender.live),
    "threshold": (crowds.measures_of_threshold, crowds.live_threshold),
    "contagion": (crowds.measures_of_contagion, crowds.live_contagion),
    "segregation": (segregation.measures, segregation.live),
    "averaging": (averaging.measures, averaging.live),
    "selected": (selecting.measures, selecting.live),
}
"""For each kind of world, its measures and how one world is lived."""


def run_elsewhere(
    scenario: str | Path | Elsewhere,
    *,
    people: int | None = None,
    seed: int | None = None,
    set: Mapping[str, object] | None = None,
    out: str | Path | None = None,
    progress: Progress | None = None,
) -> Outcome:
    """Live a scenario whose world is of another kind than a society, and hold it against what must come out.

    Parameters
    ----------
    scenario : str, path or Elsewhere
        A name of the library, a YAML file, or a loaded scenario, which is taken as it is.
    people, seed : int, optional
        In place of the scenario's own.
    set : mapping, optional
        Dotted keys and new values: `{"terms.utility_default": -10}`.
    out : path, optional
        A folder to make, with the worlds as a table and the picture.
    progress : callable, optional
        Called after each world.

    Raises
    ------
    InputError
        If the scenario or a number is not acceptable, or `out` exists.
    """
    refuse_existing(out)
    chosen = (
        scenario if isinstance(scenario, Elsewhere) else load_elsewhere(scenario, set or {}, people, seed)
    )
    measures, live = MODELS[chosen.world]
    known = tuple(measures(chosen))
    _refuse_unknown(chosen, known)
    lived = []
    for place in range(chosen.worlds):
        lived.append(live(chosen, (chosen.seed + place) % 2**63))
        if progress is not None:
            progress(LIVING, place + 1, chosen.worlds)
    outcome = Outcome(chosen, known, tuple(lived))
    if out is not None:
        outcome.save(out)
    return outcome


def _refuse_unknown(scenario: Elsewhere, known: tuple[Known, ...]) -> None:
    """Refuse a published figure of something that is not measured, or in another unit."""
    units = {measure.name: measure.unit for measure in known}
    for row in scenario.published:
        if row.name not in units:
            expected = f"one of {', '.join(units)}{close(row.name, units)}"
            raise InputError("published", f"the unknown measure {row.name!r}", expected)
        parameter = row.value or row.between
        if parameter is not None and parameter.unit != units[row.name]:
            raise InputError(f"published.{row.name}.unit", repr(parameter.unit), repr(units[row.name]))
