"""Bars that lie, whole or in pieces, with their values written out."""

from collections.abc import Sequence
from dataclasses import dataclass

from scorelab.report.svg import Canvas, Scale, width_of

ROW = 30.0
WIDE = 560


@dataclass(frozen=True)
class Piece:
    """A piece of a bar.

    Attributes
    ----------
    value : float
        Its length.
    css : str
        Its fill in the style sheet.
    """

    value: float
    css: str


@dataclass(frozen=True)
class Bar:
    """A bar with what it stands for.

    Attributes
    ----------
    name : str
        What it is.
    pieces : tuple of Piece
        From the left on.
    value : str
        What is written at its end.
    head : str
        Written above it, where a new group of bars begins.
    """

    name: str
    pieces: tuple[Piece, ...]
    value: str
    head: str = ""


def bars(width: float, rows: Sequence[Bar], *, keys: Sequence[tuple[str, str]] = ()) -> Canvas:
    """Lying bars: names at the left, above the bars where the picture is narrow.

    Parameters
    ----------
    width : float
        Of the picture.
    rows : sequence of Bar
        From above.
    keys : sequence of (css, name)
        What the fills mean.
    """
    wide = width >= WIDE
    longest = max((width_of(row.name) for row in rows), default=0)
    left = min(longest + 12, width * 0.42) if wide else 0.0
    room = max((width_of(row.value) for row in rows), default=0) + 10
    total = max((sum(piece.value for piece in row.pieces) for row in rows), default=0) or 1
    scale = Scale(0, total, left, width - room)
    lines = key_lines(keys, width)
    step = ROW if wide else ROW + 17
    heads = sum(bool(row.head) for row in rows)
    canvas = Canvas(width, 20.0 * len(lines) + (8 if lines else 0) + step * len(rows) + 30 * heads)
    draw_keys(canvas, lines)
    y = 20.0 * len(lines) + (8 if lines else 0)
    for row in rows:
        if row.head:
            canvas.words(0, y + 20, row.head, "strong")
            y += 30
        upper = y if wide else y + 17
        canvas.words(
            left - 10 if wide else 0, upper + 18 if wide else y + 13, row.name, "", "end" if wide else "start"
        )
        x = left
        for piece in row.pieces:
            length = scale(piece.value) - left
            canvas.rect(x, upper + 4, max(length, 1.0) if piece.value else 0, ROW - 10, piece.css)
            x += length
        canvas.words(x + 6, upper + 18, row.value, "strong")
        canvas.line(left, upper, left, upper + ROW, "axis")
        y += step
    return canvas


def key_lines(keys: Sequence[tuple[str, str]], width: float) -> list[list[tuple[str, str, float]]]:
    """Keys in lines that fit a width, each with its place."""
    lines: list[list[tuple[str, str, float]]] = []
    x = width + 1
    for css, name in keys:
        needed = 22 + width_of(name) + 16
        if x + needed - 16 > width:
            lines.append([])
            x = 0
        lines[-1].append((css, name, x))
        x += needed
    return lines


def draw_keys(canvas: Canvas, lines: Sequence[Sequence[tuple[str, str, float]]], top: float = 0) -> None:
    """Draw what the fills mean."""
    for number, line in enumerate(lines):
        for css, name, x in line:
            canvas.rect(x, top + 20 * number + 2, 15, 13, css)
            canvas.words(x + 21, top + 20 * number + 13, name)
