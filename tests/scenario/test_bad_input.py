"""Bad input: one clear line that names the place, what was found and what would be right."""

import pytest

from scorelab.errors import InputError
from scorelab.scenario.load import load, names, resolve_yaml, setting

GOOD = "unit: days, assumed: {range: [1, 60], reason: for a test}"


def refusal(text, tmp_path, **options):
    path = tmp_path / "mine.yaml"
    if isinstance(text, bytes):
        path.write_bytes(text)
    else:
        path.write_text(text, encoding="utf-8")
    with pytest.raises(InputError) as caught:
        load(path, **options)
    line = str(caught.value)
    assert line.isprintable()
    assert len(line) < 2500
    return line.replace(str(path), "mine.yaml")


def expect(line, *parts):
    for part in parts:
        assert part in line, f"{part!r} is not in: {line}"


IN_A_CHILD = [
    # unknown keys, with what is near
    ("cuort: {}", ["mine.yaml line 2: cuort", "unknown key 'cuort'", "did you mean 'court'?"]),
    ("court: {day_to_pay: 3}", ["mine.yaml line 2: court.day_to_pay", "did you mean 'days_to_pay'?"]),
    (
        "doors: [{name: flight, per_yeer: 3}]",
        ["mine.yaml line 2: doors.flight.per_yeer", "did you mean 'per_year'?"],
    ),
    ("safeguards: {reasons: {staffed: 3}}", ["safeguards.reasons.staffed", "one of in_law, obeyed"]),
    ("mechanisms: {tie_droping: false}", ["mechanisms.tie_droping", "did you mean 'tie_dropping'?"]),
    # rows
    ("incidents: [{name: bill_mised}]", ["line 2: incidents.bill_mised", "did you mean 'bill_missed'?"]),
    ("doors: [{name: fligt, says: that}]", ["line 2: doors.fligt", "did you mean 'flight'?"]),
    ("doors: [{name: flight}, {name: flight}]", ["a second row named 'flight'"]),
    ("operators: []", ["operators", "no rows"]),
    ("doors: [{name: flight, operator: bank}]", ["doors.flight.operator", "'bank'", "did you mean 'banks'?"]),
    (
        "doors: [{name: flight, number: 2}]",
        ["mine.yaml line 2: doors.flight.number", "high_speed_rail has it"],
    ),
    ("doors: [{name: flight, number: 0}]", ["doors.flight.number", "at least 1"]),
    ("doors: 5", ["mine.yaml line 2: doors", "found 5", "a list"]),
    # types
    ("mechanisms: {redress: perhaps}", ["mechanisms.redress", "'perhaps'", "true or false"]),
    ("mechanisms: {redress: 1}", ["mechanisms.redress", "found 1", "true or false"]),
    ("people: many", ["mine.yaml line 2: people", "'many'", "a whole number"]),
    ("people: 1.5", ["people", "1.5", "a whole number"]),
    ("people: true", ["people", "true", "a whole number"]),
    ("title: 12", ["title", "12", "text"]),
    ("name: 'a/b'", ["mine.yaml line 2: name", "'a/b'", "letters"]),
    ("court: {days_to_pay: 15}", ["court.days_to_pay", "found 15", "a parameter"]),
    ("court: {days_to_pay: {value: soon, " + GOOD + "}}", ["court.days_to_pay.value", "'soon'", "a number"]),
    ("court: {days_to_pay: {value: .inf, " + GOOD + "}}", ["court.days_to_pay.value", "a number"]),
    ("court: {days_to_pay: {value: 1e999, " + GOOD + "}}", ["court.days_to_pay.value", "a number"]),
    (
        "court: {days_to_pay: {value: [3, 4], " + GOOD + "}}",
        ["court.days_to_pay", "[3, 4]", "number of days"],
    ),
    ("court: {days_to_pay: {value: true, " + GOOD + "}}", ["court.days_to_pay", "true", "number of days"]),
    ("court: {days_to_pay: {value: 3.5, " + GOOD + "}}", ["court.days_to_pay", "3.5", "a whole number"]),
    ("court: {late_days: {value: 3, " + GOOD + "}}", ["court.late_days", "found 3", "a list of 2"]),
    ("court: {late_days: {value: [3], " + GOOD + "}}", ["court.late_days", "1 numbers", "a list of 2"]),
    ("court: {late_days: {value: [9, 3], " + GOOD + "}}", ["court.late_days", "[9, 3]", "the lower first"]),
    ("doors: [{name: flight, says: all}]", ["doors.flight.says", "'all'", "'nothing', 'that' or 'why'"]),
    ("doors: [{name: flight, shut_by: court_lst}]", ["doors.flight.shut_by", "did you mean 'court_list'?"]),
    ("claim: rumoured", ["claim", "'rumoured'", "'documented', 'reported' or 'control'"]),
    # units and provenance
    (
        "court: {days_to_pay: {value: 3, unit: weeks, assumed: {range: [1, 60], reason: x}}}",
        ["unit", "'weeks'", "'days'"],
    ),
    ("court: {days_to_pay: {value: 3, unit: days}}", ["court.days_to_pay", "no provenance", "a source"]),
    ("court: {days_to_pay: {value: 3, unit: days, source: x}}", ["a source without a tier"]),
    ("court: {days_to_pay: {value: 3, unit: days, tier: A}}", ["a tier without a source"]),
    ("court: {days_to_pay: {value: 3, unit: days, source: x, tier: E}}", ["tier", "'E'", "'A', 'B' or 'C'"]),
    ("court: {days_to_pay: {value: 3, source: x, tier: A, " + GOOD + "}}", ["both a source and assumed"]),
    ("court: {days_to_pay: {value: 3, unit: days, source: ' ', tier: A}}", ["an empty text"]),
    ("court: {days_to_pay: {value: 70, " + GOOD + "}}", ["court.days_to_pay", "found 70", "1 to 60"]),
    (
        "court: {days_to_pay: {value: 3, unit: days, assumed: {range: [9, 1], reason: x}}}",
        ["range", "the lower first"],
    ),
    ("court: {days_to_pay: {unit: days}}", ["court.days_to_pay", "neither", "either a value"]),
    # dated values
    ("court: {term_days: {unit: days, dated: []}}", ["court.term_days.dated", "an empty list"]),
    (
        "court: {term_days: {unit: days, dated: [{from: 2017-05-01, value: 1, source: x, tier: A},"
        " {from: 2013-10-01, value: 2, source: x, tier: A}]}}",
        ["court.term_days.dated", "2013-10-01 after 2017-05-01", "in order"],
    ),
    (
        "court: {term_days: {unit: days, dated: [{from: 1 May, value: 1, source: x, tier: A}]}}",
        ["court.term_days.dated.[1].from", "'1 May'", "a date"],
    ),
    (
        "court: {term_days: {unit: days, dated: [{from: 2017-05-01, value: 1}]}}",
        ["court.term_days", "no provenance"],
    ),
    # dates
    ("time: {start: 2023-02-30}", ["time.start", "'2023-02-30'", "a date"]),
    ("time: {start: 0023-02-03}", ["time.start", "0023-02-03", "1950-01-01"]),
    ("court: {list_from: yesterday}", ["court.list_from", "'yesterday'", "a date"]),
    ("people: 0", ["mine.yaml line 2: people", "found 0", "at least 1"]),
    ("time: {days: 0}", ["mine.yaml line 2: time.days", "found 0", "at least 1"]),
    ("time: {days: 7301}", ["time.days", "at most 7300"]),
    ("seed: -1", ["seed", "-1", "at least 0"]),
    ("seed: 9223372036854775808", ["seed", "below 9223372036854775808"]),
    # interventions
    (
        "interventions: [{name: a, from: 2023-05-01, set: {court.listd: 0.1}}]",
        ["mine.yaml line 2: interventions.a.set.court.listd", "'listed'"],
    ),
    (
        "interventions: [{name: a, from: 2023-05-01, set: {court.listed: 2}}]",
        ["mine.yaml line 2: interventions.a.set.court.listed", "found 2", "0 to 1"],
    ),
    (
        "interventions: [{name: a, from: 2023-05-01, set: {court.listed: x}}]",
        ["court.listed", "'x'", "a number"],
    ),
    ("interventions: [{name: a, from: 2023-05-01, set: {people: 3}}]", ["'people'", "a key of mechanisms"]),
    (
        "interventions: [{name: a, from: 2023-05-01, set: {doors.flight.number: 3}}]",
        ["'doors.flight.number'", "none of"],
    ),
    ("interventions: [{name: a, from: May, set: {}}]", ["interventions.a.from", "'May'", "a date"]),
    ("interventions: [{name: a, from: 2023-05-01, set: {court.pays_late: 0.5}}]", ["at most 1 together"]),
    (
        "interventions: [{name: a, from: 2023-05-01, set: {}}, {name: a, from: 2023-06-01, set: {}}]",
        ["a second row named 'a'", "each name once"],
    ),
    ("interventions: {a: 1}", ["interventions", "a list"]),
]


