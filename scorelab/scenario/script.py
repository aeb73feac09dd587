"""Checks of a script: whom it casts, what happens to them and when."""

from datetime import date
from itertools import pairwise

from scorelab.scenario.calendar import date_of, opening_start
from scorelab.scenario.origins import Origins, shown
from scorelab.scenario.overrides import close
from scorelab.scenario.schema import MOST_ROLES, SHARED_KEYS, Event, Intervention, Scenario, Script

OLDEST = 130


def check_script(scenario: Scenario, origins: Origins) -> None:
    """Refuse a script that nobody could play, and interventions for roles that it does not have."""
    roles = list(scenario.script.cast) if scenario.script else []
    for change in scenario.interventions:
        _check_intervention(change, roles, origins)
    if scenario.script:
        _check_cast(scenario.script, origins)
        _check_events(scenario, scenario.script, origins)


def _check_intervention(change: Intervention, roles: list[str], origins: Origins) -> None:
    if change.for_ is None:
        return
    path = ("interventions", change.name)
    if change.for_ not in roles:
        expected = f"a role of the script: {_either(roles)}{close(change.for_, roles)}"
        raise origins.refusal((*path, "for"), repr(change.for_), expected)
    for key in change.set:
        if key.rsplit(".", 1)[-1] in SHARED_KEYS:
            expected = f"for one role no key that everybody shares ({', '.join(SHARED_KEYS)})"
            raise origins.refusal((*path, "set", key), repr(key), expected)


def _check_cast(script: Script, origins: Origins) -> None:
    path = ("script", "cast")
    if not 1 <= len(script.cast) <= MOST_ROLES:
        raise origins.refusal(path, f"{len(script.cast)} roles", f"1 to {MOST_ROLES} roles")
    for name, role in script.cast.items():
        if not name.isidentifier():
            raise origins.refusal((*path, name), repr(name), "a role's name of letters, digits and _")
        if role.age is not None and not 0 <= role.age[0] <= role.age[1] <= OLDEST:
            expected = f"two ages from 0 to {OLDEST}, the lower first"
            raise origins.refusal((*path, name, "age"), shown(role.age), expected)


def _check_events(scenario: Scenario, script: Script, origins: Origins) -> None:
    start = date.fromisoformat(scenario.time.start)
    earliest = opening_start(start, scenario.time.opening_years)
    last = date_of(start, scenario.time.days - 1)
    doors = [door.name for door in scenario.doors]
    for place, event in enumerate(script.events, 1):
        path = ("script", "events", f"[{place}]")
        if event.role not in script.cast:
            expected = f"a role of the cast: {_either(list(script.cast))}{close(event.role, script.cast)}"
            raise origins.refusal((*path, "role"), repr(event.role), expected)
        if (event.incident is None) == (event.door is None):
            found = "neither" if event.incident is None else "both"
            raise origins.refusal(path, found, "either an incident or a door")
        if event.door is not None and event.door not in doors:
            expected = f"one of {', '.join(doors)}{close(event.door, doors)}"
            raise origins.refusal((*path, "door"), repr(event.door), expected)
        first = start if event.door is not None else earliest
        if not first <= date.fromisoformat(event.date) <= last:
            expected = f"a date from {first} ({_why(event)}) to {last}, the last day"
            raise origins.refusal((*path, "date"), event.date, expected)
    for place, (before, after) in enumerate(pairwise(script.events), 2):
        if after.date < before.date:
            found = f"{after.date} after {before.date}"
            raise origins.refusal(
                ("script", "events", f"[{place}]", "date"), found, "dates in order, oldest first"
            )


def _why(event: Event) -> str:
    return "the first day" if event.door is not None else "the start of the opening"


def _either(words: list[str]) -> str:
    return " or ".join(words) if words else "none is cast"
