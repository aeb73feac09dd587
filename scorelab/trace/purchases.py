"""What somebody buys, pays and games on a day: the day's share of the month's sums."""

import numpy as np
from numpy.typing import NDArray

from scorelab.compiled import merged, shared, signed, unsigned
from scorelab.luck import draw_with
from scorelab.rules.habits import PLANNED, Category
from scorelab.trace.calendar import Calendar
from scorelab.trace.city import PlaceKind
from scorelab.trace.sums import LEANS, POSITION_BITS, amount_of, is_on_day
from scorelab.trace.who import MILLE, Who

MOST_BOUGHT = 48
"""More than a day's part of a month can hold: with 4,096 events a month a day would have 200, but the
table of habits ends far below."""

CATEGORY, AMOUNT, WAY, STOP, MARK, WHERE = range(6)
"""Columns of what is bought: category; cents or minutes; how; the errand's stop; 16 bits of luck; place."""

AT_SHOP, ONLINE, OUT, DELIVERED, BY_BILL, TRANSFERRED, PLAYED = range(7)
"""Ways of buying."""

ONLINE_PER_MILLE = np.array([0, 60, 0, 50, 300, 450, 400, 60, 150, 100, 600, 550, 0, 0, 0, 0])
"""Share of purchases made in an app, by category, of those who pay by phone: such that over all
it is about a fifth of what is sold (18.4% of retail sales of goods in 2018: National Bureau of
Statistics, from memory, `assumed`)."""

DELIVERED_PER_MILLE = 150
"""Share of meals out of the own kitchen that are delivered, of those who pay by phone (`assumed`)."""

MOBILE_PER_MILLE = 930
"""Share of payments in a shop that payers make by phone; the rest is cash (`assumed`)."""

SHOP_OF = np.array(
    [
        0, PlaceKind.SUPERMARKET, PlaceKind.RESTAURANT, PlaceKind.CONVENIENCE, PlaceKind.SUPERMARKET,
        PlaceKind.MALL, PlaceKind.SUPERMARKET, PlaceKind.CONVENIENCE, PlaceKind.MALL, PlaceKind.PHARMACY,
        PlaceKind.CINEMA, PlaceKind.MALL, 0, 0, 0, 0,
    ],
    np.int64,
)  # fmt: skip
"""Where each category is bought."""

MOST_STOPS = 4
"""Kinds of shop on one errand; what is left is bought at the last."""

STOP_KIND, STOP_PLACE, STOP_MINUTES, STOP_METRES = range(4)
"""Rows of the stops of an errand: a kind of shop, the shop, and how long and far the way to it is."""


def room_for_purchases() -> NDArray[np.int64]:
    """An empty day: rows of purchases."""
    return np.zeros((MOST_BOUGHT, 6), np.int64)


@merged
def buy(
    who: Who,
    calendar: Calendar,
    day: int,
    month: NDArray[np.int64],
    keys: NDArray[np.uint64],
    missed: int,
    bought: NDArray[np.int64],
) -> int:
    """Fill `bought` with the day's part of the month's sums, nights away apart; return how many rows.

    `keys` holds the luck of the month's events by category.
    The month's first `missed` bills stay unpaid.
    """
    count = 0
    for category in range(1, PLANNED - 1):
        events = month[1, category]
        if events == 0:
            continue
        low = int(calendar.since[LEANS[category], day]) * events
        high = int(calendar.until[LEANS[category], day]) * events
        key = unsigned(keys[category])
        event = low >> POSITION_BITS
        while event << POSITION_BITS < high and count < MOST_BOUGHT:
            bits = draw_with(key, event)
            unpaid = category == Category.BILLS and event < missed
            if is_on_day(bits, event, low, high) and not unpaid:
                bought[count, CATEGORY] = category
                bought[count, AMOUNT] = amount_of(key, event, events, month[0, category])
                bought[count, WAY] = way_of(who, category, bits)
                bought[count, STOP] = -1
                bought[count, MARK] = signed((bits >> 8) & 0xFFFF)
                count += 1
            event += 1
    return count


@shared
def way_of(who: Who, category: int, bits: int) -> int:
    """How something is bought."""
    if category == Category.BILLS:
        return BY_BILL
    if category == Category.TRANSFERS:
        return TRANSFERRED
    if category == Category.GAMING:
        return PLAYED
    mark = signed(bits & 0xFFFF) * MILLE >> 16
    if category == Category.MEALS:
        return DELIVERED if who.pays and mark < DELIVERED_PER_MILLE else OUT
    return ONLINE if who.pays and mark < ONLINE_PER_MILLE[category] else AT_SHOP


def room_for_stops() -> NDArray[np.int64]:
    """An empty errand: a column a stop, and one for a look into a shop where nothing is bought."""
    return np.zeros((4, MOST_STOPS + 1), np.int64)


@shared
def errand_of(bought: NDArray[np.int64], count: int, stops: NDArray[np.int64]) -> int:
    """The kinds of shop that a day's purchases lead to, into the first row of `stops`; return how many."""
    found = 0
    for row in range(count):
        if bought[row, WAY] != AT_SHOP:
            continue
        kind = SHOP_OF[bought[row, CATEGORY]]
        place = 0
        while place < found and stops[STOP_KIND, place] != kind:
            place += 1
        if place == found and found < MOST_STOPS:
            stops[STOP_KIND, found] = kind
            found += 1
        bought[row, STOP] = min(place, MOST_STOPS - 1)
    return found
