"""Unicity: how few points of a trace single somebody out.

After de Montjoye, Hidalgo, Verleysen and Blondel 2013, "Unique in the Crowd: The privacy bounds
of human mobility" (Scientific Reports 3:1376). A trace is the set of (place, hour) at which
an operator's antennas saw somebody call; the place is a quarter of a cell, whose 250 residents are
about as many as the customers of the study under one antenna. Of a person's trace p points
are drawn by luck; the person is singled out if nobody else's trace contains them all. Nothing
but the points is used, and nobody outside the invented society is compared with anybody.

Purchases after de Montjoye, Radaelli, Singh and Pentland 2015, "Unique in the shopping mall"
(Science 347:536): a point is a shop and a day, and with the price also how much, within a fifth.
"""

from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from scorelab.cache import mark_room_warm
from scorelab.errors import InputError
from scorelab.luck import Purpose, between, draw
from scorelab.progress import Progress, silent
from scorelab.published.figures import published
from scorelab.trace.bulk import Range, blocks, tell_if_cold, workers_of
from scorelab.trace.city import CELL_METRES
from scorelab.trace.day import Given
from scorelab.trace.events import MINUTES, NOWHERE, EventKind
from scorelab.trace.world import TraceWorld

MOST_POINTS = 12
DEFAULT_POINTS = 8
DEFAULT_PEOPLE = 10_000
TESTED = 1000
"""Whose points are drawn: so many of the people, evenly over them."""

TRACE_DAYS = 30
"""How many days a trace has; the published ones have 15 months of calls and 3 of purchases."""

COARSER = tuple((merged, hours) for merged in (0, 1, 2) for hours in (1, 2, 4, 8, 12))
SIDE = CELL_METRES // 2
"""Resolutions: quarters merged into squares of 2**n by 2**n, and hours into spans; the study went to
clusters of 15 antennas and spans of 15 hours."""

POINTS_WHEN_COARSER = 4

EXPONENTS = tuple(step / 1000 for step in range(1, 1001))
"""The exponents among which the one that fits best is looked for."""

PRICE_STEP = 1.2
"""A price is known to within a fifth: the bins are powers of this ratio (`assumed`)."""

DIFFERENCES = (
    "Published: two points single out more than half (50% is a lower bound), four 95%, eleven all. Where "
    "ours differs: the people were not fitted to it; a town of a few cells is compared with a country; "
    "traces last one month, not fifteen; all quarters of cells hold about as many people, while antennas "
    "stand in the country too, so merging squares blurs ours faster than merging hours. Nothing is claimed "
    "about real people."
)

LOOKING = "looking for people whom their points single out"

ALL_SINGLED_OUT = 11
"""Points by which the study singled out everybody, as told of it; from memory."""


def published_shares() -> dict[int, float]:
    """The published share of 1.5 million people singled out by so many points; by two at least so many."""
    two, four = (float(published()[f"singled_out_by_{points}"].value) for points in ("two", "four"))
    return {2: two, 4: four, ALL_SINGLED_OUT: 1.0}


def published_purchases() -> dict[int, float]:
    """The published share of 1.1 million people singled out by four purchases.

    A price known raised it by 22% on average.
    """
    return {4: float(published()["singled_out_by_purchases"].value)}


def published_exponent() -> float:
    """Beta of the published law: the share is alpha - (antennas x hours)**beta."""
    return float(published()["resolution_exponent"].value)


class Coarser(NamedTuple):
    """The share singled out at one resolution.

    Attributes
    ----------
    metres, hours : int
        Side of a merged square, and length of a span.
    share : float
        Of people singled out by four points.
    """

    metres: int
    hours: int
    share: float


