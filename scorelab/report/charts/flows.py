"""Flows from one division of people into another: who rose, who stayed, who fell."""

from collections.abc import Sequence
from dataclasses import dataclass

from scorelab.report.svg import Canvas, apart, width_of

GAP, HIGH, HEAD = 30.0, 250.0, 44.0
BAR, PAD = 9.0, 5.0
RISE, STAY, FALL = "band f4 flow", "band f6 flow", "band f2 flow"


@dataclass(frozen=True)
class Flow:
    """One division, before and after.

    Attributes
    ----------
    name, note : str
        Written above it.
    classes : sequence of str
        From the lowest.
    counts : sequence of sequence of int
        From each class (rows) to each class.
    """

    name: str
    note: str
    classes: Sequence[str]
    counts: Sequence[Sequence[int]]


def flows(width: float, panels: Sequence[Flow], *, across: int) -> Canvas:
    """A panel a division; the highest class stands above.

    Parameters
    ----------
    width : float
        Of the picture.
    panels : sequence of Flow
        What is drawn, row by row.
    across : int
        Panels in a row.
    """
    wide = (width - GAP * (across - 1)) / across
    rows = -(-len(panels) // across)
    canvas = Canvas(width, rows * (HIGH + GAP) - GAP)
    for number, panel in enumerate(panels):
        left, upper = (number % across) * (wide + GAP), (number // across) * (HIGH + GAP)
        draw(canvas, panel, left, upper, wide)
    return canvas


def draw(canvas: Canvas, panel: Flow, left: float, upper: float, wide: float) -> None:
    """Draw one panel."""
    total = sum(map(sum, panel.counts)) or 1
    order = range(len(panel.classes) - 1, -1, -1)
    canvas.words(left, upper + 14, panel.name, "strong")
    canvas.words(left, upper + 31, panel.note, "muted")
    room = HIGH - HEAD - 14 - PAD * (len(panel.classes) - 1)
    height = {place: [sum(panel.counts[place]) / total * room] for place in order}
    for place in order:
        height[place].append(sum(row[place] for row in panel.counts) / total * room)
    label = max(width_of(name) for name in panel.classes) + 38
    x1, x2 = left + label, left + wide - label
    tops: list[dict[int, float]] = []
    for side in (0, 1):
        y, found = upper + HEAD, {}
        for place in order:
            found[place] = y
            y += height[place][side] + PAD
        tops.append(found)
    leaving, arriving = dict(tops[0]), dict(tops[1])
    ribbons = []
    for source in order:
        for target in order:
            thick = panel.counts[source][target] / total * room
            if panel.counts[source][target]:
                css = STAY if source == target else RISE if target > source else FALL
                ribbons.append((source == target, leaving[source], arriving[target], thick, css))
            leaving[source] += thick
            arriving[target] += thick
    for _, start, end, thick, css in sorted(ribbons, key=lambda ribbon: not ribbon[0]):
        # The thinnest flows would not be seen at all.
        shown = max(thick, 0.7)
        canvas.ribbon((x1 + BAR, start, start + shown), (x2 - BAR, end, end + shown), css)
    for side, x in ((0, x1), (1, x2 - BAR)):
        present = [place for place in order if height[place][side] > 0]
        middles = [tops[side][place] + height[place][side] / 2 for place in present]
        for place, middle in zip(present, apart(middles, 15), strict=True):
            canvas.rect(x, tops[side][place], BAR, max(height[place][side], 1), "f6")
            share = height[place][side] / room
            words = f"{panel.classes[place]} {_percent(share)}"
            canvas.words(
                x - 5 if side == 0 else x + BAR + 5,
                middle + 4,
                words,
                "small",
                "end" if side == 0 else "start",
            )


def _percent(share: float) -> str:
    value = share * 100
    return f"{value:.0f}%" if value >= 10 else f"{value:.1f}%" if value >= 0.1 else "<0.1%"
