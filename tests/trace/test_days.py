"""A day: whole, the same however it is computed, and the exact part of its month."""

from itertools import pairwise

import numpy as np
import pytest

from scorelab.errors import InputError
from scorelab.journal import Kind
from scorelab.rules.habits import Category
from scorelab.rules.incidents import IncidentKind
from scorelab.trace.bulk import blocks, total
from scorelab.trace.city import PlaceKind
from scorelab.trace.day import person_day, who_on
from scorelab.trace.events import COLUMNS, MINUTES, Activity, EventKind, value
from scorelab.trace.legs import SECONDS_PER_KM, TRAIN
from scorelab.trace.stays import METRES, MODE
from scorelab.trace.sums import month_in_full
from scorelab.trace.world import TraceWorld

PEOPLE = range(0, 2500, 61)


def happened(days):
    """What the events of days add up to, by category."""
    sums = {}
    for day in days:
        for event in day.events.tolist():
            fields = dict(zip(COLUMNS, event, strict=True))
            worth = value(fields["kind"], fields["category"], fields["amount"], fields["detail"])
            if worth:
                sums[fields["category"]] = sums.get(fields["category"], 0) + worth
    return sums


def days_of(world, person, month):
    return [day for day in range(world.days) if world.calendar.month[day] == month]


@pytest.mark.parametrize("day", [0, 5, 36, 271, 364])
def test_stays_fill_the_day_without_gaps(world, day):
    for person in PEOPLE:
        stays = person_day(world, person, day).stays
        assert stays[0].start == 0
        assert stays[-1].end == MINUTES
        for one, other in pairwise(stays):
            assert one.start < one.end == other.start
        assert stays[0].activity == stays[-1].activity == Activity.SLEEP


def test_nobody_is_anywhere_without_having_gone_there(world):
    for person in PEOPLE:
        for day in (3, 90):
            stays = person_day(world, person, day).stays
            for one, other in pairwise(stays):
                # The further shops of an errand are a few steps from the first.
                steps = one.activity == other.activity == Activity.ERRAND
                assert one.place == other.place or other.activity == Activity.TRAVEL or steps


def test_no_leg_is_faster_than_a_car(world):
    legs = 0
    for person in range(0, 2500, 9):
        stays = person_day(world, person, 12).stays
        for place, stay in enumerate(stays):
            if stay.activity == Activity.TRAVEL and world.space.stays[place, MODE] < TRAIN:
                legs += 1
                assert (stay.end - stay.start) * 60_000 >= world.space.stays[place, METRES] * SECONDS_PER_KM
    assert legs > 50


