"""A year's earnings divided by 26: what an agency claims that puts an average for what was earned.

People are on a benefit in some fortnights of a year and at work in the others. The benefit looks
at what is earned in the same fortnight. A tax office knows the sum of the year. Whoever divides it
evenly over the year finds earnings in fortnights in which there were none, and a debt that is not
owed; whoever earned evenly all year is reckoned right.
"""

from collections.abc import Iterator

import numpy as np

from scorelab.elsewhere.affair_schema import Allowance, Averaging
from scorelab.elsewhere.affairs import CLAIMED_HEAD, Claimed, Course, course, measured, measures_of
from scorelab.elsewhere.lots import Values, chance, evenly, lognormally, lots
from scorelab.elsewhere.measure import Known, Measured
from scorelab.elsewhere.schema import ends, number
from scorelab.luck import Purpose

FORTNIGHTS = 26
"""Of a year, as the agency divided it."""
FORTNIGHTS_A_YEAR = 365.25 / 14


def measures(scenario: Averaging) -> Iterator[Known]:
    """Those of every affair, and what was recovered."""
    recovered = Known("recovered", "Of that, recovered before its end", "share", None, CLAIMED_HEAD)
    yield from measures_of(scenario.allowance.full.unit, (recovered,))


def paid_for(allowance: Allowance, earned: Values) -> Values:
    """The benefit of a fortnight in which so much was earned."""
    free, second = number(allowance.free), number(allowance.second)
    less = number(allowance.taper) * np.clip(earned - free, 0.0, second - free)
    less += number(allowance.second_taper) * np.maximum(earned - second, 0.0)
    return np.maximum(number(allowance.full) - less, 0.0)


def claims_of(scenario: Averaging, seed: int) -> Claimed:
    """What is claimed of everybody, and what they owe."""
    earners, rules, people = scenario.earners, scenario.claims, scenario.people
    work = lots(seed, Purpose.WORK_AND_PAY, people, each=4 + FORTNIGHTS)
    low, high = ends(earners.on_benefit)
    fortnights = np.floor(evenly(work[:, 0], low, high + 1)).clip(low, high)
    wage = lognormally(work[:, 1], number(earners.wage), number(earners.wage_spread))
    works_too = work[:, 2] < chance(number(earners.also_work))
    casual = lognormally(work[:, 3], number(earners.casual), number(earners.casual_spread))
    at_work = work[:, 4:] < chance(number(earners.such_fortnights))
    on_benefit = np.arange(FORTNIGHTS) < fortnights[:, None]
    earned = np.where(on_benefit, (at_work & works_too[:, None]) * casual[:, None], wage[:, None])

    told_less = lots(seed, Purpose.DECLARED, people, each=2)
    understates = told_less[:, 0] < chance(number(earners.understate))
    share = np.where(understates, evenly(told_less[:, 1], *ends(earners.reported)), 1.0)
    paid = paid_for(scenario.allowance, earned * share[:, None]) * on_benefit
    due = paid_for(scenario.allowance, earned) * on_benefit
    average = earned.sum(axis=1) / FORTNIGHTS
    by_average = paid_for(scenario.allowance, average)[:, None] * on_benefit

    owed = (paid - due).sum(axis=1)
    found = np.maximum((paid - by_average).sum(axis=1), 0.0)
    least = number(rules.least)
    answers = lots(seed, Purpose.ANSWERED, people, each=2)
    asked_employers = answers[:, 0] < chance(number(rules.checked))
    answered = asked_employers | (answers[:, 1] < chance(number(rules.answered)))
    claimed = np.where(answered, owed, found * (1 + number(rules.fee)))
    told = np.where(asked_employers, owed, found) >= least
    return Claimed(told, np.where(claimed >= least, claimed, 0.0), owed)


def live(scenario: Averaging, seed: int) -> Measured:
    """Reckon everybody's year, claim, recover, and let it end."""
    claims = claims_of(scenario, seed)
    found = course(scenario, seed, claims.wrong, int(claims.told.sum()))
    return measured(scenario, claims, found) | {"recovered": _recovered(scenario, seed, claims, found)}


def _recovered(scenario: Averaging, seed: int, claims: Claimed, found: Course | None) -> float | None:
    if found is None:
        return None
    wrong = claims.wrong
    pays = lots(seed, Purpose.RECOVERED, scenario.people)[wrong, 0] < chance(number(scenario.claims.pays))
    paid = (found.ends - found.claimed_at) * FORTNIGHTS_A_YEAR * number(scenario.claims.instalment)
    claimed = claims.claimed[wrong]
    return float((np.minimum(paid, claimed) * pays).sum() / claimed.sum())
