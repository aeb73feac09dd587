"""Quarter by quarter: who asks, who has the score, and what it costs to do without.

In a sector with the share q of its operators asking, an operator who does not ask begins with the
chance

    worth * price * enrolled * (1 + herd * q) * the product of (1 - slows) over the clauses that cover it

and one who asks gives it up with the chance stops * (1 - q). Who is refused goes to the next
operator: q / (1 - q) of them on average until one does not ask, at `switch` minutes each, but no
more than `substitute` minutes. Everything that a quarter decides looks at the end of the one before.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from scorelab.elsewhere.lots import chance, lots
from scorelab.luck import CERTAIN, Purpose
from scorelab.spread.schema import Clause, Spread, number

HOUR = 60.0
"""Minutes a month above which enrolment is practically forced."""
QUARTERS = 4
CARRIED = 0.005
"""By so much the share of doors must grow to count as carried."""

Shares = NDArray[np.float64]
Flags = NDArray[np.bool_]


@dataclass(frozen=True)
class Course:
    """One world under one law, from its first day to its last; row 0 is the first day.

    Attributes
    ----------
    asking : array, shape (quarters + 1, sectors)
        The share of each sector's operators who ask.
    enrolled : array, shape (quarters + 1,)
        The share of people who have the score.
    doors : array, shape (quarters + 1,)
        The share of all operators who ask.
    minutes : array, shape (quarters + 1,)
        What it costs to do without, a month.
    """

    asking: Shares
    enrolled: Shares
    doors: Shares
    minutes: Shares

    @property
    def forced(self) -> int | None:
        """The first quarter at whose end doing without costs an hour a month; None if there is none."""
        above = np.flatnonzero(self.minutes >= HOUR)
        return int(above[0]) if len(above) else None


@dataclass(frozen=True)
class Terms:
    """A file's numbers as arrays, a sector each."""

    worth: Shares
    occasions: Shares
    switch: Shares
    substitute: Shares
    size: NDArray[np.int64]

    @classmethod
    def of(cls, spread: Spread) -> "Terms":
        """Those of a file."""
        rows = [
            [number(value) for value in (sector.worth, sector.occasions, sector.switch, sector.substitute)]
            for sector in spread.sectors
        ]
        worth, occasions, switch, substitute = np.array(rows).T
        return cls(
            worth * number(spread.adoption.price),
            occasions,
            switch,
            substitute,
            np.array([sector.operators for sector in spread.sectors]),
        )

    def minutes(self, asking: Shares) -> float:
        """What it costs in a month to do without the score."""
        with np.errstate(divide="ignore"):
            refused = np.where(asking < 1, asking / (1 - np.minimum(asking, 1)), np.inf)
        each = np.minimum(np.where(asking > 0, refused, 0.0) * np.maximum(self.switch, 1e-9), self.substitute)
        return float((self.occasions * each).sum())


def enrolled_next(spread: Spread, enrolled: float, minutes: float) -> float:
    """The share with a score a quarter later, from the share now and what doing without costs."""
    terms, push = spread.enrolment, min(minutes / HOUR, 1.0)
    joins = min(number(terms.joins) + number(terms.pushed) * push, 1.0)
    return enrolled + (1 - enrolled) * joins - enrolled * number(terms.leaves) * (1 - push)


def live(spread: Spread, seed: int, quarters: int, law: Sequence[Clause]) -> Course:
    """Live one world under a law.

    Parameters
    ----------
    spread : Spread
        The file.
    seed : int
        The world's; two laws with one seed share all their luck.
    quarters : int
        For how long.
    law : sequence of Clause
        The clauses in force.
    """
    terms = Terms.of(spread)
    sector = np.repeat(np.arange(len(terms.size)), terms.size)
    never, unlawful, found = _standing(spread, seed, law, sector)
    slowed = _slowed(spread, law)
    stops = number(spread.adoption.stops)
    herd = number(spread.adoption.herd)
    drawn = lots(seed, Purpose.ASKS_FOR_SCORE, len(sector), each=2 * quarters)
    caught = lots(seed, Purpose.BREACH_FOUND, len(sector), each=quarters) < found[:, None]
    asks = np.zeros(len(sector), bool)
    share = np.zeros(len(terms.size))
    enrolled, minutes = number(spread.enrolment.first), 0.0
    rows = [(share, enrolled, 0.0, minutes)]
    for quarter in range(quarters):
        begins = np.minimum(terms.worth * slowed * enrolled * (1 + herd * share), 1.0)
        ceases = stops * (1 - share)
        to_begin, to_cease = drawn[:, 2 * quarter], drawn[:, 2 * quarter + 1]
        is_found = asks & unlawful & caught[:, quarter]
        starting = ~asks & ~never & (to_begin < np.rint(begins * CERTAIN)[sector])
        ending = asks & (to_cease < np.rint(ceases * CERTAIN)[sector]) | is_found
        never = never | is_found
        enrolled = enrolled_next(spread, enrolled, minutes)
        asks = (asks | starting) & ~ending
        share = np.bincount(sector, weights=asks, minlength=len(terms.size)) / terms.size
        minutes = terms.minutes(share)
        rows.append((share, enrolled, float(asks.mean()), minutes))
    asking, with_one, doors, cost = zip(*rows, strict=True)
    return Course(np.array(asking), np.array(with_one), np.array(doors), np.array(cost))


