"""Worlds whose results are known: published values, exact laws, formulas written anew."""

from math import exp

import numpy as np
import pytest

from scorelab.elsewhere.lending import applicants, policies
from scorelab.elsewhere.live import run_elsewhere
from scorelab.elsewhere.load import load_elsewhere
from scorelab.scenario.load import names_elsewhere

PUBLISHED = {
    "max_profit": ((0.16770, 8.397), (0.66340, 38.666)),
    "demographic_parity": ((0.57739, -17.142), (0.57739, 35.040)),
    "equal_opportunity": ((0.35610, 6.013), (0.62488, 37.239)),
}
"""Liu and others (2018) at utility -4 and +1: share approved and mean change of score, by rule and group."""

OTHER_TERMS = {
    "terms.utility_default": "-10",
    "terms.points_repaid": "40",
    "terms.points_default": "-90",
    "groups.worse_off.share": "0.4",
    "groups.better_off.share": "0.6",
    "worlds": "12",
}


@pytest.fixture(scope="module")
def lent():
    return run_elsewhere("lender-2018")


def close_to_formula(found):
    """Every measure that has both lies within four standard errors of its formula."""
    compared = [one for one in found.findings.values() if one.errors_off is not None]
    assert compared
    for one in compared:
        assert abs(one.errors_off) < 4, one.known.name
    return compared


@pytest.mark.parametrize("rule", PUBLISHED)
def test_the_lenders_closed_form_is_the_published_one(lent, rule):
    for group, (selected, change) in zip(("worse_off", "better_off"), PUBLISHED[rule], strict=True):
        assert lent.findings[f"{rule}_{group}_selected"].known.exact == pytest.approx(selected, abs=1e-4)
        exact = lent.findings[f"{rule}_{group}_score_change"].known.exact
        assert exact == pytest.approx(change, rel=1e-4, abs=1e-3)


def test_the_best_rate_and_where_harm_begins_are_the_published_ones(lent):
    exact = {name: one.known.exact for name, one in lent.findings.items()}
    assert exact["best_rate_worse_off"] == pytest.approx(0.2384, abs=1e-4)
    assert exact["best_gain_worse_off"] == pytest.approx(9.4844, abs=1e-4)
    assert exact["harm_above_worse_off"] == pytest.approx(0.4312, abs=1e-4)


def test_lent_worlds_lie_within_four_standard_errors(lent):
    assert len(close_to_formula(lent)) == 3 * (2 * 4 + 1)


def test_the_rule_that_is_meant_kindly_lowers_scores(lent):
    change = {rule: lent.findings[f"{rule}_worse_off_score_change"].mean for rule in PUBLISHED}
    assert change["demographic_parity"] < 0 < change["equal_opportunity"] < change["max_profit"]


def test_other_terms_and_groups_work_the_same_way():
    found = run_elsewhere("lender-2018", set=OTHER_TERMS, seed=3)
    close_to_formula(found)
    assert all(one.published is None for one in found.findings.values())


def test_three_groups_of_other_curves_work_the_same_way(tmp_path):
    share = "{value: %s, unit: probability, assumed: {range: [0, 1], reason: three groups}}"
    groups = [("first", "asian", "0.2"), ("second", "hispanic", "0.3"), ("third", "black", "0.5")]
    rows = "\n".join(f"  - {{name: {a}, curve: {b}, share: {share % c}}}" for a, b, c in groups)
    terms = load_elsewhere("lender-2018").terms.model_dump(mode="json", exclude_none=True)
    file = tmp_path / "three.yaml"
    file.write_text(
        "extends: _transrisk\nworld: lender\ntitle: Three groups\nsummary: Three.\npeople: 3000\nseed: 2\n"
        f"worlds: 12\nrules: [demographic_parity, equal_opportunity]\nterms: {terms}\ngroups:\n{rows}\n"
    )
    found = run_elsewhere(file)
    assert len(close_to_formula(found)) == 2 * (3 * 4 + 1)


@pytest.mark.parametrize("rule", ["demographic_parity", "equal_opportunity"])
def test_no_policy_on_a_fine_grid_brings_more_under_the_same_constraint(rule):
    groups = applicants(load_elsewhere("lender-2018", OTHER_TERMS))
    chosen = policies(groups, rule)
    best = sum(g.share * g.mean(policy, g.utility) for g, policy in zip(groups, chosen, strict=True))

    def reached(group, policy):
        weight = group.mass * (group.repays if rule == "equal_opportunity" else 1)
        return (weight * policy).sum() / weight.sum()

    assert reached(groups[0], chosen[0]) == pytest.approx(reached(groups[1], chosen[1]), abs=1e-9)
    for target in np.linspace(0.001, 0.999, 400):
        total = 0.0
        for group in groups:
            low, high = 0.0, 1.0
            for _ in range(40):
                middle = (low + high) / 2
                low, high = (middle, high) if reached(group, group.policy(middle)) < target else (low, middle)
            total += group.share * group.mean(group.policy(low), group.utility)
        assert total <= best + 1e-6


def test_the_crowd_of_a_hundred_all_join_and_one_changed_person_stops_them():
    assert run_elsewhere("granovetter-1978").findings["joined"].mean == 100
    assert run_elsewhere("granovetter-1978-one-changed").findings["joined"].mean == 1


@pytest.mark.parametrize(
    ("name", "number", "size"), [("contagion-r2", 2, 0.7968121), ("contagion-r3", 3, 0.9404798)]
)
def test_a_contagion_reaches_its_final_size(name, number, size):
    assert 1 - exp(-number * size) == pytest.approx(size, abs=1e-7)
    found = run_elsewhere(name)
    close_to_formula(found)
    reached = found.findings["reached"]
    assert reached.mean == pytest.approx(size, abs=4 * reached.error + reached.known.exact - size)
    assert reached.error < 0.001


def test_mild_wishes_make_neighbours_live_apart():
    found = run_elsewhere("schelling-1971", set={"worlds": 8})
    close_to_formula(found)
    assert 0.65 <= found.findings["alike_last"].mean <= 0.80
    assert found.findings["unhappy_last"].mean == 0


def test_who_wants_nobody_alike_stays():
    found = run_elsewhere("schelling-1971", set={"worlds": 2, "wants_alike": 0})
    assert found.findings["alike_last"].mean == found.findings["alike_first"].mean


@pytest.mark.parametrize("name", names_elsewhere())
def test_published_figures_are_those_of_the_formulas(name):
    found = run_elsewhere(name, set=None if "schelling" in name else {"worlds": 2})
    assert any(one.published for one in found.findings.values())
    for one in found.findings.values():
        if one.published is not None and one.known.exact is not None and one.known.unit != "people":
            low, high = one.published
            assert low == high == pytest.approx(one.known.exact, rel=1e-3), one.known.name
