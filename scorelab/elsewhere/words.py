"""How figures of these worlds are written."""

from scorelab.elsewhere.measure import Known
from scorelab.elsewhere.outcome import Finding

DECIMALS = {
    "share": 5,
    "score points": 3,
    "people": 0,
    "utility": 4,
    "times": 2,
    "years": 1,
    "Australian dollars": 0,
    "euros": 0,
}
"""Decimals by unit."""


def in_units(known: Known, value: float | None) -> str:
    """A value of a measure; a dash where there is none."""
    return "–" if value is None else f"{value:,.{DECIMALS[known.unit]}f}"


def published(finding: Finding) -> str:
    """The published figure, or the range in which it lies."""
    if finding.published is None:
        return ""
    return " to ".join(dict.fromkeys(f"{value:,.10g}" for value in finding.published))


def between_worlds(finding: Finding) -> str:
    """Between which values nine worlds in ten lie; a dash where there is none."""
    if finding.band is None:
        return "–"
    low, high = finding.band
    return f"{in_units(finding.known, low)} to {in_units(finding.known, high)}"


def met_or_missed(finding: Finding) -> str:
    """What the published figure is to the scenario, and whether it is met within what is allowed."""
    if finding.row is None or finding.holds is None:
        return ""
    return f"{finding.row.standing}: {'holds' if finding.holds else 'misses'}"
