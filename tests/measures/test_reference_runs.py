"""Measures of simulated runs, against the simulated world itself and a plain walk over its rows."""

from collections import defaultdict
from itertools import pairwise

import pytest

from scorelab.journal import AGAINST_OWN_RULES, WRONGFUL, Answer, Kind, PaymentKind, unpack
from scorelab.measures import Facts, measure_all
from scorelab.scenario.load import load
from scorelab.verify import verify
from scorelab.why import life_line, why
from tests.stored import lived, stored

TROUBLED = {
    "time.opening_years": "2",
    "incidents.suit_debt.per_year": "0.045",
    "incidents.suit_debt.bound_per_year": "12",
    "court.listed": "0.95",
    "court.listing_days": "[5, 40]",
    "court.cannot_pay": "0.4",
    "court.pays_per_year": "2",
    "court.term_days": "90",
    "errors.misattributed": "0.3",
    "errors.clerical": "0.4",
    "errors.duplicate": "0.2",
    "errors.fabricated": "0.5",
    "errors.stale": "0.5",
    "redress.complain_wronged": "0.5",
    "redress.work_minutes": "5",
    "population.borrower_share": "0.5",
    "court.exit_order": "0.5",
}
"""Much goes wrong, so that two hundred people suffice."""
PEOPLE, DAYS = 400, 200


@pytest.fixture(scope="module", params=["court-list-2013", "court-list-2023"])
def simulated(request, tmp_path_factory):
    scenario = load(request.param, overrides=TROUBLED, people=PEOPLE, days=DAYS, seed=3)
    population, finished = lived(scenario)
    folder = tmp_path_factory.mktemp("runs") / request.param
    return finished.world, stored(scenario, population, finished, folder)


def test_every_invariant_holds(simulated):
    assert [str(check) for check in verify(simulated[1]) if not check.holds] == []


def rows_of(world, *kinds):
    rows = sorted((row for row in world.rows if row.kind in kinds), key=lambda row: row.row)
    return [row for row in rows if unpack(row.row)[0] >= 0]


def test_counts_are_those_of_the_world(simulated):
    world, run = simulated
    found = measure_all(run)
    refusals = {row.row: row for row in rows_of(world, Kind.REFUSAL)}
    payments = rows_of(world, Kind.PAYMENT)
    listings = rows_of(world, Kind.LISTING)
    expected = {
        "listed": sum(person.listing is not None and person.listing.active for person in world.people),
        "new_listings": len(listings),
        "wrongly_listed": sum(row.truth in WRONGFUL for row in listings),
        "against_own_rules": sum(row.truth in AGAINST_OWN_RULES for row in listings),
        "refusals": len(refusals),
        "refused_persons": len({unpack(row)[2] for row in refusals}),
        "wrongful_refusals": sum(row.truth in WRONGFUL for row in refusals.values()),
        "refusal_cost": sum(row.amount for row in refusals.values()),
        "refusal_minutes": sum(world.rules.doors[row.what].minutes for row in refusals.values()),
        "jobs_lost": sum(row.trigger in refusals for row in rows_of(world, Kind.JOB_LOST)),
        "ties_lost": len(rows_of(world, Kind.TIE_LOST)),
        "complaints": len(rows_of(world, Kind.COMPLAINT)),
        "answered": sum(row.what != Answer.NONE for row in rows_of(world, Kind.ANSWER)),
        "corrected": len(rows_of(world, Kind.CORRECTION)),
        "complaints_recorded": len(rows_of(world, Kind.COMPLAINT_RECORDED)),
        "debts_paid_amount": sum(row.amount for row in payments if row.what != PaymentKind.AGAIN),
        "paid_again_amount": sum(row.amount for row in payments if row.what == PaymentKind.AGAIN),
        "paid_under_pressure": sum(
            row.what == PaymentKind.WHILE_LISTED and row.trigger in refusals for row in payments
        ),
        "guarantors_called": len(rows_of(world, Kind.GUARANTEE_CALLED)),
        "exit_orders": len(rows_of(world, Kind.EXIT_ORDER)),
    }
    assert {name: found[name] for name in expected} == expected
    assert expected["wrongful_refusals"] > 5
    assert expected["corrected"] > 0
    assert expected["debts_paid_amount"] > 0


def wrongful_days_by_walking(world):
    """Person-days under a wrong listing or copy, by a state machine over each person's rows."""
    kinds = (
        Kind.LISTING,
        Kind.REMOVAL,
        Kind.BECAME_WRONG,
        Kind.BECAME_RIGHT,
        Kind.COPY_TAKEN,
        Kind.COPY_DROPPED,
    )
    lives = defaultdict(list)
    for row in sorted(world.rows, key=lambda row: row.row):
        if row.kind in kinds:
            lives[unpack(row.row)[2]].append(row)
    days = 0
    for life in lives.values():
        wrong, on_register, copies = False, False, set()
        steps = []
        for row in life:
            match Kind(row.kind):
                case Kind.LISTING:
                    on_register, wrong = True, row.truth in WRONGFUL
                case Kind.REMOVAL:
                    on_register = False
                case Kind.COPY_TAKEN:
                    copies.add(row.what)
                case Kind.COPY_DROPPED:
                    copies.discard(row.what)
                case _:
                    wrong = row.truth in WRONGFUL
            steps.append((max(unpack(row.row)[0], 0), wrong and (on_register or bool(copies))))
        for (start, is_wrong), (end, _) in pairwise([*steps, (DAYS, False)]):
            days += (end - start) * is_wrong
    return days


def test_wrongful_days_agree_with_a_walk_through_each_life(simulated):
    world, run = simulated
    found = measure_all(run)
    assert found["wrongful_days"] == wrongful_days_by_walking(world)
    assert found["wrongful_days"] > 500


def test_wrong_at_the_end_is_what_the_world_says(simulated):
    world, run = simulated
    at_end = {
        person.number
        for person in world.people
        if person.listing is not None and person.listing.wrong and person.listing.is_shown()
    }
    spells = Facts(run).wrongful_spells
    assert set(spells.filter(~spells["restored"])["person"].to_list()) == at_end


def test_everybody_can_be_explained_and_told(simulated):
    world, run = simulated
    for person in range(0, PEOPLE, 7):
        answer = why(run, person)
        chain = {link.row.row: link for link in answer.chain}
        for link in answer.chain:
            assert link.row.trigger == 0 or link.row.trigger in chain
            assert all(cause in chain for cause, _ in link.contributors)
        own = {row.row for row in world.rows if unpack(row.row)[2] == person}
        assert own <= {row.row for row, _ in life_line(run, person)}
