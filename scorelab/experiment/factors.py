"""What a sweep varies: single numbers of a scenario, each between two ends."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from scorelab.errors import InputError
from scorelab.experiment.changes import Change, changed
from scorelab.scenario.dates import plain
from scorelab.scenario.forms import LARGEST_EFFECT
from scorelab.scenario.overrides import with_value
from scorelab.scenario.parameter import Parameter
from scorelab.scenario.quantities import CONDUCT_MOST, MILLE, SWITCH, Quantity
from scorelab.scenario.schema import Scenario
from scorelab.scenario.society import Incident
from scorelab.scenario.walk import quantified

EVERY = "all"
DECIDES_NOTHING = "bound_per_year"
"""A declared highest rate: raising it moves no luck, so it is no assumption about the world."""

RAISES = ("men", "out_of_work", "prior")
"""Multipliers that raise an incident's rate, and so the bound that it needs; see `check_together`."""

ROOM = 1.0001
"""Rounded to whole numbers, a bound must not fall below the rate that it was computed for."""


@dataclass(frozen=True)
class Factor:
    """One number that is varied.

    Attributes
    ----------
    key : str
        Its dotted key.
    low, high : float
        Between what ends.
    whole : bool
        Whether it comes in whole numbers.
    value : float or None
        What it is in the scenario itself; None if it has values by date.
    """

    key: str
    low: float
    high: float
    whole: bool
    value: float | None

    def at(self, number: float) -> float | int:
        """The number as the scenario takes it."""
        return round(number) if self.whole else float(number)


def named(scenario: Scenario, given: Sequence[str], option: str = "--vary") -> list[Factor]:
    """The factors of `key=low:high`, or `key` alone for a parameter's own assumed range.

    Parameters
    ----------
    scenario : Scenario
        Whose parameters.
    given : sequence of str
        Which, and between what ends.
    option : str
        The option that names them, for messages.

    Raises
    ------
    InputError
        If there is no such parameter, it is not a single number, or the ends are no range of it.
    """
    return [_named(scenario, text, option) for text in given]


def assumed(scenario: Scenario, section: str = EVERY) -> tuple[list[Factor], dict[str, str]]:
    """Every assumed single number, over its stated range; and those left out, each with the reason.

    Parameters
    ----------
    scenario : Scenario
        Whose parameters.
    section : str
        `all`, or what the keys must begin with, such as `court` or `doors.flight`.

    Raises
    ------
    InputError
        If no assumed number's key begins so.
    """
    found, left_out = [], {}
    for path, quantity, parameter in quantified(scenario):
        key = ".".join(path)
        if section != EVERY and not (key == section or key.startswith(f"{section}.")):
            continue
        if all(version.assumed is None for version in parameter.versions()) or path[-1] == DECIDES_NOTHING:
            continue
        reason = _unfit(quantity, parameter)
        if reason:
            left_out[key] = reason
            continue
        assert parameter.assumed is not None
        found.append(_factor(key, quantity, parameter, *parameter.assumed.range))
    found, refused = _possible(scenario, found)
    if not found:
        raise InputError("--assumed", section, "`all`, or the beginning of keys of assumed single numbers")
    return found, left_out | refused


def _unfit(quantity: Quantity, parameter: Parameter) -> str:
    """Why an assumed parameter cannot be varied; empty if it can."""
    if quantity is SWITCH:
        return "a switch"
    if quantity.length > 1:
        return f"a {quantity.name}"
    if parameter.dated is not None or parameter.assumed is None:
        return "values by date"
    low, high = parameter.assumed.range
    return "a range of one value" if low == high else ""


def _possible(scenario: Scenario, factors: Sequence[Factor]) -> tuple[list[Factor], dict[str, str]]:
    """The factors that can take both of their ends, alone; and the others, each with the reason."""
    found, refused = [], {}
    for factor in factors:
        try:
            for end in (factor.low, factor.high):
                changed(scenario, [_change(scenario, [factor], {factor.key: end})])
        except InputError as error:
            refused[factor.key] = f"{error.found}; expected {error.expected}"
        else:
            found.append(factor)
    return found, refused


