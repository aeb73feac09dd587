"""Where errands and outings go on to: the next shop, the next place, a stroll after lunch."""

import numpy as np
from numpy.typing import NDArray

from scorelab.compiled import shared
from scorelab.trace.city import CELL_METRES, City, PlaceKind, block_of, metres_between
from scorelab.trace.events import NOWHERE, Activity
from scorelab.trace.legs import WALK, at_least
from scorelab.trace.purchases import STOP_KIND, STOP_METRES, STOP_MINUTES, STOP_PLACE
from scorelab.trace.repertoire import place_by
from scorelab.trace.stays import go, put
from scorelab.trace.who import Who

OUTING_KINDS = np.array(
    [
        PlaceKind.PARK, PlaceKind.PARK, PlaceKind.PARK, PlaceKind.GYM, PlaceKind.MALL, PlaceKind.MALL,
        PlaceKind.TEMPLE, PlaceKind.POOL, PlaceKind.HOME, PlaceKind.HOME, PlaceKind.HOME, PlaceKind.HOME,
        PlaceKind.CONVENIENCE, PlaceKind.RESTAURANT, PlaceKind.PARK, PlaceKind.CINEMA,
    ],
    np.int64,
)  # fmt: skip
"""Where outings lead, in sixteenths (`assumed`); HOME is a contact's."""

NEXT_KINDS = np.array([PlaceKind.CONVENIENCE] * 5 + [PlaceKind.RESTAURANT] * 2 + [PlaceKind.PARK], np.int64)
"""Where an outing leads next, near its first place, in eighths (`assumed`)."""

LOOKS_IN, GOES_ON, STRAIGHT_ON = 800, 850, 900
"""Shares, in thousandths, of errands with a look into one more small shop near by, of outings with a second
place, and of days on which the way leads from the last shop straight on to the restaurant or the outing
instead of home first (`assumed`: such that whole days have the published returns)."""

STEP = 2
"""Minutes from one place to the next near by."""

STROLLS, STROLL_MINUTES = 500, 10
"""Share, in thousandths, of meals in a restaurant after which somebody looks into a shop near by, and
how long (`assumed`)."""

FEWEST_MINUTES = 20
"""An outing shorter than twice this has no second place."""


@shared
def further_shops(
    city: City,
    who: Who,
    day: int,
    errands: int,
    shops: int,
    shop: int,
    block: int,
    away: bool,
    stops: NDArray[np.int64],
) -> tuple[int, int]:
    """Fill in the shops of an errand; return the block of the last, and the minutes on the way between them.

    The further ones are near the first; the last is one to look into if there are more shops than errands.
    """
    last, last_block, minutes = shop, block, 0
    for stop in range(shops):
        stops[STOP_PLACE, stop], stops[STOP_MINUTES, stop], stops[STOP_METRES, stop] = shop, 0, 0
        if stop == 0 or away:
            continue
        kind = int(stops[STOP_KIND, stop]) if stop < errands else PlaceKind.CONVENIENCE.value
        place = place_by(city, who.person, kind, 2 * day, block, last)
        if place != last:
            own_block = block_of(city, kind, place)
            metres = metres_between(last_block, own_block)
            stops[STOP_PLACE, stop], stops[STOP_METRES, stop] = place, metres
            stops[STOP_MINUTES, stop] = max(STEP, at_least(metres))
            minutes += stops[STOP_MINUTES, stop]
            last, last_block = place, own_block
        else:
            stops[STOP_PLACE, stop] = last
    return last_block, minutes


@shared
def shop_around(
    stays: NDArray[np.int64], count: int, stops: NDArray[np.int64], shops: int, shopping: int
) -> int:
    """The shops of an errand, and the steps between them."""
    for stop in range(shops):
        place = stops[STOP_PLACE, stop]
        if stops[STOP_MINUTES, stop] > 0:
            minutes, metres = stops[STOP_MINUTES, stop], stops[STOP_METRES, stop]
            count = go(stays, count, minutes, stops[STOP_PLACE, stop - 1], place, WALK, metres)
        spent = shopping * (stop + 1) // shops - shopping * stop // shops
        count = put(stays, count, spent, Activity.ERRAND.value, place)
    return count


@shared
def visit(stays: NDArray[np.int64], count: int, outing: int, next_place: int, minutes: int) -> int:
    """An outing: its place, and where it goes on near by."""
    if minutes < 2 or next_place in (NOWHERE, outing):
        return put(stays, count, minutes, Activity.OUTING.value, outing)
    count = put(stays, count, minutes // 2, Activity.OUTING.value, outing)
    count = go(stays, count, STEP, outing, next_place, WALK, CELL_METRES * 2 // 3)
    return put(stays, count, minutes - minutes // 2, Activity.OUTING.value, next_place)
