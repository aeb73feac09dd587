"""Schemes: what a scenario may say about scoring, and what the library's scenarios do say."""

import json
import re

import numpy as np
import pytest

from scorelab.errors import InputError
from scorelab.rules import factors
from scorelab.scenario.compile import rule_books
from scorelab.scenario.describe import mechanisms
from scorelab.scenario.load import load, names, resolve_yaml
from scorelab.scenario.schema import LAYER_NAMES, Mechanisms
from scorelab.scenario.schemes import COMPONENT_NAMES, LISTED, Line, Municipality, Platform, Schemes
from scorelab.scenario.walk import quantified

LIBRARY = names()
SCORED = ("as-documented-2018", "as-reported-2018", "platform-2015", "suining-2010", "wendeng-2020")
PLATFORMS = [
    name for name in LIBRARY if [each.name for each in load(name).schemes.platforms[:1]] == ["platform_one"]
]
MYTHS = ("myth_single_score", "myth_friends_posts", "myth_gaming", "myth_score_shuts_travel")
TEST = "assumed: {range: [-9999, 9999], reason: for a test}"


def points(value):
    return f"{{value: {value}, unit: score points, {TEST}}}"


def share(value):
    return f"{{value: {value}, unit: probability, assumed: {{range: [0, 1], reason: for a test}}}}"


def platform(text):
    return f"schemes: {{platforms: [{{name: platform_one, {text}}}]}}"


def city(text):
    return f"schemes: {{municipalities: [{{name: city, {text}}}]}}"


def line(text="points: -5, years: 1, kind: nuisance", number=1):
    return f"{{number: {number}, text: an act, {text}}}"


def refusal(tmp_path, text, parent="as-reported-2018"):
    path = tmp_path / "mine.yaml"
    path.write_text(f"extends: {parent}\n{text}\n", encoding="utf-8")
    with pytest.raises(InputError) as caught:
        load(path)
    message = str(caught.value)
    assert message.isprintable()
    return message.replace(str(tmp_path) + "/", "")


