"""The companies of the library: whole markets, paths without circles, the dials of the reported scenario."""

import numpy as np
import pytest

from scorelab.errors import InputError
from scorelab.scenario.load import load
from scorelab.scenario.quantities import CERTAIN
from scorelab.scenario.watching import SECTOR_NAMES
from scorelab.trace.companies import LONGEST_PATH, Companies
from scorelab.trace.events import SECTORS
from tests.trace.watchers import AGENCY, APP, INVESTOR, SELLER, companies, edge, with_edge

NAMES = ("as-reported-2018", "as-documented-2018", "blank", "court-list-2013")


@pytest.fixture(scope="module", params=NAMES)
def found(request):
    return Companies.of(load(request.param))


def test_events_know_the_sectors_by_the_names_of_the_scenario():
    assert tuple(SECTORS) == SECTOR_NAMES


def test_markets_are_shared_out_whole(found):
    for sector in SECTOR_NAMES:
        shares = found.share(sector)
        assert len(shares) == len(found.roles)
        assert shares[-1] == CERTAIN
        assert (np.diff(shares) >= 0).all()


def test_a_draw_falls_to_a_company_as_often_as_its_share_of_the_market():
    found = Companies.of(load("as-reported-2018"))
    marks = np.arange(0, CERTAIN, CERTAIN // 10_000)
    served = [found.roles[found.served_by("delivery", int(mark))].name for mark in marks]
    assert served.count("delivery_service") / len(marks) == pytest.approx(0.4, abs=0.001)
    assert served.count("rival_delivery") / len(marks) == pytest.approx(0.6, abs=0.001)


def test_paths_visit_nobody_twice_and_the_shortest_come_first(found):
    for role, paths in enumerate(found.paths):
        assert [len(path) for path in paths] == sorted(len(path) for path in paths)
        for path in paths:
            steps = [found.edges[place] for place in path]
            visited = [role, *(step.target for step in steps)]
            assert [step.source for step in steps] == visited[:-1]
            assert len(set(visited)) == len(visited)
            assert len(path) <= LONGEST_PATH


def test_who_processes_a_payment_sees_the_sellers_own_events_alone():
    found = companies(edge(SELLER, INVESTOR), edge(INVESTOR, APP, "payment_processing", "payment"))
    assert found.paths[SELLER] == ((0,),)
    assert found.paths[INVESTOR] == ((1,),)


def test_as_reported_95_of_100_minutes_in_apps_reach_a_platform():
    reported, documented = (Companies.of(load(name)).covered("app") for name in NAMES[:2])
    assert reported == pytest.approx(0.95, abs=0.0005)
    assert documented < reported


def test_covered_minutes_by_hand():
    half = companies(edge(SELLER, INVESTOR, high=0.5), edge(SELLER, AGENCY))
    assert half.covered("shop") == pytest.approx(0.5)
    both = companies(edge(SELLER, INVESTOR, high=0.5), edge(SELLER, APP, "data_sharing", high=0.5))
    assert both.covered("shop") == pytest.approx(0.75)


def test_dated_edges_begin_on_their_date():
    scenario = load("as-reported-2018")
    name = "payment_app_to_clearing_house"
    before, after = (
        next(each for each in Companies.of(scenario, day).edges if each.name == name) for day in (179, 180)
    )
    assert (before.high, after.high) == (0, CERTAIN)


def test_an_intervention_cuts_an_edge_from_its_date_on(tmp_path):
    file = tmp_path / "cut.yaml"
    file.write_text(
        "extends: as-reported-2018\nname: cut\ninterventions:\n  - name: purpose_limitation\n"
        '    from: "2018-03-01"\n    set: {watching.edges.bike_share_to_first_platform.coverage: 0}\n'
    )
    scenario = load(file)
    name = "bike_share_to_first_platform"
    flows = [
        next(each for each in Companies.of(scenario, day).edges if each.name == name).high for day in (58, 59)
    ]
    assert flows == [CERTAIN, 0]


def test_only_who_serves_or_is_told_hears_anything():
    scenario = load("as-reported-2018")
    found = Companies.of(scenario, 0)
    deaf = {role.name for place, role in enumerate(found.roles) if not found.hears(place)}
    assert deaf == {"insurer", "clearing_house"}
    later = Companies.of(scenario, 200)
    assert later.hears(later.place("clearing_house"))
    more = with_edge(found, "payment_app", "insurer")
    assert more.hears(more.place("insurer"))


def test_unknown_companies_and_edges_are_refused():
    found = Companies.of(load("blank"))
    with pytest.raises(InputError, match="did you mean 'payment_app'"):
        found.place("paymentapp")
    with pytest.raises(InputError, match="unknown edge 'no_such_edge'"):
        found.without(["no_such_edge"])
