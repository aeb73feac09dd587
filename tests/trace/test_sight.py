"""What flows over edges: by hand, as often as its coverage says, and not at all over those that are cut."""

import math

import pytest

from scorelab.errors import InputError
from scorelab.scenario.load import load
from scorelab.scenario.quantities import CERTAIN
from scorelab.trace.companies import Companies, Role
from scorelab.trace.events import NO_COMPANY, EventKind
from scorelab.trace.show import Seeing
from scorelab.trace.sight import FIELDS, path_in_words, shop_takes
from scorelab.trace.world import TraceWorld
from tests.trace.watchers import (
    AGENCY,
    ALONE,
    APP,
    INVESTOR,
    RIVAL_APP,
    ROLES,
    SELLER,
    companies,
    edge,
    event,
    many,
    watched,
    with_edge,
)

CHAIN = (edge(SELLER, INVESTOR, "strategic_stake", "movement"), edge(INVESTOR, APP, "data_sharing"))


@pytest.fixture(scope="module")
def world():
    return TraceWorld.of("as-reported-2018", people=400)


def test_an_event_is_known_to_its_company_and_along_the_edges():
    found = companies(*CHAIN, edge(AGENCY, ALONE))
    sights = watched(found).sights(event())
    assert sights.keys() == {SELLER, INVESTOR, APP}
    assert [sights[each].paths for each in (SELLER, INVESTOR, APP)] == [((),), ((0,),), ((0, 1),)]
    assert path_in_words(found, SELLER, (0, 1)) == "a seller -> an investor -> an app"


def test_what_an_edge_does_not_carry_is_unknown_behind_it():
    sights = watched(companies(*CHAIN)).sights(event())
    assert sights[SELLER].known == set(FIELDS)
    assert sights[APP].known == {"time", "company", "kind", "place", "vehicle"}
    more = watched(companies(*CHAIN, edge(SELLER, APP, "payment_processing", "payment"))).sights(event())
    assert more[APP].known - sights[APP].known == {"amount"}
    assert more[APP].paths == ((2,), (0, 1))


def test_events_that_nobody_serves_reach_nobody():
    assert watched(companies(*CHAIN)).sights(event(company=NO_COMPANY)) == {}


@pytest.mark.parametrize("coverage", [0.0, 0.2, 0.9, 1.0])
def test_events_flow_as_often_as_the_coverage_says(coverage):
    found = companies(edge(SELLER, INVESTOR, high=coverage))
    flowed = sum(INVESTOR in watched(found, person).sights(each) for person, each in many())
    spread = math.sqrt(4000 * coverage * (1 - coverage))
    assert abs(flowed - 4000 * coverage) <= 4 * spread


def test_edges_have_luck_of_their_own():
    found = companies(edge(SELLER, INVESTOR, high=0.5), edge(SELLER, AGENCY, high=0.5))
    both = sum({INVESTOR, AGENCY} <= watched(found, person).sights(each).keys() for person, each in many())
    assert abs(both - 1000) < 4 * math.sqrt(750)


def paid(found, left=frozenset()):
    """How many of the events were processed by the first app, the rival's, both, neither."""
    counts = [0, 0, 0, 0]
    for person, each in many():
        sights = watched(found, person, left=left).sights(each)
        first, second = APP in sights, RIVAL_APP in sights
        counts[0 if first and not second else 1 if second and not first else 2 if first else 3] += 1
    return counts


TILL = (
    edge(SELLER, APP, "payment_processing", "payment", 0, 0.5, instead=((round(0.7 * CERTAIN), CERTAIN),)),
    edge(SELLER, RIVAL_APP, "payment_processing", "payment", 0.7, 1, instead=((0, round(0.5 * CERTAIN)),)),
)


def test_a_payment_goes_one_way():
    first, second, both, neither = paid(companies(*TILL))
    assert both == 0
    assert abs(first - 2000) < 4 * math.sqrt(1000)
    assert abs(second - 1200) < 4 * math.sqrt(4000 * 0.3 * 0.7)
    assert first + second + neither == 4000


def test_who_has_left_one_app_pays_by_the_other_whatever_was_paid_by_it():
    before = paid(companies(*TILL))
    after = paid(companies(*TILL), frozenset(("first_group",)))
    assert after == [0, before[0] + before[1], 0, before[3]]


