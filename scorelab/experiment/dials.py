"""What a finding may break on: numbers that can be turned from what they are to where they do nothing."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fnmatch import fnmatch

from scorelab.experiment.factors import Factor, settings_of
from scorelab.scenario.parameter import Parameter
from scorelab.scenario.schema import Scenario
from scorelab.scenario.walk import quantified

STRENGTHS: dict[str, tuple[str, ...]] = {
    "court_list": ("court.listed",),
    "public_list": ("contacts.layers.*.learns_per_year",),
    "stale_copies": ("errors.stale",),
    "error_misattributed": ("errors.misattributed",),
    "error_clerical": ("errors.clerical",),
    "error_duplicate": ("errors.duplicate",),
    "error_fabricated": ("errors.fabricated",),
    "guarantors": ("population.borrower_share",),
    "exit_orders": ("court.exit_order",),
    "door_consequences": ("doors.*.hardship", "doors.*.cost", "doors.*.minutes"),
    "hardship_feedback": ("incidents.*.hardship", "court.cannot_pay_hardship"),
    "payment_under_pressure": ("court.pressure_per_refusal",),
    "tie_dropping": ("contacts.layers.*.drops",),
    "redress": ("redress.complain_wronged", "redress.complain_others"),
    "complaints_recorded": ("redress.channels.*.recorded",),
    "social_component": tuple(
        f"schemes.platforms.*.social.{name}" for name in ("standing", "listed", "relatives", "lost", "posts")
    ),
    "standing_shared": ("contacts.standing_seen",),
    "new_ties": ("contacts.seeks_per_year", "contacts.salon_joins"),
    "chilling": ("conduct.chilling",),
    "deterrence": ("conduct.deterrence",),
}
"""The numbers without which a mechanism does nothing: together they are its strength."""


@dataclass(frozen=True)
class Dial:
    """One number, or several that are turned together.

    Attributes
    ----------
    name : str
        What it is called: a key, a mechanism or a safeguard.
    own : float
        Where it stands in the scenario.
    low, high : float
        How far it may be turned.
    factor : Factor or None
        The single number, if it is one.
    values : tuple of (str, float, bool)
        Keys, their own numbers and whether they are whole, where several are multiplied together: 1 is as
        they are.
    mechanism : str
        Whose strength these are.
    is_obedience : bool
        Whether it is the share of cases in which the other world's safeguards are obeyed.
    """

    name: str
    own: float
    low: float
    high: float
    factor: Factor | None = None
    values: tuple[tuple[str, float, bool], ...] = ()
    mechanism: str = ""
    is_obedience: bool = False

    def settings(self, scenario: Scenario, place: float) -> Mapping[str, object]:
        """What is set in both worlds where the dial stands at a place."""
        if self.factor is not None:
            return settings_of(scenario, [self.factor], {self.factor.key: place})
        return {key: round(value * place) if whole else value * place for key, value, whole in self.values}

    def away(self, place: float) -> float:
        """How far a place is from the scenario's own, as a share of the way that the dial can be turned."""
        return abs(place - self.own) / (self.high - self.low)


def of_factors(factors: Sequence[Factor]) -> list[Dial]:
    """A dial for each single number whose own value lies within its ends."""
    return [
        Dial(factor.key, factor.value, factor.low, factor.high, factor=factor)
        for factor in factors
        if factor.value is not None and factor.low <= factor.value <= factor.high
    ]


def of_mechanisms(scenario: Scenario, mechanisms: Sequence[str]) -> list[Dial]:
    """The strength of each mechanism that has one, from nothing to what it is in the scenario."""
    found = []
    for mechanism in mechanisms:
        values = tuple(_numbers(scenario, STRENGTHS.get(mechanism, ())))
        if values:
            found.append(Dial(f"strength of {mechanism}", 1.0, 0.0, 1.0, values=values, mechanism=mechanism))
    return found


def of_obedience(share: float) -> Dial:
    """The share of cases in which officials keep the other world's safeguards."""
    return Dial("obedience", share, 0.0, share, is_obedience=True)


def _numbers(scenario: Scenario, patterns: Sequence[str]) -> Iterator[tuple[str, float, bool]]:
    """Single numbers above nought under these keys."""
    for path, quantity, parameter in quantified(scenario):
        key = ".".join(path)
        number = _single(parameter)
        if number and any(fnmatch(key, pattern) for pattern in patterns):
            yield key, number, quantity.whole


def _single(parameter: Parameter) -> float | None:
    value = parameter.value
    return float(value) if isinstance(value, int | float) and not isinstance(value, bool) else None
