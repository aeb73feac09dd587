"""The plan of a day: where somebody is and does what, from midnight to midnight.

A day is a row of stays that fill 1,440 minutes. Its lengths are means by group and kind of
day (time_use.py) times habit and luck; television and leisure take what the others leave. A
plan hangs on nothing but the person, the day and the month's sums.
"""

import numpy as np
from numpy.typing import NDArray

from scorelab.compiled import merged, shared, signed
from scorelab.luck import Purpose, draw_with, purpose_key, time_key
from scorelab.trace.calendar import WORKDAY, Calendar
from scorelab.trace.city import CELL_METRES, City, PlaceKind, block_of, metres_between
from scorelab.trace.events import MINUTES, NOWHERE, Activity
from scorelab.trace.legs import (
    DRIVES_PER_MILLE,
    FAR_METRES,
    JOURNEY_METRES,
    JOURNEY_MINUTES,
    PLANE,
    PLANE_FROM_FIFTH,
    PLANE_PER_MILLE,
    TRAIN,
    WALK,
    WALKS_BELOW,
    at_least,
    leg,
    mode_of,
)
from scorelab.trace.outings import (
    FEWEST_MINUTES,
    GOES_ON,
    LOOKS_IN,
    NEXT_KINDS,
    OUTING_KINDS,
    STEP,
    STRAIGHT_ON,
    STROLL_MINUTES,
    STROLLS,
    further_shops,
    shop_around,
    visit,
)
from scorelab.trace.purchases import STOP_KIND
from scorelab.trace.repertoire import FROM_WORK, OUTINGS_TO, found_by, place_by, place_of_visit
from scorelab.trace.stays import END, PLACE, go, put
from scorelab.trace.time_use import (
    BUSINESS,
    BUSINESS_DAYS,
    CARE,
    CARE_OF_OTHERS,
    CARE_OF_PARENTS,
    ERRAND,
    HOUSEWORK,
    HYGIENE,
    MAIN_LEG,
    MEALS,
    MEANS,
    OUTING,
    OUTING_ON_FREE_DAY,
    OUTINGS,
    SEASON,
    SIDE_LEG,
    SLEEP,
    STUDIES_AT_WEEKEND,
    STUDY,
    TV_SHARE,
    WAKE,
    WAKE_LATER,
    WORK,
    WORKS,
    DayType,
)
from scorelab.trace.who import MILLE, People, Who, contact_of

WAKING, JOURNEY = 15, 14
"""Which bits of luck vary the hour of rising and a journey: columns beyond those of the table of means."""

SPREADS = np.array([[800, 1000]] * 16, np.int64)
SPREADS[SLEEP] = 300, 400
SPREADS[WORK] = 350, 350
SPREADS[STUDY] = 200, 300
SPREADS[WAKING] = 500, 300
"""How far a person's and a day's lengths lie from their mean, even over that range, in 1/4096: a
fifth and a quarter for most, less for sleep and work (`assumed`)."""


@shared
def vary(mean: int, habit: int, luck: int, column: int) -> int:
    """A length in minutes: its mean times habit and luck, eight bits of either for each of eight columns."""
    shift = (column & 7) * 8
    usual = 2 * signed((habit >> shift) & 255) - 255
    today = 2 * signed((luck >> shift) & 255) - 255
    moved = int(SPREADS[column, 0]) * usual + int(SPREADS[column, 1]) * today
    return (mean * (4096 * 255 + moved) + 2048 * 255) // (4096 * 255)


@shared
def day_type_of(who: Who, calendar: Calendar, day: int, bits: int) -> int:
    """What fills the middle of a day: paid work or study, the family's business, or nothing."""
    kind = int(calendar.day_kind[day])
    mark = signed((bits >> 48) & 0xFFFF) * MILLE >> 16
    other = signed((bits >> 32) & 0xFFFF) * MILLE >> 16
    if who.group <= 2:
        term = int(calendar.school[day]) == 1 or (kind != WORKDAY and mark < STUDIES_AT_WEEKEND)
        if who.group == 0:
            term = kind == WORKDAY and who.age >= 3
        return DayType.MAIN.value if term else DayType.FREE.value
    if who.main != NOWHERE and mark < WORKS[kind]:
        return DayType.MAIN.value
    if other < BUSINESS_DAYS[who.group] * SEASON[calendar.month_of_year[day]] // MILLE:
        return DayType.BUSINESS.value
    return DayType.FREE.value


