"""Student's t distribution, for intervals of few replicates.

Student (1908), "The probable error of a mean". The distribution function is the finite sum
for whole degrees of freedom in Abramowitz and Stegun (1964), "Handbook of Mathematical
Functions", 26.7.3 and 26.7.4.
"""

import math
from functools import cache

CONFIDENCE = 0.95
_STEPS = 200
"""Halvings of an interval: more than a double has binary digits."""


def within(t: float, freedom: int) -> float:
    """The chance that a t variable lies between -t and t.

    Parameters
    ----------
    t : float
        At least 0.
    freedom : int
        Degrees of freedom, at least 1.
    """
    angle = math.atan(t / math.sqrt(freedom))
    sine, cosine = math.sin(angle), math.cos(angle)
    if freedom % 2:
        term, total = cosine, cosine if freedom > 1 else 0.0
        for place in range(3, freedom - 1, 2):
            term *= cosine * cosine * (place - 1) / place
            total += term
        return 2 / math.pi * (angle + sine * total)
    term = total = 1.0
    for place in range(2, freedom - 1, 2):
        term *= cosine * cosine * (place - 1) / place
        total += term
    return sine * total


@cache
def quantile(freedom: int, confidence: float = CONFIDENCE) -> float:
    """The t between whose negative and itself a t variable lies with this confidence."""
    low, high = 0.0, 1.0
    while within(high, freedom) < confidence:
        high *= 2
    for _ in range(_STEPS):
        middle = (low + high) / 2
        low, high = (middle, high) if within(middle, freedom) < confidence else (low, middle)
    return high
