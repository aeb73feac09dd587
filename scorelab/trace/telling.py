"""From a day's plan and purchases to its events, written into a block of columns.

The events of stays come first, then what is bought, then the telephone; whoever wants them
in the order of the clock sorts by minute, stably.
"""

import numpy as np
from numpy.typing import NDArray

from scorelab.compiled import merged, shared, signed
from scorelab.luck import Purpose, draw_with, purpose_key, time_key
from scorelab.rules.habits import Category
from scorelab.trace import purchases as p
from scorelab.trace.city import City, PlaceKind, owner_of, place_near
from scorelab.trace.events import (
    AMOUNT,
    CATEGORY,
    COMPANY,
    COUNTERPARTY,
    DETAIL,
    KIND,
    MINUTE,
    MINUTES,
    NO_COMPANY,
    NOBODY,
    NOWHERE,
    PLACE,
    SECTOR_OF_KIND,
    Activity,
    EventKind,
    Sector,
)
from scorelab.trace.goods import basket_of
from scorelab.trace.legs import OWN_CAR, TRAIN, WALK
from scorelab.trace.markets import Markets, served_by
from scorelab.trace.stays import DOING, END, FROM, METRES, MODE, START
from scorelab.trace.stays import PLACE as AT
from scorelab.trace.who import MILLE, People, Who, contact_of

SERVING = np.array(SECTOR_OF_KIND, np.int64)

RIDES = np.array(
    [
        -1, EventKind.RIDE_BIKE, EventKind.RIDE_CAR, EventKind.RIDE_TAXI, EventKind.RIDE_TRANSIT, -1,
        EventKind.RIDE_TRAIN, EventKind.FLIGHT,
    ],
    np.int64,
)  # fmt: skip
"""The event of each way to travel."""

FARE = np.array([0, 100, 1000, 1100, 200, 0, 2000, 10_000], np.int64)
FARE_PER_KM = np.array([0, 0, 230, 240, 15, 0, 45, 120], np.int64)
"""Cents, and cents a kilometre (`assumed`: usual tariffs of 2018)."""

VEHICLES = 1 << 20

APPS = Sector.APP.value

CLOCKED_PER_MILLE = 600
"""Share of the employed whose employer keeps a clock (`assumed`)."""

APP_SESSIONS, APP_MINUTES = 18, 15
"""Sessions a day and minutes of each, on average, of who has a smartphone: 270 minutes, near the 4.7
hours of 2019 (Statista topic 5577) and, over everybody, the 162 minutes of the time-use survey."""

MESSAGES, CALLS = 24, 4
"""A day, of who has a smartphone (`assumed`): messages by app; calls about as many as the operator's records
of de Montjoye et al. 2013 hold, 114 a month (from memory)."""

SPAN_BITS = 3
SPANS = (MINUTES >> SPAN_BITS) + 1
"""A day has so many spans of eight minutes, over which stays are looked up."""

POSTS = 256
"""Share of days with a public post, in 1,024ths (`assumed`)."""

BILLERS = np.array([Sector.UTILITY, Sector.TELEPHONE, Sector.PROPERTY, Sector.UTILITY], np.int64)


DOES_TRAVEL, DOES_WORK, DOES_STUDY, DOES_OUTING, DOES_LEISURE, DOES_ERRAND, DOES_MEAL = (
    activity.value
    for activity in (
        Activity.TRAVEL, Activity.WORK, Activity.STUDY, Activity.OUTING, Activity.LEISURE, Activity.ERRAND,
        Activity.MEAL,
    )
)  # fmt: skip
"""Plain numbers: looking a member up takes as long as all else that a stay needs, uncompiled."""


@shared
def emit(
    events: NDArray[np.int32],
    count: int,
    minute: int,
    kind: int,
    place: int,
    company: int,
    category: int,
    amount: int,
    counterparty: int,
    detail: int,
) -> int:
    """Append one event and return how many there are; whose it is is filled in for a whole day at once."""
    events[MINUTE, count] = minute
    events[KIND, count] = kind
    events[PLACE, count] = place
    events[COMPANY, count] = company
    events[CATEGORY, count] = category
    events[AMOUNT, count] = amount
    events[COUNTERPARTY, count] = counterparty
    events[DETAIL, count] = detail
    return count + 1


