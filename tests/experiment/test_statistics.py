"""Statistics that published figures are held against, each by a plain count."""

import math
from collections import Counter

import networkx as nx
import numpy as np
import polars as pl
import pytest

import scorelab
from scorelab.experiment.statistics import statistics_of
from scorelab.experiment.statistics_of_people import (
    OF_PEOPLE,
    alike,
    clustering,
    statistics_of_people,
)
from scorelab.experiment.study_measures import circles_of, network, payments_by_sum, threatened
from scorelab.experiment.validation_work import why_not
from scorelab.journal import Answer, Ending, Kind, PaymentKind
from scorelab.measures import Facts
from scorelab.published.figures import published
from scorelab.rules.incidents import IncidentKind
from scorelab.scenario.load import load
from scorelab.society import Imports, society
from tests.cli.conftest import TROUBLED

LIST = "court-list-2023"


@pytest.fixture(scope="module")
def run():
    return scorelab.run(LIST, people=3000, days=500, seed=4, set=TROUBLED | {"time.opening_years": 10})


def test_statistics_of_dates_and_answers_are_what_a_plain_count_gives(run):
    rows = run.journal.collect().sort("row")
    by_2018 = [row for row in rows.iter_rows(named=True) if run.date(row["day"]).year <= 2018]
    entries = sum(row["kind"] == Kind.LISTING for row in by_2018)
    paid = sum(row["kind"] == Kind.REMOVAL and row["what"] == Ending.PERFORMED for row in by_2018)
    found = statistics_of(Facts(run))
    assert paid
    assert found["paid_by_end_2018"] == pytest.approx(paid / entries)
    answers = Counter(
        row["what"] for row in rows.iter_rows(named=True) if row["kind"] == Kind.ANSWER and row["day"] >= 0
    )
    right, wrong = answers[Answer.UPHELD], answers[Answer.REJECTED]
    assert right
    assert found["upheld_share"] == pytest.approx(right / (right + wrong))
    upwards = [
        found[f"entries_by_{name}"] for name in ("march_2014", "february_2017", "end_2017", "end_2020")
    ]
    assert upwards == sorted(upwards)


def test_alike_is_newmans_coefficient():
    graph = nx.gnp_random_graph(60, 0.2, seed=1)
    groups = np.arange(60) % 4
    nx.set_node_attributes(graph, dict(enumerate(groups.tolist())), "group")
    ends = np.array(graph.edges())
    both = np.concatenate([ends, ends[:, ::-1]]).T
    expected = nx.attribute_assortativity_coefficient(graph, "group")
    assert alike(groups, (both[0], both[1])) == pytest.approx(expected)
    assert alike(np.zeros(60, int), (both[0], both[1])) is None
    assert alike(groups, (both[0][:0], both[1][:0])) is None


@pytest.fixture(scope="module")
def town():
    return load(LIST, people=400, days=56)


def test_clustering_is_that_of_the_bare_graph(town):
    people = society(town, 1, Imports())
    graph = nx.Graph()
    graph.add_nodes_from(range(len(people)))
    person = np.repeat(np.arange(len(people)), np.diff(people.tie_start))
    graph.add_edges_from(zip(person.tolist(), people.tie_contact.tolist(), strict=True))
    assert clustering(people) == pytest.approx(nx.average_clustering(graph))


@pytest.mark.long
def test_people_are_looked_at_whole(town):
    found = statistics_of_people(town, 1)
    few_places = {"new_place_gamma_of_restaurants", "rank_exponent_of_restaurants"}
    assert set(OF_PEOPLE) - few_places <= set(found) <= set(OF_PEOPLE)
    assert 0.1 < found["under_fifteen"] < 0.25
    assert found["back_on_day_1"] == 24
    shorter = town.model_copy(update={"time": town.time.model_copy(update={"days": 30})})
    assert "sleep" not in statistics_of_people(shorter, 1)
    assert why_not(published()["sleep"], shorter)
    assert not why_not(published()["men"], shorter)
    assert "no list" in why_not(published()["exits_2025"], load("blank"))
    assert "another year" in why_not(published()["men"], load("suining-2010"))


def test_circles_are_connected_parts():
    graph = nx.gnp_random_graph(80, 0.012, seed=5)
    ends = np.array(graph.edges())
    assert circles_of(ends, 80) == nx.number_connected_components(graph)


@pytest.fixture(scope="module")
def scored():
    return scorelab.run("as-reported-2018", people=400, days=400, seed=2, set={"time.opening_years": 2})


def test_ties_at_the_end_are_those_that_were_drawn_or_formed_and_not_lost(scored):
    people = society(scored.scenario, 1, Imports())
    ties = {
        (one, int(other))
        for one in range(len(people))
        for other in people.tie_contact[people.tie_start[one] : people.tie_start[one + 1]]
    }
    for row in scored.journal.collect().sort("row").iter_rows(named=True):
        ends = {(row["person"], row["other"]), (row["other"], row["person"])}
        if row["kind"] == Kind.TIE_FORMED:
            ties |= ends
        elif row["kind"] == Kind.TIE_LOST:
            ties -= ends
    found = network(scored)
    assert found["ties"] == pytest.approx(len(ties) / len(people))
    assert -1 <= found["similarity"] <= 1


def test_missed_instalments_are_counted(scored):
    people = scored.people.collect()
    missed = scored.journal.filter(
        (pl.col("kind") == Kind.INCIDENT.value)
        & pl.col("what").is_in([IncidentKind.LOAN_MISSED_SMALL.value, IncidentKind.LOAN_MISSED_LARGE.value])
        & (pl.col("day") >= 0)
    ).collect()["person"]
    adults = sum((400 - born) * 4 // 1461 >= 18 for born in people["birthday"].to_list())
    men = sum(people["sex"][person] == 1 for person in missed)
    found = threatened(scored)
    assert found["missed"] == pytest.approx(len(missed) / adults)
    assert found["delinquents"] == pytest.approx(missed.n_unique() / adults)
    assert found["men_over_women"] == pytest.approx(math.log(men / (len(missed) - men)))


def test_payments_are_told_apart_by_their_sum(run):
    rows = run.journal.filter(
        (pl.col("kind") == Kind.PAYMENT.value)
        & (pl.col("what") == PaymentKind.WHILE_LISTED.value)
        & (pl.col("day") >= 0)
    ).collect()["amount"]
    found = payments_by_sum(run)
    assert found["small_over_large"] == pytest.approx((rows < 1_650_000).mean())
    ratio = found["small_debts_paid"] / found["large_debts_paid"]
    assert ratio == pytest.approx((rows < 1_650_000).sum() / (rows >= 1_650_000).sum())