GRADES = "mine.yaml line 2: schemes.municipalities.city.grades"
REFUSED = {
    "grades overlap": (
        city(f"grades: [{{name: B, from: {points(500)}}}]"),
        [f"{GRADES}.B.from", "B from 500, C from 600", "do not overlap"],
    ),
    "two grades from one score": (
        city(f"grades: [{{name: B, from: {points(600)}}}]"),
        ["B from 600, C from 600", "do not overlap"],
    ),
    "a score without a grade": (
        city(f"grades: [{{name: D, from: {points(100)}}}]"),
        [f"{GRADES}.D.from", "found 100", "every score has a grade"],
    ),
    "a grade above every score": (
        city(f"grades: [{{name: S, from: {points(2500)}, falls_to: {points(2500)}, standing: {points(0)}}}]"),
        [f"{GRADES}.S.from", "at most 2000"],
    ),
    "lowest above highest": (city(f"lowest: {points(2600)}"), ["city.lowest", "less than highest, 2000"]),
    "a start outside the range": (city(f"start: {points(2600)}"), ["city.start", "a score from 0 to 2000"]),
    "weights": (
        platform(f"weights: {{social: {share(0.3)}}}"),
        ["platform_one.weights.social", "1.1 in all", "weights that sum to 1"],
    ),
    "weights from a date on": (
        platform(
            "weights: {social: {unit: probability, dated: ["
            "{from: '2018-01-01', value: 0.2, assumed: {range: [0, 1], reason: for a test}}, "
            "{from: '2018-06-01', value: 0.4, assumed: {range: [0, 1], reason: for a test}}]}}"
        ),
        ["platform_one.weights.social", "1.2 in all", "weights that sum to 1"],
    ),
    "a scheme that imports itself": (
        platform("imports: [{name: city_grade, scheme: platform_one}]"),
        ["platform_one.imports.city_grade.scheme", "another scheme", "cannot import itself"],
    ),
    "an unknown scheme to import": (
        platform("imports: [{name: city_grade, scheme: town}]"),
        ["imports.city_grade.scheme", "'town'", "one of platform_one, platform_two, city"],
    ),
    "an unknown grade to import": (
        platform("imports: [{name: city_grade, below: E}]"),
        ["imports.city_grade.below", "'E'", "one of C, B, A"],
    ),
    "an import below the lowest grade": (
        platform("imports: [{name: city_grade, below: D}]"),
        ["imports.city_grade.below", "'D'", "one of C, B, A"],
    ),
    "an unknown scheme of a door": (
        "doors: [{name: flight, scheme: platform_on}]",
        ["mine.yaml line 2: doors.flight.scheme", "did you mean 'platform_one'?"],
    ),
    "an unknown grade of a door": (
        "doors: [{name: flight, below: C}]",
        ["doors.flight.below", "'C'", "one of medium, good, excellent, outstanding"],
    ),
    "a door below the lowest grade": (
        "doors: [{name: flight, below: poor}]",
        ["doors.flight.below", "nobody is below the lowest grade"],
    ),
    "a perk of an unknown grade": (
        "doors: [{name: bike_deposit, perk_from: AAA}]",
        ["doors.bike_deposit.perk_from", "'AAA'"],
    ),
    "priority without places": (
        "doors: [{name: flight, priority: true}]",
        ["doors.flight.places", "found nothing", "places a round"],
    ),
    "a review that refuses nobody knows how many": (
        "doors: [{name: flight, review_below: good}]",
        ["doors.flight.review_refused", "found nothing"],
    ),
    "an unknown operator": (
        platform("operator: platform_on"),
        ["platform_one.operator", "did you mean 'platform_one'?"],
    ),
    "a number twice": (
        "schemes: {platforms: [{name: platform_two, number: 1}]}",
        ["platform_two.number", "platform_one has it"],
    ),
    "an update on no day": (
        platform("update_day: {value: 31, unit: day, assumed: {range: [1, 31], reason: for a test}}"),
        ["platform_one.update_day", "found 31", "from 1 to 28"],
    ),
    "no band": (platform(f"band: {points(0)}"), ["platform_one.band", "at least 0.1"]),
    "an unknown key": (city("grade: []"), ["city.grade", "did you mean 'grades'?"]),
    "one grade": (
        "schemes: {municipalities: [{name: citty}]}",
        ["schemes.municipalities.citty", "did you mean 'city'?"],
    ),
    "a line with neither": (
        city(f"lines: [{line('points: -5, years: 1')}]"),
        ["city.lines.line 1", "found neither", "either a kind, or cannot_happen"],
    ),
    "a line with both": (
        city(f"lines: [{line('points: -5, years: 1, kind: nuisance, cannot_happen: no cats')}]"),
        ["city.lines.line 1", "found both"],
    ),
    "two lines of a number": (
        city(f"lines: [{line()}, {line()}]"),
        ["mine.yaml line 2", "a second line 1", "each number once"],
    ),
    "an unknown kind": (
        city(f"lines: [{line('points: -5, years: 1, kind: nuisanse')}]"),
        ["city.lines.line 1.kind", "did you mean 'nuisance'?"],
    ),
    "an unknown grade of a line": (
        city(f"lines: [{line('points: 0, years: 1, kind: nuisance, grade: E')}]"),
        ["city.lines.line 1.grade", "'E'", "one of D, C, B, A"],
    ),
    "points finer than tenths": (
        city(f"lines: [{line('points: -0.25, years: 1, kind: nuisance')}]"),
        ["city.lines.line 1.points", "whole tenths"],
    ),
    "too many points": (
        city(f"lines: [{line('points: -5000, years: 1, kind: nuisance')}]"),
        ["city.lines.line 1.points", "at most 3000"],
    ),
    "points in words": (
        city(f"lines: [{line(number=7)}, {line('points: many, years: 1, kind: nuisance', 8)}]"),
        ["city.lines.line 8.points", "'many'"],
    ),
    "a line that never counts": (
        city(f"lines: [{line('points: -5, years: 0, kind: nuisance')}]"),
        ["city.lines.line 1.years", "found 0", "a number above 0"],
    ),
    "a municipality's line with a component": (
        city(f"lines: [{line('points: -5, years: 1, kind: nuisance, component: behaviour')}]"),
        ["city.lines.line 1.component", "none for a municipality's"],
    ),
    "a platform's line without a component": (
        platform(f"lines: [{line()}]"),
        ["mine.yaml line 2: schemes.platforms.platform_one.lines.line 1.component", "no component"],
    ),
    "a platform's line with a grade": (
        platform(f"lines: [{line('points: 0, years: 1, kind: crime, component: behaviour, grade: poor')}]"),
        ["platform_one.lines.line 1.grade", "a platform knows none"],
    ),
    "an unknown table of lines": (
        city("lines: _wendeng_tabel"),
        ["mine.yaml line 2: schemes.municipalities.city.lines", "did you mean '_wendeng_table'?"],
    ),
    "a missing table of lines": (city("lines: nowhere.yaml"), ["nowhere.yaml", "a readable YAML file"]),
    "a scenario as a table of lines": (city("lines: blank"), ["blank", "the key lines alone"]),
}


