"""Who marries, who lives with parents and which elders live with their children.

Families are put together from numbers alone: people of one sex and age are alike until
they are laid out (layout.py), so a family is a handful of ages. Its building block is
the *unit*: a couple, or one adult on his or her own. Children, and unmarried adults who
stay at home, belong to their parents' unit; some units of elders join the unit of a
grown-up child, which makes a household of three generations.

The shares below are `assumed`: shapes that resemble the censuses of the 2010s (mean
household about three people, some 15% living alone, some 18% in three generations);
the exact tables were not read. Nothing about a scoring system hangs on them directly.
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from scorelab.compiled import shared
from scorelab.luck import MASK, Purpose, between, draw
from scorelab.population.pyramid import AGES, GROUP, MEN, WOMEN
from scorelab.population.threads import accumulate, kernel
from scorelab.rules.incidents import ADULT

MARRIED = (
    # per mille, by five-year group: 0-4, 5-9, ...
    (0, 0, 0, 0, 130, 590, 850, 910, 930, 940, 940, 930, 915, 890, 850, 780, 690, 580, 450, 300, 200),
    (0, 0, 0, 0, 260, 770, 925, 945, 950, 945, 935, 905, 860, 790, 680, 540, 380, 220, 120, 60, 30),
)
"""Share of men and of women who live as a couple."""

AT_HOME = (0, 0, 0, 850, 720, 600, 480, 350, 250, 150, 80, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0)
"""Share of single adults who live with their parents, per mille, by five-year group."""

RAISES_ALONE = (300, 800)
"""Share of single men and women of 25 to 59 with whom children may live, per mille."""

YOUNGEST_PARENT = 16
OLDEST_PARENT = 50
"""Ages at a child's birth between which a parent is sought."""

FIRST_BIRTH, BIRTH_SPREAD = 19, 8
"""A mother is 19 + (0 to 8) + (0 to 8) years old at a birth: 27 on average."""

PARTNER_SPREAD = 9
"""Partners are matched by age after up to this many years are added to either age."""

ELDER = 50
"""Age from which a unit may join the household of a grown-up child."""


class Families(NamedTuple):
    """Units and who belongs to them.

    Attributes
    ----------
    couples : int
        Units below this number are couples.
    age, sex : u1 arrays, one a unit
        Of the wife in a couple, of the one adult otherwise; sex as rows of a pyramid.
    husband_age : u1 array, one a couple
    child_start : i8 array, one a unit and one more
        A unit's children stand from `child_start[unit]` to `child_start[unit + 1]`.
    child_age, child_sex : u1 arrays, one a child
    host, guest : i4 arrays, one a unit
        The unit in whose household this one lives, and the elders that live in this
        one's; -1: none.
    """

    couples: int
    age: NDArray[np.uint8]
    sex: NDArray[np.uint8]
    husband_age: NDArray[np.uint8]
    child_start: NDArray[np.int64]
    child_age: NDArray[np.uint8]
    child_sex: NDArray[np.uint8]
    host: NDArray[np.int32]
    guest: NDArray[np.int32]


def families(counts: NDArray[np.int64], seed: int) -> Families:
    """Put families together from the quotas of sex and age.

    Parameters
    ----------
    counts : int64 array of shape (2, 105)
        People by sex and age.
    seed : int
        The world's seed.
    """
    married = _share_of(counts, np.repeat(MARRIED, GROUP, axis=1))
    couples = int(married.sum(axis=1).min())
    married = np.stack([_shrink(row, couples) for row in married])
    single = counts - married
    at_home = _share_of(single, np.repeat(AT_HOME, GROUP)[None, :])
    at_home[:, :ADULT] = counts[:, :ADULT]
    alone = single - at_home
    raises_alone = alone * 0
    for sex in (MEN, WOMEN):
        raises_alone[sex, 25:60] = alone[sex, 25:60] * RAISES_ALONE[sex] // 1000
    husband_age = marry(couples, married[WOMEN], married[MEN], seed)
    most_units = couples + int(alone.sum() + at_home[:, ADULT:].sum())
    age, sex, child_unit, child_age, child_sex = _settle_children(
        married[WOMEN], alone, raises_alone, at_home, most_units, int(at_home.sum()), seed
    )
    child_start, order = _by_unit(child_unit, len(age))
    host, guest = _invite_elders(couples, age, married[WOMEN], seed)
    return Families(
        couples, age, sex, husband_age, child_start, child_age[order], child_sex[order], host, guest
    )


