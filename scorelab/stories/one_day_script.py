"""The told day: events, minutes and places, and what of them was told."""

from dataclasses import dataclass

from scorelab.rules.habits import Category
from scorelab.trace.companies import Companies
from scorelab.trace.diary import Diary, Spot, Stay
from scorelab.trace.events import NO_COMPANY, NOBODY, Activity, EventKind
from scorelab.trace.goods import GOOD_BITS, NAMES
from scorelab.trace.sight import Happening

CORNER, TEMPLE, MALL, SUPERMARKET, FLAT, POOL, HOTEL, RESTAURANT = range(8)

SPOTS = {
    CORNER: Spot("a street corner", 2600, 3500),
    TEMPLE: Spot("across from the temple", 2600, 1900),
    MALL: Spot("the mall beside the temple", 2800, 1800),
    SUPERMARKET: Spot("the supermarket of the platform's parent", 900, 500),
    FLAT: Spot("a block of flats", 1700, 2600),
    POOL: Spot("a swimming pool", 1200, 3300),
    HOTEL: Spot("a hotel", 2000, 3100),
    RESTAURANT: Spot("a popular restaurant", 3100, 2900),
}
"""Where they stand is invented, but for the directions: north to the temple, north-west from the mall."""

BASKET = sum(
    NAMES.index(good) << GOOD_BITS * place for place, good in enumerate(("crackers", "cheese", "bananas"))
)
"""Bananas, cheese, crackers."""
TAXI_NUMBER, CAR_NUMBER, BIKES = 20_418, 77_015, (390_112, 402_776)
"""Numbers of vehicles: invented."""


@dataclass(frozen=True)
class Told:
    """One event of the telling.

    Attributes
    ----------
    kind : EventKind
    company : str
        Who served it; empty: nobody.
    start, end : str
        HH:MM.
    place, origin : int
        Where it ends, and where it began.
    text : str
        What is said of it.
    amount, category, detail : int
        As in :mod:`scorelab.trace.events`; sums are invented.
    """

    kind: EventKind
    company: str
    start: str
    end: str
    place: int
    origin: int
    text: str
    amount: int = 0
    category: int = 0
    detail: int = -1


TOLD = (
    Told(
        EventKind.RIDE_BIKE, "bike_share", "13:00", "13:14", TEMPLE, CORNER,
        "a shared bike, riding north, parked across from the temple", detail=BIKES[0],
    ),
    Told(
        EventKind.PAYMENT_SHOP, "mall_operator", "13:24", "13:24", MALL, -1,
        "a snack in the mall beside it", amount=1_250, category=Category.SNACKS,
    ),
    Told(
        EventKind.RIDE_CAR, "ride_hailing", "14:20", "15:11", SUPERMARKET, MALL,
        "a hailed car to the north-west, out at 15:11 at a supermarket of the platform's parent",
        amount=3_860, category=Category.FARES, detail=CAR_NUMBER,
    ),
    Told(
        EventKind.PAYMENT_SHOP, "supermarket_chain", "15:36", "15:36", SUPERMARKET, -1,
        "bananas, cheese and crackers; the supermarket takes the platform's payment only",
        amount=6_430, category=Category.GROCERIES, detail=BASKET,
    ),
    Told(
        EventKind.RIDE_TAXI, "taxi_company", "15:42", "16:01", FLAT, SUPERMARKET,
        "a taxi whose number is known, to 16:01", amount=2_100, category=Category.FARES, detail=TAXI_NUMBER,
    ),
    Told(
        EventKind.DELIVERY, "rival_delivery", "16:19", "16:19", FLAT, -1,
        "a delivery bought at a rival, seen because it is paid", amount=4_700, category=Category.MEALS,
    ),
    Told(
        EventKind.SWIM, "", "16:55", "17:55", POOL, -1,
        "an hour in a swimming pool, which nobody records",
    ),
    Told(
        EventKind.RIDE_BIKE, "bike_share", "19:01", "19:11", RESTAURANT, HOTEL,
        "a bike from outside a hotel, ten minutes, parked by a popular restaurant", detail=BIKES[1],
    ),
)  # fmt: skip

STAYS = (
    ("13:00", "13:14", Activity.TRAVEL, TEMPLE),
    ("13:14", "14:20", Activity.OUTING, MALL),
    ("14:20", "15:11", Activity.TRAVEL, SUPERMARKET),
    ("15:11", "15:42", Activity.ERRAND, SUPERMARKET),
    ("15:42", "16:01", Activity.TRAVEL, FLAT),
    ("16:01", "16:40", Activity.LEISURE, FLAT),
    ("16:40", "16:55", Activity.TRAVEL, POOL),
    ("16:55", "17:55", Activity.OUTING, POOL),
    ("17:55", "18:20", Activity.TRAVEL, HOTEL),
    ("18:20", "19:01", Activity.LEISURE, HOTEL),
    ("19:01", "19:11", Activity.TRAVEL, RESTAURANT),
)
"""The telling begins at 13:00 and ends at 19:11."""


def minute_of(text: str) -> int:
    """The minute of the day of a time HH:MM."""
    hours, minutes = text.split(":")
    return int(hours) * 60 + int(minutes)


def told_day(companies: Companies, person: int, day: int, age: int) -> Diary:
    """The told day as the diary of an invented person."""
    happenings = tuple(
        Happening(
            minute=minute_of(event.start),
            until=minute_of(event.end),
            kind=event.kind,
            place=event.place,
            company=companies.place(event.company) if event.company else NO_COMPANY,
            category=event.category,
            amount=event.amount,
            counterparty=NOBODY,
            detail=event.detail,
            origin=event.origin,
        )
        for event in TOLD
    )
    stays = tuple(Stay(minute_of(start), minute_of(end), doing, place) for start, end, doing, place in STAYS)
    return Diary(person, day, age, happenings, stays, SPOTS)