def test_who_has_one_app_alone_pays_by_it():
    alone = companies(*TILL, pays_only=(0, CERTAIN))
    assert paid(alone)[0] == 0


def test_cash_and_free_things_reach_no_processor():
    found = watched(companies(*TILL, edge(SELLER, AGENCY, "data_sharing", "payment")))
    for each in (event(kind=EventKind.CASH), event(amount=0)):
        assert found.sights(each).keys() == {SELLER}


def test_shops_that_take_one_payment_alone():
    independent = (Role("seller", "a seller", "others", independent=True), *ROLES[1:])
    base = companies(*TILL, takes_only=(CERTAIN // 4, CERTAIN // 4), cash_refused=CERTAIN // 2)
    found = type(base)(**{**vars(base), "roles": independent})
    takes = [shop_takes(found, 1, event(place=place)) for place in range(4000)]
    first, second = (sum(each[which] for each in takes) for which in (0, 1))
    assert abs(first - 3000) < 4 * math.sqrt(750)
    assert abs(second - 3000) < 4 * math.sqrt(750)
    assert not any(not each[0] and not each[1] for each in takes)
    for person, each in many(1000):
        seen = watched(found, person).sights(event(minute=each.minute, place=person))
        accepts = takes[person]
        assert accepts[0] or APP not in seen
        assert accepts[1] or RIVAL_APP not in seen


def views(world, companies, people=range(0, 400, 40), days=(40, 43), **more):
    for person in people:
        for day in days:
            yield from Seeing(world, companies, **more).everything(person, day).events


@pytest.mark.parametrize(
    "name",
    ["bike_share_to_first_platform", "messaging_app_to_second_platform", "small_traders_paid_first",
     "first_platform_to_payment_app", "payment_app_to_credit_score_company"],
)  # fmt: skip
def test_cutting_an_edge_removes_exactly_what_flowed_over_it(world, name):
    whole = Companies.of(world.scenario)
    place = next(index for index, each in enumerate(whole.edges) if each.name == name)
    cut = whole.without([name])
    lost = 0
    for (happened, before), (same, after) in zip(views(world, whole), views(world, cut), strict=True):
        assert happened == same
        kept = {}
        for observer, sight in before.items():
            paths = [path for path in sight.paths if place not in path]
            if paths:
                kept[observer] = {tuple(whole.edges[each].name for each in path) for path in paths}
        found = {
            observer: {tuple(cut.edges[each].name for each in path) for path in sight.paths}
            for observer, sight in after.items()
        }
        assert found == kept
        lost += before.keys() != after.keys()
    assert lost or name.startswith("bike")


def test_refusing_consent_is_cutting_the_edge_for_one_person(world):
    whole = Companies.of(world.scenario)
    name = "payment_app_to_credit_score_company"
    refused = views(world, whole, refused=frozenset((name,)))
    for (_, one), (_, other) in zip(refused, views(world, whole.without([name])), strict=True):
        assert one.keys() == other.keys()


def test_nobody_can_refuse_where_nobody_asks():
    with pytest.raises(InputError, match="--refuse: found 'seller_to_investor'"):
        watched(companies(*CHAIN), refused=frozenset(("seller_to_investor",)))


def test_as_many_people_refuse_as_the_scenario_says():
    found = companies(edge(SELLER, INVESTOR, refused=CERTAIN // 4, asks=True))
    refusing = sum(not watched(found, person).consents[0] for person in range(4000))
    assert abs(refusing - 1000) < 4 * math.sqrt(750)


def test_another_edge_changes_no_luck(world):
    whole = Companies.of(world.scenario)
    more = with_edge(whole, "hospital", "insurer")
    for (_, before), (_, after) in zip(views(world, whole), views(world, more), strict=True):
        insurer = more.place("insurer")
        assert {observer: sight for observer, sight in after.items() if observer != insurer} == before


def test_interval_luck_hangs_on_names_not_on_places():
    scenario = load("as-reported-2018")
    found = Companies.of(scenario)
    assert len({each.code for each in found.edges}) == len(found.edges)
