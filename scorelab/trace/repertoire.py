"""Where errands and outings lead: a ranked repertoire of places, explored by luck.

In the model of exploration and preferential return (Song, Koren, Wang and Barabási 2010,
"Modelling the scaling properties of human mobility", Nature Physics 6:818) a visitor of S
places explores a new one with probability rho S**-gamma (rho 0.6, gamma 0.21) and returns to
an old one in proportion to earlier visits. It leads to visits that fall with rank as
rank**-(1 + gamma), and to S growing with the number of trips n as n**(1 / (1 + gamma)).

That model carries state from day to day, so no day could be computed alone. Drawing each
visit's *rank* independently from the same law, rank**-(1 + gamma), gives the same two laws
without any state: everybody has an endless list of places, in order, each a pure function of
(person, kind of place, rank), and luck says which rank a visit takes.

How far the place of a rank lies follows the truncated power law of jumps of González,
Hidalgo and Barabási 2008 (Nature 453:779): (r + 1.5 km)**-1.75, cut by the city's edge long
before their cut of 400 km; the first rank is always the nearest place of its kind.

The tables are kept small, since days look into them at random. They are of floating-point origin, but no
quantile lies near enough to a boundary for two machines to differ (a test looks).
"""

import math

import numpy as np
from numpy.typing import NDArray

from scorelab.compiled import shared, signed
from scorelab.luck import Purpose, draw
from scorelab.trace.city import CELL_METRES, City, PlaceKind, block_at, column_of, place_near, row_of

GAMMA = 0.21
JUMP_EXPONENT, OFFSET_KM = 1.75, 1.5
RANKS = 40_000
"""Ranks beyond it are left out; an endless list would give them a visit in ten."""

RANK_BITS, JUMP_BITS = 14, 12
"""Binary digits of luck that choose among the quantiles of either table."""


def rank_table() -> NDArray[np.int32]:
    """The rank, from 0, at each quantile of rank**-(1 + gamma)."""
    reached = np.cumsum(np.arange(1.0, RANKS + 1) ** -(1 + GAMMA))
    marks = (np.arange(1 << RANK_BITS) + 0.5) / (1 << RANK_BITS) * reached[-1]
    return np.searchsorted(reached, marks).astype(np.int32)


def jump_table() -> NDArray[np.int32]:
    """The jump, in cells, at each quantile of (r + 1.5 km)**-1.75."""
    quantiles = 1 << JUMP_BITS
    shares = (1 - (step + 0.5) / quantiles for step in range(quantiles))
    jumps = (OFFSET_KM * (share ** (1 / (1 - JUMP_EXPONENT)) - 1) for share in shares)
    return np.array([round(km * 1000 / CELL_METRES) for km in jumps], np.int32)


RANK = rank_table()
JUMP = jump_table()
SINE = np.array([round(1024 * math.sin(2 * math.pi * step / 256)) for step in range(320)], np.int64)
"""Sines of 256 directions, times 1024; a cosine stands 64 steps on."""


@shared
def rank_of(bits: int) -> int:
    """The rank that a visit takes, from 0."""
    return int(RANK[signed(bits >> (64 - RANK_BITS))])


@shared
def jump_from(city: City, block: int, bits: int) -> int:
    """The block that a jump from another reaches; one that leaves the city is halved until it does not."""
    cells = int(JUMP[signed((bits >> 52) & 4095)])
    direction = signed((bits >> 44) & 255)
    column, row = column_of(block), row_of(block)
    while cells > 0:
        to_column = column + (cells * int(SINE[direction + 64]) + 512 >> 10)
        to_row = row + (cells * int(SINE[direction]) + 512 >> 10)
        if to_column >= 0 and to_row >= 0:
            found = block_at(to_column, to_row)
            if to_column < 1 << 15 and to_row < 1 << 15 and found < city.blocks:
                return found
        cells >>= 1
    return block


@shared
def place_of_rank(city: City, person: int, kind: int, rank: int, block: int) -> int:
    """The place of a rank in somebody's repertoire of a kind, seen from the block of the home."""
    bits = draw(city.seed, Purpose.REPERTOIRE, person, kind, rank)
    if rank == 0 or kind == PlaceKind.RAILWAY_STATION or kind == PlaceKind.AIRPORT:
        return place_near(city, kind, block, signed((bits >> 20) & 0xFFFF))
    return place_near(city, kind, jump_from(city, block, bits), signed((bits >> 20) & 0xFFFF))
