"""As much scoring as can be asked for, all at once: the engine keeps up with the reference."""

from datetime import date, timedelta

import pytest

from scorelab.journal import Kind
from scorelab.scenario import quantities as q
from scorelab.scenario.society import LAYER_NAMES
from tests.engine.invented import city, dated, line, parameter, platform, score, with_schemes, with_ties
from tests.engine.worlds import (
    BOUNDS,
    HIGHEST,
    OFTEN,
    SCORED,
    Lived,
    both,
    by_engine,
    by_reference,
    differences,
    people_of,
    scenario,
)

pytestmark = pytest.mark.slow

SCORING = {key: value for key, value in (OFTEN | SCORED).items() if not key.startswith("schemes.")}
START = date(2018, 8, 1)
FRIENDS = LAYER_NAMES.index("friends")


def on(day: int) -> str:
    return (START + timedelta(day)).isoformat()


def often(*kinds: str, share: float = 0.99) -> dict[str, object]:
    """These kinds of incident as often as they may befall anybody."""
    evenly = {"by_age": [0] + [1] * 7, "men": 1, "out_of_work": 1, "hardship": 0}
    found: dict[str, object] = dict(BOUNDS)
    for kind in kinds:
        found |= {f"incidents.{kind}.{key}": value for key, value in evenly.items()}
        found[f"incidents.{kind}.per_year"] = share * HIGHEST[kind] / 6.24
    return found


def alike(world, population) -> Lived:
    engine, reference = by_engine(world, population), by_reference(world, population)
    found = differences(engine, reference)
    assert not found, "\n".join(found)
    return engine


def test_thousands_of_points_from_hundreds_of_entries():
    lines = (
        line(1, "bill_missed", -3000),
        line(2, "traffic_offence", -3000, repeat=False),
        line(3, "charity", 3000),
    )
    components = [
        line(1, "bill_missed", -3000, component="credit_history"),
        line(2, "charity", 3000, component="behaviour"),
    ]
    world = with_schemes(
        [platform(*components)],
        [city(*lines)],
        often("bill_missed", "traffic_offence", "charity"),
        people=20,
        days=400,
    )
    lived = both(world)
    assert max(abs(row[4]) for row in lived.rows if row[1] == Kind.RECORDED) >= 60_000


def test_a_social_component_far_out_of_bounds():
    far = {"standing": parameter(100, q.MULTIPLIER), "lost": score(3000), "relatives": score(3000)}
    one = platform(line(1, "bill_missed", -60, component="credit_history"))
    one["grades"] = [{**grade, "standing": score(-3000), "shown": True} for grade in one["grades"][:-1]] + [
        {**one["grades"][-1], "standing": score(3000)}
    ]
    one["social"] = {**one["social"], **far}
    changes = SCORING | often("bill_missed", "loan_missed_large", share=0.5)
    both(with_schemes([one], [], changes, people=100, days=200))


@pytest.mark.parametrize("day", [40, 100])
def test_a_door_that_asks_for_more_from_a_day_on(day):
    change = {"name": "bar", "from": on(day), "set": {"doors.flat_rental.below": "outstanding"}}
    busy = {"doors.flat_rental.per_year": 20}
    world = scenario(
        "as-reported-2018",
        OFTEN | SCORED | busy,
        people=200,
        days=250,
        start=on(0),
        interventions=(change,),
    )
    both(world)


def test_places_that_are_given_only_from_a_day_on():
    change = {"name": "scarce", "from": on(20), "set": {"doors.own_school_place.places": 0.3}}
    none = {"doors.own_school_place.places": 0, "doors.local_job_place.places": 0}
    busy = {"doors.own_school_place.per_year": 0.9}
    lived = both(
        scenario(
            "as-reported-2018",
            OFTEN | SCORED | none | busy,
            people=200,
            days=60,
            start=on(0),
            interventions=(change,),
        )
    )
    assert lived.kinds[Kind.PLACES_GIVEN] == 1


