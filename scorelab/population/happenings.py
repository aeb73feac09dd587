"""What turns of lives bring, as records: births, growing up, changes of circle, retirement, deaths."""

from enum import IntEnum
from typing import Any

import numpy as np
from numpy.typing import NDArray

from scorelab.luck import Purpose
from scorelab.population.changing import draw_changes
from scorelab.population.generations import NEVER
from scorelab.population.growing_up import Careers, Grown, Retired, turn_at_age
from scorelab.population.people import Employment
from scorelab.rules.incidents import ADULT
from scorelab.rules.lives import TURN_DAYS


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


def births(begins: NDArray[np.int16], founders: int) -> NDArray[Any]:
    """Births of all after the founders, who can themselves be met by turns from the next one on."""
    newborn = np.arange(founders, len(begins))
    return _happen(Happening.BIRTH, (begins[newborn].astype(np.int32) - 1) * TURN_DAYS, newborn)


def deaths(dies: NDArray[np.int32]) -> NDArray[Any]:
    """Deaths within the run, by the day of everybody's."""
    dead = np.flatnonzero(dies != NEVER)
    return _happen(Happening.DEATH, dies[dead], dead)


def growing_up(grown: Grown, days: int) -> list[NDArray[Any]]:
    """Coming of age and the end of school, as far as they fall within a run of so many days."""
    of_age = _happen(Happening.COMING_OF_AGE, grown.of_age, grown.person)
    school = _happen(Happening.END_OF_SCHOOL, grown.leaves, grown.person)
    for found in (of_age, school):
        found["fifth"], found["flags"] = grown.fifth, grown.flags
    school["education"], school["income"] = grown.education, grown.income
    return [of_age[of_age["day"] > 0], school[school["day"] < days]]


def retirements(retired: Retired) -> NDArray[Any]:
    """Retirements."""
    found = _happen(Happening.RETIREMENT, retired.day, retired.person)
    found["income"] = retired.income
    return found


def changes(
    careers: Careers,
    retired: Retired,
    birthday: NDArray[np.int32],
    dies: NDArray[np.int32],
    rates: tuple[int, int],
    turns: int,
    seed: int,
    threads: int | None,
) -> list[NDArray[Any]]:
    """Moves of grown-up people, and changes of work of people at work.

    Parameters
    ----------
    careers : Careers
        Everybody's work and income.
    retired : Retired
        Who retires, and when.
    birthday, dies : i4 arrays
        Of everybody.
    rates : tuple of int
        Moves, and changes of work, in 10**9 days of one person.
    turns : int
        How many turns the run has.
    seed : int
        The world's seed.
    threads : int or None
        How many threads; the result does not depend on it.
    """
    of_age = np.maximum(turn_at_age(birthday, ADULT), 0).astype(np.int32)
    everywhere = np.zeros(len(birthday), np.uint8)
    moves = draw_changes(Purpose.HOUSE_MOVE, rates[0], of_age, dies, everywhere, turns, seed, threads)
    begins, ends = np.full(len(birthday), NEVER, np.int32), dies.copy()
    works = np.isin(careers.employment, (Employment.EMPLOYED, Employment.MANAGER))
    begins[works] = careers.since[works]
    ends[retired.person] = np.minimum(ends[retired.person], retired.day)
    work = draw_changes(Purpose.CHANGE_OF_WORK, rates[1], begins, ends, careers.fifth, turns, seed, threads)
    moved = _happen(Happening.MOVE, moves.day, moves.person)
    changed = _happen(Happening.CHANGE_OF_WORK, work.day, work.person)
    moved["host"], changed["host"] = moves.host, work.host
    changed["income"] = careers.income[work.host]
    return [moved, changed]


def _happen(kind: Happening, day: NDArray[Any], person: NDArray[Any]) -> NDArray[Any]:
    found = np.zeros(len(person), HAPPENING)
    found["kind"], found["day"], found["person"] = kind, day, person
    return found
