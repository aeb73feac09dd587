"""Who people are: birthday, schooling, work, income and the marks of groups.

Shares that a scenario fixes (schooling, work, management, income fifths) are met
exactly, up to people who tie: everybody draws a rank and the ranks are cut at the
shares. What moves a rank (age, schooling, the household's common luck) shapes who is
where without changing how many. Conduct, awareness and assertiveness are drawn alike in
every group.

The constants of this file are `assumed`: they set the shape of an invented society.
"""

from enum import IntEnum
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from scorelab.compiled import shared
from scorelab.luck import CERTAIN, Purpose, between, draw, fraction, happens
from scorelab.population.income import STEPS, quantiles
from scorelab.population.layout import Homes
from scorelab.population.settings import Settings
from scorelab.population.threads import in_threads, kernel
from scorelab.rules.incidents import ADULT


class Employment(IntEnum):
    """What somebody does on a working day."""

    CHILD = 0  # under 18, at school from 6
    STUDENT = 1  # 18 or older
    EMPLOYED = 2
    MANAGER = 3  # employed in management or a licensed profession
    OUT_OF_WORK = 4
    RETIRED = 5
    HOME = 6


RANKS = 4096
"""Ranks run from 0 to 4095."""

LUCK = 2047
"""The part of a rank that luck gives."""

FIRST_COHORT, LAST_COHORT, COHORT_STEP = 1930, 1995, 25
"""Schooling opened up for each later year of birth between these."""

RETIREMENT = (55, 60)
"""Age of retirement of women and of men: the statutory ages until 2024 (Interim
Measures of the State Council, Guo Fa [1978] 104), women as for white-collar work."""

WORK_BY_AGE = np.array([0] * 20 + [500] * 3 + [1100] * 2 + [1500] * 5 + [1800] * 20 + [1300] * 85)
"""What age adds to the rank for work."""

STUDENT_AGES_END = 25
STUDENTS_PER_MILLE = 850
OUT_OF_WORK_PER_MILLE = 200
"""Of those without work: students below 25, and people out of work of all the others."""

INCOME_BY_EDUCATION = np.array([700, 850, 1000, 1350, 1800])
INCOME_BY_AGE = np.array([750] * 25 + [950] * 10 + [1100] * 15 + [950] * 85)
INCOME_BY_EMPLOYMENT = np.array([0, 150, 1000, 1700, 150, 450, 120])
"""Multiples in thousandths."""

INCOMES = 1 << 15
"""Relative incomes, in thousandths of the median before multiples, stay below this."""

