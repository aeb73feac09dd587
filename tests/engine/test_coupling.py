"""Twins share all their luck: what differs between them, the differing rules have brought about."""

from datetime import date, timedelta
from functools import cache

import pytest

from scorelab.casting import casting
from scorelab.journal import Kind
from scorelab.scenario.checks import checked
from scorelab.scenario.dates import plain
from scorelab.scenario.origins import Origins
from scorelab.scenario.overrides import Data
from scorelab.scenario.schema import CHANNEL_NAMES, LAYER_NAMES, MOST_ROLES, Mechanisms, Safeguards
from tests.engine.walks import day_of, fates, owner, reached, touched
from tests.engine.worlds import BOUNDS, OFTEN, Lived, by_engine, people_of, scenario

PEOPLE, DAYS, START = 5_000, 365, "2023-01-01"
FEW = 60
"""One listed person, the contacts who learn of it, and whom these drag along."""

LISTED = {
    "name": "listed",
    "from": "2020-01-01",
    "for": "main",
    "set": {
        "incidents.suit_debt.claim_days": [10, 10],
        "errors.misattributed": 0,
        "errors.clerical": 0,
        "court.unserved": 0,
        "court.pays_in_time": 0,
        "court.pays_late": 0,
        "court.listed": 1,
        "court.inability_recognised": 0,
        "court.listing_days": [20, 20],
    },
}
CANCELLED = {"name": "cancelled", "from": "2020-01-01", "for": "main", "set": {"court.listed": 0}}
SUED: Data = {
    "cast": {"main": {"age": [30, 50]}},
    "events": [{"date": "2023-02-01", "role": "main", "incident": "suit_debt"}],
}
RESTLESS = {
    "contacts.layers.friends.drops": 0.5,
    "redress.complain_wronged": 1,
    "redress.complain_others": 1,
    "redress.assertive": 1,
    "redress.work_minutes": 20_000,
    "population.borrower_share": 0.6,
    "errors.misattributed": 0.3,
}
"""Much that carries one person's fate to others: lost ties, one queue for all, guarantors, namesakes."""


def lived(changes: dict[str, object] | None = None, **options: object) -> Lived:
    """A world of some hundred people in which much happens."""
    return by_engine(scenario(**TROUBLED, changes=changes or OFTEN, **options))


TROUBLED = {"people": 400, "days": 200, "seed": 9}


@cache
def troubled() -> Lived:
    return lived()


@pytest.mark.parametrize("changes", [{}, OFTEN | RESTLESS], ids=["ordinary", "troubled"])
@pytest.mark.parametrize("seed", [1, 2, 3])
def test_one_listing_cancelled_changes_few_lives_and_each_for_a_reason(changes, seed):
    def world(*interventions: Data):
        return scenario(
            changes=changes,
            people=PEOPLE,
            days=DAYS,
            seed=seed,
            opening_years=1,
            start=START,
            interventions=interventions,
            script=SUED,
        )

    population = people_of(world(LISTED))
    main = casting(world(LISTED), population)["main"]
    with_listing = by_engine(world(LISTED), population)
    without = by_engine(world(LISTED, CANCELLED), population)
    assert any(owner(row[0]) == main and row[1] == Kind.LISTING for row in with_listing.rows)
    assert not any(owner(row[0]) == main and row[1] == Kind.LISTING for row in without.rows)
    changed = touched(with_listing, without)
    print(f"one listing cancelled, seed {seed}: {len(changed)} of {PEOPLE} fates differ")
    assert main in changed
    assert len(changed) <= FEW
    assert changed == reached(with_listing, without, main)


def test_a_safeguard_in_law_that_nobody_obeys_is_none():
    none = lived(OFTEN | every_safeguard(in_law=False, obeyed=1))
    assert lived(OFTEN | every_safeguard(in_law=True, obeyed=0)).digest == none.digest
    assert lived(OFTEN | every_safeguard(in_law=True, obeyed=1)).digest != none.digest


def every_safeguard(in_law: bool, obeyed: float) -> dict[str, object]:
    """All safeguards in law or not, and obeyed in a share of cases."""
    dials = {"in_law": in_law, "obeyed": obeyed}
    return {f"safeguards.{name}.{dial}": dials[dial] for name in Safeguards.model_fields for dial in dials}


IDLE = {
    "court_list": ("court.listed",),
    "stale_copies": ("errors.stale",),
    "error_misattributed": ("errors.misattributed",),
    "error_clerical": ("errors.clerical",),
    "error_duplicate": ("errors.duplicate",),
    "error_fabricated": ("errors.fabricated",),
    "exit_orders": ("court.exit_order",),
    "payment_under_pressure": ("court.pressure_per_refusal",),
    "tie_dropping": tuple(f"contacts.layers.{layer}.drops" for layer in LAYER_NAMES),
    "complaints_recorded": tuple(f"redress.channels.{channel}.recorded" for channel in CHANNEL_NAMES),
}
"""Mechanisms, and the chances without which they never act."""


@pytest.mark.parametrize("mechanism", IDLE)
def test_a_mechanism_without_a_chance_is_one_that_is_off(mechanism):
    never = lived(OFTEN | dict.fromkeys(IDLE[mechanism], 0))
    off = lived(OFTEN | {f"mechanisms.{mechanism}": False})
    assert never.digest == off.digest
    assert off.digest != troubled().digest


