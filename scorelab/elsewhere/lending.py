"""The lender of Liu and others (2018): whom its rules approve, in closed form.

Liu, Dean, Rolf, Simchowitz and Hardt (2018), "Delayed Impact of Fair Machine Learning",
arXiv 1803.04383. A policy is, for each group, the share approved at each score; all of these
policies approve from the top down, and at one score a lot decides. Under a constraint the lender's
profit is a concave, piecewise linear function of one number (the share approved of each group, or
of those in each group who would repay), so its highest value lies at one of the corners, and is found
among them exactly.
"""

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from scorelab.elsewhere.schema import Lender, number

Curve = NDArray[np.float64]


@dataclass(frozen=True)
class Applicants:
    """A group as its table has it, and what a loan at each score means.

    Attributes
    ----------
    name : str
        The group.
    share : float
        Of all applicants.
    scores, mass, repays : array
        The scores, the share of the group at each, and the share of those who repay.
    utility : array
        What a loan at that score brings the lender, in the mean.
    change : array
        What it does to the score, in the mean, the mean kept within the scale's ends as the study does.
    change_each : array
        The same with every single borrower's score kept within the ends.
    """

    name: str
    share: float
    scores: Curve
    mass: Curve
    repays: Curve
    utility: Curve
    change: Curve
    change_each: Curve

    @cached_property
    def selected(self) -> Curve:
        """The share approved if so many scores are, from the top down; the first is of none."""
        return _from_the_top(self.mass)

    @cached_property
    def reached(self) -> Curve:
        """The same share of those who would repay."""
        would = self.mass * self.repays
        return _from_the_top(would / would.sum())

    @cached_property
    def profit(self) -> Curve:
        """The lender's utility an applicant of the group."""
        return _from_the_top(self.mass * self.utility)

    @cached_property
    def gain(self) -> Curve:
        """The mean change of score in the group."""
        return _from_the_top(self.mass * self.change)

    def policy(self, rate: float) -> Curve:
        """The share approved at each score if this share of the group is, from the top down."""
        above = self.selected[:-1]
        with np.errstate(invalid="ignore", divide="ignore"):
            part = (rate - above) / self.mass[::-1]
        part = np.where(self.mass[::-1] > 0, part, above < rate)
        return np.clip(part, 0.0, 1.0)[::-1]

    def mean(self, policy: Curve, of: Curve) -> float:
        """The mean over the group of something that approval brings."""
        return float((self.mass * policy * of).sum())


def _from_the_top(values: Curve) -> Curve:
    return np.concatenate([[0.0], np.cumsum(values[::-1])])


def applicants(scenario: Lender) -> list[Applicants]:
    """The groups of a scenario."""
    terms, curves = scenario.terms, {curve.name: curve for curve in scenario.curves}
    low, high = number(terms.least_score), number(terms.most_score)
    up, down = number(terms.points_repaid), number(terms.points_default)
    found = []
    for group in scenario.groups:
        curve = curves[group.curve]
        scores, repays = np.array(curve.scores, float), np.array(curve.repays, float)
        mean_move = np.clip(scores + repays * up + (1 - repays) * down, low, high) - scores
        moves = [np.clip(scores + move, low, high) - scores for move in (up, down)]
        found.append(
            Applicants(
                name=group.name,
                share=number(group.share),
                scores=scores,
                mass=np.diff(np.concatenate([[0.0], np.array(curve.at_most, float)])),
                repays=repays,
                utility=repays * number(terms.utility_repaid) + (1 - repays) * number(terms.utility_default),
                change=mean_move,
                change_each=repays * moves[0] + (1 - repays) * moves[1],
            )
        )
    return found


def policies(groups: list[Applicants], rule: str) -> list[Curve]:
    """For each group, the share approved at each score under a rule.

    Parameters
    ----------
    groups : list of Applicants
        All groups.
    rule : str
        `max_profit`: whoever brings no loss in the mean. `demographic_parity`: the same share of
        each group. `equal_opportunity`: the same share of those in each group who would repay.
    """
    if rule == "max_profit":
        return [(group.utility >= 0).astype(float) for group in groups]
    along = [group.selected if rule == "demographic_parity" else group.reached for group in groups]
    corners = np.unique(np.concatenate(along))
    profit = sum(
        group.share * np.interp(corners, line, group.profit)
        for group, line in zip(groups, along, strict=True)
    )
    best = corners[int(np.argmax(profit))]
    return [
        group.policy(float(np.interp(best, line, group.selected)))
        for group, line in zip(groups, along, strict=True)
    ]


def best_rate(group: Applicants) -> tuple[float, float]:
    """The share approved, from the top down, at which the group's mean score gains most; and that gain."""
    place = int(np.argmax(group.gain))
    return float(group.selected[place]), float(group.gain[place])


def harm_above(group: Applicants) -> float:
    """The share approved above which the group's mean score falls; 1 if it never does."""
    best = int(np.argmax(group.gain))
    below = np.flatnonzero(group.gain[best:] < 0)
    if not len(below):
        return 1.0
    after = best + int(below[0])
    gains, rates = group.gain[after - 1 : after + 1], group.selected[after - 1 : after + 1]
    return float(rates[0] + (rates[1] - rates[0]) * gains[0] / (gains[0] - gains[1]))
