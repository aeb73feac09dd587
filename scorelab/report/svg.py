"""Drawing: a canvas of a given width, scales, axes and marks. Colours are the style sheet's."""

import math
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from scorelab.report.markup import Html, join, tag

LETTER = 0.6
"""Mean width of a letter, in heights of the type."""

TYPE = 13.0
"""Height of the type in pictures, in pixels."""

SHAPES: dict[str, tuple[tuple[float, float], ...]] = {
    "square": ((-1, -1), (1, -1), (1, 1), (-1, 1)),
    "diamond": ((0, -1.3), (1.3, 0), (0, 1.3), (-1.3, 0)),
    "triangle": ((0, -1.2), (1.2, 0.9), (-1.2, 0.9)),
    "cross": (
        (-1.2, -0.5), (-0.5, -1.2), (0, -0.7), (0.5, -1.2), (1.2, -0.5), (0.7, 0),
        (1.2, 0.5), (0.5, 1.2), (0, 0.7), (-0.5, 1.2), (-1.2, 0.5), (-0.7, 0),
    ),
}  # fmt: skip
"""Corners of marks, in radii."""


@dataclass(frozen=True)
class Scale:
    """From values to places: linear, or in logarithms."""

    low: float
    high: float
    start: float
    end: float
    logarithmic: bool = False

    def __call__(self, value: float) -> float:
        """The place of a value; values outside are put at the edge."""
        value = min(max(value, self.low), self.high)
        if self.logarithmic:
            share = math.log(value / self.low) / math.log(self.high / self.low)
        else:
            share = (value - self.low) / (self.high - self.low)
        return self.start + share * (self.end - self.start)


def ticks(high: float, most: int = 5, *, whole: bool = True) -> list[float]:
    """Round values from 0 to at least `high`, at most `most` steps.

    Parameters
    ----------
    high : float
        The largest value to be shown.
    most : int
        Most steps.
    whole : bool
        Whether what is shown comes in whole numbers.
    """
    if high <= 0:
        return [0.0, 1.0]
    power = 10.0 ** math.floor(math.log10(high / most))
    step = next(factor * power for factor in (1, 2, 2.5, 5, 10) if factor * power * most >= high * 0.999999)
    if whole:
        step = max(1.0, float(math.ceil(step)))
    return [step * place for place in range(math.ceil(high / step - 1e-9) + 1)]


def width_of(words: str, size: float = TYPE) -> float:
    """About how wide words are in print."""
    return len(words) * size * LETTER


@dataclass
class Canvas:
    """A picture in the making.

    Attributes
    ----------
    width, height : float
        In pixels.
    parts : list of Html
        What has been drawn.
    """

    width: float
    height: float
    parts: list[Html] = field(default_factory=list)

    def line(self, x1: float, y1: float, x2: float, y2: float, css: str) -> None:
        """A straight line."""
        self._add("line", x1=at(x1), y1=at(y1), x2=at(x2), y2=at(y2), class_=css)

    def rect(self, x: float, y: float, width: float, height: float, css: str) -> None:
        """A rectangle; nothing if it has no extent."""
        if width > 0 and height > 0:
            self._add("rect", x=at(x), y=at(y), width=at(width), height=at(height), class_=css)

    def path(self, points: Sequence[tuple[float, float]], css: str, *, close: bool = False) -> None:
        """A line through points, or the area that it encloses."""
        if points:
            d = "M" + "L".join(f"{at(x)} {at(y)}" for x, y in points) + ("Z" if close else "")
            self._add("path", d=d, class_=css)

    def steps(self, points: Sequence[tuple[float, float]]) -> list[tuple[float, float]]:
        """The corners of a staircase through points."""
        corners: list[tuple[float, float]] = []
        for x, y in points:
            if corners:
                corners.append((x, corners[-1][1]))
            corners.append((x, y))
        return corners

    def ribbon(self, start: tuple[float, float, float], end: tuple[float, float, float], css: str) -> None:
        """A band that flows from one place to another, each given as x, upper y, lower y."""
        (x1, top1, low1), (x2, top2, low2) = start, end
        middle = at((x1 + x2) / 2)
        d = (
            f"M{at(x1)} {at(top1)}C{middle} {at(top1)} {middle} {at(top2)} {at(x2)} {at(top2)}"
            f"V{at(low2)}C{middle} {at(low2)} {middle} {at(low1)} {at(x1)} {at(low1)}Z"
        )
        self._add("path", d=d, class_=css)

    def words(self, x: float, y: float, words: str, css: str = "", anchor: str = "start") -> None:
        """Text at a place: `start`, `middle` or `end` of it stands there."""
        self._add("text", words, x=at(x), y=at(y), class_=css or None, text_anchor=anchor)

    def mark(self, shape: str, x: float, y: float, css: str, size: float = 5) -> None:
        """A mark: `circle`, `square`, `diamond`, `triangle` or `cross`."""
        if shape == "circle":
            self._add("circle", cx=at(x), cy=at(y), r=at(size), class_=css)
            return
        corners = SHAPES[shape]
        self.path([(x + dx * size, y + dy * size) for dx, dy in corners], css, close=True)

    def finished(self, name: str, title: str, description: str, notice: str) -> Html:
        """The picture as an element.

        Parameters
        ----------
        name : str
            An id that no other element has.
        title, description : str
            What it is and what one sees, for those who do not.
        notice : str
            The caption inside the picture.
        """
        lines = wrapped(notice, self.width, 11)
        height = self.height + 6 + 14 * len(lines)
        for number, line in enumerate(lines):
            self.words(0, self.height + 14 + 14 * number, line, "notice")
        return tag(
            "svg",
            tag("title", title, id=f"{name}-t"),
            tag("desc", description, id=f"{name}-d"),
            join(self.parts),
            class_="picture",
            viewBox=f"0 0 {at(self.width)} {at(height)}",
            width=at(self.width),
            height=at(height),
            role="img",
            aria_labelledby=f"{name}-t {name}-d",
        )

    def _add(self, name: str, *children: object, **attributes: object) -> None:
        self.parts.append(tag(name, *children, **attributes))


def wrapped(words: str, width: float, size: float = TYPE) -> list[str]:
    """Words in lines that fit a width."""
    lines: list[str] = []
    for word in words.split():
        if lines and width_of(f"{lines[-1]} {word}", size) <= width:
            lines[-1] += f" {word}"
        else:
            lines.append(word)
    return lines


def apart(places: Sequence[float], least: float) -> list[float]:
    """Places moved as little as need be so that neighbours stand at least so far apart."""
    order = sorted(range(len(places)), key=lambda i: places[i])
    moved = list(places)
    for before, after in pairwise(order):
        moved[after] = max(moved[after], moved[before] + least)
    return moved


def at(value: float) -> str:
    """A coordinate, short."""
    return f"{value:.1f}".removesuffix(".0")


def hatches() -> Html:
    """Patterns that tell fills apart without colour; defined once for all pictures of a page."""
    lines = {
        1: "M0 6L6 0M-1 1L1 -1M5 7L7 5",
        2: "M0 0L6 6M-1 5L1 7M5 -1L7 1",
        3: "M3 0V6",
        4: "M0 3H6",
        5: "M0 3H6M3 0V6",
    }
    return join(
        tag(
            "pattern",
            tag("rect", width=6, height=6, class_=f"under{number}"),
            tag("path", d=d, class_=f"over{number}"),
            id=f"hatch{number}",
            width=6,
            height=6,
            patternUnits="userSpaceOnUse",
        )
        for number, d in lines.items()
    )
