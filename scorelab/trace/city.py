"""The city: a grid of cells, each the ground of a block of about 1000 people, and its places.

A place is a number. Homes come first, one a household; then each kind of place in turn, so
many a block or one for several blocks. Everything about a place (its kind, its cell, the
spot in the cell, who owns it) follows from its number and the seed: no place is stored.
"""

from enum import IntEnum
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from scorelab.compiled import shared, signed
from scorelab.luck import Purpose, draw
from scorelab.trace.events import NO_COMPANY, NO_SECTOR, Sector
from scorelab.trace.markets import Markets, served_by

CELL_METRES = 600
"""Side of a cell. A thousand people on it are 2,800 to the square kilometre, near the urban
density of 2018 (2,546: Ministry of Housing, Statistical Yearbook of Urban Construction, from
memory: `assumed`)."""

MOST_DIGITS = 16
"""Binary digits of a column or a row: room for 4 billion cells."""


class PlaceKind(IntEnum):
    """Kinds of place. ELSEWHERE is another city, a single place."""

    HOME = 0
    WORKPLACE = 1
    CONVENIENCE = 2
    RESTAURANT = 3
    SUPERMARKET = 4
    PHARMACY = 5
    KINDERGARTEN = 6
    SCHOOL = 7
    UNIVERSITY = 8
    MALL = 9
    CLINIC = 10
    HOSPITAL = 11
    PARK = 12
    GYM = 13
    POOL = 14
    CINEMA = 15
    TEMPLE = 16
    HOTEL = 17
    STATION = 18
    RAILWAY_STATION = 19
    AIRPORT = 20
    OFFICE = 21
    CAMERA = 22
    ELSEWHERE = 23


SITES = np.array(
    [
        # places for each so many blocks; 0 blocks: for the whole city
        [0, 1], [24, 1], [20, 1], [8, 1], [1, 1], [1, 2], [1, 2], [1, 3], [1, 64], [1, 12], [1, 4], [1, 40],
        [1, 1], [1, 8], [1, 16], [1, 12], [1, 24], [1, 12], [1, 4], [1, 0], [1, 0], [1, 64], [2, 1], [1, 0],
    ],
    np.int64,
)  # fmt: skip
"""How many places of each kind stand on how many blocks (`assumed`); homes are as many as households."""

OWNING_SECTOR = {
    PlaceKind.SUPERMARKET: Sector.SUPERMARKET,
    PlaceKind.CONVENIENCE: Sector.SHOP,
    PlaceKind.PHARMACY: Sector.SHOP,
    PlaceKind.RESTAURANT: Sector.RESTAURANT,
    PlaceKind.MALL: Sector.MALL,
    PlaceKind.CINEMA: Sector.LEISURE,
    PlaceKind.HOTEL: Sector.HOTEL,
    PlaceKind.KINDERGARTEN: Sector.SCHOOL,
    PlaceKind.SCHOOL: Sector.SCHOOL,
    PlaceKind.UNIVERSITY: Sector.SCHOOL,
    PlaceKind.CLINIC: Sector.HOSPITAL,
    PlaceKind.HOSPITAL: Sector.HOSPITAL,
    PlaceKind.WORKPLACE: Sector.EMPLOYER,
    PlaceKind.STATION: Sector.TRANSIT,
    PlaceKind.RAILWAY_STATION: Sector.RAILWAY,
    PlaceKind.CAMERA: Sector.POLICE,
    PlaceKind.HOME: Sector.PROPERTY,
}
"""Which sector's companies own places of a kind. All other places belong to nobody who is watched:
pools, parks, temples, gyms and pharmacies keep no account of their visitors here."""

SECTOR_OF_PLACE = np.array([int(OWNING_SECTOR.get(kind, NO_SECTOR)) for kind in PlaceKind], np.int64)


class City(NamedTuple):
    """The size of a city and where the numbers of each kind of place begin.

    Attributes
    ----------
    seed : int
        The world's seed.
    blocks : int
        How many cells have people.
    first : i8 array of len(PlaceKind) + 1
        The first number of each kind; the last element is how many places there are.
    """

    seed: int
    blocks: int
    first: NDArray[np.int64]

    def __str__(self) -> str:
        """Its size in words."""
        return f"{self.first[-1]:,} places on {self.blocks:,} cells of {CELL_METRES} m"


