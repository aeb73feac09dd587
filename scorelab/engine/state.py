"""The arrays that hold a world."""

from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from scorelab.engine.layout import (
    BOOKS,
    CASE,
    CAUSE,
    CLERK,
    COPY,
    DAY,
    DOORS,
    END,
    FILE,
    FILES,
    FIRST_DAY,
    FREE,
    LAST_PHASE,
    LIFE,
    LISTING,
    LIVES,
    MOST_TIES,
    NEW_TIE,
    NODE,
    NONE,
    NOTED_ROW,
    NUMBERS,
    OPERATORS,
    PAGE,
    PEOPLE,
    PERSON,
    QUEUE,
    RECORD,
    ROW,
    SCHEMES,
    SEED,
    SOCIAL,
    STAFF,
    STAFFED_SAFEGUARDS,
    STANDING,
    TROUBLED,
    WISHES_A_MONTH,
    WISHES_BEYOND,
)
from scorelab.luck import Purpose, purpose_key
from scorelab.population.build import SHARED, Population
from scorelab.population.people import Employment
from scorelab.rules.doors import MILLE, NANO, WINDOW_BITS
from scorelab.scenario.compile import RuleBook
from scorelab.scenario.quantities import MOST_CLERKS
from scorelab.scenario.scheme_tables import PLATFORM

LEAST_ROOM = 128
"""Records for which there is room in the smallest world."""


class World(NamedTuple):
    """Everything that the kernels read and write; `dropped` has one bit a side of a tie.

    `bills_missed` holds the rows of bills missed lately, sorted by person and day (see engine/bills.py).
    """

    numbers: NDArray[np.int64]
    people: NDArray[Any]
    cases: NDArray[Any]
    listings: NDArray[Any]
    copies: NDArray[Any]
    tie_start: NDArray[np.int32]
    tie_contact: NDArray[np.int32]
    tie_layer: NDArray[np.uint8]
    dropped: NDArray[np.uint8]
    name_start: NDArray[np.int32]
    name_members: NDArray[np.int32]
    calendar: NDArray[np.uint16]
    days: NDArray[Any]
    nodes: NDArray[Any]
    rows: NDArray[Any]
    causes: NDArray[Any]
    clerks: NDArray[Any]
    staff: NDArray[Any]
    cast: NDArray[np.int32]
    cast_book: NDArray[np.int32]
    p: NDArray[Any]
    incidents: NDArray[Any]
    operators: NDArray[Any]
    doors: NDArray[Any]
    layers: NDArray[Any]
    channels: NDArray[Any]
    marks: NDArray[np.uint16]
    lives: NDArray[Any]
    guarantor: NDArray[np.int32]
    name_class: NDArray[np.int32]
    standings: NDArray[Any]
    files: NDArray[Any]
    social: NDArray[Any]
    records: NDArray[Any]
    noted: NDArray[Any]
    new_ties: NDArray[Any]
    schemes: NDArray[Any]
    grades: NDArray[Any]
    lines: NDArray[Any]
    imports: NDArray[Any]
    wish_keys: NDArray[np.uint64]
    habits: NDArray[Any]
    income: NDArray[np.int32]
    household: NDArray[np.int32]
    month_starts: NDArray[np.int64]
    bills_missed: NDArray[np.int64]


def people_of(population: Population) -> NDArray[Any]:
    """The people's records at the start of the opening."""
    people = np.zeros(len(population), PERSON)
    for field in SHARED:
        people[field] = getattr(population, field)
    employment = population.employment
    people["manager"] = employment == Employment.MANAGER
    people["out_of_work"] = employment == Employment.OUT_OF_WORK
    people["employed"] = np.isin(
        employment, (Employment.EMPLOYED, Employment.MANAGER, Employment.OUT_OF_WORK)
    )
    people["listing"] = NONE
    people["wishes_window"] = np.iinfo(np.int16).min
    return people


