"""Circles: small groups in which everybody knows everybody, and distant friends.

A layer puts the people of an area into an order and cuts it into groups; the order
says who is alike. Neighbours are near; teams share schooling and age; friends share
age, then (some of them) sex, then schooling and income. A circle is stored as a ring:
each member points at the next.

The areas of the layers are runs of households of different length and offset, so that
the city does not fall apart into areas. Distant friends are matched across the city.
"""

from enum import IntEnum

import numpy as np
from numpy.typing import NDArray

from scorelab.compiled import shared, unsigned
from scorelab.luck import MASK, Purpose, between, draw, happens
from scorelab.population.layout import Homes, shuffle
from scorelab.population.people import Employment, Traits
from scorelab.population.settings import Settings
from scorelab.population.threads import accumulate, in_threads, kernel
from scorelab.rules.incidents import ADULT


class Circle(IntEnum):
    """The layers that consist of circles: which purpose draws them."""

    NEIGHBOURS = Purpose.NEIGHBOUR
    TEAM = Purpose.TEAM
    FRIENDS = Purpose.FRIEND


AREA = {
    Circle.NEIGHBOURS: (50, 0),
    Circle.TEAM: (8000, 2000),
    Circle.FRIENDS: (4000, 0),
}
"""People among whom circles are found, and the offset of these areas (`assumed`).
The neighbours' area divides a block."""

FIRST_SCHOOL_AGE = 6

PLACE_BITS = 24
"""A place within an area takes this many bits of a sorting key."""

SAME_SEX_PER_MILLE = 150
"""Share of people whose friends are sought among their own sex (`assumed`)."""

FRIEND_AGE_SPREAD, TEAM_AGE_SPREAD, WIDE_AGE_SPREAD = 4, 9, 30
"""Years of luck, twice, before people are put into order of age (`assumed`)."""

WIDE_PER_MILLE = 120
"""Share of people who move among people of widely different age (`assumed`)."""

OTHER_LEVEL_PER_MILLE = 400
"""Share of people who move among people of any schooling, or of any income (`assumed`)."""

AGE_CLASS = 5
"""Distant friends are of one five-year age group, and of one schooling."""


def circles(
    circle: Circle, low: int, high: int, homes: Homes, traits: Traits, seed: int, threads: int | None
) -> NDArray[np.int32]:
    """The ring of one layer.

    Parameters
    ----------
    circle : Circle
        Which layer.
    low, high : int
        Fewest and most members of a circle; what is left over in an area may be fewer.
    homes, traits : Homes, Traits
        People.
    seed : int
        The world's seed.
    threads : int or None
        How many threads; the result does not depend on it.

    Returns
    -------
    i4 array
        The next member of one's circle, oneself if there is no other.
    """
    ring = np.arange(len(homes.age), dtype=np.int32)
    length, offset = AREA[circle]
    areas = (homes.household_start[:-1] + offset) // length
    begins = np.flatnonzero(np.diff(areas, prepend=-1))
    starts = np.append(homes.household_start[begins], len(ring)).astype(np.int64)

    def draw_part(first: int, last: int) -> None:
        _draw_circles(
            first, last, starts, seed, int(circle), low, high, homes.age, homes.sex,
            traits.education, traits.income_fifth, traits.employment, ring,
        )  # fmt: skip

    in_threads(draw_part, len(starts) - 1, threads)
    return ring


def distant_friends(homes: Homes, traits: Traits, settings: Settings, seed: int) -> NDArray[np.int32]:
    """The partner in a matching across the city, or -1, for each person (i4 array).

    A share of all adults (`population_long_friend_share`) is matched at random within
    classes of age and schooling.
    """
    return _match_friends(homes.age, traits.education, settings.long_friend_share, seed)