def lay_city(seed: int, households: int, blocks: int) -> City:
    """The city of so many households and blocks."""
    counts = [
        sites * (-(-blocks // per) if per else 1) for sites, per in SITES[PlaceKind.WORKPLACE :].tolist()
    ]
    first = np.concatenate([[0], np.cumsum([households, *counts])]).astype(np.int64)
    return City(seed, blocks, first)


@shared
def kind_of(city: City, place: int) -> int:
    """The kind of a place, a number of :class:`PlaceKind`."""
    kind = 0
    while place >= city.first[kind + 1]:
        kind += 1
    return kind


@shared
def count_of(city: City, kind: int) -> int:
    """How many places of a kind there are."""
    return int(city.first[kind + 1]) - int(city.first[kind])


@shared
def place_near(city: City, kind: int, block: int, mark: int) -> int:
    """The place of a kind that serves a block; of several, one by a mark of 16 bits. Not for homes."""
    sites, per = int(SITES[kind, 0]), int(SITES[kind, 1])
    group = block // per if per > 0 else 0
    return int(city.first[kind]) + group * sites + (mark * sites >> 16)


@shared
def block_of(city: City, kind: int, place: int) -> int:
    """The block on whose cell a place stands. Not for homes, whose block is their people's."""
    sites, per = int(SITES[kind, 0]), int(SITES[kind, 1])
    number = place - int(city.first[kind])
    if per == 0:
        return signed(draw(city.seed, Purpose.SITE, place, 0, 0) >> 32) * city.blocks >> 32
    if per == 1:
        return number // sites
    block = number // sites * per + (signed(draw(city.seed, Purpose.SITE, place, 0, 0) >> 32) * per >> 32)
    return min(block, city.blocks - 1)


@shared
def column_of(block: int) -> int:
    """Column of a block's cell: the even binary digits of its number (Morton order)."""
    bits = block & 0x55555555
    bits = (bits | bits >> 1) & 0x33333333
    bits = (bits | bits >> 2) & 0x0F0F0F0F
    bits = (bits | bits >> 4) & 0x00FF00FF
    return (bits | bits >> 8) & 0x0000FFFF


@shared
def row_of(block: int) -> int:
    """Row of a block's cell: the odd binary digits of its number."""
    return column_of(block >> 1)


@shared
def _spread(number: int) -> int:
    bits = number & 0x0000FFFF
    bits = (bits | bits << 8) & 0x00FF00FF
    bits = (bits | bits << 4) & 0x0F0F0F0F
    bits = (bits | bits << 2) & 0x33333333
    return (bits | bits << 1) & 0x55555555


@shared
def block_at(column: int, row: int) -> int:
    """The number of the cell in a column and row; it may be beyond the city's last."""
    return _spread(column) | _spread(row) << 1


@shared
def metres_between(one: int, other: int) -> int:
    """Between the middles of two blocks' cells, along streets (columns plus rows).

    Within a cell it is a third of its side in either direction, the mean of two spots.
    """
    if one == other:
        return CELL_METRES * 2 // 3
    across = abs(column_of(one) - column_of(other)) + abs(row_of(one) - row_of(other))
    return across * CELL_METRES


def spot(city: City, place: int, block: int) -> tuple[int, int]:
    """Where a place stands, in metres east and south of the city's corner."""
    bits = draw(city.seed, Purpose.SITE, place, 0, 1)
    east = (bits >> 48) * CELL_METRES >> 16
    south = (bits >> 32 & 0xFFFF) * CELL_METRES >> 16
    return column_of(block) * CELL_METRES + east, row_of(block) * CELL_METRES + south


@shared
def owner_of(city: City, markets: Markets, place: int) -> int:
    """Which company owns a place (by market share, see markets.py); 255 if none does."""
    sector = int(SECTOR_OF_PLACE[kind_of(city, place)])
    if sector == NO_SECTOR:
        return NO_COMPANY
    return served_by(markets, sector, signed(draw(city.seed, Purpose.SITE, place, 0, 2) >> 32))
