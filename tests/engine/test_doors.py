"""Each door refuses by its own row: worked out anew from the row, the luck of wishes and the journal."""

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from functools import cache
from itertools import product
from types import SimpleNamespace
from typing import Any

import pytest

from scorelab.journal import LINES_OF_A_SCHEME, Kind, Phase, row_id, unpack
from scorelab.luck import Purpose, draw
from scorelab.population.people import Employment
from scorelab.reference.simulate import ReferenceRun
from scorelab.reference.simulate import simulate as refer
from scorelab.rules import chance, doors
from scorelab.rules.points import rank_of_score
from scorelab.scenario.schema import Scenario
from tests.engine.walks import day_of, owner
from tests.engine.worlds import COLUMNS, OFTEN, SCORED, SCORES, people_of, scenario

WISHES = {
    f"doors.{name}.per_year": 12
    for name in ("property_purchase", "renovation", "vehicle_purchase", "wealth_insurance", "large_loan")
} | {
    f"doors.{name}.per_year": 6
    for name in (
        "flat_rental",
        "private_job_interview",
        "licence_or_permit",
        "relief_or_benefit",
        "small_loan",
    )
}
BUSY = OFTEN | SCORED | WISHES | {"court.pays_per_year": 0.2, "doors.leaving_the_country.per_year": 12}
Refusal = tuple[int, int, int, int]
"""Day, person, door, and the row that shut it."""


def rules() -> Scenario:
    return scenario(SCORES, BUSY, people=220, days=260, seed=11, opening_years=1, start="2018-03-01")


@cache
def lived() -> ReferenceRun:
    return refer(rules(), people_of(rules()))


@dataclass
class Course:
    """What the journal says of one person: rows and what they bring about, in order."""

    copies: dict[int, list[tuple[int, int]]] = field(default_factory=lambda: defaultdict(list))
    exit_orders: list[tuple[int, int]] = field(default_factory=list)
    ranks: dict[int, list[tuple[int, int]]] = field(default_factory=lambda: defaultdict(list))
    out_of_work: list[tuple[int, int]] = field(default_factory=list)


@cache
def courses() -> dict[int, Course]:
    """The copies and orders that could shut doors to each person, their ranks and their work."""
    found: dict[int, Course] = defaultdict(Course)
    tables = lived().world.rules
    for person in lived().world.people:
        for index, standing in enumerate(person.standings):
            if standing.enrolled:
                rank = rank_of_score(tables.schemes[index], tables.grades, standing.start)
                found[person.number].ranks[index].append((0, rank))
    rows = [tuple(getattr(row, column) for column in COLUMNS) for row in lived().world.rows]
    for row in sorted(rows):
        when, kind, what = row[:3]
        course = found[owner(when)]
        if kind in (Kind.COPY_TAKEN, Kind.COPY_DROPPED):
            course.copies[what].append((when, int(kind == Kind.COPY_TAKEN)))
        elif kind in (Kind.EXIT_ORDER, Kind.EXIT_ORDER_LIFTED):
            course.exit_orders.append((when, int(kind == Kind.EXIT_ORDER)))
        elif kind == Kind.GRADE_CHANGED:
            index, rank = divmod(what, LINES_OF_A_SCHEME)
            course.ranks[index].append((when, rank))
        elif kind in (Kind.JOB_LOST, Kind.JOB_FOUND):
            course.out_of_work.append((when, int(kind == Kind.JOB_LOST)))
    return found


def latest(states: list[tuple[int, int]], day: int) -> tuple[int, int]:
    """The last state before the doors open on a day, with its row; 0 and 0 if there is none."""
    opening = row_id(day, Phase.DOORS, 0, 0)
    return max((state for state in states if state[0] < opening), default=(0, 0))


def barrier(door: Any, course: Course, day: int) -> int:
    """The row of a copy or an order that shuts a door; 0 if none does."""
    if not door.shut_by:
        return 0
    states = course.exit_orders if door.shut_by == doors.EXIT_ORDER else course.copies[door.operator]
    row, shuts = latest(states, day)
    return row if shuts and day_of(row) < day else 0