@shared
def _order(circle, person, seed, age, sex, education, income_fifth, employment):  # type: ignore[no-untyped-def]
    """The sorting key above the place, at most 40 bits; negative: takes no part."""
    bits = draw(seed, circle, person, 0, 0)
    luck = np.int64(bits & unsigned((1 << 20) - 1))
    years = np.int64(age[person])
    if circle == Circle.NEIGHBOURS:
        return luck
    if circle == Circle.FRIENDS:
        if years < FIRST_SCHOOL_AGE:
            return -1
        key = _age_met(years, FRIEND_AGE_SPREAD, draw(seed, circle, person, 0, 4)) // 2
        own_sex = between(draw(seed, circle, person, 0, 1), 0, 999) < SAME_SEX_PER_MILLE
        key = key << 2 | (1 + sex[person] if own_sex else 0)
        key = key << 3 | _met_as(education[person], draw(seed, circle, person, 0, 2))
        key = key << 3 | _met_as(income_fifth[person], draw(seed, circle, person, 0, 3))
        return key << 20 | luck
    status = employment[person]
    if status == Employment.CHILD or status == Employment.STUDENT:
        return years << 20 | luck if years >= FIRST_SCHOOL_AGE else -1
    if status == Employment.EMPLOYED or status == Employment.MANAGER:
        # after all ages of school
        key = 128 + _met_as(education[person], draw(seed, circle, person, 0, 1))
        key = key << 8 | _age_met(years, TEAM_AGE_SPREAD, draw(seed, circle, person, 0, 2))
        return key << 20 | luck
    return -1


@shared
def _age_met(age: int, spread: int, bits: int) -> int:
    """The age by which people find each other, from 0 to 191: the own one, blurred."""
    most = WIDE_AGE_SPREAD if between((bits << 16) & MASK, 0, 999) < WIDE_PER_MILLE else spread
    return age + WIDE_AGE_SPREAD - most + between(bits, 0, most) + between((bits << 32) & MASK, 0, most)


@shared
def _met_as(level: int, bits: int) -> int:
    """The own level of five, or for a share of people any other."""
    if between(bits, 0, 999) < OTHER_LEVEL_PER_MILLE:
        return between((bits << 31) & MASK, 0, 4)
    return int(level)


@kernel
def _draw_circles(  # type: ignore[no-untyped-def]
    first, last, starts, seed, circle, low, high, age, sex, education, income_fifth, employment, ring
):
    longest = 0
    for area in range(first, last):
        longest = max(longest, starts[area + 1] - starts[area])
    keys = np.empty(longest, np.uint64)
    for area in range(first, last):
        begin = starts[area]
        members = 0
        for person in range(begin, starts[area + 1]):
            order = _order(circle, person, seed, age, sex, education, income_fifth, employment)
            if order >= 0:
                keys[members] = unsigned(order << PLACE_BITS | (person - begin))
                members += 1
        keys[:members].sort()
        done = 0
        group = 0
        while done < members:
            size = between(draw(seed, circle, begin, 1, group), low, high)
            size = min(size, members - done)
            for place in range(size):
                person = begin + np.int64(keys[done + place] & np.uint64((1 << PLACE_BITS) - 1))
                after = done + (place + 1) % size
                ring[person] = begin + np.int64(keys[after] & np.uint64((1 << PLACE_BITS) - 1))
            done += size
            group += 1


@kernel
def _match_friends(age, education, share, seed):  # type: ignore[no-untyped-def]
    people = len(age)
    classes = (128 // AGE_CLASS + 1) * 5
    start = np.zeros(classes + 1, np.int64)
    for person in range(people):
        if age[person] >= ADULT and happens(draw(seed, Purpose.LONG_FRIEND, person, 0, 0), share):
            start[age[person] // AGE_CLASS * 5 + education[person] + 1] += 1
    accumulate(start)
    place = start.copy()
    members = np.empty(start[-1], np.int32)
    for person in range(people):
        if age[person] >= ADULT and happens(draw(seed, Purpose.LONG_FRIEND, person, 0, 0), share):
            alike = age[person] // AGE_CLASS * 5 + education[person]
            members[place[alike]] = person
            place[alike] += 1
    partner = np.full(people, -1, np.int32)
    for alike in range(classes):
        some = members[start[alike] : start[alike + 1]]
        shuffle(some, seed, Purpose.LONG_FRIEND, 1 + alike)
        for pair in range(len(some) // 2):
            partner[some[2 * pair]] = some[2 * pair + 1]
            partner[some[2 * pair + 1]] = some[2 * pair]
    return partner
