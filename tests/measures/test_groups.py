"""Groups: sums that add up, intervals against statsmodels, and silence where numbers are small."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from statsmodels.stats.weightstats import CompareMeans, DescrStatsW

from scorelab.journal import Kind, Truth
from scorelab.measures import GROUPINGS, MEASURES, Facts, by_group
from scorelab.measures.groups import difference, ratio
from tests.journals import Journal

PEOPLE = 200


@pytest.fixture(scope="module")
def facts(tmp_path_factory):
    """Odd people are men; every third woman and every sixth man is refused, one woman 50 times."""
    journal = Journal(PEOPLE, 60)
    journal.attributes["birthday"][:20] = -10 * 366
    for person in range(PEOPLE):
        if person % 3 == 0 and (person % 2 == 0 or person % 9 == 3):
            for day in range(50 if person == 30 else 1):
                journal.add(day, person, Kind.REFUSAL, what=0, truth=Truth.DUE)
    journal.attributes["minority"][::20] = 1
    return Facts(journal.run(tmp_path_factory.mktemp("runs") / "groups"))


def test_counts_by_hand(facts):
    women, men = by_group(facts, MEASURES["refusals"], GROUPINGS["sex"])
    adults = range(20, PEOPLE)
    refused_women = [p for p in adults if p % 6 == 0]
    refused_men = [p for p in adults if p % 2 == 1 and p % 9 == 3]
    assert (women.group, women.persons, women.concerned) == ("women", 90, len(refused_women))
    assert women.total == len(refused_women) + 49
    assert (men.persons, men.concerned, men.total) == (90, len(refused_men), len(refused_men))
    assert men.ratio is None
    assert men.difference is None


@pytest.mark.parametrize("grouping", GROUPINGS.values(), ids=GROUPINGS)
def test_groups_add_up_to_all_adults(facts, grouping):
    rows = by_group(facts, MEASURES["refusals"], grouping)
    assert sum(row.persons for row in rows) == PEOPLE - 20
    adults = set(range(20, PEOPLE))
    refusals = facts.rows(Kind.REFUSAL)["person"].to_list()
    assert sum(row.total for row in rows) == sum(person in adults for person in refusals)


def test_small_groups_are_not_estimable(facts):
    minority = by_group(facts, MEASURES["refusals"], GROUPINGS["minority"])[1]
    assert minority.persons < 30
    assert not minority.estimable
    assert minority.ratio is None


samples = st.lists(st.integers(0, 9), min_size=30, max_size=60).filter(lambda values: len(set(values)) > 1)


@given(samples, samples)
def test_difference_agrees_with_statsmodels(values, reference):
    values, reference = np.array(values, float), np.array(reference, float)
    found, low, high = difference(values, reference)
    expected = CompareMeans(DescrStatsW(values), DescrStatsW(reference)).zconfint_diff(usevar="unequal")
    assert found == pytest.approx(values.mean() - reference.mean())
    assert (low, high) == pytest.approx(expected, abs=1e-9)


@given(samples, samples)
def test_ratio_is_symmetric(values, reference):
    values, reference = np.array(values, float), np.array(reference, float)
    found, low, high = ratio(values, reference)
    back, back_low, back_high = ratio(reference, values)
    assert low <= found <= high
    assert (found * back, low * back_high, high * back_low) == pytest.approx((1, 1, 1))


def test_ratio_covers_the_truth_as_often_as_it_says():
    """Poisson counts with a true ratio of 2: 95% of the intervals hold it, give or take four sigmas."""
    uniform = np.array([hash_fraction(n) for n in range(2 * 400 * 200)]).reshape(2, 400, 200)
    means = np.array([0.6, 0.3])[:, None, None]
    # Sums of three Bernoulli variables have the wanted means.
    counts = sum((uniform * 10**k % 1 < means / 3).astype(float) for k in range(3))
    held = [low <= 2 <= high for _, low, high in map(ratio, counts[0], counts[1])]
    assert abs(np.mean(held) - 0.95) < 4 * np.sqrt(0.95 * 0.05 / 400)


def hash_fraction(n):
    from scorelab.luck import Purpose, draw

    return draw(1, Purpose.NOTHING, n) / 2**64
