"""Columns by month, up and down from one line."""

from collections.abc import Sequence

from scorelab.report.charts.lines import frame
from scorelab.report.svg import Canvas, Scale, ticks


def columns(
    width: float,
    months: Sequence[str],
    upper: Sequence[float],
    lower: Sequence[float],
    *,
    names: tuple[str, str],
    height: float = 300,
) -> Canvas:
    """Two series of columns: one rises from the line, the other hangs from it.

    Parameters
    ----------
    width : float
        Of the picture.
    months : sequence of str
        Labels.
    upper, lower : sequence of float
        Values, at least 0, one a month.
    names : tuple of str
        What rises and what hangs.
    height : float
        Of the picture without its notice.
    """
    canvas = Canvas(width, height)
    # Values are written beyond the columns: the scale leaves room for them.
    levels = ticks(max([*upper, *lower, 1]) * 1.15, 3)
    middle, reach = height / 2, height / 2 - 34
    across = Scale(0, max(len(months), 1), 44, width)
    for sign in (-1, 1):
        for level in levels:
            y = middle - sign * level / levels[-1] * reach
            canvas.line(across.start, y, width, y, "axis" if level == 0 else "grid")
            if level or sign == 1:
                canvas.words(across.start - 6, y + 4, f"{level:,.0f}", "muted", "end")
    room = (across.end - across.start) / max(len(months), 1)
    bar = min(room * 0.7, 44)
    for place, values in enumerate(zip(upper, lower, strict=True)):
        x = across(place) + (room - bar) / 2
        rise, hang = (value / levels[-1] * reach for value in values)
        canvas.rect(x, middle - rise, bar, rise, "f1")
        canvas.rect(x, middle, bar, hang, "h2")
        if room > 34:
            canvas.words(x + bar / 2, middle - rise - 5, f"{values[0]:,.0f}", "halo", "middle")
            canvas.words(x + bar / 2, middle + hang + 15, f"{values[1]:,.0f}", "halo", "middle")
    marks = [(place + 0.5, label) for place, label in enumerate(months)]
    foot = Scale(0, 1, height - 30, 0)
    frame(canvas, across, foot, (), [(x, label) for x, label in marks])
    canvas.words(width, 12, f"▲ {names[0]}", "strong", "end")
    canvas.words(width, height - 34, f"▼ {names[1]}", "strong", "end")
    return canvas
