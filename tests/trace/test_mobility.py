"""Ways counted by hand, laws found again in trajectories that obey them, and the days of a town."""

import json

import numpy as np
import pytest

from scorelab.errors import InputError
from scorelab.luck import Purpose, draw
from scorelab.trace import mobility
from scorelab.trace.beside import Row
from scorelab.trace.day import person_day
from scorelab.trace.events import Activity
from scorelab.trace.mobility import Trajectories
from scorelab.trace.returning import walk
from scorelab.trace.validation import validate
from scorelab.trace.world import TraceWorld

HOME, WORK, SHOP, POOL = 1, 2, 3, 4
HOUR = 60


def day_of(*visits):
    """A day at home with visits: hour and place."""
    hours, places = zip((0, HOME), *visits, strict=True)
    return np.array(places), np.array(hours) * HOUR


def moved(*people, days=1):
    return Trajectories([places for places, _ in people], [minutes for _, minutes in people], days)


def test_every_hour_has_a_place():
    [hours] = moved(day_of((8, WORK), (18, HOME))).hourly()
    assert hours.tolist() == [HOME] * 8 + [WORK] * 10 + [HOME] * 6


def test_chains_by_hand():
    found = mobility.chains(
        moved(
            day_of(),
            day_of((8, WORK), (18, HOME)),
            day_of((9, SHOP), (10, HOME)),
            day_of((8, WORK), (18, SHOP), (19, HOME)),
            day_of((8, SHOP), (10, POOL), (19, HOME)),
            day_of((8, WORK), (18, HOME), (19, POOL), (21, HOME)),
            day_of((8, WORK), (12, SHOP), (13, WORK), (18, HOME)),
        )
    )
    # At home; there and back; a round of three; a star of three, whose middle is home or work.
    assert sorted(found.values()) == [1, 2, 2, 2]
    assert found[mobility.THERE_AND_BACK] == 2
    assert found[()] == 1


def test_a_day_begins_where_the_night_was_spent():
    away = np.array([HOME, SHOP, HOME]), np.array([0, 20, 24 + 9]) * HOUR
    found = mobility.chains(moved(away, days=2))
    assert found == {((0, 1),): 2}


def test_presence_peaks_after_full_days_of_one_rhythm():
    rows = np.array([[HOME] * 8 + [WORK] * 9 + [HOME] * 7] * 20).reshape(1, -1)
    chances = mobility.presence_chances(rows, 84)
    assert mobility.peaks(chances) == (24, 48, 72)
    assert chances[24] == chances[0] == 1
    assert chances[5] == pytest.approx(1 - 10 / 24, abs=0.01)
    assert mobility.regularity(np.repeat(rows, 3, axis=0)) == 1


def test_regularity_by_hand():
    rows = np.full((1, 4 * 168), HOME)
    rows[0, 168:336] = SHOP
    rows[0, 336] = POOL
    assert mobility.regularity(rows) == pytest.approx((167 * 3 / 4 + 2 / 4) / 168)


def test_laws_that_trajectories_obey_are_found():
    share = np.arange(1, 400.0) ** -1.2
    often = np.round(share / share.sum() * 20_000).astype(int)
    assert mobility.rank_exponent([np.repeat(np.arange(399), often)]) == pytest.approx(1.2, abs=0.02)
    hours = np.arange(1, 366 * 24)
    hourly = np.floor(hours**0.6).astype(int)[None]
    assert mobility.growth_exponent(hourly) == pytest.approx(0.6, abs=0.02)
    new, once = mobility.new_places([np.array([HOME, WORK, HOME, SHOP, HOME])])
    assert (new, once) == (0.5, pytest.approx(2 / 3))


@pytest.fixture(scope="module")
def walked():
    """The published model, walked for a year of visits."""
    return [walk(9, person, 1400) for person in range(150)]


def test_the_published_model_is_read_by_the_same_estimators(walked):
    rho, gamma = mobility.exploration(walked)
    assert rho == pytest.approx(0.6, abs=0.06)
    assert gamma == pytest.approx(0.21, abs=0.03)
    # S(n) = ((1 + gamma) rho n)**(1 / (1 + gamma)).
    known = np.mean([len(set(own.tolist())) for own in walked])
    assert known == pytest.approx((1.21 * 0.6 * 1400) ** (1 / 1.21), rel=0.04)
    # Its exponent of ranks, 1 + gamma, belongs to the far tail: over 20 ranks of a year it is below 1.
    assert mobility.rank_exponent(walked) == pytest.approx(0.86, abs=0.06)


