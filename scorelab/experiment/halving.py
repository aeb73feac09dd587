"""Halving the stretch in which an effect goes, from a scenario's own number to an end of a dial."""

from dataclasses import dataclass, field

from scorelab.experiment.broken import GONE, STANDS, TURNED
from scorelab.experiment.dials import Dial
from scorelab.experiment.estimates import Estimate


def outcome_of(own: Estimate, found: Estimate) -> str:
    """Whether an effect still stands, is gone, or has turned to its opposite."""
    if not found.is_apart:
        return GONE
    same = (found.difference or 0.0) * (own.difference or 0.0) > 0
    return STANDS if same else TURNED


@dataclass
class Search:
    """Halving the stretch between the scenario's own number and an end of the dial."""

    dial: Dial
    measure: str
    own: Estimate
    end: float
    steps: int
    stands_at: float = field(init=False)
    gone_at: float | None = None
    outcome: str = STANDS
    next: float = field(init=False)
    is_open: bool = True

    def __post_init__(self) -> None:
        self.stands_at, self.next = self.dial.own, self.end

    def look(self, found: Estimate) -> None:
        """Take note of the effect at the place that was next, and go on."""
        outcome = outcome_of(self.own, found)
        if outcome == STANDS:
            self.stands_at = self.next
        else:
            self.gone_at, self.outcome = self.next, outcome
        if self.gone_at is None or self.steps == 0:
            self.is_open = False
            return
        self.steps -= 1
        self.next = (self.stands_at + self.gone_at) / 2
