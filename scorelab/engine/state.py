"""The arrays that hold a world."""

from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from scorelab.population.build import Population
from scorelab.population.people import Employment
from scorelab.scenario.compile import RuleBook
from scorelab.scenario.quantities import MOST_CLERKS
from scorelab.scenario.scheme_tables import PLATFORM

PERSON = np.dtype(
    [
        ("birthday", "i4"),
        ("exit_case", "i4"),
        ("listing", "i4"),
        ("life", "i4"),
        ("wishes_window", "i2"),
        ("ties_lost", "u2"),
        ("held_against", "u2"),
        ("settled", "u1"),
        ("man", "u1"),
        ("income_fifth", "u1"),
        ("employed", "u1"),
        ("manager", "u1"),
        ("parent", "u1"),
        ("aware", "u1"),
        ("assertive", "u1"),
        ("out_of_work", "u1"),
    ]
)
"""What everybody has. Most people's lives are quiet; `life` is the place of what happened to the others."""

LIFE = np.dtype(
    [
        ("hardship_row", "i8"),
        ("job_row", "i8"),
        ("fear_row", "i8"),
        ("prior_row", "i8"),
        ("hardship", "i4"),
        ("fear", "i4"),
        ("new_ties", "i4"),
        ("hardship_day", "i2"),
        ("fear_day", "i2"),
        ("job_search", "i4"),
    ]
)
"""What happened to somebody. The first record is that of all to whom nothing has: never written."""

CASE = np.dtype(
    [
        ("sum", "i8"),
        ("luck", "i8"),
        ("origin_row", "i8"),
        ("judgment_row", "i8"),
        ("default_row", "i8"),
        ("error_row", "i8"),
        ("exit_row", "i8"),
        ("ground_row", "i8"),
        ("pressure_row", "i8"),
        ("threshold", "i8"),
        ("cumulated", "i8"),
        ("hazard", "i8"),
        ("person", "i4"),
        ("creditor", "i4"),
        ("kind", "i4"),
        ("paid_day", "i4"),
        ("exit_day", "i4"),
        ("ground_day", "i4"),
        ("next_of_listing", "i4"),
        ("same_debt", "i4"),
        ("hazard_day", "i4"),
        ("hazard_since", "i4"),
        ("hazard_version", "i4"),
        ("attempts", "i4"),
        ("refusals", "i4"),
        ("payments", "i4"),
        ("owed", "u1"),
        ("told", "u1"),
        ("able", "u1"),
        ("notified", "u1"),
        ("cleared", "u1"),
        ("paid", "u1"),
        ("misbooked", "u1"),
        ("booked", "u1"),
        ("settled", "u1"),
        ("listed", "u1"),
        ("ground", "u1"),
        ("unused", "u1"),
    ]
)

LISTING = np.dtype(
    [
        ("luck", "i8"),
        ("row", "i8"),
        ("person", "i4"),
        ("first_case", "i4"),
        ("last_case", "i4"),
        ("wrong_since", "i4"),
        ("refusals", "i4"),
        ("attempts", "i4"),
        ("copies", "i4"),
        ("truth", "u1"),
        ("active", "u1"),
        ("wrong", "u1"),
        ("noticed", "u1"),
        ("contested", "u1"),
        ("ending", "u1"),
        ("unused", "u1", (2,)),
    ]
)

STANDING = np.dtype(
    [
        ("file", "i4"),
        ("score", "i2"),
        ("start", "i2"),
        ("points", "i2"),
        ("held", "i2"),
        ("imports", "u2"),
        ("rank", "u1"),
        ("told", "u1"),
        ("flags", "u1"),
        ("fixed", "i1"),
    ]
)
"""What one scheme holds about one person. A platform keeps credit history in `points` and behaviour
in `held`. Scores and components are tenths of a point. `file` is the place of the rows about somebody."""

FILE = np.dtype([("row", "i8"), ("grade_row", "i8"), ("records", "i4"), ("noted", "i4")])
"""The rows about somebody whose standing has moved. The first file is that of all others: never written."""

SOCIAL = np.dtype(
    [
        ("moved", "i4"),
        ("value", "i2"),
        ("contacts", "u2"),
        ("listed_contacts", "u2"),
        ("relatives", "u2"),
        ("lost", "u2"),
        ("posts", "u2"),
    ]
)
"""What a platform holds about one person's contacts."""

ENROLLED, LISTED, WITHOUT_WORK, UNSETTLED = 1, 2, 4, 8
"""Flags of a standing."""

TO_UPDATE, TO_TELL, LOW, AT_THE_TOP, BARRED, MOVED, TROUBLED = 1, 2, 4, 8, 16, 32, 64
FIRST_ENROLLED = 256
"""Marks of a person, so that work passes over all whom it does not concern: something has moved since
the last update; a grade changed in this update; some door may be shut for a grade; the highest grade
of some scheme; some door may be shut for the list or an exit order; some grade has ever changed;
out of work, in hardship or detained at some time (for all others only incidents that happen at rest
can happen); from 256 on, one bit for each scheme that enrols the person."""

