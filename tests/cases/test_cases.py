"""Worked cases in words: what the rules make of an event, with dates, for a reader who knows the law.

Each YAML file beside this one is a case: its source, what happens, and what must come of
it. `event` cases are put to the rule functions directly; `played` cases are lived by one
person in a small invented world of the reference, where `certain.yaml` leaves no luck.
"""

from datetime import date
from functools import cache
from itertools import pairwise
from pathlib import Path

import pytest
import yaml

from scorelab.casting import casting
from scorelab.engine.simulate import simulate as simulate_fast
from scorelab.journal import Kind, Truth, unpack
from scorelab.population import build
from scorelab.reference.simulate import simulate
from scorelab.rules import court, incidents, records
from scorelab.rules.calendar import after_working_days
from scorelab.scenario.calendar import date_of, day_of
from scorelab.scenario.compile import rule_books
from scorelab.scenario.institutions import CHANNEL_NAMES
from scorelab.scenario.load import load
from scorelab.scenario.schema import Intervention
from scorelab.scenario.told import Script
from scorelab.timeline import timeline

FOLDER = Path(__file__).parent
OTHERS = ("wendeng-", "scoring-")
"""Cases of schemes, which have runners of their own."""

CASES = {
    path.stem: yaml.safe_load(path.read_text("utf-8"))
    for path in sorted(FOLDER.glob("*.yaml"))
    if not path.stem.startswith(OTHERS)
}
CERTAIN = CASES.pop("certain")
LUCKS = range(10_000)
"""So many different lucks a direct case is put to: none may change the answer."""

PEOPLE = 40
"""People of a played case, unless it says otherwise."""

EVENTS = {}
KEYS = {"title", "source", "rules_of", "certain", "event", "outcome", "played"}


def event(words):
    """Enter a function as the meaning of an event's words."""

    def enter(function):
        EVENTS[words] = function
        return function

    return enter


class Law:
    """The list's rules on a date, with what the case holds for certain."""

    def __init__(self, day, certain):
        self.scenario = load("court-list-2013", certain, days=4000)
        self.start = date.fromisoformat(self.scenario.time.start)
        self.line = timeline(self.scenario)
        books = [book for book in rule_books(self.scenario) if book.from_day <= self.number(day)]
        self.rules = books[-1].reader()
        self.p = self.rules.p

    def number(self, day):
        return day_of(self.start, date.fromisoformat(day))

    def date(self, number):
        return date_of(self.start, number).isoformat()

    def after_working_days(self, day, count):
        return after_working_days(self.line.calendar, self.line.first_day, day, count)


def span(days, law, what):
    """The earliest and the latest of the days that luck can give, and the day if there is only one."""
    found = {"earliest": law.date(min(days)), "latest": law.date(max(days))}
    if min(days) == max(days):
        found[what] = law.date(min(days))
    return found


@event("performance is booked")
def deletion(law, day):
    days = [
        court.removal_day(law.p, 1, 0, luck, law.number(day), law.line.calendar, law.line.first_day)
        for luck in LUCKS
    ]
    return span(days, law, "deleted")


@event("listed")
def term(law, given):
    terms = [court.term_of(law.p, 1, 0, luck, given["ground"]) for luck in LUCKS]
    if max(terms) == 0:
        return {"term ends": "when performed"}
    return span([law.number(given["day"]) + term for term in terms], law, "term ends")


@event("an objection goes all the way and succeeds")
def worst_path(law, day):
    if not law.p.safeguard_correction_deadline_in_law:
        return {"deadline": "none"}
    answered = law.number(day) + law.p.safeguard_correction_deadline_answer_days
    sought = answered + law.rules.channels[CHANNEL_NAMES.index("next_court")].delay_days_high
    decided = sought + law.p.safeguard_correction_deadline_answer_days
    corrected = law.after_working_days(decided, law.p.safeguard_correction_deadline_working_days)
    return {
        "first answer by": law.date(answered),
        "review sought by": law.date(sought),
        "review decided by": law.date(decided),
        "corrected by": law.date(corrected),
    }


@event("an objection succeeds at once")
def short_path(law, day):
    answered = law.number(day) + law.p.safeguard_correction_deadline_answer_days
    corrected = law.after_working_days(answered, law.p.safeguard_correction_deadline_working_days)
    return {"first answer by": law.date(answered), "corrected by": law.date(corrected)}


@event("the truth behind a record")
def truth(law, given):
    parted = given.get("paid", "no") != "no"
    after = given.get("paid") == "after the listing"
    found = records.truth_of(given["owed"], parted, after, given.get("told", True), given.get("able", True))
    return {
        "class": Truth(found).name.lower().replace("_", " "),
        "wrongful": records.is_wrongful(found),
        "against the list's own rules": records.is_against_own_rules(found),
    }


