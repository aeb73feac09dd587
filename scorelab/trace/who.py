"""Who somebody is on a day, as far as the day hangs on it."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from scorelab.compiled import shared, signed
from scorelab.luck import Purpose, draw, happens
from scorelab.population.build import Population
from scorelab.population.people import Employment
from scorelab.population.ties import Layer
from scorelab.rules.habits import age_of, infants_at_home
from scorelab.trace.city import City, PlaceKind, block_of, place_near
from scorelab.trace.events import NOWHERE
from scorelab.trace.repertoire import jump_from
from scorelab.trace.time_use import group_of

MILLE = 1000
PHONES = np.array(
    [0] * 8 + [250] * 4 + [850] * 6 + [960] * 22 + [870] * 10 + [640] * 10 + [330] * 10 + [110] * 56
)
"""Share of people with a smartphone by age, in thousandths: such that 59.6% of all are on the
internet (829 million, 2018: China Internet Network Information Center)."""

PAYERS_PER_MILLE = 790
"""Share of them who pay with it, from 15 on: 583 million of 829 (the same source), children left out."""

FIRST_PAYING_AGE = 15

DRIVERS_PER_MILLE = 270
"""Share of people of 20 to 65 with a car of their own (`assumed`: 240 million cars in 2018)."""


class People(NamedTuple):
    """The columns of a population that a day hangs on; see :class:`Population`."""

    birthday: NDArray[np.int32]
    sex: NDArray[np.uint8]
    employment: NDArray[np.uint8]
    income: NDArray[np.int32]
    income_fifth: NDArray[np.uint8]
    parent: NDArray[np.uint8]
    household: NDArray[np.int32]
    block: NDArray[np.int32]
    tie_start: NDArray[np.int64]
    tie_contact: NDArray[np.int32]
    tie_layer: NDArray[np.uint8]


def people_of(population: Population) -> People:
    """The columns of a population that a day hangs on."""
    return People(*(getattr(population, name) for name in People._fields))


class Who(NamedTuple):
    """Somebody on a day: whole numbers all.

    Attributes
    ----------
    seed, person, age, group : int
        The world's seed, the number, whole years, and a number of :class:`Group`.
    age_in_month, infants : int
        Whole years, and children below three in the household, on the first day of the month:
        what a month's sums hang on does not change within it.
    income, fifth, parent : int
        As drawn.
    home, block : int
        The home and the block whose cell it stands on.
    main, main_kind, main_block : int
        The place of work or study, -1 without one, its kind and block.
    phone, pays, drives : int
        1 with a smartphone, with a payment app on it, and with a car.
    """

    seed: int
    person: int
    age: int
    group: int
    age_in_month: int
    infants: int
    income: int
    fifth: int
    parent: int
    home: int
    block: int
    main: int
    main_kind: int
    main_block: int
    phone: int
    pays: int
    drives: int


@shared
def number_in(values: NDArray[np.integer], place: int) -> int:
    """An element of a column, as a signed number whatever the column's type."""
    return signed(int(values[place]))


@shared
def age_on(people: People, person: int, day: int) -> int:
    """Whole years on a day; 0 for who is not born yet."""
    return age_of(number_in(people.birthday, person), day)


@shared
def who_of(people: People, city: City, person: int, day: int, month_first: int, out_of_work: int) -> Who:
    """Somebody on a day of a month; `out_of_work` is 1 if the journal says that the job was lost."""
    seed = city.seed
    age = age_on(people, person, day)
    employment = number_in(people.employment, person)
    if employment == Employment.CHILD and age >= 18:
        employment = Employment.STUDENT.value
    group = group_of(age, number_in(people.sex, person), employment, out_of_work)
    block = number_in(people.block, person)
    main, main_kind, main_block = NOWHERE, 0, 0
    if group == 3 or group == 4:
        anchor = _anchor(people, person)
        bits = draw(seed, Purpose.SITE, anchor, 1, 0)
        main_kind, main_block = (
            PlaceKind.WORKPLACE.value,
            jump_from(city, number_in(people.block, anchor), bits),
        )
        main = place_near(city, main_kind, main_block, signed((bits >> 8) & 0xFFFF))
    elif group <= 2:
        main_kind = PlaceKind.KINDERGARTEN.value
        if group == 1:
            main_kind = PlaceKind.SCHOOL.value
        if group == 2:
            main_kind = PlaceKind.UNIVERSITY.value
        main = place_near(city, main_kind, block, 0)
        main_block = block_of(city, main_kind, main)
    bits = draw(seed, Purpose.PHONE, person, 0, 0)
    phone = happens(bits, (int(PHONES[age]) << 32) // MILLE)
    mark = signed((bits >> 16) & 0xFFFF)
    pays = phone and age >= FIRST_PAYING_AGE and mark * MILLE < PAYERS_PER_MILLE << 16
    mark = signed(bits & 0xFFFF)
    drives = 20 <= age <= 65 and mark * MILLE < DRIVERS_PER_MILLE << 16
    return Who(
        seed,
        person,
        age,
        group,
        age_on(people, person, month_first),
        infants_at_home(people.birthday, people.household, person, month_first, 0),
        number_in(people.income, person),
        number_in(people.income_fifth, person),
        number_in(people.parent, person),
        number_in(people.household, person),
        block,
        main,
        main_kind,
        main_block,
        1 if phone else 0,
        1 if pays else 0,
        1 if drives else 0,
    )


@shared
def _anchor(people: People, person: int) -> int:
    """The colleague with the smallest number, oneself included: a team works at one place."""
    anchor = person
    for tie in range(int(people.tie_start[person]), int(people.tie_start[person + 1])):
        if number_in(people.tie_layer, tie) == Layer.TEAM:
            anchor = min(anchor, number_in(people.tie_contact, tie))
    return anchor


@shared
def contact_of(people: People, person: int, mark: int) -> int:
    """One of somebody's contacts, by a mark of 16 bits; -1 without any."""
    first, last = int(people.tie_start[person]), int(people.tie_start[person + 1])
    if first == last:
        return -1
    return number_in(people.tie_contact, first + (mark * (last - first) >> 16))
