"""A story as a picture: time lines side by side in time, scores, and what would have been otherwise."""

from collections.abc import Sequence
from datetime import timedelta

from scorelab.report.figures import WIDE
from scorelab.report.markup import Html, join, table
from scorelab.report.months import marks_between
from scorelab.report.picture import Picture
from scorelab.report.svg import Canvas, Scale, ticks, width_of, wrapped
from scorelab.report.words import day_in_words
from scorelab.stories.telling import ELSE, Line, Part, Span, Telling, Theme, Track

NOTICE = "Everybody in this picture is invented; a person is named by a role or by an id that nobody has."
COLOURS: dict[Theme, str] = {
    "court": "f1", "door": "f2", "open": "f4", "standing": "f3", "tie": "f5", "word": "f6", "life": "f6",
}  # fmt: skip
SHAPES: dict[Theme, str] = {
    "court": "square", "door": "cross", "open": "circle", "standing": "triangle", "tie": "diamond",
    "word": "circle", "life": "circle",
}  # fmt: skip
WORDS: dict[Theme, str] = {
    "court": "the court and its list", "door": "a door shut", "open": "a door open",
    "standing": "a score or a grade",
    "tie": "a contact", "word": "said, asked or learned", "life": "a life",
}  # fmt: skip
ROW, BUBBLE, TALL = 21.0, 9.0, 120.0
"""Height of a row of numbered marks; radius of those; height of a panel of scores."""

LEAST_SCALE = 20
"""A panel of scores spans at least so many points."""

HEADLINE_MOST = 120
"""Characters of a headline: more fill half a screen."""

NUMBERED_MOST = 24
"""Where no line is a step of the story, so many are numbered."""


def story_picture(telling: Telling) -> Picture:
    """A telling as a picture: a panel for each time line, all over the same time.

    Parameters
    ----------
    telling : Telling
        The story as it came out.
    """
    parts = [part for part in telling.parts if part.lines]
    return Picture(
        headline=headline(telling),
        caption=CAPTION,
        draw=lambda width: drawn(width, parts),
        table=join([lines_table(part) for part in parts] + [twins_table(telling)]),
        description=" ".join([telling.title + ".", *(str(twin) for twin in telling.twins)]),
        notice=NOTICE,
    )


CAPTION = (
    "Time runs from left to right. A numbered mark is an event that the story must have, and is told below; "
    "small marks are what else happened. Full lines and bars are the story; dashed lines and hatched bars "
    "are a twin: the same people, the same luck, another rule. Right of the upright dashes is conjecture."
)


def headline(telling: Telling) -> str:
    """What one sees: the first thing that would have been otherwise, if it is short enough for a headline."""
    otherwise = str(telling.twins[0]) if telling.twins else ""
    return otherwise if 0 < len(otherwise) <= HEADLINE_MOST else telling.title


def drawn(width: float, parts: Sequence[Part]) -> Canvas:
    """The picture at a width."""
    canvas = Canvas(width, 0)
    for part in parts:
        _Panel(canvas, part, *_reach(parts)).draw()
    canvas.height += 8
    return canvas


def _reach(parts: Sequence[Part]) -> tuple[int, int]:
    """First and last day over all panels."""
    lines = [line.day for part in parts for line in part.lines]
    ends = [span.end for part in parts for span in part.spans]
    tracks = [day for part in parts for track in part.tracks for day, _ in track.points]
    return min(lines), max((*lines, *ends, *tracks, min(lines) + 1))


