"""A society from a seed: people, households, kin, ties, guarantors and namesakes."""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from scorelab.errors import InputError
from scorelab.population.circles import Circle, circles, distant_friends
from scorelab.population.course import Course, Span, draw_course, is_lived
from scorelab.population.families import families
from scorelab.population.guarantors import find_guarantors
from scorelab.population.kin import find_kin
from scorelab.population.layout import Homes, lay_out
from scorelab.population.names import share_names
from scorelab.population.newborn import with_newborn
from scorelab.population.people import Traits, draw_traits
from scorelab.population.pyramid import Pyramid, published_pyramid, quotas
from scorelab.population.settings import Settings, read_settings
from scorelab.population.ties import Ties, gather_ties
from scorelab.rules.incidents import ADULT

MOST_PEOPLE = 100_000_000
"""More people than this are not held in one table."""


SHARED = ("birthday", "sex", "income_fifth", "parent", "settled", "aware", "assertive")
"""Columns that a simulation keeps in a record of each person."""

UNCHANGED = ("sex", "settled")
"""Those of them that do not change where lives go on."""


@dataclass(frozen=True)
class Population:
    """Everybody, in order of household and place; one element a person.

    Attributes
    ----------
    birthday : i4
        Day of birth relative to day 0.
    sex : u1
        1 a man, 0 a woman.
    education : u1
        0 primary, 1 lower secondary, 2 upper secondary, 3 college, 4 degree; of
        children the school they are at.
    income : i4
        Cents a month; 0 for children.
    income_fifth : u1
        0 (lowest) to 4 among adults; 0 for children.
    employment : u1
        A number of :class:`Employment`.
    parent : u1
        1 for adults whose own child under 18 lives in the household.
    household, block : i4
        Numbers of the household and of the block of about 1000 people.
    settled, minority : u1
        1 with local registration; 1 in an abstract minority. Alike in a household.
    aware, assertive : u1
        1 for adults who know of the scheme, and who tend to complain.
    guarantor : i4
        Who answers for the person's debts; -1: nobody.
    name_class : i4
        Class of namesakes; -1 for children.
    name_start : i4, one a class and one more
    name_members : i4, one an adult
        Members of class c are `name_members[name_start[c]:name_start[c + 1]]`.
    tie_start : i4, one a person and one more
    tie_contact : i4, one a tie and side
    tie_layer : u1, one a tie and side
        The ties of person p stand from `tie_start[p]` to `tie_start[p + 1]`, sorted by
        layer (:class:`Layer`) and contact. Symmetric; a pair has at most one tie.
    course : Course, optional
        The births and deaths to come, where lives go on; the newborn then have rows after all
        others, and ties that stand from their birth on.
    """

    birthday: NDArray[np.int32]
    sex: NDArray[np.uint8]
    education: NDArray[np.uint8]
    income: NDArray[np.int32]
    income_fifth: NDArray[np.uint8]
    employment: NDArray[np.uint8]
    parent: NDArray[np.uint8]
    household: NDArray[np.int32]
    block: NDArray[np.int32]
    settled: NDArray[np.uint8]
    minority: NDArray[np.uint8]
    aware: NDArray[np.uint8]
    assertive: NDArray[np.uint8]
    guarantor: NDArray[np.int32]
    name_class: NDArray[np.int32]
    name_start: NDArray[np.int32]
    name_members: NDArray[np.int32]
    tie_start: NDArray[np.int32]
    tie_contact: NDArray[np.int32]
    tie_layer: NDArray[np.uint8]
    course: Course | None = None

    def __len__(self) -> int:
        """How many people."""
        return len(self.birthday)

    def share(self, people: NDArray[Any]) -> None:
        """Let a simulation's table of people hold the columns that it has too: nothing is held twice.

        Parameters
        ----------
        people : structured array
            Its fields named like a column hold the same values, which must not change.
        """
        for name in SHARED if self.course is None else UNCHANGED:
            object.__setattr__(self, name, people[name])


def build(
    parameters: Any,
    people: int,
    seed: int,
    start_year: int,
    *,
    pyramid: Pyramid | None = None,
    span: Span | None = None,
    threads: int | None = None,
) -> Population:
    """Draw a society.

    Parameters
    ----------
    parameters : `p` of a rule book, in either form
        The population's numbers (see :class:`Settings`).
    people : int
        How many people.
    seed : int
        The world's seed, 0 <= seed < 2**63.
    start_year : int
        Year of day 0.
    pyramid : Pyramid, optional
        Weights of sex and age; by default the published pyramid of
        `population_pyramid_year`.
    span : Span, optional
        The days of the run; without them nobody is born and nobody dies, whatever the numbers say.
    threads : int, optional
        How many threads; by default one per processor. The result is the same.

    Returns
    -------
    Population
        The same for equal arguments, on any machine.
    """
    settings = read_settings(parameters)
    homes, traits = settle(settings, people, seed, start_year, pyramid, threads)
    kin = find_kin(homes, seed)
    rings = (
        circles(
            Circle.NEIGHBOURS, settings.neighbour_group_low, settings.neighbour_group_high,
            homes, traits, seed, threads,
        ),
        circles(Circle.TEAM, settings.team_group_low, settings.team_group_high, homes, traits, seed, threads),
        circles(
            Circle.FRIENDS, settings.friend_group_low, settings.friend_group_high,
            homes, traits, seed, threads,
        ),
    )  # fmt: skip
    friend = distant_friends(homes, traits, settings, seed)
    ties = gather_ties(homes, kin, rings, friend, settings, threads)
    population = complete(settings, homes, traits, ties, seed, threads)
    return going_on(population, homes, traits, parameters, span, seed, threads)


def settle(
    settings: Settings,
    people: int,
    seed: int,
    start_year: int,
    pyramid: Pyramid | None,
    threads: int | None,
) -> tuple[Homes, Traits]:
    """People in their households and their traits, without ties."""
    if not 1 <= people <= MOST_PEOPLE:
        raise InputError("people", people, f"from 1 to {MOST_PEOPLE} people")
    counts = quotas(pyramid or published_pyramid(settings.pyramid_year), people)
    if counts[:, ADULT:].sum() == 0:
        raise InputError("people", people, "more people, so that an adult is among them")
    homes = lay_out(families(counts, seed), people, seed)
    return homes, draw_traits(homes, settings, start_year, seed, threads)


def complete(
    settings: Settings, homes: Homes, traits: Traits, ties: Ties, seed: int, threads: int | None
) -> Population:
    """Add guarantors and namesakes, and bring everything together."""
    names = share_names(homes.age, settings.namesakes_low, settings.namesakes_high, seed)
    return Population(
        sex=homes.sex,
        parent=homes.parent,
        household=homes.household,
        block=homes.block,
        guarantor=find_guarantors(homes.age, ties, settings.borrower_share, seed, threads),
        name_class=names.name_class,
        name_start=names.start,
        name_members=names.members,
        tie_start=ties.start.astype(np.int32),
        tie_contact=ties.contact,
        tie_layer=ties.layer,
        **traits._asdict(),
    )


def going_on(
    population: Population,
    homes: Homes,
    traits: Traits,
    parameters: Any,
    span: Span | None,
    seed: int,
    threads: int | None,
) -> Population:
    """The society with what its lives bring within its run, if they go on in it."""
    if span is None or not is_lived(parameters):
        return population
    course = draw_course(homes, traits, read_settings(parameters), parameters, span, seed, threads)
    return with_newborn(population, course)
