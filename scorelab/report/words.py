"""Numbers, names and sentences that recur in a report."""

from collections.abc import Sequence
from datetime import date

from scorelab.amounts import NOT_ESTIMABLE, count, decimal, hours, in_unit, percent, yuan
from scorelab.journal import Truth
from scorelab.measures import Measure
from scorelab.telling import spaced

__all__ = ["NOT_ESTIMABLE", "count", "decimal", "hours", "in_unit", "percent", "yuan"]
"""How numbers are printed: defined in a room below, and used with the words of this one."""

NOTHING = "—"
"""In place of a value that a run does not have at all."""


CLASSES: dict[Truth, str] = {
    Truth.DUE: "due",
    Truth.UNABLE: "unable to pay",
    Truth.NOT_TOLD: "never told",
    Truth.PAID_ELSEWHERE: "paid elsewhere",
    Truth.SETTLED: "settled",
    Truth.NEVER_OWED: "never owed",
}
"""The six ground-truth classes as a report names them."""

CLASS_MEANING: dict[Truth, str] = {
    Truth.DUE: "owed, unpaid, able to pay, and told of the judgment",
    Truth.UNABLE: "owed, but the list's own condition, ability to pay, fails",
    Truth.NOT_TOLD: "owed, but the judgment never reached the debtor",
    Truth.PAID_ELSEWHERE: "the debtor had parted with the money, whoever slipped",
    Truth.SETTLED: "paid, settled or expired, but still shown",
    Truth.NEVER_OWED: "recorded against a namesake, twice, or on an invented claim",
}


def amount(measure: Measure, value: float | None) -> str:
    """A measure's value with its unit, as a report prints it."""
    return in_unit(measure.unit, value)


def between(measure: Measure, interval: tuple[float, float] | None) -> str:
    """An interval of a measure's value."""
    if interval is None:
        return NOT_ESTIMABLE
    low, high = (amount(measure, end) for end in interval)
    unit = high.lstrip("0123456789,.%")
    return f"{low.removesuffix(unit)} to {high}"


def day_in_words(day: date) -> str:
    """A date: 3 May 2023."""
    return f"{day.day} {day:%B %Y}"


def named(name: str) -> str:
    """A scenario's name for a door, channel or operator, readable."""
    return spaced(name)


def capital(sentence: str) -> str:
    """A sentence with its first letter large."""
    return sentence[:1].upper() + sentence[1:]


def small(title: str) -> str:
    """A title as it stands within a sentence."""
    return title if title[1:2].isupper() else title[:1].lower() + title[1:]


def listed_in_words(parts: Sequence[str]) -> str:
    """Parts as in a sentence: a, b and c."""
    if len(parts) < 2:
        return "".join(parts)
    return f"{', '.join(parts[:-1])} and {parts[-1]}"


def plural(number: float, one: str, many: str | None = None) -> str:
    """A number with its noun."""
    return f"{count(number)} {one if number == 1 else many or one + 's'}"
