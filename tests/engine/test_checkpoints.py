"""A state that is kept and put back leads to the same rows and digest as days lived without a pause."""

import os
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import HealthCheck, given, reject, settings
from hypothesis import strategies as st

from scorelab.engine import checkpoint
from scorelab.engine.checkpoint import Pauses
from scorelab.engine.simulate import Simulation, simulate
from scorelab.engine.state import World
from scorelab.errors import InputError
from scorelab.experiment.changes import Change, changed
from tests.engine.drawn import scenarios
from tests.engine.worlds import OFTEN, SCORED, SCORES, people_of, scenario
from tests.trace.test_readings import SETTINGS

EXAMPLES = int(os.environ.get("SCORELAB_EXAMPLES", "4"))
DAYS = 130
SIZE = {"people": 600, "days": DAYS, "seed": 4, "opening_years": 1}
MUCH = {
    **OFTEN,
    **SCORED,
    **SETTINGS,
    **{
        f"safeguards.{name}.{dial}": value
        for name in ("consent_and_exit", "human_review")
        for dial, value in (("in_law", True), ("obeyed", 0.9))
    },
}
"""Courts, schemes, habits, people who leave: all that a day can change is changed."""


def joined(pages, width):
    """Tables handed on one after the other as one, a column a row."""
    stacked = [np.stack([values.astype(np.int64) for values in page.values()]) for page in pages]
    return np.concatenate([np.empty((width, 0), np.int64), *stacked], axis=1)


class Story:
    """All that a simulation gives: rows and contributors in order, the state at the end, counts, digest."""

    def __init__(self, world, *, threads=2, state=None, every=None):
        self.kept = []
        pages = []
        self.run = simulate(
            world,
            people_of(world),
            lambda *page: pages.append(page),
            threads=threads,
            state=state,
            pauses=None if every is None else Pauses(every, self.kept.append),
        )
        self.tables = joined([rows for rows, _ in pages], 7), joined([causes for _, causes in pages], 3)

    def ends_like(self, whole):
        """Whether this is the end of another story, and what is told of all of it is equal."""
        assert self.run.digest == whole.run.digest
        assert self.run.counts == whole.run.counts
        for name, values in whole.run.state.items():
            assert np.array_equal(self.run.state[name], values), name
        for mine, theirs in zip(self.tables, whole.tables, strict=True):
            assert np.array_equal(mine, theirs[:, theirs.shape[1] - mine.shape[1] :])
        return True


@pytest.fixture(scope="module")
def world():
    return scenario(SCORES, MUCH, **SIZE)


@pytest.fixture(scope="module")
def whole(world):
    return Story(world, every=1)


def test_every_array_of_a_world_is_kept_or_comes_again():
    sets = (
        *(checkpoint.LAID_OUT, checkpoint.IN_FORCE, checkpoint.PASSED_ON, checkpoint.APART),
        *(checkpoint.GROWING, checkpoint.OF_ANY_LENGTH, checkpoint.OF_FIXED_LENGTH),
    )
    assert sorted(name for names in sets for name in names) == sorted(World._fields)


def test_what_is_laid_out_anew_never_changes_and_what_is_kept_does(world):
    lived, fresh = (Simulation(world, people_of(world), 2) for _ in range(2))
    lived.run(lambda rows, causes: None, None)
    changed = {
        name for name in World._fields if not same(getattr(lived.world, name), getattr(fresh.world, name))
    }
    assert not changed & checkpoint.LAID_OUT
    assert {*checkpoint.GROWING, *checkpoint.OF_ANY_LENGTH, *checkpoint.OF_FIXED_LENGTH} <= changed
    for name in checkpoint.DRAWN:
        assert same(lived.world.people[name], fresh.world.people[name])


def same(one, other):
    return one.shape == other.shape and one.tobytes() == other.tobytes()


def test_a_pause_changes_nothing(world, whole):
    without = Story(world)
    assert without.ends_like(whole)
    assert [state.day for state in whole.kept] == list(range(DAYS))


