"""Values with their intervals on one straight scale, around nought."""

import math
from collections.abc import Callable, Sequence
from itertools import pairwise

from scorelab.report.charts.ranges import STEP, Group, Range
from scorelab.report.svg import Canvas, Scale, width_of

WIDE = 560


def spreads(
    width: float,
    rows: Sequence[Group],
    keys: Sequence[tuple[str, str, str]],
    label: Callable[[float], str],
    *,
    least: float,
    most: float,
) -> Canvas:
    """Marks with whiskers on a straight scale.

    A value beyond an end of the scale is an arrow at the edge with the value beside it; a whisker that
    reaches beyond has no end mark. Where no row has a value there is no scale.

    Parameters
    ----------
    width : float
        Of the picture.
    rows : sequence of Group
        From above; the heads of groups stand above them.
    keys : sequence of (shape, css, name)
        What the marks mean.
    label : callable
        From a value to what the scale says there.
    least, most : float
        The scale's ends, unless all values lie further inside.
    """
    values = [end for row in rows for one in row.ranges if one.values for end in one.values]
    low, high = _ends(values, least, most)
    wide = width >= WIDE
    left = max((width_of(row.name) for row in rows), default=0) + 12 if wide else 0.0
    scale = Scale(low, high, left + 8, width - 26)
    extra = 0.0 if wide else 17.0
    top = 20.0 * len(keys) + (26 if values else 0)
    deep = [STEP * 0.75 * max(1, len(row.ranges)) + 6 + extra for row in rows]
    canvas = Canvas(width, top + sum(deep) + 30 * sum(bool(row.head) for row in rows) + 10)
    for number, (shape, css, name) in enumerate(keys):
        canvas.mark(shape, 7, 20 * number + 8, css)
        canvas.words(20, 20 * number + 13, name)
    for value in _marks_apart(scale, label, width) if values else ():
        canvas.line(scale(value), top - 6, scale(value), canvas.height, "axis" if value == 0 else "grid")
        canvas.words(_inside(scale(value), label(value), width), top - 10, label(value), "muted", "middle")
    y = top
    for row, height in zip(rows, deep, strict=True):
        if row.head:
            canvas.words(0, y + 22, row.head, "strong")
            y += 30
        if wide:
            canvas.words(left - 4, y + height / 2 + 4, row.name, "", "end")
        else:
            canvas.words(0, y + 13, row.name, "halo")
        for number, one in enumerate(row.ranges):
            _draw(canvas, scale, one, y + 13 + extra + number * STEP * 0.75, label)
        y += height
    return canvas


def _ends(values: Sequence[float], least: float, most: float) -> tuple[float, float]:
    """The ends of the scale: round, with nought within, no further than allowed."""
    low, high = round_ends(values)
    return max(low, least), min(high, most)


def _marks_apart(scale: Scale, label: Callable[[float], str], width: float) -> list[float]:
    """Round values along the scale, as many as can be labelled beside one another."""
    for most in range(6, 1, -1):
        found = marks(scale.low, scale.high, most)
        places = [(_inside(scale(value), label(value), width), width_of(label(value)) / 2) for value in found]
        if all(one + half < other - more for (one, half), (other, more) in pairwise(places)):
            break
    return found


def _inside(x: float, words: str, width: float) -> float:
    """Where the middle of a label stands, so that none of it lies outside the picture."""
    half = width_of(words) / 2
    return min(max(x, half), width - half)


def round_ends(values: Sequence[float]) -> tuple[float, float]:
    """Round ends of a scale that holds the values, and nought; a whole to either side if all are nought."""
    if not any(values):
        return -1.0, 1.0
    low, high = min([0.0, *values]), max([0.0, *values])
    step = _step(high - low, 6)
    return math.floor(low / step) * step, math.ceil(high / step) * step


def _step(span: float, most: int) -> float:
    power = 10.0 ** math.floor(math.log10(span / most))
    return next(factor * power for factor in (1, 2, 2.5, 5, 10) if factor * power * most >= span * 0.999999)


def marks(low: float, high: float, most: int) -> list[float]:
    """Round values along a scale, at most so many steps."""
    step = _step(high - low, most)
    first, last = math.ceil(low / step - 1e-9), math.floor(high / step + 1e-9)
    return [place * step for place in range(first, last + 1)]


def _draw(canvas: Canvas, scale: Scale, one: Range, y: float, label: Callable[[float], str]) -> None:
    if one.values is None:
        start = min(scale(0) + 8, max(canvas.width - width_of(one.instead, 11), scale.start))
        canvas.words(start, y + 4, one.instead, "muted small halo")
        return
    value, low, high = one.values
    # Ends are multiples of a step, so rounding may leave the outermost value a hair beyond them.
    hair = (scale.high - scale.low) * 1e-9
    canvas.line(scale(low), y, scale(high), y, "whisker")
    for end in (low, high):
        if scale.low - hair <= end <= scale.high + hair:
            canvas.line(scale(end), y - 4, scale(end), y + 4, "whisker")
    if scale.low - hair <= value <= scale.high + hair:
        canvas.mark(one.shape, scale(value), y, one.css)
        return
    side = 1 if value > scale.high else -1
    x = scale(value)
    canvas.path([(x + 7 * side, y), (x - 3 * side, y - 6), (x - 3 * side, y + 6)], one.css, close=True)
    # Beside whatever of the whisker can be seen.
    inner = scale(low if side > 0 else high)
    canvas.words(inner - 9 * side, y + 4, label(value), "small halo", "end" if side > 0 else "start")
