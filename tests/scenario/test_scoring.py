"""Schemes as the scenarios of the library have them."""

import numpy as np
import pytest

from scorelab.rules import factors
from scorelab.scenario.compile import rule_books
from scorelab.scenario.describe import mechanisms
from scorelab.scenario.load import load, names
from scorelab.scenario.mechanisms import Mechanisms
from scorelab.scenario.schemes import COMPONENT_NAMES, LISTED, Municipality, Platform, Schemes
from scorelab.scenario.society import LAYER_NAMES
from scorelab.scenario.walk import quantified

LIBRARY = names()
SCORED = ("as-documented-2018", "as-reported-2018", "platform-2015", "suining-2010", "wendeng-2020")
PLATFORMS = [
    name for name in LIBRARY if [each.name for each in load(name).schemes.platforms[:1]] == ["platform_one"]
]
MYTHS = ("myth_single_score", "myth_friends_posts", "myth_gaming", "myth_score_shuts_travel")


def test_every_scheme_of_the_library_stands_in_some_scenario():
    found = {scheme.name for name in LIBRARY for scheme in load(name).schemes.all}
    assert found == {"platform_one", "platform_two", "city", "wendeng", "suining", "bureau", "rewards"}
    assert {name for name in LIBRARY if load(name).schemes.all} >= set(SCORED)


def test_what_a_scheme_is_and_where_it_comes_from():
    for name in LIBRARY:
        scenario = load(name)
        parameters = {path for path, _, _ in quantified(scenario)}
        for scheme in scenario.schemes.all:
            form = "platforms" if isinstance(scheme, Platform) else "municipalities"
            assert isinstance(scheme, Platform | Municipality)
            assert ("schemes", form, scheme.name, "grades", scheme.grades[0].name, "from_") in parameters
            assert scheme.source
            assert scheme.tier in "ABC"


@pytest.mark.parametrize("name", LIBRARY)
def test_each_refuted_claim_has_a_switch_and_acts_only_by_it(name):
    scenario = load(name)
    assert all(isinstance(getattr(scenario.mechanisms, myth), bool) for myth in MYTHS)
    assert {myth for myth in Mechanisms.model_fields if myth.startswith("myth_")} == set(MYTHS)
    on = [myth for myth in MYTHS if getattr(scenario.mechanisms, myth)]
    assert on == (list(MYTHS) if scenario.name == "as-reported-2018" else [])
    games = [each for scheme in scenario.schemes.all for each in scheme.lines if each.kind == "long_gaming"]
    assert all(each.refuted for each in games)
    travel = [door for door in scenario.doors if door.name in ("flight", "high_speed_rail")]
    assert all(door.grade_claim in (None, "refuted") for door in travel)


def test_the_reported_scenario_holds_every_refuted_claim():
    scenario = load("as-reported-2018")
    imports = [item for scheme in scenario.schemes.all for item in scheme.imports]
    assert any(item.refuted for item in imports)
    assert any(not item.refuted for item in imports)
    assert any(each.refuted for scheme in scenario.schemes.all for each in scheme.lines)
    assert {door.name for door in scenario.doors if door.grade_claim == "refuted"} == {
        "flight",
        "high_speed_rail",
    }
    assert all(scheme.social.posts.value > 0 for scheme in scenario.schemes.platforms)


@pytest.mark.parametrize("name", [name for name in LIBRARY if load(name).claim == "documented"])
def test_a_documented_scenario_shuts_no_door_on_a_claim_that_no_document_supports(name):
    scenario = load(name)
    for door in scenario.doors:
        if door.scheme is not None:
            assert door.grade_claim == "documented", door.name
        if door.shut_by != "never" or door.scheme is not None:
            assert door.claim == "documented", door.name
    for scheme in scenario.schemes.all:
        assert scheme.claim == "documented"
        assert not any(each.refuted for each in scheme.lines)
        assert not any(item.refuted for item in scheme.imports)
        assert not scheme.imports


def test_what_is_documented_of_2018_opens_perks_and_shuts_nothing_by_score():
    doors = load("as-documented-2018").doors
    assert not [door.name for door in doors if door.below or door.review_below or door.priority]
    assert [door.name for door in doors if door.perk_from]


def test_the_two_accounts_of_2018_ask_at_the_same_doors():
    told, documented = load("as-reported-2018"), load("as-documented-2018")
    assert [door.name for door in told.doors] == [door.name for door in documented.doors]
    for one, other in zip(told.doors, documented.doors, strict=True):
        assert (one.per_year, one.cost, one.hardship) == (other.per_year, other.cost, other.hardship)
    for section in ("time", "population", "incidents", "court", "errors", "redress", "safeguards"):
        assert getattr(told, section) == getattr(documented, section)


def test_the_county_of_2010_gives_its_grades_what_the_press_tells():
    scenario = load("suining-2010")
    [scheme] = scenario.schemes.all
    assert [(grade.name, grade.from_.value) for grade in scheme.grades[1:]] == [
        ("C", 600),
        ("B", 850),
        ("A", 970),
    ]
    doors = {door.name: door for door in scenario.doors if door.scheme == scheme.name}
    for name in ("licence_or_permit", "relief_or_benefit"):
        assert (doors[name].below, doors[name].review_below) == ("C", "B")
    assert {name for name, door in doors.items() if door.priority} == {"own_school_place", "local_job_place"}


