"""Schemes made for a test: plain data in which a test sets what it is about."""

from dataclasses import replace

import numpy as np

from scorelab.population import Population
from scorelab.scenario import quantities as q
from scorelab.scenario.checks import checked
from scorelab.scenario.dates import plain
from scorelab.scenario.load import load
from scorelab.scenario.origins import Origins
from scorelab.scenario.overrides import Data
from scorelab.scenario.quantities import Quantity
from scorelab.scenario.schema import Scenario
from tests.engine.worlds import SCORES, scenario

REASON = "a test"
LIBRARY = plain(load(SCORES))
CITY = LIBRARY["schemes"]["municipalities"][0]
PLATFORM = LIBRARY["schemes"]["platforms"][0]


def parameter(value: object, quantity: Quantity) -> Data:
    """A parameter as it stands in a file."""
    numbers = value if isinstance(value, list) else [value]
    span = [min(numbers) + 0, max(numbers) + 0]
    return {"value": value, "unit": quantity.units[0], "assumed": {"range": span, "reason": REASON}}


def score(value: float) -> Data:
    """A parameter of score points."""
    return parameter(value, q.SCORE)


def dated(quantity: Quantity, **values: object) -> Data:
    """A parameter whose value changes: `first`, then `on_2018_02_03` and the like."""
    versions = []
    for name, value in values.items():
        day = "1990-01-01" if name == "first" else name.removeprefix("on_").replace("_", "-")
        own = parameter(value, quantity)
        versions.append({"from": day, "value": value, "assumed": own["assumed"]})
    return {"unit": quantity.units[0], "dated": versions}


def everybody() -> Data:
    """What enrols every adult and lets every act come to a scheme's notice."""
    return {
        "enrolled": parameter(1, q.PROBABILITY),
        "enrolled_by_age": parameter([0] + [1] * 7, q.BY_AGE),
        "enrolled_by_income": parameter([1] * 5, q.BY_INCOME),
        "residents_only": parameter(False, q.SWITCH),
        "entered": parameter(1, q.PROBABILITY),
    }


def line(number: int, kind: str, points: float, **more: object) -> Data:
    """A line of a table, kept for fifty years."""
    return {"number": number, "text": REASON, "kind": kind, "points": points, "years": 50, **more}


def city(*lines: Data, **more: object) -> Data:
    """A municipality of four grades that holds everybody and enters acts on the next day."""
    fast = parameter([1, 1], q.DAY_RANGE)
    return {**CITY, **everybody(), "entry_days": fast, "imports": [], "lines": list(lines), **more}


def platform(*lines: Data, **more: object) -> Data:
    """A platform of five grades that holds everybody and sees every tie."""
    seen = parameter(1, q.PROBABILITY)
    return {**PLATFORM, **everybody(), "in_app": seen, "imports": [], "lines": list(lines), **more}


def with_schemes(
    platforms: list[Data],
    municipalities: list[Data],
    changes: dict[str, object],
    doors: dict[str, Data] | None = None,
    **options: object,
) -> Scenario:
    """The reported scenario with other schemes; doors ask for nothing but what is said."""
    data = plain(scenario(SCORES, changes, **options))
    data["schemes"] = {"platforms": platforms, "municipalities": municipalities}
    asked = ("scheme", "below", "review_below", "review_refused", "perk_from", "grade_claim", "places")
    for row in data["doors"]:
        for key in asked:
            row.pop(key, None)
        row["priority"] = False
        row |= (doors or {}).get(row["name"], {})
    return checked(data, Origins("test"))


def with_ties(population: Population, pairs: list[tuple[int, int]], layer: int) -> Population:
    """The people with other ties, all of one layer."""
    sides = sorted({side for one, other in pairs for side in ((one, other), (other, one))})
    counts = np.bincount([one for one, _ in sides], minlength=len(population))
    return replace(
        population,
        tie_start=np.concatenate([[0], np.cumsum(counts)]).astype(np.int32),
        tie_contact=np.array([other for _, other in sides], np.int32),
        tie_layer=np.full(len(sides), layer, np.uint8),
    )
