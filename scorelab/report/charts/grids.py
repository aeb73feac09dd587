"""A table of shares as a picture: the darker a cell, the more people are in it."""

from collections.abc import Sequence

from scorelab.report.svg import Canvas, width_of, wrapped

ROW, HEAD, STEPS = 34.0, 58.0, 5


def grid(
    width: float,
    rows: Sequence[str],
    columns: Sequence[str],
    shares: Sequence[Sequence[float]],
    *,
    names: tuple[str, str],
) -> Canvas:
    """Cells with their shares written out.

    Parameters
    ----------
    width : float
        Of the picture.
    rows, columns : sequence of str
        Names of both divisions.
    shares : sequence of sequence of float
        A share a cell.
    names : tuple of str
        What the rows and the columns are.
    """
    left = max(width_of(name) for name in rows) + 12
    wide = min((width - left) / len(columns), 110)
    legend = wrapped(f"down: {names[0]}; across: {names[1]}", width)
    head = HEAD + 16 * (len(legend) - 1)
    canvas = Canvas(width, head + ROW * len(rows) + 4)
    highest = max(max(row) for row in shares) or 1
    for line, words in enumerate(legend):
        canvas.words(0, 14 + 16 * line, words, "muted")
    crowded = any(width_of(name) > wide - 4 for name in columns)
    for place, name in enumerate(columns):
        # Names that would touch stand on two lines by turns, the last one within the picture.
        last = crowded and place == len(columns) - 1
        x = left + wide * (place + (1 if last else 0.5))
        y = head - (22 if crowded and place % 2 else 8)
        canvas.words(x, y, name, "small" if crowded else "", "end" if last else "middle")
    for line, (name, values) in enumerate(zip(rows, shares, strict=True)):
        y = head + ROW * line
        canvas.words(left - 8, y + 21, name, "", "end")
        for place, share in enumerate(values):
            depth = min(int(share / highest * STEPS), STEPS - 1)
            canvas.rect(left + wide * place + 1, y + 1, wide - 2, ROW - 2, f"f1 depth{depth}")
            words = in_words(share, wide)
            canvas.words(left + wide * (place + 0.5), y + 21, words, "strong" if depth else "", "middle")
    return canvas


def in_words(share: float, room: float) -> str:
    """A share as written into a cell: in whole per cent where more would not fit."""
    value = share * 100
    if value == 0:
        return "0"
    exact = f"{value:.0f}%" if value >= 10 else f"{value:.1f}%" if value >= 0.1 else "<0.1%"
    if width_of(exact) < room - 4:
        return exact
    return f"{value:.0f}%" if value >= 1 else "<1%"
