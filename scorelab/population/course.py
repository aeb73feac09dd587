"""The course of lives: who is born, grows up and dies within a run, drawn beforehand from luck alone.

No score and no list has a part in it, so worlds under other rules share it all.
Everybody who ever lives in a run has a number of their own: those of day 0 first, then the newborn in the
order of their births. Lives take a turn every 32 days; what a turn brings comes before all else of that day.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import IntEnum
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from scorelab.luck import Purpose, between, draw, happens
from scorelab.population.changing import draw_changes, grouped
from scorelab.population.growing_up import Grown, Retired, grow_up, retire, turn_at_age
from scorelab.population.layout import Homes, Role
from scorelab.population.people import Employment, Traits
from scorelab.population.rates import REST_TURNS, Chances, chances
from scorelab.population.settings import Settings
from scorelab.population.threads import in_threads, kernel
from scorelab.rules.incidents import ADULT, age_in_years
from scorelab.rules.lives import TURN_DAYS, WORKS, turns_within

NOBODY = -1
NEVER = np.iinfo(np.int32).max
"""The day of death of those who live at the end of the run."""

FIFTHS = 5

MOST_BIRTHS = 12
"""Nobody bears more children within one run."""


class Happening(IntEnum):
    """What a turn may bring to somebody, in the order in which it comes."""

    BIRTH = 1
    COMING_OF_AGE = 2
    END_OF_SCHOOL = 3
    CHANGE_OF_WORK = 4
    MOVE = 5
    RETIREMENT = 6
    DEATH = 7


HAPPENING = np.dtype(
    [
        ("day", "i4"),
        ("person", "i4"),
        ("income", "i4"),
        ("host", "i4"),
        ("kind", "u1"),
        ("education", "u1"),
        ("fifth", "u1"),
        ("flags", "u1"),
    ]
)
"""Something that a turn brings: on coming of age the fifth of incomes and flags of `rules.lives`, at the end
of school these, the level and the income from then on, on retirement the pension, with a change of work the
income and beside whom, with a move beside whom; money in cents a month."""


class Span(NamedTuple):
    """The days of a run: the date of day 0, and how many there are."""

    start: date
    days: int


class Generation(NamedTuple):
    """Founders, or the children of one generation, in order of numbers; see :class:`Course`.

    `begins` is the first turn that can bring something to somebody.
    """

    birthday: NDArray[np.int32]
    sex: NDArray[np.uint8]
    mother: NDArray[np.int32]
    father: NDArray[np.int32]
    begins: NDArray[np.int16]


class Course(NamedTuple):
    """What lives bring within a run; one element a person unless said otherwise, the newborn included.

    Attributes
    ----------
    founders : int
        How many people there are on day 0.
    birthday : i4
        Day of birth; later than day 0 for the newborn.
    sex : u1
        1 a man, 0 a woman.
    mother, father : i4
        As far as they live, or lived, in this society; -1: nobody.
    dies : i4
        The day whose turn brings death; `NEVER` where none does within the run.
    happenings : records of HAPPENING
        In order of day, person and kind.
    """

    founders: int
    birthday: NDArray[np.int32]
    sex: NDArray[np.uint8]
    mother: NDArray[np.int32]
    father: NDArray[np.int32]
    dies: NDArray[np.int32]
    happenings: NDArray[Any]

    def on(self, day: int) -> NDArray[Any]:
        """What the turn of a day brings."""
        first, end = np.searchsorted(self.happenings["day"], [day, day + 1])
        return self.happenings[first:end]

    def born(self) -> int:
        """How many people are born within the run."""
        return len(self.birthday) - self.founders


def is_lived(parameters: Any) -> bool:
    """Whether lives go on in any way, by the `p` of a rule book in either form."""
    return any(_number(parameters, name) for name in ("births_and_deaths", "growing_up"))


def draw_course(
    homes: Homes,
    traits: Traits,
    settings: Settings,
    parameters: Any,
    span: Span,
    seed: int,
    threads: int | None,
) -> Course:
    """Draw births and deaths.

    Parameters
    ----------
    homes : Homes
        The people of day 0 in their households.
    traits : Traits
        Of the people of day 0.
    settings : Settings
        The population's numbers.
    parameters : `p` of a rule book, in either form
        Its `lives_` numbers.
    span : Span
        When the run begins and how long it lasts.
    seed : int
        The world's seed.
    threads : int or None
        How many threads; the result does not depend on it.
    """
    turns, birthday = turns_within(span.days), traits.birthday
    on = _number(parameters, "births_and_deaths")
    rates = [on * _number(parameters, name) for name in ("mortality", "fertility")]
    mother, father = _parents_of(homes)
    founders = Generation(birthday, homes.sex, mother, father, np.ones(len(birthday), np.int16))
    lives = _Lives(chances(span.start, turns, *rates), turns, seed, threads)
    generations, ends = zip(
        *_generations(founders, _rest_until(mother, birthday), homes.role, lives), strict=True
    )
    everybody = Generation(*(np.concatenate(column) for column in zip(*generations, strict=True)))
    dies = np.concatenate(ends).astype(np.int32) * TURN_DAYS
    dies[dies == 0] = NEVER
    found = [_births(everybody.begins, len(birthday)), _deaths(dies)]
    if _number(parameters, "growing_up"):
        inherited = _number(parameters, "inherited")
        family = everybody.birthday, everybody.mother, everybody.father
        grown = grow_up(traits, settings, inherited, *family, span.days, seed)
        found += _happenings_of(grown, span.days)
        retired = retire(traits, homes.sex, span.days)
        found.append(_retirements(retired))
        found += _changes_of(
            traits, grown, retired, everybody.birthday, dies, parameters, turns, seed, threads
        )
    happenings = np.concatenate(found)
    happenings = happenings[happenings["day"] <= dies[happenings["person"]]]
    order = np.lexsort((happenings["kind"], happenings["person"], happenings["day"]))
    return Course(len(birthday), *everybody[:4], dies, happenings[order])


def _number(parameters: Any, name: str) -> int:
    key = f"lives_{name}"
    return int(getattr(parameters, key) if hasattr(parameters, key) else parameters[0][key])


def _parents_of(homes: Homes) -> tuple[NDArray[np.int32], NDArray[np.int32]]:
    """Mother and father of the people of day 0, from the first person of the parents' unit."""
    known = homes.parents >= 0
    first = np.where(known, homes.parents, 0)
    couple = known & (homes.role[first] == Role.WIFE)
    man = known & ~couple & (homes.sex[first] == 1)
    mother = np.where(known & ~man, first, NOBODY).astype(np.int32)
    father = np.where(couple, first + 1, np.where(man, first, NOBODY)).astype(np.int32)
    return mother, father


