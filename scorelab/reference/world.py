"""A scorelab world: everybody and everything, the agenda, and the journal."""

from collections import defaultdict
from dataclasses import dataclass
from typing import Any

from scorelab.agenda import PHASE_OF, Due
from scorelab.journal import Kind, Truth, row_id, unpack
from scorelab.population.course import Course
from scorelab.reference.things import Case, Listing, Person, Record
from scorelab.rules.hardship import felt, hardship_left, hardship_now, raised, weight_of_blow


@dataclass(frozen=True)
class Appointment:
    """Something due on a day."""

    due: int
    person: int
    subject: int
    extra: int
    cause: int


@dataclass(frozen=True)
class Row:
    """A row of the journal."""

    row: int
    kind: int
    what: int
    truth: int
    other: int
    amount: int
    trigger: int


EVERYBODY = -1
"""Whose rule books hold for all who play no role with books of its own."""


@dataclass(frozen=True)
class Shelf:
    """Rule books in the reader's form, and the first day of each, rising."""

    books: tuple[Any, ...]
    days: tuple[int, ...]

    def on(self, day: int) -> Any:
        """The book in force on a day; the first one holds before its day as well."""
        return self.books[max(sum(first <= day for first in self.days), 1) - 1]


class World:
    """Everybody and everything, the agenda, and the journal.

    Parameters
    ----------
    seed : int
        The world's seed.
    people : list of Person
        In order of their numbers.
    shelves : dict
        Rule books by person: those of `EVERYBODY`, and those of people in a role that has its own.
    calendar : sequence of int
        The days from `first_day` on (see rules/calendar.py).
    first_day : int
        First day of the opening, 0 or less.
    month_starts : sequence of int
        The days on which months begin, from that before day 0's on.
    course : Course, optional
        The births and deaths to come, where lives go on.
    """

    def __init__(
        self,
        seed: int,
        people: list[Person],
        shelves: dict[int, Shelf],
        calendar: Any,
        first_day: int,
        month_starts: Any,
        course: Course | None = None,
    ) -> None:
        self.seed = seed
        self.people = people
        self.shelves = shelves
        self.books = tuple(book for shelf in shelves.values() for book in shelf.books)
        self.calendar = calendar
        self.first_day = first_day
        self.month_starts = month_starts
        self.course = course
        self.birthdays = [person.birthday for person in people]
        self.households = [person.household for person in people]
        self.day = first_day
        self.in_force = {whose: shelf.on(first_day) for whose, shelf in shelves.items()}
        self.rules = self.in_force[EVERYBODY]
        self.cases: list[Case] = []
        self.listings: list[Listing] = []
        self.records: list[Record] = []
        self.agenda: dict[int, list[Appointment]] = defaultdict(list)
        self.rows: list[Row] = []
        self.causes: list[tuple[int, int, int]] = []
        self.candidates: dict[int, list[tuple[int, int, int, int, int]]] = {}
        self.wishes_planned: set[tuple[int, int]] = set()
        self.staff_used: dict[int, int] = {}
        self.staff_row: dict[int, int] = {}
        self.clerk_free: dict[int, list[int]] = {}
        self.clerk_row: dict[int, list[int]] = {}
        self.clerk_taken = 0
        self._last_place = (0, 0, 0)
        self._n = 0

    @property
    def p(self) -> Any:
        """The parameters in force today for the person whose turn it is."""
        return self.rules.p

    def shelf_of(self, person: int) -> int:
        """Whose rule books decide about a person: their own, or everybody's."""
        return person if person in self.in_force else EVERYBODY

    def rules_for(self, person: int) -> Any:
        """The rule book in force today for a person."""
        return self.in_force[self.shelf_of(person)]

    def begin_turn(self, person: int) -> None:
        """Let what follows be decided by a person's rule book."""
        self.rules = self.rules_for(person)

    def appoint(
        self, day: int, due: Due, person: int, subject: int = 0, extra: int = 0, cause: int = 0
    ) -> None:
        """Make an appointment for a later day."""
        self.agenda[day].append(Appointment(due, person, subject, extra, cause))

    @staticmethod
    def day_of(row: int) -> int:
        """The day of a row."""
        return unpack(row)[0]

    def due_today(self) -> list[Appointment]:
        """Today's appointments by phase, person and kind; equals stay in the order of making."""
        return sorted(self.agenda.pop(self.day, []), key=lambda due: (PHASE_OF[due.due], due.person, due.due))

    def write(
        self,
        phase: int,
        person: int,
        kind: Kind,
        *,
        trigger: int,
        what: int = 0,
        truth: int = Truth.NONE,
        other: int = -1,
        amount: int = 0,
        contributors: tuple[int, ...] = (),
    ) -> int:
        """Write a row and return its id; contributors of 0 (luck) are left out, the rest share evenly."""
        place = (self.day, phase, person)
        self._n = self._n + 1 if place == self._last_place else 0
        self._last_place = place
        row = row_id(self.day, phase, person, self._n)
        self.rows.append(Row(row, int(kind), int(what), int(truth), other, amount, trigger))
        named = [cause for cause in contributors if cause != 0]
        self.causes.extend((row, cause, 1000 // len(named)) for cause in named)
        return row

    def hardship_of(self, person: Person) -> int:
        """A person's hardship today."""
        return hardship_left(self.p, person.hardship, person.hardship_day, self.day)

    def felt_hardship_of(self, person: Person) -> int:
        """Hardship as far as it feeds back."""
        return felt(self.p, self.hardship_of(person))

    def raise_hardship(self, person: Person, points: int, cause: int) -> None:
        """Let a blow fall."""
        if points == 0:
            return
        before = self.hardship_of(person)
        person.hardship = raised(before, weight_of_blow(self.p, before, points))
        person.hardship_day = self.day
        person.hardship_row = cause

    def fear_of(self, person: Person) -> int:
        """A person's fear today: it fades as hardship does."""
        return hardship_now(person.fear, person.fear_day, self.day, self.p.conduct_fear_half_life)

    def raise_fear(self, person: Person, cause: int) -> None:
        """Let a punishment frighten."""
        if self.p.conduct_punishment_seen == 0:
            return
        person.fear = raised(self.fear_of(person), self.p.conduct_punishment_seen)
        person.fear_day = self.day
        person.fear_row = cause

    def grades_of(self, index: int) -> Any:
        """The rows of a scheme's grades, from the lowest."""
        scheme = self.rules.schemes[index]
        return self.rules.grades[scheme.first_grade : scheme.first_grade + scheme.grade_count]

    def case(
        self, person: int, creditor: int, kind: int, due: int, luck: int, origin_row: int, owed: int
    ) -> Case:
        """Open a file."""
        case = Case(len(self.cases), person, creditor, kind, due, luck, origin_row, owed)
        self.cases.append(case)
        return case
