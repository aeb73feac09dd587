"""Growing up: who comes of age, leaves school and takes up work, and who retires, within a run.

Whoever grows up steps into the position of somebody of day 0 whom luck picks: the schooling of people between
20 and 29, the work and income of people between 25 and 34. With the chance `society_lives.inherited` the pick
is among those of the parents' schooling, and of the parents' fifth of incomes; so positions are handed on,
and the shares of schooling, work and income stay about those of the society's young people.
"""

from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from scorelab.luck import Purpose, between, draw, happens
from scorelab.population.people import (
    INCOME_BY_EMPLOYMENT,
    RETIREMENT,
    Employment,
    Traits,
)
from scorelab.population.settings import Settings
from scorelab.rules.incidents import ADULT
from scorelab.rules.lives import COMPLAINS, KNOWS, MANAGES, TURN_DAYS, WORKS

LEAVES_SCHOOL_AT = (18, 18, 18, 21, 22)
"""Age at the end of schooling by level; what ends before 18 ends in childhood, where nothing hangs on it."""

STUDENTS_LEAVE_AT = 22
"""Age at which those leave who are students on day 0; older ones leave on the first turn."""

OF_SCHOOLING = (20, 29)
OF_WORK = (25, 34)
"""Ages of those into whose positions people step."""

AWARE, ASSERTIVE, SCHOOLING_HANDED_ON, SCHOOLING, WORK_HANDED_ON, WORK = range(6)
"""What is drawn of somebody who grows up."""

YEAR_QUARTERS = 1461


class Grown(NamedTuple):
    """Those who grow up, students of day 0 first, the others in the order in which they come of age.

    Attributes
    ----------
    person, of_age, leaves : i4
        Who; the day on which they come of age, 0 for students, and that on which they leave school: days of
        turns.
    education, fifth, flags : u1
        Level of schooling at its end, fifth of incomes, and flags of :mod:`scorelab.rules.lives`.
    income : i4
        Cents a month from the end of schooling on.
    """

    person: NDArray[np.int32]
    of_age: NDArray[np.int32]
    leaves: NDArray[np.int32]
    education: NDArray[np.uint8]
    fifth: NDArray[np.uint8]
    flags: NDArray[np.uint8]
    income: NDArray[np.int32]


