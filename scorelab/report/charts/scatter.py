"""Points in two directions, with a staircase through those that no other point beats."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from scorelab.report.charts.spreads import marks, round_ends
from scorelab.report.svg import Canvas, Scale

HEIGHT, LEFT, BOTTOM, TOP = 420.0, 64.0, 52.0, 34.0
REACH = 1.0
"""How far whiskers stretch the scale: a whole, to either side; beyond that they end at its edge."""

Span = tuple[float, float, float]


@dataclass(frozen=True)
class Spot:
    """A point.

    Attributes
    ----------
    x, y : tuple of three floats
        Value, low, high in either direction; whiskers are drawn where they differ.
    label : str
        Written beside it; empty for none.
    shape, css : str
        Its mark.
    best : bool
        Whether the staircase goes through it.
    """

    x: Span
    y: Span
    label: str
    shape: str
    css: str
    best: bool


def scatter(
    width: float, spots: Sequence[Spot], *, across: str, up: str, label: Callable[[float], str]
) -> Canvas:
    """Points with whiskers; the staircase joins the best from left to right.

    Parameters
    ----------
    width : float
        Of the picture.
    spots : sequence of Spot
        At least one.
    across, up : str
        What the two directions are.
    label : callable
        From a value to what the scales say there.
    """
    low, high = _ends([spot.x for spot in spots], [spot.x for spot in spots if spot.best])
    least, most = _ends([spot.y for spot in spots], [spot.y for spot in spots if spot.best])
    canvas = Canvas(width, HEIGHT)
    x, y = Scale(low, high, LEFT, width - 30), Scale(least, most, HEIGHT - BOTTOM, TOP)
    for value in marks(low, high, 6 if width > 500 else 3):
        canvas.line(x(value), y.end, x(value), y.start, "axis" if value == 0 else "grid")
        canvas.words(x(value), y.start + 20, label(value), "muted", "middle")
    for value in marks(least, most, 6):
        canvas.line(x.start, y(value), x.end, y(value), "axis" if value == 0 else "grid")
        canvas.words(x.start - 6, y(value) + 4, label(value), "muted", "end")
    canvas.words(x.end, HEIGHT - 8, across, "strong", "end")
    canvas.words(0, 14, up, "strong")
    best = sorted((spot for spot in spots if spot.best), key=lambda spot: spot.x[0])
    canvas.path(canvas.steps([(x(spot.x[0]), y(spot.y[0])) for spot in best]), "line s6 solid")
    for spot in spots:
        if spot.best:
            canvas.line(x(spot.x[1]), y(spot.y[0]), x(spot.x[2]), y(spot.y[0]), "whisker")
            canvas.line(x(spot.x[0]), y(spot.y[1]), x(spot.x[0]), y(spot.y[2]), "whisker")
    # The best last, for sets that do the same lie on one another.
    for spot in sorted(spots, key=lambda spot: spot.best):
        canvas.mark(spot.shape, x(spot.x[0]), y(spot.y[0]), spot.css)
    for spot in spots:
        if spot.label:
            canvas.words(x(spot.x[0]) + 8, y(spot.y[0]) - 8, spot.label, "halo strong")
    return canvas


def _ends(spans: Sequence[Span], whiskers: Sequence[Span]) -> tuple[float, float]:
    """Round ends of a scale for all points, and for the whiskers within reach."""
    reached = [min(max(end, -REACH), REACH) for span in whiskers for end in span[1:]]
    return round_ends([*(span[0] for span in spans), *reached])
