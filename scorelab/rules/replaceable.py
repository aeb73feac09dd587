"""Which rules a user may replace with a function of their own, and within which bounds.

A rule stands here if it is a law of behaviour or of an institution: what somebody does,
how long an office takes, what a platform computes. Ground truth, luck, calendars and
sums that other parts of the program recompute are not here. The signature is that of the
function itself; the bounds are what the rest of the model relies on, and results are held
within them, in the reference and in the engine alike.
"""

import inspect
from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from types import ModuleType
from typing import Any

TABLES = {
    "p": "p",
    "row": "incidents",
    "operator": "operators",
    "door": "doors",
    "layer": "layers",
    "channel": "channels",
    "scheme": "schemes",
    "line": "lines",
    "grades": "grades",
}
"""Arguments that are no numbers: where each stands in the rule book (see scenario/compile.py).

`p` holds all numbers outside tables, `grades` is a whole table, the others are one row."""

WHOLE_TABLES = ("grades",)


@dataclass(frozen=True)
class Replaceable:
    """A rule that may be replaced.

    Attributes
    ----------
    name : str
        Its file in `scorelab/rules/` and its function: `contacts.drops_tie`.
    least, most : str
        Bounds of its result, in terms of its arguments and of the names in its file;
        empty for a rule that answers yes or no.
    """

    name: str
    least: str = ""
    most: str = ""

    @property
    def module(self) -> ModuleType:
        """The file of the rule."""
        return import_module(f"scorelab.rules.{self.name.split('.')[0]}")

    @property
    def attribute(self) -> str:
        """The function's name in its file."""
        return self.name.split(".")[1]

    @property
    def built_in(self) -> Callable[..., Any]:
        """The function in force when this is read."""
        return getattr(self.module, self.attribute)

    @property
    def parameters(self) -> tuple[str, ...]:
        """The names of its arguments, in order."""
        return tuple(inspect.signature(self.built_in).parameters)

    def takes_number(self, parameter: str) -> bool:
        """Whether an argument is a number, and not a row or a table of the rule book."""
        return parameter not in TABLES

    @property
    def answers_yes_or_no(self) -> bool:
        """Whether its result is true or false."""
        return not self.least


DELAY = ("1", "20_000")
"""Days: what follows never happens on the same day; no scenario waits longer."""

WAIT = ("-1", "LATEST_WAIT")
"""Days until something happens; -1 (and 0) for never."""

REPLACEABLE: dict[str, Replaceable] = {
    rule.name: rule
    for rule in (
        Replaceable(
            "incidents.current_rate", "0", "highest_rate(row, rest) if out_of_work or hardship else rest"
        ),
        Replaceable("incidents.reaches_court"),
        Replaceable("incidents.judgment_delay", *DELAY),
        Replaceable("conduct.written_rate", "0", "rate"),
        Replaceable("conduct.committed_rate", "0", "rate"),
        Replaceable("hardship.raised", "0", "HARDSHIP_MOST"),
        Replaceable("court.is_served"),
        Replaceable("court.inability", "0", "CERTAIN"),
        Replaceable("court.conduct_at_deadline", "1", "6"),
        Replaceable("court.late_payment_delay", *DELAY),
        Replaceable("court.will_be_listed"),
        Replaceable("court.listing_delay", *DELAY),
        Replaceable("court.inability_recognised"),
        Replaceable("court.ground_of", "1", "6"),
        Replaceable("court.term_of", "0", "40_000"),
        Replaceable("court.gets_exit_order"),
        Replaceable("court.exit_order_delay", *DELAY),
        Replaceable("court.guarantor_delay", *DELAY),
        Replaceable("court.settlement_wait", *WAIT),
        Replaceable("court.payment_hazard", "0", "1 << 40"),
        Replaceable("records.is_misattributed"),
        Replaceable("records.is_duplicated"),
        Replaceable("records.is_believed"),
        Replaceable("records.is_misbooked"),
        Replaceable("records.booking_delay", *DELAY),
        Replaceable("copies.import_delay", *DELAY),
        Replaceable("copies.copy_removal_delay", *DELAY),
        Replaceable("copies.goes_stale"),
        Replaceable("doors.asking_rate", "0", "(1 << 28) - 1"),
        Replaceable("doors.is_noticed"),
        Replaceable("doors.asks_in_round"),
        Replaceable("doors.fails_review"),
        Replaceable("redress.complains"),
        Replaceable("redress.complaint_delay", *DELAY),
        Replaceable("redress.stays_silent"),
        Replaceable("redress.answer_delay", *DELAY),
        Replaceable("redress.is_recorded_against"),
        Replaceable("redress.verdict", "2", "3"),
        Replaceable("redress.persists"),
        Replaceable("redress.correction_delay", *DELAY),
        Replaceable("safeguards.is_kept"),
        Replaceable("safeguards.is_lifted"),
        Replaceable("contacts.learning_wait", *WAIT),
        Replaceable("contacts.drops_tie"),
        Replaceable("contacts.seeking_wait", *WAIT),
        Replaceable("contacts.joins_salon"),
        Replaceable("enrolment.is_enrolled"),
        Replaceable("factors.social", "-1_000_000", "1_000_000"),
        Replaceable("factors.factor_score", "scheme.lowest", "scheme.highest"),
        Replaceable("lines.comes_to_notice"),
        Replaceable("lines.base_points", "-1_000_000", "1_000_000"),
        Replaceable("lines.entry_delay", *DELAY),
        Replaceable("points.nominal_points", "-1_000_000", "1_000_000"),
        Replaceable("points.is_held_back"),
        Replaceable("points.points_score", "-1_000_000", "1_000_000"),
        Replaceable("points.signs_pledge"),
        Replaceable("points.pledge_delay", *DELAY),
    )
}
"""Every replaceable rule, by name."""
