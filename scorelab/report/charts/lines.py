"""Lines over time or duration, alone or in small panels."""

from collections.abc import Sequence
from dataclasses import dataclass

from scorelab.report.charts.bars import key_lines
from scorelab.report.svg import Canvas, Scale, apart, ticks, width_of
from scorelab.report.words import decimal

TOP, BOTTOM = 22.0, 34.0
NAMED_AT_END = 3
"""More lines than these would lie under one another's names: a key below names them."""


@dataclass(frozen=True)
class Band:
    """An interval along a line.

    Attributes
    ----------
    points : sequence of (x, low, high)
        In rising x.
    """

    points: Sequence[tuple[float, float, float]]


@dataclass(frozen=True)
class Line:
    """A line with its name.

    Attributes
    ----------
    name : str
        Written at its end.
    points : sequence of (x, y)
        In rising x.
    look : int
        1 to 6: colour and dashes of the style sheet.
    stepped : bool
        Whether it holds each value until the next.
    band : Band, optional
        Its interval.
    """

    name: str
    points: Sequence[tuple[float, float]]
    look: int = 1
    stepped: bool = False
    band: Band | None = None


def lines(
    width: float,
    series: Sequence[Line],
    *,
    marks: Sequence[tuple[float, str]],
    along: float,
    height: float = 300,
    highest: float | None = None,
    shares: bool = False,
    notes: Sequence[tuple[float, float, str]] = (),
) -> Canvas:
    """Lines from 0 up: a few are named at their right ends, many in a key below.

    Parameters
    ----------
    width : float
        Of the picture.
    series : sequence of Line
        What is drawn.
    marks : sequence of (x, label)
        Marks on the horizontal axis.
    along : float
        The largest x.
    height : float
        Of the picture without its notice.
    highest : float, optional
        Top of the scale; else the largest value.
    shares : bool
        Whether values are shares, marked in per cent.
    notes : sequence of (x, y, words)
        Places to point at.
    """
    canvas = Canvas(width, height)
    top = max((high for line in series for _, high in line.points), default=0) if highest is None else highest
    levels = ticks(top, 4, whole=not shares)
    across = Scale(0, max(along, 1), 44 if not shares else 40, width - 6)
    up = Scale(0, levels[-1], height - BOTTOM, TOP)
    frame(canvas, across, up, levels, marks, shares)
    for line in series:
        curve = [(across(x), up(y)) for x, y in line.points]
        if line.band:
            upper = [(across(x), up(high)) for x, _, high in line.band.points]
            lower = [(across(x), up(low)) for x, low, _ in line.band.points]
            if line.stepped:
                upper, lower = canvas.steps(upper), canvas.steps(lower)
            canvas.path([*upper, *reversed(lower)], f"band f{line.look}", close=True)
        alone = " solid" if len(series) == 1 else ""
        canvas.path(canvas.steps(curve) if line.stepped else curve, f"line s{line.look}{alone}")
    named = [line for line in series if line.points and line.name]
    if len(named) > NAMED_AT_END:
        name_below(canvas, named)
    else:
        name_at_end(canvas, named, up, height - BOTTOM - 5)
    for x, y, words in notes:
        canvas.mark("circle", across(x), up(y), "point", 4.5)
        left = across(x) + 8 + width_of(words) > width
        canvas.words(
            across(x) + (-8 if left else 8), up(y) - 8, words, "halo strong", "end" if left else "start"
        )
    return canvas


def name_at_end(canvas: Canvas, named: Sequence[Line], up: Scale, lowest: float) -> None:
    """Write each line's name above its right end, none below the lowest place."""
    heights = apart([up(line.points[-1][1]) - 8 for line in named], 17)
    # Names pushed below the axis would be cut off: the whole stack moves up instead.
    excess = max(0.0, max(heights, default=0) - lowest)
    for line, place in zip(named, heights, strict=True):
        canvas.words(canvas.width - 8, place - excess, line.name, "halo strong", "end")


def name_below(canvas: Canvas, named: Sequence[Line]) -> None:
    """Add a key below the picture, the line that ends highest first."""
    ordered = sorted(named, key=lambda line: -line.points[-1][1])
    rows = key_lines([(f"line s{line.look}", line.name) for line in ordered], canvas.width)
    top = canvas.height + 6
    for number, row in enumerate(rows):
        for css, name, x in row:
            middle = top + 20 * number + 9
            canvas.line(x, middle, x + 17, middle, css)
            canvas.words(x + 21, middle + 4, name)
    canvas.height = top + 20 * len(rows)


def panels(
    width: float,
    series: Sequence[Line],
    *,
    marks: Sequence[tuple[float, str]],
    along: float,
    across: int,
) -> Canvas:
    """A small panel a line, each on its own scale from 0, its last value written out."""
    gap, high = 18.0, 128.0
    wide = (width - gap * (across - 1)) / across
    rows = -(-len(series) // across)
    canvas = Canvas(width, rows * (high + gap) - gap)
    for number, line in enumerate(series):
        left, upper = (number % across) * (wide + gap), (number // across) * (high + gap)
        top = max((y for _, y in line.points), default=0)
        x = Scale(0, max(along, 1), left, left + wide - 6)
        y = Scale(0, top or 1, upper + high - 22, upper + 40)
        canvas.words(left, upper + 14, line.name, "strong")
        canvas.words(left, upper + 30, f"highest {decimal_or_whole(top)}", "muted")
        canvas.line(left, y(0), left + wide, y(0), "axis")
        for at, label in (marks[0], marks[-1]):
            end = at > along / 2
            canvas.words(
                x(at) if not end else left + wide, upper + high - 6, label, "muted", "end" if end else "start"
            )
        curve = [(x(a), y(b)) for a, b in line.points]
        if curve:
            canvas.path([(curve[0][0], y(0)), *curve, (curve[-1][0], y(0))], f"band f{line.look}", close=True)
        canvas.path(curve, f"line s{line.look} solid")
        if curve:
            canvas.mark("circle", *curve[-1], f"f{line.look}", 3.5)
            canvas.words(
                left + wide, max(curve[-1][1] - 8, upper + 36),
                decimal_or_whole(line.points[-1][1]), "halo strong", "end",
            )  # fmt: skip
    return canvas


def frame(
    canvas: Canvas,
    across: Scale,
    up: Scale,
    levels: Sequence[float],
    marks: Sequence[tuple[float, str]],
    shares: bool = False,
) -> None:
    """Draw grid, axis and their labels; labels that would touch are left out."""
    for level in levels:
        canvas.line(across.start, up(level), canvas.width, up(level), "axis" if level == 0 else "grid")
        label = f"{level * 100:.0f}%" if shares else decimal_or_whole(level)
        canvas.words(across.start - 6, up(level) + 4, label, "muted", "end")
    last = -1e9
    for x, label in marks:
        place, half = across(x), width_of(label) / 2
        canvas.line(place, up(0), place, up(0) + 5, "axis")
        anchor = "end" if place + half > canvas.width else "start" if place - half < 0 else "middle"
        start = place - half if anchor == "middle" else place - (2 * half if anchor == "end" else 0)
        if start > last + 6:
            canvas.words(place, up(0) + 20, label, "muted", anchor)
            last = start + 2 * half


def decimal_or_whole(value: float) -> str:
    """A whole number as such, others with decimals."""
    return f"{value:,.0f}" if value == int(value) else decimal(value)
