"""Which rules hold when: dated parameters and interventions."""

from collections.abc import Callable
from datetime import date

from scorelab.scenario.overrides import Data, with_value
from scorelab.scenario.schema import Scenario
from scorelab.scenario.walk import quantified


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
    return Scenario.model_validate(tuples(data))


def tuples(data: object) -> object:
    """Plain data with every list as a tuple, as the schema has them."""
    if isinstance(data, dict):
        return {key: tuples(value) for key, value in data.items()}
    return tuple(map(tuples, data)) if isinstance(data, list) else data


def change_dates(scenario: Scenario) -> list[date]:
    """The dates on which a dated parameter or an intervention changes anything, in order."""
    dates = {day for _, _, parameter in quantified(scenario) for day in parameter.changes()}
    dates |= {date.fromisoformat(change.from_) for change in scenario.interventions}
    return sorted(dates)


def in_force(scenario: Scenario, day: date, role: str | None = None) -> Scenario:
    """The scenario with the interventions that hold on a date, for everybody or for a role, applied to it."""
    data = data_in_force(scenario, day, role=role)
    return scenario if data is None else typed(data)


def intervention_key(name: str, key: str) -> str:
    """What messages call a value that an intervention sets."""
    return f"interventions.{name}.set.{key}"


def data_in_force(
    scenario: Scenario,
    day: date,
    where: Callable[[str, str], str] = intervention_key,
    role: str | None = None,
) -> Data | None:
    """The plain data of the scenario with the interventions that hold on a date; None without any.

    Interventions apply in the order of their dates, then of the file. A value that an
    intervention sets holds from its date on, whatever the dated values say later.

    Parameters
    ----------
    scenario : Scenario
        Whose interventions.
    day : datetime.date
        The date.
    where : callable, optional
        From an intervention's name and a key to what messages call the place.
    role : str, optional
        A role of the script: the interventions for it apply as well as those for all.

    Raises
    ------
    InputError
        If an intervention sets something that a scenario does not have.
    """
    started = sorted(
        (
            change
            for change in scenario.interventions
            if date.fromisoformat(change.from_) <= day and change.for_ in (None, role)
        ),
        key=lambda change: change.from_,
    )
    if not started:
        return None
    data = plain(scenario)
    for change in started:
        reason = f"set by the intervention {change.name}"
        for key, value in change.set.items():
            data = with_value(data, key, value, where(change.name, key), reason)
    return data
