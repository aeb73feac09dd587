"""Measures of scores, grades and the spiral in a small society, every value worked out by hand."""

import pytest

from scorelab.journal import Kind, Truth
from scorelab.measures import MEASURES, Events, Facts, by_day, measure_all, measures_of
from scorelab.measures.standing import fired
from tests.journals import APP, SCORED, TOWN, Journal

DAYS, PEOPLE = 100, 12
BILL, LOAN_SMALL, POSTED = 1, 2, 9


@pytest.fixture(scope="module")
def facts(tmp_path_factory):
    """Twelve people; an app holds 0 to 5, a town 0 to 7.

    0: a missed bill costs 60 points and the middle grade; a refusal for that grade, hardship, another
       missed bill (10 points, second turn); 1 leaves, which costs 5 points (second turn); a
       complaint about the refusal is recorded (2 points of the town, first turn).
    1: loses 3 points by the tie to 0: drawn along. Meets 2 in a salon.
    2, 3: miss small instalments in the second half, 1 did in the first.
    4: listed, which the town's table fixes at D (401 points); removed, then refused by the copy, and
       a bill missed for that costs 3 points (second turn, by a stale copy).
    5: an addition that is held back; then 100 points for good, to the high grade on day 80.
    6, 7: get no place. 6 also leaves a post unwritten, 2 holds back from an offence.
    """
    journal = Journal(PEOPLE, DAYS, SCORED)
    for person, start in enumerate((6500, 7200, 7500, 5000, 6000, 6100)):
        journal.enrol(person, APP, start)
    for person in range(8):
        journal.enrol(person, TOWN, 10000)

    bill = journal.add(10, 0, Kind.INCIDENT, what=BILL)
    _, fall = journal.move(12, 0, Kind.RECORDED, APP, -600, trigger=bill)
    refusal = journal.add(20, 0, Kind.REFUSAL, what=1, truth=Truth.DUE, trigger=fall, amount=500)
    again = journal.add(25, 0, Kind.INCIDENT, what=BILL, trigger=refusal)
    journal.move(27, 0, Kind.RECORDED, APP, -100, trigger=again)
    seen = journal.add(30, 1, Kind.STANDING_LEARNED, what=4, other=0, trigger=fall)
    left = journal.add(31, 1, Kind.TIE_LOST, what=4, other=0, trigger=seen)
    journal.move(40, 0, Kind.CONTACTS_MOVED, APP, -50, trigger=left, contributors=(fall,))
    journal.move(40, 1, Kind.CONTACTS_MOVED, APP, -30, trigger=left)
    noticed = journal.add(45, 0, Kind.NOTICED, trigger=refusal)
    complaint = journal.add(46, 0, Kind.COMPLAINT, what=0, trigger=noticed)
    recorded = journal.add(46, 0, Kind.COMPLAINT_RECORDED, what=0, trigger=complaint)
    journal.move(48, 0, Kind.RECORDED, TOWN, -20, trigger=recorded)

    journal.add(20, 1, Kind.INCIDENT, what=LOAN_SMALL)
    journal.add(55, 3, Kind.INCIDENT, what=LOAN_SMALL)
    journal.add(70, 2, Kind.INCIDENT, what=LOAN_SMALL)
    journal.add(60, 1, Kind.TIE_FORMED, what=5, other=2)
    journal.add(61, 0, Kind.TIE_FORMED, what=4, other=3, trigger=left)
    review = journal.add(15, 3, Kind.REVIEWED, what=1)
    journal.add(15, 3, Kind.REFUSAL, what=1, truth=Truth.DUE, trigger=review)

    listing = journal.listing(5, 4, Truth.DUE)
    copy = journal.add(6, 4, Kind.COPY_TAKEN, what=0, trigger=listing)
    journal.move(8, 4, Kind.RECORDED, TOWN, -4010, place=2, nominal=0, trigger=copy)
    journal.add(30, 4, Kind.REMOVAL, trigger=listing)
    stale = journal.add(35, 4, Kind.REFUSAL, what=0, truth=Truth.SETTLED, trigger=copy)
    bill = journal.add(36, 4, Kind.INCIDENT, what=BILL, trigger=stale)
    journal.move(38, 4, Kind.RECORDED, TOWN, -30, trigger=bill)

    good = journal.add(70, 5, Kind.INCIDENT, what=BILL)
    journal.move(75, 5, Kind.RECORDED, TOWN, 0, place=1, nominal=100, trigger=good)
    journal.move(80, 5, Kind.RECORDED, APP, 1000, trigger=good)
    last = journal.add(65, 5, Kind.PLACES_GIVEN, what=4, other=3, amount=1)
    for person in (6, 7):
        journal.add(65, person, Kind.REFUSAL, what=4, trigger=last)
    heard = journal.add(50, 6, Kind.PUNISHMENT_LEARNED, what=4, other=0, trigger=recorded)
    journal.add(51, 6, Kind.POST_WITHHELD, what=POSTED, trigger=heard)
    journal.add(52, 2, Kind.OFFENCE_PREVENTED, what=5)
    return Facts(journal.run(tmp_path_factory.mktemp("runs") / "scored"))


