"""Age pyramids: men to the left, women to the right, with the outline of another society's."""

from collections.abc import Sequence
from dataclasses import dataclass

from scorelab.report.charts.bars import draw_keys, key_lines
from scorelab.report.svg import Canvas, Scale, ticks, width_of

ROW, HEAD, FOOT, WIDE = 15.0, 42.0, 24.0, 560


@dataclass(frozen=True)
class Pyramid:
    """A pyramid with what stands beside it.

    Attributes
    ----------
    name : str
        Written above it.
    men, women : sequence of float
        Share of all people by group of age, the youngest first.
    beside_men, beside_women : sequence of float
        The same of the other society: its outline.
    """

    name: str
    men: Sequence[float]
    women: Sequence[float]
    beside_men: Sequence[float]
    beside_women: Sequence[float]


def pyramids(width: float, rows: Sequence[Pyramid], *, ages: Sequence[str], names: tuple[str, str]) -> Canvas:
    """Pyramids side by side, or one below the other where the picture is narrow.

    Parameters
    ----------
    width : float
        Of the picture.
    rows : sequence of Pyramid
        In order of time.
    ages : sequence of str
        Names of the groups, the youngest first.
    names : tuple of str
        What the bars and what the outline are.
    """
    across = len(rows) if width >= WIDE else 1
    keys = key_lines((("f1", f"men, {names[0]}"), ("h2", f"women, {names[0]}")), width)
    top = 20.0 * (len(keys) + 1) + 8
    deep = HEAD + ROW * len(ages) + FOOT
    gap = 22.0
    wide = (width - gap * (across - 1)) / across
    canvas = Canvas(width, top + deep * -(-len(rows) // across))
    draw_keys(canvas, keys)
    line = 20.0 * len(keys)
    canvas.line(0, line + 9, 15, line + 9, "line s3 solid")
    canvas.words(21, line + 13, names[1])
    most = max(max((*one.men, *one.women, *one.beside_men, *one.beside_women), default=0) for one in rows)
    levels = ticks(most, 2, whole=False)
    for place, one in enumerate(rows):
        x, y = place % across * (wide + gap), top + place // across * deep
        draw(canvas, one, (x, y), wide, ages, levels)
    return canvas


def draw(
    canvas: Canvas,
    one: Pyramid,
    corner: tuple[float, float],
    wide: float,
    ages: Sequence[str],
    levels: Sequence[float],
) -> None:
    """Draw a pyramid into a part of the picture, whose upper left corner is given."""
    left, top = corner
    room = max(width_of(age, 11) for age in ages) + 10
    middle = left + room + (wide - room) / 2
    half = (wide - room) / 2
    canvas.words(left, top + 14, one.name, "strong")
    low = top + HEAD + ROW * len(ages)
    scales = Scale(0, levels[-1], middle, middle - half), Scale(0, levels[-1], middle, middle + half)
    for scale in scales:
        for level in levels:
            canvas.line(scale(level), top + HEAD - 6, scale(level), low, "axis" if level == 0 else "grid")
            if level:
                anchor = "start" if scale is scales[0] else "end"
                canvas.words(scale(level), low + 16, f"{level * 100:g}%", "muted", anchor)
    canvas.words(middle - 6, top + 32, "men", "muted", "end")
    canvas.words(middle + 6, top + 32, "women", "muted")
    for number, age in enumerate(ages):
        y = low - ROW * (number + 1)
        men, women = scales[0](one.men[number]), scales[1](one.women[number])
        canvas.rect(men, y + 1, middle - men, ROW - 2, "f1")
        canvas.rect(middle, y + 1, women - middle, ROW - 2, "h2")
        if number % 2 == 0:
            canvas.words(left + room - 8, y + ROW - 4, age, "muted small", "end")
    for scale, values in zip(scales, (one.beside_men, one.beside_women), strict=True):
        edge = [
            (scale(value), low - ROW * (number + end))
            for number, value in enumerate(values)
            for end in (0, 1)
        ]
        canvas.path([(middle, low), *edge, (middle, low - ROW * len(ages))], "line s3 solid")
