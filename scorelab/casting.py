"""Casting a script: which invented people play its roles, and what the script has happen to them."""

from datetime import date
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from scorelab.agenda import Due
from scorelab.errors import InputError
from scorelab.luck import Purpose, between, draw
from scorelab.population.build import Population
from scorelab.population.people import Employment
from scorelab.rules.incidents import age_in_years
from scorelab.scenario.calendar import day_of
from scorelab.scenario.schema import CHANNEL_NAMES, INCIDENT_NAMES, Role, Scenario

SCRIPT_LAYER = 255
"""The layer of a scripted candidate; luck's own layers are far fewer."""

CERTAIN_HEIGHT = -1
"""The height of scripted candidates and wishes: below every rate, so that they come true."""

SCRIPTED = -1
"""The subject of scripted complaints and payments: whatever stay or file the person has that day."""


class ScriptedIncident(NamedTuple):
    """A candidate that the script adds to luck's own; its layer and height are the constants above."""

    day: int
    person: int
    kind: int
    n: int


class ScriptedAct(NamedTuple):
    """An appointment that the script makes for a role, with cause 0.

    A wish at a door (`Due.WISH`, subject the door's index, extra `CERTAIN_HEIGHT`); a
    complaint (`Due.COMPLAIN`, subject `SCRIPTED`, extra the channel's index); or a
    repeated payment (`Due.PAY`, subject `SCRIPTED`).
    """

    day: int
    due: Due
    person: int
    subject: int
    extra: int


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


def scripted_acts(scenario: Scenario, cast: dict[str, int]) -> list[ScriptedAct]:
    """What the script has its roles do, in its order."""
    doors = [door.name for door in scenario.doors]
    found = []
    for event in scenario.script.events if scenario.script else ():
        day, person = _day(scenario, event.date), cast[event.role]
        if event.door is not None:
            found.append(ScriptedAct(day, Due.WISH, person, doors.index(event.door), CERTAIN_HEIGHT))
        elif event.complaint is not None:
            channel = CHANNEL_NAMES.index(event.complaint)
            found.append(ScriptedAct(day, Due.COMPLAIN, person, SCRIPTED, channel))
        elif event.payment is not None:
            found.append(ScriptedAct(day, Due.PAY, person, SCRIPTED, 0))
    return found


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