class _Panel:
    """One time line in the making; it is drawn below what its canvas holds."""

    def __init__(self, canvas: Canvas, part: Part, first: int, last: int) -> None:
        self.canvas, self.part = canvas, part
        self.wide = canvas.width > WIDE / 2
        self.left = 116.0 if self.wide else 8.0
        self.across = Scale(first, last, self.left + BUBBLE, canvas.width - BUBBLE - 2)
        self.first_date = part.lines[0].date - timedelta(days=part.lines[0].day - first)
        steps = [line for line in part.lines if line.is_step] or list(part.lines[:NUMBERED_MOST])
        self.numbers = {id(line): number for number, line in enumerate(steps, start=1)}
        self.steps = steps

    def draw(self) -> None:
        """Heading, scores, a lane for each side, the time below, and the numbered events in words."""
        self.canvas.height += 26 if self.canvas.height else 4
        self._write(self.part.heading, "strong")
        self._legend()
        top, under = self.canvas.height, len(self.canvas.parts)
        if self.part.tracks:
            self._tracks()
        for side in self._sides():
            self._lane(side)
        self._time(top)
        self._boundary(top, under)
        self._told()

    def _write(self, words: str, css: str = "", indent: float = 0) -> None:
        for line in wrapped(words, self.canvas.width - indent):
            self.canvas.height += 17
            self.canvas.words(indent, self.canvas.height, line, css)

    def _sides(self) -> list[str]:
        return list(
            dict.fromkeys(
                [*(line.side for line in self.part.lines), *(span.side for span in self.part.spans)]
            )
        )

    def _legend(self) -> None:
        """What the marks of this panel are about."""
        themes = dict.fromkeys(line.about for line in self.part.lines)
        x, y = 0.0, self.canvas.height + 20
        for theme in themes:
            size = width_of(WORDS[theme], 11) + 26
            if x + size > self.canvas.width:
                x, y = 0.0, y + 17
            self.canvas.mark(SHAPES[theme], x + 7, y - 4, f"{COLOURS[theme]} mark", 5)
            self.canvas.words(x + 16, y, WORDS[theme], "muted small")
            x += size
        self.canvas.height = y + 8

    def _tracks(self) -> None:
        low, high, step = _bounds([value for track in self.part.tracks for _, value in track.points])
        top = self.canvas.height + 8
        down = Scale(low, high, top + TALL, top)
        for place in range(round((high - low) / step) + 1):
            y, words = down(low + place * step), f"{low + place * step:.0f}"
            self.canvas.line(self.left, y, self.canvas.width, y, "grid")
            if self.wide:
                self.canvas.words(self.left - 6, y + 4, words, "muted small", "end")
            else:
                self.canvas.words(0, y + 4, words, "muted small halo")
        self.canvas.height = top + TALL
        styles = _styles(self.part.tracks)
        for track, css in zip(self.part.tracks, styles, strict=True):
            corners = self.canvas.steps([(self.across(day), down(value)) for day, value in track.points])
            self.canvas.path(corners, f"line {css}")
        for track, css in zip(self.part.tracks, styles, strict=True):
            self.canvas.path(
                [(self.left, self.canvas.height + 14), (self.left + 30, self.canvas.height + 14)],
                f"line {css}",
            )
            for words in wrapped(track.name, self.canvas.width - self.left - 36, 11):
                self.canvas.height += 18
                self.canvas.words(self.left + 36, self.canvas.height, words, "small halo")
        self.canvas.height += 10

    def _lane(self, side: str) -> None:
        """A lane: its spans, numbered marks stacked where they would meet, small marks on its line."""
        lines = [line for line in self.part.lines if line.side == side]
        spans = [span for span in self.part.spans if span.side == side]
        stacked = self._stacked([line for line in lines if id(line) in self.numbers])
        rows = 1 + max(stacked.values(), default=-1)
        top = self.canvas.height + (2 if self.wide else 18)
        middle = top + rows * ROW + 11
        name = wrapped(side, self.left - 8) if self.wide else [side]
        for number, words in enumerate(name):
            self.canvas.words(
                0, (middle - 6 * (len(name) - 1) + 4 if self.wide else top - 2) + 14 * number, words
            )
        self.canvas.line(self.left, middle, self.canvas.width, middle, "grid")
        height = self._spans(spans, middle)
        for line in lines:
            x = self.across(line.day)
            if id(line) not in self.numbers:
                self.canvas.mark(SHAPES[line.about], x, middle, f"{COLOURS[line.about]} mark", 4)
        for line in lines:
            if id(line) in self.numbers:
                x, y = self.across(line.day), middle - 13 - ROW * stacked[id(line)]
                self.canvas.line(x, y, x, middle, "axis")
        for line in lines:
            if id(line) in self.numbers:
                x, y = self.across(line.day), middle - 13 - ROW * stacked[id(line)]
                self.canvas.mark("circle", x, y, f"{COLOURS[line.about]} mark", BUBBLE)
                self.canvas.words(x, y + 4, str(self.numbers[id(line)]), "inside", "middle")
        self.canvas.height = middle + height

    def _stacked(self, lines: Sequence[Line]) -> dict[int, int]:
        """In which row above its lane each numbered mark stands: the lowest in which there is room."""
        taken: list[float] = []
        found = {}
        for line in lines:
            x = self.across(line.day)
            row = next((row for row, until in enumerate(taken) if until <= x), len(taken))
            taken[row : row + 1] = [x + 2 * BUBBLE + 1]
            found[id(line)] = row
        return found

    def _spans(self, spans: Sequence[Span], middle: float) -> float:
        """Bars below a lane's line, each with its end in words; how much room they take."""
        y = middle + 9
        for span in spans:
            start, end = (self.across(day) for day in (span.start, span.end))
            self.canvas.rect(start, y, end - start, 11, "f3" if span.told else "h1")
            size = width_of(span.name, 11)
            if end + 5 + size <= self.canvas.width:
                self.canvas.words(end + 5, y + 9, span.name, "small halo")
            elif start - 5 - size >= 0:
                self.canvas.words(start - 5, y + 9, span.name, "small halo", "end")
            else:
                y += 15
                self.canvas.words(self.canvas.width, y + 7, span.name, "small halo", "end")
            y += 17
        return max(y - middle + 3, 14)

    def _time(self, top: float) -> None:
        bottom = self.canvas.height + 2
        marks = marks_between(self.first_date, int(self.across.high - self.across.low) + 1)
        every = -(-40 * len(marks) // max(int(self.canvas.width - self.left), 1))
        self.canvas.line(self.left, bottom, self.canvas.width, bottom, "axis")
        free = self.left
        for place, (offset, label) in enumerate(marks):
            x = self.across(self.across.low + offset)
            self.canvas.line(x, bottom, x, bottom + 4, "axis")
            year = str((self.first_date + timedelta(days=int(offset))).year)
            label = f"{label} {year}" if place == 0 and label != year else label
            end = x + width_of(label, 11)
            if place % every == 0 and free <= x and end < self.canvas.width:
                self.canvas.words(x, bottom + 16, label, "muted small")
                free = end + 6
        self.canvas.height = bottom + 22

    def _boundary(self, top: float, under: int) -> None:
        """Where what was told ends: a line beneath all that was drawn since so many parts."""
        told = [line.day for line in self.part.lines if line.told]
        rest = [line.day for line in self.part.lines if not line.told]
        if not told:
            self._write(self.part.ends[0].upper() + self.part.ends[1:] + ".", "muted")
        if told and rest:
            x = self.across(max(told)) + 4
            self.canvas.line(x, top, x, self.canvas.height - 22, "axis dashed")
            self.canvas.parts.insert(under, self.canvas.parts.pop())
            side = ("end", -4) if x > self.canvas.width * 0.6 else ("start", 4)
            self.canvas.words(
                x + side[1],
                top + 4,
                "conjecture from here" if side[1] > 0 else "told until here",
                "muted small halo",
                side[0],
            )

    def _told(self) -> None:
        """The numbered events in words, then what would have been otherwise."""
        self.canvas.height += 4
        sides = list(dict.fromkeys(line.side for line in self.part.lines))
        for line in self.steps:
            number, start = str(self.numbers[id(line)]), 26.0
            words = wrapped(told_of(line, sides), self.canvas.width - start)
            for place, each in enumerate(words):
                self.canvas.height += 18
                if place == 0:
                    self.canvas.mark(
                        "circle", 10, self.canvas.height - 4, f"{COLOURS[line.about]} mark", BUBBLE
                    )
                    self.canvas.words(10, self.canvas.height, number, "inside", "middle")
                self.canvas.words(start, self.canvas.height, each)
        if self.part.twins:
            self.canvas.height += 10
            self._write(ELSE, "strong")
            for twin in self.part.twins:
                self.canvas.height += 4
                self._write(str(twin))


def _bounds(values: Sequence[float]) -> tuple[float, float, float]:
    """Round bounds of a panel of scores, and the step between its grid lines."""
    step = ticks(max(max(values) - min(values), LEAST_SCALE), 4)[1]
    low = min(values) // step * step
    return low, max(-(-max(values) // step) * step, low + step), step


def _styles(tracks: Sequence[Track]) -> list[str]:
    """A colour for each number told; a twin has that of the one before it, dashed."""
    styles: list[str] = []
    colour = 0
    for track in tracks:
        colour += track.told
        styles.append(f"s{colour} solid" if track.told else f"s{max(colour, 1)} dashed")
    return styles


def told_of(line: Line, sides: Sequence[str]) -> str:
    """When and what happened, with whose side it is where there are several."""
    side = f", {line.side}" if len(sides) > 1 else ""
    return f"{day_in_words(line.date)}{side}: {line.text}"


def lines_table(part: Part) -> Html:
    """Every line of a time line, with its number in the picture."""
    rows = [
        (line.date.isoformat(), line.side, line.text, "told" if line.told else "conjecture")
        for line in part.lines
    ]
    return table(part.heading, ("date", "who", "what", ""), rows, words=range(4))


def twins_table(telling: Telling) -> Html:
    """What would have been otherwise."""
    rows = [(twin.condition, twin.outcome) for twin in telling.twins]
    return table(ELSE.removesuffix(":"), ("had it been otherwise", "what came of it"), rows, words=(0, 1))