@pytest.mark.parametrize("mechanism", Mechanisms.model_fields)
def test_every_mechanism_does_something(mechanism):
    assert lived(OFTEN | {f"mechanisms.{mechanism}": False}).digest != troubled().digest


def test_a_raised_bound_moves_no_luck():
    lower = {key: value / 1.05 for key, value in BOUNDS.items()}
    assert lived(OFTEN | lower).digest == troubled().digest


def test_a_raised_rate_moves_no_other_kind_of_incident():
    # Nobody is sued for fines here, so more of them have no consequence.
    quiet = OFTEN | {"incidents.fine_unpaid.claim": 0, "incidents.fine_unpaid.per_year": 0.04}
    more = lived(quiet | {"incidents.fine_unpaid.per_year": 0.1})
    fewer = lived(quiet)
    fines = 4
    kept = [[row for row in one.rows if (row[1], row[2]) != (Kind.INCIDENT, fines)] for one in (fewer, more)]
    assert len(fewer.rows) < len(more.rows)
    # Rows of one turn are numbered one after the other, so ids may shift; what happens on which day may not.
    events = [sorted((day_of(row[0]), owner(row[0]), *row[1:6]) for row in rows) for rows in kept]
    assert events[0] == events[1]


def with_door(**row: object) -> Lived:
    """The troubled world with one more door at the end of the table."""
    data = plain(scenario(**TROUBLED, changes=OFTEN))
    more = {**data["doors"][0], "name": "one_more", "number": 40, **row}
    return by_engine(checked({**data, "doors": [*data["doors"], more]}, Origins("test")))


def rate(per_year: float) -> Data:
    return {"value": per_year, "unit": "per year", "assumed": {"range": [0, 98], "reason": "a test"}}


def test_a_door_at_which_nobody_asks_changes_nothing():
    assert with_door(per_year=rate(0)).digest == troubled().digest


def test_a_door_that_nothing_shuts_changes_nothing():
    assert with_door(shut_by="never", per_year=rate(20)).digest == troubled().digest


def test_one_more_door_changes_the_lives_of_the_refused_and_of_those_whom_they_reach():
    more = with_door(asked_by="parents", per_year=rate(2))
    new = max(row[2] for row in more.rows if row[1] == Kind.REFUSAL)
    refused = {owner(row[0]) for row in more.rows if (row[1], row[2]) == (Kind.REFUSAL, new)}
    changed = touched(troubled(), more)
    assert refused <= changed
    assert changed == set().union(*(reached(troubled(), more, person) for person in refused))
    assert len(changed) < TROUBLED["people"]


@pytest.mark.parametrize(
    "rule",
    [
        {"safeguards.notice_before_effect.notice_days": 77},
        {"safeguards.compensation.per_day": 1_000},
        {"errors.stale_days": 300, "errors.stale": 0},
        {"doors.flight.minutes": 1, "redress.channels.petition.minutes": 9},
    ],
)
def test_a_rule_that_touches_nobody_changes_nobody(rule):
    base = OFTEN | ({"errors.stale": 0} if "errors.stale" in rule else {})
    assert lived(base | rule).digest == lived(base).digest


REFORMS = {
    "no list": {"mechanisms.court_list": False},
    "fewer suits": {"incidents.suit_debt.per_year": 0.03, "incidents.suit_contract.per_year": 0.04},
    "every safeguard": every_safeguard(in_law=True, obeyed=1),
    "no feedback": {"mechanisms.hardship_feedback": False, "mechanisms.door_consequences": False},
    "other doors": {"doors.flight.per_year": 20, "doors.luxury_goods.shut_by": "exit_order"},
    "quick copies": {
        "operators.ticketing.import_days": [1, 1],
        "contacts.layers.friends.learns_per_year": 90,
    },
}


@pytest.mark.parametrize("reform", REFORMS)
@pytest.mark.parametrize("day", [0, 1, 100, 128])
def test_twins_are_one_until_the_rules_part(reform, day):
    begins = (date.fromisoformat(START) + timedelta(day)).isoformat()
    change = {"name": "reform", "from": begins, "set": REFORMS[reform]}
    options = {"opening_years": 1, "start": START}
    base, reformed = lived(**options), lived(**options, interventions=(change,))
    before = [[row for row in one.rows if day_of(row[0]) < day] for one in (base, reformed)]
    assert before[0] == before[1]
    reasons = [[cause for cause in one.causes if day_of(cause[0]) < day] for one in (base, reformed)]
    assert reasons[0] == reasons[1]
    assert fates(base) != fates(reformed)


def test_a_reform_after_the_last_day_is_none():
    change = {"name": "late", "from": "2030-01-01", "set": REFORMS["no list"]}
    assert lived(interventions=(change,)).digest == troubled().digest


def test_roles_without_rules_of_their_own_change_nothing():
    cast = {f"role_{place}": {} for place in range(MOST_ROLES)}
    assert lived(script={"cast": cast, "events": []}).digest == troubled().digest
    same = {"name": "same", "from": START, "for": "role_1", "set": {"court.listed": OFTEN["court.listed"]}}
    twin = lived(script={"cast": cast, "events": []}, interventions=(same,))
    assert twin.digest == troubled().digest