def turn_at_age(birthday: NDArray[np.int32], years: NDArray[Any] | int) -> NDArray[np.int64]:
    """The day of the first turn on which somebody has an age in whole years."""
    day = birthday.astype(np.int64) + (YEAR_QUARTERS * np.asarray(years, np.int64) + 3) // 4
    return -(-day // TURN_DAYS) * TURN_DAYS


def grow_up(
    traits: Traits,
    settings: Settings,
    inherited: int,
    birthday: NDArray[np.int32],
    mother: NDArray[np.int32],
    father: NDArray[np.int32],
    days: int,
    seed: int,
) -> Grown:
    """Draw the positions of all who come of age within a run.

    Parameters
    ----------
    traits : Traits
        Of the people of day 0.
    settings : Settings
        The shares of people aware of the scheme and of people who tend to complain.
    inherited : int
        Chance that a position is handed on, in units of 2**-32.
    birthday, mother, father : i4 arrays
        Of everybody who ever lives in the run.
    days : int
        How many days the run has.
    seed : int
        The world's seed.
    """
    of_age = turn_at_age(birthday, ADULT)
    grown = np.flatnonzero((of_age > 0) & (of_age < days))
    students = np.flatnonzero(traits.employment == Employment.STUDENT)
    who = np.concatenate([students, grown[np.lexsort((grown, of_age[grown]))]])
    of_age[students] = 0
    positions = _Positions(traits, settings, inherited, seed)
    found = [positions.of(person, mother[person], father[person]) for person in who.tolist()]
    education, fifth, flags, income = np.array(found, np.int64).reshape(len(who), 4).T
    education[: len(students)] = traits.education[students]
    years = np.array(LEAVES_SCHOOL_AT)[education]
    years[: len(students)] = STUDENTS_LEAVE_AT
    leaves = np.maximum(turn_at_age(birthday[who], years), TURN_DAYS)
    return Grown(
        who.astype(np.int32),
        of_age[who].astype(np.int32),
        leaves.astype(np.int32),
        education.astype(np.uint8),
        fifth.astype(np.uint8),
        flags.astype(np.uint8),
        income.astype(np.int32),
    )


class _Positions:
    """The positions of day 0, and those into which people step."""

    def __init__(self, traits: Traits, settings: Settings, inherited: int, seed: int) -> None:
        self.traits, self.settings, self.inherited, self.seed = traits, settings, inherited, seed
        age = -traits.birthday.astype(np.int64) * 4 // YEAR_QUARTERS
        adult = age >= ADULT
        self.position = {
            int(person): (int(traits.education[person]), int(traits.income_fifth[person]))
            for person in np.flatnonzero(adult)
        }
        learned = _of_ages(adult, age, OF_SCHOOLING)
        works = (traits.employment != Employment.STUDENT) & (traits.employment != Employment.RETIRED)
        settled = _of_ages(adult & works, age, OF_WORK)
        self.by_education = _groups(learned, traits.education)
        self.by_fifth = _groups(settled, traits.income_fifth)
        self.learned, self.worked = learned, settled

    def of(self, person: int, mother: int, father: int) -> tuple[int, int, int, int]:
        """Schooling, fifth, flags and income of somebody who grows up."""
        parents = [self.position[parent] for parent in (mother, father) if parent in self.position]
        schooling, work = self.learned, self.worked
        if parents and self._happens(person, SCHOOLING_HANDED_ON, self.inherited):
            schooling = self.by_education.get(max(level for level, _ in parents), schooling)
        if parents and self._happens(person, WORK_HANDED_ON, self.inherited):
            work = self.by_fifth.get(max(fifth for _, fifth in parents), work)
        level = int(self.traits.education[self._pick(person, SCHOOLING, schooling)])
        donor = self._pick(person, WORK, work)
        fifth, employment = int(self.traits.income_fifth[donor]), self.traits.employment[donor]
        flags = KNOWS if self._happens(person, AWARE, self.settings.aware_share) else 0
        flags |= COMPLAINS if self._happens(person, ASSERTIVE, self.settings.assertive_share) else 0
        if employment != Employment.HOME:
            flags |= WORKS
        if employment == Employment.MANAGER:
            flags |= MANAGES
        self.position[person] = level, fifth
        return level, fifth, flags, int(self.traits.income[donor])

    def _happens(self, person: int, which: int, chance: int) -> bool:
        return bool(happens(draw(self.seed, Purpose.GROWING_UP, person, 0, which), chance))

    def _pick(self, person: int, which: int, among: NDArray[np.int64]) -> int:
        place = between(draw(self.seed, Purpose.GROWING_UP, person, 0, which), 0, len(among) - 1)
        return int(among[place])


def _of_ages(people: NDArray[np.bool_], age: NDArray[np.int64], ages: tuple[int, int]) -> NDArray[np.int64]:
    """Those of the people who are of these ages; all grown-up people where there are none."""
    found = np.flatnonzero(people & (ages[0] <= age) & (age <= ages[1]))
    return found if len(found) else np.flatnonzero(age >= ADULT)


def _groups(people: NDArray[np.int64], values: NDArray[Any]) -> dict[int, NDArray[np.int64]]:
    """The people by value."""
    return {int(value): people[values[people] == value] for value in np.unique(values[people])}


class Careers(NamedTuple):
    """Everybody's work: of those who grow up within the run what they come to, of all others that of day 0.

    Attributes
    ----------
    employment : u1
        See :class:`scorelab.population.people.Employment`.
    since : i4
        The day as from which it is theirs.
    fifth : u1
        The fifth of incomes.
    income : i4
        Cents a month.
    """

    employment: NDArray[np.uint8]
    since: NDArray[np.int32]
    fifth: NDArray[np.uint8]
    income: NDArray[np.int32]


def careers_of(traits: Traits, grown: Grown, people: int) -> Careers:
    """The careers of all who ever live in a run; whoever does not grow up in it has none."""
    founders = len(traits.birthday)
    careers = Careers(
        np.full(people, Employment.HOME, np.uint8),
        np.zeros(people, np.int32),
        np.zeros(people, np.uint8),
        np.zeros(people, np.int32),
    )
    careers.employment[:founders] = traits.employment
    careers.fifth[:founders] = traits.income_fifth
    careers.income[:founders] = traits.income
    works, manages = grown.flags & WORKS != 0, grown.flags & MANAGES != 0
    employment = np.where(works, np.where(manages, Employment.MANAGER, Employment.EMPLOYED), Employment.HOME)
    careers.employment[grown.person] = employment
    careers.since[grown.person] = grown.leaves
    careers.fifth[grown.person] = grown.fifth
    careers.income[grown.person] = grown.income
    return careers


class Retired(NamedTuple):
    """Those who retire within a run: who, on which turn's day, and their cents a month from then on."""

    person: NDArray[np.int32]
    day: NDArray[np.int32]
    income: NDArray[np.int32]


def retire(careers: Careers, birthday: NDArray[np.int32], sex: NDArray[np.uint8], days: int) -> Retired:
    """Everybody in or out of work who reaches the age of retirement within the run."""
    at_work = (Employment.EMPLOYED, Employment.MANAGER, Employment.OUT_OF_WORK)
    day = turn_at_age(birthday, np.where(sex == 1, RETIREMENT[1], RETIREMENT[0]))
    who = np.flatnonzero(np.isin(careers.employment, at_work) & (day > careers.since) & (day < days))
    full = INCOME_BY_EMPLOYMENT[careers.employment[who]]
    pension = careers.income[who].astype(np.int64) * INCOME_BY_EMPLOYMENT[Employment.RETIRED] // full
    most = np.iinfo(np.int32).max
    return Retired(
        who.astype(np.int32), day[who].astype(np.int32), np.minimum(pension, most).astype(np.int32)
    )