FIRST_TURN, SECOND_TURN = 600 + 20 + 4010, 100 + 50 + 30 + 30
EXPECTED = {
    "refusals": 5,
    "refusals_by_grade": 2,
    "refusals_by_scarcity": 2,
    "reviews": 1,
    "ties_lost_for_standing": 1,
    "ties_formed": 2,
    "salon_ties": 1,
    "score_changes": 8,
    "grade_falls": 2,
    # Two people have a direct loss, 0 and 4; points are tenths of what the rows hold.
    "spiral_depth": (100 + 50 + 30) / 10 / 2,
    "spiral_depth.social": 50 / 10 / 2,
    "spiral_depth.refusal": 0,
    "spiral_depth.hardship": 100 / 10 / 2,
    "spiral_depth.stale_copy": 30 / 10 / 2,
    "complaint_depth": 20 / 10 / 2,
    "second_turn_gain": SECOND_TURN / FIRST_TURN,
    "contagion_reach": 1,
    "posts_not_written": 1,
    "offences_prevented": 1,
    # On day 50 the lender serves 1, 2, 4 and 5; of these only 2 misses an instalment later.
    "defaults_with_score": 1000 / 4,
    "defaults_without_score": 2 * 1000 / 6,
    "defaults_ratio": (1 / 4) / (2 / 6),
    "mean_score.app": (575.0 + 717.0 + 750.0 + 500.0 + 600.0 + 710.0) / 6,
    "grade_share.app.low": 2 / 6,
    "grade_share.app.middle": 1 / 6,
    "grade_share.app.high": 3 / 6,
    "mean_score.town": (998.0 + 596.0 + 6 * 1000) / 8,
    "grade_share.town.D": 1 / 8,
    "grade_share.town.C": 0,
    "grade_share.town.B": 0,
    "grade_share.town.A": 7 / 8,
    "assortativity.app": None,
    "assortativity.town": None,
    "lines_can_fire.app": 1,
    "lines_did_fire.app": 1,
    "lines_can_fire.town": 3,
    "lines_did_fire.town": 3,
    # 0, 3 and 4 stay below the high grade throughout; 5 until day 80.
    "perks_not_given.deposit": 3 * 100 + 80,
}


@pytest.mark.parametrize("name", EXPECTED)
def test_value_worked_out_by_hand(facts, name):
    assert measure_all(facts)[name] == pytest.approx(EXPECTED[name], abs=1e-12)


def test_own_measures_of_the_run_are_all_there(facts):
    own = measures_of(facts.run.labels).keys() - MEASURES.keys()
    assert own <= EXPECTED.keys() | {"gini.app", "gini.town"}


def test_parts_of_the_depth_sum_to_it(facts):
    totals = measure_all(facts)
    parts = [value for name, value in totals.items() if name.startswith("spiral_depth.")]
    assert sum(parts) == pytest.approx(totals["spiral_depth"], abs=1e-12)


def test_ranks_on_any_day(facts):
    assert facts.ranks(APP, 12)[[0, 5]].tolist() == [1, 1]
    assert facts.ranks(APP, 13)[[0, 5]].tolist() == [0, 1]
    assert facts.ranks(APP, 81)[[0, 5]].tolist() == [0, 2]


def test_lines_that_fired(facts):
    assert fired(facts, APP) == [0]
    assert fired(facts, TOWN) == [0, 1, 2]


@pytest.mark.parametrize("name", [name for name in EXPECTED if isinstance(MEASURES.get(name), Events)])
def test_events_have_a_course(facts, name):
    measure = MEASURES[name]
    assert by_day(facts, measure).sum() == measure.total(facts)
