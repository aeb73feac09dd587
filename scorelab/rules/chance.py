"""Waiting times and candidates: the shapes that luck takes.

A *candidate* is something that could happen to a person in a window of days: luck
alone gives its day and its height; it happens if its height lies below the person's
rate on that day (thinning; Lewis and Shedler 1979). Windows are powers of two: short
for what happens often, long for what is rare, so that few draws find nothing. Candidates come in layers: the
lowest layer holds heights below 2**lowest, each further layer the next octave, each
with draws of its own, so that a raised bound adds candidates on top and moves none.
"""

from decimal import Decimal, localcontext
from math import log

import numpy as np
from numpy.typing import NDArray

from scorelab.compiled import shared, signed

NANO = 10**9
MOST_BITS = 37
"""Exponent of the largest width of a layer times window: rates below 2**28 (quantities.RATE_MOST), windows of
2**10 days; 137 candidates expected."""

QUANTILES = 4096
_MOST_CANDIDATES = 256
_NEGLIGIBLE = Decimal(2) ** -100


def _exponential_table() -> NDArray[np.int64]:
    """-ln((k + 1/2) / 4096) in units of 1e-9, for k = 0..4095.

    None of the values comes near a half: the last digit of a machine's logarithm cannot change a rounding.
    """
    return np.array([round(-log((2 * k + 1) / (2 * QUANTILES)) * NANO) for k in range(QUANTILES)], np.int64)


def _poisson_table() -> NDArray[np.int64]:
    """Cumulated Poisson probabilities times 2**63, a row for each exponent of height times window.

    Raises
    ------
    ValueError
        If the tail cut off by the table's length reaches 2**-32.
    """
    table = np.empty((MOST_BITS + 1, _MOST_CANDIDATES), np.int64)
    with localcontext() as context:
        context.prec = 40
        for exponent in range(MOST_BITS + 1):
            mean = Decimal(1 << exponent) / NANO
            term = (-mean).exp()
            total = Decimal(0)
            for count in range(_MOST_CANDIDATES):
                total += term
                term = term * mean / (count + 1)
                table[exponent, count] = min(int(total * (1 << 63)), (1 << 63) - 1)
                if count > mean and term < _NEGLIGIBLE:
                    table[exponent, count + 1 :] = table[exponent, count]
                    break
            if 1 - total >= Decimal(2) ** -32:
                raise ValueError(f"the Poisson table is too short for layers of 2**{exponent}")
            table[exponent, -1] = (1 << 63) - 1
    return table


EXPONENTIAL = _exponential_table()
POISSON = _poisson_table()


@shared
def exponential(bits: int) -> int:
    """A draw from the unit exponential distribution, in units of 1e-9 (4,096 quantiles)."""
    return int(EXPONENTIAL[signed(bits >> 52)])


@shared
def waiting_days(bits: int, hazard: int) -> int:
    """Whole days, at least one, until something with this hazard (1e-9 a day, above 0) happens."""
    return int(EXPONENTIAL[signed(bits >> 52)]) // hazard + 1


@shared
def layer_width_exponent(layer: int, lowest: int) -> int:
    """Exponent of two of the width of a layer: the lowest reaches from 0 to 2**lowest."""
    return lowest if layer == 0 else lowest + layer - 1


@shared
def layer_floor(layer: int, lowest: int) -> int:
    """The lowest height of a layer, in nano-events a day."""
    return 0 if layer == 0 else 1 << (lowest + layer - 1)


@shared
def candidates_in_layer(bits: int, width_exponent: int, window_bits: int) -> int:
    """How many candidates a layer holds for one person and window of 2**window_bits days (Poisson)."""
    mark = signed(bits >> 1)
    exponent = width_exponent + window_bits
    count = 0
    while mark >= POISSON[exponent, count]:
        count += 1
    return count


@shared
def candidate_day(bits: int, window: int, window_bits: int) -> int:
    """The candidate's day, even over the window's days."""
    return (window << window_bits) + signed(bits >> (64 - window_bits))


@shared
def candidate_height(bits: int, layer: int, lowest: int) -> int:
    """The candidate's height, even over its layer, in nano-events a day."""
    low32 = signed((bits >> 16) & 0xFFFFFFFF)
    return layer_floor(layer, lowest) + ((low32 << layer_width_exponent(layer, lowest)) >> 32)


@shared
def candidate_mark(kind: int, layer: int, n: int) -> int:
    """The number that tells two candidates of one person and day apart (n counts from 1)."""
    return kind << 16 | layer << 8 | n
