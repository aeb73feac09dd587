"""Measures of scores and of the spiral in simulated runs, against the simulated world itself."""

from collections import Counter

import numpy as np
import pytest

from scorelab.journal import LINES_OF_A_SCHEME, SCORE_KINDS, Kind, Truth, unpack
from scorelab.measures import Facts, measure_all
from scorelab.scenario.load import load
from scorelab.verify import verify
from scorelab.why import life_line, why
from tests.measures.spirals import Step, story_of, way_to
from tests.stored import lived, stored

TROUBLED = {
    "mechanisms.habits_read": "false",
    "time.opening_years": "1",
    "incidents.suit_debt.per_year": "0.045",
    "incidents.suit_debt.bound_per_year": "12",
    "incidents.bill_missed.hardship": "20",
    "incidents.bill_missed.bound_per_year": "98",
    "court.listed": "0.95",
    "court.listing_days": "[5, 40]",
    "court.cannot_pay": "0.4",
    "court.term_days": "60",
    "errors.misattributed": "0.3",
    "errors.stale": "0.8",
    "redress.complain_wronged": "0.5",
    "redress.complain_others": "0.5",
    "redress.channels.petition.recorded": "0.9",
    "population.borrower_share": "0.5",
    "conduct.deterrence": "0.15",
    "contacts.salon_joins": "0.3",
    "contacts.layers.friends.learns_per_year": "12",
    "contacts.standing_seen": "3",
    "doors.private_job_interview.per_year": "6",
    "doors.flat_rental.per_year": "4",
    "incidents.bill_missed.per_year": "0.3",
    "incidents.critical_post.per_year": "0.5",
    "incidents.critical_post.bound_per_year": "12",
}
"""Much goes wrong, so that some hundred people suffice; habits belong to none of the links, and in a world
so small what they add is noise."""
LINKS = ("tie_dropping", "social_component", "door_consequences", "hardship_feedback")
PEOPLE, DAYS = 450, 270


@pytest.fixture(scope="module")
def simulated(tmp_path_factory):
    scenario = load("as-reported-2018", overrides=TROUBLED, people=PEOPLE, days=DAYS, seed=5)
    population, finished = lived(scenario)
    folder = tmp_path_factory.mktemp("runs") / "scored"
    return scenario, finished.world, stored(scenario, population, finished, folder)


def test_every_invariant_holds(simulated):
    _, _, run = simulated
    assert [str(check) for check in verify(run) if not check.holds] == []


def day_of(row):
    return unpack(row.row)[0]


def steps_of(world):
    """Every row of a world with its trigger; a refusal knows whether the listing was over."""
    steps, on_register = {}, {}
    for row in sorted(world.rows, key=lambda row: row.row):
        person = unpack(row.row)[2]
        if row.kind in (Kind.LISTING, Kind.REMOVAL):
            on_register[person] = row.kind == Kind.LISTING
        stale = not on_register.get(person, True)
        trigger = steps.get(row.trigger)
        steps[row.row] = Step(row.row, Kind(row.kind), row.what, row.other, row.amount, trigger, stale)
    return list(steps.values())


def test_the_walk_agrees_with_the_definition(simulated):
    _, world, run = simulated
    losses = Facts(run).losses
    lost = [step for step in steps_of(world) if step.loses]
    found = zip(losses.row, losses.turn, losses.channel, losses.origin, losses.complained, strict=True)
    assert list(found) == [(step.row, *story_of(step)) for step in lost]
    assert losses.first.tolist() == [way_to(step)[0].person for step in lost]
    assert max(losses.turn) > 3
    assert len(set(losses.channel)) > 2


