"""Hardship: 0 to 100 points, in closed form since the last change; usually halved after each half-life."""

from decimal import Decimal, localcontext
from typing import Any

import numpy as np
from numpy.typing import NDArray

from scorelab.compiled import shared
from scorelab.rules.incidents import HARDSHIP_MOST
from scorelab.scenario.forms import Hardship

SATURATING, ADAPTING = Hardship.SATURATING.value, Hardship.ADAPTING.value
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
def hardship_left(p: Any, value: int, changed: int, day: int) -> int:
    """Hardship today by the scenario's form: halved in each half-life, or gone evenly within one."""
    if p.form_hardship != ADAPTING:
        return hardship_now(value, changed, day, p.livelihood_half_life)
    left = p.livelihood_half_life - (day - changed)
    return value * left // p.livelihood_half_life if left > 0 else 0


@shared
def weight_of_blow(p: Any, hardship: int, points: int) -> int:
    """What a blow adds by the scenario's form: all its points, or the share that is missing to 100."""
    if p.form_hardship != SATURATING:
        return points
    return points * (HARDSHIP_MOST - hardship) // HARDSHIP_MOST


@shared
def raised(hardship: int, points: int) -> int:
    """Hardship after a blow, at most 100 points."""
    return min(hardship + points, HARDSHIP_MOST)


@shared
def felt(p: Any, hardship: int) -> int:
    """Hardship as far as it feeds back into incidents and payment (the mechanism's switch)."""
    return hardship if p.mechanism_hardship_feedback else 0
