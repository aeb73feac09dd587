"""Which rules hold when: dated parameters and interventions."""

from collections.abc import Iterator
from datetime import date

from pydantic import BaseModel

from scorelab.scenario.overrides import Data, with_value
from scorelab.scenario.parameter import Parameter
from scorelab.scenario.schema import Scenario


def plain(scenario: Scenario) -> Data:
    """The scenario as the plain data from which it can be read again."""
    return scenario.model_dump(mode="json", by_alias=True, exclude_none=True)


def typed(data: object) -> Scenario:
    """The scenario that plain data says.

    Raises
    ------
    pydantic.ValidationError
        If a key or a type is wrong.
    """
    return Scenario.model_validate(_tuples(data))


def _tuples(data: object) -> object:
    if isinstance(data, dict):
        return {key: _tuples(value) for key, value in data.items()}
    return tuple(map(_tuples, data)) if isinstance(data, list) else data


def parameters(
    section: BaseModel, before: tuple[str, ...] = ()
) -> Iterator[tuple[tuple[str, ...], Parameter]]:
    """Every parameter with its path; a row of a table goes by its name."""
    for name in type(section).model_fields:
        value = getattr(section, name)
        if isinstance(value, Parameter):
            yield (*before, name), value
        elif isinstance(value, BaseModel):
            yield from parameters(value, (*before, name))
        elif isinstance(value, tuple):
            for row in value:
                yield from parameters(row, (*before, name, row.name))


def change_dates(scenario: Scenario) -> list[date]:
    """The dates on which a dated parameter or an intervention changes anything, in order."""
    dates = {day for _, parameter in parameters(scenario) for day in parameter.changes()}
    dates |= {date.fromisoformat(change.from_) for change in scenario.interventions}
    return sorted(dates)


def in_force(scenario: Scenario, day: date) -> Scenario:
    """The scenario with the interventions that hold on a date applied to it."""
    data = data_in_force(scenario, day)
    return scenario if data is None else typed(data)


def data_in_force(scenario: Scenario, day: date, label: str = "") -> Data | None:
    """The plain data of the scenario with the interventions that hold on a date; None without any.

    Interventions apply in the order of their dates, then of the file. A value that an
    intervention sets holds from its date on, whatever the dated values say later.

    Parameters
    ----------
    scenario : Scenario
        Whose interventions.
    day : datetime.date
        The date.
    label : str, optional
        What messages call the scenario's file.

    Raises
    ------
    InputError
        If an intervention sets something that a scenario does not have.
    """
    started = sorted(
        (change for change in scenario.interventions if date.fromisoformat(change.from_) <= day),
        key=lambda change: change.from_,
    )
    if not started:
        return None
    data = plain(scenario)
    for change in started:
        reason = f"set by the intervention {change.name}"
        for key, value in change.set.items():
            where = ": ".join(filter(None, (label, intervention_key(change.name, key))))
            data = with_value(data, key, value, where, reason)
    return data


def intervention_key(name: str, key: str) -> str:
    """What messages call a value that an intervention sets."""
    return f"interventions.{name}.set.{key}"
