"""Habits read by platforms: engine and reference agree, and each switch takes exactly its own rows away."""

import pytest

from scorelab.journal import LINES_OF_A_SCHEME, Kind
from tests.engine.walks import day_of
from tests.engine.worlds import OFTEN, SCORED, both, by_engine, people_of, scenario
from tests.trace.test_readings import SETTINGS

SIZE = {"people": 140, "days": 200, "seed": 5}
OFTEN_MOVED = OFTEN | SCORED | SETTINGS
GAMING = 0
"""The place of the refuted habit in both platforms' tables."""


def places(lived):
    return {what % LINES_OF_A_SCHEME for what in lived.whats(Kind.HABITS_MOVED)}


@pytest.fixture(scope="module")
def read():
    return both(scenario("as-reported-2018", OFTEN_MOVED, **SIZE))


def test_all_habits_move_scores_alike_in_engine_and_reference(read):
    assert places(read) == {0, 1, 2, 3}
    assert {row[2] // LINES_OF_A_SCHEME for row in read.rows if row[1] == Kind.HABITS_MOVED} == {0, 1}


def test_threads_change_nothing(read):
    world = scenario("as-reported-2018", OFTEN_MOVED, **SIZE)
    assert by_engine(world, people_of(world), threads=1) == read
    assert by_engine(world, people_of(world), threads=3) == read


def test_without_the_mechanism_no_month_is_read():
    off = OFTEN_MOVED | {"mechanisms.habits_read": False}
    assert Kind.HABITS_MOVED not in by_engine(scenario("as-reported-2018", off, **SIZE)).kinds


def test_the_refuted_habit_hangs_on_the_myths_switch_as_well():
    off = OFTEN_MOVED | {"mechanisms.myth_gaming": False}
    assert places(both(scenario("as-reported-2018", off, **SIZE))) == {1, 2, 3}


def test_a_mechanism_that_ends_in_mid_run_takes_back_what_it_brought():
    change = {"name": "end", "from": "2018-04-01", "set": {"mechanisms.habits_read": False}}
    lived = both(scenario("as-reported-2018", OFTEN_MOVED, interventions=(change,), **SIZE))
    moved = [day_of(row[0]) for row in lived.rows if row[1] == Kind.HABITS_MOVED]
    assert max(moved) == 95  # 6 April, the first update after the end.
    assert moved.count(95) > 30


@pytest.mark.parametrize(("start", "update_days"), [("2017-03-20", (28, 2)), ("2018-02-28", (1, 15))])
def test_runs_that_begin_in_mid_month_read_whole_months(start, update_days):
    days = {
        f"schemes.platforms.{name}.update_day": day
        for name, day in zip(("platform_one", "platform_two"), update_days, strict=True)
    }
    lived = both(scenario("as-reported-2018", OFTEN_MOVED | days, **(SIZE | {"start": start})))
    assert places(lived) == {0, 1, 2, 3}


def test_platforms_that_read_one_habit_by_different_bands_each_see_their_own():
    own = {
        f"schemes.platforms.{name}.habits.long_gaming.bands.hours_a_day.from": minutes
        for name, minutes in (("platform_one", 1_000_000), ("platform_two", 1_500))
    }
    # Little else happens: an update for another reason would read the habits of whoever is passed over.
    rows = both(scenario("as-reported-2018", SETTINGS | own, **SIZE)).rows
    moved = [row[2] for row in rows if row[1] == Kind.HABITS_MOVED and row[2] % LINES_OF_A_SCHEME == GAMING]
    assert {what // LINES_OF_A_SCHEME for what in moved} == {1}


def test_scenarios_without_habits_read_nothing():
    assert Kind.HABITS_MOVED not in by_engine(scenario("as-documented-2018", **SIZE)).kinds
