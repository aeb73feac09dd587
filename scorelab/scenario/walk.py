"""Walking over a scenario's parameters."""

from collections.abc import Iterator
from functools import cache
from typing import get_args

from scorelab.scenario.fields import Section
from scorelab.scenario.parameter import Parameter
from scorelab.scenario.quantities import Quantity
from scorelab.scenario.yaml_safe import Path


def quantified(section: Section, before: Path = ()) -> Iterator[tuple[Path, Quantity, Parameter]]:
    """Every parameter with its path and quantity; a row of a table goes by its name."""
    for name, quantity in quantities(type(section)).items():
        value = getattr(section, name)
        if isinstance(value, Parameter):
            assert quantity is not None
            yield (*before, name), quantity, value
        elif isinstance(value, Section):
            yield from quantified(value, (*before, name))
        elif isinstance(value, tuple):
            for row in value:
                if isinstance(row, Section):
                    yield from quantified(row, (*before, name, str(row.name)))  # type: ignore[attr-defined]


@cache
def quantities(section: type[Section]) -> dict[str, Quantity | None]:
    """What kind of number each of a section's fields is, optional or not; None where it is none."""
    found: dict[str, Quantity | None] = {}
    for name, field in section.model_fields.items():
        kinds = get_args(field.annotation)
        optional = [mark for kind in kinds for mark in getattr(kind, "__metadata__", ())]
        marks = (mark for mark in (*field.metadata, *optional) if isinstance(mark, Quantity))
        found[name] = next(marks, None)
    return found
