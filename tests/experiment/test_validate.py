"""Validation: the registry's classes, the rule, statistics by hand, studies, and what the command prints."""

import json
import math
from collections import Counter
from itertools import combinations

import networkx as nx
import numpy as np
import polars as pl
import pytest
from scipy.stats import t as student

import scorelab
from scorelab.cli import app
from scorelab.elsewhere.live import run_elsewhere
from scorelab.elsewhere.measure import Known
from scorelab.elsewhere.outcome import Finding
from scorelab.elsewhere.schema import Published
from scorelab.errors import InputError
from scorelab.experiment.calibrate import TARGETS, calibrate
from scorelab.experiment.replication import comes_out, law, obeys, replicated
from scorelab.experiment.statistics import STATISTICS, statistics_of
from scorelab.experiment.statistics_of_people import (
    OF_PEOPLE,
    alike,
    clustering,
    statistics_of_people,
)
from scorelab.experiment.studies import STUDIES, Claim
from scorelab.experiment.study_measures import circles_of, network, payments_by_sum, threatened
from scorelab.experiment.validate import validate
from scorelab.experiment.validation import Validation
from scorelab.experiment.validation_work import KNOWN, in_unit, kind_of, planned, refuse_picture_of, why_not
from scorelab.journal import Answer, Ending, Kind, PaymentKind
from scorelab.measures import Facts
from scorelab.published.figures import ECHOED, FITTED, PREDICTED, Figure, published
from scorelab.rules.incidents import IncidentKind
from scorelab.scenario.load import load
from scorelab.society import Imports, society
from tests.cli.conftest import TROUBLED

LIST = "court-list-2023"
FEW = {"people": 1500, "days": 40, "seed": 3, "set": TROUBLED | {"time.opening_years": 10}, "workers": 1}


def figure(**changes):
    known = {
        "name": "a", "statistic": "exits", "value": 10, "spread": 1, "unit": "u", "year": 2020,
        "source": "somebody", "tier": "B", "role": PREDICTED,
    }  # fmt: skip
    return Figure.model_validate(known | changes)


def test_there_are_enough_figures_and_each_is_about_something_that_is_computed():
    figures = published().values()
    assert len(figures) >= 40
    assert {one.statistic for one in figures} <= KNOWN
    assert {*OF_PEOPLE} <= KNOWN
    assert all(len(one.source) > 20 for one in figures)
    roles = Counter(one.role for one in figures)
    assert set(roles) == {ECHOED, FITTED, PREDICTED}
    assert roles[PREDICTED] >= 8


def test_what_had_to_be_predicted_is():
    for name in (
        "air_tickets_at_everybodys_rate",
        "rail_tickets_at_everybodys_rate",
        "paid_within_fourteen_months",
        "in_their_forties_at_even_rates",
        "complaints_upheld",
    ):
        assert published()[name].role == PREDICTED
    of_the_list = [one for one in published().values() if one.statistic in STATISTICS]
    assert sum(one.role == PREDICTED for one in of_the_list) >= 8


def test_a_figure_that_shares_a_fitted_statistic_is_predicted_only_where_something_else_is_set():
    fitted = {one.statistic for one in published().values() if one.role == FITTED}
    for one in published().values():
        assert one.role != PREDICTED or one.statistic not in fitted or one.under


def test_settings_of_a_figure_can_be_made():
    for one in published().values():
        if one.under:
            work = planned(LIST, None, False, 300, 30, None, {}, 2)
            assert kind_of(one) in {name.rpartition(":")[0] for name, _, _ in work._plans()}


def test_nothing_that_is_predicted_can_be_fitted_to():
    chosen = load(LIST, people=300, days=30)
    for name, one in published().items():
        if one.role == PREDICTED:
            assert name not in TARGETS
            with pytest.raises(InputError, match=r"--target.*predicted"):
                calibrate(chosen, targets=(name,))


@pytest.mark.parametrize(
    ("low", "high", "bound", "holds"),
    [
        (9, 10, None, True),
        (12, 13, None, True),
        (5, 8, None, True),
        (12.01, 13, None, False),
        (5, 7.99, None, False),
        (6, 14, None, None),
        (13, 40, None, False),
        (20, 21, "least", True),
        (7, 7.5, "least", False),
        (0, 1, "most", True),
        (12.5, 13, "most", False),
        (7.9, 30, "least", None),
    ],
)
def test_the_rule(low, high, bound, holds):
    assert figure(bound=bound).holds(low, high) is holds


def test_counts_of_the_country_are_told_over_adults():
    whole = in_unit(published()["exits_2025"])
    assert whole.value == pytest.approx(235.2, abs=0.1)
    assert whole.within / whole.value == pytest.approx(2 * 250_000 / 2_669_600)
    assert in_unit(published()["mean_stay"]) is published()["mean_stay"]


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


