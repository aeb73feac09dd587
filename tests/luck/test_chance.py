"""Waiting times and candidates: tables against SciPy, thinning, and bounds that move nothing."""

from types import SimpleNamespace

import numpy as np
import pytest
from scipy import stats

from scorelab.luck import Purpose, draw
from scorelab.reference.incidents import candidates_of
from scorelab.rules import chance
from scorelab.rules.incidents import LOWEST_LAYER, WINDOW_BITS, IncidentKind, conduct
from scorelab.scenario.quantities import CONDUCT_MOST

UNLIKELY = 1e-5
SIGMAS = 4.5
WORLD = SimpleNamespace(seed=11)


def test_the_exponential_table_holds_the_middles_of_4096_quantiles():
    upper = (np.arange(chance.QUANTILES) + 0.5) / chance.QUANTILES
    assert np.abs(chance.EXPONENTIAL - stats.expon.isf(upper) * 1e9).max() < 1
    assert chance.EXPONENTIAL.mean() / 1e9 == pytest.approx(1, abs=1e-4)
    assert chance.EXPONENTIAL.var() / 1e18 == pytest.approx(1, abs=5e-3)


@pytest.mark.parametrize("exponent", range(chance.MOST_BITS + 1))
def test_the_poisson_table_cumulates_scipys_probabilities(exponent):
    mean = 2.0**exponent / 1e9
    counts = np.arange(chance.POISSON.shape[1] - 1)
    expected = stats.poisson.cdf(counts, mean)
    assert np.abs(chance.POISSON[exponent, :-1] / 2.0**63 - expected).max() < 1e-12
    assert stats.poisson.sf(counts[-1], mean) < 2.0**-32
    assert np.all(np.diff(chance.POISSON[exponent]) >= 0)


@pytest.mark.parametrize("hazard", [10**6, 10**7, 3 * 10**8])
def test_waiting_days_are_exponential_rounded_up(hazard):
    days = [chance.waiting_days(draw(5, Purpose.NOTHING, who), hazard) for who in range(20_000)]
    assert min(days) == 1
    # A wait of w mean times ends on day floor(w / hazard) + 1: geometric.
    expected = 1 / -np.expm1(-hazard / 1e9)
    assert abs(np.mean(days) - expected) < SIGMAS * np.std(days) / len(days) ** 0.5


@pytest.mark.parametrize(("width", "window"), [(20, 7), (14, 10), (27, 5), (24, 10)])
def test_counts_of_candidates_are_poisson(width, window):
    bits = [draw(7, Purpose.NOTHING, who) for who in range(30_000)]
    counts = np.bincount([chance.candidates_in_layer(each, width, window) for each in bits])
    mean = 2.0 ** (width + window) / 1e9
    expected = stats.poisson.pmf(np.arange(len(counts)), mean) * len(bits)
    enough = expected >= 5
    rest = counts[~enough].sum(), len(bits) - expected[enough].sum()
    seen = np.append(counts[enough], rest[0]) if rest[1] >= 5 else counts[enough]
    awaited = np.append(expected[enough], rest[1]) if rest[1] >= 5 else expected[enough]
    assert stats.chisquare(seen, awaited * seen.sum() / awaited.sum()).pvalue > UNLIKELY


@pytest.mark.parametrize("window", [5, 7, 10])
def test_days_of_candidates_are_even_over_the_window(window):
    days = [chance.candidate_day(draw(8, Purpose.NOTHING, who), -3, window) for who in range(1 << 15)]
    counts = np.bincount(np.array(days) + (3 << window), minlength=1 << window)
    assert len(counts) == 1 << window
    assert stats.chisquare(counts).pvalue > UNLIKELY


@pytest.mark.parametrize("layer", [0, 1, 4])
def test_heights_are_even_over_the_layer_and_apart_from_the_day(layer):
    lowest = 16
    bits = [draw(9, Purpose.NOTHING, who) for who in range(1 << 14)]
    heights = np.array([chance.candidate_height(each, layer, lowest) for each in bits])
    floor, width = chance.layer_floor(layer, lowest), 1 << chance.layer_width_exponent(layer, lowest)
    assert heights.min() >= floor
    assert heights.max() < floor + width
    assert stats.kstest((heights - floor) / width, "uniform").pvalue > UNLIKELY
    days = np.array([chance.candidate_day(each, 0, 10) for each in bits])
    assert abs(stats.spearmanr(heights, days).statistic) < SIGMAS / len(bits) ** 0.5