@pytest.mark.parametrize(("text", "parts"), IN_A_CHILD, ids=[text[:60] for text, _ in IN_A_CHILD])
def test_a_fault_in_a_file(text, parts, tmp_path):
    expect(refusal(f"extends: court-list-2023\n{text}\n", tmp_path), "mine.yaml", *parts)


SETTINGS = [
    ("court.listed", "1.5", ["--set court.listed", "found 1.5", "probability", "0 to 1"]),
    ("court.listed", "-0.1", ["found -0.1", "0 to 1"]),
    ("doors.flight.per_year", "-2", ["--set doors.flight.per_year", "found -2", "rate"]),
    ("doors.flight.per_year", "99", ["found 99", "0 to 98"]),
    ("doors.flight.per_year", "90", ["by_income raises", "at most 98"]),
    ("doors.flight.per_year", "often", ["'often'", "a number"]),
    ("doors.flight", "1", ["--set doors.flight", "whole row"]),
    ("doors", "1", ["--set doors", "a whole section or table"]),
    ("doors.fligt.per_year", "1", ["'fligt'", "did you mean 'flight'?"]),
    ("court.listed.value", "1", ["'value'", "'listed'"]),
    ("people.more", "1", ["'more'", "last part"]),
    ("tie_dropping", "false", ["'tie_dropping'", "did you mean 'mechanisms.tie_dropping'?"]),
    ("title", "a\x85b", ["--set title", "U+0085"]),
    ("nonsense", "1", ["'nonsense'", "one of"]),
    ("", "1", ["the unknown key ''"]),
    ("court.late_days", "[1, 2, 3]", ["--set court.late_days", "3 numbers", "a list of 2"]),
    ("court.late_days", "[1, 2", ["--set court.late_days", "YAML"]),
    ("court.late_days", "[&a 1, *a]", ["an anchor or alias"]),
    (
        "incidents.suit_debt.per_year",
        "2",
        ["--set incidents.suit_debt.per_year", "bound_per_year", "lower rate"],
    ),
    (
        "incidents.suit_debt.bound_per_year",
        "0",
        ["--set incidents.suit_debt.bound_per_year", "bound_per_year of 0"],
    ),
    ("court.pays_late", "0.5", ["--set court.pays_late", "1.22 together", "at most 1"]),
    ("court.cannot_pay", "0.7", ["--set court.cannot_pay", "1.1 together", "at most 1"]),
    ("redress.complain_wronged", "0.6", ["--set redress.complain_wronged", "1.2", "at most 1"]),
    (
        "redress.channels.petition.first_choice",
        "0.5",
        ["--set redress.channels.petition", "1.38", "sum to 1"],
    ),
    ("population.education_shares", "[0.5, 0.5, 0.5, 0, 0]", ["sum to 1.5", "shares that sum to 1"]),
    ("population.pyramid_year", "2013", ["--set population.pyramid_year", "2013", "2010, 2015, 2020"]),
    ("population.friend_group", "[0, 3]", ["0 people", "at least 1"]),
    ("livelihood.half_life", "0", ["--set livelihood.half_life", "at least 1"]),
    ("redress.clerks", "1000", ["--set redress.clerks", "300 clerks a district", "at most 64"]),
    ("redress.court_district", "0", ["--set redress.court_district", "at least 1"]),
    ("safeguards.reasons.in_law", "1", ["--set safeguards.reasons.in_law", "found 1", "true or false"]),
    ("mechanisms.redress", "5", ["--set mechanisms.redress", "found 5", "true or false"]),
    ("operators.banks.name", "b", ["doors", "'banks'"]),
    ("doors.flight.name", "a b", ["'a b'", "letters"]),
]


