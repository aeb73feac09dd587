"""A society with those who will be born in it: their rows and their ties, which stand from their birth on."""

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from scorelab.population.course import Course
from scorelab.population.people import Employment
from scorelab.population.ties import Layer

if TYPE_CHECKING:
    from scorelab.population.build import Population

LAYER_BITS = 3
PERSON_BITS = 31

OF_THE_MOTHER = ("household", "block", "settled", "minority")
"""What the newborn have from their mothers."""

AT_BIRTH = {
    "education": 0,
    "income": 0,
    "income_fifth": 0,
    "employment": Employment.CHILD,
    "parent": 0,
    "aware": 0,
    "assertive": 0,
    "guarantor": -1,
    "name_class": -1,
}
"""How the newborn begin."""


def with_newborn(population: "Population", course: Course) -> "Population":
    """The people of day 0, and after them those who are born within the run.

    A newborn child has ties to all of the mother's household and to her relatives.
    """
    mother = course.mother[course.founders :]
    while (late := mother >= course.founders).any():
        mother = np.where(late, course.mother[mother], mother)
    columns: dict[str, NDArray[Any]] = {"birthday": course.birthday.copy(), "sex": course.sex.copy()}
    for name in OF_THE_MOTHER:
        column = getattr(population, name)
        columns[name] = np.concatenate([column, column[mother]])
    for name, value in AT_BIRTH.items():
        column = getattr(population, name)
        columns[name] = np.concatenate([column, np.full(len(mother), value, column.dtype)])
    start, contact, layer = _with_ties(population, course, columns["household"])
    return replace(
        population, **columns, tie_start=start, tie_contact=contact, tie_layer=layer, course=course
    )


def _with_ties(
    population: "Population", course: Course, household: NDArray[np.int32]
) -> tuple[NDArray[np.int32], NDArray[np.int32], NDArray[np.uint8]]:
    people = len(household)
    one, other, layer = _new_ties(population, course, household)
    owner = np.repeat(np.arange(course.founders), np.diff(population.tie_start))
    keys = np.concatenate(
        [
            _key(owner, population.tie_layer, population.tie_contact),
            _key(one, layer, other),
            _key(other, layer, one),
        ]
    )
    keys.sort()
    start = np.zeros(people + 1, np.int32)
    np.cumsum(np.bincount(keys >> (LAYER_BITS + PERSON_BITS), minlength=people), out=start[1:])
    contact = (keys & ((1 << PERSON_BITS) - 1)).astype(np.int32)
    return start, contact, (keys >> PERSON_BITS & ((1 << LAYER_BITS) - 1)).astype(np.uint8)


def _key(owner: NDArray[Any], layer: NDArray[Any], contact: NDArray[Any]) -> NDArray[np.int64]:
    """Owner, layer and contact in one number, in the order of ties."""
    return (owner.astype(np.int64) << LAYER_BITS | layer) << PERSON_BITS | contact


def _new_ties(
    population: "Population", course: Course, household: NDArray[np.int32]
) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.uint8]]:
    """Each new tie once: the newborn child, the other side, the layer."""
    children = np.arange(course.founders, len(household))
    homes = household[children]
    at_home = household[: course.founders]
    first = np.searchsorted(at_home, homes)
    end = np.searchsorted(at_home, homes, side="right")
    with_household = _pairs(children, first, end)
    mother = course.mother[children]
    known = np.where(mother < course.founders, mother, 0)
    kin = _pairs(children, population.tie_start[known], population.tie_start[known + 1])
    of_kin = population.tie_layer[kin[1]] == Layer.RELATIVES
    of_kin &= course.mother[kin[0]] < course.founders
    with_kin = kin[0][of_kin], population.tie_contact[kin[1][of_kin]].astype(np.int64)
    siblings = _at_one_home(children, homes)
    one = np.concatenate([with_household[0], siblings[0], with_kin[0]])
    other = np.concatenate([with_household[1], siblings[1], with_kin[1]])
    layer = np.full(len(one), Layer.HOUSEHOLD, np.uint8)
    layer[len(one) - len(with_kin[0]) :] = Layer.RELATIVES
    return one, other, layer


def _pairs(
    owners: NDArray[np.int64], first: NDArray[Any], end: NDArray[Any]
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Every owner with every number from its `first` to its `end` - 1."""
    counts = (end - first).astype(np.int64)
    within = np.arange(counts.sum()) - np.repeat(np.cumsum(counts) - counts, counts)
    return np.repeat(owners, counts), np.repeat(first, counts) + within


def _at_one_home(
    children: NDArray[np.int64], homes: NDArray[np.int32]
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Every pair of newborn children of one household, the later one first."""
    order = np.argsort(homes, kind="stable")
    sorted_homes = homes[order]
    later, earlier = [np.empty(0, np.int64)], [np.empty(0, np.int64)]
    for apart in range(1, len(order)):
        same = np.flatnonzero(sorted_homes[apart:] == sorted_homes[:-apart])
        if len(same) == 0:
            break
        later.append(children[order[same + apart]])
        earlier.append(children[order[same]])
    return np.concatenate(later), np.concatenate(earlier)
