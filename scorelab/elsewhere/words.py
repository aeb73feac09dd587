"""How figures of these worlds are written."""

from scorelab.elsewhere.measure import Known
from scorelab.elsewhere.outcome import Finding

DECIMALS = {"share": 5, "score points": 3, "people": 0, "utility": 4}
"""Decimals by unit."""


def in_units(known: Known, value: float | None) -> str:
    """A value of a measure; a dash where there is none."""
    return "–" if value is None else f"{value:,.{DECIMALS[known.unit]}f}"


def published(finding: Finding) -> str:
    """The published figure, or the range in which it lies."""
    if finding.published is None:
        return ""
    low, high = finding.published
    shown = in_units(finding.known, low)
    return shown if low == high else f"{shown} to {in_units(finding.known, high)}"
