"""Measures of a society that lives, held against what its journal and its people say."""

from itertools import pairwise

import numpy as np
import polars as pl
import pytest

import scorelab
from scorelab.errors import InputError
from scorelab.journal import Kind
from scorelab.measures import Facts, measure_all
from scorelab.measures.days import held_on, points_on, ties_on
from scorelab.measures.lives import born_within, heirs, inherited, transitions, years_of
from scorelab.store import open_run
from scorelab.trace.world import TraceWorld
from scorelab.verify import verify

PEOPLE, DAYS = 1_500, 800
LIVING = {
    "society_lives.births_and_deaths": True,
    "society_lives.growing_up": True,
    "society_lives.mortality": 3,
    "livelihood.search_days": (300, 700),
    "time.opening_years": 2,
}


@pytest.fixture(scope="module")
def facts(tmp_path_factory):
    folder = tmp_path_factory.mktemp("lives") / "run"
    scorelab.run("as-reported-2018", people=PEOPLE, days=DAYS, seed=2, set=LIVING, out=folder)
    return Facts(open_run(folder))


def test_no_day_is_told_before_birth_or_after_death(facts):
    world = TraceWorld.of(facts.run)
    people = facts.people_table.with_row_index()
    born = people.filter((pl.col("birthday") > 0) & (pl.col("dies") > DAYS)).row(0, named=True)
    dead = people.filter(pl.col("dies") < DAYS).row(0, named=True)
    world.refuse_unknown(born["index"], born["birthday"])
    world.refuse_unknown(dead["index"], dead["dies"] - 1)
    for person, day in ((born["index"], born["birthday"] - 1), (dead["index"], dead["dies"])):
        with pytest.raises(InputError, match="not alive"):
            world.refuse_unknown(person, day)


def count(facts, kind, day=DAYS):
    return facts.run.journal.filter((pl.col("kind") == kind.value) & (pl.col("day") < day)).collect().height


def test_every_invariant_holds(facts):
    assert [check.name for check in verify(facts.run) if check.broken] == []


def test_there_are_as_many_rows_of_people_as_ever_lived(facts):
    assert facts.run.people_count == PEOPLE + count(facts, Kind.BORN)
    assert (facts.people_table["dies"] < DAYS).sum() == count(facts, Kind.DIED)


def test_births_and_deaths_are_counted_over_the_years_lived(facts):
    totals = measure_all(facts)
    years = sum(
        (min(dies, DAYS) - max(birthday, 0)) / 365.25
        for birthday, dies in facts.people_table.select("birthday", "dies").iter_rows()
    )
    assert totals["births_per_mille"] == pytest.approx(1000 * count(facts, Kind.BORN) / years)
    assert totals["deaths_per_mille"] == pytest.approx(1000 * count(facts, Kind.DIED) / years)


def test_the_stock_of_the_list_is_what_it_was_and_entries_less_exits(facts):
    day = pl.col("day")
    rows = facts.run.journal.select("day", "person", "kind").collect()
    listed = set(facts.people_table.filter(pl.col("listed") == 1)["person"])
    entries, exits = (rows.filter(pl.col("kind") == kind.value) for kind in (Kind.LISTING, Kind.REMOVAL))
    at_first = entries.filter(day < 0).height - exits.filter(day < 0).height
    assert len(listed) == at_first + entries.filter(day >= 0).height - exits.filter(day >= 0).height


@pytest.mark.parametrize("index", [0, 2])
def test_scores_of_a_day_are_those_of_the_end_less_what_came_later(facts, index):
    name = facts.run.labels.schemes[index].name
    at_first = facts.people_table[f"start.{name}"].to_numpy()
    held = held_on(facts, index, 0)
    assert np.array_equal(points_on(facts, index, 0)[held], at_first[held])
    assert np.array_equal(points_on(facts, index, DAYS), facts.points(index))


