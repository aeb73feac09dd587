"""The shape of incomes: a table of quantiles in whole numbers.

Incomes are drawn as log-normal. The table is computed in decimal arithmetic, so that
it is the same on every machine.
"""

from decimal import Decimal, localcontext
from functools import cache

import numpy as np
from numpy.typing import NDArray

STEPS = 512
"""The table holds the quantiles 1/512, 2/512, ... 511/512; place 0 repeats the first."""

SPREAD = Decimal("0.6")
"""Standard deviation of the logarithm within one level of schooling and age (`assumed`)."""

TWO_PI = Decimal("6.283185307179586476925286767")


@cache
def quantiles() -> NDArray[np.int64]:
    """Multiples of the median, in thousandths, by steps of 1/512."""
    table = np.empty(STEPS + 1, np.int64)
    with localcontext() as context:
        context.prec = 28
        score = Decimal(0)
        for step in range(STEPS // 2, STEPS):
            score = normal_quantile(Decimal(step) / STEPS, score)
            factor = (score * SPREAD).exp()
            table[step] = int((1000 * factor).to_integral_value())
            table[STEPS - step] = int((1000 / factor).to_integral_value())
    table[0], table[STEPS] = table[1], table[STEPS - 1]
    return table


def normal_quantile(share: Decimal, start: Decimal) -> Decimal:
    """The standard normal quantile of a share from 0.5 up, by Newton's method."""
    score = start
    for _ in range(60):
        density = (-score * score / 2).exp() / TWO_PI.sqrt()
        step = (share - Decimal("0.5") - _area(score) * density) / density
        score += step
        if abs(step) < Decimal("1e-18"):
            break
    return score


def _area(score: Decimal) -> Decimal:
    """The area under the normal density from 0 to a score, over that density.

    The series x + x^3/3 + x^5/(3*5) + ... (Abramowitz and Stegun 26.2.11).
    """
    term = total = score
    odd = 1
    while abs(term) > Decimal("1e-24"):
        odd += 2
        term = term * score * score / odd
        total += term
    return total
