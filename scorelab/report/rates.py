"""The error rates that were put in: no wrongful level is shown without them."""

from scorelab.report import words
from scorelab.report.markup import Html, paragraph, tag
from scorelab.report.subject import Told
from scorelab.scenario.parameter import Parameter

ERRORS = (
    ("misattributed", "error_misattributed", "of judgments recorded against a namesake", "namesakes"),
    ("duplicate", "error_duplicate", "of judgments recorded twice", "duplicates"),
    ("clerical", "error_clerical", "of payments booked late or to a wrong account", "payments misbooked"),
    ("fabricated", "error_fabricated", "of malicious reports believed as a debt", "false reports believed"),
    ("stale", "stale_copies", "of copies kept after removal", "stale copies"),
)
"""Parameter of `errors`, the mechanism that switches it, what it is a share of, a short name."""


def share_on(told: Told, parameter: Parameter) -> str:
    """A probability as in force on the run's first day, with its assumed range."""
    value = _value(told, parameter)
    if parameter.assumed is None:
        return words.percent(value)
    low, high = parameter.assumed.range
    return f"{words.percent(value)} (assumed; {words.percent(low)} to {words.percent(high)})"


def rates_in_words(told: Told) -> str:
    """The error rates of a run, in a sentence."""
    errors, switches = told.scenario.errors, told.scenario.mechanisms
    parts = [
        f"{share_on(told, getattr(errors, name))} {of_what}"
        for name, switch, of_what, _ in ERRORS
        if getattr(switches, switch)
    ]
    off = [name for name, switch, *_ in ERRORS if not getattr(switches, switch)]
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


def rates_beside(told: Told, *, own_rules: bool = False) -> Html:
    """The same in one line, to stand below a picture with wrongful levels.

    Parameters
    ----------
    told : Told
        The run.
    own_rules : bool
        Whether the picture also shows what is against the list's own rules.
    """
    parts = [
        f"{short} {words.percent(_value(told, getattr(told.scenario.errors, name)))}"
        for name, switch, _, short in ERRORS
        if getattr(told.scenario.mechanisms, switch)
    ]
    if own_rules:
        court = told.scenario.court
        parts += [
            f"judgments never served {words.percent(_value(told, court.unserved))}",
            f"inability recognised {words.percent(_value(told, court.inability_recognised))}",
        ]
    return paragraph(
        tag("b", "Put in, not found: "),
        f"{', '.join(parts) or 'no errors'}. ",
        tag("a", "Assumed, never published", href="#simulated"),
        ": another rate gives another level.",
        class_="rates",
    )


def _value(told: Told, parameter: Parameter) -> float:
    value = parameter.on(told.first_date)
    assert isinstance(value, int | float)
    return float(value)


def own_rules_put_in(told: Told) -> str:
    """The rates on which listings against the list's own rules rest, in a sentence."""
    court = told.scenario.court
    return (
        f"{share_on(told, court.unserved)} of judgments never reach the debtor, and inability to pay is "
        f"recognised in {share_on(told, court.inability_recognised)} of cases."
    )
