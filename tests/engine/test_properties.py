"""What must hold of any world, and what each mechanism does to a society on the whole."""

from collections.abc import Callable
from functools import cache

import pytest

from scorelab.journal import WRONGFUL, Ending, ErrorKind, Kind, PaymentKind, Truth
from scorelab.population import Population
from scorelab.scenario.compile import rule_books
from scorelab.scenario.schema import Scenario
from tests.engine.walks import check_well_founded, root
from tests.engine.worlds import BOUNDS, EVENLY, Lived, by_engine, people_of, scenario

PEOPLE, DAYS = 20_000, 365
BUSIER = {
    **BOUNDS,
    **EVENLY,
    "incidents.suit_debt.per_year": 0.05,
    "incidents.malicious_report.per_year": 0.05,
    "errors.fabricated": 0.05,
    "errors.clerical": 0.05,
    "errors.misattributed": 0.03,
    "errors.duplicate": 0.03,
    "court.pressure_per_refusal": 0.1,
}
"""More suits than in the library, so that a society of this size shows what rules do."""


def rules(off: tuple[str, ...] = ()) -> Scenario:
    """The society's rules, some mechanisms switched off."""
    changes = BUSIER | {f"mechanisms.{name}": False for name in off}
    return scenario(changes=changes, people=PEOPLE, days=DAYS, seed=4, opening_years=2)


@cache
def people() -> Population:
    return people_of(rules())


@cache
def society(*off: str) -> Lived:
    """The society lived without some mechanisms."""
    return by_engine(rules(off), people())


@pytest.mark.parametrize("kind", [Kind.REFUSAL, Kind.LISTING, Kind.TIE_LOST, Kind.JOB_LOST])
def test_every_effect_reaches_an_incident(kind):
    lived = society()
    effects = [row for row in lived.rows if row[1] == kind]
    assert effects
    assert {root(lived, row)[1] for row in effects} == {Kind.INCIDENT}


def test_every_trigger_and_contributor_is_an_earlier_row():
    check_well_founded(society())


def test_nobody_pays_twice_without_a_reason():
    lived = society()
    again = [row for row in lived.rows if row[1] == Kind.PAYMENT and row[2] == PaymentKind.AGAIN]
    assert again
    assert all(row[6] and lived.by_id[row[6]][1] == Kind.REFUSAL for row in again)


def test_only_doors_that_are_shut_refuse():
    lived = society()
    doors = rule_books(rules())[0].reader().doors
    copies = {row[0]: row[2] for row in lived.rows if row[1] == Kind.COPY_TAKEN}
    refusals = [row for row in lived.rows if row[1] == Kind.REFUSAL]
    by_list = [row for row in refusals if row[6] in copies]
    assert all(copies[row[6]] == doors[row[2]].operator for row in by_list)
    by_order = [row for row in refusals if row[6] not in copies]
    assert all(lived.by_id[row[6]][1] == Kind.EXIT_ORDER and doors[row[2]].shut_by == 2 for row in by_order)
    assert by_list
    assert by_order


def count(*kinds: Kind, what: tuple[int, ...] = (), truth: tuple[int, ...] = ()) -> Callable[[Lived], int]:
    """How many rows of these kinds there are."""

    def counted(lived: Lived) -> int:
        return sum(
            row[1] in kinds and (not what or row[2] in what) and (not truth or row[3] in truth)
            for row in lived.rows
        )

    return counted


LESS = {
    "court_list": count(Kind.LISTING),
    "public_list": count(Kind.LEARNED, Kind.TIE_LOST),
    "stale_copies": count(Kind.REFUSAL, truth=(Truth.SETTLED,)),
    "error_misattributed": count(Kind.LISTING, truth=(Truth.NEVER_OWED,)),
    "error_clerical": count(Kind.LISTING, truth=(Truth.PAID_ELSEWHERE,)),
    "error_duplicate": count(Kind.LISTING, Kind.GROUND_ADDED, truth=(Truth.NEVER_OWED,)),
    "error_fabricated": count(Kind.LISTING, truth=(Truth.NEVER_OWED,)),
    "guarantors": count(Kind.LISTING, Kind.GROUND_ADDED),
    "exit_orders": count(Kind.REFUSAL),
    "door_consequences": count(Kind.JOB_LOST),
    "hardship_feedback": count(Kind.INCIDENT),
    "payment_under_pressure": count(Kind.PAYMENT, what=(PaymentKind.WHILE_LISTED, PaymentKind.AGAIN)),
    "tie_dropping": count(Kind.TIE_LOST),
    "redress": count(Kind.REMOVAL, what=(Ending.CORRECTED,)),
    "complaints_recorded": count(Kind.COMPLAINT_RECORDED),
}
"""What there is less of without each mechanism."""


@pytest.mark.parametrize("mechanism", LESS)
def test_without_a_mechanism_there_is_less_of_what_it_does(mechanism):
    counted = LESS[mechanism]
    assert counted(society(mechanism)) < counted(society())


def test_without_errors_nobody_is_listed_wrongfully():
    lived = society("error_misattributed", "error_clerical", "error_duplicate", "error_fabricated")
    wrongful = count(Kind.LISTING, truth=WRONGFUL)
    # Whoever has paid late may still be listed before the payment is booked.
    booking = count(Kind.LISTING, truth=(Truth.PAID_ELSEWHERE,))
    assert wrongful(lived) == booking(lived) < wrongful(society()) / 4
    assert lived.whats(Kind.RECORD_ERROR) == {ErrorKind.STALE}
