"""A lender's applicants, drawn by luck and lived under each rule; and what must come out."""

from collections.abc import Iterator

import numpy as np

from scorelab.elsewhere.lending import Applicants, applicants, best_rate, harm_above, policies
from scorelab.elsewhere.lots import lots, place_in
from scorelab.elsewhere.measure import Known, Measured
from scorelab.elsewhere.schema import Lender, number
from scorelab.luck import Purpose
from scorelab.scenario.quantities import CERTAIN

RULE_WORDS = {
    "max_profit": "Most profit",
    "demographic_parity": "Same share of each group",
    "equal_opportunity": "Same share of those who would repay",
}
OF_GROUPS = {
    "selected": ("approved", "share"),
    "reached": ("approved of those who would repay", "share"),
    "score_change": ("mean change of score", "score points"),
    "score_change_each": ("the same, every borrower's score kept on the scale", "score points"),
}
"""Measures of a group under a rule: words and unit."""


def measures(scenario: Lender) -> Iterator[Known]:
    """Every measure, with its value in closed form."""
    groups = applicants(scenario)
    for rule in scenario.rules:
        chosen = policies(groups, rule)
        for group, policy in zip(groups, chosen, strict=True):
            would = group.mass * group.repays
            exact = {
                "selected": group.mean(policy, np.ones_like(group.mass)),
                "reached": float((would * policy).sum() / would.sum()),
                "score_change": group.mean(policy, group.change),
                "score_change_each": group.mean(policy, group.change_each),
            }
            for key, (words, unit) in OF_GROUPS.items():
                yield Known(
                    f"{rule}_{group.name}_{key}",
                    f"{_named(group)}: {words}",
                    unit,
                    exact[key],
                    head=RULE_WORDS[rule],
                    pictured=key == "score_change",
                )
        profit = sum(
            group.share * group.mean(policy, group.utility)
            for group, policy in zip(groups, chosen, strict=True)
        )
        yield Known(f"{rule}_profit", "Lender's utility an applicant", "utility", profit, RULE_WORDS[rule])
    for group in groups:
        rate, gain = best_rate(group)
        head = f"What would be best for {_named(group).lower()}"
        yield Known(f"best_rate_{group.name}", "Share approved that raises scores most", "share", rate, head)
        yield Known(f"best_gain_{group.name}", "Mean change of score there", "score points", gain, head)
        yield Known(
            f"harm_above_{group.name}",
            "Share approved above which scores fall",
            "share",
            harm_above(group),
            head,
        )


def _named(group: Applicants) -> str:
    return group.name.replace("_", " ").capitalize()


def live(scenario: Lender, seed: int) -> Measured:
    """Draw everybody once, and let the lender decide about the same people under every rule."""
    groups, people, terms = applicants(scenario), scenario.people, scenario.terms
    group_of = place_in(np.array([group.share for group in groups]), lots(seed, Purpose.GROUP, people)[:, 0])
    at = lots(seed, Purpose.PLACE_IN_CURVE, people)[:, 0]
    pays = lots(seed, Purpose.REPAYMENT, people)[:, 0]
    lot = lots(seed, Purpose.LOAN_LOT, people)[:, 0]
    low, high = number(terms.least_score), number(terms.most_score)
    found: Measured = {}
    for rule in scenario.rules:
        profit = 0.0
        for place, (group, policy) in enumerate(zip(groups, policies(groups, rule), strict=True)):
            members = group_of == place
            bins = place_in(group.mass, at[members])
            repaid = pays[members] < np.rint(group.repays[bins] * CERTAIN)
            approved = lot[members] < np.rint(policy[bins] * CERTAIN)
            points = np.where(repaid, number(terms.points_repaid), number(terms.points_default))
            each = np.clip(group.scores[bins] + points, low, high) - group.scores[bins]
            utility = np.where(repaid, number(terms.utility_repaid), number(terms.utility_default))
            profit += float((approved * utility).sum()) / people
            found |= {
                f"{rule}_{group.name}_selected": _mean(approved),
                f"{rule}_{group.name}_reached": _mean(approved[repaid]),
                f"{rule}_{group.name}_score_change": _mean(approved * group.change[bins]),
                f"{rule}_{group.name}_score_change_each": _mean(approved * each),
            }
        found[f"{rule}_profit"] = profit
    return found


def _mean(values: np.ndarray) -> float | None:
    return float(values.mean()) if len(values) else None