def test_transitions_count_all_who_are_held_on_both_days(facts):
    for since, until in pairwise(years_of(facts)):
        table = transitions(facts, 2, since, until)
        both = held_on(facts, 2, since) & held_on(facts, 2, until)
        assert table.sum() == both.sum() > 0
        assert np.array_equal(
            table.sum(axis=1), np.bincount(facts.ranks(2, since)[both], minlength=len(table))
        )
    moved = 1 - sum(np.trace(transitions(facts, 2, *days)) for days in pairwise(years_of(facts))) / sum(
        transitions(facts, 2, *days).sum() for days in pairwise(years_of(facts))
    )
    assert measure_all(facts)[f"grade_mobility.{facts.run.labels.schemes[2].name}"] == pytest.approx(moved)


def test_inherited_position_is_a_rank_correlation_of_those_alive(facts):
    from scipy.stats import spearmanr

    people, scores, held = facts.people_table, facts.points(0), facts.enrolled(0)
    children, parents = [], []
    for person, (mother, father) in enumerate(people.select("mother", "father").iter_rows()):
        known = [scores[parent] for parent in (mother, father) if parent >= 0 and held[parent]]
        if held[person] and known:
            children.append(scores[person])
            parents.append(np.mean(known))
    nobody = np.zeros(len(people), bool)
    assert inherited(facts, 0, DAYS, nobody) is None
    assert inherited(facts, 0, DAYS) == pytest.approx(spearmanr(children, parents).statistic)


def spearman_by_hand(facts, whom, generations):
    """Scores of whom the first scheme holds, and the mean of those before them whom it holds."""
    people, scores, held = facts.people_table, facts.points(0).tolist(), facts.enrolled(0)
    family = people.select("mother", "father").rows()
    own, before = [], []
    for person in whom:
        ancestors = [person]
        for _ in range(generations):
            ancestors = [parent for one in ancestors for parent in family[one] if parent >= 0]
        known = [scores[one] for one in ancestors if held[one]]
        if held[person] and known:
            own.append(scores[person])
            before.append(np.mean(known))
    return own, before


def test_grandparents_are_the_parents_of_parents(facts):
    own, before = spearman_by_hand(facts, range(facts.people), 2)
    found = heirs(facts, 0, DAYS, generations=2)
    assert len(own) > 5
    assert found.scores.tolist() == own
    assert found.before.tolist() == pytest.approx(before)
    came = np.zeros(facts.people, bool)
    came[: facts.founders] = True
    assert len(heirs(facts, 0, DAYS, ~came).scores) == 0
    assert born_within(facts).tolist() == (~came).tolist()


def test_siblings_are_one_family(facts):
    found, family = heirs(facts, 0, DAYS), facts.people_table.select("mother", "father").rows()
    mothers, held = set(), facts.enrolled(0)
    for person in np.flatnonzero(held).tolist():
        if any(parent >= 0 and held[parent] for parent in family[person]):
            mother, father = family[person]
            mothers.add(mother if mother >= 0 else father)
    assert found.families == len(mothers) < len(found.scores)


def test_ties_stand_from_the_day_after_they_are_formed_until_one_side_ends_them(facts):
    rows = facts.run.journal.select("day", "kind", "person", "other").collect().rows()
    for day in (200, 500, DAYS):
        stand = set()
        for on, kind, person, other in rows:
            if on < day and kind == Kind.TIE_FORMED:
                stand.add((person, other))
            if on < day and kind in (Kind.TIE_LOST, Kind.TIE_PARTED):
                stand -= {(person, other), (other, person)}
        assert set(map(tuple, ties_on(facts, day).tolist())) == stand
        assert stand
    held = facts.enrolled(1)
    ends = np.array([pair for pair in stand if held[list(pair)].all()])
    scores = facts.points(1)[ends]
    both = np.concatenate([scores, scores[:, ::-1]]).astype(float)
    name = facts.run.labels.schemes[1].name
    assert measure_all(facts)[f"assortativity.{name}"] == pytest.approx(np.corrcoef(both.T)[0, 1])


def test_whoever_has_died_has_left_and_is_held_no_more(facts):
    held, ever = facts.enrolled(0), facts.ever_enrolled(0)
    dead = facts.people_table["dies"].to_numpy() < DAYS
    assert (ever & dead).any()
    assert np.array_equal(held, ever & ~dead)
    person = int(np.flatnonzero(ever & dead)[0])
    told = scorelab.why(facts.run, person)
    assert told.schemes[0].left
    assert "the last ones" in str(told.schemes[0])
    assert told.schemes[0].to_json()["left"] is True