def test_events_stand_in_the_order_of_the_clock_within_the_day(world):
    for person in PEOPLE:
        events = person_day(world, person, 200).events
        assert (np.diff(events["minute"]) >= 0).all()
        assert (events["minute"] // MINUTES == 200).all()
        assert (events["person"] == person).all()
        assert (events["place"] < world.city.first[-1]).all()
        assert events["kind"].max() < len(EventKind)


def test_every_month_is_exactly_the_sum_of_its_events(world):
    categories = set()
    for person in (*PEOPLE, 2402, 2403):
        for month in (0, 7):
            days = days_of(world, person, month)
            planned = month_in_full(
                who_on(world, person, days[0], world.changes_of(person)), world.calendar, days[0]
            )
            sums = happened(person_day(world, person, day) for day in days)
            assert sums == planned
            categories |= set(sums)
    assert len(categories) >= 14


def test_a_sum_is_the_same_on_every_day_of_its_month(world):
    birthdays = np.flatnonzero(
        (world.population.birthday % 365.25 > 330) & (world.population.birthday < -7000)
    )
    for person in birthdays[:20].tolist():
        for month in (0, 1, 6):
            days = days_of(world, person, month)
            nothing = world.changes_of(person)
            plans = [month_in_full(who_on(world, person, day, nothing), world.calendar, day) for day in days]
            assert all(plan == plans[0] for plan in plans)


def test_alone_and_in_bulk_are_equal_bit_for_bit(world):
    persons, days = (40, 54), (155, 190)
    parts = [
        np.concatenate(columns)
        for columns in zip(*map(copied, blocks(world.given(), persons, days)), strict=True)
    ]
    place = 0
    for person in range(*persons):
        for day in range(*days):
            events = person_day(world, person, day).events
            for name, column in zip(COLUMNS, parts, strict=True):
                assert (events[name] == column[place : place + len(events)]).all(), (person, day, name)
            place += len(events)
    assert place == len(parts[0])


def copied(block):
    return [column.copy() for column in block]


def test_totals_do_not_depend_on_threads_or_on_where_the_work_is_cut(world):
    whole = total(world, (0, 600), (0, 20), threads=1)
    parts = [total(world, (0, 211), (0, 20), threads=3), total(world, (211, 600), (0, 20), threads=2)]
    for field in ("hours", "companies", "money", "said"):
        assert (getattr(whole, field) == sum(getattr(part, field) for part in parts)).all()
    again = [total(world, (0, 600), span) for span in ((0, 3), (3, 20))]
    assert whole.events == sum(part.events for part in again)


def test_another_seed_is_another_day(world):
    other = TraceWorld.of("as-reported-2018", people=2500, seed=12)
    assert len(other) == len(world)
    assert person_day(other, 7, 3).stays != person_day(world, 7, 3).stays


def test_who_travels_sleeps_elsewhere_and_comes_back(world):
    elsewhere = int(world.city.first[PlaceKind.ELSEWHERE])
    found = 0
    for person in range(0, 2500, 5):
        who = who_on(world, person, 40, world.changes_of(person))
        nights = month_in_full(who, world.calendar, 40).get(Category.NIGHTS, 0)
        if nights:
            days = days_of(world, person, 1)
            ends = [person_day(world, person, day).stays[-1].place == elsewhere for day in days]
            begins = [person_day(world, person, day).stays[0].place == elsewhere for day in days]
            assert sum(ends) == sum(begins) == nights
            assert begins[1:] == ends[:-1]
            found += 1
        if found == 8:
            return
    raise AssertionError("nobody travelled")


def changed(world, *rows):
    """The same world with rows of a journal: (person, day, kind, what, amount)."""
    other = TraceWorld(world.scenario, world.population)
    other._changes = np.array(sorted(rows), np.int64).reshape(-1, 5)
    other.run = object()
    return other


def first_day_with(world, kind, people=range(2500)):
    for person in people:
        for day in range(31):
            if (person_day(world, person, day).events["kind"] == kind).any():
                return person, day
    raise AssertionError("no such event")


@pytest.mark.parametrize(
    ("door", "asked", "instead"),
    [
        ("ride_hailing", EventKind.RIDE_CAR, EventKind.RIDE_TRANSIT),
        ("paying_by_app", EventKind.PAYMENT_SHOP, EventKind.CASH),
        ("flight", EventKind.FLIGHT, EventKind.RIDE_TRAIN),
        ("starred_hotel", EventKind.HOTEL_NIGHT, None),
    ],
)
def test_a_refusal_takes_the_event_that_asked(world, door, asked, instead):
    person, day = first_day_with(world, asked)
    number = [row.name for row in world.scenario.doors].index(door)
    before = person_day(world, person, day).events["kind"].tolist()
    after = (
        person_day(changed(world, (person, day, Kind.REFUSAL, number, 500)), person, day)
        .events["kind"]
        .tolist()
    )
    assert after.count(asked) == before.count(asked) - 1
    assert after.count(EventKind.REFUSAL) == 1
    if instead is not None:
        assert after.count(instead) == before.count(instead) + 1
    assert len(after) == len(before) + (1 if instead is not None else 0)


def test_who_loses_the_job_does_not_work_until_there_is_another(world):
    person = next(
        person
        for person in range(2500)
        if Activity.WORK
        in {stay.activity for day in range(7) for stay in person_day(world, person, day).stays}
    )
    other = changed(world, (person, 40, Kind.JOB_LOST, 0, 0), (person, 80, Kind.JOB_FOUND, 0, 0))

    def works(where, days):
        return any(
            stay.activity == Activity.WORK for day in days for stay in person_day(where, person, day).stays
        )

    assert works(other, range(33, 40))
    assert not works(other, range(40, 80))
    assert works(other, range(80, 87))
    assert works(world, range(40, 80))
    assert person_day(other, person, 20).stays == person_day(world, person, 20).stays


def test_missed_bills_are_what_a_month_lacks(world):
    def bills(where, person):
        return happened(person_day(where, person, day) for day in range(31)).get(Category.BILLS, 0)

    person = next(person for person in range(2500) if bills(world, person))
    other = changed(world, (person, 17, Kind.INCIDENT, IncidentKind.BILL_MISSED, 0))
    events = sum((person_day(world, person, day).events["kind"] == EventKind.BILL).sum() for day in range(31))
    left = sum((person_day(other, person, day).events["kind"] == EventKind.BILL).sum() for day in range(31))
    assert left == events - 1
    assert 0 < bills(world, person) - bills(other, person) < bills(world, person)
    assert (
        bills(world, person)
        == month_in_full(who_on(world, person, 0, world.changes_of(person)), world.calendar, 0)[
            Category.BILLS
        ]
    )


def test_posts_and_offences_of_the_journal_have_their_minute_and_reach_the_bulk(world):
    rows = [
        (9, 4, Kind.INCIDENT, IncidentKind.CRITICAL_POST, 0),
        (9, 4, Kind.INCIDENT, IncidentKind.TRAFFIC_OFFENCE, 0),
    ]
    other = changed(world, *rows)
    day = person_day(other, 9, 4)
    told = [event for event in day.events if event["kind"] in (EventKind.POST, EventKind.OFFENCE)]
    assert {int(event["detail"]) for event in told} >= {
        IncidentKind.CRITICAL_POST,
        IncidentKind.TRAFFIC_OFFENCE,
    }
    asleep = {minute for stay in (day.stays[0], day.stays[-1]) for minute in range(stay.start, stay.end)}
    assert not {int(event["minute"]) % MINUTES for event in told} & asleep
    (block,) = map(copied, blocks(other.given(), (9, 10), (4, 5)))
    assert (np.array(block[0]) == 9).all()
    assert len(block[0]) == len(day.events)


@pytest.mark.parametrize(("person", "day"), [(-1, 0), (2500, 0), (0, -1), (0, 365)])
def test_unknown_people_and_days_are_refused(world, person, day):
    with pytest.raises(InputError, match="expected"):
        person_day(world, person, day)