def test_layers_cover_all_heights_once():
    for lowest in set(LOWEST_LAYER[1:].tolist()):
        for layer in range(10):
            top = chance.layer_floor(layer, lowest) + (1 << chance.layer_width_exponent(layer, lowest))
            assert top == chance.layer_floor(layer + 1, lowest)


def candidates(kind, people, windows, highest):
    return [
        (person, day, height, layer, n)
        for person in range(people)
        for window in range(-windows, 0)
        for day, (_, _, layer, n, height) in candidates_of(WORLD, person, kind, window, highest)
    ]


@pytest.mark.parametrize("kind", [IncidentKind.BILL_MISSED, IncidentKind.SUIT_DEBT, IncidentKind.JOB_LOST])
@pytest.mark.parametrize("times", [0.3, 1.0, 2.7, 9.0])
def test_thinning_gives_the_rate_asked_for(kind, times):
    rate = int(times * 2 ** int(LOWEST_LAYER[kind]))
    window_days = 1 << int(WINDOW_BITS[kind])
    people, windows = 400, 5
    happened = sum(found[2] < rate for found in candidates(kind, people, windows, 4 * rate))
    expected = people * windows * window_days * rate / 1e9
    assert abs(happened - expected) < SIGMAS * expected**0.5 + 1


def test_a_rate_that_changes_within_the_window_is_thinned_day_by_day():
    kind = IncidentKind.BILL_MISSED
    low, high = 1 << 18, 1 << 22
    days = 1 << int(WINDOW_BITS[kind])
    found = candidates(kind, 1000, 4, high)
    early = sum(height < low for _, day, height, _, _ in found if day % days < days // 2)
    late = sum(height < high for _, day, height, _, _ in found if day % days >= days // 2)
    for happened, rate in ((early, low), (late, high)):
        expected = 1000 * 4 * days / 2 * rate / 1e9
        assert abs(happened - expected) < SIGMAS * expected**0.5 + 1


@pytest.mark.parametrize("kind", list(IncidentKind))
def test_a_raised_bound_adds_candidates_on_top_and_moves_none(kind):
    bound = 2 ** (int(LOWEST_LAYER[kind]) + 1)
    below = set(candidates(kind, 200, 2, bound))
    for factor in (1.5, 2, 10, 40):
        raised = set(candidates(kind, 200, 2, int(bound * factor)))
        assert below <= raised
        assert all(height >= bound for _, _, height, _, _ in raised - below)


def test_kinds_and_people_have_luck_of_their_own():
    times = np.array(
        [
            [sum(1 for _ in candidates_of(WORLD, person, kind, 0, 1 << 23)) for person in range(2000)]
            for kind in (
                IncidentKind.BILL_MISSED,
                IncidentKind.LOAN_MISSED_SMALL,
                IncidentKind.TRAFFIC_OFFENCE,
            )
        ]
    )
    assert times.sum(axis=1).min() > 500
    together = np.corrcoef(times)
    assert np.abs(together[np.triu_indices(3, 1)]).max() < SIGMAS / 2000**0.5
    assert abs(np.corrcoef(times[0, :-1], times[0, 1:])[0, 1]) < SIGMAS / 2000**0.5


def test_conduct_has_mean_one_and_the_shape_of_a_gamma():
    found = np.array([conduct(3, person, IncidentKind.SUIT_DEBT) for person in range(40_000)])
    assert found.max() <= CONDUCT_MOST
    assert abs(found.mean() / 1000 - 1) < SIGMAS * (0.5 / len(found)) ** 0.5 + 1e-3
    # 256 quantiles of each of two exponentials, cut off at their last middle.
    assert found.var() / 1e6 == pytest.approx(0.5, abs=0.03)
    assert stats.kstest(found / 1000, stats.gamma(2, scale=0.5).cdf).statistic < 0.02
