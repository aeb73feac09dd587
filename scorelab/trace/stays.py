"""The stays of a day, one after another from midnight to midnight; a leg is one of them."""

import numpy as np
from numpy.typing import NDArray

from scorelab.compiled import shared
from scorelab.trace.events import MOST_STAYS, NOWHERE, Activity

START, END, DOING, PLACE, FROM, MODE, METRES = range(7)
"""Columns of the stays of a day: minutes, a number of :class:`Activity`, a place; of a leg
(TRAVEL) `PLACE` is where it leads, and where from, how, and how far follow."""


def room_for_stays() -> NDArray[np.int64]:
    """An empty day: rows of stays."""
    return np.zeros((MOST_STAYS, 7), np.int64)


@shared
def put(stays: NDArray[np.int64], count: int, minutes: int, doing: int, place: int) -> int:
    """Append a stay after the last one; one of no length is left out."""
    if minutes <= 0:
        return count
    start = stays[count - 1, END] if count > 0 else 0
    stays[count, START] = start
    stays[count, END] = start + minutes
    stays[count, DOING] = doing
    stays[count, PLACE] = place
    stays[count, FROM] = NOWHERE
    stays[count, MODE] = 0
    stays[count, METRES] = 0
    return count + 1


@shared
def go(
    stays: NDArray[np.int64], count: int, minutes: int, start: int, goal: int, mode: int, metres: int
) -> int:
    """Append a leg."""
    count = put(stays, count, minutes, Activity.TRAVEL.value, goal)
    stays[count - 1, FROM] = start
    stays[count - 1, MODE] = mode
    stays[count - 1, METRES] = metres
    return count
