"""Casting a script: which invented people play its roles, and what the script has happen to them."""

from datetime import date
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from scorelab.errors import InputError
from scorelab.luck import Purpose, between, draw
from scorelab.population.build import Population
from scorelab.population.people import Employment
from scorelab.rules.incidents import age_in_years
from scorelab.scenario.calendar import day_of
from scorelab.scenario.schema import INCIDENT_NAMES, Role, Scenario

SCRIPT_LAYER = 255
"""The layer of a scripted candidate; luck's own layers are far fewer."""

CERTAIN_HEIGHT = -1
"""The height of scripted candidates and wishes: below every rate, so that they come true."""


class ScriptedIncident(NamedTuple):
    """A candidate that the script adds to luck's own; its layer and height are the constants above."""

    day: int
    person: int
    kind: int
    n: int


class ScriptedWish(NamedTuple):
    """A wish at a door that the script adds to luck's own."""

    day: int
    person: int
    door: int


def casting(scenario: Scenario, population: Population) -> dict[str, int]:
    """Who plays each role: by luck, somebody who satisfies its conditions and has no other role.

    Luck names people one after the other, role by role; the first who fits plays the
    role. A role's luck hangs on its place in the cast alone.

    Raises
    ------
    InputError
        If nobody fits.
    """
    people = len(population)
    chosen: dict[str, int] = {}
    for place, (name, role) in enumerate(scenario.cast.items()):
        fitting = _fitting(role, population)
        fitting[list(chosen.values())] = False
        if not fitting.any():
            raise InputError(
                f"script.cast.{name}",
                f"nobody among {people} people who fits",
                "conditions that somebody meets, or more people",
            )
        attempt = 0
        while not fitting[person := _named_by_luck(scenario.seed, place, attempt, people)]:
            attempt += 1
        chosen[name] = person
    return chosen


def scripted_incidents(scenario: Scenario, cast: dict[str, int]) -> list[ScriptedIncident]:
    """The script's incidents, in its order; `n` counts those of one person, kind and day from 0."""
    found: list[ScriptedIncident] = []
    for event in scenario.script.events if scenario.script else ():
        if event.incident is not None:
            day, person = _day(scenario, event.date), cast[event.role]
            kind = INCIDENT_NAMES.index(event.incident) + 1
            n = sum(before[:3] == (day, person, kind) for before in found)
            found.append(ScriptedIncident(day, person, kind, n))
    return found


def scripted_wishes(scenario: Scenario, cast: dict[str, int]) -> list[ScriptedWish]:
    """The script's wishes at doors, in its order."""
    doors = [door.name for door in scenario.doors]
    return [
        ScriptedWish(_day(scenario, event.date), cast[event.role], doors.index(event.door))
        for event in (scenario.script.events if scenario.script else ())
        if event.door is not None
    ]


def _named_by_luck(seed: int, place: int, attempt: int, people: int) -> int:
    return between(draw(seed, Purpose.CASTING, place, 0, attempt), 0, people - 1)


def _fitting(role: Role, population: Population) -> NDArray[np.bool_]:
    fitting = np.ones(len(population), bool)
    if role.age is not None:
        ages = np.array([age_in_years(birthday, 0) for birthday in population.birthday.tolist()])
        fitting &= (role.age[0] <= ages) & (ages <= role.age[1])
    if role.employed is not None:
        fitting &= np.isin(population.employment, (Employment.EMPLOYED, Employment.MANAGER)) == role.employed
    if role.sex is not None:
        fitting &= (population.sex == 1) == (role.sex == "man")
    return fitting


def _day(scenario: Scenario, text: str) -> int:
    return day_of(date.fromisoformat(scenario.time.start), date.fromisoformat(text))
