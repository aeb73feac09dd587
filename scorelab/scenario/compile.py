"""From a scenario to the whole numbers on which rules decide, one rule book per period."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from types import SimpleNamespace
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from scorelab.scenario.calendar import date_of, day_of, opening_start
from scorelab.scenario.dates import change_dates, in_force
from scorelab.scenario.parameter import Parameter
from scorelab.scenario.quantities import Quantity
from scorelab.scenario.schema import Scenario, Section
from scorelab.scenario.walk import quantity_of

Row = dict[str, int | tuple[int, ...]]

CODES = {
    "shut_by": ("never", "court_list", "exit_order"),
    "says": ("nothing", "that", "why"),
    "asked_by": ("adults", "managers", "parents"),
}
"""The code of a word is its place here."""

SECTIONS = {
    "mechanisms": "mechanism",
    "population": "population",
    "court": "court",
    "errors": "errors",
    "contacts": "contacts",
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


class ReadableRules(NamedTuple):
    """The same numbers under the same names, as plain Python objects."""

    p: SimpleNamespace
    incidents: tuple[SimpleNamespace, ...]
    operators: tuple[SimpleNamespace, ...]
    doors: tuple[SimpleNamespace, ...]
    layers: tuple[SimpleNamespace, ...]
    channels: tuple[SimpleNamespace, ...]


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
    """

    from_day: int
    p: Row
    incidents: tuple[Row, ...]
    operators: tuple[Row, ...]
    doors: tuple[Row, ...]
    layers: tuple[Row, ...]
    channels: tuple[Row, ...]

    def engine(self) -> Rules:
        """The book as arrays."""
        return Rules(_array((self.p,)), *map(_array, self._tables()))

    def reader(self) -> ReadableRules:
        """The book as plain objects."""
        return ReadableRules(
            SimpleNamespace(**self.p),
            *(tuple(SimpleNamespace(**row) for row in table) for table in self._tables()),
        )

    def _tables(self) -> tuple[tuple[Row, ...], ...]:
        return self.incidents, self.operators, self.doors, self.layers, self.channels


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
    p["court_list_from"] = day_of(start, date.fromisoformat(scenario.court.list_from))
    operators = {operator.name: index for index, operator in enumerate(scenario.operators)}
    return RuleBook(
        from_day=day_of(start, day),
        p=p,
        incidents=tuple(integers(row, day) for row in scenario.incidents),
        operators=tuple(integers(row, day) for row in scenario.operators),
        doors=tuple(integers(row, day) | {"operator": operators[row.operator]} for row in scenario.doors),
        layers=tuple(integers(row, day) for row in scenario.contacts.layers),
        channels=tuple(integers(row, day) for row in scenario.redress.channels),
    )


def integers(section: Section, day: date, prefix: str = "") -> Row:
    """The numbers of a section on a date, tables apart."""
    row: Row = {}
    for name, field in type(section).model_fields.items():
        value = getattr(section, name)
        if isinstance(value, Section):
            row |= integers(value, day, f"{prefix}{name}_")
        elif isinstance(value, Parameter):
            row |= _named(f"{prefix}{name}", quantity_of(field), value, day)
        elif name in CODES:
            row[f"{prefix}{name}"] = CODES[name].index(value)
        elif isinstance(value, bool | int):
            row[f"{prefix}{name}"] = int(value)
    return row


def _named(name: str, quantity: Quantity, parameter: Parameter, day: date) -> Row:
    value = parameter.on(day)
    if not isinstance(value, tuple):
        return {name: quantity.to_integer(value)}
    numbers = quantity.integers(value)
    if quantity.is_range:
        return {f"{name}_low": numbers[0], f"{name}_high": numbers[1]}
    return {name: numbers}


def _array(rows: tuple[Row, ...]) -> NDArray[np.void]:
    fields: Iterator[tuple[str, int | tuple[int, ...]]] = iter(rows[0].items())
    kinds = [
        (name, "i8", (len(value),)) if isinstance(value, tuple) else (name, "i8") for name, value in fields
    ]
    return np.array([tuple(row.values()) for row in rows], dtype=np.dtype(kinds))


def _numbers(book: RuleBook) -> tuple[object, ...]:
    return book.p, book.incidents, book.operators, book.doors, book.layers, book.channels
