"""As much as a scenario can ask for, all at once: the engine keeps up with the reference."""

import pytest

from scorelab.engine.room import SPARE
from scorelab.journal import Kind
from scorelab.scenario.institutions import CHANNEL_NAMES
from scorelab.scenario.quantities import CONDUCT_MOST, MILLE, RATE_MOST
from scorelab.scenario.society import INCIDENT_NAMES, LAYER_NAMES
from tests.engine.drawn_values import DOORS, LIST, SCORES
from tests.engine.worlds import BOUNDS, HIGHEST, OFTEN, both, by_engine, scenario

ALL_SUED = {
    f"incidents.{name}.{key}": value
    for name in INCIDENT_NAMES
    for key, value in {
        "per_year": 0.99 * HIGHEST[name] * MILLE / CONDUCT_MOST,
        "by_age": [0, *[1] * 7],
        "men": 1,
        "out_of_work": 1,
        "hardship": 0,
        "claim": 1,
        "claim_days": [1, 3],
    }.items()
} | {"incidents.rumour_post.prior": 1}
ALL_LISTED = {
    "court.days_to_pay": 1,
    "court.cannot_pay": 0,
    "court.cannot_pay_hardship": 0,
    "court.unserved": 0,
    "court.pays_in_time": 0,
    "court.pays_late": 0,
    "court.listed": 1,
    "court.listing_days": [1, 1],
    "court.pays_per_year": 0,
    "court.settles_per_year": 0,
    "court.ground_1_share": 1,
    "court.pressure_per_refusal": 0.01,
    "court.exit_order": 1,
    "errors.misattributed": 0.3,
    "errors.duplicate": 1,
    "errors.stale": 1,
}
ALL_REFUSED = {
    f"doors.{name}.{key}": value
    for name in DOORS
    for key, value in (("per_year", 90), ("by_income", [1] * 5))
}
ALL_COMPLAIN = {
    "redress.complain_wronged": 1,
    "redress.complain_others": 1,
    "redress.assertive": 1,
    "redress.persist": 1,
    "redress.court_district": 6_400,
    "redress.clerks": 10_000,
    "redress.work_minutes": 200_000,
    "redress.notice_nothing": 1,
    **{f"redress.channels.{name}.opens_case": True for name in CHANNEL_NAMES},
    **{f"redress.channels.{name}.mistaken": 0.5 for name in CHANNEL_NAMES},
    **{f"redress.channels.{name}.right": 0.5 for name in CHANNEL_NAMES},
}
ALL_LEARN = {
    f"contacts.layers.{name}.{key}": value
    for name in LAYER_NAMES
    for key, value in (("learns_per_year", RATE_MOST), ("drops", 0.5))
}
CROWDED = {"population.friend_group": [60, 60], "population.neighbour_group": [50, 50]}
pytestmark = pytest.mark.slow
EVERYTHING = BOUNDS | ALL_SUED | ALL_LISTED | ALL_REFUSED | ALL_COMPLAIN | ALL_LEARN


@pytest.mark.parametrize("base", [LIST, SCORES])
@pytest.mark.parametrize("seed", [1, 2])
def test_a_few_people_to_whom_everything_happens(base, seed):
    both(scenario(base, EVERYTHING, people=12, days=150, seed=seed))


@pytest.mark.long
def test_the_backlog_of_years_is_listed_on_one_day():
    # Hundreds of grounds for one stay: each refusal presses on all, one correction ends all.
    changes = EVERYTHING | {"court.list_from": "2023-02-01", "court.backlog_days": 0}
    both(scenario(changes=changes, people=12, days=90, seed=3, opening_years=2))


def test_a_day_on_which_many_complain():
    both(scenario(changes=EVERYTHING | CROWDED, people=250, days=40, seed=4))


@pytest.mark.long
def test_audits_of_many_grounds():
    audited = {"in_law": True, "obeyed": 1, "staffed": 10_000, "finds_wrong": 1, "lifts_right": 1}
    changes = EVERYTHING | {f"safeguards.independent_audit.{key}": value for key, value in audited.items()}
    both(scenario(changes=changes, people=20, days=250, seed=5))


def test_more_new_ties_than_the_first_room_holds():
    swift = {
        f"contacts.layers.{layer}.{key}": value
        for layer in ("neighbours", "team", "friends")
        for key, value in (("learns_per_year", 90), ("drops", 1))
    }
    changes = OFTEN | swift | {"contacts.seeks_per_year": 90, "contacts.unaware": 1}
    lived = by_engine(scenario(changes=changes, people=2_000, days=365, seed=4))
    assert 2 * lived.kinds[Kind.TIE_FORMED] > SPARE
