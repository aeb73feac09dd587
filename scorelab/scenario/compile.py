"""From a scenario to the whole numbers on which rules decide, one rule book per period."""

from dataclasses import dataclass
from datetime import date
from types import SimpleNamespace
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from scorelab.scenario.calendar import date_of, day_of, opening_start
from scorelab.scenario.dates import change_dates, in_force
from scorelab.scenario.forms import FORMS, LARGEST_EFFECT, Deterrence, code_of
from scorelab.scenario.integers import Row, integers
from scorelab.scenario.schema import Scenario
from scorelab.scenario.scheme_tables import SCHEME_FORMS, asked_grades, scheme_tables
from scorelab.scenario.society import Incident

SECTIONS = {
    "mechanisms": "mechanism",
    "population": "population",
    "society_lives": "lives",
    "court": "court",
    "errors": "errors",
    "contacts": "contacts",
    "conduct": "conduct",
    "livelihood": "livelihood",
    "redress": "redress",
    "safeguards": "safeguard",
}
"""What the names of a section's numbers begin with."""


class Rules(NamedTuple):
    """A rule book for the engine: arrays of int64 fields.

    `p` has one element, which holds every number outside tables; each table is a
    structured array with one element a row. The codes of words are those of `CODES`;
    the units are those of the quantities in `schema`.
    """

    p: NDArray[np.void]
    incidents: NDArray[np.void]
    operators: NDArray[np.void]
    doors: NDArray[np.void]
    layers: NDArray[np.void]
    channels: NDArray[np.void]
    schemes: NDArray[np.void]
    grades: NDArray[np.void]
    lines: NDArray[np.void]
    imports: NDArray[np.void]
    habits: NDArray[np.void]


class ReadableRules(NamedTuple):
    """The same numbers under the same names, as plain Python objects."""

    p: SimpleNamespace
    incidents: tuple[SimpleNamespace, ...]
    operators: tuple[SimpleNamespace, ...]
    doors: tuple[SimpleNamespace, ...]
    layers: tuple[SimpleNamespace, ...]
    channels: tuple[SimpleNamespace, ...]
    schemes: tuple[SimpleNamespace, ...]
    grades: tuple[SimpleNamespace, ...]
    lines: tuple[SimpleNamespace, ...]
    imports: tuple[SimpleNamespace, ...]
    habits: tuple[SimpleNamespace, ...]


@dataclass(frozen=True)
class RuleBook:
    """The rules from a day on.

    Attributes
    ----------
    from_day : int
        First day; the first book holds from the start of the opening.
    p : dict
        Every number outside tables, by name.
    incidents, operators, doors, layers, channels : tuple of dict
        The rows of the tables.
    schemes, grades, lines, imports, habits : tuple of dict
        The rows of the tables of scoring, see `scheme_tables`; without schemes they are empty.
    """

    from_day: int
    p: Row
    incidents: tuple[Row, ...]
    operators: tuple[Row, ...]
    doors: tuple[Row, ...]
    layers: tuple[Row, ...]
    channels: tuple[Row, ...]
    schemes: tuple[Row, ...]
    grades: tuple[Row, ...]
    lines: tuple[Row, ...]
    imports: tuple[Row, ...]
    habits: tuple[Row, ...]

    def engine(self) -> Rules:
        """The book as arrays."""
        forms = (*(table[0] for table in self.tables()[:5]), *SCHEME_FORMS)
        tables = (_array(table, form) for table, form in zip(self.tables(), forms, strict=True))
        return Rules(_array((self.p,), self.p), *tables)

    def reader(self) -> ReadableRules:
        """The book as plain objects."""
        return ReadableRules(
            SimpleNamespace(**self.p),
            *(tuple(SimpleNamespace(**row) for row in table) for table in self.tables()),
        )

    def tables(self) -> tuple[tuple[Row, ...], ...]:
        """All tables, in the order of :class:`Rules`."""
        court = self.incidents, self.operators, self.doors, self.layers, self.channels
        return (*court, self.schemes, self.grades, self.lines, self.imports, self.habits)


def rule_books(scenario: Scenario, role: str | None = None) -> tuple[RuleBook, ...]:
    """The rule books of a scenario, or of one role of its script, in order of their first day.

    Parameters
    ----------
    scenario : Scenario
        A loaded, and so checked, scenario.
    role : str, optional
        A role of the script: its books hold the interventions for it as well.

    Returns
    -------
    tuple of RuleBook
        A new book begins wherever a dated parameter or an intervention changes a
        number between the start of the opening and the last day.
    """
    start = date.fromisoformat(scenario.time.start)
    first = opening_start(start, scenario.time.opening_years)
    last = date_of(start, scenario.time.days - 1)
    days = [first, *(day for day in change_dates(scenario) if first < day <= last)]
    books: list[RuleBook] = []
    for day in days:
        book = rule_book(in_force(scenario, day, role), day)
        if not books or _numbers(book) != _numbers(books[-1]):
            books.append(book)
    return tuple(books)


def rule_book(scenario: Scenario, day: date) -> RuleBook:
    """The rules on one date, interventions apart."""
    start = date.fromisoformat(scenario.time.start)
    p: Row = {}
    for section, prefix in SECTIONS.items():
        p |= integers(getattr(scenario, section), day, f"{prefix}_")
    p |= {f"form_{name}": code_of(name, getattr(scenario.forms, name)) for name in FORMS}
    p["court_list_from"] = day_of(start, date.fromisoformat(scenario.court.list_from))
    operators = {operator.name: index for index, operator in enumerate(scenario.operators)}
    scoring = scheme_tables(scenario, day)
    return RuleBook(
        from_day=day_of(start, day),
        p=p,
        incidents=tuple(integers(row, day) | _forms_of_rates(scenario, row) for row in scenario.incidents),
        operators=tuple(integers(row, day) for row in scenario.operators),
        doors=tuple(
            integers(row, day) | {"operator": operators[row.operator]} | asked_grades(scenario, row)
            for row in scenario.doors
        ),
        layers=tuple(integers(row, day) for row in scenario.contacts.layers),
        channels=tuple(integers(row, day) for row in scenario.redress.channels),
        schemes=scoring.schemes,
        grades=scoring.grades,
        lines=scoring.lines,
        imports=scoring.imports,
        habits=scoring.habits,
    )


def _forms_of_rates(scenario: Scenario, row: Incident) -> Row:
    """How a kind's rate answers to hardship, and by how much punishment provokes it (thousandths)."""
    backlash = code_of("deterrence", scenario.forms.deterrence) == Deterrence.BACKLASH
    provoked = backlash and row.deterred and scenario.mechanisms.deterrence
    return {
        "hazards": code_of("hazards", scenario.forms.hazards),
        "provoked": LARGEST_EFFECT if provoked else 0,
    }


def _array(rows: tuple[Row, ...], form: Row) -> NDArray[np.void]:
    kinds = [
        (name, "i8", (len(value),)) if isinstance(value, tuple) else (name, "i8")
        for name, value in form.items()
    ]
    return np.array([tuple(row.values()) for row in rows], dtype=np.dtype(kinds))


def _numbers(book: RuleBook) -> tuple[object, ...]:
    return book.p, *book.tables()
