"""Neighbours of two kinds, of whom those with too few alike move away (Schelling 1971)."""

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from scorelab.elsewhere.lots import chance, lots
from scorelab.elsewhere.measure import Known, Measured
from scorelab.elsewhere.schema import Segregation, number
from scorelab.luck import Purpose, between, draw

EMPTY = 0
KINDS = (1, 2)
AROUND = [(down, right) for down in (-1, 0, 1) for right in (-1, 0, 1) if (down, right) != (0, 0)]

Square = NDArray[np.int64]


def measures(scenario: Segregation) -> Iterator[Known]:
    """Shares of neighbours alike; seated by luck, a neighbour is anybody else alike."""
    residents = _residents(scenario)
    half = residents // 2
    pairs = half * (half - 1) + (residents - half) * (residents - half - 1)
    first = pairs / (residents * (residents - 1))
    yield Known("alike_first", "Neighbours alike at first", "share", first, pictured=True)
    yield Known("alike_last", "Neighbours alike at the end", "share", None, pictured=True)
    yield Known("unhappy_last", "Residents who still want to move", "share", None)


def live(scenario: Segregation, seed: int) -> Measured:
    """Seat everybody by luck, and let whoever wants to move until nobody does.

    Schelling (1971), "Dynamic models of segregation", Journal of Mathematical Sociology 1,
    143-186. In each round everybody who has too few alike moves, in the order of places, to an
    empty place drawn by luck.
    """
    side, wants = int(number(scenario.side)), number(scenario.wants_alike)
    order = np.argsort(lots(seed, Purpose.SEATED, side * side)[:, 0], kind="stable")
    residents = _residents(scenario)
    places = np.full(side * side, EMPTY)
    places[order[:residents]] = KINDS[0]
    places[order[: residents // 2]] = KINDS[1]
    square = places.reshape(side, side)
    first = alike(square)
    for when in range(int(number(scenario.rounds))):
        movers = np.flatnonzero(_wants_away(square, wants))
        if not len(movers):
            break
        _move(places, movers, seed, when)
    wanting = _wants_away(square, wants).sum() / residents
    return {"alike_first": first, "alike_last": alike(square), "unhappy_last": float(wanting)}


def _residents(scenario: Segregation) -> int:
    places = int(number(scenario.side)) ** 2
    return max(places - (chance(number(scenario.empty)) * places >> 32), 2)


def alike(square: Square) -> float:
    """The share of pairs of neighbours who are of one kind."""
    same, every = _neighbours(square)
    return float(same.sum() / every.sum())


def _neighbours(square: Square) -> tuple[Square, Square]:
    """For each resident the neighbours of their own kind, and all neighbours."""
    same, every = np.zeros_like(square), np.zeros_like(square)
    for step in AROUND:
        other = np.roll(square, step, (0, 1))
        same += (other == square) & (square != EMPTY)
        every += (other != EMPTY) & (square != EMPTY)
    return same, every


def _wants_away(square: Square, wants: float) -> NDArray[np.bool_]:
    same, every = _neighbours(square)
    return (square != EMPTY) & (same < wants * every)


def _move(places: Square, movers: Square, seed: int, when: int) -> None:
    """Move each of them to an empty place; the place left is empty for the next."""
    empty = list(np.flatnonzero(places == EMPTY))
    if not empty:
        return
    for mover in movers:
        bits = draw(seed, Purpose.MOVING, int(mover), when)
        chosen = between(bits, 0, len(empty) - 1)
        places[empty[chosen]], places[mover] = places[mover], EMPTY
        empty[chosen] = mover
