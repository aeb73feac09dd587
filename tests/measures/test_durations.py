"""Durations that have not ended yet, against statsmodels."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from statsmodels.duration.survfunc import SurvfuncRight

from scorelab.measures.durations import lasting_longer, quantile, survival

observations = st.lists(st.tuples(st.integers(1, 60), st.booleans()), min_size=1, max_size=80).filter(
    lambda spells: any(ended for _, ended in spells)
)


@given(observations)
def test_agrees_with_statsmodels(spells):
    durations, ended = map(np.array, zip(*spells, strict=True))
    expected = SurvfuncRight(durations, ended.astype(int))
    kept = np.isin(expected.surv_times, durations[ended])
    days, lasting = survival(durations, ended)
    assert days.tolist() == np.asarray(expected.surv_times)[kept].tolist()
    assert lasting == pytest.approx(np.asarray(expected.surv_prob)[kept], abs=1e-12)


@given(observations, st.integers(0, 70))
def test_without_loss_from_sight_it_is_the_plain_share(spells, days):
    durations = np.array([duration for duration, _ in spells])
    ended = np.ones(len(durations), bool)
    assert lasting_longer(durations, ended, days) == pytest.approx((durations > days).mean(), abs=1e-12)
    half = quantile(durations, ended, 0.5)
    assert (durations <= half).mean() >= 0.5 - 1e-12
    assert (durations < half).mean() < 0.5


def test_what_was_never_observed_is_not_estimated():
    none = np.array([], int)
    assert quantile(none, none.astype(bool), 0.5) is None
    assert lasting_longer(none, none.astype(bool), 3) is None
    unended = np.array([False, False])
    assert quantile(np.array([5, 9]), unended, 0.5) is None
    assert lasting_longer(np.array([5, 9]), unended, 7) == 1.0
    assert lasting_longer(np.array([5, 9]), unended, 10) is None
