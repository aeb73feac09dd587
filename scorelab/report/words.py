"""Numbers, names and sentences that recur in a report."""

from collections.abc import Sequence
from datetime import date

from scorelab.journal import Truth
from scorelab.measures import Measure
from scorelab.telling import spaced

NOT_ESTIMABLE = "not estimable"

NOTHING = "—"
"""In place of a value that a run does not have at all."""

IN_FRACTIONS = (
    "points a person", "points a point", "times", "correlation", "Gini coefficient", "per 1,000 borrowers",
)  # fmt: skip
"""Units whose values do not come in whole numbers."""

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
    Truth.SETTLED: "paid or settled, but still shown",
    Truth.NEVER_OWED: "recorded against a namesake, twice, or on an invented claim",
}


def count(value: float) -> str:
    """A whole number with its thousands apart."""
    return f"{value:,.0f}"


def decimal(value: float) -> str:
    """A number with as many decimals as it deserves."""
    if abs(value) >= 100:
        return f"{value:,.0f}"
    return f"{value:,.1f}" if abs(value) >= 10 else f"{value:,.2f}"


def percent(share: float) -> str:
    """A share in per cent."""
    value = share * 100
    places = 0 if abs(value) >= 10 else 1 if abs(value) >= 1 else 2
    written = f"{value:.{places}f}"
    return f"{written.rstrip('0').rstrip('.') if '.' in written else written}%"


def yuan(cents: float) -> str:
    """A sum of money, large sums in millions."""
    value = cents / 100
    if abs(value) >= 1e9:
        return f"{value / 1e9:,.2f} billion yuan"
    if abs(value) >= 1e6:
        return f"{value / 1e6:,.1f} million yuan"
    return f"{value:,.0f} yuan"


def hours(minutes: float) -> str:
    """A length of time in hours."""
    value = minutes / 60
    return f"{value:,.0f} hours" if value >= 10 or value == 0 else f"{value:,.1f} hours"


def amount(measure: Measure, value: float | None) -> str:
    """A measure's value with its unit, as a report prints it."""
    if value is None:
        return NOT_ESTIMABLE
    match measure.unit:
        case "cents":
            return yuan(value)
        case "minutes":
            return hours(value)
        case "share":
            return percent(value)
        case "days":
            return f"{decimal(value)} days"
        case "points":
            return f"{value:,.1f} points"
        case unit if unit in IN_FRACTIONS:
            return decimal(value)
    return count(value)


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
