"""Scripts: what a scenario may say about roles, and what it may change for one of them."""

import pytest

from scorelab.errors import InputError
from scorelab.scenario.compile import rule_books
from scorelab.scenario.describe import mechanisms
from scorelab.scenario.load import load, resolve_yaml

CAST = "script: {cast: {main: {age: [30, 40], employed: true, sex: woman}, aunt: {}}"


def written(text, tmp_path):
    path = tmp_path / "mine.yaml"
    path.write_text("extends: court-list-2023\n" + text, encoding="utf-8")
    return path


def event(text):
    return f"{CAST}, events: [{{{text}}}]}}"


FOR_MAIN = """
interventions:
  - {name: for_main, from: "2023-02-01", for: main, set: {court.days_to_pay: 20, errors.clerical: 1}}
"""

GOOD_EVENTS = [
    'date: "2023-01-01", role: main, door: flight',
    'date: "2011-01-01", role: aunt, incident: suit_debt',
    'date: "2023-12-31", role: aunt, complaint: public_post',
    'date: "2015-06-01", role: main, payment: again',
    'date: "2015-01-01", role: main, incident: suit_debt}, {date: "2015-06-01", role: main, payment: again',
    'date: "2015-01-01", role: main, payment: again}, {date: "2015-06-01", role: aunt, incident: suit_debt',
    'date: "2015-01-01", role: main, payment: again}, {date: "2015-06-01", role: main, incident: bill_missed',
]

BAD = [
    # the cast
    ("script: {cast: {}}", ["line 2: script.cast", "0 roles", "1 to 8 roles"]),
    ("script: {cast: {a: {}, b: {}, c: {}, d: {}, e: {}, f: {}, g: {}, h: {}, i: {}}}", ["9 roles"]),
    ("script: {cast: {main: {agee: [1, 2]}}}", ["script.cast.main.agee", "did you mean 'age'?"]),
    ("script: {cast: {main: {age: [40, 30]}}}", ["script.cast.main.age", "[40, 30]", "the lower first"]),
    ("script: {cast: {main: {age: [40]}}}", ["script.cast.main.age"]),
    ("script: {cast: {main: {sex: 3}}}", ["script.cast.main.sex", "'man' or 'woman'"]),
    ("script: {cast: {'the aunt': {}}}", ["'the aunt'", "letters, digits and _"]),
    ("script: {casts: {}}", ["script.casts", "did you mean 'cast'?"]),
    # events
    (event('date: "2023-02-30", role: main, door: flight'), ["script.events.[1].date", "2023-02-30"]),
    (event('date: "2023-02-03", role: uncle, door: flight'), ["'uncle'", "main or aunt"]),
    (event('date: "2023-02-03", role: main'), ["found none", "incident, door, complaint, payment"]),
    (event('date: "2023-02-03", role: main, door: flight, incident: job_lost'), ["incident and door"]),
    (event('date: "2023-02-03", role: main, door: flite'), ["'flite'", "did you mean 'flight'?"]),
    (event('date: "2023-02-03", role: main, incident: suit_det'), ["did you mean 'suit_debt'?"]),
    (event('date: "2023-02-03", role: main, payment: twice'), ["payment", "'twice'", "'again'"]),
    (
        event('date: "2010-12-31", role: main, incident: suit_debt'),
        ["2010-12-31", "the start of the opening"],
    ),
    (event('date: "2022-12-31", role: main, door: flight'), ["2022-12-31", "2023-01-01 (the first day)"]),
    (event('date: "2024-01-01", role: main, door: flight'), ["2024-01-01", "2023-12-31, the last day"]),
    (
        f"{CAST}, events: [{{date: '2023-03-01', role: main, door: flight}},"
        " {date: '2023-02-01', role: main, door: flight}]}",
        ["script.events.[2].date", "2023-02-01 after 2023-03-01", "oldest first"],
    ),
    # a script that contradicts itself
    (
        f"{CAST}, events: [{{date: '2023-02-01', role: main, payment: again}},"
        " {date: '2023-03-01', role: main, incident: suit_debt}]}",
        ["script.events.[1].date", "2023-02-01, before the debt, which comes of 2023-03-01"],
    ),
    # interventions for a role
    (
        "interventions: [{name: x, from: '2023-02-01', for: main, set: {court.listed: 1}}]",
        ["'main'", "none is cast"],
    ),
    (
        f"{CAST}}}\ninterventions: [{{name: x, from: '2023-02-01', for: mian, set: {{court.listed: 1}}}}]",
        ["interventions.x.for", "'mian'", "did you mean 'main'?"],
    ),
    (
        f"{CAST}}}\ninterventions: [{{name: x, from: '2023-02-01', for: main, set: {{redress.clerks: 1}}}}]",
        ["interventions.x.set.redress.clerks", "everybody shares"],
    ),
    (
        f"{CAST}}}\ninterventions: [{{name: x, from: '2023-02-01', for: main, set: {{court.listed: 2}}}}]",
        ["interventions.x.set.court.listed", "found 2", "from 0 to 1"],
    ),
]


@pytest.mark.parametrize(("text", "parts"), BAD)
def test_a_bad_script_is_refused_in_one_line(text, parts, tmp_path):
    with pytest.raises(InputError) as caught:
        load(written(text, tmp_path))
    line = str(caught.value)
    assert "\n" not in line
    for part in parts:
        assert part in line


@pytest.mark.parametrize("text", GOOD_EVENTS)
def test_a_good_script_is_read_and_written_again(text, tmp_path):
    scenario = load(written(event(text), tmp_path))
    assert list(scenario.cast) == ["main", "aunt"]
    again = tmp_path / "again.yaml"
    again.write_text(resolve_yaml(scenario), encoding="utf-8")
    assert load(again) == scenario


def test_a_scenario_without_script_casts_nobody():
    assert load("court-list-2023").cast == {}


def test_an_intervention_for_a_role_is_in_that_roles_books_only(tmp_path):
    for_all = """  - {name: for_all, from: "2023-03-01", set: {court.days_to_pay: 40}}"""
    scenario = load(written(CAST + "}" + FOR_MAIN + for_all, tmp_path))

    def days_to_pay(role):
        return {book.from_day: book.p["court_days_to_pay"] for book in rule_books(scenario, role)}

    february, march = 31, 59
    everybody = days_to_pay(None)
    assert everybody[march] == 40
    assert february not in everybody
    assert days_to_pay("aunt") == everybody
    main = days_to_pay("main")
    assert (main[february], main[march]) == (20, 40)
    assert [book.p["errors_clerical"] for book in rule_books(scenario, "main")][-1] == 1 << 32


def test_the_script_and_a_roles_changes_are_described(tmp_path):
    text = mechanisms(load(written(event(GOOD_EVENTS[0]) + FOR_MAIN, tmp_path)))
    assert "Script, for the roles main, aunt" in text
    assert "2023-01-01  main: door flight" in text
    assert "for_main (for main only): court.days_to_pay = 20" in text