def test_the_district_of_2020_has_the_official_cut_offs():
    [scheme] = load("wendeng-2020").schemes.all
    floors = [(grade.name, grade.from_.value) for grade in scheme.grades[1:]]
    assert floors == [("C", 600), ("B", 850), ("A", 960), ("AA", 1030), ("AAA", 1050)]
    assert [grade.falls_to.value for grade in scheme.grades[:3]] == [599, 600, 850]
    assert scheme.start.value == 1000
    asking = {door.name: door.below for door in load("wendeng-2020").doors if door.scheme}
    assert asking == {"honours_and_public_posts": "B", "relief_or_benefit": "B"}


@pytest.mark.parametrize("name", PLATFORMS)
def test_platforms_have_the_reported_form_and_rival_weights(name):
    one, two = load(name).schemes.platforms
    for scheme in (one, two):
        assert (scheme.lowest.value, scheme.highest.value) == (350, 950)
        assert [grade.from_.value for grade in scheme.grades] == [350, 550, 600, 650, 700]
    assert one.weights.behaviour.value == pytest.approx(two.weights.capacity.value)
    assert one.weights.capacity.value == pytest.approx(two.weights.behaviour.value)
    assert one.weights.behaviour.value != one.weights.capacity.value


@pytest.mark.parametrize("name", PLATFORMS)
def test_clean_records_open_between_the_bands(name):
    """Adults at work of every age and income open above the poorest band, most from 600 to 750."""
    book = rule_books(load(name))[0].reader()
    for scheme in book.schemes[:2]:
        scores = np.array(
            [
                factors.factor_score(
                    scheme,
                    scheme.credit_base,
                    scheme.behaviour_base,
                    factors.capacity(scheme, fifth, 0),
                    scheme.identity_by_age[band],
                    scheme.social_base,
                )
                for fifth in range(5)
                for band in range(1, 6)
            ]
        )
        assert scores.min() >= 5400
        assert scores.max() <= 8000
        assert np.mean((scores >= 6000) & (scores <= 7500)) > 0.6


def test_a_listing_takes_most_people_below_the_middle_band():
    book = rule_books(load("as-documented-2018"))[0].reader()
    for scheme in book.schemes[:2]:
        for fifth in range(5):
            parts = scheme.behaviour_base, factors.capacity(scheme, fifth, 0), 760, scheme.social_base
            clean = factors.factor_score(scheme, scheme.credit_base, *parts)
            listed = factors.factor_score(scheme, scheme.credit_base - scheme.listed, *parts)
            assert clean - listed >= 1000


def test_kinds_of_conduct_are_alike_in_all_scenarios():
    first = load("blank").incidents
    assert all(load(name).incidents == first for name in LIBRARY)
    assert {row.name for row in first if row.speech} == {"critical_post", "rumour_post"}
    assert {row.name: row.who for row in first if row.who != "adults"} == {
        "work_misconduct": "employed",
        "business_misconduct": "managers",
    }
    assert [row.name for row in first if row.prior is not None] == ["rumour_post"]


def test_what_is_deterred_is_a_deliberate_act_that_a_table_punishes():
    deterred = {row.name for row in load("blank").incidents if row.deterred}
    punished = {
        each.kind for each in load("wendeng-2020").schemes.all[0].lines if each.points < 0 or each.grade
    }
    assert deterred <= punished
    assert not deterred & {"bill_missed", "loan_missed_small", "loan_missed_large", "job_lost", LISTED}


def test_an_adult_meets_a_few_incidents_a_year_at_most():
    rows = load("blank").incidents
    for men in (False, True):
        for band in range(1, 8):
            rates = (
                row.per_year.value * row.by_age.value[band] * (row.men.value if men else 1) for row in rows
            )
            assert sum(rates) < 3


def test_scenarios_without_schemes_have_no_operators_of_schemes():
    for name in LIBRARY:
        scenario = load(name)
        operators = {operator.name for operator in scenario.operators}
        keepers = {door.operator for door in scenario.doors} | {
            each.operator for each in scenario.schemes.all
        }
        assert operators == keepers


def test_components_and_layers_are_those_that_the_rules_number():
    assert tuple(type(load("platform-2015").schemes.platforms[0].weights).model_fields) == COMPONENT_NAMES
    assert LAYER_NAMES[-1] == "salons"
    assert tuple(Schemes.model_fields) == ("platforms", "municipalities")


@pytest.mark.parametrize("name", SCORED)
def test_the_description_counts_the_lines_that_can_happen(name):
    text = mechanisms(load(name))
    for scheme in load(name).schemes.all:
        can = sum(each.kind is not None for each in scheme.lines)
        assert f"{scheme.name}: {scheme.title}" in text
        assert f"{len(scheme.lines)} lines, of which {can} can happen" in text
