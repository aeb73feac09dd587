"""Distributions over time: a median in bands of quantiles, in small panels."""

from collections.abc import Sequence
from dataclasses import dataclass

from scorelab.report.svg import Canvas, Scale, apart

GAP, HIGH, HEAD, FOOT = 22.0, 210.0, 42.0, 24.0


@dataclass(frozen=True)
class Fan:
    """One distribution over time.

    Attributes
    ----------
    name, note : str
        Written above it.
    points : sequence of (x, (lowest, lower, median, upper, highest))
        In rising x.
    levels : sequence of (y, name)
        Lines across it.
    """

    name: str
    note: str
    points: Sequence[tuple[float, tuple[float, ...]]]
    levels: Sequence[tuple[float, str]]


def fans(
    width: float,
    panels: Sequence[Fan],
    *,
    marks: Sequence[tuple[float, str]],
    along: float,
    spans: Sequence[tuple[float, float]],
    across: int,
) -> Canvas:
    """A panel a distribution.

    Parameters
    ----------
    width : float
        Of the picture.
    panels : sequence of Fan
        What is drawn, row by row.
    marks : sequence of (x, label)
        Marks on the horizontal axes; the first and the last are named.
    along : float
        The largest x.
    spans : sequence of (low, high)
        The vertical scale of each panel.
    across : int
        Panels in a row.
    """
    wide = (width - GAP * (across - 1)) / across
    rows = -(-len(panels) // across)
    canvas = Canvas(width, rows * (HIGH + GAP) - GAP)
    for number, (panel, (low, high)) in enumerate(zip(panels, spans, strict=True)):
        left, upper = (number % across) * (wide + GAP), (number // across) * (HIGH + GAP)
        right = left + wide
        x = Scale(0, max(along, 1), left, right)
        y = Scale(low, high, upper + HIGH - FOOT, upper + HEAD)
        canvas.words(left, upper + 14, panel.name, "strong")
        canvas.words(left, upper + 31, panel.note, "muted")
        canvas.line(left, y(low), right, y(low), "axis")
        named = [(level, name) for level, name in panel.levels if low < level < high]
        for (level, name), place in zip(named, apart([y(level) for level, _ in named], 13), strict=True):
            canvas.line(left, y(level), right, y(level), "grid")
            canvas.words(left + 3, place - 3, name, "muted small halo")
        for mark, label in (marks[0], marks[-1]):
            end = mark > along / 2
            canvas.words(
                right if end else left, upper + HIGH - 8, label, "muted small", "end" if end else "start"
            )
        for outer, css in (((0, 4), "band f1"), ((1, 3), "band f1")):
            lower_edge, upper_edge = (
                [(x(at), y(values[place])) for at, values in panel.points] for place in outer
            )
            canvas.path([*upper_edge, *reversed(lower_edge)], css, close=True)
        canvas.path([(x(at), y(values[2])) for at, values in panel.points], "line s1 solid")
        if panel.points:
            at, values = panel.points[-1]
            label = f"{values[2]:,.0f}"
            canvas.words(x(at) - 4, y(values[2]) - 7, label, "halo strong", "end")
    return canvas