@merged
def tell_stays(
    city: City,
    markets: Markets,
    who: Who,
    day: int,
    served: NDArray[np.int64],
    stays: NDArray[np.int64],
    stay_count: int,
    events: NDArray[np.int32],
    count: int,
) -> int:
    """Waking, legs with their rides and cameras, work, school, and what an outing leads to."""
    person, first = who.person, day * MINUTES
    key = time_key(purpose_key(who.seed, Purpose.VISIT), person, day)
    clocked = signed(draw_with(time_key(purpose_key(who.seed, Purpose.HABIT), person, 1), 2) >> 48)
    clocked = clocked * MILLE >> 16
    none, money = NO_COMPANY, 0
    count = emit(
        events,
        count,
        first + stays[0, END],
        EventKind.WAKE.value,
        stays[0, AT],
        none,
        0,
        0,
        NOBODY,
        0,
    )
    began = False
    for place in range(1, stay_count):
        start, end, doing, at = (
            stays[place, START], stays[place, END], stays[place, DOING], stays[place, AT],
        )  # fmt: skip
        if doing == DOES_TRAVEL:
            source, mode, metres = stays[place, FROM], stays[place, MODE], stays[place, METRES]
            bits = draw_with(key, 32 + place)
            vehicle = signed(bits >> 44)
            count = emit(events, count, first + start, EventKind.LEAVE.value, source, none, 0, 0, NOBODY, at)
            if RIDES[mode] >= 0:
                money = FARE[mode] + FARE_PER_KM[mode] * metres // 1000
                company = served[SERVING[RIDES[mode]]]
                count = emit(
                    events, count, first + start, RIDES[mode], at, company,
                    Category.FARES.value, money, NOBODY, vehicle,
                )  # fmt: skip
            elif mode == OWN_CAR:
                vehicle = signed(
                    draw_with(time_key(purpose_key(who.seed, Purpose.HABIT), person, 1), 3) >> 44
                )
            if metres >= 600 and mode < TRAIN:
                camera = place_near(city, PlaceKind.CAMERA.value, who.block, signed((bits >> 8) & 0xFFFF))
                seen = vehicle if mode != WALK else -1
                count = emit(
                    events, count, first + (start + end) // 2, EventKind.CAMERA_PASS.value, camera,
                    served[Sector.POLICE.value], 0, 0, NOBODY, seen,
                )  # fmt: skip
            count = emit(events, count, first + end, EventKind.ARRIVE.value, at, none, 0, 0, NOBODY, source)
        elif doing == DOES_WORK and clocked < CLOCKED_PER_MILLE:
            minute = end - 1 if began else start
            count = emit(
                events, count, first + minute, EventKind.WORK_CLOCK.value, at,
                served[Sector.EMPLOYER.value], 0, 0, NOBODY, 1 if began else 0,
            )  # fmt: skip
            began = True
        elif doing == DOES_STUDY and at == who.main and not began:
            count = emit(
                events, count, first + start, EventKind.SCHOOL.value, at,
                served[Sector.SCHOOL.value], 0, 0, NOBODY, 0,
            )  # fmt: skip
            began = True
        elif doing == DOES_OUTING:
            if city.first[PlaceKind.POOL.value] <= at < city.first[PlaceKind.POOL.value + 1]:
                count = emit(
                    events,
                    count,
                    first + start + 5,
                    EventKind.SWIM.value,
                    at,
                    none,
                    0,
                    0,
                    NOBODY,
                    end - start,
                )
            if city.first[PlaceKind.CINEMA.value] <= at < city.first[PlaceKind.CINEMA.value + 1]:
                count = emit(
                    events, count, first + start, EventKind.CINEMA.value, at, owner_of(city, markets, at),
                    0, 0, NOBODY, end - start,
                )  # fmt: skip
    last = stay_count - 1
    if last > 0:
        count = emit(
            events, count, first + stays[last, START], EventKind.SLEEP.value, stays[last, AT],
            none, 0, 0, NOBODY, 0,
        )  # fmt: skip
    return count


@shared
def _stay_of(stays: NDArray[np.int64], stay_count: int, doing: int, which: int) -> int:
    """The row of the `which`-th stay of an activity, of the last one if there are fewer; -1 for none."""
    found, seen = -1, 0
    for place in range(stay_count):
        if stays[place, DOING] == doing:
            found = place
            if seen == which:
                return found
            seen += 1
    return found


@shared
def _in(stays: NDArray[np.int64], row: int, mark: int) -> int:
    """A minute within a stay, by a mark of 16 bits."""
    return stays[row, START] + (mark * (stays[row, END] - stays[row, START]) >> 16)