@event("somebody is sued")
def standing(law, given):
    born, day = law.number(given["born"]), law.number(given["day"])
    rates = [
        incidents.rest_rate(row, 6240, incidents.age_in_years(born, day), 1) for row in law.rules.incidents
    ]
    return {"adult": incidents.is_adult(born, day), "can be listed": max(rates) > 0}


@event("an unpaid judgment")
def exit_order(law, _):
    orders = {court.gets_exit_order(law.p, 1, 0, luck) for luck in LUCKS}
    listings = {court.will_be_listed(law.p, 1, 0, luck) for luck in LUCKS}
    return {"exit order": orders == {True}, "listed": listings == {True}}


@cache
def neighbours(people, year):
    scenario = load("court-list-2013", {"time.start": f"{year}-01-01"}, people=people)
    books = [book for book in rule_books(scenario) if book.from_day <= 0]
    return build(books[-1].engine().p, people, 1, year, threads=1)


def play(case):
    """The scenario and the people of a played case."""
    played = case["played"]
    start = date.fromisoformat(played["from"])
    people = played.get("people", PEOPLE)
    scenario = load(
        "court-list-2013",
        {"time.start": start.isoformat(), "time.opening_years": 0, **played.get("for all", {})},
        people=people,
        days=(date.fromisoformat(played["until"]) - start).days + 1,
        seed=1,
    )
    changes = [
        {"name": "certain", "from": "2000-01-01", "for": "main", "set": CERTAIN | no_wishes(scenario)},
        {"name": "case", "from": "2000-01-01", "for": "main", "set": played.get("certain", {})},
    ]
    events = tuple({"role": "main", **each} for each in played["events"])
    told = scenario.model_copy(
        update={
            "interventions": tuple(Intervention.model_validate(change) for change in changes),
            "script": Script.model_validate({"cast": {"main": {"age": (30, 50)}}, "events": events}),
        }
    )
    return told, neighbours(people, start.year)


def lived(told, population):
    """What happened to the main role, as 'date kind (what)'."""
    start = date.fromisoformat(told.time.start)
    main = casting(told, population)["main"]
    found = []
    for row in simulate(told, population).world.rows:
        day, _, person, _ = unpack(row.row)
        kind = Kind(row.kind)
        if person == main or (kind in (Kind.LEARNED, Kind.TIE_LOST) and row.other == main):
            words = kind.name.lower().replace("_", " ")
            if kind == Kind.REFUSAL:
                words += f" {told.doors[row.what].name}"
            if kind in (Kind.COPY_TAKEN, Kind.COPY_DROPPED):
                words += f" {told.operators[row.what].name}"
            if kind in (Kind.LISTING, Kind.REFUSAL):
                words += f" ({Truth(row.truth).name.lower().replace('_', ' ')})"
            found.append(f"{date_of(start, day)} {words}")
    return found


def no_wishes(scenario):
    return {f"doors.{door.name}.per_year": 0 for door in scenario.doors}


def named(prefix):
    return [name for name, case in CASES.items() if prefix in case]


@pytest.mark.parametrize("name", named("event"))
def test_the_rules_decide_as_the_case_says(name):
    case = CASES[name]
    law = Law(case["rules_of"], case.get("certain", {}))
    [(words, given)] = case["event"].items()
    found = EVENTS[words](law, given)
    assert {key: found.get(key) for key in case["outcome"]} == case["outcome"]


@pytest.mark.parametrize("name", named("played"))
def test_a_life_goes_as_the_case_says(name):
    case = CASES[name]
    found = lived(*play(case))
    places = [found.index(line) if line in found else None for line in case["outcome"]]
    assert None not in places, found
    assert all(before < after for before, after in pairwise(places)), found
    for words in case["played"].get("never", []):
        assert not any(words in line for line in found), found
    for words, times in case["played"].get("times", {}).items():
        assert sum(line.split(" ", 1)[1].startswith(words) for line in found) == times, found


@pytest.mark.parametrize("name", named("played"))
def test_the_engine_lives_the_case_as_the_reference_does(name):
    told, population = play(CASES[name])
    ended = simulate_fast(told, population, lambda journal, causes: None, threads=1)
    assert ended.digest == simulate(told, population).digest


def test_every_case_has_its_source_and_leaves_nothing_to_luck():
    assert len(CASES) >= 25
    for name, case in CASES.items():
        assert set(case) <= KEYS, name
        assert {"title", "source", "outcome"} <= set(case), name
        assert ("event" in case) != ("played" in case), name
        assert len(case["source"]) > 20, name
