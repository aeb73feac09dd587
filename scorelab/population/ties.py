"""Who knows whom: the layers brought together into one table of ties.

A pair that meets in several layers stands once, in the closest layer. The table is
symmetric and holds each person's ties one after the other, sorted by layer and contact.

How like people's contacts are to them is set beside the one public table of such figures:
medians of the assortativity coefficient (Newman 2003) over the friendship networks of 100
colleges in Traud, Mucha and Porter 2012, "Social structure of Facebook networks" (arXiv
1102.2166): year .435, residence .221, gender .062. Their ties are friendships of students,
so the layer of friends is compared, with five-year age groups for class years and blocks
for residences; the other layers pull all three apart (households mix ages and sexes and
share a block). Tests hold the friends near these figures, and the whole network to a
clustering of 0.2 to 0.6, short paths and likeness of age.
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


USUAL_TIES = 20
"""Room is made for this many ties a person, and more where they have more."""


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

    def gather(first: int, last: int) -> tuple[NDArray[np.int32], NDArray[np.uint8]]:
        return _gather(
            first, last, most, homes.household, homes.household_start, homes.role, *kin, *rings, friend, start
        )  # fmt: skip

    parts = in_threads(gather, people, threads)
    np.cumsum(start, out=start)
    contact, layer = np.empty(start[-1], np.int32), np.empty(start[-1], np.uint8)
    end = len(contact)
    # each part is dropped once copied, so that the table is not held twice
    while parts:
        contacts, layers = parts.pop()
        contact[end - len(contacts) : end] = contacts
        layer[end - len(layers) : end] = layers
        end -= len(contacts)
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
def _add_ring(contacts, found, layer_start, person, member, ring):  # type: ignore[no-untyped-def]
    """Add the members of a ring from one of them round to a person who may be in it."""
    first = member
    while member >= 0 and member != person:
        found = _add(contacts, found, layer_start, member)
        member = ring[member]
        if member == first:
            break
    return found


@shared
def _add_kin(contacts, layer_start, person, role, parents, first_child, sibling):  # type: ignore[no-untyped-def]
    found = layer_start
    parent = parents[person]
    if parent >= 0:
        found = _add_ring(contacts, found, layer_start, person, sibling[person], sibling)
        found = _add(contacts, found, layer_start, parent)
        if role[parent] == Role.WIFE:
            found = _add(contacts, found, layer_start, parent + 1)
    if role[person] != Role.CHILD:
        head = person - 1 if role[person] == Role.HUSBAND else person
        found = _add_ring(contacts, found, layer_start, person, first_child[head], sibling)
    return found


@kernel
def _gather(  # type: ignore[no-untyped-def]
    first, last, most, household, household_start, role, parents, first_child, sibling,
    neighbours, team, friends, friend, start,
):  # fmt: skip
    """The contacts and layers of consecutive people; their numbers go to `start`."""
    contact = np.empty((last - first) * USUAL_TIES + most, np.int32)
    layer = np.empty(len(contact), np.uint8)
    used = 0
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
        ends[1] = _add_kin(contacts, ends[0], person, role, parents, first_child, sibling)
        ends[2] = _add_ring(contacts, ends[1], ends[1], person, neighbours[person], neighbours)
        ends[3] = _add_ring(contacts, ends[2], ends[2], person, team[person], team)
        found = _add_ring(contacts, ends[3], ends[3], person, friends[person], friends)
        if friend[person] >= 0:
            found = _add(contacts, found, ends[3], friend[person])
        ends[4] = found
        start[person + 1] = found
        if used + found > len(contact):
            contact = np.append(contact, np.empty(len(contact) + most, np.int32))
            layer = np.append(layer, np.empty(len(contact) - len(layer), np.uint8))
        level = 0
        for place in range(found):
            while place >= ends[level]:
                level += 1
            contact[used + place] = contacts[place]
            layer[used + place] = level
        used += found
    return contact[:used], layer[:used]
