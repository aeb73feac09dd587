"""Hardship: 0 to 100 points, halved after a half-life, in closed form since the last change."""

from decimal import Decimal, localcontext
from typing import Any

import numpy as np
from numpy.typing import NDArray

from scorelab.compiled import shared
from scorelab.rules.incidents import HARDSHIP_MOST

STEPS = 64
FORGOTTEN = 20
"""Half-lives after which nothing is left (below one thousandth of a point)."""


def _halving_table() -> NDArray[np.int64]:
    """2**(-k/64) times 2**30, for k = 0..63."""
    with localcontext() as context:
        context.prec = 30
        step = Decimal(2).ln() / STEPS
        return np.array(
            [int(((-step * k).exp() * (1 << 30)).to_integral_value()) for k in range(STEPS)], np.int64
        )


HALVING = _halving_table()


@shared
def hardship_now(value: int, changed: int, day: int, half_life: int) -> int:
    """Hardship today, in thousandths of a point, from its value at the last change."""
    if value == 0:
        return 0
    steps = (day - changed) * STEPS // half_life
    halvings = steps // STEPS
    if halvings >= FORGOTTEN:
        return 0
    return value * int(HALVING[steps % STEPS]) >> (30 + halvings)


@shared
def raised(hardship: int, points: int) -> int:
    """Hardship after a blow, at most 100 points."""
    return min(hardship + points, HARDSHIP_MOST)


@shared
def felt(p: Any, hardship: int) -> int:
    """Hardship as far as it feeds back into incidents and payment (the mechanism's switch)."""
    return hardship if p.mechanism_hardship_feedback else 0