@pytest.mark.parametrize("fault", REFUSED)
def test_a_faulty_scheme_is_refused_in_one_line_that_names_the_key(fault, tmp_path):
    text, parts = REFUSED[fault]
    message = refusal(tmp_path, text)
    for part in parts:
        assert part in message, f"{part!r} is not in: {message}"


@pytest.mark.parametrize("key", ["below: C", "review_below: C", "perk_from: C", "priority: true"])
def test_a_door_that_asks_for_a_grade_says_of_which_scheme(key, tmp_path):
    message = refusal(tmp_path, f"doors: [{{name: flight, {key}}}]", "court-list-2023")
    assert "doors.flight.scheme: found no scheme" in message


def test_a_door_says_what_stands_behind_its_asking(tmp_path):
    message = refusal(tmp_path, "doors: [{name: flight, scheme: city, below: C}]", "as-documented-2018")
    assert "doors.flight.grade_claim: found nothing" in message


def test_at_most_four_schemes(tmp_path):
    whole = (
        load("as-reported-2018")
        .schemes.municipalities[0]
        .model_dump(mode="json", by_alias=True, exclude_none=True)
    )
    towns = [{**whole, "name": f"town{n}", "number": 50 + n, "imports": []} for n in range(2)]
    extra = json.dumps({"schemes": {"municipalities": towns}})[1:-1]
    assert "schemes: found 5 schemes; expected at most 4" in refusal(tmp_path, extra)


def test_two_doors_with_one_row_are_refused(tmp_path):
    door = load("as-reported-2018").doors[0].model_dump(mode="json", by_alias=True, exclude_none=True)
    extra = json.dumps({"doors": [{**door, "name": "flight_again", "number": 40}]})[1:-1]
    message = refusal(tmp_path, extra)
    assert "doors.flight_again: found the same door a second time" in message


# lines in a file of their own


def written(tmp_path, table):
    (tmp_path / "rules").mkdir()
    (tmp_path / "rules" / "table.yaml").write_text(table, encoding="utf-8")
    path = tmp_path / "rules" / "mine.yaml"
    path.write_text(
        "extends: wendeng-2020\nschemes:\n  municipalities:\n    - name: wendeng\n      lines: table.yaml\n",
        encoding="utf-8",
    )
    return path


def test_lines_may_name_a_file_beside_the_scenario(tmp_path):
    path = written(
        tmp_path,
        "lines:\n  - number: 3\n    text: an act\n    points: -7\n    years: 1\n    kind: nuisance\n",
    )
    [scheme] = load(path).schemes.all
    assert scheme.lines == (Line(number=3, text="an act", points=-7, years=1, kind="nuisance"),)


def test_a_fault_in_a_file_of_lines_is_found_there(tmp_path):
    table = "lines:\n  - number: 3\n    text: an act\n    points: -7\n    years: 1\n    kind: nuisanse\n"
    with pytest.raises(InputError, match=r"table\.yaml line 6: .*wendeng\.lines\.line 3\.kind"):
        load(written(tmp_path, table))


@pytest.mark.parametrize("table", ["", "lines: 5\n", "lines: []\nrules: []\n", "- number: 3\n"])
def test_a_file_of_lines_holds_a_list_of_lines_and_nothing_else(table, tmp_path):
    with pytest.raises(InputError, match=r"table\.yaml: .*expected the key lines alone, with a list"):
        load(written(tmp_path, table))


def test_a_child_may_replace_the_whole_table(tmp_path):
    path = tmp_path / "mine.yaml"
    path.write_text(
        f"extends: wendeng-2020\nschemes: {{municipalities: [{{name: wendeng, lines: [{line()}]}}]}}\n"
    )
    [scheme] = load(path).schemes.all
    assert [each.number for each in scheme.lines] == [1]


def test_each_rule_shows_its_points_on_a_line_of_its_own_and_can_be_changed_there(tmp_path):
    shown = resolve_yaml(load("wendeng-2020"))
    rule = re.compile(r"^( +points: )(-?\d+)$", re.MULTILINE)
    [scheme] = load("wendeng-2020").schemes.all
    assert [int(found) for _, found in rule.findall(shown)] == [each.points for each in scheme.lines]
    path = tmp_path / "halved.yaml"
    path.write_text(rule.sub(lambda found: f"{found[1]}{int(found[2]) // 10}", shown), encoding="utf-8")
    [halved] = load(path).schemes.all
    assert [each.points for each in halved.lines] == [each.points // 10 for each in scheme.lines]


# the library


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