@pytest.mark.parametrize(("key", "value", "parts"), SETTINGS)
def test_a_fault_in_a_setting(key, value, parts):
    with pytest.raises(InputError) as caught:
        load("court-list-2023", {key: value})
    expect(str(caught.value), *parts)


@pytest.mark.parametrize(
    ("options", "parts"),
    [
        ({"people": 0}, ["--people", "found 0", "at least 1"]),
        ({"people": -5}, ["--people", "-5"]),
        ({"days": 0}, ["--days", "found 0", "at least 1"]),
        ({"days": 10**6}, ["--days", "at most 7300"]),
        ({"seed": -1}, ["--seed", "at least 0"]),
    ],
)
def test_a_fault_in_an_option(options, parts):
    with pytest.raises(InputError) as caught:
        load("blank", **options)
    expect(str(caught.value), *parts)


def test_two_doors_that_are_one(tmp_path):
    text = resolve_yaml(load("blank"))
    row = text.split("doors:\n")[1].split("- name: high_speed_rail")[0]
    twin = row.replace("name: flight", "name: aeroplane").replace("number: 1\n", "number: 40\n")
    assert twin != row
    line = refusal(text.replace(row, row + twin), tmp_path)
    expect(line, "doors.aeroplane", "a second time", "differs from flight")


