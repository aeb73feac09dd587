"""Worked cases of the Wendeng table: what the articles make of a life's records, date by date.

Each `wendeng-*.yaml` beside this file is a case. A case with `acts` is lived by one person of
a small invented world, in the reference and in the engine: an act falls under its line (the
table holds the case's lines only, or those that it names) and is entered the next day, and
`standing` is the score and the grade after the rows of a date. Line 702 is brought about
by a court: a debtor is listed on the date, and, if the case says so, performs on another.
A case with an `event` is put to the rule functions directly. Expected values are worked out from
the text, never by running the program.
"""

from datetime import date, timedelta
from functools import cache
from pathlib import Path
from types import SimpleNamespace

import pytest
import yaml

from scorelab.casting import casting
from scorelab.engine.simulate import simulate as simulate_fast
from scorelab.journal import LINES_OF_A_SCHEME, SCORE_KINDS, Kind, unpack
from scorelab.population import build
from scorelab.reference.simulate import simulate
from scorelab.rules import lines, points
from scorelab.scenario.calendar import day_of
from scorelab.scenario.compile import rule_books
from scorelab.scenario.load import load
from scorelab.scenario.schemes import LISTED
from scorelab.scenario.society import INCIDENT_NAMES
from scorelab.scenario.told import Script

FOLDER = Path(__file__).parent
CASES = {path.stem: yaml.safe_load(path.read_text("utf-8")) for path in sorted(FOLDER.glob("wendeng-*.yaml"))}
LIVES = [name for name, case in CASES.items() if "acts" in case]
EVENTS = [name for name, case in CASES.items() if "event" in case]

CERTAIN = yaml.safe_load((FOLDER / "certain.yaml").read_text("utf-8"))
"""No luck at the court: sued, judged after 30 days, in default after 15 more, listed after 20 more."""

JUDGED, DEFAULTED, ENTERED = timedelta(30), timedelta(45), timedelta(65)
START = date(2020, 1, 1)
PEOPLE = 40
TENTHS = 10
LUCKS = range(10_000)


@cache
def wendeng():
    scenario = load("wendeng-2020", {"time.start": START.isoformat(), "time.opening_years": 0}, people=PEOPLE)
    [scheme] = scenario.schemes.municipalities
    return scenario, scheme


@cache
def people():
    [book] = rule_books(wendeng()[0])[:1]
    return build(book.engine().p, PEOPLE, 1, START.year, threads=1)


def day(text):
    return date.fromisoformat(text)


def settings(case):
    """What leaves nothing to luck: all enrolled, entries on the next day, the case's court and pledge."""
    _, scheme = wendeng()
    found = CERTAIN | {f"incidents.{kind}.per_year": 0 for kind in INCIDENT_NAMES}
    found |= {f"doors.{door.name}.per_year": 0 for door in wendeng()[0].doors}
    own = {
        "enrolled": 1,
        "entered": 1,
        "enrolled_by_age": [1] * len(scheme.enrolled_by_age.value),
        "enrolled_by_income": [1] * len(scheme.enrolled_by_income.value),
        "residents_only": False,
        "entry_days": [1, 1],
        "pledge": 0,
    }
    for act in case["acts"]:
        if "pledges" in act:
            wait = (day(act["pledges"]) - day(act["date"])).days - 1
            own |= {"pledge": 1, "pledge_days": [wait, wait]}
        if "performs" in act:
            late = (day(act["performs"]) - day(act["date"]) + ENTERED - DEFAULTED).days
            found |= {"court.pays_late": 1, "court.late_days": [late, late]}
    found |= {f"operators.{scheme.operator}.{key}": [5, 5] for key in ("import_days", "removal_days")}
    found |= {f"schemes.platforms.{other.name}.enrolled": 0 for other in wendeng()[0].schemes.platforms}
    return found | {f"schemes.municipalities.{scheme.name}.{key}": value for key, value in own.items()}


