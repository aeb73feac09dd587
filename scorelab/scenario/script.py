"""Checks of a script: whom it casts, what happens to them and when."""

from datetime import date
from itertools import pairwise

from scorelab.scenario.calendar import date_of, opening_start
from scorelab.scenario.institutions import CHANNEL_NAMES
from scorelab.scenario.origins import Origins, shown
from scorelab.scenario.overrides import close
from scorelab.scenario.parameter import Dated, Parameter
from scorelab.scenario.schema import SHARED_KEYS, Intervention, Scenario
from scorelab.scenario.society import INCIDENT_NAMES
from scorelab.scenario.told import MOST_ROLES, Event, Script
from scorelab.scenario.yaml_safe import Path

OLDEST = 130


def check_script(scenario: Scenario, origins: Origins) -> None:
    """Refuse a script that nobody could play, and interventions for roles that it does not have."""
    roles = list(scenario.script.cast) if scenario.script else []
    for change in scenario.interventions:
        _check_intervention(change, roles, origins)
    if scenario.script:
        _check_cast(scenario, scenario.script, origins)
        _check_events(scenario, scenario.script, origins)


def _check_intervention(change: Intervention, roles: list[str], origins: Origins) -> None:
    if change.for_ is None:
        return
    path = ("interventions", change.name)
    if change.for_ not in roles:
        expected = f"a role of the script: {_either(roles)}{close(change.for_, roles)}"
        raise origins.refusal((*path, "for"), repr(change.for_), expected)
    for key in change.set:
        if not set(SHARED_KEYS).isdisjoint(key.split(".")):
            expected = f"for one role no key that everybody shares ({', '.join(SHARED_KEYS)})"
            raise origins.refusal((*path, "set", key), repr(key), expected)


def _check_cast(scenario: Scenario, script: Script, origins: Origins) -> None:
    path = ("script", "cast")
    if not 1 <= len(script.cast) <= MOST_ROLES:
        raise origins.refusal(path, f"{len(script.cast)} roles", f"1 to {MOST_ROLES} roles")
    for name, role in script.cast.items():
        if not name.isidentifier():
            raise origins.refusal((*path, name), repr(name), "a role's name of letters, digits and _")
        if role.age is not None and not 0 <= role.age[0] <= role.age[1] <= OLDEST:
            expected = f"two ages from 0 to {OLDEST}, the lower first"
            raise origins.refusal((*path, name, "age"), shown(role.age), expected)
        _check_relation(scenario, script, name, origins)


def _check_relation(scenario: Scenario, script: Script, name: str, origins: Origins) -> None:
    path, role = ("script", "cast", name), script.cast[name]
    before = list(script.cast)[: list(script.cast).index(name)]
    if role.relative_of is not None and role.friend_of is not None:
        raise origins.refusal(
            (*path, "friend_of"), repr(role.friend_of), "relative_of or friend_of, not both"
        )
    for key in ("relative_of", "friend_of"):
        other = getattr(role, key)
        if other is not None and other not in before:
            expected = f"a role that stands before it: {_either(before)}{close(other, before)}"
            raise origins.refusal((*path, key), repr(other), expected)
    if role.in_app is not None and role.related_to is None:
        raise origins.refusal((*path, "in_app"), repr(role.in_app), "it beside relative_of or friend_of")
    platforms = [scheme.name for scheme in scenario.schemes.platforms]
    every = [scheme.name for scheme in scenario.schemes.all]
    named = [("in_app", role.in_app, platforms)] if role.in_app is not None else []
    named += [("enrolled", scheme, every) for scheme in role.enrolled]
    for key, scheme, known in named:
        if scheme not in known:
            what = "a platform" if key == "in_app" else "a scheme"
            expected = f"{what} of the scenario: {_either(known, 'there is none')}{close(scheme, known)}"
            raise origins.refusal((*path, key), repr(scheme), expected)


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
        _check_what(event, path, doors, origins)
        first = earliest if event.door is None and event.complaint is None else start
        if not first <= date.fromisoformat(event.date) <= last:
            since = "the first day" if first == start else "the start of the opening"
            expected = f"a date from {first} ({since}) to {last}, the last day"
            raise origins.refusal((*path, "date"), event.date, expected)
        if event.payment is not None:
            _check_payment(scenario, script, event, path, origins)
    for place, (before, after) in enumerate(pairwise(script.events), 2):
        if after.date < before.date:
            found = f"{after.date} after {before.date}"
            raise origins.refusal(
                ("script", "events", f"[{place}]", "date"), found, "dates in order, oldest first"
            )


def _check_what(event: Event, path: Path, doors: list[str], origins: Origins) -> None:
    known = {"incident": INCIDENT_NAMES, "door": doors, "complaint": CHANNEL_NAMES, "payment": ["again"]}
    given = [key for key in known if getattr(event, key) is not None]
    if len(given) != 1:
        raise origins.refusal(path, " and ".join(given) or "none", f"one of {', '.join(known)}")
    key, words = given[0], known[given[0]]
    name = getattr(event, key)
    if name not in words:
        raise origins.refusal((*path, key), repr(name), f"one of {', '.join(words)}{close(name, words)}")


def _check_payment(scenario: Scenario, script: Script, event: Event, path: Path, origins: Origins) -> None:
    """Refuse a payment that comes before the debt that the script gives the same role."""
    claims = {
        incident.name for incident in scenario.incidents if any(map(_is_possible, incident.claim.versions()))
    }
    owed = [other.date for other in script.events if other.role == event.role and other.incident in claims]
    if owed and event.date < min(owed):
        found = f"a payment on {event.date}, before the debt, which comes of {min(owed)}"
        raise origins.refusal((*path, "date"), found, f"a date from {min(owed)} on")


def _is_possible(chance: Parameter | Dated) -> bool:
    return bool(chance.value)


def _either(words: list[str], otherwise: str = "none is cast") -> str:
    return " or ".join(words) if words else otherwise
