"""Which company serves whom: choices by market share, as short tables that compiled loops read."""

import numpy as np
from numpy.typing import NDArray

from scorelab.compiled import shared, signed
from scorelab.luck import CERTAIN, Purpose, draw
from scorelab.trace.companies import Companies
from scorelab.trace.events import NO_COMPANY, SECTORS

UPPER, COMPANY = range(2)


def markets_of(companies: Companies) -> NDArray[np.int64]:
    """The sellers of each sector.

    Returns
    -------
    i8 array of shape (sectors, sellers, 2)
        Of each seller the end of its part of a draw of 2**-32, and the company's index; the parts
        follow each other. The last part of a row ends at 2**32.
    """
    rows = []
    for sector in SECTORS:
        reached = companies.share(sector)
        begins = np.concatenate([[0], reached[:-1]])
        sellers = np.flatnonzero(reached > begins)
        rows.append([(int(reached[seller]), int(seller)) for seller in sellers])
    width = max(len(row) for row in rows) + 1
    filled = [row + [(CERTAIN, NO_COMPANY)] * (width - len(row)) for row in rows]
    return np.array(filled, np.int64)


@shared
def served_by(markets: NDArray[np.int64], sector: int, mark: int) -> int:
    """The company of a sector to which a mark of 2**-32 falls; 255 where there is none."""
    seller = 0
    while mark >= markets[sector, seller, UPPER]:
        seller += 1
    return int(markets[sector, seller, COMPANY])


@shared
def serve(seed: int, person: int, markets: NDArray[np.int64], served: NDArray[np.int64]) -> None:
    """Fill `served` with the company of each sector that serves somebody: a choice that stays."""
    for sector in range(len(served)):
        mark = signed(draw(seed, Purpose.SERVED_BY, person, 0, sector) >> 32)
        served[sector] = served_by(markets, sector, mark)
