"""How people get from place to place: on foot, by bike, car, metro, train or plane, and how long it takes."""

import numpy as np

from scorelab.compiled import shared, signed
from scorelab.trace.who import Who

WALK, BIKE, HAILED, TAXI, TRANSIT, OWN_CAR, TRAIN, PLANE = range(8)
"""Ways to travel."""

WALKS_BELOW = 900
"""Legs shorter than this, in metres, are walked."""

MODES = np.array([BIKE] * 4 + [TRANSIT] * 8 + [HAILED] * 2 + [TAXI] * 1 + [WALK] * 1, np.int64)
"""How the others are made by who does not drive: sixteenths (`assumed`)."""

BIKED_TO = 5000
"""No bike is taken farther than this, in metres."""

DRIVES_PER_MILLE = 600
"""Share of days on which the owner takes the car (`assumed`)."""

SECONDS_PER_KM = 90
"""No leg is faster than 40 km an hour, a car's or a metro's speed in a city (`assumed`)."""

JOURNEY_MINUTES = 160
"""A journey to another city by train or plane, door to station apart (`assumed`)."""

JOURNEY_METRES = 400_000
PLANE_FROM_FIFTH, PLANE_PER_MILLE = 3, 450
"""Who flies: a share of the journeys of the upper two income fifths (`assumed`)."""

FAR_METRES = 2500
"""A leg within another city (`assumed`)."""


@shared
def at_least(metres: int) -> int:
    """The fewest minutes of a leg, rounded up."""
    return (metres * SECONDS_PER_KM + 59_999) // 60_000


@shared
def leg(usual: int, metres: int) -> int:
    """The minutes of a leg: as usual, but no faster than one can go."""
    return max(usual, at_least(metres))


@shared
def mode_of(who: Who, metres: int, drives: bool, bits: int) -> int:
    """How a leg is made."""
    if metres < WALKS_BELOW:
        return WALK
    if drives:
        return OWN_CAR
    mode = int(MODES[signed((bits >> 4) & 15)])
    if who.age < 12 or who.age > 75 or (mode == BIKE and (metres > BIKED_TO or who.pays == 0)):
        return TRANSIT
    if mode == HAILED and who.pays == 0:
        return TAXI
    return mode