@pytest.mark.parametrize(
    ("way", "ours", "base", "relative", "expected"),
    [
        ("falls", (-2, -3, -1), 10, False, True),
        ("falls", (2, 1, 3), 10, False, False),
        ("rises", (2, 1, 3), 10, False, True),
        ("stays", (2, 1, 3), 10, False, False),
        ("stays", (0.1, -0.5, 0.7), 10, False, True),
        ("falls", (0.1, -0.5, 0.7), 10, False, False),
        ("stays", (0.1, -5, 5.2), 10, False, None),
        ("rises", (0.1, -5, 5.2), 10, False, None),
        ("rises", (0.0, -0.05, 0.05), 0.001, True, False),
        ("rises", (0.0, -0.2, 0.2), 0.001, True, None),
    ],
)
def test_when_a_finding_comes_out(way, ours, base, relative, expected):
    assert comes_out(Claim("m", "w", way, relative=relative), ours, base) is expected


def test_a_range_is_reached_by_relative_change():
    study = STUDIES["bu-liao-2022"]
    base = [{"missed": 1.0, "delinquents": 0.5}, {"missed": 2.0, "delinquents": 0.4}]
    treated = [{"missed": 0.8, "delinquents": 0.495}, {"missed": 1.6, "delinquents": 0.396}]
    fewer, by, people, *others = replicated(study, base, treated).claims
    assert fewer.holds is None
    assert by.ours == pytest.approx((-0.2, -0.2, -0.2))
    assert (by.holds, by.told) == (True, "comes out: it was put in")
    assert people.ours == pytest.approx((-0.01, -0.01, -0.01))
    assert people.holds is False
    assert all(one.ours is None and one.holds is None for one in others)


def finding(exact, mean, error, between):
    known = {"unit": "share", "source": "s", "tier": "B"}
    row = {"name": "m", "value": known | {"value": between[0]}}
    if between[0] != between[1]:
        row = {"name": "m", "between": known | {"value": between}}
    return Finding(Known("m", "t", "share", exact), mean, error, None, Published.model_validate(row))


def test_a_law_comes_out_by_formula_and_by_simulation():
    assert obeys(finding(0.5, 0.51, 0.01, (0.5, 0.5)))
    assert not obeys(finding(0.52, 0.51, 0.01, (0.5, 0.5)))
    assert not obeys(finding(0.5, 0.6, 0.01, (0.5, 0.5)))
    assert obeys(finding(None, 0.7, None, (0.65, 0.8)))
    assert not obeys(finding(None, 0.6, 0.001, (0.65, 0.8)))


def test_the_published_lender_has_a_verdict_on_every_figure():
    told = law("lender-2018")
    assert len(told.claims) == 15
    assert all(claim.holds for claim in told.claims)
    assert {claim.tier for claim in told.claims} == {"B"}


def test_an_affair_has_the_classes_and_verdicts_of_its_scenario():
    told = law("benefit-fraud-score")
    findings = run_elsewhere("benefit-fraud-score").findings
    assert len({claim.standing for claim in told.claims}) > 1
    for claim in told.claims:
        row = findings[claim.name].row
        assert row is not None
        assert (claim.standing, claim.holds) == (row.standing, findings[claim.name].holds)
    counted = Validation(None, 8, (), {}, (told,), None)
    predicted = [claim for claim in told.claims if claim.standing == PREDICTED]
    hold = sum(claim.holds is True for claim in predicted)
    assert counted.headline.startswith(f"{hold} of {len(predicted)} predicted findings come out")


@pytest.fixture(scope="module")
def validated(tmp_path_factory):
    folder = tmp_path_factory.mktemp("validated") / "one"
    return validate(LIST, replicates=3, out=folder, **FEW)


def test_every_figure_has_its_interval_and_verdict(validated):
    printed = validated.to_json()
    json.dumps(printed, allow_nan=False)
    names = {row["name"] for row in printed["figures"]}
    assert names | set(printed["left_out"]) == set(published())
    assert not names & set(printed["left_out"])
    assert printed["left_out"]["sleep"]
    worlds = pl.read_parquet(validated.folder / "worlds.parquet")
    for row in printed["figures"]:
        assert row.keys() >= {"name", "published", "source", "tier", "ours", "class", "holds"}
        known = in_unit(published()[row["name"]])
        kind = worlds.filter(pl.col("world").str.starts_with(f"{kind_of(known)}:"))
        assert kind.height == 3
        values = kind[f"measure.{known.statistic}"].drop_nulls()
        if len(values) < 2:
            assert row["ours"]["mean"] is None
            assert row["holds"] is None
            continue
        half = student.ppf(0.975, len(values) - 1) * values.std() / math.sqrt(len(values))
        assert row["ours"]["mean"] == pytest.approx(values.mean())
        assert row["ours"]["high"] == pytest.approx(values.mean() + half, abs=1e-9)
        assert row["holds"] is known.holds(row["ours"]["low"], row["ours"]["high"])
        assert row["class"] == known.role