RECORD = np.dtype(
    [
        ("row", "i8"),
        ("person", "i4"),
        ("next", "i4"),
        ("day", "i4"),
        ("line", "i2"),
        ("points", "i2"),
        ("scheme", "u1"),
        ("grade", "i1"),
        ("held", "u1"),
        ("active", "u1"),
    ]
)
NOTED_ROW = np.dtype([("row", "i8"), ("next", "i4"), ("unused", "i4")])
NEW_TIE = np.dtype([("contact", "i4"), ("next", "i4"), ("layer", "u1"), ("unused", "u1", (3,))])
COPY = np.dtype([("row", "i8"), ("day", "i8")])
NODE = np.dtype(
    [
        ("cause", "i8"),
        ("person", "i4"),
        ("subject", "i4"),
        ("extra", "i4"),
        ("next", "i4"),
        ("due", "i4"),
        ("unused", "i4"),
    ]
)
QUEUE = np.dtype([("first", "i4"), ("last", "i4")])
ROW = np.dtype(
    [
        ("row", "i8"),
        ("amount", "i8"),
        ("trigger", "i8"),
        ("other", "i4"),
        ("kind", "i2"),
        ("what", "i2"),
        ("truth", "i8"),
    ]
)
CAUSE = np.dtype([("row", "i8"), ("cause", "i8"), ("share", "i8")])
CLERK = np.dtype([("free", "i8"), ("row", "i8")])
STAFF = np.dtype([("used", "i8"), ("row", "i8")])
CANDIDATE = np.dtype([("person", "i4"), ("height", "i4"), ("day", "i4"), ("mark", "i4")])

STAFFED_SAFEGUARDS = 16
DROPPED = 128
"""Set in a new tie's layer byte once the tie is dropped."""

(
    DAY,
    SEED,
    FIRST_DAY,
    END,
    PEOPLE,
    OPERATORS,
    DOORS,
    BOOK,
    CASES,
    LISTINGS,
    ROWS,
    CAUSES,
    FREE,
    NODES,
    LAST_PHASE,
    LAST_PERSON,
    LAST_N,
    VISITS,
    APPOINTMENTS,
    MOST_TIES,
    BOOKS,
    NEED_ROWS,
    NEED_CAUSES,
    NEED_CASES,
    NEED_LISTINGS,
    NEED_NODES,
    SCHEMES,
    RECORDS,
    NOTED,
    NEW_TIES,
    LIVES,
    FILES,
    NEED_RECORDS,
    NEED_NOTED,
    NEED_NEW_TIES,
    NEED_LIVES,
    NEED_FILES,
    OVERFLOW,
) = range(38)
"""Places in the array of single numbers."""
NUMBERS = OVERFLOW + 1

NONE = -1


class World(NamedTuple):
    """Everything that the kernels read and write; `dropped` has one bit a side of a tie."""

    numbers: NDArray[np.int64]
    people: NDArray[Any]
    cases: NDArray[Any]
    listings: NDArray[Any]
    copies: NDArray[Any]
    tie_start: NDArray[np.int64]
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


def people_of(population: Population) -> NDArray[Any]:
    """The people's records at the start of the opening."""
    people = np.zeros(len(population), PERSON)
    people["birthday"] = population.birthday
    people["man"] = population.sex
    people["income_fifth"] = population.income_fifth
    employment = population.employment
    people["manager"] = employment == Employment.MANAGER
    people["out_of_work"] = employment == Employment.OUT_OF_WORK
    people["employed"] = np.isin(
        employment, (Employment.EMPLOYED, Employment.MANAGER, Employment.OUT_OF_WORK)
    )
    for field in ("parent", "aware", "assertive", "settled"):
        people[field] = getattr(population, field)
    for field in ("exit_case", "listing"):
        people[field] = NONE
    people["wishes_window"] = np.iinfo(np.int16).min
    return people


def unwritten(record: np.dtype[Any], *links: str) -> NDArray[Any]:
    """Room for records, the first of which stands for all that have none: links lead nowhere."""
    array = np.zeros(1024, record)
    for link in links:
        array[link] = NONE
    return array


def build_world(
    population: Population,
    books: list[RuleBook],
    seed: int,
    first_day: int,
    end: int,
    calendar: NDArray[np.uint16],
    cast: list[int],
) -> World:
    """Lay out a world at the start of its opening.

    Parameters
    ----------
    population : Population
        Who lives there, with their ties.
    books : list of RuleBook
        Every rule book of the run, those of scripted roles included.
    seed, first_day, end : int
        The world's seed; the first day of the opening; the day after the last.
    calendar : uint16 array
        The days from `first_day` on (see rules/calendar.py).
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
    days = np.zeros(end - first_day, QUEUE)
    days["first"] = days["last"] = NONE
    district = min(int(rule.p[0]["redress_court_district"]) for rule in rules)
    clerks = np.zeros((len(population) // district + 1, MOST_CLERKS), CLERK)
    clerks["free"] = first_day * 1440
    people = people_of(population)
    return World(
        numbers=numbers,
        people=people,
        cases=np.zeros(1024, CASE),
        listings=np.zeros(1024, LISTING),
        copies=np.zeros((1024, len(rules[0].operators)), COPY),
        tie_start=population.tie_start,
        tie_contact=population.tie_contact,
        tie_layer=population.tie_layer,
        dropped=np.zeros(len(population.tie_contact) // 8 + 1, np.uint8),
        name_start=population.name_start,
        name_members=population.name_members,
        calendar=calendar,
        days=days,
        nodes=np.zeros(4096, NODE),
        rows=np.zeros(1 << 16, ROW),
        causes=np.zeros(1 << 14, CAUSE),
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
        lives=unwritten(LIFE, "new_ties"),
        guarantor=population.guarantor,
        name_class=population.name_class,
        standings=np.zeros((len(population), len(rules[0].schemes)), STANDING),
        files=unwritten(FILE, "records", "noted"),
        social=np.zeros((len(population), int((rules[0].schemes["form"] == PLATFORM).sum())), SOCIAL),
        records=np.zeros(1024, RECORD),
        noted=np.zeros(1024, NOTED_ROW),
        new_ties=np.zeros(1024, NEW_TIE),
        schemes=np.stack([rule.schemes for rule in rules]),
        grades=np.stack([rule.grades for rule in rules]),
        lines=np.stack([rule.lines for rule in rules]),
        imports=np.stack([rule.imports for rule in rules]),
    )
