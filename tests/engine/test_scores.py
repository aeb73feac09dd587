"""Scores, grades and what schemes hold about people, recounted from the journal and the ties at the end."""

from collections import Counter, defaultdict
from functools import cache

import networkx as nx
import pytest

from scorelab.journal import LINES_OF_A_SCHEME, SCORE_KINDS, Kind, Phase, unpack
from scorelab.reference.simulate import ReferenceRun
from scorelab.reference.simulate import simulate as refer
from scorelab.rules import contacts, doors, enrolment, factors, incidents
from scorelab.rules.points import rank_of_score
from scorelab.scenario.scheme_tables import MUNICIPALITY, PLATFORM
from tests.engine.walks import day_of
from tests.engine.worlds import COLUMNS, OFTEN, SCORED, SCORES, people_of, scenario

FEW = {"doors.own_school_place.per_year": 0.8, "doors.local_job_place.per_year": 0.8}
"""So many apply that there is something to share out among a few hundred people."""
WORLDS = {
    "ordinary": {},
    "busy": OFTEN | SCORED | FEW,
    "contagious": OFTEN
    | SCORED
    | {f"contacts.layers.{layer}.drops": 0.8 for layer in ("relatives", "neighbours", "team", "friends")}
    | {"contacts.standing_seen": 20, "errors.stale": 0.8},
}
SIZE = {"people": 200, "days": 300, "opening_years": 1, "start": "2018-01-01"}


@cache
def lived(name: str) -> ReferenceRun:
    world = scenario(SCORES, WORLDS[name], seed=list(WORLDS).index(name) + 1, **SIZE)
    return refer(world, people_of(world))


def journal(run: ReferenceRun) -> list[tuple[int, ...]]:
    """The rows in order."""
    return sorted(tuple(getattr(row, column) for column in COLUMNS) for row in run.world.rows)


pytestmark = pytest.mark.parametrize("name", WORLDS)


