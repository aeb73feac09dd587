"""How people come and go, measured as studies of telephones and surveys measured it.

How often somebody explores, looks in near by, or goes straight on, was fitted to the exponents of visits
by rank and of new places (see repertoire.py); nothing else here was. A trajectory is the places at which
somebody arrived, in order, whatever they did there. Where studies have the cells of antennas, places stand
here, since a town has few cells.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise, permutations

import numpy as np
from numpy.typing import NDArray

from scorelab.trace.bulk import blocks
from scorelab.trace.events import MINUTES, EventKind
from scorelab.trace.world import TraceWorld

HOURS_A_DAY, HOURS_A_WEEK = 24, 168

RANKED = (1, 20)
"""Ranks of places over which visits are fitted; beyond them most places were seen once or twice."""

KNOWN = (4, 60)
"""Numbers of places known over which the chance of a new one is fitted."""

LEAST_SPANS = 2
"""Spans of places known through which a line can be laid."""

MOTIFS = 17
"""So many networks of a day's places sufficed in the study."""

LARGEST_MOTIF = 6
"""Places of the largest network that is told apart from others; larger ones count as one rare kind each."""


@dataclass(frozen=True)
class Trajectories:
    """Where some people were, over some days.

    Attributes
    ----------
    places : list of i8 arrays
        Of each person the places in the order of visits; the first is where the first day begins.
    minutes : list of i8 arrays
        When each visit began, in minutes since the first day's midnight.
    days : int
        How many days.
    """

    places: list[NDArray[np.int64]]
    minutes: list[NDArray[np.int64]]
    days: int

    def hourly(self) -> NDArray[np.int64]:
        """The place where each person was at every full hour: rows of people; on the way the last one."""
        clock = np.arange(self.days * HOURS_A_DAY) * 60
        return np.array(
            [
                places[np.searchsorted(minutes, clock, "right") - 1]
                for places, minutes in zip(self.places, self.minutes, strict=True)
            ]
        )


def trajectories(world: TraceWorld, groups: Sequence[tuple[int, int]], days: tuple[int, int]) -> Trajectories:
    """Follow people over days.

    Parameters
    ----------
    world : TraceWorld
        The world.
    groups : sequence of pairs of int
        Of each group of people the first, and the last left out.
    days : pair of int
        First, and last left out.
    """
    given = world.given()
    places, minutes = [], []
    for people in groups:
        found = [np.zeros((0, 4), np.int64)]
        for block in blocks(given, people, days):
            arrives = block.kind == EventKind.ARRIVE
            columns = block.person, block.minute, block.place, block.detail
            found.append(np.stack([column[arrives].astype(np.int64) for column in columns], axis=1))
        rows = np.concatenate(found)
        cuts = np.searchsorted(rows[:, 0], np.arange(people[0], people[1] + 1))
        for person, (first, last) in zip(range(*people), pairwise(cuts), strict=True):
            own = rows[first:last]
            begins = own[0, 3] if len(own) else world.population.household[person]
            places.append(np.concatenate([[begins], own[:, 2]]).astype(np.int64))
            minutes.append(np.concatenate([[0], own[:, 1] - days[0] * MINUTES]).astype(np.int64))
    return Trajectories(places, minutes, days[1] - days[0])


def presence_chances(hourly: NDArray[np.int64], longest: int) -> NDArray[np.float64]:
    """The chance of being where one was so many hours before, for 0 to `longest` hours.

    González, Hidalgo and Barabási 2008 ("Understanding individual human mobility patterns", Nature 453:779)
    find peaks after one, two and three days in the chance of coming back to where somebody was first seen.
    """
    return np.array(
        [1.0, *(float((hourly[:, gap:] == hourly[:, :-gap]).mean()) for gap in range(1, longest + 1))]
    )


