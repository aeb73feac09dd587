"""A few worlds in which everything happens that can: engine and reference agree on all of it."""

import pytest

from scorelab.journal import (
    Answer,
    ConductAtDeadline,
    Ending,
    ErrorKind,
    Kind,
    PaymentKind,
    Phase,
    SafeguardKind,
    Truth,
    unpack,
)
from scorelab.scenario.society import INCIDENT_NAMES
from tests.engine.worlds import OFTEN, SCORED, SCORES, both, scenario

STAFF = 1_234.5
"""Cases a day per million people: not enough for all, and no whole number a day."""
STAFFED = ("human_review", "verification_before_listing", "independent_audit")


def in_law(*names: str, obeyed: float = 0.7) -> dict[str, object]:
    """Safeguards in law, with some staff."""
    values: dict[str, object] = {}
    for name in names:
        values |= {f"safeguards.{name}.in_law": True, f"safeguards.{name}.obeyed": obeyed}
        if name in STAFFED:
            values[f"safeguards.{name}.staffed"] = STAFF
            values[f"safeguards.{name}.finds_wrong"] = 0.5
            values[f"safeguards.{name}.lifts_right"] = 0.2
    return values


UNPAID = OFTEN | {"court.booking_days": (10, 60), "errors.clerical_never": 0.5, "court.term_days": 60}
NEWER = (
    "access_to_file",
    "no_social_component",
    "purpose_limitation",
    "consent_and_exit",
    "relatives_protected",
)
WORLDS = {
    "without safeguards": OFTEN | {"court.term_days": 90, "court.inability_recognised": 0},
    "much error": UNPAID | {"court.inability_recognised": 0.5, "court.pressure_per_refusal": 5},
    "reviewed": OFTEN | in_law("human_review", "verification_before_listing", "independent_audit"),
    "told and limited": OFTEN
    | in_law(
        "notice_before_effect", "retention_limit", "proportionality", "compensation", "correction_deadline"
    )
    | {"safeguards.retention_limit.most_days": 40, "safeguards.proportionality.least_sum": 5_000},
    "protected": OFTEN
    | in_law("suspended_while_contested", "reasons", "children_protected", "no_publicity")
    | in_law("no_record_of_complaining", "corrections_propagate", "correction_deadline"),
}


LIVES_GO_ON = {
    "society_lives.births_and_deaths": True,
    "society_lives.growing_up": True,
    "society_lives.mortality": 15,
    "society_lives.fertility": 4,
}
SCORING = {
    "free to leave": OFTEN
    | SCORED
    | in_law(*NEWER)
    | {"safeguards.access_to_file.asks_per_year": 3, "safeguards.access_to_file.staffed": STAFF},
    "scored": OFTEN | SCORED | {"court.pays_per_year": 3, "errors.stale": 0.1},
    "shared out": OFTEN
    | SCORED
    | {f"doors.{name}.per_year": 0.8 for name in ("own_school_place", "local_job_place", "licence_or_permit")}
    | LIVES_GO_ON,
}
"""Worlds in which everything is scored; a year of them ends entries that count for one."""

REFORMS = {"scored": ({"name": "reform", "from": "2018-09-01", "set": in_law("no_social_component")},)}
"""Rules that come into force in the middle of some of them."""


@pytest.fixture(scope="module")
def lived():
    listed = [
        both(scenario(changes=changes, people=250, days=300, seed=place, opening_years=1))
        for place, changes in enumerate(WORLDS.values())
    ]
    options = {"people": 200, "days": 420, "opening_years": 1, "start": "2018-01-01"}
    scored = [
        both(scenario(SCORES, changes, seed=place, interventions=REFORMS.get(name, ()), **options))
        for place, (name, changes) in enumerate(SCORING.items())
    ]
    return listed + scored


def test_every_kind_of_row_occurs(lived):
    assert set().union(*(world.kinds for world in lived)) == set(Kind)


@pytest.mark.parametrize(
    ("words", "kinds"),
    [
        (ErrorKind, [Kind.RECORD_ERROR]),
        (ConductAtDeadline, [Kind.DEFAULT]),
        (PaymentKind, [Kind.PAYMENT]),
        (Ending, [Kind.GROUND_ENDED]),
        (Ending, [Kind.REMOVAL]),
        (Answer, [Kind.ANSWER]),
        (SafeguardKind, [Kind.LISTING_PREVENTED]),
    ],
)
def test_every_word_of_a_row_occurs(lived, words, kinds):
    found = set().union(*(world.whats(*kinds) for world in lived))
    assert found == {word.value for word in words}


@pytest.mark.parametrize("kind", [Kind.LISTING, Kind.REFUSAL])
def test_every_class_of_truth_occurs(lived, kind):
    # Who is refused for want of places is refused by no record.
    found = {
        row[3]
        for world in lived
        for row in world.rows
        if row[1] == kind and unpack(row[0])[1] >= Phase.INCIDENTS
    }
    # A listing that is settled already would not be entered.
    classes = set(Truth) - {Truth.NONE} - ({Truth.SETTLED} if kind == Kind.LISTING else set())
    assert found == {truth.value for truth in classes}


def test_every_incident_occurs(lived):
    found = set().union(*(world.whats(Kind.INCIDENT) for world in lived))
    assert found == set(range(1, len(INCIDENT_NAMES) + 1))
