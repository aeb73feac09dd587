"""What makes a scenario bad input, said in one clear line for each fault.

Types and unknown keys are Pydantic's to find; single values are in `values`, numbers
that must fit together in `together`.
"""

from datetime import date

from pydantic import ValidationError

from scorelab.scenario.dates import change_dates, data_in_force, typed
from scorelab.scenario.institutions import CHANNEL_NAMES
from scorelab.scenario.origins import Origins, explained
from scorelab.scenario.overrides import close
from scorelab.scenario.schema import CHANGEABLE, FIXED_KEYS, Scenario
from scorelab.scenario.scoring_checks import check_scoring
from scorelab.scenario.script import check_script
from scorelab.scenario.society import INCIDENT_NAMES, LAYER_NAMES
from scorelab.scenario.together import check_together
from scorelab.scenario.values import check_values
from scorelab.scenario.walk import quantified
from scorelab.scenario.watching_checks import check_watching
from scorelab.scenario.yaml_safe import Path

EARLIEST, LATEST = date(1950, 1, 1), date(2100, 12, 31)


def checked(data: object, origins: Origins) -> Scenario:
    """The scenario that plain data says, with every check passed on every date of change.

    Raises
    ------
    InputError
        Naming the first fault.
    """
    scenario = _typed(data, origins)
    _check_rows(scenario, origins)
    check_values(scenario, origins)
    check_scoring(scenario, origins)
    check_watching(scenario, origins)
    _check_dates(scenario, origins)
    check_together(scenario, date.min, origins)
    check_script(scenario, origins)

    def where(name: str, key: str) -> str:
        return origins.where(("interventions", name, "set", key))

    for change in scenario.interventions:
        for key in change.set:
            _check_changeable(change.name, key, origins)
            origins.put(tuple(key.split(".")), where(change.name, key))
    roles: set[str | None] = {change.for_ for change in scenario.interventions}
    for role in (None, *(role for role in scenario.cast if role in roles)):
        for day in change_dates(scenario):
            changed = data_in_force(scenario, day, where, role)
            held = scenario
            if changed is not None:
                held = _typed(changed, origins)
                _check_rows(held, origins)
                check_values(held, origins)
                check_scoring(held, origins)
                check_watching(held, origins)
            check_together(held, day, origins)
    return scenario


def _typed(data: object, origins: Origins) -> Scenario:
    try:
        return typed(data)
    except ValidationError as error:
        raise explained(error, data, origins) from None


def _check_rows(scenario: Scenario, origins: Origins) -> None:
    _check_names((), [scenario.name], origins)
    tables: tuple[tuple[Path, list[str], tuple[str, ...] | None], ...] = (
        (("incidents",), [row.name for row in scenario.incidents], INCIDENT_NAMES),
        (("contacts", "layers"), [row.name for row in scenario.contacts.layers], LAYER_NAMES),
        (("redress", "channels"), [row.name for row in scenario.redress.channels], CHANNEL_NAMES),
        (("operators",), [row.name for row in scenario.operators], None),
        (("doors",), [row.name for row in scenario.doors], None),
        (("interventions",), [row.name for row in scenario.interventions], ()),
    )
    for path, names, fixed in tables:
        _check_names(path, names, origins)
        if fixed is None and not names:
            raise origins.refusal(path, "no rows", "at least one row")
        if fixed:
            for name in names:
                if name not in fixed:
                    expected = f"one of {', '.join(fixed)}{close(name, fixed)}"
                    raise origins.refusal((*path, name), f"the unknown row {name!r}", expected)
            if tuple(names) != fixed:
                expected = f"the rows {', '.join(fixed)}, in this order"
                raise origins.refusal(path, ", ".join(names) or "no rows", expected)
    _check_operators(scenario, origins)


def _check_names(path: Path, names: list[str], origins: Origins) -> None:
    for place, name in enumerate(names):
        if not name.replace("_", "").replace("-", "").isalnum():
            key = (*path, name) if path else ("name",)
            raise origins.refusal(key, repr(name), "a name of letters, digits, - and _")
        if name in names[:place]:
            raise origins.refusal((*path, name), "a second row of that name", "each name once")


def _check_operators(scenario: Scenario, origins: Origins) -> None:
    operators = [operator.name for operator in scenario.operators]
    numbers: dict[int, str] = {}
    for door in scenario.doors:
        path = ("doors", door.name)
        if door.operator not in operators:
            expected = f"one of {', '.join(operators)}{close(door.operator, operators)}"
            raise origins.refusal((*path, "operator"), repr(door.operator), expected)
        if door.number in numbers:
            other = ("doors", numbers[door.number])
            latest = origins.latest((*path, "number"), (*other, "number"))
            taken = other[1] if latest[1] == door.name else door.name
            raise origins.refusal(latest, door.number, f"a number of its own: {taken} has it")
        numbers[door.number] = door.name


def _check_dates(scenario: Scenario, origins: Origins) -> None:
    named = [(("time", "start"), scenario.time.start), (("court", "list_from"), scenario.court.list_from)]
    places: list[tuple[Path, str]] = [
        *named,
        *((("interventions", change.name, "from"), change.from_) for change in scenario.interventions),
        *(
            (path, version.from_)
            for path, _, parameter in quantified(scenario)
            for version in parameter.dated or ()
        ),
    ]
    for path, text in places:
        if not EARLIEST <= date.fromisoformat(text) <= LATEST:
            raise origins.refusal(path, text, f"a date from {EARLIEST} to {LATEST}")


def _check_changeable(name: str, key: str, origins: Origins) -> None:
    parts = key.split(".")
    if parts[0] not in CHANGEABLE or parts[-1] in FIXED_KEYS:
        expected = f"a key of {', '.join(CHANGEABLE)}, none of {', '.join(FIXED_KEYS)}"
        raise origins.refusal(("interventions", name, "set", key), repr(key), expected)