def _rest_until(mother: NDArray[np.int32], birthday: NDArray[np.int32]) -> NDArray[np.int32]:
    """The turn from which on a woman of day 0 may have a child, for the sake of her youngest."""
    rests = np.ones(len(birthday), np.int32)
    known = mother >= 0
    after = birthday[known] // TURN_DAYS + 2 + REST_TURNS
    np.maximum.at(rests, mother[known], after.astype(np.int32))
    return rests


def _generations(
    founders: Generation, rests: NDArray[np.int32], role: NDArray[np.uint8], lives: "_Lives"
) -> Iterator[tuple[Generation, NDArray[np.int16]]]:
    """Every generation with the turns in which its people die, 0 where they do not."""
    number, generation = 0, founders
    while len(generation.birthday):
        dies, births = lives.of(generation, number, rests)
        yield generation, dies
        row, place = np.nonzero(births)
        turn = births[row, place].astype(np.int32)
        order = np.lexsort((place, row, turn))
        turn, mother = turn[order], (number + row[order]).astype(np.int32)
        number += len(generation.birthday)
        boy = lives.chance.boy[lives.chance.period[turn]]
        birthday, sex = _newborn(number, turn, lives.seed, boy)
        unit = np.minimum(mother, len(role) - 1)
        married = (mother < len(role)) & (role[unit] == Role.WIFE)
        father = np.where(married, mother + 1, NOBODY).astype(np.int32)
        generation = Generation(birthday, sex, mother, father, (turn + 1).astype(np.int16))
        rests = np.ones(len(turn), np.int32)


@dataclass(frozen=True)
class _Lives:
    """What the lives of any generation hang on."""

    chance: Chances
    turns: int
    seed: int
    threads: int | None

    def of(
        self, generation: Generation, number: int, rests: NDArray[np.int32]
    ) -> tuple[NDArray[np.int16], NDArray[np.int16]]:
        """The turns of death and of births of a generation whose first person has a number."""
        people = len(generation.birthday)
        dies = np.zeros(people, np.int16)
        births = np.zeros((people, MOST_BIRTHS), np.int16)

        def live(first: int, last: int) -> None:
            _live(
                first, last, number, self.seed, self.turns, generation.birthday, generation.sex,
                generation.begins, rests, self.chance.death, self.chance.birth, self.chance.period,
                dies, births,
            )  # fmt: skip

        in_threads(live, people, self.threads)
        return dies, births


