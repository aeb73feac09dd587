"""Twins share all their luck: what differs between them, the differing rules have brought about."""

from datetime import date, timedelta
from functools import cache

import pytest

from scorelab.casting import casting
from scorelab.journal import Kind
from scorelab.scenario.checks import checked
from scorelab.scenario.dates import plain
from scorelab.scenario.institutions import CHANNEL_NAMES
from scorelab.scenario.mechanisms import Mechanisms
from scorelab.scenario.origins import Origins
from scorelab.scenario.overrides import Data
from scorelab.scenario.schema import Safeguards
from scorelab.scenario.society import LAYER_NAMES
from scorelab.scenario.told import MOST_ROLES
from tests.engine.invented import city, line, platform, with_schemes
from tests.engine.walks import day_of, fates, owner, reached, touched
from tests.engine.worlds import BOUNDS, OFTEN, SCORED, SCORES, Lived, by_engine, people_of, scenario

LIST = "court-list-2023"
PEOPLE, DAYS, START = 5_000, 365, "2023-01-01"
FEW = {LIST: 60, SCORES: 200}
"""One listed person, the contacts who learn of it, and whom these drag along: further where friends
move one another's scores, and where the places that one does not get are given to others."""

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


def scored(changes: dict[str, object] | None = None) -> Lived:
    """The same with scores, with the day in it on which places are given."""
    often = OFTEN | SCORED | PLACES
    return by_engine(scenario(SCORES, **TROUBLED, changes=often | (changes or {}), start="2018-06-01"))


PLACES = {"doors.own_school_place.per_year": 0.5, "doors.local_job_place.per_year": 0.5}


@cache
def scored_as_it_is() -> Lived:
    return scored()


@pytest.mark.parametrize(
    ("base", "changes"),
    [(LIST, {}), (LIST, OFTEN | RESTLESS), (SCORES, {})],
    ids=["ordinary", "troubled", "scored"],
)
@pytest.mark.parametrize("seed", [1, 2, 3])
def test_one_listing_cancelled_changes_few_lives_and_each_for_a_reason(base, changes, seed):
    def world(*interventions: Data):
        return scenario(
            base,
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
    print(f"one listing cancelled, {base}, seed {seed}: {len(changed)} of {PEOPLE} fates differ")
    assert main in changed
    assert len(changed) <= FEW[base]
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
    assert scored({f"mechanisms.{mechanism}": False}).digest != scored_as_it_is().digest


PLATFORMS = ("platform_one", "platform_two")
NEVER = 20_000
"""Days beyond every run."""
WITHOUT_WEIGHT = {
    f"schemes.platforms.{name}.social.{key}": 0
    for name in PLATFORMS
    for key in ("standing", "listed", "relatives", "lost", "posts")
}
IDLE_SCORING = {
    "social_component": WITHOUT_WEIGHT | {"contacts.fear": 1, "contacts.near": 1},
    "standing_shared": {"contacts.standing_seen": 0},
    "new_ties": {"contacts.seeks_per_year": 0, "contacts.salon_joins": 0},
    "chilling": {"conduct.chilling": 0},
    "deterrence": {"conduct.deterrence": 0},
    "grade_priority": {
        "doors.own_school_place.priority": False,
        "doors.local_job_place.priority": False,
    },
    "exchange": {
        f"schemes.{key}.lag_days": [NEVER, NEVER]
        for key in (
            *(f"platforms.{name}.imports.city_grade" for name in PLATFORMS),
            "municipalities.city.imports.poor_payer",
        )
    },
    "myth_single_score": {
        f"schemes.{key}.imports.one_score.lag_days": [NEVER, NEVER]
        for key in (*(f"platforms.{name}" for name in PLATFORMS), "municipalities.city")
    },
    "myth_gaming": {"incidents.long_gaming.per_year": 0, "mechanisms.habits_read": False},
    "myth_score_shuts_travel": {
        "doors.flight.grade_claim": "reported",
        "doors.high_speed_rail.grade_claim": "reported",
    },
    "repair": {"mechanisms.direct_grading": False},
    "joint_liability": {"incidents.business_misconduct.per_year": 0},
}
"""Mechanisms of scoring, and numbers with which they have nothing to do."""


@pytest.mark.parametrize("mechanism", IDLE_SCORING)
def test_an_idle_mechanism_is_one_that_is_off(mechanism):
    idle = IDLE_SCORING[mechanism]
    assert scored(idle).digest == scored(idle | {f"mechanisms.{mechanism}": False}).digest


ACTS = ("bill_missed", "traffic_offence", "charity", "nuisance")


def tables(platforms: list[Data], municipalities: list[Data]) -> Lived:
    """A world of invented schemes at which no door asks."""
    busy = {key: value for key, value in (OFTEN | SCORED).items() if not key.startswith("schemes.")}
    return by_engine(with_schemes(platforms, municipalities, busy, **TROUBLED))


def lines_of(weight: float = 1) -> list[Data]:
    """Two lines for each kind of act; the first of them all has a weight."""
    found = [line(2 * place + n, kind, -5 * n) for place, kind in enumerate(ACTS) for n in (1, 2)]
    return [{**found[0], "weight": weight}, *found[1:]]


def entries(lived: Lived) -> dict[int, int]:
    """Under which line each incident was entered."""
    return {row[6]: row[2] for row in lived.rows if row[1] == Kind.RECORDED}


def test_a_lines_weight_moves_acts_to_or_from_that_line_alone():
    light, heavy = (entries(tables([], [city(*lines_of(weight))])) for weight in (1, 7))
    assert light.keys() == heavy.keys()
    moved = {act for act in light if light[act] != heavy[act]}
    assert moved
    assert all(heavy[act] == 0 for act in moved)
    assert sum(place == 0 for place in heavy.values()) < len(heavy) / 2


def test_a_scheme_that_enrols_nobody_changes_nothing():
    nobody = {
        "enrolled": {**city()["enrolled"], "value": 0, "assumed": {"range": [0, 1], "reason": "a test"}}
    }
    first = platform(line(1, "bill_missed", -9, component="credit_history"))
    second = {**first, **nobody, "name": "second", "number": 57, "source": "a test"}
    town = city(*lines_of())
    another = {**town, **nobody, "name": "another", "number": 58}
    assert tables([first], []).digest == tables([first, second], []).digest
    alone = tables([first], [town]).digest
    assert alone == tables([first], [town, another]).digest
    assert alone != tables([first], [{**town, **nobody}]).digest


def test_a_raised_bound_moves_no_luck_of_scores():
    lower = {key: value / 1.05 for key, value in BOUNDS.items()}
    assert scored(lower).digest == scored_as_it_is().digest


@pytest.mark.parametrize(
    "rule",
    [
        {"doors.flat_rental.minutes": 1, "doors.small_loan.days": 9},
        {"schemes.municipalities.city.grades.A.standing": 17},
        {"schemes.platforms.platform_one.grades.poor.falls_to": 400},
        {"schemes.municipalities.city.pledge": 0, "schemes.municipalities.city.pledge_days": [1, 2]},
    ],
    ids=["minutes", "city's standing", "platform's fall", "pledge"],
)
def test_a_number_of_a_scheme_that_touches_nobody_changes_nobody(rule):
    # The reported city repairs no grade by a pledge.
    assert scored(rule).digest == scored_as_it_is().digest


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