FIFTHS = tuple(CERTAIN // 5 for _ in range(5))


class Traits(NamedTuple):
    """One element a person; the meaning is that of the fields of :class:`Population`."""

    birthday: NDArray[np.int32]
    education: NDArray[np.uint8]
    income: NDArray[np.int32]
    income_fifth: NDArray[np.uint8]
    employment: NDArray[np.uint8]
    settled: NDArray[np.uint8]
    minority: NDArray[np.uint8]
    aware: NDArray[np.uint8]
    assertive: NDArray[np.uint8]


def draw_traits(homes: Homes, settings: Settings, start_year: int, seed: int, threads: int | None) -> Traits:
    """Draw everybody's traits.

    Parameters
    ----------
    homes : Homes
        People in their households.
    settings : Settings
        Shares and the median income.
    start_year : int
        Year of day 0: tells year of birth from age.
    seed : int
        The world's seed.
    threads : int or None
        How many threads; the result does not depend on it.
    """
    people = len(homes.age)
    birthday = np.empty(people, np.int32)
    settled, minority, aware, assertive = (np.empty(people, np.uint8) for _ in range(4))
    school_rank, work_rank = (np.empty(people, np.uint16) for _ in range(2))
    shares = np.array(
        [settings.settled_share, settings.minority_share, settings.aware_share, settings.assertive_share]
    )

    def ranks(first: int, last: int) -> NDArray[np.int64]:
        return _draw_ranks(
            first, last, seed, start_year, homes.age, homes.sex, homes.household, WORK_BY_AGE, shares,
            birthday, settled, minority, aware, assertive, school_rank, work_rank,
        )  # fmt: skip

    counts = sum(in_threads(ranks, people, threads))
    levels = np.concatenate([_cut(counts[0, :RANKS], settings.education_shares), np.arange(3)])
    education = levels.astype(np.uint8)[school_rank]
    working = _cut(counts[1, :RANKS], (CERTAIN - settings.employed_share, settings.employed_share))
    works = np.where(working[:, None] == 1, int(Employment.EMPLOYED), np.array(WITHOUT_WORK)[None, :])
    status = np.concatenate([works.ravel(), [Employment.CHILD, Employment.RETIRED]])
    employment = status.astype(np.uint8)[work_rank]

    manager_rank = work_rank

    def managers(first: int, last: int) -> NDArray[np.int64]:
        return _rank_managers(first, last, seed, homes.age, education, employment, manager_rank)

    counts = sum(in_threads(managers, people, threads))
    leads = _cut(counts, (CERTAIN - settings.manager_share, settings.manager_share))
    promoted = (employment == Employment.EMPLOYED) & (leads == 1)[manager_rank]
    employment[promoted] = Employment.MANAGER

    income = np.empty(people, np.int32)

    def incomes(first: int, last: int) -> NDArray[np.int64]:
        return _draw_incomes(
            first, last, seed, homes.age, education, employment, quantiles(),
            INCOME_BY_EDUCATION, INCOME_BY_AGE, INCOME_BY_EMPLOYMENT, income,
        )  # fmt: skip

    counts = sum(in_threads(incomes, people, threads))
    income_fifth = _cut(counts[0], FIFTHS).astype(np.uint8)[income]
    income_fifth[homes.age < ADULT] = 0
    above = np.flatnonzero(2 * np.cumsum(counts[1]) >= counts[1].sum())
    median = max(int(above[0]), 1)
    cents = np.arange(INCOMES) * settings.median_income // median
    income = np.minimum(cents, np.iinfo(np.int32).max).astype(np.int32)[income]
    return Traits(birthday, education, income, income_fifth, employment, settled, minority, aware, assertive)


def _cut(counts: NDArray[np.int64], shares: tuple[int, ...]) -> NDArray[np.int64]:
    """The level of each rank, when ranked people are cut into levels of given shares."""
    middle = 2 * np.cumsum(counts) - counts
    ends = np.cumsum(shares)[:-1] * counts.sum()
    return (middle[:, None] * (CERTAIN // 2) >= ends[None, :]).sum(axis=1)


WITHOUT_WORK = (Employment.STUDENT, Employment.OUT_OF_WORK, Employment.HOME)
"""What somebody of working age is who is not in work; ranks carry the place here."""

KINDS = len(WITHOUT_WORK)
IS_CHILD, IS_RETIRED = KINDS * RANKS, KINDS * RANKS + 1


@shared
def _schooling_of_child(age: int) -> int:
    return int(age >= 12) + int(age >= 15)


@kernel
def _draw_ranks(  # type: ignore[no-untyped-def]
    first, last, seed, start_year, age, sex, household, work_by_age, shares,
    birthday, settled, minority, aware, assertive, school_rank, work_rank,
):  # fmt: skip
    counts = np.zeros((2, RANKS), np.int64)
    for person in range(first, last):
        years = np.int64(age[person])
        home = household[person]
        low = (1461 * years + 3) // 4
        high = (1461 * (years + 1) - 1) // 4
        birthday[person] = -between(draw(seed, Purpose.BIRTHDAY, person, 0, 0), low, high)
        settled[person] = happens(draw(seed, Purpose.SETTLED, home, 0, 0), shares[0])
        minority[person] = happens(draw(seed, Purpose.MINORITY, home, 0, 0), shares[1])
        aware[person] = 0
        assertive[person] = 0
        if years < ADULT:
            school_rank[person] = RANKS + _schooling_of_child(years)
            work_rank[person] = IS_CHILD
            continue
        aware[person] = happens(draw(seed, Purpose.AWARENESS, person, 0, 0), shares[2])
        assertive[person] = happens(draw(seed, Purpose.ASSERTIVENESS, person, 0, 0), shares[3])
        rank = between(draw(seed, Purpose.EDUCATION, home, 0, 0), 0, LUCK // 2)
        rank += between(draw(seed, Purpose.EDUCATION, person, 0, 1), 0, LUCK // 2)
        cohort = min(max(start_year - years, FIRST_COHORT), LAST_COHORT) - FIRST_COHORT
        rank += cohort * COHORT_STEP
        school_rank[person] = rank
        counts[0, rank] += 1
        if years >= RETIREMENT[0] + sex[person] * (RETIREMENT[1] - RETIREMENT[0]):
            work_rank[person] = IS_RETIRED
            continue
        rank = between(draw(seed, Purpose.EMPLOYMENT, person, 0, 0), 0, LUCK) + work_by_age[years]
        counts[1, rank] += 1
        luck = between(draw(seed, Purpose.EMPLOYMENT, person, 0, 1), 0, 999)
        if years < STUDENT_AGES_END and luck < STUDENTS_PER_MILLE:
            kind = 0
        elif between(draw(seed, Purpose.EMPLOYMENT, person, 0, 2), 0, 999) < OUT_OF_WORK_PER_MILLE:
            kind = 1
        else:
            kind = 2
        work_rank[person] = rank * KINDS + kind
    return counts


@kernel
def _rank_managers(first, last, seed, age, education, employment, manager_rank):  # type: ignore[no-untyped-def]
    counts = np.zeros(RANKS, np.int64)
    for person in range(first, last):
        manager_rank[person] = 0
        if employment[person] == Employment.EMPLOYED:
            rank = between(draw(seed, Purpose.EMPLOYMENT, person, 0, 3), 0, LUCK // 2)
            rank += education[person] * 500 + (age[person] >= 30) * 400
            manager_rank[person] = rank
            counts[rank] += 1
    return counts


@kernel
def _draw_incomes(  # type: ignore[no-untyped-def]
    first, last, seed, age, education, employment, table, by_education, by_age, by_employment, income
):
    counts = np.zeros((2, INCOMES), np.int64)
    for person in range(first, last):
        mark = fraction(draw(seed, Purpose.INCOME, person, 0, 0)) * STEPS
        step, rest = mark >> 32, mark & (CERTAIN - 1)
        relative = table[step] + ((table[step + 1] - table[step]) * rest >> 32)
        relative = relative * by_employment[employment[person]] // 1000
        if employment[person] != Employment.STUDENT:
            relative = relative * by_education[education[person]] * by_age[age[person]] // 1_000_000
        relative = min(relative, INCOMES - 1)
        income[person] = relative
        if age[person] >= ADULT:
            counts[0, relative] += 1
            worker = employment[person] == Employment.EMPLOYED or employment[person] == Employment.MANAGER
            counts[1, relative] += worker
    return counts
