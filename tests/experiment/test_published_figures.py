"""Published figures: their classes, what may be fitted to, and the rule of a verdict."""

from collections import Counter

import pytest

from scorelab.errors import InputError
from scorelab.experiment.calibrate import TARGETS, calibrate
from scorelab.experiment.statistics import STATISTICS
from scorelab.experiment.statistics_of_people import (
    OF_PEOPLE,
)
from scorelab.experiment.validation_work import KNOWN, in_unit, kind_of, planned
from scorelab.published.figures import ECHOED, FITTED, PREDICTED, Figure, published
from scorelab.scenario.load import load

LIST = "court-list-2023"


def figure(**changes):
    known = {
        "name": "a", "statistic": "exits", "value": 10, "spread": 1, "unit": "u", "year": 2020,
        "source": "somebody", "tier": "B", "role": PREDICTED,
    }  # fmt: skip
    return Figure.model_validate(known | changes)


def test_there_are_enough_figures_and_each_is_about_something_that_is_computed():
    figures = published().values()
    assert len(figures) >= 40
    assert {one.statistic for one in figures} <= KNOWN
    assert {*OF_PEOPLE} <= KNOWN
    assert all(len(one.source) > 20 for one in figures)
    roles = Counter(one.role for one in figures)
    assert set(roles) == {ECHOED, FITTED, PREDICTED}
    assert roles[PREDICTED] >= 8


def test_what_had_to_be_predicted_is():
    for name in (
        "air_tickets_at_everybodys_rate",
        "rail_tickets_at_everybodys_rate",
        "paid_within_fourteen_months",
        "in_their_forties_at_even_rates",
        "complaints_upheld",
    ):
        assert published()[name].role == PREDICTED
    of_the_list = [one for one in published().values() if one.statistic in STATISTICS]
    assert sum(one.role == PREDICTED for one in of_the_list) >= 8


def test_a_figure_that_shares_a_fitted_statistic_is_predicted_only_where_something_else_is_set():
    fitted = {one.statistic for one in published().values() if one.role == FITTED}
    for one in published().values():
        assert one.role != PREDICTED or one.statistic not in fitted or one.under


def test_settings_of_a_figure_can_be_made():
    for one in published().values():
        if one.under:
            work = planned(LIST, None, False, 300, 30, None, {}, 2)
            assert kind_of(one) in {name.rpartition(":")[0] for name, _, _ in work._plans()}


def test_nothing_that_is_predicted_can_be_fitted_to():
    chosen = load(LIST, people=300, days=30)
    for name, one in published().items():
        if one.role == PREDICTED:
            assert name not in TARGETS
            with pytest.raises(InputError, match=r"--target.*predicted"):
                calibrate(chosen, targets=(name,))


@pytest.mark.parametrize(
    ("low", "high", "bound", "holds"),
    [
        (9, 10, None, True),
        (12, 13, None, True),
        (5, 8, None, True),
        (12.01, 13, None, False),
        (5, 7.99, None, False),
        (6, 14, None, None),
        (13, 40, None, False),
        (20, 21, "least", True),
        (7, 7.5, "least", False),
        (0, 1, "most", True),
        (12.5, 13, "most", False),
        (7.9, 30, "least", None),
    ],
)
def test_the_rule(low, high, bound, holds):
    assert figure(bound=bound).holds(low, high) is holds


def test_counts_of_the_country_are_told_over_adults():
    whole = in_unit(published()["exits_2025"])
    assert whole.value == pytest.approx(235.2, abs=0.1)
    assert whole.within / whole.value == pytest.approx(2 * 250_000 / 2_669_600)
    assert in_unit(published()["mean_stay"]) is published()["mean_stay"]