def sides_not_there(population: Population) -> NDArray[np.uint8]:
    """One bit a side of a tie: 1 where the tie stands only when both are born."""
    bits = np.zeros(len(population.tie_contact) // 8 + 1, np.uint8)
    if population.course is not None:
        founders = population.course.founders
        owner = np.repeat(np.arange(len(population)), np.diff(population.tie_start))
        later = np.flatnonzero(np.maximum(owner, population.tie_contact) >= founders)
        np.bitwise_or.at(bits, later >> 3, (1 << (later & 7)).astype(np.uint8))
    return bits


def unwritten(count: int, form: np.dtype[Any], *links: str) -> NDArray[Any]:
    """Room for records, the first of which stands for all that have none: links lead nowhere."""
    array = np.zeros(count, form)
    for link in links:
        array[0][link] = NONE
    return array


def most_wishes(rules: list[Any]) -> int:
    """Hardly ever more wishes than this are drawn for one person in a window of days."""
    tables = [rule.doors for rule in rules]
    rates = [doors["per_year"].astype(np.int64) * doors["by_income"].max(axis=1) for doors in tables]
    expected = int(np.max(rates, axis=0).sum()) // MILLE << WINDOW_BITS
    return 2 * expected // NANO + WISHES_BEYOND


def build_world(
    population: Population,
    books: list[RuleBook],
    seed: int,
    first_day: int,
    end: int,
    calendar: NDArray[np.uint16],
    month_starts: NDArray[np.int64],
    cast: list[int],
) -> World:
    """Lay out a world at the start of its opening.

    Parameters
    ----------
    population : Population
        Who lives there, with their ties; it shares the memory of the world from now on.
    books : list of RuleBook
        Every rule book of the run, those of scripted roles included.
    seed, first_day, end : int
        The world's seed; the first day of the opening; the day after the last.
    calendar : uint16 array
        The days from `first_day` on (see rules/calendar.py).
    month_starts : int64 array
        See :class:`scorelab.timeline.Timeline`.
    cast : list of int
        People with rule books of their own.
    """
    rules = [book.engine() for book in books]
    numbers = np.zeros(NUMBERS, np.int64)
    numbers[[SEED, FIRST_DAY, DAY, END, PEOPLE]] = seed, first_day, first_day, end, len(population)
    numbers[[OPERATORS, DOORS, BOOKS]] = len(rules[0].operators), len(rules[0].doors), len(books)
    numbers[SCHEMES] = len(rules[0].schemes)
    numbers[[LIVES, FILES]] = 1, 1
    numbers[[FREE, LAST_PHASE]] = NONE, NONE
    numbers[MOST_TIES] = int(np.diff(population.tie_start).max(initial=0))
    numbers[WISHES_A_MONTH] = most_wishes(rules)
    days = np.zeros(end - first_day, QUEUE)
    days["first"] = days["last"] = NONE
    district = min(int(rule.p[0]["redress_court_district"]) for rule in rules)
    clerks = np.zeros((len(population) // district + 1, MOST_CLERKS), CLERK)
    clerks["free"] = first_day * 1440
    people = people_of(population)
    population.share(people)
    # Memory that is never written is never taken: ample arrays are seldom copied to longer ones.
    some = len(people) // 16 + LEAST_ROOM
    scored = some if len(rules[0].schemes) else LEAST_ROOM
    return World(
        numbers=numbers,
        people=people,
        cases=np.zeros(2 * some, CASE),
        listings=np.zeros(some, LISTING),
        copies=np.zeros((some, len(rules[0].operators)), COPY),
        tie_start=population.tie_start,
        tie_contact=population.tie_contact,
        tie_layer=population.tie_layer,
        dropped=sides_not_there(population),
        name_start=population.name_start,
        name_members=population.name_members,
        calendar=calendar,
        days=days,
        nodes=np.zeros(PAGE * some, NODE),
        rows=np.zeros(PAGE * some, ROW),
        causes=np.zeros(PAGE * some, CAUSE),
        clerks=clerks,
        staff=np.zeros(STAFFED_SAFEGUARDS, STAFF),
        cast=np.array(cast, np.int32),
        cast_book=np.zeros(len(cast), np.int32),
        p=np.concatenate([rule.p for rule in rules]),
        incidents=np.stack([rule.incidents for rule in rules]),
        operators=np.stack([rule.operators for rule in rules]),
        doors=np.stack([rule.doors for rule in rules]),
        layers=np.stack([rule.layers for rule in rules]),
        channels=np.stack([rule.channels for rule in rules]),
        marks=people["out_of_work"].astype(np.uint16) * TROUBLED,
        lives=unwritten(4 * some, LIFE, "new_ties", "exit_case"),
        guarantor=population.guarantor,
        name_class=population.name_class,
        standings=np.zeros((len(population), len(rules[0].schemes)), STANDING),
        files=unwritten(16 * scored, FILE, "records", "noted"),
        social=np.zeros((len(population), int((rules[0].schemes["form"] == PLATFORM).sum())), SOCIAL),
        records=np.zeros(16 * scored, RECORD),
        noted=np.zeros(16 * scored, NOTED_ROW),
        new_ties=np.zeros(scored, NEW_TIE),
        schemes=np.stack([rule.schemes for rule in rules]),
        grades=np.stack([rule.grades for rule in rules]),
        lines=np.stack([rule.lines for rule in rules]),
        imports=np.stack([rule.imports for rule in rules]),
        wish_keys=np.array(
            [purpose_key(seed, Purpose.WISH + int(number)) for number in rules[0].doors["number"]], np.uint64
        ),
        habits=np.stack([rule.habits for rule in rules]),
        income=population.income if population.course is None else population.income.copy(),
        household=population.household,
        month_starts=month_starts,
        bills_missed=np.zeros(0, np.int64),
    )
