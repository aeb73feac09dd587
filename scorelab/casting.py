"""Casting a script: which invented people play its roles, and what the script has happen to them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from scorelab.agenda import Due
from scorelab.errors import InputError
from scorelab.luck import Purpose, between, draw
from scorelab.population.build import Population
from scorelab.population.people import Employment
from scorelab.rules.enrolment import is_enrolled, is_in_app
from scorelab.rules.incidents import age_in_years
from scorelab.scenario.calendar import day_of
from scorelab.scenario.compile import rule_books
from scorelab.scenario.institutions import CHANNEL_NAMES
from scorelab.scenario.schema import Scenario
from scorelab.scenario.society import INCIDENT_NAMES, LAYER_NAMES
from scorelab.scenario.told import Role

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

    Luck names people one after the other; the first who fits plays the role. A role that
    is somebody's relative or friend is cast with that person: luck names their contacts,
    and moves on to another person if not all related roles can be cast. A role's luck
    hangs on its place in the cast alone.

    Raises
    ------
    InputError
        If nobody fits.
    """
    stage = _Stage(scenario, population)
    chosen: dict[str, int] = {}
    for name in scenario.cast:
        if name not in chosen:
            chosen |= _cast_with_kin(stage, name, chosen)
    return {name: chosen[name] for name in scenario.cast}


def _cast_with_kin(stage: "_Stage", first: str, taken: dict[str, int]) -> dict[str, int]:
    """The role and all that are cast with it: relatives and friends, theirs, and so on."""
    roles = [first]
    for name, role in stage.scenario.cast.items():
        if role.related_to in roles:
            roles.append(name)
    people = len(stage.population)
    fitting = stage.fitting(first)
    fitting[list(taken.values())] = False
    attempt = 0
    while fitting.any():
        person = between(stage.luck(first, attempt), 0, people - 1)
        attempt += 1
        if not fitting[person]:
            continue
        if stage.is_enrolled(first, person):
            found = _complete(stage, roles[1:], taken | {first: person})
            if found:
                return found
        fitting[person] = False
    found_none = f"nobody among {people} people who fits"
    if roles[1:]:
        found_none += f" and has contacts who fit {', '.join(roles[1:])}"
    raise InputError(f"script.cast.{first}", found_none, "conditions that somebody meets, or more people")


def _complete(stage: "_Stage", roles: Sequence[str], chosen: dict[str, int]) -> dict[str, int] | None:
    """The cast with the roles left to cast; None if somebody is wanting."""
    if not roles:
        return chosen
    for person in stage.contacts_who_fit(roles[0], chosen):
        found = _complete(stage, roles[1:], chosen | {roles[0]: person})
        if found:
            return found
    return None


@dataclass(frozen=True)
class _Stage:
    """Whom there is to cast."""

    scenario: Scenario
    population: Population

    def luck(self, role: str, attempt: int) -> int:
        """The luck of naming somebody for a role."""
        place = list(self.scenario.cast).index(role)
        return draw(self.scenario.seed, Purpose.CASTING, place, 0, attempt)

    def fitting(self, role: str) -> NDArray[np.bool_]:
        """Who satisfies a role's conditions, those about contacts and schemes apart."""
        return _fitting(self.scenario.cast[role], self.population)

    def is_enrolled(self, role: str, person: int) -> bool:
        """Whether the schemes that a role's conditions name all score somebody."""
        return all(self._scores(scheme, person) for scheme in self.scenario.cast[role].enrolled)

    def contacts_who_fit(self, role: str, chosen: dict[str, int]) -> Iterator[int]:
        """Who could play a relative's or friend's role, in an order of luck."""
        conditions, population = self.scenario.cast[role], self.population
        of = chosen[str(conditions.related_to)]
        ties = slice(int(population.tie_start[of]), int(population.tie_start[of + 1]))
        layers, contacts = population.tie_layer[ties].tolist(), population.tie_contact[ties].tolist()
        wanted = LAYER_NAMES.index("relatives" if conditions.relative_of else "friends")
        fitting = self._fitting_kin[role]
        left = [
            contact
            for layer, contact in zip(layers, contacts, strict=True)
            if layer == wanted
            and fitting[contact]
            and contact not in chosen.values()
            and self.is_enrolled(role, contact)
            and self._shows(conditions.in_app, of, contact)
        ]
        for attempt in range(len(left)):
            yield left.pop(between(self.luck(role, attempt), 0, len(left) - 1))

    @cached_property
    def _fitting_kin(self) -> dict[str, NDArray[np.bool_]]:
        related = (name for name, role in self.scenario.cast.items() if role.related_to)
        return {name: self.fitting(name) for name in related}

    @cached_property
    def _schemes(self) -> dict[str, Any]:
        book = [book for book in rule_books(self.scenario) if book.from_day <= 0][-1].reader()
        names = (scheme.name for scheme in self.scenario.schemes.all)
        return dict(zip(names, book.schemes, strict=True))

    def _scores(self, scheme: str, person: int) -> bool:
        people = self.population
        age = age_in_years(int(people.birthday[person]), 0)
        fifth, settled = int(people.income_fifth[person]), int(people.settled[person])
        return bool(is_enrolled(self._schemes[scheme], self.scenario.seed, person, age, fifth, settled))

    def _shows(self, platform: str | None, one: int, other: int) -> bool:
        if platform is None:
            return True
        both = self._scores(platform, one) and self._scores(platform, other)
        return both and bool(is_in_app(self._schemes[platform], self.scenario.seed, one, other))


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


def _fitting(role: Role, population: Population) -> NDArray[np.bool_]:
    fitting = np.ones(len(population), bool)
    if population.course is not None:
        fitting[population.course.founders :] = False
    if role.age is not None:
        ages = np.array([age_in_years(birthday, 0) for birthday in population.birthday.tolist()])
        fitting &= (role.age[0] <= ages) & (ages <= role.age[1])
    if role.employed is not None:
        fitting &= np.isin(population.employment, (Employment.EMPLOYED, Employment.MANAGER)) == role.employed
    if role.sex is not None:
        fitting &= (population.sex == 1) == (role.sex == "man")
    if role.fifth is not None:
        fitting &= population.income_fifth == role.fifth - 1
    if role.person is not None:
        fitting &= np.arange(len(population)) == role.person
    return fitting


def _day(scenario: Scenario, text: str) -> int:
    return day_of(date.fromisoformat(scenario.time.start), date.fromisoformat(text))
