"""How an affair ends, and what every affair is measured by.

Wronged people gather at a constant rate. Each year that one of them lives with a claim may bring a
decision that binds the agency; the first one ends the affair. With a people wronged a year and r
such decisions a wronged person-year, no such decision has come by the time t with probability
exp(-r a t^2 / 2), so the mean time is sqrt(pi / (2 r a)) (Rayleigh's distribution). After that
everybody's case is settled one by one, in an order that luck decides, at the speed of the office.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from math import log, sqrt

import numpy as np
from numpy.typing import NDArray

from scorelab.elsewhere.affair_schema import Affair
from scorelab.elsewhere.lots import Numbers, Values, evenly, lots
from scorelab.elsewhere.measure import Known, Measured
from scorelab.elsewhere.schema import number
from scorelab.luck import CERTAIN, Purpose, draw, fraction

CLAIMED_HEAD = "What was claimed"
ENDING_HEAD = "Until it is made good"
MILLION = 1e6
OWED_AT_LEAST = 1.0
"""Less than this, in money, counts as nothing owed."""


@dataclass(frozen=True)
class Claimed:
    """What an agency claimed of whom, and what these people owed.

    Attributes
    ----------
    told : bool array
        Who was told that they owe.
    claimed, owed : array
        In money, for everybody.
    """

    told: NDArray[np.bool_]
    claimed: Values
    owed: Values

    @property
    def wrong(self) -> NDArray[np.bool_]:
        """Of whom more was claimed than they owed."""
        return self.told & (self.claimed > self.owed + OWED_AT_LEAST)


@dataclass(frozen=True)
class Course:
    """The course of an affair, in years from its first day.

    Attributes
    ----------
    ends : float
        When a decision binds the agency.
    claimed_at, good_at : array
        When the money was claimed from each wronged person, and when that was made good.
    """

    ends: float
    claimed_at: Values
    good_at: Values


def measures_of(money: str, further: Iterable[Known] = ()) -> Iterator[Known]:
    """The measures of every affair.

    Parameters
    ----------
    money : str
        The unit of sums.
    further : iterable of Known
        More of what was claimed, to stand below those of every affair.
    """
    for name, title, unit in (
        ("share_wrong", "Told that they owe, and owed less or nothing", "share"),
        ("claimed_to_owed", "Claimed from them to what they owed", "times"),
        ("nothing_owed", "Of them, owed nothing at all", "share"),
        ("mean_claim", "Claimed from each of them", money),
        ("beyond_owed", "Claimed from each beyond what was owed", money),
    ):
        yield Known(name, title, unit, None, CLAIMED_HEAD)
    yield from further
    for name, title in (
        ("years_first", "From the first day to the first made good"),
        ("years_last", "From the first day to the last made good"),
        ("years_waited", "From a claim to its being made good, in the mean"),
    ):
        yield Known(name, title, "years", None, ENDING_HEAD, pictured=True)


def course(scenario: Affair, seed: int, wrong: NDArray[np.bool_], told: int) -> Course | None:
    """How it ends for the wronged; None if nobody is wronged, so that it never does.

    Parameters
    ----------
    scenario : Affair
        The rules.
    seed : int
        The world's.
    wrong : bool array
        Who is wronged.
    told : int
        How many people were told that they owe, right or wrong.
    """
    wronged = np.flatnonzero(wrong)
    if not len(wronged):
        return None
    ending = scenario.ending
    wronged_a_year = number(ending.claimed_per_year) * len(wronged) / told
    rate = number(ending.binding) / MILLION * wronged_a_year
    mark = (fraction(draw(seed, Purpose.BINDING_DECISION, 0)) + 0.5) / CERTAIN
    ends = sqrt(-2 * log(mark) / rate)
    people = len(wrong)
    claimed_at = evenly(lots(seed, Purpose.CLAIMED_WHEN, people)[:, 0], 0.0, ends)[wronged]
    turn: Numbers = np.argsort(lots(seed, Purpose.MADE_GOOD, people)[wronged, 0], kind="stable")
    places = np.empty(len(wronged))
    places[turn] = np.arange(1, len(wronged) + 1)
    begins = ends + number(ending.set_up)
    good_at = begins + (places - 1) / len(wronged) / number(ending.made_good_per_year)
    return Course(ends, claimed_at, np.maximum(good_at, begins))


def measured(scenario: Affair, claims: Claimed, found: Course | None) -> Measured:
    """The measures of every affair, of one world."""
    wrong, told = claims.wrong, int(claims.told.sum())
    claimed, owed = float(claims.claimed[wrong].sum()), float(claims.owed[wrong].sum())
    each = max(int(wrong.sum()), 1)
    last = None
    if found is not None:
        last = max(float(found.good_at.max()), found.ends + number(scenario.ending.settlement))
    return {
        "share_wrong": float(wrong.sum() / told) if told else None,
        "claimed_to_owed": claimed / owed if owed else None,
        "nothing_owed": float((claims.owed[wrong] < OWED_AT_LEAST).mean()) if wrong.any() else None,
        "mean_claim": claimed / each if wrong.any() else None,
        "beyond_owed": (claimed - owed) / each if wrong.any() else None,
        "years_first": None if found is None else float(found.good_at.min()),
        "years_last": last,
        "years_waited": None if found is None else float((found.good_at - found.claimed_at).mean()),
    }
