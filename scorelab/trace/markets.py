"""Which company serves whom: choices by market share, as short tables that compiled loops read."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from scorelab.compiled import merged, shared, signed
from scorelab.luck import CERTAIN, Purpose, draw
from scorelab.trace.companies import Companies
from scorelab.trace.events import NO_COMPANY, SECTORS

UPPER, COMPANY = range(2)

NEAR_BITS = 24
"""A mark of 2**-32 without so many of its lowest bits says where to begin looking for its seller."""


class Markets(NamedTuple):
    """The sellers of each sector.

    Attributes
    ----------
    sellers : i8 array of shape (sectors, sellers, 2)
        Of each seller the end of its part of a draw of 2**-32, and the company's index; the parts
        follow each other. The last part of a row ends at 2**32.
    first : i8 array of shape (sectors, 256)
        For each first eight bits of a mark the first seller to which such a mark falls.
    """

    sellers: NDArray[np.int64]
    first: NDArray[np.int64]


def markets_of(companies: Companies) -> Markets:
    """The sellers of each sector."""
    rows = []
    for sector in SECTORS:
        reached = companies.share(sector)
        begins = np.concatenate([[0], reached[:-1]])
        sellers = np.flatnonzero(reached > begins)
        rows.append([(int(reached[seller]), int(seller)) for seller in sellers])
    width = max(len(row) for row in rows) + 1
    filled = [row + [(CERTAIN, NO_COMPANY)] * (width - len(row)) for row in rows]
    sellers_of = np.array(filled, np.int64)
    marks = np.arange(CERTAIN >> NEAR_BITS) << NEAR_BITS
    first = [np.searchsorted(sector[:, UPPER], marks, "right") for sector in sellers_of]
    return Markets(sellers_of, np.array(first, np.int64))


@shared
def served_by(markets: Markets, sector: int, mark: int) -> int:
    """The company of a sector to which a mark of 2**-32 falls; 255 where there is none."""
    seller = int(markets.first[sector, mark >> NEAR_BITS])
    while mark >= markets.sellers[sector, seller, UPPER]:
        seller += 1
    return int(markets.sellers[sector, seller, COMPANY])


@merged
def serve(seed: int, person: int, markets: Markets, served: NDArray[np.int64]) -> None:
    """Fill `served` with the company of each sector that serves somebody: a choice that stays."""
    for sector in range(len(served)):
        mark = signed(draw(seed, Purpose.SERVED_BY, person, 0, sector) >> 32)
        served[sector] = served_by(markets, sector, mark)
