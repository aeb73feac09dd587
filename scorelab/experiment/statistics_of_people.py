"""What published figures are about, computed from a drawn society: who they are, their ties, their days."""

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from scorelab.experiment.worlds import Measures
from scorelab.measures.standing import assortativity
from scorelab.population.build import Population
from scorelab.population.ties import Layer
from scorelab.rules.incidents import ADULT
from scorelab.scenario.schema import Scenario
from scorelab.trace.unicity import DEFAULT_PEOPLE, POINTS_WHEN_COARSER, unicity
from scorelab.trace.validation import FIGURES, LEAST_DAYS, LEAST_PEOPLE
from scorelab.trace.validation import validate as validate_days
from scorelab.trace.ways import WAYS
from scorelab.trace.world import TraceWorld

SAMPLE = 1000
"""Of how many people days are added up, and contacts held against one another."""

OLD, YOUNG = 65, 15
YEARS_TOGETHER = 5
"""People born within so many years are of one group, as students of one year are."""


def _ages(people: Population) -> NDArray[np.int64]:
    return -people.birthday.astype(np.int64) * 4 // 1461


def _ends(people: Population, *layers: Layer) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Both ends of ties, each tie taken both ways."""
    person = np.repeat(np.arange(len(people)), np.diff(people.tie_start))
    chosen = np.isin(people.tie_layer, layers)
    return person[chosen], people.tie_contact[chosen].astype(np.int64)


def alike(groups: NDArray[np.int64], ends: tuple[NDArray[np.int64], NDArray[np.int64]]) -> float | None:
    """How much more often than by chance both ends of ties are of one group: 1 always, 0 as by chance.

    Newman (2003), "Mixing patterns in networks", Physical Review E 67:026126, equation 2.

    Parameters
    ----------
    groups : array of int
        The group of each person, from 0.
    ends : two arrays of int
        Both ends of each tie, each tie taken both ways.
    """
    one, other = groups[ends[0]], groups[ends[1]]
    if not len(one):
        return None
    shares = np.bincount(one) / len(one)
    chance = float((shares**2).sum())
    return (float((one == other).mean()) - chance) / (1 - chance) if chance < 1 else None


def clustering(people: Population, sample: int = SAMPLE) -> float | None:
    """The mean share of pairs of somebody's contacts who know each other.

    Watts and Strogatz (1998), Nature 393:440; who has fewer than two contacts counts as 0.

    Parameters
    ----------
    people : Population
        Everybody.
    sample : int
        Over how many of them, at most.
    """
    start, contacts = people.tie_start, people.tie_contact
    shares = []
    for person in np.unique(np.linspace(0, len(people) - 1, min(sample, len(people))).astype(np.int64)):
        known = set(contacts[start[person] : start[person + 1]].tolist())
        pairs = len(known) * (len(known) - 1)
        met = sum(len(known.intersection(contacts[start[one] : start[one + 1]].tolist())) for one in known)
        shares.append(met / pairs if pairs else 0.0)
    return float(np.mean(shares)) if shares else None


def _degree_assortativity(people: Population) -> float | None:
    degrees = np.diff(people.tie_start).astype(np.int64)
    person, contact = _ends(people, *Layer)
    once = person < contact
    return assortativity(np.column_stack([degrees[person[once]], degrees[contact[once]]]))


OF_SOCIETY: dict[str, Callable[[Population], float | None]] = {
    "under_fifteen": lambda people: float((_ages(people) < YOUNG).mean()),
    "sixty_five_and_over": lambda people: float((_ages(people) >= OLD).mean()),
    "men": lambda people: float(people.sex.mean()),
    "aware": lambda people: float(people.aware[_ages(people) >= ADULT].mean()),
    "friends_alike_in_age": lambda people: alike(
        _ages(people) // YEARS_TOGETHER, _ends(people, Layer.FRIENDS)
    ),
    "friends_alike_in_place": lambda people: alike(
        people.block.astype(np.int64), _ends(people, Layer.FRIENDS)
    ),
    "friends_alike_in_sex": lambda people: alike(people.sex.astype(np.int64), _ends(people, Layer.FRIENDS)),
    "clustering": clustering,
    "degree_assortativity": _degree_assortativity,
}
"""Statistics of a society as it is drawn."""

OF_DAYS = (*FIGURES, "payments_by_phone", *WAYS)
OF_POINTS = ("singled_out_by_two", "singled_out_by_four", "resolution_exponent", "singled_out_by_purchases")
OF_PEOPLE = (*OF_SOCIETY, *OF_DAYS, *OF_POINTS)
"""Every statistic of a drawn society and its days."""


def has_days(scenario: Scenario) -> bool:
    """Whether a world is long and large enough for its days to be held against published figures."""
    return scenario.time.days >= LEAST_DAYS and scenario.people >= LEAST_PEOPLE


def statistics_of_people(scenario: Scenario, threads: int) -> Measures:
    """Every statistic of a society and, where it lives long enough, of its days.

    Parameters
    ----------
    scenario : Scenario
        Whose people, and with which seed.
    threads : int
        On how many threads; the result does not depend on it.
    """
    world = TraceWorld.of(scenario, threads=threads)
    found: Measures = {name: of(world.population) for name, of in OF_SOCIETY.items()}
    if not has_days(scenario):
        return found
    found |= {row.figure: row.ours for row in validate_days(world, SAMPLE, threads=threads).rows}
    smaller = scenario.model_copy(update={"people": min(scenario.people, DEFAULT_PEOPLE)})
    points = unicity(TraceWorld.of(smaller, threads=threads), POINTS_WHEN_COARSER, threads)
    return found | {
        "singled_out_by_two": points.unicity.get(2),
        "singled_out_by_four": points.unicity.get(POINTS_WHEN_COARSER),
        "resolution_exponent": points.exponent,
        "singled_out_by_purchases": points.purchases.get(POINTS_WHEN_COARSER),
    }
