"""Births and deaths, generation after generation, turn by turn: from luck and published rates alone."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from scorelab.luck import Purpose, between, draw, happens
from scorelab.population.layout import Homes, Role
from scorelab.population.rates import REST_TURNS, Chances
from scorelab.population.threads import in_threads, kernel
from scorelab.rules.incidents import age_in_years
from scorelab.rules.lives import TURN_DAYS

NOBODY = -1
NEVER = np.iinfo(np.int32).max
"""The day of death of those who live at the end of the run."""

MOST_BIRTHS = 12
"""Nobody bears more children within one run."""


class Generation(NamedTuple):
    """Founders, or the children of one generation, in order of numbers; see :class:`Course`.

    `begins` is the first turn that can bring something to somebody.
    """

    birthday: NDArray[np.int32]
    sex: NDArray[np.uint8]
    mother: NDArray[np.int32]
    father: NDArray[np.int32]
    begins: NDArray[np.int16]


@dataclass(frozen=True)
class Lives:
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


def parents_of(homes: Homes) -> tuple[NDArray[np.int32], NDArray[np.int32]]:
    """Mother and father of the people of day 0, from the first person of the parents' unit."""
    known = homes.parents >= 0
    first = np.where(known, homes.parents, 0)
    couple = known & (homes.role[first] == Role.WIFE)
    man = known & ~couple & (homes.sex[first] == 1)
    mother = np.where(known & ~man, first, NOBODY).astype(np.int32)
    father = np.where(couple, first + 1, np.where(man, first, NOBODY)).astype(np.int32)
    return mother, father


def rest_until(mother: NDArray[np.int32], birthday: NDArray[np.int32]) -> NDArray[np.int32]:
    """The turn from which on a woman of day 0 may have a child, for the sake of her youngest."""
    rests = np.ones(len(birthday), np.int32)
    known = mother >= 0
    after = birthday[known] // TURN_DAYS + 2 + REST_TURNS
    np.maximum.at(rests, mother[known], after.astype(np.int32))
    return rests


def generations(
    founders: Generation, rests: NDArray[np.int32], role: NDArray[np.uint8], lives: Lives
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
