"""Lines through the years, above and below nought, each with its points; a key below names them."""

from collections.abc import Sequence

from scorelab.report.charts.lines import Line, frame, name_below
from scorelab.report.svg import Canvas, Scale, ticks

FOOT = 34.0


def yearly(
    width: float,
    series: Sequence[Line],
    *,
    marks: Sequence[tuple[float, str]],
    along: float,
    height: float = 300,
    shares: bool = False,
) -> Canvas:
    """Lines on one scale that holds nought.

    Parameters
    ----------
    width : float
        Of the picture.
    series : sequence of Line
        What is drawn, none of them without points; intervals as bands.
    marks : sequence of (x, label)
        Marks on the horizontal axis.
    along : float
        The largest x.
    height : float
        Of the picture without its notice and its key.
    shares : bool
        Whether values are shares, marked in per cent.
    """
    canvas = Canvas(width, height)
    ends = [value for line in series for _, value in line.points]
    ends += [end for line in series if line.band for point in line.band.points for end in point[1:]]
    up = scale_with_nought(ends, height - FOOT, 14)
    across = Scale(0, max(along, 1), 48, width - 6)
    frame(canvas, across, Scale(0, 1, height - FOOT, 0), (), marks)
    for level in levels_of(up):
        canvas.line(across.start, up(level), width, up(level), "axis" if level == 0 else "grid")
        shown = f"{level * 100:.0f}%" if shares else in_short(level)
        canvas.words(across.start - 6, up(level) + 4, shown, "muted", "end")
    for line in series:
        if line.band:
            upper = [(across(x), up(high)) for x, _, high in line.band.points]
            lower = [(across(x), up(low)) for x, low, _ in line.band.points]
            canvas.path([*upper, *reversed(lower)], f"band f{line.look}", close=True)
    for line in series:
        curve = [(across(x), up(y)) for x, y in line.points]
        canvas.path(curve, f"line s{line.look}")
        for x, y in curve:
            canvas.mark("circle", x, y, f"f{line.look} mark", 3)
    name_below(canvas, series)
    return canvas


def scale_with_nought(values: Sequence[float], start: float, end: float) -> Scale:
    """A scale in whole steps that holds all values and nought."""
    step = _step(max([0.1, *map(abs, values)]))
    low, high = min([0.0, *values]), max([0.0, *values])
    least, most = low // step, -(-high // step)
    return Scale(least * step, max(most, least + 1) * step, start, end)


def levels_of(scale: Scale) -> list[float]:
    """The values that are marked on such a scale."""
    step = _step(max(abs(scale.low), abs(scale.high)))
    return [step * place for place in range(round(scale.low / step), round(scale.high / step) + 1)]


def in_short(level: float) -> str:
    """A marked value as printed."""
    return f"{level:.2f}".rstrip("0").rstrip(".").replace("-", "−") if abs(level) > 1e-9 else "0"


def _step(reach: float) -> float:
    return ticks(reach, 4, whole=False)[1]
