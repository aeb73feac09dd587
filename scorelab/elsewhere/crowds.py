"""People who join once enough others have (Granovetter 1978), and a contagion's final size."""

from collections.abc import Iterator
from math import exp

import numpy as np

from scorelab.elsewhere.lots import chance, lots
from scorelab.elsewhere.measure import Known, Measured
from scorelab.elsewhere.schema import Contagion, Threshold, number
from scorelab.luck import CERTAIN, Purpose

CLOSE = 1e-14
"""Between two steps of a fixed point that count as one."""


def measures_of_threshold(scenario: Threshold) -> Iterator[Known]:
    """How many join: the least number that no further threshold lies at or below.

    Granovetter (1978), "Threshold models of collective behavior", American Journal of Sociology
    83(6), 1420-1443: the equilibrium is the first crossing of the cumulated thresholds with the
    diagonal.
    """
    joined = 0
    for threshold in sorted(scenario.crowd.thresholds):
        if threshold > joined:
            break
        joined += 1
    yield Known("joined", "People who join", "people", float(joined), pictured=True)


def live_threshold(scenario: Threshold, seed: int) -> Measured:
    """Let people look round, all at once, until nobody joins any more; luck decides nothing."""
    thresholds = np.array(scenario.crowd.thresholds)
    joined = np.zeros(len(thresholds), bool)
    while True:
        joins = thresholds <= joined.sum()
        if (joins <= joined).all():
            return {"joined": float(joined.sum())}
        joined |= joins


def final_size(reproduction: float, first: float) -> float:
    """The share that a well-mixed contagion reaches in a large society.

    The largest z with z = 1 - (1 - first) exp(-R z): Kermack and McKendrick (1927), "A
    contribution to the mathematical theory of epidemics", Proceedings of the Royal Society A
    115, 700-721. It holds for any time that people are contagious.

    Parameters
    ----------
    reproduction : float
        How many each passes it on to where nobody has had it (R).
    first : float
        The share who have it at the start.
    """
    size = 1.0
    while True:
        after = 1 - (1 - first) * exp(-reproduction * size)
        if abs(after - size) < CLOSE:
            return after
        size = after


def measures_of_contagion(scenario: Contagion) -> Iterator[Known]:
    """The share that it reaches, among them those who had it first."""
    reproduction = number(scenario.contacts) * number(scenario.passes)
    exact = final_size(reproduction, number(scenario.first) / scenario.people)
    yield Known("reached", "People whom it reaches", "share", exact, pictured=True)


def live_contagion(scenario: Contagion, seed: int) -> Measured:
    """Pass it on, generation by generation, until nobody new has it."""
    people, contacts = scenario.people, int(number(scenario.contacts))
    whom = lots(seed, Purpose.CONTACT, people, each=contacts) * (people - 1) // CERTAIN
    # Nobody meets themselves: numbers from one's own on are shifted by one.
    whom += whom >= np.arange(people)[:, None]
    passed = lots(seed, Purpose.PASSED_ON, people, each=contacts) < chance(number(scenario.passes))
    has_it = np.zeros(people, bool)
    newly = np.arange(min(int(number(scenario.first)), people))
    has_it[newly] = True
    while len(newly):
        reached = np.unique(whom[newly][passed[newly]])
        newly = reached[~has_it[reached]]
        has_it[newly] = True
    return {"reached": float(has_it.mean())}
