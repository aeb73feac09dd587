"""What one world comes to: numbers by name, each with its unit."""

from collections.abc import Iterable, Sequence
from statistics import fmean

Values = dict[str, tuple[str, float | None]]
"""By name: the unit and the value; None where it cannot be estimated."""


def mean_of(numbers: Iterable[float]) -> float | None:
    """Their mean; None without any."""
    held = list(numbers)
    return fmean(held) if held else None


def part(marks: Sequence[bool]) -> float | None:
    """The share of marks that are set; None without any."""
    return sum(marks) / len(marks) if marks else None
