"""Where errands and outings lead: places found by exploration, and gone back to by preference.

In the model of exploration and preferential return (Song, Koren, Wang and Barabási 2010,
"Modelling the scaling properties of human mobility", Nature Physics 6:818) a visitor of S
places explores a new one with probability rho S**-gamma (rho 0.6, gamma 0.21) and returns to
an old one in proportion to earlier visits.

Told so, the model carries state from day to day, and no day could be computed alone. But to choose
a place in proportion to earlier visits is to choose one earlier *visit*, each as likely as the
others, and to go where that one went. So a visit is a pure function of the person, the list of places
and the occasion: luck says whether it explores; if it does, its own luck names the place; if it does
not, luck names an earlier occasion, of which the same is asked. Exploring visits are frequent, so few
steps lead to the visit that found the place. No state is kept, and returns are exactly preferential.

Two things differ from the model. The chance to explore hangs on how long somebody has lived so,
not on the number of places known, which only all earlier days could tell: it falls as S would,
time**(-gamma / (1 + gamma)). And occasions that came to nothing, since nothing was bought that day,
are copied like others: habits of mind. Lists begin before the run does: nobody is new in town on day 0.

How far a new place lies follows the truncated power law of jumps of González,
Hidalgo and Barabási 2008 (Nature 453:779): (r + 1.5 km)**-1.75, cut by the city's edge long
before their cut of 400 km; what the first occasion of a list finds is the nearest place of its kind.

The tables are kept small, since days look into them at random. They are of floating-point origin, but no
quantile lies near enough to a boundary for two machines to differ (a test looks).
"""

import math

import numpy as np
from numpy.typing import NDArray

from scorelab.compiled import shared, signed
from scorelab.luck import Purpose, draw, draw_with, purpose_key, time_key
from scorelab.trace.city import CELL_METRES, City, PlaceKind, block_at, column_of, place_near, row_of

GAMMA = 0.21
JUMP_EXPONENT, OFFSET_KM = 1.75, 1.5
JUMP_BITS = 12
"""Binary digits of luck that choose among the quantiles of the table of jumps."""

HISTORY = 256
"""Days that lists are older than the run (`assumed`)."""

NOVELTY = 0.64
"""The chance to explore is so much times days**(-gamma / (1 + gamma)). Fitted: whole days, with their
compulsory ways home and to work, then have the published chance of a new place."""

SMALL_TOWN, SMALLEST = 30, 20
"""Blocks of a town where people explore twice as often as in a large one, since much of what they
find there is known to them; it goes with the square, down to the smallest. Fitted to towns of 20,000 and
100,000."""

STEP_BITS, STEPS = 4, 256
"""The chance to explore is told for so many steps of 16 days; after 11 years it falls no more."""

OCCASION_DAYS = np.ones(len(PlaceKind), np.int64)
OCCASION_DAYS[[PlaceKind.HOME, PlaceKind.PARK]] = 2
OCCASION_DAYS[[PlaceKind.MALL, PlaceKind.GYM, PlaceKind.POOL, PlaceKind.CINEMA, PlaceKind.TEMPLE]] = 4
OCCASION_DAYS[PlaceKind.PHARMACY] = 5
"""Occasions of a kind that is rarely visited are so many days long, as a power of two: else most of what is
copied would never have happened (`assumed`)."""

FROM_WORK, NEAR_BY, OUTINGS_TO = 32, 64, 96
"""Lists beside those of errands from home, one a kind: of meals at work, looks in near by, and outings."""


USUAL = 600
"""Share, in thousandths, of looks into a place beside another that are for the usual one (`assumed`)."""


def exploring_table() -> NDArray[np.int64]:
    """The chance to explore, in 2**-16, in each step of days."""
    days = (np.arange(STEPS) + 0.5) * (1 << STEP_BITS)
    return np.minimum(np.round(65536 * NOVELTY * days ** (-GAMMA / (1 + GAMMA))), 65536).astype(np.int64)


def jump_table() -> NDArray[np.int32]:
    """The jump, in cells, at each quantile of (r + 1.5 km)**-1.75."""
    quantiles = 1 << JUMP_BITS
    shares = (1 - (step + 0.5) / quantiles for step in range(quantiles))
    jumps = (OFFSET_KM * (share ** (1 / (1 - JUMP_EXPONENT)) - 1) for share in shares)
    return np.array([round(km * 1000 / CELL_METRES) for km in jumps], np.int32)


EXPLORES = exploring_table()
JUMP = jump_table()
SINE = np.array([round(1024 * math.sin(2 * math.pi * step / 256)) for step in range(320)], np.int64)
"""Sines of 256 directions, times 1024; a cosine stands 64 steps on."""


@shared
def found_by(city: City, person: int, which: int, kind: int, day: int) -> tuple[int, int]:
    """The occasion that found the place to which a visit leads, and its luck.

    Parameters
    ----------
    which : int
        The list.
    kind : int
        What places are on it.
    day : int
        When.

    Returns
    -------
    occasion, bits : int
        Occasion 0 is the first of all, in steps of the kind's length.
    """
    key = time_key(purpose_key(city.seed, Purpose.REPERTOIRE), person, which)
    length = int(OCCASION_DAYS[kind])
    at = day + HISTORY >> length
    bits = draw_with(key, at)
    blocks = max(city.blocks, SMALLEST)
    more = 1024 + 1024 * SMALL_TOWN * SMALL_TOWN // (blocks * blocks)
    while (
        at > 0 and signed(bits & 0xFFFF) >= EXPLORES[min(at << length >> STEP_BITS, STEPS - 1)] * more >> 10
    ):
        at = signed(bits >> 32) * at >> 32
        bits = draw_with(key, at)
    return at, bits


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
def place_of_visit(city: City, person: int, which: int, kind: int, day: int, block: int) -> int:
    """Where a visit leads that is made from a block: to the place of :func:`found_by`."""
    first, bits = found_by(city, person, which + kind, kind, day)
    if first > 0:
        block = jump_from(city, block, bits)
    return place_near(city, kind, block, signed((bits >> 20) & 0xFFFF))


@shared
def place_by(city: City, person: int, kind: int, occasion: int, block: int, beside: int) -> int:
    """Where somebody looks in who has just been to a place on a block: the usual one beside it, or any."""
    bits = draw_with(time_key(purpose_key(city.seed, Purpose.REPERTOIRE), person, NEAR_BY + kind), occasion)
    if signed(bits & 0xFFFF) * 1000 >> 16 < USUAL:
        bits = draw(city.seed, Purpose.REPERTOIRE, person, NEAR_BY + kind, -1 - beside)
    return place_near(city, kind, block, signed((bits >> 20) & 0xFFFF))