def test_an_unknown_scenario():
    with pytest.raises(InputError) as caught:
        load("court-list-2032")
    expect(str(caught.value), "'court-list-2032'", "did you mean", *names())


def test_a_hidden_part_alone_is_no_scenario():
    with pytest.raises(InputError):
        load("_base")


@pytest.mark.parametrize("name", ["nowhere.yaml", "\0.yaml", "x" * 5000 + ".yaml", "."])
def test_a_file_that_cannot_be_read(name):
    with pytest.raises(InputError):
        load(name)


def test_a_folder_is_no_file(tmp_path):
    (tmp_path / "folder.yaml").mkdir()
    with pytest.raises(InputError, match="readable YAML file"):
        load(tmp_path / "folder.yaml")


def test_extending_in_a_circle(tmp_path):
    (tmp_path / "a.yaml").write_text("extends: b.yaml\n")
    (tmp_path / "b.yaml").write_text("extends: a.yaml\n")
    with pytest.raises(InputError) as caught:
        load(tmp_path / "a.yaml")
    expect(str(caught.value), "extends", "a.yaml", "->", "b.yaml", "no circle")


def test_extending_oneself(tmp_path):
    expect(refusal("extends: mine.yaml\n", tmp_path), "extends", "no circle")


def test_a_ladder_of_doubled_parents(tmp_path):
    for step in range(30):
        (tmp_path / f"{step}.yaml").write_text(f"extends: [{step + 1}.yaml, {step + 1}.yaml]\n")
    (tmp_path / "30.yaml").write_text("seed: 1\n")
    with pytest.raises(InputError, match="more than 40 files"):
        load(tmp_path / "0.yaml")


def test_extending_what_is_not_there(tmp_path):
    expect(refusal("extends: blnk\n", tmp_path), "'blnk'", "did you mean 'blank'?")
    expect(refusal("extends: nowhere.yaml\n", tmp_path), "nowhere.yaml", "readable")
    expect(refusal("extends: [[blank]]\n", tmp_path), "extends")
    expect(refusal("extends: 3\n", tmp_path), "extends", "found 3")


BOMB = "a: &a [x, x]\nb: &b [*a, *a]\nc: &c [*b, *b]\n"


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        (BOMB, ["line 1", "anchor or alias"]),
        ("people: *nobody\n", ["line 1", "anchor or alias"]),
        ("people: !!python/object/apply:os.system [ls]\n", ["line 1", "the tag"]),
        ("people: !!int 3\n", ["the tag"]),
        ("people: ! 3\n", ["the tag"]),
        ("%TAG ! tag:example.org,2000:\n---\na: 1\n", ["%TAG"]),
        ("a: " + "[" * 1000 + "]" * 1000 + "\n", ["deeper than"]),
        ("{a: " * 1000 + "1" + "}" * 1000 + "\n", ["deeper than"]),
        ("a: [" + "1, " * 200_000 + "1]\n", ["more than 100000 values"]),
        ("a: " + "x" * 1_000_001 + "\n", ["at most 1000000 bytes"]),
        ("people: 3\npeople: 4\n", ["line 2", "'people' a second time"]),
        ("--- {a: 1}\n--- {b: 2}\n", ["second document"]),
        ("? [a, b]\n: 1\n", ["no word"]),
        ("1: 2\n", ["no word"]),
        ("people: [1, 2\n", ["YAML"]),
        ("\tpeople: 1\n", ["YAML"]),
        ("", ["an empty file"]),
        ("# nothing\n", ["an empty file"]),
        ("- a\n- b\n", ["keys and values"]),
        ("just words\n", ["keys and values"]),
        ('name: "\\ud800"\nextends: blank\n', []),
        (b"\xff\xfe\x00a", ["UTF-8"]),
        (b"a: \x00\n", ["YAML"]),
    ],
    ids=lambda value: str(value)[:30],
)
def test_yaml_that_no_scenario_may_use(text, parts, tmp_path):
    expect(refusal(text, tmp_path), "mine.yaml", *parts)


@pytest.mark.parametrize("text", ["court.listed", "=3", "  =3", ""])
def test_a_setting_that_is_none(text):
    with pytest.raises(InputError, match="key=value"):
        setting(text)