@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(day=st.integers(0, DAYS - 1), threads=st.integers(1, 3))
def test_going_on_from_any_day_ends_like_the_whole(world, whole, day, threads):
    assert Story(world, threads=threads, state=whole.kept[day]).ends_like(whole)


@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(day=st.integers(0, DAYS - 1))
def test_a_state_put_back_is_the_state_that_was_taken(world, whole, day):
    state = whole.kept[day]
    again = Simulation(world, people_of(world), 1, state).state(day)
    assert again.arrays.keys() == state.arrays.keys()
    for name, values in state.arrays.items():
        if name != "numbers":
            assert np.array_equal(again.arrays[name], values), name


def test_a_pause_while_going_on_keeps_what_the_whole_kept(world, whole):
    kept = Story(world, state=whole.kept[37], every=1).kept
    assert [state.day for state in kept] == list(range(38, DAYS))
    for mine, theirs in zip(kept, whole.kept[38:], strict=True):
        for name, values in theirs.arrays.items():
            if name != "numbers":
                assert np.array_equal(mine.arrays[name], values), (mine.day, name)


def test_only_what_days_change_is_kept(whole):
    """Nothing of the society is stored; what is grows with what has happened."""
    sizes = [sum(values.nbytes for values in state.arrays.values()) for state in whole.kept]
    assert max(later - earlier for earlier, later in pairwise(sizes)) < 600 * 300
    assert not any("tie_contact" in state.arrays for state in whole.kept)


REFORMS = {
    "more wishes": {"doors.flight.per_year": 30, "doors.large_loan.per_year": 20},
    "more incidents": {"incidents.suit_debt.per_year": 0.32, "incidents.loan_missed_large.per_year": 0.3},
    "no copies, other courts": {"mechanisms.stale_copies": False, "redress.court_district": 100_000},
    "higher grades asked for": {"doors.starred_hotel.below": "outstanding", "doors.flat_rental.per_year": 9},
    "a limit": {
        "safeguards.retention_limit.in_law": True,
        "safeguards.retention_limit.most_days": 30,
        "safeguards.retention_limit.obeyed": 1,
    },
    "habits no longer read": {"mechanisms.habits_read": False},
    "gaming no longer read": {"mechanisms.myth_gaming": False},
}


@pytest.mark.parametrize("name", REFORMS)
@pytest.mark.parametrize("day", [0, 101])
def test_other_rules_from_the_day_on_are_as_if_the_whole_had_been_lived_under_them(world, whole, name, day):
    assert follows(world, whole, REFORMS[name], day)


def follows(world, whole, reform, day):
    """Whether other rules from a day on lead to the same from the kept state as from the beginning."""
    at = np.datetime64(world.time.start) + day
    other = changed(world, [Change("reform", reform, str(at))])
    lived = Story(other)
    followed = Story(other, state=whole.kept[day])
    assert followed.run.digest == lived.run.digest != whole.run.digest
    for mine, theirs in zip(followed.tables, lived.tables, strict=True):
        assert np.array_equal(mine, theirs[:, theirs.shape[1] - mine.shape[1] :])
    assert followed.run.days_lived == DAYS - day < lived.run.days_lived
    return True


def test_habits_may_begin_to_be_read():
    """The bills that were missed before, and whose months can move, are known although nobody asked."""
    unread = scenario(SCORES, MUCH | {"mechanisms.habits_read": False}, **SIZE)
    whole = Story(unread, every=1)
    for day in (47, 101):
        assert follows(unread, whole, {"mechanisms.habits_read": True}, day)


@pytest.mark.slow
@settings(
    max_examples=EXAMPLES,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.large_base_example],
)
@given(scenarios(), st.integers(1, 60), st.data())
def test_any_scenario_can_be_gone_on_with(drawn, every, data):
    world = drawn.scenario()
    try:
        whole = Story(world, every=every)
    except InputError:
        reject()  # Nobody fits a role among a handful of people.
    if whole.kept:
        state = data.draw(st.sampled_from(whole.kept))
        assert Story(world, threads=1, state=state).ends_like(whole)