def test_mu_of_the_model_hangs_on_its_clock(walked):
    """With as many visits every day places grow as t^0.8; with stays of no mean, as published, as t^0.6."""
    days = 350
    even = [np.linspace(0, days * 1440 - 1, len(own)).astype(int) for own in walked]
    growth = mobility.growth_exponent(Trajectories(walked, even, days).hourly())
    assert growth == pytest.approx(1 / 1.21, abs=0.06)
    marks = np.array(
        [[(draw(4, Purpose.VISIT, one, at, 0) >> 11) / 2**53 for at in range(1400)] for one in range(150)]
    )
    stays = 60 * (1 - marks) ** (-1 / 0.8)
    began = [np.minimum(np.concatenate([[0], np.cumsum(row)[:-1]]), 1e12).astype(int) for row in stays]
    growth = mobility.growth_exponent(Trajectories(walked, began, days).hourly())
    assert growth == pytest.approx(0.6, abs=0.06)


def test_whole_days_of_a_town_have_the_published_returns():
    """Not a town of a few cells, where no place is new any more."""
    town = TraceWorld.of("as-reported-2018", people=20_000)
    groups = [(start, start + 25) for start in range(0, 20_000, 1250)]
    places = mobility.trajectories(town, groups, (0, 365)).places
    rho, gamma = mobility.exploration(places)
    assert mobility.rank_exponent(places) == pytest.approx(1.2, abs=0.1)
    assert rho == pytest.approx(0.6, abs=0.06)
    assert gamma == pytest.approx(0.21, abs=0.02)
    new, _ = mobility.new_places(places)
    assert new > 0.15


def test_trajectories_are_the_stays_of_the_days(world):
    found = mobility.trajectories(world, [(40, 43), (900, 902)], (30, 44))
    assert len(found.places) == 5
    for person, places, minutes in zip((40, 41, 42, 900, 901), found.places, found.minutes, strict=True):
        assert (np.diff(minutes) >= 0).all()
        legs = [
            (day * 1440 + stay.end, stay.place)
            for day in range(14)
            for stay in person_day(world, person, 30 + day).stays
            if stay.activity == Activity.TRAVEL
        ]
        assert list(zip(minutes[1:].tolist(), places[1:].tolist(), strict=True)) == legs


@pytest.mark.long
def test_a_town_goes_back_after_full_days_and_prints_what_differs(world):
    found = validate(world, 100, 56)
    rows = {row.name: row for row in found.rows}
    assert [rows[f"most likely back after, day {day}"].ours for day in (1, 2, 3)] == [24, 48, 72]
    assert 0.45 < rows["places seen within t: t^mu, mu"].ours < 0.85
    shown = str(found)
    for row in found.rows:
        assert row.name in shown
        assert not row.why or row.agrees == (f"{row.name}: {row.why}." not in shown)
    printed = json.loads(json.dumps(found.to_json()))
    assert printed["synthetic"]
    assert {row["agrees"] for row in printed["rows"]} == {True, False}
    assert any(not row.fitted for row in found.rows)


@pytest.mark.parametrize(("people", "days", "least"), [(200, 55, 56), (99, 60, 100)])
def test_too_little_is_refused(world, people, days, least):
    with pytest.raises(InputError, match=f"at least {least}"):
        validate(world, people, days)


def test_verdicts():
    like = Row("name", "unit", 0.6, 0.8, False, "source", 0.02, "reason", model=0.81)
    assert (like.agrees, like.agrees_with_model, like.in_words) == (False, True, "as the model")
    assert Row("name", "unit", 0.6, 0.8, False, "source", 0.02, model=0.77).in_words == "differs"
    assert Row("name", "unit", 0.6, 0.6, False, "source", 0.02, model=0.77).in_words == ""
    row = Row("name", "unit", 0.6, 0.62, False, "source", 0.02, "reason")
    assert row.agrees
    assert not Row("name", "unit", 0.6, 0.63, False, "source", 0.02, "reason").agrees
    assert row.deviation == pytest.approx(1 / 30)