def test_schemes_whose_numbers_change_on_dates():
    one = platform(line(1, "bill_missed", -5, component="credit_history"))
    one["update_day"] = dated(q.COUNT, first=3, on_2018_07_01=6, on_2018_10_15=20)
    one["credit_base"] = dated(q.SCORE, first=10, on_2018_07_20=60, on_2018_09_10=40)
    one["identity_by_age"] = dated(q.SCORE_BY_AGE, first=[50] * 8, on_2018_09_10=[10] * 8)
    one["in_app"] = dated(q.PROBABILITY, first=0.2, on_2018_07_20=0.9, on_2018_10_01=0.5)
    town = city(line(1, "traffic_offence", -30), start=dated(q.SCORE, first=700, on_2018_07_01=900))
    town["enrolled"] = dated(q.PROBABILITY, first=0.1, on_2018_06_01=0.9, on_2018_11_01=0.2)
    both(with_schemes([one], [town], SCORING, people=150, days=200, start=on(0), opening_years=1))


@pytest.mark.long
def test_a_star_of_thousands():
    people = 4_000
    one = platform(line(1, "bill_missed", -60, component="credit_history"))
    one["grades"] = [{**grade, "shown": True} for grade in one["grades"]]
    learned = {f"contacts.layers.{name}.learns_per_year": 90 for name in LAYER_NAMES}
    changes = OFTEN | {"doors.flight.per_year": 1} | learned | often("bill_missed", share=0.02)
    world = with_schemes([one], [city(line(1, "bill_missed", -100))], changes, people=people, days=70)
    adults = [number for number, born in enumerate(people_of(world).birthday) if born < -20 * 366]
    hubs = adults[:3]
    pairs = [(hub, other) for hub in hubs for other in adults if other != hub]
    alike(world, with_ties(people_of(world), pairs, FRIENDS))


@pytest.mark.long
@pytest.mark.parametrize(
    ("kinds", "share"), [(("loan_missed_large",), 0.99), (("critical_post", "rumour_post"), 0.24)]
)
def test_a_crowd_in_which_everything_reaches_everybody(kinds, share):
    behaviour = [line(place + 1, kind, -60, component="behaviour") for place, kind in enumerate(kinds)]
    platforms = [{**platform(*behaviour), "name": f"platform_{n}", "number": n} for n in (1, 2, 3, 4)]
    for one in platforms:
        one["grades"] = [{**grade, "shown": True} for grade in one["grades"]]
    changes = SCORING | often(*kinds, share=share) | {"population.borrower_share": 1}
    people = 150
    world = with_schemes(platforms, [], changes, people=people, days=130)
    pairs = [(one, other) for one in range(people) for other in range(one)]
    alike(world, with_ties(people_of(world), pairs, LAYER_NAMES.index("relatives")))


@pytest.mark.long
def test_all_ask_at_all_doors_every_day():
    asked = {"scheme": "city", "below": "A", "grade_claim": "reported"}
    town = city(line(1, "bill_missed", -100), start=score(100))
    base = scenario("as-reported-2018", people=1, days=1)
    doors = {row.name: asked for row in base.doors}
    wishes = {f"doors.{row.name}.per_year": 97 for row in base.doors}
    wishes |= {f"doors.{row.name}.by_income": [1] * 5 for row in base.doors}
    wishes |= {f"doors.{row.name}.hardship": place / 10 for place, row in enumerate(base.doors)}
    both(with_schemes([], [town], SCORING | wishes, doors, people=300, days=40))


def test_many_years_of_what_contacts_do():
    changes = SCORING | often("loan_missed_large", "critical_post", share=0.5)
    behaviour = line(
        1,
        "critical_post",
        -60,
        component="behaviour",
    )
    one = platform({**behaviour, "years": 0.3})
    world = with_schemes([one], [], changes, people=40, days=1500)
    pairs = [(one, other) for one in range(40) for other in range(one)]
    alike(world, with_ties(people_of(world), pairs, LAYER_NAMES.index("relatives")))
