"""A story in words: time lines, where what was told ends, and what is compared with it."""

import textwrap
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any, Literal

ENDS_HERE = "here the told case ends; what follows is conjecture"
ELSE = "Had it been otherwise, for the same people with the same luck:"
WIDTH = 104
"""Letters in a line of words."""

Theme = Literal["court", "door", "open", "standing", "tie", "word", "life"]
"""What a line is about: the court and its list, a shut door, an open one, scores, contacts, what somebody
says or is told, and all else."""


@dataclass(frozen=True)
class Line:
    """One dated line of a time line.

    Attributes
    ----------
    day : int
        Its day.
    date : date
        The same as a date.
    side : str
        On whose side it stands.
    text : str
        What happened.
    told : bool
        Whether it lies within what was told.
    about : str
        What it is about.
    is_step : bool
        Whether it is one of the events that the story must have.
    """

    day: int
    date: date
    side: str
    text: str
    told: bool
    about: Theme = "life"
    is_step: bool = False


@dataclass(frozen=True)
class Track:
    """A number over time, beside a time line.

    Attributes
    ----------
    name : str
        What it is, with its unit.
    points : tuple of (int, float)
        Days on which it changed, and what it was from then on; the first and the last day are among them.
    told : bool
        False for what it would have been in a twin.
    """

    name: str
    points: tuple[tuple[int, float], ...]
    told: bool = True


@dataclass(frozen=True)
class Span:
    """A time during which something held.

    Attributes
    ----------
    side : str
        Where it is drawn: a side of the time line, or a row of its own.
    start, end : int
        First day, and the day after the last.
    name : str
        What held.
    told : bool
        False for what would have held in a twin.
    """

    side: str
    start: int
    end: int
    name: str
    told: bool = True


@dataclass(frozen=True)
class Twin:
    """What would have been under another rule, or had something not happened: the same people and luck.

    Attributes
    ----------
    condition : str
        What differs: "with ... kept in half of cases".
    outcome : str
        What came of it, from a run of that world.
    """

    condition: str
    outcome: str

    def __str__(self) -> str:
        said = f"{self.condition}: {self.outcome}."
        return said[0].upper() + said[1:]


def beside(twin: str, told: str) -> str:
    """What came of something in a twin, beside what did as told."""
    return f"{twin}, as told" if twin == told else f"{twin} (as told: {told})"


@dataclass(frozen=True)
class Part:
    """One time line of a story, with what stands before and after it.

    Attributes
    ----------
    heading : str
        What it shows.
    lines : tuple of Line
        The time line.
    after : tuple of str
        What is to be said below it: comparisons and tables, line by line.
    ends : str
        What is written where the told case ends.
    twins : tuple of Twin
        What would have been otherwise.
    tracks : tuple of Track
        Numbers over time, for its picture.
    spans : tuple of Span
        Times, for its picture.
    """

    heading: str
    lines: tuple[Line, ...]
    after: tuple[str, ...] = ()
    ends: str = ENDS_HERE
    twins: tuple[Twin, ...] = ()
    tracks: tuple[Track, ...] = ()
    spans: tuple[Span, ...] = ()

    def written(self) -> Iterator[str]:
        """The part, line by line."""
        yield self.heading
        yield ""
        width = max((len(line.side) for line in self.lines), default=0)
        told = True
        for line in self.lines:
            if told and not line.told:
                yield f"{'':10}  {'-' * 18} {self.ends} {'-' * 18}"
            told = line.told
            yield f"{line.date}  {line.side:<{width}}  {line.text}"
        if self.twins:
            yield ""
            yield ELSE
            for twin in self.twins:
                yield from textwrap.wrap(str(twin), WIDTH, initial_indent="  ", subsequent_indent="    ")
        yield from self.after

    def to_json(self) -> dict[str, Any]:
        """The part as plain data."""
        lines = [asdict(line) | {"date": line.date.isoformat()} for line in self.lines]
        return {
            "heading": self.heading,
            "lines": lines,
            "twins": [asdict(twin) for twin in self.twins],
            "after": list(self.after),
        }


@dataclass(frozen=True)
class Telling:
    """A story as it came out.

    Attributes
    ----------
    name, title : str
        The story's name and title.
    preface : tuple of str
        What is to be said first: how many people, and that all of them are invented.
    parts : tuple of Part
        Its time lines.
    missing : tuple of str
        Events of the story that did not come out in their order; none if it did.
    """

    name: str
    title: str
    preface: tuple[str, ...]
    parts: tuple[Part, ...]
    missing: tuple[str, ...]

    @property
    def twins(self) -> tuple[Twin, ...]:
        """What would have been otherwise, over all parts."""
        return tuple(twin for part in self.parts for twin in part.twins)

    def __str__(self) -> str:
        lines = [self.title, "", *self.preface]
        lines += [f"The story did not come out: no {step} in its place." for step in self.missing]
        for part in self.parts:
            lines += ["", *part.written()]
        return "\n".join(lines)

    def to_json(self) -> dict[str, Any]:
        """The telling as plain data."""
        return {
            "story": self.name,
            "title": self.title,
            "preface": list(self.preface),
            "came_out": not self.missing,
            "missing": list(self.missing),
            "parts": [part.to_json() for part in self.parts],
        }
