"""Rules that change in the middle of a run, for all or for one role: engine and reference agree."""

from datetime import date, timedelta

import pytest

from scorelab.casting import casting
from scorelab.journal import Ending, Kind
from scorelab.scenario.institutions import CHANNEL_NAMES
from scorelab.scenario.society import INCIDENT_NAMES
from tests.engine.drawn_values import DOORS
from tests.engine.walks import day_of, owner
from tests.engine.worlds import OFTEN, both, people_of, scenario

START = date(2023, 1, 1)
SIZE = {"people": 150, "days": 250, "seed": 6, "opening_years": 1, "start": START.isoformat()}
UNTIL_PERFORMED = OFTEN | {"court.ground_1_share": 1, "court.pays_per_year": 0.1}


def on(day: int) -> str:
    return (START + timedelta(day)).isoformat()


def test_a_new_retention_limit_meets_older_listings():
    limit = {"in_law": True, "obeyed": 0.8, "most_days": 60}
    values = {f"safeguards.retention_limit.{dial}": value for dial, value in limit.items()}
    change = {"name": "limit", "from": on(100), "set": values}
    lived = both(scenario(changes=UNTIL_PERFORMED, interventions=(change,), **SIZE))
    ended = [row for row in lived.rows if (row[1], row[2]) == (Kind.GROUND_ENDED, Ending.RETENTION_LIMIT)]
    assert any(day_of(row[0]) == 101 for row in ended)
    assert any(day_of(row[0]) > 130 for row in ended)
    assert all(day_of(row[0]) > 100 for row in ended)


@pytest.mark.parametrize("start", ["2013-09-10", "2017-04-01"])
def test_the_rules_of_2013_and_of_2017_come_into_force(start):
    both(scenario("court-list-2013", OFTEN, **(SIZE | {"start": start})))


@pytest.mark.parametrize("backlog", [0, 1, 90])
def test_a_list_that_opens_in_mid_run_works_off_the_backlog(backlog):
    changes = OFTEN | {"court.list_from": on(60), "court.backlog_days": backlog}
    lived = both(scenario(changes=changes, **SIZE))
    assert min(day_of(row[0]) for row in lived.rows if row[1] == Kind.LISTING) >= 60


def test_each_role_lives_by_rules_of_its_own():
    cast = {"listed": {"age": [25, 60]}, "spared": {"age": [25, 60]}, "refused": {"age": [25, 60]}}
    sued = [{"date": on(5), "role": role, "incident": "suit_debt"} for role in cast]
    certain = {
        "incidents.suit_debt.claim_days": [2, 2],
        "errors.misattributed": 0,
        "court.pays_in_time": 0,
        "court.pays_late": 0,
        "court.unserved": 0,
        "court.inability_recognised": 0,
        "court.listing_days": [3, 3],
        "court.pays_per_year": 0,
    }
    interventions = (
        {"name": "certain", "from": on(-400), "set": certain},
        {"name": "listed", "from": on(0), "for": "listed", "set": {"court.listing_days": [9, 9]}},
        {"name": "spared", "from": on(0), "for": "spared", "set": {"court.listed": 0}},
        {"name": "refused", "from": on(20), "for": "refused", "set": {"doors.flight.per_year": 35}},
        {"name": "all", "from": on(200), "set": {"doors.flight.per_year": 0}},
    )
    world = scenario(
        changes=OFTEN, interventions=interventions, script={"cast": cast, "events": sued}, **SIZE
    )
    role = casting(world, people_of(world))
    lived = both(world)
    listings = {owner(row[0]) for row in lived.rows if row[1] == Kind.LISTING and day_of(row[0]) >= 0}
    assert role["listed"] in listings
    assert role["spared"] not in listings
    flights = [row for row in lived.rows if (row[1], row[2]) == (Kind.REFUSAL, DOORS.index("flight"))]
    assert sum(owner(row[0]) == role["refused"] for row in flights) > 5
    assert all(day_of(row[0]) < 200 for row in flights)


def test_a_script_with_everything_in_it():
    cast = {"main": {"age": [25, 60]}, "aunt": {}}
    acts = [("incident", name) for name in INCIDENT_NAMES] + [("door", name) for name in DOORS]
    acts += [("complaint", name) for name in CHANNEL_NAMES] + [("payment", "again")]
    # On each of some days everything happens at once, twice to one of them.
    roles = ("main", "aunt", "main")
    events = [
        {"date": on(day), "role": role, act: what}
        for day in (0, 60, 61, 140)
        for role in roles
        for act, what in acts
    ]
    lost = {"errors.clerical": 1, "errors.clerical_never": 1, "court.pays_in_time": 1, "court.pays_late": 0}
    interventions = ({"name": "lost", "from": on(0), "for": "main", "set": lost},)
    script = {"cast": cast, "events": events}
    lived = both(scenario(changes=OFTEN, interventions=interventions, script=script, **SIZE))
    assert Kind.COMPLAINT in lived.kinds


def test_a_script_leaves_the_order_of_luck_alone():
    # Two incidents of one person and day, of which the second in order would have happened at rest as well.
    options = {"changes": OFTEN, "people": 300, "days": 72, "seed": 477}
    told = both(scenario(**options, script={"cast": {"main": {}}, "events": []}))
    assert told == both(scenario(**options))
