"""Families picked for inspection by a list of marks, and every slip answered by claiming all of it back.

What families did has nothing to do with the marks, save one: the list finds some of those who have
no right to what they are paid. So whatever one group is inspected more than another comes from the
points of the list alone.
"""

from collections.abc import Iterator

import numpy as np

from scorelab.elsewhere.affair_schema import Selected
from scorelab.elsewhere.affairs import CLAIMED_HEAD, Claimed, course, measured, measures_of
from scorelab.elsewhere.lots import chance, evenly, lognormally, lots, normally
from scorelab.elsewhere.measure import Known, Measured
from scorelab.elsewhere.schema import ends, number
from scorelab.luck import Purpose

GROUPS_HEAD = "By group"


def measures(scenario: Selected) -> Iterator[Known]:
    """Those of every affair, and how much more often one group is inspected and at fault."""
    found = Known("not_entitled_found", "Of all without a right, inspected", "share", None, CLAIMED_HEAD)
    yield from measures_of(scenario.families.benefit.unit, (found,))
    yield Known("inspected_ratio", "Inspected: second nationality to the others", "times", None, GROUPS_HEAD)
    yield Known(
        "fault_ratio", "At fault in truth: second nationality to the others", "times", 1.0, GROUPS_HEAD
    )


def live(scenario: Selected, seed: int) -> Measured:
    """Draw the families, inspect, claim, and let it end."""
    families, people = scenario.families, scenario.people
    drawn = lots(seed, Purpose.SLIP, people, each=9)
    low_income = drawn[:, 0] < chance(number(families.low_income))
    second = drawn[:, 1] < chance(number(families.second_nationality))
    childminder = drawn[:, 2] < chance(number(families.childminder))
    benefit = lognormally(drawn[:, 3], number(families.benefit), number(families.benefit_spread))
    covers = np.where(
        low_income,
        evenly(drawn[:, 4], *ends(families.covers_low)),
        evenly(drawn[:, 4], *ends(families.covers_others)),
    )
    not_entitled = drawn[:, 5] < chance(number(families.not_entitled))
    slip = (drawn[:, 6] < chance(number(families.slip))) & ~not_entitled
    missing = evenly(drawn[:, 7], *ends(families.missing))
    papers = (drawn[:, 8] < chance(number(families.papers))) & ~not_entitled & ~slip
    at_fault = not_entitled | slip | papers

    marks = scenario.selection
    points = (
        low_income * number(marks.low_income)
        + second * number(marks.second_nationality)
        + childminder * number(marks.childminder)
        + not_entitled * number(marks.not_entitled)
    )
    other = lots(seed, Purpose.PICKED, people, each=3)
    points = points + number(marks.chance) * normally(other[:, 0])
    inspected = np.zeros(people, bool)
    first = round(number(marks.inspected) * people)
    inspected[np.argsort(-points, kind="stable")[:first]] = True

    years = evenly(other[:, 1], *ends(scenario.reclaims.years))
    proportional = other[:, 2] < chance(number(scenario.reclaims.proportional))
    paid = benefit * years
    owed = np.where(not_entitled, paid, np.where(slip, paid * (1 - covers) * missing, 0.0))
    told = inspected & at_fault & ~(proportional & papers)
    claims = Claimed(told, np.where(told, np.where(proportional, owed, paid), 0.0), owed)
    found = course(scenario, seed, claims.wrong, int(told.sum()))
    return measured(scenario, claims, found) | {
        "inspected_ratio": _ratio(inspected, second),
        "fault_ratio": _ratio(at_fault, second),
        "not_entitled_found": float(inspected[not_entitled].mean()) if not_entitled.any() else None,
    }


def _ratio(those: np.ndarray, group: np.ndarray) -> float | None:
    """How many times as often it holds in the group as outside; None if that cannot be said."""
    if not group.any() or group.all() or not those[~group].any():
        return None
    return float(those[group].mean() / those[~group].mean())