def _share_of(counts: NDArray[np.int64], per_mille: NDArray[np.int64]) -> NDArray[np.int64]:
    return (counts * per_mille + 500) // 1000


def _shrink(counts: NDArray[np.int64], total: int) -> NDArray[np.int64]:
    """Counts cut down in proportion so that they sum to a total."""
    reached = np.cumsum(counts)
    if reached[-1] == 0:
        return counts
    cut = (2 * reached * total + reached[-1]) // (2 * reached[-1])
    return np.diff(cut, prepend=0)


@kernel
def marry(couples, wives, husbands, seed):  # type: ignore[no-untyped-def]
    """The husband's age for each wife, wives in order of age.

    Both sides are ranked by age plus a few years of luck, and ranks are matched.
    """
    ranked_start = np.zeros(AGES + PARTNER_SPREAD + 2, np.int64)
    husband_key = np.empty(couples, np.uint8)
    man = 0
    for age in range(AGES):
        for _ in range(husbands[age]):
            husband_key[man] = age + between(draw(seed, Purpose.PARTNER, man, 0, 0), 0, PARTNER_SPREAD)
            ranked_start[husband_key[man] + 1] += 1
            man += 1
    accumulate(ranked_start)
    place = ranked_start.copy()
    ranked_age = np.empty(couples, np.uint8)
    man = 0
    for age in range(AGES):
        for _ in range(husbands[age]):
            ranked_age[place[husband_key[man]]] = age
            place[husband_key[man]] += 1
            man += 1
    wife_key = husband_key
    place[:] = 0
    wife = 0
    for age in range(AGES):
        for _ in range(wives[age]):
            wife_key[wife] = age + between(draw(seed, Purpose.PARTNER, wife, 0, 1), 0, PARTNER_SPREAD)
            place[wife_key[wife] + 1] += 1
            wife += 1
    accumulate(place)
    husband_age = np.empty(couples, np.uint8)
    for wife in range(couples):
        husband_age[wife] = ranked_age[place[wife_key[wife]]]
        place[wife_key[wife]] += 1
    return husband_age


@shared
def mothers_age_at_birth(bits: int) -> int:
    """Drawn from 19 to 35 years, 27 on average."""
    return FIRST_BIRTH + between(bits, 0, BIRTH_SPREAD) + between((bits << 31) & MASK, 0, BIRTH_SPREAD)


