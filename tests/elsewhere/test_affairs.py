"""Affairs of agencies that claimed back what was not owed: their figures, their arithmetic, their ends."""

from math import pi, sqrt

import numpy as np
import pytest

from scorelab.elsewhere.averaging import claims_of, paid_for
from scorelab.elsewhere.live import run_elsewhere
from scorelab.elsewhere.load import load_elsewhere
from scorelab.errors import InputError

AFFAIRS = ("automated-debt", "benefit-fraud-score")
NAMED = ("share_wrong", "claimed_to_owed", "years_first", "years_last")
SPREADLESS = {"earners.wage_spread": 0, "earners.casual_spread": 0}


@pytest.fixture(scope="module", params=AFFAIRS)
def affair(request):
    return run_elsewhere(request.param, set={"worlds": 80})


def test_the_affair_comes_out_within_a_factor_of_one_and_a_half(affair):
    for name in NAMED:
        finding = affair.findings[name]
        assert finding.holds, name
        assert finding.row.between is not None or finding.row.within == 1.5
    assert all(finding.holds is not False for finding in affair.findings.values())


def test_at_least_half_of_what_is_named_was_not_fitted(affair):
    fitted = [name for name in NAMED if affair.findings[name].row.standing == "fitted"]
    assert 2 * len(fitted) <= len(NAMED)
    assert any(affair.findings[name].row.standing == "predicted" for name in NAMED)


def test_a_figure_that_is_missed_is_said_to_be():
    found = run_elsewhere("automated-debt", people=400, set={"worlds": 4})
    one = found.findings["mean_claim"]
    assert one.holds
    row = one.row.model_copy(update={"within": 1.0001})
    assert type(one)(one.known, one.mean, one.error, one.band, row).holds is False


def test_the_first_decision_comes_when_rayleigh_says(affair):
    ending = affair.scenario.ending
    share = affair.findings["share_wrong"].mean
    rate = ending.binding.value * 1e-6 * ending.claimed_per_year.value * share
    first = affair.findings["years_first"]
    assert abs(first.mean - ending.set_up.value - sqrt(pi / (2 * rate))) < 4 * first.error


def test_nobody_is_made_good_before_the_end_or_after_the_last(affair):
    ending = affair.scenario.ending
    for world in affair.lived:
        ends = world["years_first"] - ending.set_up.value
        assert ends > 0
        office = 1 / ending.made_good_per_year.value
        longest = max(world["years_first"] + office, ends + ending.settlement.value)
        assert world["years_last"] == pytest.approx(longest, abs=office / 100)


@pytest.mark.parametrize(
    ("earned", "paid"), [(0, 545.8), (104, 545.8), (106, 544.8), (254, 470.8), (354, 410.8), (1053, 0)]
)
def test_the_income_test_is_the_official_one(earned, paid):
    """75 dollars less at 254, then 60 cents a dollar; nothing left near the official cut-off."""
    allowance = load_elsewhere("automated-debt").allowance
    assert paid_for(allowance, np.array([float(earned)]))[0] == pytest.approx(paid, abs=0.5)


def test_an_average_finds_a_debt_where_half_a_year_was_worked():
    """Thirteen fortnights at 1,300 are 650 a fortnight: 1.1 times what 650 would have taken off, 13 times."""
    settings = SPREADLESS | {"earners.also_work": 0, "earners.on_benefit": [13, 13], "claims.answered": 0}
    claims = claims_of(load_elsewhere("automated-debt", settings), 1)
    assert (claims.owed == 0).all()
    assert claims.claimed == pytest.approx(1.1 * 13 * (75 + 0.6 * (650 - 254)))
    assert claims.wrong.all()


def test_who_earns_evenly_all_year_is_reckoned_right():
    settings = SPREADLESS | {
        "earners.also_work": 1,
        "earners.such_fortnights": 1,
        "earners.wage": 300,
        "earners.casual": 300,
        "earners.reported": [0, 0],
        "claims.answered": 0,
        "claims.fee": 0,
    }
    scenario = load_elsewhere("automated-debt", settings | {"earners.casual": 300, "earners.wage": 700})
    even = load_elsewhere("automated-debt", settings | {"earners.wage": 700, "earners.casual": 700})
    assert not claims_of(even, 1).wrong.any()
    assert claims_of(scenario, 1).wrong.any()


@pytest.mark.parametrize("settings", [{"claims.answered": 1}, {"claims.checked": 1}])
def test_nobody_is_wronged_where_every_fortnight_is_looked_at(settings):
    found = run_elsewhere("automated-debt", people=500, set=settings | {"worlds": 2})
    assert found.findings["share_wrong"].mean == 0
    assert found.findings["years_first"].mean is None
    assert "–" in str(found)


def test_what_the_list_of_marks_says_of_a_group_is_not_what_the_group_does():
    found = run_elsewhere("benefit-fraud-score", set={"worlds": 10}).findings
    assert found["inspected_ratio"].mean > 2
    assert abs(found["fault_ratio"].errors_off) < 4
    fair = run_elsewhere(
        "benefit-fraud-score", set={"worlds": 10, "selection.second_nationality": 0}
    ).findings["inspected_ratio"]
    assert abs(fair.mean - 1) < 4 * fair.error


def test_nobody_is_wronged_where_only_what_is_missing_is_claimed():
    found = run_elsewhere("benefit-fraud-score", set={"worlds": 2, "reclaims.proportional": 1}).findings
    assert found["share_wrong"].mean == 0


def test_two_worlds_that_differ_in_one_rule_have_the_same_people():
    told = claims_of(load_elsewhere("automated-debt"), 3)
    answered = claims_of(load_elsewhere("automated-debt", {"claims.answered": 0.9}), 3)
    assert (told.owed == answered.owed).all()
    assert (answered.wrong <= told.wrong).all()


@pytest.mark.parametrize(
    ("settings", "words"),
    [
        ({"earners.on_benefit": "[22, 4]"}, "the lower first"),
        ({"earners.on_benefit": "9"}, "a list of 2"),
        ({"claims.answered": "1.5"}, "from 0 to 1"),
        ({"ending.binding": "0"}, "from 0.001"),
        ({"earner.wage": "1"}, "did you mean"),
    ],
)
def test_bad_input_is_one_line(settings, words):
    with pytest.raises(InputError, match=words):
        load_elsewhere("automated-debt", settings)
