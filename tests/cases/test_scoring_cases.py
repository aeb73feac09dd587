"""Worked cases of scoring in words: what the rules make of components, circles, fears, rounds and lines.

Each `scoring-*.yaml` beside this file is a case, put to the rule functions of the reported scenario.
Expected values are worked out by hand; shares are those among ten thousand different lucks.
"""

from datetime import date
from functools import cache
from pathlib import Path
from types import SimpleNamespace

import pytest
import yaml

from scorelab.luck import Purpose
from scorelab.rules import conduct, contacts, doors, enrolment, factors, lines
from scorelab.scenario.calendar import date_of, day_of
from scorelab.scenario.compile import rule_books
from scorelab.scenario.load import load
from scorelab.scenario.schemes import COMPONENT_NAMES
from scorelab.scenario.society import INCIDENT_NAMES, LAYER_NAMES
from scorelab.timeline import timeline

FOLDER = Path(__file__).parent
CASES = {path.stem: yaml.safe_load(path.read_text("utf-8")) for path in sorted(FOLDER.glob("scoring-*.yaml"))}
LUCKS = range(10_000)
SAMPLING = 0.02
"""Four standard deviations of a share among so many."""
TENTHS, MILLE, NANO = 10, 1000, 10**9
CERTAIN = 1 << 32
RATE = 10_000_000
DAYS_PER_YEAR = 365.25


@cache
def reported():
    return load("as-reported-2018", {"time.opening_years": 0}, people=10, days=800)


@cache
def rules():
    return rule_books(reported())[0].reader()


def but(row, **values):
    """A row with other numbers."""
    return SimpleNamespace(**(vars(row) | values))


def tenths(points):
    return round(points * TENTHS)


def a_score(given):
    weights = {
        f"weights_{name}": round(weight * CERTAIN)
        for name, weight in zip(COMPONENT_NAMES, given["weights"], strict=True)
    }
    scheme = but(rules().schemes[0], band=tenths(given.get("band", 2)), **weights)
    return {"score": factors.factor_score(scheme, *map(tenths, given["components"])) / TENTHS}


def points_of_a_component(given):
    weight = round(given["weight"] * CERTAIN)
    worth = factors.nominal_score(rules().schemes[0], weight, tenths(given["points"]))
    return {"score points": worth / TENTHS}


def a_circle(given):
    p = but(rules().p, **{f"mechanism_{given['without']}": 0}) if "without" in given else rules().p
    numbers = (
        given["contacts"],
        tenths(given.get("standing", 0)),
        *(given.get(key, 0) for key in ("listed", "relatives", "lost", "posts")),
    )
    return {"social": factors.social(p, rules().schemes[0], *numbers) / TENTHS}


def capacity(given):
    points = factors.capacity(rules().schemes[0], given["fifth"] - 1, int(not given["works"]))
    return {"points": points / TENTHS}


def an_act(given):
    line = timeline(reported())
    start = date.fromisoformat(reported().time.start)
    day = enrolment.next_update(
        rules().schemes[0], line.calendar, line.first_day, day_of(start, given["date"])
    )
    return {"entered": date_of(start, day)}


def share(happens):
    return sum(map(happens, LUCKS)) / len(LUCKS)


def a_contact_learns(given):
    layer = rules().layers[LAYER_NAMES.index(given["layer"])]
    return {
        "drops": share(
            lambda luck: contacts.drops_tie(rules().p, layer, 1, Purpose.DROPPING, 0, luck, given["fear"])
        )
    }


def a_public_post(given):
    row = rules().incidents[INCIDENT_NAMES.index("critical_post")]
    return {"written": conduct.written_rate(rules().p, row, RATE, given["fear"] * MILLE) / RATE}


def an_offence(given):
    row = rules().incidents[INCIDENT_NAMES.index("traffic_offence")]
    rate = conduct.committed_rate(rules().p, row, RATE, int(given["aware"]), int(given["scored"]))
    return {"committed": rate / RATE}


def a_round(given):
    [door] = [row for row, door in zip(rules().doors, reported().doors, strict=True) if door.name == PLACES]
    rate = round(given["a year"] * NANO / DAYS_PER_YEAR)
    return {"apply": share(lambda person: doors.asks_in_round(door, 1, person, 243, rate))}


PLACES = "own_school_place"


def table(weights, **values):
    """A table of lines of one kind."""
    common = {"joint": 0, "grade": -1, "refuted": 0, "kind": 1} | values
    found = [
        SimpleNamespace(number=place + 1, weight=weight * MILLE, next_of_kind=place + 1, **common)
        for place, weight in enumerate(weights)
    ]
    found[-1].next_of_kind = lines.NO_LINE
    scheme = SimpleNamespace(number=11, first_line=0, line_count=len(weights), first_of_kind=[-1, 0])
    return scheme, found


def which_line(given):
    scheme, found = table(given["weights"])
    return {"first": share(lambda luck: lines.which_line(rules().p, scheme, found, 1, 0, luck, 1, 0) == 0)}


def a_joint_line(given):
    scheme, found = table([1], joint=1)
    places = {
        lines.which_line(rules().p, scheme, found, 1, 0, luck, 1, int(given["manager"])) for luck in LUCKS
    }
    return {"recorded": places == {0}}


def a_salon(given):
    masks = [contacts.salon_mask(1, month, 0, given["people"]) for month in range(100)]
    symmetric = all(person ^ mask ^ mask == person and mask < 1024 for mask in masks for person in range(50))
    return {"pairs": "symmetric" if symmetric and len(set(masks)) > 50 else "not"}


MEANINGS = {
    "a score": a_score,
    "points of a component": points_of_a_component,
    "a circle": a_circle,
    "capacity": capacity,
    "an act": an_act,
    "a contact learns": a_contact_learns,
    "a public post": a_public_post,
    "an offence": an_offence,
    "a round": a_round,
    "which line": which_line,
    "a joint line": a_joint_line,
    "a salon": a_salon,
}
SHARES = ("drops", "apply", "first")


@pytest.mark.parametrize("name", CASES)
def test_the_rules_decide_as_the_case_says(name):
    [(words, given)] = CASES[name]["event"].items()
    found = MEANINGS[words](given)
    for key, expected in CASES[name]["outcome"].items():
        if key in SHARES and 0 < expected < 1:
            assert abs(found[key] - expected) < SAMPLING
        elif isinstance(expected, float):
            # Scores are rounded down to tenths of a point.
            assert abs(found[key] - expected) < (0.11 if "score" in key else 0.001)
        else:
            assert found[key] == expected


def test_every_case_has_its_source():
    assert len(CASES) >= 30
    for name, case in CASES.items():
        assert set(case) == {"title", "source", "event", "outcome"}, name
        assert len(case["source"]) > 20, name