@dataclass(frozen=True)
class Unicity:
    """How few points single somebody out.

    Attributes
    ----------
    people, tested : int
        People among whom one has to be alone, and those whose points were drawn.
    days : int
        Days of the traces.
    cells : int
        Cells of the city; a point names a quarter of one.
    unicity : dict of int to float
        Share singled out by so many points, of those who have as many.
    coarser : tuple of Coarser
        The share singled out by four points where space and time are told more coarsely.
    exponent : float or None
        beta in share = alpha - (quarters x hours)**beta, the law of the study, fitted to `coarser`; None
        where coarser points single out as many.
    purchases, purchases_with_price : dict of int to float
        The same by purchases: shop and day, without and with the price.
    """

    people: int
    tested: int
    days: int
    cells: int
    unicity: dict[int, float]
    coarser: tuple[Coarser, ...]
    exponent: float | None
    purchases: dict[int, float]
    purchases_with_price: dict[int, float]

    def __str__(self) -> str:
        """The curves beside the published ones, and how they differ, in words."""
        numbers = range(1, max(self.unicity, default=0) + 1)
        rows: list[tuple[str, dict[int, float]]] = [
            ("calls: place and hour", self.unicity),
            ("  published, 1.5 million people", published_shares()),
            ("purchases: shop and day", self.purchases),
            ("  published, 1.1 million people", published_purchases()),
            ("purchases: shop, day and price", self.purchases_with_price),
        ]
        table = [f"{'points':<34}" + "".join(f"{points:>6}" for points in numbers)]
        for name, shares in rows:
            table.append(f"{name:<34}" + "".join(_cell(shares.get(points)) for points in numbers))
        coarser = (f"{place.metres} m and {place.hours} h {place.share:.0%}" for place in self.coarser)
        decay = ""
        if self.exponent is not None:
            decay = (
                f"\nThe share falls as a constant less (quarters x hours)**{self.exponent:.2f}; published: "
                f"{published_exponent():.2f}."
            )
        return "\n".join(
            [
                f"Singled out among {self.people:,} invented people on {self.cells} cells, by points of "
                f"{self.days} days ({self.tested:,} people tested):",
                *table,
                f"Four calls, told more coarsely: {', '.join(coarser)}.{decay}",
                DIFFERENCES,
            ]
        )

    def to_json(self) -> dict[str, object]:
        """The same as plain data."""
        return {
            "people": self.people,
            "unicity": _rounded(self.unicity),
            "tested": self.tested,
            "days": self.days,
            "cells": self.cells,
            "coarser": [place._asdict() | {"share": round(place.share, 4)} for place in self.coarser],
            "exponent": None if self.exponent is None else round(self.exponent, 4),
            "purchases": _rounded(self.purchases),
            "purchases_with_price": _rounded(self.purchases_with_price),
            "published": {
                "unicity": {str(points): share for points, share in published_shares().items()},
                "exponent": published_exponent(),
                "purchases": _rounded(published_purchases()),
            },
        }


def _cell(share: float | None) -> str:
    return f"{'':>6}" if share is None else f"{share:>6.0%}"


def _rounded(shares: dict[int, float]) -> dict[str, float]:
    return {str(points): round(share, 4) for points, share in shares.items()}


class Points(NamedTuple):
    """Who was seen where and when, one element a sighting.

    Attributes
    ----------
    person, place, minute, amount : i4 arrays
        The place is a quarter of a cell for the telephone and a shop for purchases.
    """

    person: NDArray[np.int32]
    place: NDArray[np.int32]
    minute: NDArray[np.int32]
    amount: NDArray[np.int32]


def unicity(
    world: TraceWorld,
    points: int = DEFAULT_POINTS,
    threads: int | None = None,
    progress: Progress | None = None,
) -> Unicity:
    """How few points single out the people of a world.

    Parameters
    ----------
    world : TraceWorld
        The world; all of its people are looked at, on its first 30 days.
    points : int
        The most points, from 1 to 12.
    threads : int, optional
        How many threads; the result does not depend on it.
    progress : callable, optional
        Called now and then with how much is done.

    Raises
    ------
    InputError
        If `points` is not from 1 to 12.
    """
    if not 1 <= points <= MOST_POINTS:
        raise InputError("--points", points, f"a whole number from 1 to {MOST_POINTS}")
    tell_if_cold(progress)
    seen, bought = sightings(world, threads, progress)
    people = len(world)
    persons = np.unique(np.linspace(0, people - 1, min(TESTED, people)).astype(np.int64))
    coarser = []
    for merged, hours in COARSER:
        keys = _keys(seen, merged, hours)
        share = singled_out(world.seed, people, persons, seen.person, keys, POINTS_WHEN_COARSER)
        coarser.append(Coarser(SIDE << merged, hours, share.get(POINTS_WHEN_COARSER, 0.0)))
    days = bought.minute // MINUTES
    shops = bought.place.astype(np.int64) * (TRACE_DAYS + 1) + days
    prices = np.floor(np.log(np.maximum(bought.amount, 1)) / np.log(PRICE_STEP)).astype(np.int64)
    return Unicity(
        people=people,
        tested=len(persons),
        days=min(TRACE_DAYS, world.days),
        cells=world.city.blocks,
        unicity=singled_out(world.seed, people, persons, seen.person, _keys(seen, 0, 1), points),
        coarser=tuple(coarser),
        exponent=fitted_exponent(coarser),
        purchases=singled_out(world.seed, people, persons, bought.person, shops, points),
        purchases_with_price=singled_out(
            world.seed, people, persons, bought.person, shops * 256 + prices, points
        ),
    )