def test_totals_are_those_of_the_world(simulated):
    scenario, world, run = simulated
    found = measure_all(run)
    rows = [row for row in world.rows if day_of(row) >= 0]
    kinds = {row.row: row.kind for row in world.rows}
    counts = Counter(Kind(row.kind) for row in rows)
    refusals = [row for row in rows if row.kind == Kind.REFUSAL]
    by_grade = [
        row
        for row in refusals
        if row.truth != Truth.NONE and kinds.get(row.trigger) not in (Kind.COPY_TAKEN, Kind.EXIT_ORDER)
    ]
    falls = [row for row in rows if row.kind == Kind.GRADE_CHANGED]
    expected = {
        "score_changes": sum(row.kind in SCORE_KINDS and row.amount != 0 for row in rows),
        "grade_falls": sum(row.what % LINES_OF_A_SCHEME < row.other for row in falls),
        "posts_not_written": counts[Kind.POST_WITHHELD],
        "offences_prevented": counts[Kind.OFFENCE_PREVENTED],
        "ties_formed": counts[Kind.TIE_FORMED],
        "reviews": counts[Kind.REVIEWED],
        "refusals_by_grade": len(by_grade),
        "refusals_by_scarcity": sum(row.truth == Truth.NONE for row in refusals),
        "ties_lost_for_standing": sum(
            row.kind == Kind.TIE_LOST and kinds[row.trigger] == Kind.STANDING_LEARNED for row in rows
        ),
    }
    for index, scheme in enumerate(scenario.schemes.all):
        held = [person.standings[index] for person in world.people if person.standings[index].enrolled]
        points = np.array([standing.score for standing in held])
        expected[f"mean_score.{scheme.name}"] = pytest.approx(points.mean() / 10)
        for rank, grade in enumerate(scheme.grades):
            share = sum(standing.rank == rank for standing in held) / len(held)
            expected[f"grade_share.{scheme.name}.{grade.name}"] = pytest.approx(share)
        fired = {row.what for row in rows if row.kind == Kind.RECORDED}
        own = {what for what in fired if what // LINES_OF_A_SCHEME == index}
        expected[f"lines_did_fire.{scheme.name}"] = len(own)
        assert len(own) <= found[f"lines_can_fire.{scheme.name}"] <= len(scheme.lines)
    assert {name: found[name] for name in expected} == expected
    assert min(counts[kind] for kind in (Kind.POST_WITHHELD, Kind.TIE_FORMED, Kind.PLACES_GIVEN)) > 0


def test_perks_not_given_are_counted_day_by_day(simulated):
    scenario, world, run = simulated
    found = measure_all(run)
    ranks = [[standing.rank for standing in person.standings] for person in world.people]
    changes = sorted((row for row in world.rows if row.kind == Kind.GRADE_CHANGED), key=lambda row: -row.row)
    by_day = {day: [row for row in changes if day_of(row) == day] for day in range(DAYS)}
    perks = {
        door.name: (run.labels.door_grades[place].scheme, run.labels.door_grades[place].perk_from)
        for place, door in enumerate(scenario.doors)
        if door.perk_from
    }
    missed = Counter()
    for day in reversed(range(DAYS)):
        for door, (scheme, least) in perks.items():
            missed[door] += sum(
                bool(person.standings[scheme].enrolled) and ranks[person.number][scheme] < least
                for person in world.people
            )
        for row in by_day[day]:
            ranks[unpack(row.row)[2]][row.what // LINES_OF_A_SCHEME] = row.other
    assert {name: found[f"perks_not_given.{name}"] for name in perks} == dict(missed)


def test_scores_are_explained_and_sum_exactly(simulated):
    scenario, world, run = simulated
    for person in range(0, PEOPLE, 23):
        answer = why(run, person)
        held = {each.scheme: each for each in answer.schemes}
        for scheme, standing in zip(scenario.schemes.all, world.people[person].standings, strict=True):
            assert (scheme.name in held) == bool(standing.enrolled)
            if standing.enrolled:
                told = held[scheme.name].to_json()
                assert told["score"] == told["sum_of_rows"] == standing.score / 10
                assert told["start"] == standing.start / 10
                assert told["grade"] == scheme.grades[standing.rank].name
        chain = {link.row.row for link in answer.chain}
        causes = {cause for link in answer.chain for cause, _ in link.contributors}
        causes |= {link.row.trigger for link in answer.chain}
        assert causes - {0} <= chain
        own = {row.row for row in world.rows if unpack(row.row)[2] == person}
        assert own <= {row.row for row, _ in life_line(run, person)}


def depth_of(tmp_path, *cut):
    overrides = TROUBLED | {f"mechanisms.{link}": "false" for link in cut}
    scenario = load("as-reported-2018", overrides=overrides, people=PEOPLE, days=DAYS, seed=5)
    return measure_all(stored(scenario, *lived(scenario), tmp_path / "-".join(cut)))


def test_with_all_links_cut_there_is_no_second_turn(tmp_path):
    found = depth_of(tmp_path, *LINKS)
    assert (found["spiral_depth"], found["second_turn_gain"]) == (0, 0)
    assert found["grade_falls"] > 0


@pytest.mark.parametrize("link", LINKS)
def test_without_a_link_the_spiral_is_less_deep(simulated, tmp_path, link):
    whole, cut = measure_all(simulated[2]), depth_of(tmp_path, link)
    assert 0 < cut["spiral_depth"] < whole["spiral_depth"]
