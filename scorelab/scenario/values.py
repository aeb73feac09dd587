"""Checks of single parameters: unit, admitted values, dates, provenance."""

from itertools import pairwise

from scorelab.scenario.fields import Section
from scorelab.scenario.origins import Origins, shown
from scorelab.scenario.parameter import Dated, Number, Parameter, Value
from scorelab.scenario.quantities import CERTAIN, SHARES, SWITCH, Quantity
from scorelab.scenario.walk import quantified
from scorelab.scenario.yaml_safe import Path

ROUNDING = 16
"""By how many 2**-32 a row of rounded shares may miss 1."""


def check_values(section: Section, origins: Origins) -> None:
    """Refuse a parameter that its quantity does not admit or that says not where it comes from."""
    for path, quantity, parameter in quantified(section):
        _check_form(parameter, quantity, path, origins)
        for version in parameter.versions():
            assert version.value is not None
            _check_value(version.value, quantity, path, origins)
            _check_provenance(version, quantity, path, origins)


def _check_form(parameter: Parameter, quantity: Quantity, path: Path, origins: Origins) -> None:
    if parameter.unit not in quantity.units:
        units = " or ".join(map(repr, quantity.units))
        raise origins.refusal((*path, "unit"), repr(parameter.unit), units)
    if (parameter.value is None) == (parameter.dated is None):
        found = "neither" if parameter.value is None else "both"
        raise origins.refusal(path, found, "either a value, or dated values")
    if parameter.dated is None:
        return
    if not parameter.dated:
        raise origins.refusal((*path, "dated"), "an empty list", "at least one dated value")
    if any((parameter.source, parameter.tier, parameter.assumed)):
        raise origins.refusal(path, "provenance beside dated values", "provenance with each dated value")
    dates = [version.from_ for version in parameter.dated]
    for earlier, later in pairwise(dates):
        if later <= earlier:
            raise origins.refusal(
                (*path, "dated"), f"{later} after {earlier}", "dates in order, oldest first"
            )


def _check_value(value: Value, quantity: Quantity, path: Path, origins: Origins) -> None:
    expected = admitted(quantity)
    numbers: tuple[Number, ...] = value if isinstance(value, tuple) else (value,)
    right_kind = isinstance(value, bool) == (quantity is SWITCH)
    if not right_kind or isinstance(value, tuple) != (quantity.length > 1):
        raise origins.refusal(path, shown(value), expected)
    if len(numbers) != quantity.length:
        raise origins.refusal(path, f"{len(numbers)} numbers", expected)
    for number in numbers:
        if not quantity.low <= number <= quantity.high or (quantity.whole and number != int(number)):
            raise origins.refusal(path, shown(number), expected)
    if quantity.is_range and numbers[0] > numbers[1]:
        raise origins.refusal(path, shown(value), f"{expected}, the lower first")
    if quantity is SHARES and abs(sum(quantity.integers(numbers)) - CERTAIN) > ROUNDING:
        raise origins.refusal(path, f"shares that sum to {sum(numbers):g}", "shares that sum to 1")


def admitted(quantity: Quantity) -> str:
    """The values that a quantity admits, in words."""
    if quantity is SWITCH:
        return "true or false"
    each = f"{'a whole number' if quantity.whole else 'a number'} from {quantity.low:g} to {quantity.high:g}"
    if quantity.units[0] not in quantity.name:
        each += f" ({quantity.units[0]})"
    if quantity.length == 1:
        return f"a {quantity.name}: {each}"
    return f"a {quantity.name}: a list of {quantity.length}, each {each}"


def _check_provenance(version: Parameter | Dated, quantity: Quantity, path: Path, origins: Origins) -> None:
    source, tier, assumed = version.source, version.tier, version.assumed
    expected = "a source and its tier (A, B or C), or assumed with a range and a reason"
    if source is not None and assumed is not None:
        raise origins.refusal(path, "both a source and assumed", expected)
    if (source is None) != (tier is None):
        raise origins.refusal(
            path, "a source without a tier" if tier is None else "a tier without a source", expected
        )
    if source is None and assumed is None:
        raise origins.refusal(path, "no provenance", expected)
    text = source if assumed is None else assumed.reason
    if text is None or not text.strip():
        raise origins.refusal(path, "an empty text", "words that say where the value comes from")
    if assumed is None or quantity is SWITCH:
        return
    low, high = assumed.range
    for number in version.value if isinstance(version.value, tuple) else (version.value,):
        if number is not None and not low <= number <= high:
            raise origins.refusal(
                path, shown(number), f"a value within its own assumed range, {low:g} to {high:g}"
            )
