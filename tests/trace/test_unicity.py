"""Unicity: counted by hand and by brute force, and the published curve's shape."""

import json

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from scorelab.errors import InputError
from scorelab.luck import Purpose, between, draw
from scorelab.trace.unicity import (
    Coarser,
    fitted_exponent,
    published_exponent,
    published_shares,
    singled_out,
    unicity,
)


def test_by_hand():
    # Persons 0 and 1 have the same three points, 2 shares two of them, 3 is alone everywhere.
    person = np.array([0, 0, 0, 1, 1, 1, 2, 2, 3, 3], np.int32)
    keys = np.array([5, 6, 7, 5, 6, 7, 5, 6, 8, 9])
    everybody = np.arange(4)
    shares = singled_out(1, 4, everybody, person, keys, 3)
    assert shares == {1: 0.25, 2: 0.25, 3: 0.0}
    assert singled_out(1, 4, np.array([3]), person, keys, 3) == {1: 1.0, 2: 1.0}
    assert singled_out(1, 4, np.array([0]), person, keys, 3) == {1: 0.0, 2: 0.0, 3: 0.0}


@given(st.lists(st.tuples(st.integers(0, 7), st.integers(0, 9)), min_size=1, max_size=60), st.integers(0, 99))
def test_against_brute_force(seen, seed):
    person = np.array([one for one, _ in seen], np.int32)
    keys = np.array([key for _, key in seen], np.int64) * 1000 + 3
    traces = {one: sorted({key for other, key in seen if other == one}) for one, _ in seen}
    persons = np.array(sorted(traces))
    found = singled_out(seed, 8, persons, person, keys, 4)
    for points in range(1, 5):
        alone = taking_part = 0
        for one, trace in traces.items():
            if len(trace) < points:
                continue
            taking_part += 1
            left = list(trace)
            for drawn in range(points):
                pick = between(draw(seed, Purpose.SAMPLED_POINT, one, 0, drawn), drawn, len(left) - 1)
                left[drawn], left[pick] = left[pick], left[drawn]
            alone += sum(set(left[:points]) <= set(other) for other in traces.values()) == 1
        assert found.get(points) == (alone / taking_part if taking_part else None)


def test_the_exponent_of_an_exact_law_is_found():
    for beta in (0.06, 0.1, 0.25):
        places = [Coarser(300 << n, h, 1.95 - (4**n * h) ** beta) for n in range(3) for h in (1, 4, 12)]
        assert fitted_exponent(places) == pytest.approx(beta)
    assert fitted_exponent([Coarser(300, 1, 0.9), Coarser(600, 1, 0.9)]) is None
    assert fitted_exponent([Coarser(300, 1, 0.9)]) is None


def test_the_law_of_the_study_is_the_one_that_its_examples_obey():
    # Four points single out 95%; in spans of 15 hours 60%; by 7 antennas and 7 hours 40%.
    fit = fitted_exponent([Coarser(300, 1, 0.95), Coarser(300, 15, 0.6), Coarser(300, 49, 0.4)])
    assert fit == pytest.approx(published_exponent(), abs=0.04)


@pytest.fixture(scope="module")
def found(world):
    return unicity(world, 6)


def test_more_points_single_out_more_and_coarser_ones_fewer(found):
    shares = list(found.unicity.values())
    assert shares == sorted(shares)
    by_place = {(place.metres, place.hours): place.share for place in found.coarser}
    for metres, hours in by_place:
        for finer in by_place:
            if finer[0] <= metres and finer[1] <= hours:
                assert by_place[metres, hours] <= by_place[finer] + 0.03
    assert found.coarser[0].share == found.unicity[4]
    for points, share in found.purchases.items():
        assert found.purchases_with_price[points] >= share - 0.01


def test_near_the_published_curve_where_it_is_like(found):
    # Not fitted: as many people under an antenna, as many calls a month, other people and another town.
    assert found.unicity[4] == pytest.approx(published_shares()[4], abs=0.1)
    # A town of three cells has few shops to be told by.
    assert found.purchases[4] > 0.6


def test_contract_for_scripts(found):
    told = json.loads(json.dumps(found.to_json()))
    assert told["people"] == 2500
    assert list(told["unicity"]) == ["1", "2", "3", "4", "5", "6"]
    assert {"coarser", "exponent", "purchases", "purchases_with_price", "published"} <= set(told)
    assert "Nothing is claimed about real people" in str(found)


@pytest.mark.parametrize("points", [0, 13, -1])
def test_points_out_of_range_are_refused(world, points):
    with pytest.raises(InputError, match="--points"):
        unicity(world, points)
