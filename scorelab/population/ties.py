"""Who knows whom: the layers brought together into one table of ties.

A pair that meets in several layers stands once, in the closest layer. The table is
symmetric and holds each person's ties one after the other, sorted by layer and contact.
"""

from enum import IntEnum
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from scorelab.compiled import shared
from scorelab.population.kin import MOST_CHILDREN, Kin
from scorelab.population.layout import Homes, Role
from scorelab.population.settings import Settings
from scorelab.population.threads import in_threads, kernel


class Layer(IntEnum):
    """The layers of ties, the closest first."""

    HOUSEHOLD = 0
    RELATIVES = 1
    NEIGHBOURS = 2
    TEAM = 3
    FRIENDS = 4


MOST_KIN = 3 * MOST_CHILDREN
"""More relatives than this cannot be listed for one person: parents, siblings, children."""


class Ties(NamedTuple):
    """A table of ties.

    Attributes
    ----------
    start : i8 array of n + 1
        The ties of person p stand from `start[p]` to `start[p + 1]`.
    contact : i4 array
        The other side of each tie.
    layer : u1 array of :class:`Layer`
    """

    start: NDArray[np.int64]
    contact: NDArray[np.int32]
    layer: NDArray[np.uint8]


def gather_ties(
    homes: Homes,
    kin: Kin,
    rings: tuple[NDArray[np.int32], NDArray[np.int32], NDArray[np.int32]],
    friend: NDArray[np.int32],
    settings: Settings,
    threads: int | None,
) -> Ties:
    """Bring households, kin, circles and distant friends into one table.

    Parameters
    ----------
    homes, kin : Homes, Kin
        Households and descent.
    rings : tuple of three i4 arrays
        Circles of neighbours, teams and friends.
    friend : i4 array
        The distant friend, or -1.
    settings : Settings
        Tells how large circles can be.
    threads : int or None
        How many threads; the result does not depend on it.
    """
    people = len(homes.age)
    household_most = int(np.diff(homes.household_start).max())
    most = household_most + MOST_KIN + 1
    most += settings.neighbour_group_high + settings.team_group_high + settings.friend_group_high
    start = np.zeros(people + 1, np.int64)
    contact, layer = np.empty(0, np.int32), np.empty(0, np.uint8)

    def count(first: int, last: int) -> None:
        _gather(
            first, last, most, homes.household, homes.household_start, homes.role, *kin, *rings, friend,
            start, contact, layer, False,
        )  # fmt: skip

    in_threads(count, people, threads)
    np.cumsum(start, out=start)
    contact, layer = np.empty(start[-1], np.int32), np.empty(start[-1], np.uint8)

    def fill(first: int, last: int) -> None:
        _gather(
            first, last, most, homes.household, homes.household_start, homes.role, *kin, *rings, friend,
            start, contact, layer, True,
        )  # fmt: skip

    in_threads(fill, people, threads)
    return Ties(start, contact, layer)


@shared
def _add(contacts, found, layer_start, contact):  # type: ignore[no-untyped-def]
    """Add a contact to a person's list unless it is there; each layer stays sorted."""
    for place in range(layer_start):
        if contacts[place] == contact:
            return found
    place = found
    while place > layer_start and contacts[place - 1] > contact:
        place -= 1
    if place > layer_start and contacts[place - 1] == contact:
        return found
    for later in range(found, place, -1):
        contacts[later] = contacts[later - 1]
    contacts[place] = contact
    return found + 1


@shared
def _add_circle(contacts, found, layer_start, person, household, ring):  # type: ignore[no-untyped-def]
    member = ring[person]
    while member != person and member >= 0:
        if household[member] != household[person]:
            found = _add(contacts, found, layer_start, member)
        member = ring[member]
    return found


@shared
def _add_kin(contacts, layer_start, person, household, role, parents, first_child, sibling):  # type: ignore[no-untyped-def]
    found = layer_start
    if parents[person] >= 0:
        found = _add_circle(contacts, found, layer_start, person, household, sibling)
        parent = parents[person]
        if household[parent] != household[person]:
            found = _add(contacts, found, layer_start, parent)
            if role[parent] == Role.WIFE:
                found = _add(contacts, found, layer_start, parent + 1)
    if role[person] != Role.CHILD:
        head = person - 1 if role[person] == Role.HUSBAND else person
        child = first_child[head]
        if child >= 0:
            if household[child] != household[person]:
                found = _add(contacts, found, layer_start, child)
            member = sibling[child]
            while member != child:
                if household[member] != household[person]:
                    found = _add(contacts, found, layer_start, member)
                member = sibling[member]
    return found


@kernel
def _gather(  # type: ignore[no-untyped-def]
    first, last, most, household, household_start, role, parents, first_child, sibling,
    neighbours, team, friends, friend, start, contact, layer, fill,
):  # fmt: skip
    contacts = np.empty(most, np.int32)
    ends = np.empty(5, np.int64)
    for person in range(first, last):
        found = 0
        home = household[person]
        for other in range(household_start[home], household_start[home + 1]):
            if other != person:
                contacts[found] = other
                found += 1
        ends[0] = found
        ends[1] = _add_kin(contacts, ends[0], person, household, role, parents, first_child, sibling)
        ends[2] = _add_circle(contacts, ends[1], ends[1], person, household, neighbours)
        ends[3] = _add_circle(contacts, ends[2], ends[2], person, household, team)
        found = _add_circle(contacts, ends[3], ends[3], person, household, friends)
        if friend[person] >= 0 and household[friend[person]] != home:
            found = _add(contacts, found, ends[3], friend[person])
        ends[4] = found
        if not fill:
            start[person + 1] = found
            continue
        row = start[person]
        level = 0
        for place in range(found):
            while place >= ends[level]:
                level += 1
            contact[row + place] = contacts[place]
            layer[row + place] = level