def told(case):
    """The scenario of a case: nothing happens in it but the case's acts."""
    last = max(case["standing"])
    scenario = load(
        "wendeng-2020",
        {"time.start": START.isoformat(), "time.opening_years": 0, **settings(case)},
        people=PEOPLE,
        days=(day(last) - START).days + 2,
        seed=1,
    )
    [scheme] = scenario.schemes.municipalities
    numbers = {act["line"] for act in case["acts"]} | set(case.get("table", ()))
    kept = tuple(line for line in scheme.lines if line.number in numbers)
    assert len(kept) == len(numbers)
    kinds = {line.number: line.kind for line in kept}
    assert "table" in case or len(set(kinds.values())) == len(kept), "one line a kind leaves no choice"
    city = {"municipalities": (scheme.model_copy(update={"lines": kept, "imports": ()}),)}
    events = []
    for act in case["acts"]:
        listed = kinds[act["line"]] == LISTED
        happens = day(act["date"]) - (ENTERED if listed else timedelta(0))
        incident = "suit_debt" if listed else kinds[act["line"]]
        events.append({"date": happens.isoformat(), "role": "main", "incident": incident})
    script = {"cast": {"main": {"age": (30, 50)}}, "events": tuple(events)}
    return scenario.model_copy(
        update={
            "schemes": scenario.schemes.model_copy(update=city),
            "script": Script.model_validate(script) if events else None,
        }
    )


@cache
def lived(name):
    """A case's scenario, and what the reference makes of it: the journal's rows and the digest."""
    scenario = told(CASES[name])
    run = simulate(scenario, people())
    return scenario, tuple(run.world.rows), run.digest


def standings(name, dates):
    """Score and grade of the main role after each date, from the journal's rows alone."""
    scenario, rows, _ = lived(name)
    [scheme] = scenario.schemes.municipalities
    main = casting(scenario, people()).get("main", 0)
    names = [grade.name for grade in scheme.grades]
    found = {}
    for wanted in dates:
        score, rank = round(scheme.start.value * TENTHS), names.index("A")
        for row in rows:
            on, _, person, _ = unpack(row.row)
            if person != main or on > day_of(START, day(wanted)):
                continue
            if row.kind in SCORE_KINDS:
                score += row.amount
            if row.kind == Kind.GRADE_CHANGED:
                of, rank = divmod(row.what, LINES_OF_A_SCHEME)
                assert scenario.schemes.all[of].name == scheme.name
        assert score % TENTHS == 0
        found[wanted] = (score // TENTHS, names[rank])
    return found


@pytest.mark.parametrize("name", LIVES)
def test_a_life_stands_as_the_case_says(name):
    expected_by_date = CASES[name]["standing"]
    found = standings(name, expected_by_date)
    for wanted, expected in expected_by_date.items():
        score, grade = found[wanted]
        assert expected in (f"{score} {grade}", grade), f"{wanted}: {score} {grade}"


@pytest.mark.parametrize("name", LIVES)
def test_the_engine_lives_the_case_as_the_reference_does(name):
    scenario, _, digest = lived(name)
    assert simulate_fast(scenario, people(), lambda journal, causes: None, threads=1).digest == digest


def law():
    scenario, scheme = wendeng()
    rules = rule_books(scenario)[0].reader()
    row = rules.schemes[scenario.schemes.all.index(scheme)]
    numbered = {line.number: line for line in rules.lines[row.first_line : row.first_line + row.line_count]}
    return SimpleNamespace(rules=rules, p=rules.p, scheme=row, lines=numbered, table=scheme)


def a_score(law, score):
    rank = points.rank_of_score(law.scheme, law.rules.grades, score * TENTHS)
    return {"grade": law.table.grades[rank].name}


def an_entry(law, given):
    line = law.lines[given["line"]]
    nominal = points.nominal_points(
        law.p, line, line.points, given.get("counting", 0), given.get("this year", 0) * TENTHS
    )
    return {"points": nominal // TENTHS}


def an_act_by_circumstances(law, given):
    line = law.lines[given["line"]]
    drawn = {lines.base_points(law.scheme, line, 1, 0, luck) // TENTHS for luck in LUCKS}
    return {"least": min(drawn, key=abs), "most": max(drawn, key=abs)}


def an_act_of_an_organisation(law, given):
    line = law.lines[given["line"]]
    return {"written to the person": bool(lines.applies(law.p, line, int(given["manager"])))}


MEANINGS = {
    "a score": a_score,
    "an entry": an_entry,
    "an act by circumstances": an_act_by_circumstances,
    "an act of an organisation": an_act_of_an_organisation,
}


@pytest.mark.parametrize("name", EVENTS)
def test_the_rules_decide_as_the_case_says(name):
    [(words, given)] = CASES[name]["event"].items()
    assert MEANINGS[words](law(), given) == CASES[name]["outcome"]


def test_every_case_names_its_article_or_line():
    assert len(CASES) >= 60
    for name, case in CASES.items():
        assert set(case) <= {"title", "source", "acts", "table", "standing", "event", "outcome"}, name
        assert ("acts" in case) == ("standing" in case) != ("event" in case), name
        assert any(word in case["source"] for word in ("Art.", "Arts", "line")), name
