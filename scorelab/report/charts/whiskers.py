"""Values around nought, each a mark with the whiskers of its interval."""

from collections.abc import Sequence
from dataclasses import dataclass

from scorelab.report.charts.yearly import in_short, levels_of, scale_with_nought
from scorelab.report.svg import Canvas, width_of

ROW, HEAD, WIDE = 30.0, 28.0, 560


@dataclass(frozen=True)
class Whisker:
    """A value with its interval, or words in its place.

    Attributes
    ----------
    name : str
        Written at the left, above it where the picture is narrow.
    values : tuple of three floats or None
        Value, low, high.
    instead : str
        Written where there is no value.
    look : int
        1 to 6: its colour and shape.
    head : str
        Written above it, where a new group begins.
    """

    name: str
    values: tuple[float, float, float] | None
    instead: str
    look: int = 1
    head: str = ""


SHAPES = ("circle", "square", "diamond", "triangle", "cross", "circle")


def whiskers(width: float, rows: Sequence[Whisker]) -> Canvas:
    """Marks with whiskers around the line of nought."""
    wide = width >= WIDE
    left = max((width_of(row.name) for row in rows), default=0) + 14 if wide else 0.0
    ends = [end for row in rows if row.values for end in row.values]
    across = scale_with_nought(ends, left + 16, width - 16)
    step = ROW if wide else ROW + 16
    height = HEAD + step * len(rows) + 26 * sum(bool(row.head) for row in rows) + 4
    canvas = Canvas(width, height)
    for level in levels_of(across):
        canvas.line(across(level), HEAD - 6, across(level), height, "axis" if level == 0 else "grid")
        canvas.words(across(level), HEAD - 12, in_short(level), "muted", "middle")
    y = HEAD
    for row in rows:
        if row.head:
            canvas.words(0, y + 18, row.head, "strong halo")
            y += 26
        place = y + (ROW / 2 if wide else ROW - 1)
        canvas.words(
            left - 10 if wide else 0, y + 18 if wide else y + 14, row.name, "halo", "end" if wide else "start"
        )
        if row.values is None:
            canvas.words(across(0) + 8, place + 4, row.instead, "muted small halo")
        else:
            value, low, high = row.values
            canvas.line(across(low), place, across(high), place, "whisker")
            for end in (low, high):
                canvas.line(across(end), place - 4, across(end), place + 4, "whisker")
            canvas.mark(SHAPES[row.look - 1], across(value), place, f"f{row.look}")
        y += step
    return canvas