@kernel
def _settle_children(wives, alone, raises_alone, at_home, most_units, children, seed):  # type: ignore[no-untyped-def]
    """Units in order (couples, single women, single men) and each child's unit.

    Half of the children go to the possible parents of the drawn age in turn, half by
    luck: most couples have one or two, few have many.
    """
    age = np.empty(most_units, np.uint8)
    sex = np.empty(most_units, np.uint8)
    start = np.empty((3, AGES), np.int64)
    candidates = np.empty((3, AGES), np.int64)
    unit = 0
    for kind in range(3):
        row = MEN if kind == 2 else WOMEN
        for years in range(AGES):
            members = wives[years] if kind == 0 else alone[row, years]
            start[kind, years] = unit
            candidates[kind, years] = members if kind == 0 else raises_alone[row, years]
            for _ in range(members):
                age[unit] = years
                sex[unit] = row
                unit += 1
    child_unit = np.empty(children, np.int32)
    child_age = np.empty(children, np.uint8)
    child_sex = np.empty(children, np.uint8)
    turn = np.zeros(AGES, np.int64)
    child = 0
    for back in range(AGES):
        years = AGES - 1 - back
        for row in range(2):
            for _ in range(at_home[row, years]):
                bits = draw(seed, Purpose.CHILD, child, 0, 0)
                parent_age = years + mothers_age_at_birth(bits)
                found = -1
                for step in range(OLDEST_PARENT):
                    for sign in (-1, 1):
                        near = parent_age + sign * step
                        gap = near - years
                        fits = found < 0 and YOUNGEST_PARENT <= gap <= OLDEST_PARENT and near < AGES
                        if fits and candidates[0, near] + candidates[1, near] + candidates[2, near] > 0:
                            found = near
                    if found >= 0:
                        break
                if found >= 0:
                    total = candidates[0, found] + candidates[1, found] + candidates[2, found]
                    if bits & 1:
                        number = between(draw(seed, Purpose.CHILD, child, 0, 1), 0, total - 1)
                    else:
                        number = _in_turn(turn[found], total)
                        turn[found] += 1
                    kind = 0
                    while number >= candidates[kind, found]:
                        number -= candidates[kind, found]
                        kind += 1
                    home = start[kind, found] + number
                elif years >= ADULT:
                    home = -1
                    age[unit] = years
                    sex[unit] = row
                    unit += 1
                else:
                    home = between(draw(seed, Purpose.CHILD, child, 0, 2), 0, unit - 1)
                if home >= 0:
                    child_unit[child] = home
                    child_age[child] = years
                    child_sex[child] = row
                    child += 1
    return age[:unit], sex[:unit], child_unit[:child], child_age[:child], child_sex[:child]


@shared
def _in_turn(turn: int, total: int) -> int:
    """A walk that visits each of `total` places once before it comes back."""
    stride = total * 618 // 1000 + 1
    while _common_divisor(stride, total) > 1:
        stride += 1
    return turn % total * stride % total


@shared
def _common_divisor(first: int, second: int) -> int:
    while second:
        first, second = second, first % second
    return first


@kernel
def _by_unit(child_unit, units):  # type: ignore[no-untyped-def]
    start = np.zeros(units + 1, np.int64)
    for unit in child_unit:
        start[unit + 1] += 1
    accumulate(start)
    place = start.copy()
    order = np.empty(len(child_unit), np.int32)
    for child in range(len(child_unit)):
        order[place[child_unit[child]]] = child
        place[child_unit[child]] += 1
    return start, order


@shared
def _joins(unit: int, age: int, is_couple: bool, seed: int) -> bool:
    """Whether elders wish to live with a grown-up child."""
    if age < ELDER:
        return False
    per_mille = 250 if is_couple else 450
    if age >= 70:
        per_mille += 150
    return between(draw(seed, Purpose.ELDER, unit, 0, 0), 0, 999) < per_mille


@kernel
def _invite_elders(couples, age, wives, seed):  # type: ignore[no-untyped-def]
    units = len(age)
    host = np.full(units, -1, np.int32)
    guest = np.full(units, -1, np.int32)
    start = np.zeros(AGES + 1, np.int64)
    for years in range(AGES):
        start[years + 1] = start[years] + wives[years]
    for unit in range(units):
        if not _joins(unit, age[unit], unit < couples, seed):
            continue
        child_age = age[unit] - mothers_age_at_birth(draw(seed, Purpose.ELDER, unit, 0, 1))
        candidates = wives[child_age]
        for attempt in range(4):
            if candidates == 0 or host[unit] >= 0:
                break
            couple = start[child_age] + between(
                draw(seed, Purpose.ELDER, unit, 1, attempt), 0, candidates - 1
            )
            if guest[couple] < 0 and not _joins(couple, age[couple], True, seed):
                guest[couple] = unit
                host[unit] = couple
    return host, guest
