"""The error rates that were put in: no wrongful level is shown without them."""

from scorelab.report import words
from scorelab.report.markup import Html, paragraph, tag
from scorelab.report.subject import Told
from scorelab.scenario.parameter import Parameter

ERRORS = (
    ("misattributed", "error_misattributed", "of judgments recorded against a namesake"),
    ("duplicate", "error_duplicate", "of judgments recorded twice"),
    ("clerical", "error_clerical", "of payments booked late or to a wrong account"),
    ("fabricated", "error_fabricated", "of malicious reports believed as a debt"),
    ("stale", "stale_copies", "of copies kept after removal"),
)
"""Parameter of `errors`, the mechanism that switches it, and what it is a share of."""


def share_on(told: Told, parameter: Parameter) -> str:
    """A probability as in force on the run's first day, with its assumed range."""
    value = parameter.on(told.first_date)
    assert isinstance(value, int | float)
    if parameter.assumed is None:
        return words.percent(value)
    low, high = parameter.assumed.range
    return f"{words.percent(value)} (assumed; {words.percent(low)} to {words.percent(high)})"


def rates_in_words(told: Told) -> str:
    """The error rates of a run, in a sentence."""
    errors, switches = told.scenario.errors, told.scenario.mechanisms
    parts = [
        f"{share_on(told, getattr(errors, name))} {of_what}"
        for name, switch, of_what in ERRORS
        if getattr(switches, switch)
    ]
    off = [name for name, switch, _ in ERRORS if not getattr(switches, switch)]
    sentence = f"{words.listed_in_words(parts)}." if parts else "none."
    return sentence + (f" Switched off: {words.listed_in_words(off)}." if off else "")


def rates_put_in(told: Told) -> Html:
    """The error rates of a run, to stand beside every wrongful level."""
    return paragraph(
        tag("b", "Put in, not found: "),
        rates_in_words(told),
        " Nobody has ever published the true rates; another rate gives another level.",
        class_="rates",
    )


def own_rules_put_in(told: Told) -> str:
    """The rates on which listings against the list's own rules rest, in a sentence."""
    court = told.scenario.court
    return (
        f"{share_on(told, court.unserved)} of judgments never reach the debtor, and inability to pay is "
        f"recognised in {share_on(told, court.inability_recognised)} of cases."
    )