def test_headlines_count_predicted_figures_only(validated):
    predicted = [one for one in validated.held if one.figure.role == PREDICTED]
    hold = sum(one.holds is True for one in predicted)
    assert validated.headline.startswith(f"{hold} of {len(predicted)} predicted figures hold")
    told = str(validated)
    assert f"{validated.headline}." in told
    for one in validated.held:
        assert f"{one.title}, {one.figure.unit}\n" in told
        assert one.figure.source.split(":")[0] in " ".join(told.split())


def test_what_is_set_for_a_figure_is_set_in_its_worlds(validated):
    rows = {one.figure.name: one for one in validated.held}
    own, even = rows["air_tickets_refused_2018"].ours, rows["air_tickets_at_everybodys_rate"].ours
    assert even.mean < 0.5 * own.mean


def test_one_row_a_figure_is_drawn(validated):
    drawn = validated.plot()
    svg = drawn.svg()
    for one in validated.held:
        assert one.title in svg
        assert one.title in drawn.html()
    assert "Synthetic" in svg


def test_a_validation_that_was_stopped_goes_on(validated):
    told = []
    again = validate(LIST, replicates=3, out=validated.folder, tell=told.append, **FEW)
    assert again.to_json() == validated.to_json()
    assert told == ["all 12 worlds are there already"]


def test_the_command_prints_the_same(validated, capsys):
    options = [part for key, value in FEW["set"].items() for part in ("--set", f"{key}={value}")]
    for name in ("people", "days", "seed", "workers"):
        options += [f"--{name}", str(FEW[name])]
    arguments = ["validate", LIST, "--replicates", "3", "--out", str(validated.folder), "--json"]
    app([*arguments, *options], standalone_mode=False)
    assert json.loads(capsys.readouterr().out) == validated.to_json()


ROW = (
    "figures:\n  - {name: mine, statistic: exits, value: 1, spread: 1, unit: u, year: 2020, source: me, "
    "tier: C, role: predicted}\n"
)


def test_figures_of_ones_own_stand_beside_the_others(tmp_path):
    file = tmp_path / "mine.yaml"
    file.write_text(ROW, encoding="utf-8")
    work = planned(LIST, file, False, 300, 30, None, {}, 2)
    assert {"mine", "exits_2025"} <= {one.name for one in work.figures}


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        (", source: me", "", "figures.mine.source: found nothing"),
        ("source: me", "source: ' '", "an empty text"),
        ("statistic: exits", "statistic: happiness", "'happiness'"),
        ("name: mine", "name: mean_stay", "does not have yet"),
        ("role: predicted", "role: guessed", "'echoed', 'fitted' or 'predicted'"),
    ],
)
def test_a_bad_figure_is_refused_in_one_line(tmp_path, old, new, words):
    file = tmp_path / "mine.yaml"
    file.write_text(ROW.replace(old, new), encoding="utf-8")
    with pytest.raises(InputError, match=words) as refused:
        validate(LIST, figures=file, people=300, days=30)
    assert "\n" not in str(refused.value)


@pytest.mark.parametrize(
    ("scenario", "options", "words"),
    [
        (LIST, {"replicates": 1}, "--replicates"),
        (LIST, {"figures": "nowhere.yaml"}, "no readable file"),
        ("bu-liao-2022", {"people": 100}, "--people"),
        ("lender-2018", {"set": {"a": 1}}, "--set"),
        ("lender-2018", {"replicates": 3}, "--replicates"),
        ("schelling-1971", {"out": "there"}, "--out"),
        ("no-such", {}, "unknown name"),
    ],
)
def test_bad_input_is_one_line(scenario, options, words):
    with pytest.raises(InputError, match=words):
        validate(scenario, **options)


def test_there_is_no_picture_without_figures():
    refuse_picture_of(None)
    refuse_picture_of(LIST)
    for name in ("wei-2016", "lender-2018"):
        with pytest.raises(InputError, match="no figures"):
            refuse_picture_of(name)


def test_pairs_of_settings_differ():
    for study in STUDIES.values():
        assert study.loaded().people == study.people
        assert all(study.settings.get(key) != value for key, value in study.treated.items())
        assert {claim.name for claim in study.claims}
    for one, other in combinations(STUDIES.values(), 2):
        assert one.title != other.title
