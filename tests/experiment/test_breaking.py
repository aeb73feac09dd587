"""Breaking points: halving finds where an effect goes, dials do what they say, and it is told in words."""

import json

import pytest

import scorelab
from scorelab.errors import InputError
from scorelab.experiment.breaking import breaking
from scorelab.experiment.broken import GONE, STANDS, TURNED, Break
from scorelab.experiment.dials import STRENGTHS, Dial, of_factors, of_mechanisms, of_obedience
from scorelab.experiment.estimates import Estimate
from scorelab.experiment.factors import Factor, named
from scorelab.experiment.halving import Search
from scorelab.scenario.forms import FORMS
from scorelab.scenario.load import load
from scorelab.scenario.mechanisms import Mechanisms
from tests.cli.conftest import TROUBLED
from tests.experiment.conftest import SMALL

LIST, SCORES = "court-list-2023", "as-reported-2018"
TALK = {
    **{f"contacts.layers.{name}.learns_per_year": 12 for name in ("neighbours", "team", "friends")},
    **{f"contacts.layers.{name}.drops": 0.6 for name in ("neighbours", "team", "friends")},
    "contacts.unaware": 1,
}
"""Contacts learn soon, and most of them leave."""


def effect(difference, half=1.0):
    return Estimate(10.0, 10.0 + difference, difference, half, 8, 1.0, 1.0)


def dial(low=0.0, high=1.0, own=1.0):
    return Dial("court.listed", own, low, high, factor=Factor("court.listed", low, high, False, own))


def searched(law, end=0.0, steps=5, own=1.0):
    search = Search(dial(own=own), "harm", effect(law(own)), end, steps)
    looked = []
    while search.is_open:
        looked.append(search.next)
        search.look(effect(law(search.next)))
    return search, looked


@pytest.mark.parametrize("threshold", [0.03, 0.3, 0.72, 0.99])
@pytest.mark.parametrize("steps", [1, 5, 8])
def test_halving_finds_where_an_effect_goes(threshold, steps):
    search, looked = searched(lambda place: -5.0 if place > threshold else -0.5, steps=steps)
    assert len(looked) == steps + 1
    assert search.gone_at <= threshold < search.stands_at
    assert search.stands_at - search.gone_at == pytest.approx(2.0**-steps)
    assert search.outcome == GONE


def test_what_stands_at_the_end_holds_throughout_and_is_looked_at_once():
    search, looked = searched(lambda place: -5.0)
    assert looked == [0.0]
    assert (search.gone_at, search.outcome) == (None, STANDS)


def test_an_effect_may_turn_to_its_opposite():
    search, _ = searched(lambda place: -5.0 if place < 0.6 else 5.0, end=1.0, own=0.2)
    assert search.outcome == TURNED
    assert search.stands_at < 0.6 <= search.gone_at


def broken(of, stands_at, gone_at, shares=None):
    outcome = STANDS if gone_at is None else GONE
    return Break(of, of.low, stands_at, gone_at, outcome, {}, shares or {}).words()


def test_words():
    assert broken(dial(), 0.5, 0.25) == (
        "vanishes if court.listed is below 0.5 (gone at 0.25; 1 as it stands)"
    )
    assert broken(dial(), 0.0, None) == "holds along the whole way of court.listed, from 1 to 0"
    assert "in fewer than 20% of cases (gone at 10%; 50% as it stands)" in broken(of_obedience(0.5), 0.2, 0.1)
    [strength] = of_mechanisms(load(SCORES), ["tie_dropping"])
    assert "less than 50% of what it is (gone at 25%; contacts.layers" in broken(strength, 0.5, 0.25)
    lost = {1.0: 30, 0.5: 15, 0.25: 8}
    shares = {
        place: {"learned": 100, "ties_lost": ties, "ties_lost_for_standing": 0}
        for place, ties in lost.items()
    }
    assert broken(strength, 0.5, 0.25, shares) == (
        "vanishes if fewer than 15% of contacts who learn of a listing drop the tie "
        "(gone at 8%; 30% do as it stands)"
    )


