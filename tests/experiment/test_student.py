"""Student's t distribution against an independent implementation."""

import pytest
from scipy import stats

from scorelab.experiment.student import quantile, within


@pytest.mark.parametrize("freedom", [*range(1, 12), 29, 30, 63, 200])
def test_quantiles_are_those_of_the_distribution(freedom):
    for confidence in (0.5, 0.95, 0.999):
        expected = stats.t.ppf((1 + confidence) / 2, freedom)
        assert quantile(freedom, confidence) == pytest.approx(expected, rel=1e-9)


@pytest.mark.parametrize("freedom", [1, 2, 3, 4, 7, 40])
def test_chances_are_those_of_the_distribution(freedom):
    for t in (0.0, 0.3, 1.0, 2.5, 9.0):
        expected = stats.t.cdf(t, freedom) - stats.t.cdf(-t, freedom)
        assert within(t, freedom) == pytest.approx(expected, abs=1e-12)
