"""Walking over a scenario's parameters."""

from collections.abc import Iterator

from pydantic.fields import FieldInfo

from scorelab.scenario.parameter import Parameter
from scorelab.scenario.quantities import Quantity
from scorelab.scenario.schema import Section
from scorelab.scenario.yaml_safe import Path


def quantified(section: Section, before: Path = ()) -> Iterator[tuple[Path, Quantity, Parameter]]:
    """Every parameter with its path and quantity; a row of a table goes by its name."""
    for name, field in type(section).model_fields.items():
        value = getattr(section, name)
        if isinstance(value, Parameter):
            yield (*before, name), quantity_of(field), value
        elif isinstance(value, Section):
            yield from quantified(value, (*before, name))
        elif isinstance(value, tuple):
            for row in value:
                yield from quantified(row, (*before, name, row.name))


def quantity_of(field: FieldInfo) -> Quantity:
    """What kind of number a schema field is."""
    return next(mark for mark in field.metadata if isinstance(mark, Quantity))
