"""What was lost and what was gained, to either side of one line."""

from collections.abc import Sequence
from dataclasses import dataclass

from scorelab.report.charts.bars import draw_keys, key_lines
from scorelab.report.svg import Canvas, Scale, width_of

ROW, WIDE = 28.0, 560


@dataclass(frozen=True)
class Change:
    """What something took and gave.

    Attributes
    ----------
    name : str
        What it is.
    lost, gained : float
        Neither is negative.
    lost_words, gained_words : str
        Written at the ends.
    head : str
        Written above it, where a new group begins.
    """

    name: str
    lost: float
    gained: float
    lost_words: str
    gained_words: str
    head: str = ""


def balance(width: float, rows: Sequence[Change], *, keys: Sequence[tuple[str, str]]) -> Canvas:
    """Bars to the left for what was lost, to the right for what was gained.

    Parameters
    ----------
    width : float
        Of the picture.
    rows : sequence of Change
        From above.
    keys : sequence of (css, name)
        What both fills mean: lost, gained.
    """
    wide = width >= WIDE
    step = ROW if wide else ROW + 15
    lines = key_lines(keys, width)
    top = 20.0 * len(lines) + 8
    heads = sum(bool(row.head) for row in rows)
    canvas = Canvas(width, top + step * len(rows) + 32 * heads)
    draw_keys(canvas, lines)
    names = min(max((width_of(row.name) for row in rows), default=0) + 10, width * 0.44) if wide else 0.0
    left = names + max((width_of(row.lost_words) for row in rows), default=0) + 8
    right = width - max((width_of(row.gained_words) for row in rows), default=0) - 8
    lost, gained = max((row.lost for row in rows), default=0), max((row.gained for row in rows), default=0)
    # One scale for both sides: what is longer is more.
    middle = left + (right - left) * (lost / (lost + gained) if lost + gained else 0.5)
    scale = Scale(0, max(lost, gained) or 1, 0, (middle - left) if lost >= gained else (right - middle))
    y = top
    for row in rows:
        if row.head:
            canvas.words(0, y + 21, row.head, "strong")
            y += 32
        upper = y if wide else y + 15
        canvas.words(0, upper + 16 if wide else y + 12, row.name)
        for sign, value, said, css, anchor in (
            (-1, row.lost, row.lost_words, keys[0][0], "end"),
            (1, row.gained, row.gained_words, keys[1][0], "start"),
        ):
            length = max(scale(value), 1.0) if value else 0.0
            canvas.rect(middle - length if sign < 0 else middle, upper + 3, length, ROW - 9, css)
            if value:
                canvas.words(middle + sign * (length + 5), upper + 17, said, "strong small", anchor)
        canvas.line(middle, upper, middle, upper + ROW - 3, "axis")
        y += step
    return canvas
