"""People laid out by household and place.

Households stand in an order drawn by luck; a household's people follow each other, and
so do the households of a block. So whoever lives near has a near number.
"""

from enum import IntEnum
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from scorelab.compiled import shared
from scorelab.luck import Purpose, between, draw
from scorelab.population.families import YOUNGEST_PARENT, Families
from scorelab.population.threads import kernel
from scorelab.rules.incidents import ADULT

BLOCK = 1000
"""People in a block, about: a household belongs to the block in which it begins."""


class Role(IntEnum):
    """Somebody's place in the own unit of the household. A husband follows his wife."""

    SINGLE = 0
    WIFE = 1
    HUSBAND = 2
    CHILD = 3


class Homes(NamedTuple):
    """Who lives where, one element a person unless said otherwise.

    Attributes
    ----------
    age, sex : u1 arrays
        Age in years; 1 a man, 0 a woman.
    role : u1 array of :class:`Role`
    parent : u1 array
        1 for adults whose own child under 18 lives with them.
    household, block : i4 arrays
        Numbers of the household and of the block.
    household_start : i4 array, one a household and one more
        First person of each household.
    parents : i4 array
        The first person of the parents' unit, as far as it lives in the same
        household; -1: elsewhere or not alive.
    """

    age: NDArray[np.uint8]
    sex: NDArray[np.uint8]
    role: NDArray[np.uint8]
    parent: NDArray[np.uint8]
    household: NDArray[np.int32]
    block: NDArray[np.int32]
    household_start: NDArray[np.int32]
    parents: NDArray[np.int32]


def lay_out(units: Families, people: int, seed: int) -> Homes:
    """Give everybody a number, a household and a block."""
    arrays = _lay_out(
        units.couples,
        units.age,
        units.sex,
        units.husband_age,
        units.child_start,
        units.child_age,
        units.child_sex,
        units.host,
        units.guest,
        people,
        seed,
    )
    return Homes(*arrays)


def place_of(block: int) -> tuple[int, int]:
    """Column and row of a block on the city grid.

    Blocks follow a curve through the grid (Morton order: the even binary digits of the
    number make the column, the odd ones the row), so near numbers are near places.
    """
    column = row = 0
    for digit in range(block.bit_length()):
        if digit % 2:
            row |= (block >> digit & 1) << digit // 2
        else:
            column |= (block >> digit & 1) << digit // 2
    return column, row


@shared
def shuffle(numbers: NDArray[np.int32], seed: int, purpose: int, which: int) -> None:
    """Put numbers into an order drawn by luck, in place (Fisher and Yates)."""
    for last in range(len(numbers) - 1, 0, -1):
        other = between(draw(seed, purpose, last, 0, which), 0, last)
        kept = numbers[last]
        numbers[last] = numbers[other]
        numbers[other] = kept


@kernel
def _lay_out(  # type: ignore[no-untyped-def]
    couples, unit_age, unit_sex, husband_age, child_start, child_age, child_sex, host, guest, people, seed
):
    age = np.empty(people, np.uint8)
    sex = np.empty(people, np.uint8)
    role = np.empty(people, np.uint8)
    parent = np.zeros(people, np.uint8)
    household = np.empty(people, np.int32)
    block = np.empty(people, np.int32)
    parents = np.full(people, -1, np.int32)
    roots = np.flatnonzero(host < 0).astype(np.int32)
    shuffle(roots, seed, Purpose.HOUSEHOLD, 0)
    household_start = np.empty(len(roots) + 1, np.int32)
    person = 0
    for home in range(len(roots)):
        household_start[home] = person
        unit = roots[home]
        first_head = person
        while unit >= 0:
            head = person
            age[head] = unit_age[unit]
            sex[head] = 1 - unit_sex[unit]
            role[head] = Role.SINGLE
            person += 1
            if unit < couples:
                role[head] = Role.WIFE
                age[person] = husband_age[unit]
                sex[person] = 1
                role[person] = Role.HUSBAND
                person += 1
            adults_end = person
            for child in range(child_start[unit], child_start[unit + 1]):
                age[person] = child_age[child]
                sex[person] = 1 - child_sex[child]
                role[person] = Role.CHILD
                if unit_age[unit] >= age[person] + YOUNGEST_PARENT:
                    parents[person] = head
                if age[person] < ADULT:
                    parent[head:adults_end] = 1
                person += 1
            if head != first_head:
                # most elders live with a son
                child = first_head + (between(draw(seed, Purpose.ELDER, unit, 2, 0), 0, 4) > 0)
                if unit_age[unit] >= age[child] + YOUNGEST_PARENT:
                    parents[child] = head
            unit = guest[unit]
        household[household_start[home] : person] = home
        block[household_start[home] : person] = household_start[home] // BLOCK
    household_start[len(roots)] = person
    return age, sex, role, parent, household, block, household_start, parents
