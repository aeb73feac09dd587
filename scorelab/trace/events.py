"""What an event of a day is: its kind, its columns, and the sector that serves it."""

from enum import IntEnum

import numpy as np

from scorelab.rules.habits import Category

MINUTES = 1440
"""Minutes of a day."""

NOBODY = -1
NOWHERE = -1
NO_COMPANY = 255


class EventKind(IntEnum):
    """Kinds of event. What `detail` and `amount` mean is said here."""

    WAKE = 0
    SLEEP = 1
    LEAVE = 2  # place: where from; detail: the place one goes to
    ARRIVE = 3  # place: where to; detail: the place one comes from
    RIDE_BIKE = 4  # place: where to; amount: fare; detail: vehicle number
    RIDE_CAR = 5  # a hailed car; as above
    RIDE_TAXI = 6
    RIDE_TRANSIT = 7
    RIDE_TRAIN = 8
    FLIGHT = 9
    PAYMENT_SHOP = 10  # amount: cents; detail: the basket (see goods.py)
    PAYMENT_ONLINE = 11
    DELIVERY = 12  # amount: cents paid for the meal
    MEAL_OUT = 13  # detail: 1 if paid by phone
    MESSAGE = 14  # counterparty; detail: characters
    POST = 15  # detail: characters
    CALL = 16  # counterparty; detail: minutes
    APP_USE = 17  # detail: minutes
    GAMING = 18  # detail: minutes
    BILL = 19  # detail: 1 if paid by phone
    TRANSFER = 20  # counterparty; detail: 1 if made by phone
    HOTEL_NIGHT = 21  # amount: cents
    CAMERA_PASS = 22  # place: the camera; detail: vehicle number, -1 on foot
    WORK_CLOCK = 23
    SCHOOL = 24
    CASH = 25  # as PAYMENT_SHOP, paid in coins and notes
    SWIM = 26
    CINEMA = 27
    REFUSAL = 28  # from the journal; amount: what it cost; detail: the door's index
    OFFENCE = 29  # from the journal; detail: the incident's kind
    COURT = 30  # from the journal; detail: the row's kind
    COMPLAINT = 31  # from the journal; detail: the channel's index


class Sector(IntEnum):
    """Who serves an event; the names of the scenario's sectors, in lower case."""

    PAYMENT = 0
    BIKE_SHARE = 1
    RIDE_HAILING = 2
    TAXI = 3
    TRANSIT = 4
    RAILWAY = 5
    TRAVEL = 6
    HOTEL = 7
    MESSAGING = 8
    SHORT_VIDEO = 9
    NEWS = 10
    GAMES = 11
    MARKETPLACE = 12
    DELIVERY = 13
    TELEPHONE = 14
    UTILITY = 15
    SUPERMARKET = 16
    RESTAURANT = 17
    MALL = 18
    PROPERTY = 19
    SCHOOL = 20
    EMPLOYER = 21
    HOSPITAL = 22
    POLICE = 23
    BANK = 24
    MAP = 25
    SHOP = 26  # independent shops
    APP = 27  # any app, by minutes of use
    LEISURE = 28


SECTORS = tuple(sector.name.lower() for sector in Sector)
"""The names under which the scenario's companies are told."""

NO_SECTOR = -1

SECTOR_OF_KIND = (
    NO_SECTOR, NO_SECTOR, NO_SECTOR, NO_SECTOR, Sector.BIKE_SHARE, Sector.RIDE_HAILING, Sector.TAXI,
    Sector.TRANSIT, Sector.RAILWAY, Sector.TRAVEL, NO_SECTOR, Sector.MARKETPLACE, Sector.DELIVERY,
    NO_SECTOR, Sector.MESSAGING, Sector.NEWS, Sector.TELEPHONE, Sector.APP, Sector.GAMES,
    NO_SECTOR, Sector.PAYMENT, Sector.HOTEL, Sector.POLICE, Sector.EMPLOYER, Sector.SCHOOL, NO_SECTOR,
    NO_SECTOR, NO_SECTOR, NO_SECTOR, NO_SECTOR, NO_SECTOR, NO_SECTOR,
)  # fmt: skip
"""The sector that serves a kind. In a shop, a restaurant or a cinema it is the owner of the place, and
bills go to several sectors."""


class Activity(IntEnum):
    """What somebody does, as the time-use survey of 2018 sorts it."""

    SLEEP = 0
    HYGIENE = 1
    MEAL = 2
    WORK = 3
    BUSINESS = 4  # family business and farming
    HOUSEWORK = 5
    CARE = 6  # of children and other family
    ERRAND = 7  # shopping, medical visits
    STUDY = 8
    TRAVEL = 9
    TV = 10
    LEISURE = 11
    OUTING = 12  # sport, visits and whatever else is done out of the house


PERSON, MINUTE, KIND, PLACE, COMPANY, CATEGORY, AMOUNT, COUNTERPARTY, DETAIL = range(9)
"""Rows of the events of a day while they are told: an int32 array with a column an event."""

COLUMNS = {
    "person": np.dtype(np.int32),
    "minute": np.dtype(np.int32),
    "kind": np.dtype(np.uint8),
    "place": np.dtype(np.int32),
    "company": np.dtype(np.uint8),
    "category": np.dtype(np.uint8),
    "amount": np.dtype(np.int32),
    "counterparty": np.dtype(np.int32),
    "detail": np.dtype(np.int32),
}
"""The columns of events. `minute` counts from 00:00 of day 0 of the run; `place` is an index
into the city's places (-1: none); `company` one into the companies (255: none)."""

MOST_EVENTS = 480
"""No day of anybody has more events: the plan draws fewer than 200."""

MOST_STAYS = 64
"""No day has more stays."""

PLANNED_KINDS = (
    EventKind.PAYMENT_SHOP, EventKind.PAYMENT_ONLINE, EventKind.CASH, EventKind.DELIVERY, EventKind.MEAL_OUT,
    EventKind.BILL, EventKind.TRANSFER, EventKind.GAMING, EventKind.HOTEL_NIGHT, EventKind.CINEMA,
)  # fmt: skip
"""Kinds whose events split a planned sum."""


EVENT = np.dtype(list(COLUMNS.items()))
"""An event as a record."""


BY_PHONE = (
    EventKind.PAYMENT_SHOP, EventKind.PAYMENT_ONLINE, EventKind.DELIVERY, EventKind.RIDE_BIKE,
    EventKind.RIDE_CAR,
)  # fmt: skip
"""Kinds that are always paid by phone."""

BY_PHONE_IF_SAID = (EventKind.MEAL_OUT, EventKind.BILL, EventKind.TRANSFER)
"""Kinds that are paid by phone where `detail` is 1."""


def value(kind: int, category: int, amount: int, detail: int) -> int:
    """What an event adds to the sum of its category: cents, minutes of gaming, or a night."""
    if category == Category.GAMING:
        return detail
    if category == Category.NIGHTS:
        return 1
    return amount if kind in PLANNED_KINDS else 0