def refusals_of(door: Any, index: int) -> Counter[Refusal]:
    """Whom a door with this row refuses on which days."""
    world = lived().world
    found: Counter[Refusal] = Counter()
    for person in world.people:
        course = courses()[person.number]
        for day, height in wishes(door, person.number):
            if height >= doors.wish_rate(door, person.income_fifth, person.manager, person.parent):
                continue
            row, idle = latest(course.out_of_work, day)
            idle = idle if row else person.number in first_out_of_work()
            if door.job_lost and (idle or not person.employed):
                continue
            row = barrier(door, course, day)
            if row:
                found[day, person.number, index, row] += 1
                continue
            if door.scheme < 0 or not course.ranks[door.scheme] or day < 0:
                continue
            row, rank = latest(course.ranks[door.scheme], day)
            if row and day_of(row) == day:
                continue
            reviewed = door.below <= rank < door.review_below
            if rank < door.below or (reviewed and doors.fails_review(door, world.seed, person.number, day)):
                found[day, person.number, index, 0 if reviewed else row] += 1
    return found


@cache
def first_out_of_work() -> set[int]:
    """Who opens the world out of work."""
    employment = people_of(rules()).employment
    return {number for number, kind in enumerate(employment) if kind == Employment.OUT_OF_WORK}


def wishes(door: Any, number: int) -> list[tuple[int, int]]:
    """When somebody would ask at a door: days and heights."""
    world = lived().world
    person = world.people[number]
    highest = doors.wish_rate(door, person.income_fifth, person.manager, person.parent)
    course = courses()[number]
    if not (any(course.copies.values()) or course.exit_orders or course.ranks):
        return []
    found = []
    first = max(world.first_day, -doors.WARM_UP_DAYS)
    for window in range(first >> doors.WINDOW_BITS, (world.day >> doors.WINDOW_BITS) + 1):
        layer = 0
        while chance.layer_floor(layer, doors.LOWEST_LAYER) < highest:
            bits = draw(
                world.seed, Purpose.WISH + door.number, number, window, chance.candidate_mark(0, layer, 0)
            )
            width = chance.layer_width_exponent(layer, doors.LOWEST_LAYER)
            for n in range(1, chance.candidates_in_layer(bits, width, doors.WINDOW_BITS) + 1):
                mark = chance.candidate_mark(0, layer, n)
                bits = draw(world.seed, Purpose.WISH + door.number, number, window, mark)
                day = chance.candidate_day(bits, window, doors.WINDOW_BITS)
                height = chance.candidate_height(bits, layer, doors.LOWEST_LAYER)
                if first <= day <= world.day and height < highest:
                    found.append((day, height))
            layer += 1
    return found


@cache
def actual() -> dict[int, Counter[Refusal]]:
    """The refusals of each door in the journal; one after a review stands with 0 in place of its row."""
    reviews = {row.row for row in lived().world.rows if row.kind == Kind.REVIEWED}
    found: dict[int, Counter[Refusal]] = defaultdict(Counter)
    for row in lived().world.rows:
        day, phase, person, _ = unpack(row.row)
        if row.kind == Kind.REFUSAL and phase == Phase.DOORS:
            shut = 0 if row.trigger in reviews else row.trigger
            found[row.what][day, person, row.what, shut] += 1
    return found


ROWS = tuple(enumerate(row.name for row in scenario(SCORES, people=1, days=1).doors))
BARRED = (
    "flight", "high_speed_rail", "starred_hotel", "property_purchase", "vehicle_purchase", "luxury_goods",
    "paying_by_app", "leaving_the_country", "ride_hailing", "flat_rental", "private_job_interview",
    "licence_or_permit", "relief_or_benefit", "small_loan", "large_loan",
)  # fmt: skip
"""Doors that must have refused somebody for the test to say anything of them."""


@pytest.mark.parametrize(("index", "name"), ROWS)
def test_each_door_refuses_by_its_own_row(index, name):
    expected = refusals_of(lived().world.rules.doors[index], index)
    assert actual()[index] == expected
    assert expected or name not in BARRED


@pytest.mark.slow
def test_two_doors_that_change_places_do_not_pass():
    rows = lived().world.rules.doors
    refusing = [index for index, _ in ROWS if actual()[index]]
    assert len(refusing) > 12
    count = len(refusing)
    for place, step in product(range(count), (1, 2, 5)):
        one, other = refusing[place], refusing[(place + step) % count]
        swapped = {
            one: acting_as(rows[one], rows[other]),
            other: acting_as(rows[other], rows[one]),
        }
        assert any(actual()[index] != refusals_of(row, index) for index, row in swapped.items()), (one, other)


def acting_as(door: Any, other: Any) -> SimpleNamespace:
    """A door's name and number with another's row."""
    names = [name for name in dir(other) if not name.startswith("_") and name not in ("count", "index")]
    return SimpleNamespace(**{name: getattr(other, name) for name in names} | {"number": door.number})