@merged
def tell_purchases(
    people: People,
    city: City,
    markets: Markets,
    who: Who,
    day: int,
    served: NDArray[np.int64],
    bought: NDArray[np.int64],
    bought_count: int,
    errands: int,
    stays: NDArray[np.int64],
    stay_count: int,
    events: NDArray[np.int32],
    count: int,
) -> int:
    """What is bought, paid, sent and played, at the stays where that is done.

    A shop is visited on the day's errand; without one (on a journey) things are bought on
    the way, in the evening. Meals out are eaten where the plan says so; a
    second one is a snack at the same place or, at home, brought.
    """
    person, first = who.person, day * MINUTES
    evening = _stay_of(stays, stay_count, DOES_LEISURE, 9)
    if evening < 0:
        evening = max(stay_count - 2, 0)
    for row in range(bought_count):
        category, amount, mark = bought[row, p.CATEGORY], bought[row, p.AMOUNT], bought[row, p.MARK]
        way = bought[row, p.WAY]
        at, minute = stays[evening, AT], _in(stays, evening, mark)
        kind, company, other, detail = EventKind.PAYMENT_ONLINE.value, NO_COMPANY, NOBODY, 0
        by_phone = who.pays == 1 and (mark * 7919 & 0xFFFF) * MILLE >> 16 < p.MOBILE_PER_MILLE
        if way == p.AT_SHOP:
            shop = evening
            if errands > 0:
                shop = _stay_of(stays, stay_count, DOES_ERRAND, bought[row, p.STOP])
                if shop < 0:
                    shop = evening
            at, minute = stays[shop, AT], _in(stays, shop, mark)
            kind = EventKind.PAYMENT_SHOP.value if by_phone else EventKind.CASH.value
            detail = basket_of(category, mark * 0x9E3779B1 & 0xFFFFFFFFFFFF)
        elif way == p.ONLINE:
            kind, company = EventKind.PAYMENT_ONLINE.value, served[Sector.MARKETPLACE.value]
            detail = basket_of(category, mark * 0x9E3779B1 & 0xFFFFFFFFFFFF)
        elif way == p.OUT:
            meal = _stay_of(stays, stay_count, DOES_MEAL, 1)
            if meal >= 0:
                at, minute = stays[meal, AT], max(stays[meal, END] - 1 - (mark & 3), stays[meal, START])
            kind, detail = EventKind.MEAL_OUT.value, 1 if by_phone else 0
        elif way == p.DELIVERED:
            meal = _stay_of(stays, stay_count, DOES_MEAL, 2)
            if meal >= 0:
                at, minute = stays[meal, AT], stays[meal, START]
            kind, company = EventKind.DELIVERY.value, served[Sector.DELIVERY.value]
        elif way == p.BY_BILL:
            kind, company, detail = EventKind.BILL.value, served[BILLERS[mark & 3]], 1 if by_phone else 0
        elif way == p.TRANSFERRED:
            kind, other, detail = EventKind.TRANSFER.value, contact_of(people, person, mark), who.pays
            if who.pays == 1:
                company = served[Sector.PAYMENT.value]
        elif way == p.PLAYED:
            kind, company = EventKind.GAMING.value, served[Sector.GAMES.value]
            detail, amount = amount, 0
        if way == p.AT_SHOP or way == p.OUT:
            company = (
                owner_of(city, markets, at) if at >= city.first[PlaceKind.WORKPLACE.value] else NO_COMPANY
            )
        count = emit(events, count, first + minute, kind, at, company, category, amount, other, detail)
    return count


@shared
def _today(usual: int, busy: int, luck: int) -> int:
    """How often something is done today: habit and ten bits of luck, each from a half to one and a half."""
    return usual * busy * (512 + signed(luck & 1023)) + (1 << 19) >> 20


@shared
def _moment(wake: int, step: int, turn: int, bits: int) -> int:
    """The minute of a turn: turns are even over the waking day, each by luck within its part of it."""
    return wake + (turn * step + (signed(bits >> 48) * step >> 16) >> 16)


@merged
def _alike(events: NDArray[np.int32], first: int, last: int, kind: int) -> None:
    """Fill what events of one stream share."""
    events[KIND, first:last] = kind
    events[CATEGORY, first:last] = 0
    events[AMOUNT, first:last] = 0


