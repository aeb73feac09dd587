"""The day beside the survey of 2018: within 5%, what was fitted and what was not."""

import pytest

from scorelab.trace.time_use import MEANS, Group
from scorelab.trace.validation import payments, time_use
from scorelab.trace.world import TraceWorld


@pytest.fixture(scope="module")
def town():
    return TraceWorld.of("as-reported-2018", people=4000, seed=3)


@pytest.fixture(scope="module")
def rows(town):
    return {row.name: row for row in time_use(town, 4000)}


def test_within_five_per_cent(rows):
    assert {row.name for row in rows.values() if abs(row.deviation) > 0.05} == set()


def test_what_was_not_fitted_is_marked_and_comes_out_as_well(rows):
    left = [row for row in rows.values() if not row.fitted]
    assert len(left) >= 6
    assert all(abs(row.deviation) < 0.03 for row in left)


def test_the_whole_day_is_counted(rows):
    parts = ("sleep", "personal hygiene", "meals", "paid work", "unpaid work", "free time", "study", "travel")
    assert sum(rows[part].ours for part in parts) == pytest.approx(1440)
    assert sum(rows[part].published for part in parts) == pytest.approx(1440)


def test_payments_by_phone(town):
    assert abs(payments(town, 4000, 120).deviation) < 0.1


def test_no_mean_day_is_longer_than_a_day():
    for group in Group:
        for means in MEANS[group]:
            legs = 2 * means[9] + 2 * means[10]
            assert means[:9].sum() + legs < 1440