def test_every_score_is_its_start_and_the_sum_of_its_rows(name):
    run = lived(name)
    sums: Counter[tuple[int, int]] = Counter()
    for row in journal(run):
        if row[1] in SCORE_KINDS:
            sums[unpack(row[0])[2], row[2] // LINES_OF_A_SCHEME] += row[5]
    assert sums
    for person in run.world.people:
        for index, standing in enumerate(person.standings):
            assert standing.score == standing.start + sums[person.number, index]
            assert standing.enrolled or (standing.start, standing.score, standing.rank) == (0, 0, 0)


def test_on_every_day_the_grade_is_that_of_the_score(name):
    run = lived(name)
    rules = run.world.rules
    score: dict[tuple[int, int], int] = {}
    rank: dict[tuple[int, int], int] = {}
    for person in run.world.people:
        for index, standing in enumerate(person.standings):
            score[person.number, index] = standing.start
            rank[person.number, index] = rank_of_score(rules.schemes[index], rules.grades, standing.start)
    touched: set[tuple[int, int]] = set()
    today = None
    for row in [*journal(run), None]:
        if row is None or day_of(row[0]) != today:
            for person, index in touched:
                found = rank_of_score(rules.schemes[index], rules.grades, score[person, index])
                assert rank[person, index] == found
            touched = set()
        if row is None:
            break
        today, person = day_of(row[0]), unpack(row[0])[2]
        index, place = divmod(row[2], LINES_OF_A_SCHEME)
        if row[1] in SCORE_KINDS:
            score[person, index] += row[5]
            touched.add((person, index))
            assert rules.schemes[index].lowest <= score[person, index] <= rules.schemes[index].highest
        elif row[1] == Kind.GRADE_CHANGED:
            assert (row[4], place) == (rank[person, index], place)
            assert row[4] != place
            rank[person, index] = place
            touched.add((person, index))
    for person in run.world.people:
        for index, standing in enumerate(person.standings):
            assert not standing.enrolled or standing.rank == rank[person.number, index]


def graph_of(run: ReferenceRun, index: int) -> nx.Graph:
    """The ties that a platform sees at the end."""
    world = run.world
    graph = nx.Graph()
    graph.add_nodes_from(person.number for person in world.people if person.standings[index].enrolled)
    scheme = world.rules.schemes[index]
    for person in world.people:
        for _, other in person.ties():
            both = person.number in graph and other in graph
            kept = other not in person.dropped
            assert kept == (person.number not in world.people[other].dropped), "ties end on both sides"
            if both and kept and enrolment.is_in_app(scheme, world.seed, person.number, other):
                graph.add_edge(person.number, other)
    return graph


def test_what_a_platform_has_counted_is_what_the_ties_and_the_journal_show(name):
    run = lived(name)
    world = run.world
    for index, scheme in enumerate(world.rules.schemes):
        if scheme.form != PLATFORM:
            continue
        graph = graph_of(run, index)
        lost: Counter[int] = Counter()
        large = {row[0] for row in journal(run) if row[1] == Kind.INCIDENT and row[2] == 3}
        for row in journal(run):
            if row[1] == Kind.TIE_LOST and unpack(row[0])[0] >= 0:
                one, other = unpack(row[0])[2], row[4]
                if one in graph and other in graph and enrolment.is_in_app(scheme, world.seed, one, other):
                    lost.update((one, other))
        grades = world.grades_of(index)
        for number in graph:
            standing = world.people[number].standings[index]
            theirs = [world.people[other].standings[index] for other in graph[number]]
            assert standing.contacts == len(theirs)
            assert standing.listed_contacts == sum(each.listed for each in theirs)
            assert standing.lost >= lost[number]
            assert standing.relatives <= len(large) * len(world.people)
            assert standing.moved == sum(grades[each.counted].standing for each in theirs)


def test_a_component_that_is_settled_is_what_the_rules_make_of_the_ties(name):
    run = lived(name)
    world = run.world
    settled = 0
    for person in world.people:
        for index, scheme in enumerate(world.rules.schemes):
            standing = person.standings[index]
            if scheme.form != PLATFORM or not standing.enrolled or standing.unsettled:
                continue
            settled += 1
            assert standing.social == factors.social(
                world.rules_for(person.number).p,
                scheme,
                standing.contacts,
                standing.moved,
                standing.listed_contacts,
                standing.relatives,
                standing.lost,
                standing.posts,
            )
    assert settled


def test_what_schemes_hold_adds_up_to_what_they_count(name):
    world = lived(name).world
    for person in world.people:
        for index, scheme in enumerate(world.rules.schemes):
            standing = person.standings[index]
            if not standing.enrolled:
                continue
            imported = sum(world.rules.imports[place].points for place in standing.imports)
            held = sum(record.points for record in standing.records if record.active)
            if scheme.form == MUNICIPALITY:
                assert standing.points == scheme.start + held + imported
                waiting = sum(record.points * record.held for record in standing.records if record.active)
                assert standing.held == waiting
            else:
                assert standing.credit + standing.behaviour == held + imported
            for place, item in enumerate(world.rules.imports):
                if place in standing.imports:
                    assert item.scheme == index


def test_entries_end_when_they_are_no_longer_valid(name):
    world = lived(name).world
    for record in world.records:
        line = world.rules.lines[world.rules.schemes[record.scheme].first_line + record.line]
        age = world.day - record.day
        if world.rows and record.active:
            longest = max(line.days, world.rules.schemes[record.scheme].repaired_years * 365)
            assert age <= longest


def test_places_go_by_grade_and_then_by_lot(name):
    run = lived(name)
    world = run.world
    rules = world.rules
    ranks = {
        (person.number, index): rank_of_score(rules.schemes[index], rules.grades, standing.start)
        for person in world.people
        for index, standing in enumerate(person.standings)
    }
    rounds: dict[tuple[int, int], tuple] = {}
    refused: dict[tuple[int, int], set[int]] = defaultdict(set)
    for row in journal(run):
        day, phase, person, _ = unpack(row[0])
        if row[1] == Kind.GRADE_CHANGED:
            index, ranks[person, index] = divmod(row[2], LINES_OF_A_SCHEME)
        elif row[1] == Kind.PLACES_GIVEN:
            rounds[day, row[2]] = (row, dict(ranks))
        elif row[1] == Kind.REFUSAL and phase < Phase.INCIDENTS:
            refused[day, row[2]].add(person)
    assert name == "ordinary" or rounds
    assert set(refused) <= set(rounds)
    for (day, index), (row, then) in rounds.items():
        door = rules.doors[index]
        applicants = {}
        for person in world.people:
            rate = doors.asking_rate(door, person.income_fifth, person.manager, person.parent)
            asks = doors.asks_in_round(door, world.seed, person.number, day, rate)
            if asks and incidents.is_adult(person.birthday, day):
                standing = person.standings[door.scheme]
                rank = then[person.number, door.scheme]
                if not standing.enrolled:
                    rank = rules.schemes[door.scheme].start_rank
                applicants[person.number] = (rank, doors.lot(world.seed, person.number, day, door))
        admitted = set(applicants) - refused[day, index]
        assert refused[day, index] <= set(applicants)
        assert (row[4], row[5]) == (len(applicants), len(admitted))
        assert door.priority
        worst = min(applicants[number] for number in admitted)
        assert all(applicants[number] < worst for number in refused[day, index])
        assert applicants[unpack(row[0])[2]] == worst


def test_nobody_forms_a_tie_twice_or_too_many(name):
    for person in lived(name).world.people:
        everybody = [other for _, other in person.ties()]
        assert len(everybody) == len(set(everybody))
        assert person.number not in everybody
        assert len(person.new_ties) <= contacts.MOST_NEW_TIES