@kernel
def _live(  # type: ignore[no-untyped-def]
    first, last, number, seed, turns, birthday, sex, begins, rests, death, birth, period, dies, births
):
    for row in range(first, last):
        person = number + row
        rest, children = int(rests[row]), 0
        for turn in range(begins[row], turns + 1):
            age = age_in_years(birthday[row], (turn - 1) * TURN_DAYS)
            now = period[turn]
            if happens(draw(seed, Purpose.DEATH, person, turn, 0), death[now, sex[row], age]):
                dies[row] = turn
                break
            if sex[row] == 1 or birth[now, age] == 0 or turn < rest or children == MOST_BIRTHS:
                continue
            if happens(draw(seed, Purpose.BIRTH, person, turn, 0), birth[now, age]):
                births[row, children] = turn
                children += 1
                rest = turn + 1 + REST_TURNS


@kernel
def _newborn(number, turn, seed, boy):  # type: ignore[no-untyped-def]
    birthday = np.empty(len(turn), np.int32)
    sex = np.empty(len(turn), np.uint8)
    for row in range(len(turn)):
        person = number + row
        day = between(draw(seed, Purpose.NEWBORN, person, 0, 0), 1, TURN_DAYS)
        birthday[row] = turn[row] * TURN_DAYS - day
        sex[row] = happens(draw(seed, Purpose.NEWBORN, person, 0, 1), boy[row])
    return birthday, sex


def _births(begins: NDArray[np.int16], founders: int) -> NDArray[Any]:
    newborn = np.arange(founders, len(begins))
    return _happen(Happening.BIRTH, (begins[newborn].astype(np.int32) - 1) * TURN_DAYS, newborn)


def _deaths(dies: NDArray[np.int32]) -> NDArray[Any]:
    dead = np.flatnonzero(dies != NEVER)
    return _happen(Happening.DEATH, dies[dead], dead)


def _happenings_of(grown: Grown, days: int) -> list[NDArray[Any]]:
    """Coming of age and the end of school."""
    of_age = _happen(Happening.COMING_OF_AGE, grown.of_age, grown.person)
    school = _happen(Happening.END_OF_SCHOOL, grown.leaves, grown.person)
    for found in (of_age, school):
        found["fifth"], found["flags"] = grown.fifth, grown.flags
    school["education"], school["income"] = grown.education, grown.income
    return [of_age[of_age["day"] > 0], school[school["day"] < days]]


def _retirements(retired: Retired) -> NDArray[Any]:
    found = _happen(Happening.RETIREMENT, retired.day, retired.person)
    found["income"] = retired.income
    return found


def _changes_of(
    traits: Traits,
    grown: Grown,
    retired: Retired,
    birthday: NDArray[np.int32],
    dies: NDArray[np.int32],
    parameters: Any,
    turns: int,
    seed: int,
    threads: int | None,
) -> list[NDArray[Any]]:
    """Moves of grown-up people, and changes of work of people at work."""
    people, founders = len(birthday), len(traits.birthday)
    of_age = np.maximum(turn_at_age(birthday, ADULT), 0).astype(np.int32)
    everywhere = np.zeros(people, np.uint8)
    adults = np.flatnonzero(of_age[:founders] == 0)
    moves = draw_changes(
        Purpose.HOUSE_MOVE, _number(parameters, "moves"), of_age, dies, everywhere,
        *grouped(adults, everywhere, 1), dies, turns, seed, threads,
    )  # fmt: skip
    at_work = np.isin(traits.employment, (Employment.EMPLOYED, Employment.MANAGER))
    begins, ends = np.full(people, NEVER, np.int32), dies.copy()
    begins[:founders][at_work] = 0
    fifth = np.zeros(people, np.uint8)
    fifth[:founders] = traits.income_fifth
    works = grown.flags & WORKS != 0
    begins[grown.person[works]] = grown.leaves[works]
    fifth[grown.person] = grown.fifth
    ends[retired.person] = np.minimum(ends[retired.person], retired.day)
    work = draw_changes(
        Purpose.CHANGE_OF_WORK, _number(parameters, "changes_work"), begins, ends, fifth,
        *grouped(np.flatnonzero(at_work), fifth, FIFTHS), dies, turns, seed, threads,
    )  # fmt: skip
    moved = _happen(Happening.MOVE, moves.day, moves.person)
    changed = _happen(Happening.CHANGE_OF_WORK, work.day, work.person)
    moved["host"], changed["host"] = moves.host, work.host
    changed["income"] = traits.income[work.host]
    return [moved, changed]


def _happen(kind: Happening, day: NDArray[Any], person: NDArray[Any]) -> NDArray[Any]:
    found = np.zeros(len(person), HAPPENING)
    found["kind"], found["day"], found["person"] = kind, day, person
    return found
