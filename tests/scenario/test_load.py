"""Extending, overriding, and the order in which these hold."""

import pytest

from scorelab.errors import InputError
from scorelab.scenario.load import load, resolve_yaml, setting

OWN = "{value: 5, unit: days, assumed: {range: [1, 60], reason: a test of merging}}"


def write(folder, name, text):
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def test_a_child_changes_what_it_says_and_keeps_the_rest(tmp_path):
    child = write(tmp_path, "child.yaml", f"extends: court-list-2023\ncourt:\n  days_to_pay: {OWN}\n")
    parent = load("court-list-2023")
    scenario = load(child)
    assert scenario.court.days_to_pay.value == 5
    assert scenario.court.model_copy(update={"days_to_pay": parent.court.days_to_pay}) == parent.court
    assert scenario.doors == parent.doors


def test_a_scenario_without_a_name_of_its_own_keeps_its_parents(tmp_path):
    assert load(write(tmp_path, "mine.yaml", "extends: blank\n")).name == "blank"
    assert load(write(tmp_path, "other.yaml", "extends: blank\nname: other\n")).name == "other"


def test_rows_of_tables_are_merged_by_name(tmp_path):
    text = (
        "extends: blank\ndoors:\n  - name: flight\n    says: nothing\n  - name: large_loan\n    days: " + OWN
    )
    scenario, parent = load(write(tmp_path, "rows.yaml", text)), load("blank")
    assert [door.name for door in scenario.doors] == [door.name for door in parent.doors]
    changed = [new.name for new, old in zip(scenario.doors, parent.doors, strict=True) if new != old]
    assert changed == ["flight", "large_loan"]
    assert next(door for door in scenario.doors if door.name == "large_loan").days.value == 5


def test_a_new_row_stands_after_the_parents(tmp_path):
    row = resolve_yaml(load("blank")).split("operators:\n")[1].split("- name: hotels")[0]
    text = "extends: blank\noperators:\n" + row.replace("name: ticketing", "name: ferries")
    scenario = load(write(tmp_path, "rows.yaml", text))
    assert [operator.name for operator in scenario.operators][-1] == "ferries"
    assert len(scenario.operators) == len(load("blank").operators) + 1


def test_files_extend_files_beside_them(tmp_path):
    (tmp_path / "deep").mkdir()
    write(tmp_path, "grandparent.yaml", "extends: blank\nseed: 7\npeople: 70\n")
    write(tmp_path / "deep", "parent.yaml", "extends: ../grandparent.yaml\nseed: 8\n")
    child = write(tmp_path, "child.yaml", "extends: deep/parent.yaml\n")
    scenario = load(child)
    assert (scenario.seed, scenario.people) == (8, 70)


def test_later_parents_win(tmp_path):
    write(tmp_path, "a.yaml", "seed: 1\npeople: 11\n")
    write(tmp_path, "b.yaml", "seed: 2\n")
    scenario = load(write(tmp_path, "c.yaml", "extends: [blank, a.yaml, b.yaml]\n"))
    assert (scenario.seed, scenario.people) == (2, 11)


@pytest.mark.parametrize(
    ("key", "text", "read"),
    [
        ("court.listed", "0.5", lambda s: s.court.listed.value == 0.5),
        ("court.late_days", "[3, 9]", lambda s: s.court.late_days.value == (3, 9)),
        ("doors.flight.per_year", "2", lambda s: s.doors[0].per_year.value == 2),
        ("doors.flight.says", "that", lambda s: s.doors[0].says == "that"),
        ("incidents.suit_debt.per_year", "0.002", lambda s: s.incidents[6].per_year.value == 0.002),
        ("contacts.layers.friends.drops", "0.3", lambda s: s.contacts.layers[4].drops.value == 0.3),
        ("redress.channels.petition.silent", "0.5", lambda s: s.redress.channels[3].silent.value == 0.5),
        ("mechanisms.tie_dropping", "false", lambda s: s.mechanisms.tie_dropping is False),
        ("safeguards.reasons.in_law", "true", lambda s: s.safeguards.reasons.in_law.value is True),
        ("court.list_from", "2015-02-03", lambda s: s.court.list_from == "2015-02-03"),
        ("court.term_days", "100", lambda s: s.court.term_days.value == 100),
    ],
)
def test_a_value_can_be_set_by_its_dotted_key(key, text, read):
    assert read(load("court-list-2023", {key: text}))


def test_a_set_value_keeps_its_unit_and_says_who_set_it():
    before = load("blank").court.listed
    after = load("blank", {"court.listed": "0.99"}).court.listed
    assert after.unit == before.unit
    assert after.assumed.reason == "set by the user"
    assert after.assumed.range[0] == before.assumed.range[0]
    assert after.assumed.range[1] >= 0.99


def test_setting_a_value_to_itself_changes_only_its_provenance():
    scenario = load("blank", {"errors.stale": "0.1"})
    errors = scenario.errors.model_copy(update={"stale": load("blank").errors.stale})
    assert scenario.model_copy(update={"errors": errors}) == load("blank")


def test_people_days_and_seed_can_be_given():
    scenario = load("blank", people=12, days=3, seed=9)
    assert (scenario.people, scenario.time.days, scenario.seed) == (12, 3, 9)


def test_a_setting_is_split_at_its_first_equals_sign():
    assert setting("court.listed = 0.5") == ("court.listed", "0.5")
    assert setting("a=b=c") == ("a", "b=c")
    with pytest.raises(InputError, match="key=value"):
        setting("court.listed")
