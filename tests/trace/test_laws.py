"""Laws that close edges: exactly what flowed over them is gone, for those for whom they are kept."""

import pytest

from scorelab.scenario.load import load
from scorelab.scenario.quantities import CERTAIN
from scorelab.trace.companies import PASSED_ON, Companies
from scorelab.trace.show import Seeing, show
from scorelab.trace.world import TraceWorld
from tests.trace.watchers import AGENCY, APP, INVESTOR, SELLER, companies, edge, event, watched

PEOPLE, DAY = range(0, 600, 37), 40
PURPOSE = {"safeguards.purpose_limitation.in_law": "true"}
CONSENT = {"safeguards.consent_and_exit.in_law": "true"}


@pytest.fixture(scope="module")
def world():
    return TraceWorld.of("as-reported-2018", people=600)


def law(text, **more):
    return {**text, **{f"safeguards.{key.replace('__', '.')}": str(each) for key, each in more.items()}}


def seen(world, eyes, person):
    view = Seeing(world, eyes).everything(person, DAY)
    paths = [
        {
            observer: [[eyes.edges[each].name for each in path] for path in sight.paths]
            for observer, sight in sights.items()
        }
        for _, sights in view.events
    ]
    return paths, view.watched


@pytest.mark.parametrize(
    "laws",
    [
        law(PURPOSE, purpose_limitation__obeyed=0.5),
        law(CONSENT, consent_and_exit__obeyed=0.7, consent_and_exit__agrees=0.4),
        law(PURPOSE | CONSENT, purpose_limitation__obeyed=0.2),
    ],
)
def test_a_law_removes_exactly_what_flowed_over_the_edges_that_it_closes(world, laws):
    without_laws = Companies.of(world.scenario)
    bound = Companies.of(load("as-reported-2018", laws))
    closed = 0
    for person in PEOPLE:
        found, eyes = seen(world, bound, person)
        before = watched(without_laws, person, seed=world.seed, day=DAY).consents
        shut = [
            each.name
            for each, open_now, open_before in zip(bound.edges, eyes.consents, before, strict=True)
            if open_before and not open_now
        ]
        assert not any(now and not then for then, now in zip(before, eyes.consents, strict=True))
        assert found == seen(world, without_laws.without(shut), person)[0]
        closed += len(shut)
    assert closed > len(PEOPLE)


def test_only_what_is_passed_on_for_another_purpose_is_closed():
    bound = Companies.of(load("as-reported-2018", law(PURPOSE | CONSENT, purpose_limitation__obeyed=1)))
    for each in bound.edges:
        assert (each.closed == CERTAIN) == (each.kind in PASSED_ON)
        assert each.asks == (each.kind in PASSED_ON)
    plain = Companies.of(load("as-reported-2018"))
    assert not any(each.closed or each.asked for each in plain.edges)


def test_as_many_people_are_protected_as_officials_keep_the_law_for():
    chain = edge(SELLER, INVESTOR, closed=CERTAIN // 2), edge(INVESTOR, APP), edge(SELLER, AGENCY)
    reached = [watched(companies(*chain), person).sights(event()).keys() for person in range(2000)]
    protected = sum(INVESTOR not in observers for observers in reached)
    assert abs(protected - 1000) < 4 * (500**0.5)
    assert all((APP in observers) == (INVESTOR in observers) for observers in reached)
    assert all(AGENCY in observers for observers in reached)


def test_who_would_refuse_of_their_own_accord_still_does_when_asked():
    shares = {"refused": CERTAIN // 5, "asks": True}
    own = companies(edge(SELLER, INVESTOR, **shares))
    asked = companies(edge(SELLER, INVESTOR, asked=CERTAIN, declines=CERTAIN // 2, **shares))
    pairs = [(watched(own, person).consents[0], watched(asked, person).consents[0]) for person in range(2000)]
    assert all(before or not after for before, after in pairs)
    assert abs(sum(not after for _, after in pairs) - 1000) < 4 * (500**0.5)


def test_an_observer_lives_by_what_it_serves_and_what_is_paid_through_it(world):
    text = law(PURPOSE, purpose_limitation__obeyed=1)
    bound = TraceWorld.of("as-reported-2018", people=600, overrides=text)
    date = str(bound.date(DAY))
    view = show(bound, PEOPLE[1], date, "credit_score_company")
    assert not view.events
    assert "nothing" in view.reason
    payment = show(bound, PEOPLE[1], date, "payment_app")
    paths = [path for _, sights in payment.events for sight in sights.values() for path in sight.paths]
    edges = payment.watched.companies.edges
    assert all(edges[place].kind not in PASSED_ON for path in paths for place in path)


@pytest.fixture(scope="module")
def reformed(tmp_path_factory):
    file = tmp_path_factory.mktemp("law") / "reform.yaml"
    values = "safeguards.purpose_limitation.in_law: true, safeguards.purpose_limitation.obeyed: 1"
    first = TraceWorld.of("as-reported-2018", people=600).date(DAY)
    file.write_text(
        "extends: as-reported-2018\nname: reform\ninterventions:\n  - name: purpose_limitation\n"
        f'    from: "{first}"\n    set: {{{values}}}\n'
    )
    return TraceWorld.of(load(file, people=600))


def test_a_law_that_begins_closes_edges_from_that_day_on(world, reformed):
    def passed_on(where, person, day):
        view = show(where, person, str(where.date(day)))
        edges = view.watched.companies.edges
        sights = [
            {
                observer: [[edges[each].name for each in path] for path in sight.paths]
                for observer, sight in found.items()
            }
            for _, found in view.events
        ]
        kinds = {edge.name: edge.kind for edge in edges}
        used = [name for found in sights for paths in found.values() for path in paths for name in path]
        return view.diary, sights, sum(kinds[name] in PASSED_ON for name in used)

    before = after = 0
    for person in list(PEOPLE)[:6]:
        diary, sights, used = passed_on(reformed, person, DAY - 1)
        assert (diary, sights, used) == passed_on(world, person, DAY - 1)
        before += used
        for day in (DAY, DAY + 1):
            diary, sights, used = passed_on(reformed, person, day)
            lawless, _, flowed = passed_on(world, person, day)
            # The law changes who sees, not what is done.
            assert diary == lawless
            assert used == 0
            after += flowed
    assert before > 20
    assert after > 20


def test_what_was_seen_before_a_law_is_still_known(world, reformed):
    """Days before the law were seen by the eyes of their own day, so a workplace found out stays so."""
    for earlier in (0, DAY - 1):
        assert reformed.companies_on(earlier) == world.companies_on(earlier)
    assert reformed.companies_on(DAY) == Companies.of(reformed.scenario, DAY) != world.companies_on(DAY)
