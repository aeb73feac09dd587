"""A section's parameters as the whole numbers on which rules decide."""

from datetime import date

from scorelab.scenario.fields import Section
from scorelab.scenario.parameter import Parameter
from scorelab.scenario.quantities import Quantity
from scorelab.scenario.walk import quantities

Row = dict[str, int | tuple[int, ...]]

CODES = {
    "shut_by": ("never", "court_list", "exit_order"),
    "says": ("nothing", "that", "why"),
    "asked_by": ("adults", "managers", "parents"),
    "who": ("adults", "employed", "managers"),
}
"""The code of a word is its place here."""


def integers(section: Section, day: date, prefix: str = "") -> Row:
    """The numbers of a section on a date, tables apart."""
    row: Row = {}
    for name, quantity in quantities(type(section)).items():
        value = getattr(section, name)
        if isinstance(value, Section):
            row |= integers(value, day, f"{prefix}{name}_")
        elif isinstance(value, Parameter):
            assert quantity is not None
            row |= _named(f"{prefix}{name}", quantity, value, day)
        elif value is None and quantity is not None:
            row |= _nothing(f"{prefix}{name}", quantity)
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


def zeros(section: type[Section], prefix: str = "") -> Row:
    """A row of the same names with every number 0: the form of a table without rows."""
    row: Row = {}
    for name, field in section.model_fields.items():
        kind = field.annotation
        if isinstance(kind, type) and issubclass(kind, Section):
            row |= zeros(kind, f"{prefix}{name}_")
        elif (quantity := quantities(section)[name]) is not None:
            row |= _nothing(f"{prefix}{name}", quantity)
        elif name in CODES or kind in (bool, int):
            row[f"{prefix}{name}"] = 0
    return row


def _nothing(name: str, quantity: Quantity) -> Row:
    if quantity.length == 1:
        return {name: 0}
    if quantity.is_range:
        return {f"{name}_low": 0, f"{name}_high": 0}
    return {name: (0,) * quantity.length}
