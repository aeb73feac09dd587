"""A story in words: time lines, where what was told ends, and what is compared with it."""

from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

ENDS_HERE = "here the told case ends; what follows is conjecture"


@dataclass(frozen=True)
class Line:
    """One dated line of a time line; `told` says whether it lies within what was told."""

    day: int
    date: date
    side: str
    text: str
    told: bool


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
    """

    heading: str
    lines: tuple[Line, ...]
    after: tuple[str, ...] = ()
    ends: str = ENDS_HERE

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
        yield from self.after

    def to_json(self) -> dict[str, Any]:
        """The part as plain data."""
        lines = [asdict(line) | {"date": line.date.isoformat()} for line in self.lines]
        return {"heading": self.heading, "lines": lines, "after": list(self.after)}


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
