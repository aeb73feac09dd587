"""Ratios with their intervals, on a logarithmic scale around one."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from scorelab.report.svg import Canvas, Scale, width_of

STEP = 24.0
MOST = 16.0
"""The scale ends at this ratio; whiskers that reach beyond have no end mark."""


@dataclass(frozen=True)
class Range:
    """A value with its interval, or words in its place.

    Attributes
    ----------
    values : tuple of three floats or None
        Value, low, high.
    instead : str
        Written where there is no value.
    shape, css : str
        Its mark.
    """

    values: tuple[float, float, float] | None
    instead: str
    shape: str
    css: str


@dataclass(frozen=True)
class Group:
    """A row: what is compared, and its ranges.

    Attributes
    ----------
    name : str
        The group.
    ranges : tuple of Range
        One a measure.
    head : str
        Written above it, where a new division begins.
    """

    name: str
    ranges: tuple[Range, ...]
    head: str = ""


def ranges(width: float, rows: Sequence[Group], keys: Sequence[tuple[str, str, str]]) -> Canvas:
    """Marks with whiskers around the line of equality.

    Parameters
    ----------
    width : float
        Of the picture.
    rows : sequence of Group
        From above.
    keys : sequence of (shape, css, name)
        What the marks mean.
    """
    ends = [end for row in rows for one in row.ranges if one.values for end in one.values if end > 0]
    low = max(2.0 ** math.floor(math.log2(min([0.5, *ends]))), 1 / MOST)
    high = min(2.0 ** math.ceil(math.log2(max([2.0, *ends]))), MOST)
    left = max((width_of(row.name) for row in rows), default=0) + 12
    scale = Scale(low, high, left + 8, width - 16, logarithmic=True)
    heads = sum(bool(row.head) for row in rows)
    top = 20.0 * len(keys) + 26
    height = top + heads * 30 + sum(STEP * max(1, len(row.ranges)) * 0.75 + 6 for row in rows) + 10
    canvas = Canvas(width, height)
    for number, (shape, css, name) in enumerate(keys):
        canvas.mark(shape, 7, 20 * number + 8, css)
        canvas.words(20, 20 * number + 13, name)
    powers = range(round(math.log2(low)), round(math.log2(high)) + 1)
    crowded = (scale.end - scale.start) / len(powers) < width_of("equal") + 8
    for power in powers:
        place = scale(2.0**power)
        label = "equal" if power == 0 else f"{2**power}×" if power > 0 else f"1/{2**-power}"
        canvas.line(place, top - 6, place, height, "axis" if power == 0 else "grid")
        if power % 2 == 0 or not crowded:
            canvas.words(place, top - 10, label, "muted", "middle")
    y = top
    for row in rows:
        if row.head:
            canvas.words(0, y + 22, row.head, "strong")
            y += 30
        deep = STEP * max(1, len(row.ranges)) * 0.75 + 6
        canvas.words(left - 4, y + deep / 2 + 4, row.name, "", "end")
        for number, one in enumerate(row.ranges):
            draw(canvas, scale, one, y + 13 + number * STEP * 0.75)
        y += deep
    return canvas


def draw(canvas: Canvas, scale: Scale, one: Range, y: float) -> None:
    """Draw one value with its interval, or the words in its place."""
    if one.values is None:
        fits = scale(1) + 8 + width_of(one.instead, 11) < canvas.width
        canvas.words(
            scale(1) + (8 if fits else -8), y + 4, one.instead, "muted small", "start" if fits else "end"
        )
        return
    value, low, high = one.values
    canvas.line(scale(low), y, scale(high), y, "whisker")
    for end in (low, high):
        if scale.low <= end <= scale.high:
            canvas.line(scale(end), y - 4, scale(end), y + 4, "whisker")
    canvas.mark(one.shape, scale(value), y, one.css)
