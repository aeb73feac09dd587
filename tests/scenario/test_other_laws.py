"""The same society under other laws: bureaus in the United States and the Union, a city's rewards."""

import pytest

from scorelab.scenario.load import load
from scorelab.scenario.schema import Safeguards

BUREAUS = ("united-states-bureaus", "european-union")
CREDIT_DOORS = {"large_loan", "small_loan", "flat_rental", "private_job_interview"}


def asked(scenario):
    """The doors that ask for anything."""
    return {
        door.name
        for door in scenario.doors
        if door.below
        or door.review_below
        or door.perk_from
        or (door.shut_by == "court_list" and scenario.mechanisms.court_list)
        or (door.shut_by == "exit_order" and scenario.mechanisms.exit_orders)
    }


def in_law(scenario):
    safeguards = ((name, getattr(scenario.safeguards, name).in_law) for name in Safeguards.model_fields)
    return {name for name, law in safeguards if law.dated is None and law.value}


@pytest.mark.parametrize("name", BUREAUS)
def test_a_file_of_debts_shuts_nothing_but_credit_flats_and_jobs(name):
    assert asked(load(name)) <= CREDIT_DOORS
    assert {"large_loan", "small_loan"} <= asked(load(name))


@pytest.mark.parametrize("name", BUREAUS)
def test_the_people_their_debts_and_the_errors_are_those_of_the_list(name):
    scenario, listed = load(name), load("court-list-2023")
    for section in ("population", "incidents", "errors", "livelihood", "conduct"):
        assert getattr(scenario, section) == getattr(listed, section), section


@pytest.mark.parametrize("name", BUREAUS)
def test_no_bureau_counts_friends_or_is_public(name):
    scenario = load(name)
    [bureau] = scenario.schemes.platforms
    assert bureau.weights.social.value == 0
    assert not scenario.mechanisms.public_list
    assert not scenario.mechanisms.tie_dropping
    assert {line.component for line in bureau.lines} == {"credit_history"}


def test_the_unions_law_asks_more_and_lets_entries_stand_shorter():
    states, union = map(load, BUREAUS)
    assert union.court.term_days.value < states.court.term_days.value
    assert len(in_law(union)) > len(in_law(states))
    assert {"suspended_while_contested", "human_review", "purpose_limitation"} <= in_law(union) - in_law(
        states
    )
    assert states.safeguards.correction_deadline.answer_days.value == 30


def test_rewards_can_only_be_won_and_shut_nothing():
    scenario = load("municipal-rewards")
    [rewards] = scenario.schemes.municipalities
    assert all(line.points > 0 and line.grade is None for line in rewards.lines)
    assert asked(scenario) == {"transit_discount"}
    assert not scenario.mechanisms.court_list
    assert scenario.safeguards.consent_and_exit.in_law.value
