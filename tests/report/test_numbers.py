"""What the report computes itself: classes by day, intervals, whose lives are told."""

from itertools import pairwise

import numpy as np
import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import chi2
from statsmodels.stats.proportion import proportion_confint

from scorelab.journal import WRONGFUL, Kind
from scorelab.measures import MEASURES, Facts, by_day, measure_all
from scorelab.report import intervals, stock, svg, words
from scorelab.report.cast import cast
from scorelab.report.markup import tag
from scorelab.report.sections.benefits import occasions
from scorelab.report.sections.doors import by_door
from scorelab.report.sections.redress import OUTCOMES, channels
from scorelab.report.subject import Subject


@pytest.fixture(scope="module")
def told(listed):
    return Subject([listed]).told[0]


def test_classes_add_up_to_the_list_on_every_day(told):
    classes = stock.classes_by_day(told.facts)
    assert np.array_equal(sum(classes.values()), by_day(told.facts, MEASURES["listed"]))


def test_wrongful_days_by_kind_add_up(told):
    parts = stock.wrongful_by_class(told.facts)
    assert parts["days"].sum() == MEASURES["wrongful_days"].total(told.facts) > 0


def test_the_list_changes_by_entries_and_deletions_alone(told):
    listed = by_day(told.facts, MEASURES["listed"])
    entries = by_day(told.facts, MEASURES["new_listings"])
    removals = told.facts.rows(Kind.REMOVAL)
    first_day = removals.filter(pl.col("day") == 0).height
    before = int(listed[0]) - int(entries[0]) + first_day
    assert before + int(entries.sum()) - removals.height == listed[-1]


def test_doors_channels_and_occasions_add_up_to_their_measures(told):
    totals = measure_all(told.facts)
    doors = by_door(told.facts)
    assert doors["refusals"].sum() == totals["refusals"]
    assert doors["wrongful"].sum() == totals["wrongful_refusals"]
    assert (doors["wrongful"] + doors["own_rules"]).sum() == totals["refusals_against_own_rules"]
    assert doors["minutes"].sum() == totals["refusal_minutes"]
    complaints = channels(told)
    assert sum(complaints[name].sum() for _, name, _ in OUTCOMES) == totals["complaints"]
    assert complaints["recorded"].sum() == totals["complaints_recorded"]
    paid = {name: debts for name, debts, _, _ in occasions(told)}
    assert paid["in time"] + paid["late"] + paid["while listed"] == totals["debts_paid"]
    assert paid["of these, under pressure"] == totals["paid_under_pressure"]


def test_lives_are_those_that_their_rules_name(told):
    ordinary, right, wrong = cast(told)
    facts = told.facts
    assert ordinary.person not in facts.listings["person"]
    for life, classes in ((right, [1]), (wrong, [int(truth) for truth in WRONGFUL])):
        own = facts.listings.filter((pl.col("person") == life.person) & (pl.col("row") == life.listing))
        assert own["truth"][0] in classes
        assert 0 <= own["start"][0] < told.days


@given(st.integers(1, 10**6))
def test_interval_of_a_count_is_near_the_exact_one(number):
    low, high = intervals.of_count(number)
    assert low == pytest.approx(chi2.ppf(0.025, 2 * number) / 2, rel=0.06, abs=0.06)
    assert high == pytest.approx(chi2.ppf(0.975, 2 * number + 2) / 2, rel=0.01)


@given(st.integers(1, 10**6), st.data())
def test_interval_of_a_share_is_wilsons(whole, data):
    part = data.draw(st.integers(0, whole))
    assert intervals.of_share(part, whole) == pytest.approx(
        proportion_confint(part, whole, method="wilson"), abs=1e-12
    )


def test_interval_of_a_sum_of_single_events_is_that_of_a_count():
    low, high = intervals.of_sum(np.ones(10_000))
    assert (low, high) == pytest.approx(intervals.of_count(10_000), rel=0.001)


def test_lumps_widen_the_interval_of_a_sum():
    single, lumps = intervals.of_sum(np.ones(100)), intervals.of_sum(np.full(20, 5))
    assert lumps[1] - lumps[0] > single[1] - single[0]


@given(st.lists(st.tuples(st.integers(1, 400), st.booleans()), min_size=10, max_size=80))
def test_band_and_median_interval_enclose_their_values(spells):
    durations = np.array([days for days, _ in spells])
    ended = np.array([over for _, over in spells])
    _, share, low, high = intervals.band(durations, ended)
    assert np.all(low <= share + 1e-12)
    assert np.all(share <= high + 1e-12)
    median = intervals.of_median(durations, ended)
    assert median is None or median[0] <= median[1]


@given(st.floats(0.001, 1e9), st.integers(2, 8), st.booleans())
def test_ticks_reach_the_largest_value_in_even_steps(high, most, whole):
    levels = svg.ticks(high, most, whole=whole)
    assert levels[0] == 0
    assert levels[-1] >= high * 0.999
    assert len(levels) <= most + 2
    assert np.allclose(np.diff(levels), levels[1])
    assert not whole or all(level == int(level) for level in levels)


@given(st.lists(st.floats(-1000, 1000), max_size=12), st.floats(1, 30))
def test_labels_moved_apart_do_not_touch_and_keep_their_order(places, least):
    moved = svg.apart(places, least)
    order = sorted(range(len(places)), key=lambda i: places[i])
    assert all(moved[b] - moved[a] >= least - 1e-6 for a, b in pairwise(order))


@given(st.text(), st.text())
def test_whatever_is_written_stays_text(content, attribute):
    element = str(tag("p", content, title=attribute))
    assert element.count("<") == 2
    assert element.count(">") == 2
    assert element.count('"') == 2


@given(st.floats(0, 1))
def test_percentages_are_never_written_as_nought_point(share):
    written = words.percent(share)
    assert written.endswith("%")
    assert float(written[:-1]) == pytest.approx(share * 100, abs=0.51 if share >= 0.1 else 0.051)


def test_intervals_enclose_their_measures(listed):
    facts = Facts(listed)
    for name, value in measure_all(facts).items():
        interval = intervals.of_named(facts, name)
        if interval is not None and value is not None:
            assert interval[0] <= value <= interval[1], name