def peaks(chances: NDArray[np.float64]) -> tuple[int, ...]:
    """The hour of the highest chance within half a day of each full day."""
    days = range(1, (len(chances) - 1 + HOURS_A_DAY // 2) // HOURS_A_DAY)
    starts = [day * HOURS_A_DAY - HOURS_A_DAY // 2 + 1 for day in days]
    return tuple(start + int(chances[start : start + HOURS_A_DAY].argmax()) for start in starts)


def regularity(hourly: NDArray[np.int64]) -> float:
    """The chance of being where one most often is at that hour of the week.

    After Song, Qu, Blumm and Barabási 2010, "Limits of predictability in human mobility" (Science 327:1018).
    """
    weeks = hourly.shape[1] // HOURS_A_WEEK
    by_hour = hourly[:, : weeks * HOURS_A_WEEK].reshape(len(hourly), weeks, HOURS_A_WEEK)
    most = [
        np.unique(by_hour[person, :, hour], return_counts=True)[1].max()
        for person in range(len(hourly))
        for hour in range(HOURS_A_WEEK)
    ]
    return float(np.mean(most)) / weeks


def rank_exponent(places: list[NDArray[np.int64]]) -> float:
    """Zeta of the share of visits by rank of a person's places, rank**-zeta, mean over people."""
    low, high = RANKED
    shares = np.zeros(high)
    for own in places:
        often = np.sort(np.unique(own, return_counts=True)[1])[::-1][:high]
        shares[: len(often)] += often / len(own)
    ranks = np.flatnonzero(shares[low - 1 :]) + low
    return -_slope(ranks, shares[ranks - 1])


def growth_exponent(hourly: NDArray[np.int64]) -> float:
    """Mu of the number of places seen within t hours, t**mu, mean over people, from a day on."""
    hours = np.unique(np.geomspace(HOURS_A_DAY, hourly.shape[1], 12).astype(int))
    seen = [np.mean([len(np.unique(row[:until])) for row in hourly]) for until in hours]
    return _slope(hours, np.array(seen))


def exploration(places: list[NDArray[np.int64]]) -> tuple[float, float] | None:
    """Rho and gamma of the chance rho S**-gamma that a visit leads to a place never seen, of S known ones.

    None where too few places are ever known for a line to be fitted.
    """
    if not places:
        return None
    most = max(len(own) for own in places) + 1
    tried, new = np.zeros(most), np.zeros(most)
    for own in places:
        known: set[int] = set()
        for place in own.tolist():
            tried[len(known)] += 1
            new[len(known)] += place not in known
            known.add(place)
    edges = np.unique(np.geomspace(*KNOWN, 9).astype(int))
    spans = [(low, high) for low, high in pairwise(edges) if new[low:high].sum() > 0]
    if len(spans) < LEAST_SPANS:
        return None
    chances = np.array([new[low:high].sum() / tried[low:high].sum() for low, high in spans])
    middles = [np.average(np.arange(low, high), weights=tried[low:high]) for low, high in spans]
    gamma = -_slope(np.array(middles), chances)
    return float(np.exp(np.mean(np.log(chances) + gamma * np.log(middles)))), gamma


def new_places(places: list[NDArray[np.int64]]) -> tuple[float, float]:
    """The share of visits that lead to a place never seen, and of places that are seen once only."""
    visits = sum(len(own) - 1 for own in places)
    counts = [np.unique(own, return_counts=True)[1] for own in places]
    seen = sum(len(each) for each in counts)
    return (seen - len(places)) / max(visits, 1), sum(int((each == 1).sum()) for each in counts) / seen


def chains(moved: Trajectories) -> Counter[tuple[tuple[int, int], ...]]:
    """How often a day has each network of places and ways between them, whatever the places are.

    A day begins where the night was spent; places count once and ways once in each direction
    (Schneider, Belik, Couronné, Smoreda and González 2013, "Unravelling daily human mobility motifs",
    Journal of the Royal Society Interface 10:20130246).
    """
    found: Counter[tuple[tuple[int, int], ...]] = Counter()
    for places, minutes in zip(moved.places, moved.minutes, strict=True):
        cuts = np.searchsorted(minutes, np.arange(moved.days + 1) * MINUTES)
        for first, last in pairwise(np.maximum(cuts, 1).tolist()):
            today = places[first - 1 : last].tolist()
            names = {place: number for number, place in enumerate(dict.fromkeys(today))}
            ways = sorted({(names[one], names[other]) for one, other in pairwise(today) if one != other})
            found[_shape(len(names), tuple(ways))] += 1
    return found


@cache
def _shape(places: int, ways: tuple[tuple[int, int], ...]) -> tuple[tuple[int, int], ...]:
    """The same network with the places numbered in the one way that all equal networks share."""
    if places > LARGEST_MOTIF:
        return ways
    return min(
        tuple(sorted((order[one], order[other]) for one, other in ways))
        for order in permutations(range(places))
    )


THERE_AND_BACK = ((0, 1), (1, 0))
"""One place beside home: home, work, home."""


def _slope(x: NDArray[np.int64], y: NDArray[np.float64]) -> float:
    """The exponent of y as a power of x, by least squares of logarithms."""
    return float(np.polyfit(np.log(x), np.log(y), 1)[0])
