"""Walking over a scenario's parameters."""

from collections.abc import Iterator
from typing import get_args

from pydantic.fields import FieldInfo

from scorelab.scenario.fields import Section
from scorelab.scenario.parameter import Parameter
from scorelab.scenario.quantities import Quantity
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
                if isinstance(row, Section):
                    yield from quantified(row, (*before, name, str(row.name)))  # type: ignore[attr-defined]


def quantity_of(field: FieldInfo) -> Quantity:
    """What kind of number a schema field is, optional or not."""
    quantity = quantity_or_none(field)
    assert quantity is not None
    return quantity


def quantity_or_none(field: FieldInfo) -> Quantity | None:
    """The same; None if the field is no number with a quantity."""
    optional = [mark for kind in get_args(field.annotation) for mark in getattr(kind, "__metadata__", ())]
    return next((mark for mark in (*field.metadata, *optional) if isinstance(mark, Quantity)), None)
