"""How much is seen: against single days, by edge, and with one edge more."""

import pytest

from scorelab.errors import InputError
from scorelab.trace.exposure import ANYBODY, COMPANY_GROUPS, exposure, spread
from scorelab.trace.show import show
from scorelab.trace.world import TraceWorld
from tests.trace.watchers import with_edge

PEOPLE, DAYS = spread(500, 30), (40, 45)


@pytest.fixture(scope="module")
def world():
    return TraceWorld.of("as-reported-2018", people=500)


@pytest.fixture(scope="module")
def found(world):
    return exposure(world, PEOPLE, DAYS)


def test_one_persons_exposure_is_that_of_their_day(world):
    for person in PEOPLE[:3]:
        alone = exposure(world, [person], [40])
        date = str(world.date(40))
        for observer in ("payment_app", "state"):
            view = show(world, person, date, observer)
            assert alone.seen[observer] == pytest.approx(view.share_seen, abs=1e-3)
            assert alone.events[observer] == len(view.events)
        assert alone.seen[ANYBODY] == pytest.approx(show(world, person, date).share_seen, abs=1e-3)


def test_anybody_sees_at_least_what_each_sees(found):
    assert all(0 <= share <= found.seen[ANYBODY] + 1e-9 for share in found.seen.values())
    assert found.seen["first_group"] >= found.seen["payment_app"]
    assert found.seen["insurer"] == 0


def test_paths_add_up_to_what_observers_see(found):
    for observer in found.events.keys() - {*COMPANY_GROUPS, ANYBODY}:
        by_path = sum(count for path, count in found.by_path.items() if path[-1] == observer)
        assert by_path == pytest.approx(found.events[observer])


def test_groups_of_people_make_up_the_whole(world, found):
    assert found.by_people.keys() == {"age", "sex", "income", "registration"}
    for groups in found.by_people.values():
        shares = [group["first_group"] for group in groups.values()]
        assert min(shares) <= found.seen["first_group"] <= max(shares)
    assert found.by_people["age"]["30 to 39"][ANYBODY] > found.by_people["age"]["0 to 17"][ANYBODY]


def test_the_reporting_has_the_first_platform_see_more_than_documents_do(found):
    documented = exposure(TraceWorld.of("as-documented-2018", people=500), PEOPLE, DAYS)
    assert documented.seen["first_group"] < found.seen["first_group"]
    assert documented.seen["state"] < found.seen["state"]


def test_a_cut_edge_shows_nobody_more(world, found):
    less = exposure(world, PEOPLE, DAYS, cut=["first_platform_to_payment_app"])
    assert less.seen["payment_app"] < found.seen["payment_app"]
    assert all(less.seen[name] <= found.seen[name] for name in (*COMPANY_GROUPS, ANYBODY))


def test_a_fifth_actor_with_one_edge_sees_what_its_source_sees(found):
    companies = found.seen.keys() - {*COMPANY_GROUPS, ANYBODY}
    assert found.one_more_edge == pytest.approx({name: found.seen[name] for name in companies})
    assert list(found.gains) == [name for name in found.one_more_edge if found.seen[name]]


@pytest.mark.parametrize("actor", ["insurer", "delivery_service"])
def test_one_more_edge_shows_an_actor_what_a_scenario_with_that_edge_would(world, monkeypatch, actor):
    people, source = PEOPLE[::6], "payment_app"
    before = exposure(world, people, [40], actor=actor)
    assert actor not in before.one_more_edge
    assert all(share >= before.seen[actor] for share in before.one_more_edge.values())
    on = TraceWorld.companies_on
    monkeypatch.setattr(
        TraceWorld, "companies_on", lambda world, day: with_edge(on(world, day), source, actor)
    )
    after = exposure(world, people, [40]).seen[actor]
    # The longest paths end before they reach the actor at their end.
    assert 0.95 * before.one_more_edge[source] < after <= before.one_more_edge[source]


def test_there_must_be_somebody_to_look_at(world):
    for people, days in (((), DAYS), (PEOPLE, ())):
        with pytest.raises(InputError, match="nobody or no day"):
            exposure(world, people, days)
    with pytest.raises(InputError, match=r"--actor: found the unknown company 'insurers'; .*did you mean"):
        exposure(world, PEOPLE, DAYS, actor="insurers")
    with pytest.raises(InputError, match="--cut: found the unknown edge 'nothing'"):
        exposure(world, PEOPLE, DAYS, cut=["nothing"])


def test_samples_are_even():
    assert spread(10, 3) == (1, 5, 8)
    assert spread(2, 5) == (0, 1)
