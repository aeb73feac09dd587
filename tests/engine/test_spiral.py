"""The downward spiral comes of four links: any that is cut makes it shallower, all four end it."""

from functools import cache

import numpy as np
import pytest

from scorelab.engine.simulate import simulate
from scorelab.journal import unpack
from scorelab.measures.spiral import own_later, per_fallen
from scorelab.measures.walk import COLUMNS, Losses, walk
from scorelab.population import Population
from scorelab.scenario.schema import Scenario
from tests.engine.worlds import SCORES, people_of, scenario

PEOPLE, DAYS = 30_000, 730
SEEDS = (1, 2, 3)
LINKS = {
    "score to friends": ("standing_shared", "tie_dropping"),
    "friends to score": ("social_component",),
    "doors to hardship": ("door_consequences",),
    "hardship to bills": ("hardship_feedback",),
}
"""The switches without which each link is cut."""
CUT_ALL = tuple(switch for switches in LINKS.values() for switch in switches)
pytestmark = pytest.mark.slow


def rules(seed: int, off: tuple[str, ...]) -> Scenario:
    changes = {f"mechanisms.{switch}": False for switch in off}
    return scenario(SCORES, changes, people=PEOPLE, days=DAYS, seed=seed, opening_years=4)


@cache
def people(seed: int) -> Population:
    return people_of(rules(seed, ()))


@cache
def losses(seed: int, off: tuple[str, ...] = ()) -> Losses:
    """Every loss of points of a world, with its turn of the spiral."""
    pages: list[dict[str, np.ndarray]] = []
    simulate(rules(seed, off), people(seed), lambda journal, causes: pages.append(journal), threads=2)
    rows = {name: np.concatenate([page[name] for page in pages]) for name in pages[0]}
    rows["person"] = np.array(unpack(rows["row"])[2])
    order = np.argsort(rows["row"], kind="stable")
    batch = {name: rows[name][order] for name in COLUMNS}
    return walk([batch], len(order), np.zeros(0, np.int64))


def depth(found: Losses) -> float:
    """Points that whoever falls loses beyond the first turn."""
    mean = per_fallen(found, own_later(found))
    assert mean is not None
    return mean


def test_there_is_a_spiral():
    for seed in SEEDS:
        assert depth(losses(seed)) > 0
        assert (losses(seed).turn >= 3).any()


@pytest.mark.parametrize("link", LINKS)
def test_cutting_any_one_link_makes_the_spiral_shallower(link):
    whole = [depth(losses(seed)) for seed in SEEDS]
    cut = [depth(losses(seed, LINKS[link])) for seed in SEEDS]
    print(f"{link}: mean depth {np.mean(whole):.3f} whole, {np.mean(cut):.3f} cut; by seed {whole} {cut}")
    assert np.mean(cut) < np.mean(whole)


def test_with_all_links_cut_nothing_has_a_second_turn():
    for seed in SEEDS:
        found = losses(seed, CUT_ALL)
        assert (found.turn == 1).any()
        assert not (found.turn >= 2).any()
