"""Schemes: what a scenario may say about scoring; whatever else it says is refused in one line."""

import json

import pytest

from scorelab.scenario.load import load
from tests.scenario.faults import city, line, platform, points, refusal, share

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
