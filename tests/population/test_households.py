from itertools import pairwise

import numpy as np
import pytest

from scorelab.errors import InputError
from scorelab.population.layout import Role, place_of
from tests.population.conftest import society


def ages(town):
    return -town.birthday * 4 // 1461


@pytest.mark.parametrize("people", [*range(1, 30), 100, 999])
def test_every_child_lives_with_an_adult(people):
    town = society(people)
    adults = np.bincount(town.household, weights=ages(town) >= 18)
    assert len(town) == people
    assert (adults > 0).all()


def test_households_and_blocks_are_laid_out_in_order(town):
    assert town.household[0] == 0
    assert set(np.diff(town.household)) <= {0, 1}
    assert town.block[0] == 0
    assert set(np.diff(town.block)) <= {0, 1}
    for household in np.unique(town.household)[::97]:
        assert len(set(town.block[town.household == household])) == 1
    sizes = np.bincount(town.block)
    assert (abs(sizes[:-1] - 1000) <= 12).all()


def test_household_sizes_resemble_the_2010s(town):
    sizes = np.bincount(town.household)
    shares = np.bincount(np.minimum(sizes, 6), minlength=7) / len(sizes)
    assert 2.7 < sizes.mean() < 3.3
    assert 0.10 < shares[1] < 0.25
    assert 0.20 < shares[2] < 0.35
    assert 0.20 < shares[3] < 0.35
    assert 0.03 < shares[6] < 0.12
    assert sizes.max() <= 14


def test_parents_are_16_to_50_years_older_than_their_children(town_homes):
    child = np.flatnonzero(town_homes.parents >= 0)
    parent = town_homes.parents[child]
    gap = town_homes.age[parent].astype(int) - town_homes.age[child]
    assert len(child) > 5000
    assert gap.min() >= 16
    assert np.mean(gap > 50) < 0.001
    assert 24 <= np.median(gap) <= 30
    assert (town_homes.household[parent] == town_homes.household[child]).all()


def test_couples_are_near_in_age(town_homes):
    husband = np.flatnonzero(town_homes.role == Role.HUSBAND)
    assert (town_homes.role[husband - 1] == Role.WIFE).all()
    assert (town_homes.sex[husband] == 1).all()
    assert (town_homes.sex[husband - 1] == 0).all()
    gap = town_homes.age[husband].astype(int) - town_homes.age[husband - 1]
    assert 0 <= np.median(gap) <= 4
    assert np.percentile(np.abs(gap), 99) <= 12
    assert town_homes.age[husband].min() >= 20


def test_parents_of_minors_are_marked(town):
    minors = np.bincount(town.household, weights=ages(town) < 18)
    assert (minors[town.household[town.parent == 1]] > 0).all()
    assert (ages(town)[town.parent == 1] >= 18).all()
    with_parent = np.bincount(town.household, weights=town.parent) > 0
    assert np.mean(with_parent[minors > 0]) > 0.999


def test_there_are_households_of_one_parent_and_of_three_generations(town_homes):
    alone = (town_homes.role == Role.SINGLE) & (town_homes.parent == 1)
    assert 0.01 < alone.sum() / town_homes.parent.sum() < 0.15
    elders = (town_homes.parents >= 0) & (town_homes.role != Role.CHILD)
    homes = np.bincount(town_homes.household, weights=elders) > 0
    children = np.bincount(town_homes.household, weights=town_homes.age < 18) > 0
    assert 0.05 < np.mean(homes & children) < 0.25


def test_settled_and_minority_are_alike_within_a_household(town):
    for trait in (town.settled, town.minority):
        share = np.bincount(town.household, weights=trait) / np.bincount(town.household)
        assert set(share) == {0.0, 1.0}


def test_nobody_lives_in_a_society_of_nobody():
    with pytest.raises(InputError, match="people: found 0"):
        society(0)


def test_consecutive_blocks_are_near_on_the_grid():
    places = [place_of(block) for block in range(4096)]
    assert len(set(places)) == 4096
    assert {column for column, _ in places} == {row for _, row in places} == set(range(64))
    steps = [abs(a - c) + abs(b - d) for (a, b), (c, d) in pairwise(places)]
    assert sum(steps) / len(steps) < 2