@merged
def lay_hours(stays: NDArray[np.int64], stay_count: int, spans: NDArray[np.int64]) -> None:
    """Fill `spans` with the first stay, waking or later, that ends after each span of minutes has begun."""
    span, last = 0, stay_count - 1
    for row in range(1, last):
        until = max(stays[row, END] + (1 << SPAN_BITS) - 1 >> SPAN_BITS, span)
        spans[span:until] = row
        span = until
    spans[span:] = last


@merged
def _stay_at(stays: NDArray[np.int64], last: int, spans: NDArray[np.int64], minute: int) -> int:
    """The stay of a minute, waking or later."""
    row = int(spans[minute >> SPAN_BITS])
    while row < last and stays[row, END] <= minute:
        row += 1
    return row


@merged
def _place_of(stays: NDArray[np.int64], row: int) -> int:
    """Where a stay is; on the way it is nowhere."""
    at, doing = stays[row, AT], stays[row, DOING]
    return at if doing != DOES_TRAVEL else NOWHERE


@merged
def tell_screen(
    people: People,
    markets: Markets,
    who: Who,
    day: int,
    served: NDArray[np.int64],
    stays: NDArray[np.int64],
    stay_count: int,
    spans: NDArray[np.int64],
    events: NDArray[np.int32],
    count: int,
) -> int:
    """Apps, messages, calls and posts: even over the waking day, each at the place of its minute."""
    if who.phone == 0 or stay_count < 2:
        return count
    first = day * MINUTES
    key = time_key(purpose_key(who.seed, Purpose.PHONE), who.person, day)
    habit = draw_with(time_key(purpose_key(who.seed, Purpose.HABIT), who.person, 1), 4)
    luck = draw_with(key, 0)
    wake = int(stays[0, END])
    awake = int(stays[stay_count - 1, START]) - wake
    busy = 512 + signed(habit & 1023)
    last = stay_count - 1
    lay_hours(stays, stay_count, spans)
    messenger, operator = served[Sector.MESSAGING.value], served[Sector.TELEPHONE.value]

    today, begun = _today(APP_SESSIONS, busy, luck), count
    step = (awake << 16) // max(today, 1)
    for turn in range(today):
        bits = draw_with(key, 1 << 8 | turn)
        minute = _moment(wake, step, turn, bits)
        events[MINUTE, count] = first + minute
        events[PLACE, count] = _place_of(stays, _stay_at(stays, last, spans, minute))
        events[COMPANY, count] = served_by(markets, APPS, signed(bits & 0xFFFFFFFF))
        events[DETAIL, count] = 3 + (signed((bits >> 32) & 255) * (2 * APP_MINUTES - 5) >> 8)
        count += 1
    _alike(events, begun, count, EventKind.APP_USE.value)
    events[COUNTERPARTY, begun:count] = NOBODY

    today, begun = _today(MESSAGES, busy, luck >> 10), count
    step = (awake << 16) // max(today, 1)
    for turn in range(today):
        bits = draw_with(key, 2 << 8 | turn)
        minute = _moment(wake, step, turn, bits)
        events[MINUTE, count] = first + minute
        events[PLACE, count] = _place_of(stays, _stay_at(stays, last, spans, minute))
        events[COMPANY, count] = messenger
        events[COUNTERPARTY, count] = contact_of(people, who.person, signed((bits >> 24) & 0xFFFF))
        events[DETAIL, count] = 2 + signed((bits >> 16) & 63)
        count += 1
    _alike(events, begun, count, EventKind.MESSAGE.value)

    today, begun = _today(CALLS, busy, luck >> 20), count
    step = (awake << 16) // max(today, 1)
    for turn in range(today):
        bits = draw_with(key, 3 << 8 | turn)
        minute = _moment(wake, step, turn, bits)
        events[MINUTE, count] = first + minute
        events[PLACE, count] = _place_of(stays, _stay_at(stays, last, spans, minute))
        events[COMPANY, count] = operator
        events[COUNTERPARTY, count] = contact_of(people, who.person, signed((bits >> 24) & 0xFFFF))
        events[DETAIL, count] = 1 + signed((bits >> 16) & 7)
        count += 1
    _alike(events, begun, count, EventKind.CALL.value)

    if signed((luck >> 40) & 1023) < POSTS:
        minute = wake + (signed((luck >> 50) & 1023) * awake >> 10)
        at = _place_of(stays, _stay_at(stays, last, spans, minute))
        count = emit(
            events, count, first + minute, EventKind.POST.value, at, served[Sector.NEWS.value], 0, 0, NOBODY,
            10 + signed((luck >> 30) & 127),
        )  # fmt: skip
    return count