def _named(scenario: Scenario, text: str, option: str) -> Factor:
    key, equals, ends = text.partition("=")
    where = f"{option} {text}"
    # Refuses an unknown key in the words of --set.
    with_value(plain(scenario), key, 0, f"{option} {key}", "")
    known = {".".join(path): (quantity, parameter) for path, quantity, parameter in quantified(scenario)}
    quantity, parameter = known.get(key, (SWITCH, None))
    if parameter is None or quantity is SWITCH or quantity.length > 1:
        what = "a switch or a word" if parameter is None or quantity is SWITCH else f"a {quantity.name}"
        raise InputError(where, f"{what}, which is not numeric", "a parameter with a single number")
    if not equals:
        if parameter.assumed is None or parameter.assumed.range[0] == parameter.assumed.range[1]:
            raise InputError(where, "no assumed range", f"{key}=LOW:HIGH")
        return _factor(key, quantity, parameter, *parameter.assumed.range)
    low, high = _ends(ends, where)
    if not quantity.low <= low < high <= quantity.high:
        expected = f"two numbers from {quantity.low:g} to {quantity.high:g}, the lower first"
        raise InputError(where, ends, expected)
    return _factor(key, quantity, parameter, low, high)


def _ends(text: str, where: str) -> tuple[float, float]:
    low, colon, high = text.partition(":")
    try:
        if colon:
            return float(low), float(high)
    except ValueError:
        pass
    raise InputError(where, repr(text), "LOW:HIGH, two numbers")


def _factor(key: str, quantity: Quantity, parameter: Parameter, low: float, high: float) -> Factor:
    value = parameter.value
    number = float(value) if isinstance(value, int | float) and not isinstance(value, bool) else None
    return Factor(key, float(low), float(high), quantity.whole, number)


def settings_of(
    scenario: Scenario, factors: Sequence[Factor], numbers: Mapping[str, float]
) -> dict[str, object]:
    """What to set for a point: its numbers, and the bounds of rates that their ranges need.

    Bounds are the same at every point. A raised bound moves no luck.
    """
    point: dict[str, object] = {factor.key: factor.at(numbers[factor.key]) for factor in factors}
    return {**dict(_bounds(scenario, factors)), **point}


def _change(scenario: Scenario, factors: Sequence[Factor], numbers: Mapping[str, float]) -> Change:
    return Change("varied", settings_of(scenario, factors, numbers), None)


def refuse_impossible(scenario: Scenario, factors: Sequence[Factor]) -> None:
    """Refuse factors whose ends, all low or all high, no scenario can have.

    Raises
    ------
    InputError
        Naming the numbers that do not fit together.
    """
    for end in ("low", "high"):
        numbers = {factor.key: getattr(factor, end) for factor in factors}
        changed(scenario, [_change(scenario, factors, numbers)])


def _bounds(scenario: Scenario, factors: Sequence[Factor]) -> Iterator[tuple[str, float]]:
    """The bound of every incident whose rate the factors may raise over the present one."""
    highest = {factor.key: factor.high for factor in factors}
    for incident in scenario.incidents:
        before = f"incidents.{incident.name}."
        if not any(key.startswith(before) for key in highest):
            continue
        needed = _highest_rate(incident, {key.removeprefix(before): high for key, high in highest.items()})
        bound = _number(incident.bound_per_year)
        if needed > bound:
            yield f"{before}{DECIDES_NOTHING}", needed * ROOM


def _highest_rate(incident: Incident, highest: Mapping[str, float]) -> float:
    """The highest rate of any one person in any form, with these numbers in place of the scenario's own."""

    def most(name: str) -> float:
        parameter = getattr(incident, name)
        own = 0.0 if parameter is None else _number(parameter)
        return max(highest.get(name, own), own)

    times = max(_number(incident.by_age), 0.0) * (1 + most("hardship")) * CONDUCT_MOST / MILLE
    for name in RAISES:
        times *= max(most(name), 1.0)
    times += most("hardship") * max(most("prior"), 1.0)
    return most("per_year") * times * (1 + LARGEST_EFFECT / MILLE)


def _number(parameter: Parameter) -> float:
    """The largest number that a parameter ever has."""
    values = [version.value for version in parameter.versions() if version.value is not None]
    return max(
        float(number) for value in values for number in (value if isinstance(value, tuple) else (value,))
    )
