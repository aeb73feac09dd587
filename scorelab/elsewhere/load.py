"""Reading and checking scenarios of worlds of other kinds."""

from collections.abc import Mapping
from itertools import pairwise
from pathlib import Path

from pydantic import ValidationError

from scorelab.elsewhere.kinds import KINDS
from scorelab.elsewhere.schema import Curve, Elsewhere, Lender, Threshold, number
from scorelab.scenario.dates import tuples
from scorelab.scenario.load import WORLD, as_yaml, names, names_elsewhere, written
from scorelab.scenario.origins import Origins, explained, shown
from scorelab.scenario.overrides import close
from scorelab.scenario.quantities import CERTAIN, PROBABILITY
from scorelab.scenario.values import ROUNDING, check_values
from scorelab.scenario.walk import quantified

LEAVE_RESULTS = ("people", "seed", "worlds")
"""What can be set without changing what must come out."""

ALIKE = 1e-9
"""By how much a table's last share may miss 1."""


def is_elsewhere(name_or_path: str | Path) -> bool:
    """Whether a scenario's world is of another kind than a society.

    Raises
    ------
    InputError
        If there is no such scenario.
    """
    if str(name_or_path) in names_elsewhere():
        return True
    return str(name_or_path) not in names() and WORLD in written(name_or_path, None, {})[0]


def load_elsewhere(
    name_or_path: str | Path,
    overrides: Mapping[str, object] | None = None,
    people: int | None = None,
    seed: int | None = None,
) -> Elsewhere:
    """Read a scenario of a world of another kind, and check it.

    Parameters
    ----------
    name_or_path : str or path
        A name of the library, or a YAML file.
    overrides : mapping, optional
        Dotted keys and their new values. Published figures hold for the scenario as it stands, so they are
        left out if any other number is set than how many people and worlds, and which.
    people, seed : int, optional
        In place of the scenario's own.

    Raises
    ------
    InputError
        One line that names file, key, what was found and what would be right.
    """
    data, origins = written(name_or_path, overrides, {"people": people, "seed": seed})
    if any(key not in LEAVE_RESULTS for key in overrides or {}):
        data = data | {"published": []}
    kind = data.get(WORLD)
    if not isinstance(kind, str) or kind not in KINDS:
        near = close(kind, KINDS) if isinstance(kind, str) else ""
        raise origins.refusal((WORLD,), shown(kind), f"one of {', '.join(KINDS)}{near}")
    try:
        scenario = KINDS[kind].model_validate(tuples(data))
    except ValidationError as error:
        raise explained(error, data, origins, KINDS[kind]) from None
    check_values(scenario, origins)
    _refuse_dates(scenario, origins)
    _check_published(scenario, origins)
    if isinstance(scenario, Lender):
        _check_lender(scenario, origins)
    if isinstance(scenario, Threshold):
        _check_source(scenario.crowd.source, ("crowd", "source"), origins)
        low = min(scenario.crowd.thresholds, default=-1)
        if low < 0:
            found = "no thresholds" if not scenario.crowd.thresholds else shown(low)
            raise origins.refusal(("crowd", "thresholds"), found, "whole numbers from 0, one a person")
    return scenario


def overview_elsewhere() -> str:
    """These worlds of the library: a scenario a line, its name and what it is."""
    scenarios = [load_elsewhere(name) for name in names_elsewhere()]
    width = max(len(scenario.name) for scenario in scenarios)
    return "\n".join(
        f"{scenario.name:<{width}}  {scenario.title} (no society: {scenario.world}, held against results)"
        for scenario in scenarios
    )


def written_out(scenario: Elsewhere) -> str:
    """The whole scenario as YAML from which the same scenario can be loaded again."""
    return as_yaml(scenario.model_dump(mode="json", by_alias=True, exclude_none=True))


def _refuse_dates(scenario: Elsewhere, origins: Origins) -> None:
    for path, _, parameter in quantified(scenario):
        if parameter.dated is not None:
            raise origins.refusal(path, "values by date", "one value: these worlds have no calendar")


def _check_published(scenario: Elsewhere, origins: Origins) -> None:
    for row in scenario.published:
        if (row.value is None) == (row.between is None):
            found = "neither" if row.value is None else "both"
            raise origins.refusal(("published", row.name), found, "either a value, or between")


def _check_lender(scenario: Lender, origins: Origins) -> None:
    terms = scenario.terms
    if not number(terms.least_score) < number(terms.most_score):
        raise origins.refusal(
            ("terms", "most_score"), shown(terms.most_score.value), "a score above least_score"
        )
    curves = [curve.name for curve in scenario.curves]
    for curve in scenario.curves:
        _check_curve(curve, scenario, origins)
    for group in scenario.groups:
        if group.curve not in curves:
            expected = f"one of {', '.join(curves)}{close(group.curve, curves)}"
            raise origins.refusal(("groups", group.name, "curve"), repr(group.curve), expected)
    for key, rows in (("groups", scenario.groups), ("rules", scenario.rules)):
        if not rows:
            raise origins.refusal((key,), "none", "at least one")
    for key, given in (("groups", [row.name for row in scenario.groups]), ("rules", [*scenario.rules])):
        if len(set(given)) < len(given):
            raise origins.refusal((key,), "a name twice", "each name once")
    shares = [PROBABILITY.to_integer(number(group.share)) for group in scenario.groups]
    if abs(sum(shares) - CERTAIN) > ROUNDING:
        raise origins.refusal(
            ("groups",), f"shares that sum to {sum(shares) / CERTAIN:g}", "shares that sum to 1"
        )


def _check_curve(curve: Curve, scenario: Lender, origins: Origins) -> None:
    path = ("curves", curve.name)
    _check_source(curve.source, (*path, "source"), origins)
    count = len(curve.scores)
    for key in ("at_most", "repays"):
        numbers = getattr(curve, key)
        if len(numbers) != count or count == 0:
            raise origins.refusal(
                (*path, key), f"{len(numbers)} numbers", f"{max(count, 1)}, one for each of the scores"
            )
        if not all(0 <= each <= 1 for each in numbers):
            raise origins.refusal((*path, key), "a number beyond", "numbers from 0 to 1")
    if any(later <= earlier for earlier, later in pairwise(curve.scores)):
        raise origins.refusal((*path, "scores"), "scores out of order", "each score above the one before")
    least, most = number(scenario.terms.least_score), number(scenario.terms.most_score)
    if not least <= curve.scores[0] <= curve.scores[-1] <= most:
        raise origins.refusal((*path, "scores"), "a score beyond", f"scores from {least:g} to {most:g}")
    if any(later < earlier for earlier, later in pairwise(curve.at_most)):
        raise origins.refusal((*path, "at_most"), "a share that falls", "shares that rise with the score")
    if abs(curve.at_most[-1] - 1) > ALIKE:
        raise origins.refusal((*path, "at_most"), f"{curve.at_most[-1]:g} at the end", "1 at the end")


def _check_source(source: str, path: tuple[str, ...], origins: Origins) -> None:
    if not source.strip():
        raise origins.refusal(path, "an empty text", "words that say where the table comes from")
