"""Numbers with their units, as reports and registries print them."""

NOT_ESTIMABLE = "not estimable"

IN_FRACTIONS = (
    "points a person", "points a point", "times", "correlation", "rank correlation", "Gini coefficient",
    "per 1,000 borrowers", "per 1,000 person-years", "visits a month", "per 100,000 adults",
    "a year and listed person", "years",
)  # fmt: skip
"""Units whose values do not come in whole numbers."""


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


def in_unit(unit: str, value: float | None) -> str:
    """A value of a unit of measures, as a report prints it."""
    if value is None:
        return NOT_ESTIMABLE
    match unit:
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
        case _ if unit in IN_FRACTIONS:
            return decimal(value)
    return count(value)
