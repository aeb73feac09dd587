"""Every scenario of the library: complete, sourced, within its own ranges, readable again."""

from importlib import import_module

import pytest

from scorelab.scenario.describe import mechanisms, overview, provenance, show
from scorelab.scenario.institutions import CHANNEL_NAMES
from scorelab.scenario.load import load, names, resolve_yaml
from scorelab.scenario.mechanisms import Mechanisms
from scorelab.scenario.quantities import SWITCH
from scorelab.scenario.society import INCIDENT_NAMES, LAYER_NAMES
from scorelab.scenario.walk import quantified

LIBRARY = names()


def test_the_hidden_parts_are_no_scenarios():
    assert {"blank", "court-list-2013", "court-list-2023"} <= set(LIBRARY)
    assert not [name for name in LIBRARY if name.startswith("_")]


@pytest.mark.parametrize("name", LIBRARY)
def test_every_value_says_where_it_comes_from_and_lies_in_its_range(name):
    for path, quantity, parameter in quantified(load(name)):
        for version in parameter.versions():
            if version.assumed is None:
                assert version.source, path
                assert version.tier in "ABC", path
                continue
            assert version.source is None, path
            assert version.tier is None, path
            assert len(version.assumed.reason.split()) >= 3, f"{path}: too short a reason"
            low, high = version.assumed.range
            numbers = version.value if isinstance(version.value, tuple) else (version.value,)
            assert all(low <= number <= high for number in numbers), path
            if quantity is not SWITCH:
                assert quantity.low <= low <= high <= quantity.high, path


@pytest.mark.parametrize("name", LIBRARY)
def test_what_is_resolved_can_be_loaded_again(name, tmp_path):
    scenario = load(name)
    again = tmp_path / "again.yaml"
    again.write_text(resolve_yaml(scenario), encoding="utf-8")
    assert load(again) == scenario


def test_doors_differ_from_one_another_in_more_than_a_name():
    doors = load("court-list-2023").doors
    words = {door.substitute for door in doors}
    rates = {door.per_year.value for door in doors}
    assert len(rates) == len(doors)
    assert len(words) > len(doors) // 2


def test_fixed_tables_carry_the_names_that_the_rules_number():
    kinds = import_module("scorelab.rules.incidents").IncidentKind
    assert tuple(kind.name.lower() for kind in sorted(kinds)) == INCIDENT_NAMES
    scenario = load("court-list-2023")
    assert tuple(row.name for row in scenario.contacts.layers) == LAYER_NAMES
    assert tuple(row.name for row in scenario.redress.channels) == CHANNEL_NAMES


def test_the_first_list_begins_on_its_first_day():
    scenario = load("court-list-2013")
    assert scenario.court.list_from == scenario.time.start


def test_the_control_lists_nobody_and_differs_in_nothing_else():
    blank, listed = load("blank"), load("court-list-2023")
    assert not blank.mechanisms.court_list
    assert blank.mechanisms.model_copy(update={"court_list": True}) == listed.mechanisms
    for section in ("time", "population", "incidents", "court", "errors", "doors", "redress", "safeguards"):
        assert getattr(blank, section) == getattr(listed, section)


def test_the_overview_has_a_line_for_each_scenario():
    lines = overview().splitlines()
    assert [line.split()[0] for line in lines] == LIBRARY


def test_the_description_names_every_mechanism_and_date_of_change():
    text = mechanisms(load("court-list-2013", {"mechanisms.tie_dropping": "false"}))
    for name in Mechanisms.model_fields:
        assert name in text
    off = [line.split()[1] for line in text.splitlines() if line.startswith("  off")]
    assert off == ["tie_dropping", *(name for name in Mechanisms.model_fields if name.startswith("myth_"))]
    assert "2017-05-01  court.term_days becomes 730 days" in text


def test_show_is_the_resolved_scenario():
    scenario = load("blank")
    assert show(scenario) == resolve_yaml(scenario)


def test_provenance_lists_every_version_of_a_dated_value():
    rows = [row for row in provenance(load("court-list-2013")) if row.key == "court.term_days"]
    assert [(row.since, row.value, row.tier) for row in rows] == [
        ("2013-10-01", "0", "A"),
        ("2017-05-01", "730", "A"),
    ]