@merged
def lay_day(
    city: City,
    calendar: Calendar,
    people: People,
    who: Who,
    day: int,
    first_home: int,
    last_home: int,
    stops: NDArray[np.int64],
    errands: int,
    eats_out: bool,
    stays: NDArray[np.int64],
) -> int:
    """Fill `stays` with a day's plan and return how many there are.

    Parameters
    ----------
    first_home, last_home : int
        Where the day begins and where it ends; two places on the days of a journey.
    stops : i8 array
        Kinds of shop that the day's purchases lead to, `errands` of them; the shops are filled in.
    eats_out : bool
        Whether a meal is paid for in a restaurant.
    """
    key = time_key(purpose_key(who.seed, Purpose.DAY_PLAN), who.person, day)
    habits = time_key(purpose_key(who.seed, Purpose.HABIT), who.person, 1)
    luck, luck_2 = draw_with(key, 0), draw_with(key, 1)
    bits, ways, turns = draw_with(key, 2), draw_with(key, 3), draw_with(key, 4)
    habit, habit_2 = draw_with(habits, 0), draw_with(habits, 1)
    far = int(city.first[PlaceKind.ELSEWHERE.value])
    away = first_home == far or last_home == far
    travels = first_home != last_home
    day_type = DayType.FREE.value if away else day_type_of(who, calendar, day, bits)
    means = MEANS[who.group, day_type]
    is_main = day_type == DayType.MAIN
    drives = who.drives == 1 and not away and signed((bits >> 16) & 0xFFFF) * MILLE >> 16 < DRIVES_PER_MILLE
    errands = 0 if travels else errands
    eats_out = eats_out and not travels

    # where it leads
    main, main_block = who.main, who.main_block
    base, base_block = (main, main_block) if is_main else (first_home, who.block)
    restaurant, restaurant_block, restaurant_metres, stroll = NOWHERE, base_block, 0, NOWHERE
    if eats_out:
        kind = PlaceKind.RESTAURANT.value
        restaurant = far
        if not away:
            seen_from = FROM_WORK if is_main else 0
            restaurant = place_of_visit(city, who.person, seen_from, kind, day, base_block)
            restaurant_block = block_of(city, kind, restaurant)
            restaurant_metres = metres_between(base_block, restaurant_block)
            if signed(turns >> 56) * MILLE >> 8 < STROLLS:
                kind = PlaceKind.CONVENIENCE.value
                stroll = place_by(city, who.person, kind, 2 * day, restaurant_block, restaurant)
    shop, shop_block = NOWHERE, who.block
    if errands > 0:
        shop = far
        if not away:
            kind = int(stops[STOP_KIND, 0])
            shop = place_of_visit(city, who.person, 0, kind, day, who.block)
            shop_block = block_of(city, kind, shop)
    looks_in = errands > 0 and not away and signed(turns & 0xFFFF) * MILLE >> 16 < LOOKS_IN
    shops = errands + 1 if looks_in else errands
    last_block, steps = further_shops(city, who, day, errands, shops, shop, shop_block, away, stops)
    shop_metres, last_metres = metres_between(who.block, shop_block), metres_between(who.block, last_block)
    outing, outing_block, next_place = NOWHERE, who.block, NOWHERE
    outing_metres, outing_mark = 0, signed(bits & 0xFFFF) * MILLE >> 16
    share = OUTINGS[who.group] * (MILLE if is_main else OUTING_ON_FREE_DAY) // MILLE
    if outing_mark < share and not travels:
        kind = int(OUTING_KINDS[signed((turns >> 32) & 15)])
        outing, outing_metres = far, FAR_METRES
        if not away:
            if kind == PlaceKind.HOME:
                _, found = found_by(city, who.person, kind, kind, day)
                contact = contact_of(people, who.person, signed((found >> 20) & 0xFFFF))
                host = contact if contact >= 0 else who.person
                outing = signed(int(people.household[host]))
                outing_block = signed(int(people.block[host]))
                if outing == who.home:
                    kind = PlaceKind.PARK.value
            if kind != PlaceKind.HOME:
                outing = place_of_visit(city, who.person, OUTINGS_TO, kind, day, who.block)
                outing_block = block_of(city, kind, outing)
            outing_metres = metres_between(who.block, outing_block)
            if signed((turns >> 16) & 0xFFFF) * MILLE >> 16 < GOES_ON:
                kind = int(NEXT_KINDS[signed((turns >> 36) & 7)])
                next_place = place_by(city, who.person, kind, 2 * day + 1, outing_block, outing)
    straight_on = not away and signed((turns >> 40) & 0xFFFF) * MILLE >> 16 < STRAIGHT_ON
    shop_to_outing = straight_on and is_main and errands > 0 and outing != NOWHERE
    work_to_outing = straight_on and is_main and errands == 0 and outing != NOWHERE
    shop_to_meal = straight_on and not is_main and errands > 0 and eats_out

    # how long everything takes
    sleep = vary(means[SLEEP], habit, luck, SLEEP)
    hygiene = vary(means[HYGIENE], habit, luck, HYGIENE)
    meals = vary(means[MEALS], habit, luck, MEALS)
    housework = vary(means[HOUSEWORK], habit, luck, HOUSEWORK)
    care = vary(means[CARE], habit, luck, CARE) * (CARE_OF_PARENTS if who.parent else CARE_OF_OTHERS) // MILLE
    filling, doing = 0, Activity.LEISURE.value
    if day_type == DayType.BUSINESS:
        filling, doing = vary(means[BUSINESS], habit, luck, BUSINESS), Activity.BUSINESS.value
    if is_main:
        filling, doing = vary(means[WORK], habit, luck, WORK), Activity.WORK.value
        if who.group <= 2:
            filling, doing = vary(means[STUDY], habit_2, luck_2, STUDY), Activity.STUDY.value
    shopping = 0
    if errands > 0:
        shopping = max(vary(means[ERRAND], habit, luck, ERRAND), 6 * shops)
    going_out = vary(means[OUTING], habit_2, luck_2, OUTING) + 30 if outing != NOWHERE else 0
    side = vary(means[SIDE_LEG], habit_2, luck_2, SIDE_LEG)
    main_metres = metres_between(who.block, main_block) if is_main else 0
    main_leg = leg(vary(means[MAIN_LEG], habit_2, luck_2, MAIN_LEG), main_metres) if is_main else 0
    outing_leg = leg(side, outing_metres) if outing != NOWHERE else 0
    meal_leg = max(at_least(restaurant_metres), 2) if eats_out else 0
    shop_leg = leg(side // 2, max(shop_metres, last_metres)) if errands > 0 else 0
    study_at_home = 0 if is_main else vary(means[STUDY], habit_2, luck_2, STUDY)
    journey = vary(JOURNEY_MINUTES, habit_2, luck_2, JOURNEY) if travels else 0
    flies = who.fifth >= PLANE_FROM_FIFTH and signed(ways & 0xFFFF) * MILLE >> 16 < PLANE_PER_MILLE
    hub_kind = PlaceKind.AIRPORT.value if flies else PlaceKind.RAILWAY_STATION.value
    hub, hub_metres = int(city.first[hub_kind]), 0
    if travels:
        hub_metres = metres_between(who.block, block_of(city, hub_kind, hub))
    station_leg = leg(side + 15, hub_metres) if travels else 0
    if going_out < 2 * FEWEST_MINUTES:
        next_place = NOWHERE
    legs = 2 * (main_leg + outing_leg + meal_leg + shop_leg) + journey + station_leg
    legs += steps + (STEP if next_place != NOWHERE else 0) + (STEP if stroll != NOWHERE else 0)
    onward, onward_metres = 0, 0
    if shop_to_outing or shop_to_meal:
        goal_block, saved = restaurant_block, meal_leg
        if shop_to_outing:
            goal_block, saved = outing_block, outing_leg
        onward_metres = metres_between(last_block, goal_block)
        # At least what a way home takes, should the outing be left out.
        onward = max(leg((shop_leg + saved) // 2, onward_metres), shop_leg - saved)
        legs += onward - shop_leg - saved
    rest = MINUTES - sleep - hygiene - meals - housework - care - filling - shopping - going_out - legs
    rest -= study_at_home
    if rest < 0:
        # A full day: what fills it gives way, then sleep, then the outing's length.
        cut = min(-rest, filling // 2)
        filling, rest = filling - cut, rest + cut
        cut = min(-rest, sleep // 3)
        sleep, rest = sleep - cut, rest + cut
        cut = min(-rest, going_out)
        going_out, rest = going_out - cut, rest + cut
        if going_out == 0:
            shop_to_outing = work_to_outing = False
        cut = min(-rest, housework)
        housework, rest = housework - cut, rest + cut
        cut = min(-rest, care)
        care, rest = care - cut, rest + cut
        rest = max(rest, 0)
    tv = rest * means[TV_SHARE] // MILLE
    leisure = rest - tv
    strolling = min(STROLL_MINUTES, leisure // 3) if stroll != NOWHERE else 0
    leisure -= strolling

    # in which order
    wake = vary(WAKE[who.group] + (0 if is_main else WAKE_LATER), habit_2, luck_2, WAKING)
    wake = min(max(wake, sleep - 240), sleep)
    home = first_home
    count = put(stays, 0, wake, Activity.SLEEP.value, home)
    count = put(stays, count, hygiene * 55 // 100, Activity.HYGIENE.value, home)
    breakfast = meals * 22 // 100
    lunch = meals * 36 // 100
    count = put(stays, count, breakfast, Activity.MEAL.value, home)
    count = put(stays, count, care * 3 // 10, Activity.CARE.value, home)
    early = housework * 2 // 10 if is_main else housework * 4 // 10
    count = put(stays, count, early, Activity.HOUSEWORK.value, home)
    if is_main:
        mode = mode_of(who, main_metres, drives, ways)
        count = go(stays, count, main_leg, home, main, mode, main_metres)
    morning = filling * 52 // 100
    count = put(stays, count, morning, doing, base)
    count = put(stays, count, study_at_home, Activity.STUDY.value, base)
    at, at_metres, to_meal = base, restaurant_metres, meal_leg
    if not is_main and errands > 0:
        mode = mode_of(who, shop_metres, drives, ways >> 48)
        count = go(stays, count, shop_leg, home, shop, mode, shop_metres)
        count = shop_around(stays, count, stops, shops, shopping)
        at = stays[count - 1, PLACE]
        if shop_to_meal:
            at_metres, to_meal = onward_metres, onward
        else:
            mode = mode_of(who, last_metres, drives, ways >> 52)
            count = go(stays, count, shop_leg, at, home, mode, last_metres)
            at = base
    if eats_out:
        mode = mode_of(who, at_metres, False, ways >> 8)
        count = go(stays, count, to_meal, at, restaurant, mode, at_metres)
        count = put(stays, count, lunch, Activity.MEAL.value, restaurant)
        at = restaurant
        if strolling > 0:
            at = stroll
            count = go(stays, count, STEP, restaurant, at, WALK, CELL_METRES * 2 // 3)
            count = put(stays, count, strolling, Activity.LEISURE.value, at)
        mode = mode_of(who, restaurant_metres, False, ways >> 8)
        count = go(stays, count, meal_leg, at, base, mode, restaurant_metres)
    else:
        count = put(stays, count, lunch, Activity.MEAL.value, base)
    count = put(stays, count, filling - morning, doing, base)
    if is_main:
        mode = mode_of(who, main_metres, drives, ways >> 16)
        if errands > 0:
            mode = mode_of(who, main_metres + shop_metres, drives, ways >> 48)
            metres = main_metres + shop_metres
            count = go(stays, count, main_leg + shop_leg, main, shop, mode, metres)
            count = shop_around(stays, count, stops, shops, shopping)
            at = stays[count - 1, PLACE]
            if shop_to_outing:
                mode = mode_of(who, onward_metres, drives, ways >> 32)
                count = go(stays, count, onward, at, outing, mode, onward_metres)
                count = visit(stays, count, outing, next_place, going_out)
                mode = mode_of(who, outing_metres, drives, ways >> 40)
                at = stays[count - 1, PLACE]
                count = go(stays, count, outing_leg, at, home, mode, outing_metres)
            else:
                mode = mode_of(who, last_metres, drives, ways >> 52)
                count = go(stays, count, shop_leg, at, home, mode, last_metres)
        elif work_to_outing:
            mode = mode_of(who, main_metres + outing_metres, drives, ways >> 32)
            metres = main_metres + outing_metres
            count = go(stays, count, main_leg + outing_leg, main, outing, mode, metres)
            count = visit(stays, count, outing, next_place, going_out)
            mode = mode_of(who, outing_metres, drives, ways >> 40)
            at = stays[count - 1, PLACE]
            count = go(stays, count, outing_leg, at, home, mode, outing_metres)
        else:
            count = go(stays, count, main_leg, main, home, mode, main_metres)
    early_leisure = 0 if is_main else leisure * 3 // 10
    early_tv = 0 if is_main else tv * 3 // 10
    count = put(stays, count, early_leisure, Activity.LEISURE.value, home)
    count = put(stays, count, early_tv, Activity.TV.value, home)
    if travels:
        mode = mode_of(who, max(hub_metres, WALKS_BELOW), False, ways >> 24)
        long_mode = PLANE if flies else TRAIN
        if last_home == far:
            count = go(stays, count, station_leg, home, hub, mode, hub_metres)
            count = go(stays, count, journey, hub, far, long_mode, JOURNEY_METRES)
        else:
            count = go(stays, count, journey, far, hub, long_mode, JOURNEY_METRES)
            count = go(stays, count, station_leg, hub, last_home, mode, hub_metres)
        home = last_home
    if not is_main and going_out > 0:
        mode = mode_of(who, outing_metres, drives, ways >> 32)
        count = go(stays, count, outing_leg, home, outing, mode, outing_metres)
        count = visit(stays, count, outing, next_place, going_out)
        mode = mode_of(who, outing_metres, drives, ways >> 40)
        at = stays[count - 1, PLACE]
        count = go(stays, count, outing_leg, at, home, mode, outing_metres)
    count = put(stays, count, meals - breakfast - lunch, Activity.MEAL.value, home)
    count = put(stays, count, housework - early, Activity.HOUSEWORK.value, home)
    count = put(stays, count, care - care * 3 // 10, Activity.CARE.value, home)
    if is_main and going_out > 0 and not shop_to_outing and not work_to_outing:
        mode = mode_of(who, outing_metres, drives, ways >> 32)
        count = go(stays, count, outing_leg, home, outing, mode, outing_metres)
        count = visit(stays, count, outing, next_place, going_out)
        mode = mode_of(who, outing_metres, drives, ways >> 40)
        at = stays[count - 1, PLACE]
        count = go(stays, count, outing_leg, at, home, mode, outing_metres)
    count = put(stays, count, tv - early_tv, Activity.TV.value, home)
    count = put(stays, count, leisure - early_leisure, Activity.LEISURE.value, home)
    count = put(stays, count, hygiene - hygiene * 55 // 100, Activity.HYGIENE.value, home)
    return put(stays, count, MINUTES - stays[count - 1, END], Activity.SLEEP.value, home)