def _standing(
    spread: Spread, seed: int, law: Sequence[Clause], sector: NDArray[np.int64]
) -> tuple[Flags, Flags, NDArray[np.int64]]:
    """Who will never ask, who asks against the law if at all, and each one's chance to be found a quarter."""
    never, unlawful = np.zeros(len(sector), bool), np.zeros(len(sector), bool)
    unfound = np.ones(len(sector))
    drawn = lots(seed, Purpose.CLAUSE_KEPT, len(sector), each=2 * len(spread.clauses))
    names = [each.name for each in spread.sectors]
    places = {clause.name: place for place, clause in enumerate(spread.clauses)}
    for clause in law:
        covered = np.isin(sector, [names.index(name) for name in clause.covers])
        place = 2 * places[clause.name]
        round_it = drawn[:, place] < chance(number(clause.way_round))
        obeys = drawn[:, place + 1] < chance(number(clause.obeyed))
        # A clause that forbids nothing can be neither obeyed nor broken.
        bound = covered & ~round_it & (number(clause.obeyed) > 0)
        never |= bound & obeys
        unlawful |= bound & ~obeys
        a_quarter = 1 - (1 - min(number(clause.found), 1.0)) ** (1 / QUARTERS)
        unfound = np.where(bound & ~obeys, unfound * (1 - a_quarter), unfound)
    return never, unlawful, np.rint((1 - unfound) * CERTAIN).astype(np.int64)


def _slowed(spread: Spread, law: Sequence[Clause]) -> Shares:
    """By which factor the clauses lower each sector's chance."""
    return np.array(
        [
            np.prod([1 - number(clause.slows) for clause in law if sector.name in clause.covers])
            for sector in spread.sectors
        ]
    )


def tipping_share(spread: Spread, quarters: int, law: Sequence[Clause]) -> float | None:
    """The least share of doors, to the hundredth, from which the spread carries itself.

    On the first day so many operators ask in every sector, of those whom no clause holds back. From then on
    nobody begins but because rivals ask (the 1 in `1 + herd * q` is left out), and the mean course is
    followed without luck. It carries itself if more ask in the end than on the first day; None if it
    falls back from everywhere.
    """
    for hundredth in range(1, 100):
        doors = mean_course(spread, quarters, law, first=hundredth / 100, alone=0.0)
        if doors[-1] > doors[0] + CARRIED:
            return hundredth / 100
    return None


def mean_course(
    spread: Spread, quarters: int, law: Sequence[Clause], first: float = 0.0, alone: float = 1.0
) -> list[float]:
    """The share of all operators who ask, from the first day on, by mean chances in place of luck.

    Parameters
    ----------
    spread : Spread
        The file.
    quarters : int
        For how long.
    law : sequence of Clause
        The clauses in force.
    first : float
        The share of those whom no clause holds back who ask on the first day.
    alone : float
        By how much to multiply the chance to begin where no rival asks.
    """
    terms, slowed = Terms.of(spread), _slowed(spread, law)
    free, breaking, found = np.ones(len(terms.size)), np.zeros(len(terms.size)), np.zeros(len(terms.size))
    for clause in law:
        covered = np.array([sector.name in clause.covers for sector in spread.sectors])
        bound = covered * (1 - number(clause.way_round)) * (number(clause.obeyed) > 0)
        free *= 1 - bound * number(clause.obeyed)
        breaking = 1 - (1 - breaking) * (1 - bound * (1 - number(clause.obeyed)))
        a_quarter = 1 - (1 - number(clause.found)) ** (1 / QUARTERS)
        found = np.maximum(found, covered * a_quarter)
    share, enrolled = first * free, number(spread.enrolment.first)
    herd, stops = number(spread.adoption.herd), number(spread.adoption.stops)
    weights = terms.size / terms.size.sum()
    doors = [float(share @ weights)]
    for _ in range(quarters):
        begins = np.minimum(terms.worth * slowed * enrolled * (alone + herd * share), 1.0)
        caught = share * breaking * found
        lost = share * stops * (1 - share) + caught
        enrolled = enrolled_next(spread, enrolled, terms.minutes(share))
        share = np.clip(share + np.maximum(free - share, 0.0) * begins - lost, 0.0, 1.0)
        free = np.maximum(free - caught, 0.0)
        doors.append(float(share @ weights))
    return doors