def sightings(
    world: TraceWorld, threads: int | None = None, progress: Progress | None = None
) -> tuple[Points, Points]:
    """The calls of 30 days, with the quarters of cells where they were made, and the purchases."""
    given = world.given()
    quarter_of = world.quarters_of_places
    span = 0, min(TRACE_DAYS, world.days)
    workers = workers_of(threads)
    cuts = np.linspace(0, len(world), min(16 * workers, len(world)) + 1).astype(int).tolist()
    tell = progress or silent
    parts: list[tuple[Points, Points]] = []
    with ThreadPoolExecutor(workers) as pool:
        for done, part in enumerate(
            pool.map(lambda persons: _seen(given, persons, span, quarter_of), pairwise(cuts)), start=1
        ):
            parts.append(part)
            tell(LOOKING, done, len(cuts) - 1)
    mark_room_warm("trace")
    return _joined(part[0] for part in parts), _joined(part[1] for part in parts)


def _joined(parts: Iterator[Points]) -> Points:
    return Points(*(np.concatenate(columns) for columns in zip(*parts, strict=True)))


def _seen(given: Given, persons: Range, days: Range, quarter_of: NDArray[np.int32]) -> tuple[Points, Points]:
    calls: list[Points] = []
    purchases: list[Points] = []
    for block in blocks(given, persons, days):
        chosen = (block.kind == EventKind.CALL) & (block.place != NOWHERE)
        columns = block.person, quarter_of[block.place], block.minute, block.amount
        calls.append(Points(*(column[chosen] for column in columns)))
        meals = (block.kind == EventKind.MEAL_OUT) & (block.detail == 1)
        chosen = (block.kind == EventKind.PAYMENT_SHOP) | meals
        columns = block.person, block.place, block.minute, block.amount
        purchases.append(Points(*(column[chosen] for column in columns)))
    return _joined(iter(calls)), _joined(iter(purchases))


def _keys(seen: Points, merged: int, hours: int) -> NDArray[np.int64]:
    """A number for each place and hour; Morton order merges squares by dropping two binary digits."""
    spans = seen.minute // (60 * hours)
    return spans.astype(np.int64) << 32 | seen.place.astype(np.int64) >> 2 * merged


def singled_out(
    seed: int,
    people: int,
    persons: NDArray[np.int64],
    person: NDArray[np.int32],
    keys: NDArray[np.int64],
    points: int,
) -> dict[int, float]:
    """The share of people whom 1 to `points` of their own points single out.

    Parameters
    ----------
    seed : int
        The world's seed: luck draws the points.
    people : int
        How many people there are.
    persons : i8 array
        Whose points are drawn.
    person, keys : i4 and i8 arrays
        Sightings: who, and a number for where and when. A point seen twice counts once.
    points : int
        The most points; a person with fewer takes part as far as the own points go.
    """
    _, key = np.unique(keys, return_inverse=True)
    codes = np.unique(key.astype(np.int64) * people + person)
    order = np.lexsort((codes // people, codes % people))
    own_keys, owners = (codes // people)[order], (codes % people)[order]
    begins, ends = np.searchsorted(owners, persons), np.searchsorted(owners, persons, "right")
    alone, taking_part = np.zeros(points, np.int64), np.zeros(points, np.int64)
    for one, begin, end in zip(persons.tolist(), begins.tolist(), ends.tolist(), strict=True):
        left = own_keys[begin:end].tolist()
        candidates: NDArray[np.int64] | None = None
        for drawn in range(min(points, len(left))):
            pick = between(draw(seed, Purpose.SAMPLED_POINT, one, 0, drawn), drawn, len(left) - 1)
            left[drawn], left[pick] = left[pick], left[drawn]
            candidates = _who_else(codes, people, left[drawn], candidates)
            taking_part[drawn] += 1
            alone[drawn] += len(candidates) == 1
    return {
        number + 1: float(alone[number] / taking_part[number])
        for number in range(points)
        if taking_part[number]
    }


def _who_else(
    codes: NDArray[np.int64], people: int, key: int, among: NDArray[np.int64] | None
) -> NDArray[np.int64]:
    """Who has a point, of everybody or among some."""
    first, last = np.searchsorted(codes, (key * people, (key + 1) * people))
    if among is None:
        return codes[first:last] - key * people
    places = np.searchsorted(codes[first:last], key * people + among)
    found = np.zeros(len(among), bool)
    inside = places < last - first
    found[inside] = codes[first:last][places[inside]] == key * people + among[inside]
    return among[found]


def fitted_exponent(coarser: Sequence[Coarser]) -> float | None:
    """Beta of share = alpha - x**beta by least squares; x counts merged quarters times hours.

    This is the law of the study. Alpha is free: with x = 1 the share is alpha - 1.
    """
    shares = np.array([place.share for place in coarser])
    if len(shares) < 2 or shares.max() == shares.min():
        return None
    x = np.array([(place.metres / SIDE) ** 2 * place.hours for place in coarser])
    # The best alpha for an exponent is the mean of share + x**beta; what is left is their variance.
    left = [float(np.var(shares + x**exponent)) for exponent in EXPONENTS]
    return EXPONENTS[int(np.argmin(left))]
