"""Lives go on: births and deaths in both engines, what ends with a life, and what does not change."""

from collections import Counter

import numpy as np
import pytest

from scorelab.digest import STATE_FIELDS
from scorelab.journal import Ending, Kind, Phase, unpack
from scorelab.rules.lives import TURN_DAYS
from tests.engine.test_checkpoints import Story
from tests.engine.walks import check_well_founded, owner
from tests.engine.worlds import BOUNDS, OFTEN, SCORED, SCORES, both, by_engine, people_of, scenario

MANY_LIVES = {
    **OFTEN,
    **SCORED,
    "society_lives.births_and_deaths": True,
    "society_lives.growing_up": True,
    "society_lives.changes_work": 0.5,
    "society_lives.moves": 0.5,
    "society_lives.mortality": 25,
    "society_lives.fertility": 4,
}
SIZE = {"people": 130, "days": 420, "seed": 11, "opening_years": 1}


@pytest.fixture(scope="module")
def lived():
    """A small society in which many are born and die, lived by both engines."""
    return both(scenario(SCORES, MANY_LIVES, **SIZE))


@pytest.fixture(scope="module")
def course():
    return people_of(scenario(SCORES, MANY_LIVES, **SIZE)).course


def of_kind(lived, kind):
    return [row for row in lived.rows if row[1] == kind]


def test_both_engines_agree_and_every_row_has_an_earlier_cause(lived):
    check_well_founded(lived)
    ended = lived.whats(Kind.REMOVAL)
    assert Ending.DIED in ended
    assert lived.kinds[Kind.DEBT_ENDED]
    assert any(row[1] == Kind.LEFT_SCHEME and unpack(row[0])[1] == Phase.LIVES for row in lived.rows)


def test_both_engines_agree_where_many_grow_up():
    changes = {
        **BOUNDS,
        "society_lives.births_and_deaths": True,
        "society_lives.growing_up": True,
        "society_lives.mortality": 3,
        "incidents.job_lost.per_year": 0.5,
    }
    calm = both(scenario(SCORES, changes, people=110, days=1100, seed=3))
    check_well_founded(calm)
    came = {owner(row[0]) for row in of_kind(calm, Kind.CAME_OF_AGE)}
    assert {owner(row[0]) for row in of_kind(calm, Kind.ENROLLED)} <= came
    assert calm.kinds[Kind.ENROLLED]
    assert calm.kinds[Kind.LEFT_SCHOOL]
    assert calm.kinds[Kind.MOVED]
    assert calm.kinds[Kind.CHANGED_WORK]
    assert calm.kinds[Kind.TIE_PARTED]
    retired = {owner(row[0]): row[0] for row in of_kind(calm, Kind.RETIRED)}
    assert retired
    works = (Kind.JOB_LOST, Kind.JOB_FOUND)
    assert not any(row[1] in works and row[0] > retired.get(owner(row[0]), row[0]) for row in calm.rows)


def test_the_journal_tells_every_birth_and_death_of_the_course(lived, course):
    deaths = {owner(row[0]): unpack(row[0])[0] for row in of_kind(lived, Kind.DIED)}
    births = {owner(row[0]): row for row in of_kind(lived, Kind.BORN)}
    assert deaths == {int(who): int(course.dies[who]) for who in np.flatnonzero(course.dies < SIZE["days"])}
    assert sorted(births) == list(range(course.founders, len(course.birthday)))
    for child, row in births.items():
        mother = row[4]
        assert mother == course.mother[child]
        assert unpack(row[0])[0] - TURN_DAYS <= course.birthday[child] < unpack(row[0])[0]
        assert deaths.get(mother, SIZE["days"]) >= unpack(row[0])[0]


def test_nothing_happens_to_the_dead_or_to_the_unborn(lived, course):
    died = {owner(row[0]): row[0] for row in of_kind(lived, Kind.DIED)}
    born = {owner(row[0]): row[0] for row in of_kind(lived, Kind.BORN)}
    about_ties = (Kind.LEARNED, Kind.TIE_LOST, Kind.STANDING_LEARNED, Kind.TIE_FORMED)
    for row in lived.rows:
        day, phase, person, _ = unpack(row[0])
        if person in died and row[0] > died[person]:
            assert (day, phase) == (unpack(died[person])[0], Phase.LIVES)
        assert row[0] >= born.get(person, 0)
        if row[1] in about_ties:
            assert died.get(row[4], row[0] + 1) > row[0]
    state = {name: lived.state[name] for name in STATE_FIELDS}
    for person in died:
        ended = [state[name][person] for name in ("listed", "copies", "out_of_work", "exit_order")]
        assert ended == [0, 0, 0, 0]


def test_the_stock_of_listed_people_is_entries_less_exits(lived):
    entries = Counter(owner(row[0]) for row in of_kind(lived, Kind.LISTING))
    exits = Counter(owner(row[0]) for row in of_kind(lived, Kind.REMOVAL))
    stock = [entries[person] - exits[person] for person in range(len(lived.state["listed"]))]
    assert stock == list(lived.state["listed"])
    assert sum(stock) == sum(entries.values()) - sum(exits.values())


def test_worlds_under_other_rules_share_every_birth_and_death(lived):
    without_list = by_engine(scenario(SCORES, {**MANY_LIVES, "mechanisms.court_list": False}, **SIZE))
    for kind in (Kind.BORN, Kind.DIED):
        mine = [(row[0], row[2], row[4]) for row in of_kind(lived, kind)]
        assert mine == [(row[0], row[2], row[4]) for row in of_kind(without_list, kind)]


def test_lives_go_on_from_a_kept_state():
    world = scenario(SCORES, MANY_LIVES, **{**SIZE, "people": 400, "days": 150})
    whole = Story(world, every=1)
    for kept in (whole.kept[TURN_DAYS], whole.kept[TURN_DAYS + 1], whole.kept[100]):
        assert Story(world, state=kept, threads=1).ends_like(whole)