def test_the_strength_of_a_mechanism_is_what_it_cannot_do_without():
    scenario = load(SCORES)
    assert set(STRENGTHS) <= set(Mechanisms.model_fields)
    strengths = of_mechanisms(scenario, list(STRENGTHS))
    assert {one.mechanism for one in strengths} == set(STRENGTHS)
    assert all(one.values for one in strengths)
    load(SCORES, {key: value for one in strengths for key, value in one.settings(scenario, 0.0).items()})
    [strength] = of_mechanisms(scenario, ["tie_dropping"])
    own = {row.name: row.drops.value for row in scenario.contacts.layers}
    assert strength.settings(scenario, 0.5) == {
        f"contacts.layers.{name}.drops": pytest.approx(chance / 2) for name, chance in own.items() if chance
    }


def test_without_strength_a_mechanism_does_nothing():
    settings = TROUBLED | TALK
    [strength] = of_mechanisms(load(LIST, settings), ["tie_dropping"])
    weak = scorelab.run(LIST, set=settings | dict(strength.settings(load(LIST), 0.0)), **SMALL)
    off = scorelab.run(LIST, set=settings | {"mechanisms.tie_dropping": False}, **SMALL)
    assert weak.digest == off.digest


def test_a_dial_is_where_the_scenario_has_it():
    inside, outside = named(load(LIST), ["court.listed=0.2:0.9", "court.listed=0.1:0.2"])
    assert [one.own for one in of_factors([inside, outside])] == [inside.value]


@pytest.mark.parametrize(
    ("options", "told"),
    [
        ({"without": ["tie_dropping"], "replicates": 1}, "--replicates"),
        ({"without": ["tie_dropping"], "steps": 0}, "--steps"),
        ({"without": ["tie_dropping"], "measures": ["joy"]}, "--measure"),
        ({"without": ["tie_dropping"], "forms": "some"}, "--forms"),
        ({"without": ["love"]}, "--without"),
        ({"safeguards": ["reasons"], "obeyed": 0}, "--obeyed"),
        ({"change": {"court.listed": 0.1}}, "--vary KEY=LOW:HIGH"),
        ({"change": {"court.listed": 0.1}, "vary": ["court.listed"]}, "what sets the two worlds apart"),
        ({"without": ["tie_dropping"], "vary": ["court.late_days=1:9"]}, "not numeric"),
        ({}, "nothing to change"),
    ],
)
def test_bad_input_is_refused(options, told, small):
    with pytest.raises(InputError) as caught:
        breaking(LIST, **options, **small)
    assert told in str(caught.value)


@pytest.fixture(scope="module")
def found(small):
    settings = small["set"] | TALK
    options = small | {"set": settings, "people": 500, "days": 60, "measures": ["ties_lost"]}
    options |= {"replicates": 3, "steps": 2, "forms": "tie_dropping"}
    return breaking(LIST, without=["tie_dropping"], **options)


def test_ties_lost_vanish_if_too_few_drop_a_tie(found):
    assert found.effects["ties_lost"].is_apart
    [one] = found.breaks["ties_lost"]
    assert one.outcome == GONE
    assert 0 <= one.gone_at < one.stands_at <= 1
    assert one.effects[0.0].difference == 0
    assert one.effects[one.stands_at].is_apart
    assert not one.effects[one.gone_at].is_apart
    assert "of contacts who learn of a listing drop the tie" in one.words()
    assert one.shares[1.0]["ties_lost"] == pytest.approx(found.effects["ties_lost"].base)


def test_under_solidarity_nobody_leaves(found):
    held = {one.form: one for one in found.held["ties_lost"]}
    assert list(held) == [f"tie_dropping={form}" for form in list(FORMS["tie_dropping"])[1:]]
    assert held["tie_dropping=solidarity"].outcome == GONE
    assert held["tie_dropping=solidarity"].effect.difference == 0
    assert abs(held["tie_dropping=threshold"].effect.difference) < abs(found.effects["ties_lost"].difference)


def test_what_is_shown(found, tmp_path):
    text = " ".join(str(found).split())
    assert "Structure: it vanishes under tie_dropping=solidarity" in text
    assert "band of seeds" in text
    told = json.loads(json.dumps(found.to_json(), allow_nan=False))
    assert told["headlines"]["ties_lost"]["breaks"][0]["outcome"] == GONE
    assert set(found.to_frame()["where"]) >= {"own", "strength of tie_dropping", "tie_dropping=solidarity"}
    found.plot().save(tmp_path / "broken.html")
    page = (tmp_path / "broken.html").read_text(encoding="utf-8")
    assert "strength of tie_dropping" in page
    assert "Synthetic" in page
    with pytest.raises(InputError):
        found.plot("refusals")
