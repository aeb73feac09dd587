"""One scenario, one world: on any number of threads, any number of times, however small."""

import pytest

from tests.engine.worlds import OFTEN, SCORED, SCORES, both, by_engine, people_of, scenario

BUSY = {
    "incidents.suit_debt.per_year": 1.9,
    "incidents.suit_debt.out_of_work": 1,
    "incidents.suit_debt.hardship": 0,
}
"""So many suits that something happens even to a handful of people."""


@pytest.fixture(scope="module", params=["court-list-2023", SCORES])
def crowd(request):
    # More people than one thread draws candidates for at a time, so that threads have something to share.
    world = scenario(request.param, OFTEN, people=70_000, days=40, seed=5)
    population = people_of(world)
    return world, population, by_engine(world, population, threads=1)


@pytest.mark.parametrize("threads", [1, 2, 3])
def test_threads_change_nothing(crowd, threads):
    world, population, alone = crowd
    assert by_engine(world, population, threads=threads) == alone


def test_another_seed_is_another_world(crowd):
    world, population, alone = crowd
    other = by_engine(world.model_copy(update={"seed": 6}), population)
    assert other.digest != alone.digest


@pytest.mark.parametrize("people", [1, 2, 3])
@pytest.mark.parametrize("days", [1, 2, 33, 400])
@pytest.mark.parametrize("seed", [0, 2**63 - 1])
def test_the_smallest_worlds(people, days, seed):
    both(scenario(changes=OFTEN | BUSY, people=people, days=days, seed=seed))


@pytest.mark.parametrize("people", [1, 2, 3])
@pytest.mark.parametrize("days", [1, 2, 33, 400])
def test_the_smallest_worlds_with_scores(people, days):
    both(scenario(SCORES, OFTEN | SCORED | BUSY, people=people, days=days, seed=8))


@pytest.mark.parametrize("base", ["court-list-2023", SCORES])
def test_one_day_after_an_opening(base):
    both(scenario(base, OFTEN, people=100, days=1, seed=3, opening_years=2))


def test_a_world_without_adults_or_without_luck():
    quiet = {f"incidents.{name}.per_year": 0 for name in ("suit_debt", "bill_missed", "job_lost")}
    both(scenario("blank", changes=quiet, people=30, days=60))
