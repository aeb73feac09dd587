"""Who descends from whom, across households.

Every adult whose parents do not live in the same household has, with a chance that
falls with age, parents elsewhere: a couple or a single person of fitting age, half of
them around the corner, half anywhere in the city. Brothers and sisters follow from
common parents.
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from scorelab.luck import Purpose, between, draw
from scorelab.population.families import YOUNGEST_PARENT, mothers_age_at_birth
from scorelab.population.layout import Homes, Role
from scorelab.population.pyramid import AGES
from scorelab.population.threads import accumulate, kernel
from scorelab.rules.incidents import ADULT

PARENTS_ALIVE = np.repeat(
    np.array([0, 0, 0, 950, 950, 930, 900, 850, 780, 680, 550, 400, 250, 120, 50, 0, 0, 0, 0, 0, 0]), 5
)
"""Share of people with a living parent in the city, per mille, by age (`assumed`)."""

NEAR_PER_MILLE = 500
"""Share of parents sought around the corner (`assumed`)."""

NEAR_STEPS = 2
"""How far around the corner: in people of the parent's age."""

MOST_CHILDREN = 7
"""A unit of parents has no more known children than this."""


class Kin(NamedTuple):
    """Descent, one element a person; -1 stands for nobody.

    Attributes
    ----------
    parents : i4 array
        First person of the parents' unit; the second parent, if any, follows.
    first_child : i4 array
        For the first person of a unit: one of its children.
    sibling : i4 array
        For somebody with parents: the next child in a ring of all their children.
    """

    parents: NDArray[np.int32]
    first_child: NDArray[np.int32]
    sibling: NDArray[np.int32]


def find_kin(homes: Homes, seed: int) -> Kin:
    """Complete the parents known from the households, and link brothers and sisters."""
    first_child, sibling = _find_kin(
        homes.age, homes.role, homes.household, homes.parents, PARENTS_ALIVE, seed
    )
    return Kin(homes.parents, first_child, sibling)


@kernel
def _find_kin(age, role, household, parents, alive, seed):  # type: ignore[no-untyped-def]
    people = len(age)
    start = np.zeros(AGES + 1, np.int64)
    for person in range(people):
        if role[person] <= Role.WIFE and age[person] >= ADULT + YOUNGEST_PARENT:
            start[age[person] + 1] += 1
    accumulate(start)
    place = start.copy()
    heads = np.empty(start[-1], np.int32)
    for person in range(people):
        if role[person] <= Role.WIFE and age[person] >= ADULT + YOUNGEST_PARENT:
            heads[place[age[person]]] = person
            place[age[person]] += 1
    first_child = np.full(people, -1, np.int32)
    sibling = np.full(people, -1, np.int32)
    children = np.zeros(people, np.uint8)
    for person in range(people):
        if role[person] != Role.CHILD and parents[person] < 0:
            bits = draw(seed, Purpose.RELATIVE, person, 0, 0)
            mother_age = age[person] + mothers_age_at_birth(bits)
            lives = between(draw(seed, Purpose.RELATIVE, person, 0, 1), 0, 999) < alive[age[person]]
            if lives and mother_age < AGES:
                low = start[mother_age]
                candidates = start[mother_age + 1] - low
                where = draw(seed, Purpose.RELATIVE, person, 0, 2)
                near = between(draw(seed, Purpose.RELATIVE, person, 0, 3), 0, 999) < NEAR_PER_MILLE
                if candidates > 0:
                    if near:
                        number = person * candidates // people + between(where, -NEAR_STEPS, NEAR_STEPS)
                        number = min(max(number, 0), candidates - 1)
                    else:
                        number = between(where, 0, candidates - 1)
                    head = heads[low + number]
                    # nobody marries a brother or sister, or lives with parents unawares
                    of_partner = parents[person - 1] if role[person] == Role.HUSBAND else -1
                    if head != of_partner and household[head] != household[person]:
                        parents[person] = head
        head = parents[person]
        if head < 0:
            continue
        if children[head] == MOST_CHILDREN:
            parents[person] = -1
        elif first_child[head] < 0:
            first_child[head] = person
            sibling[person] = person
        else:
            sibling[person] = sibling[first_child[head]]
            sibling[first_child[head]] = person
        children[head] += children[head] < MOST_CHILDREN
    return first_child, sibling
