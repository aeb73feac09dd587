"""Somebody's day as it truly was, in the form in which observers are shown parts of it."""

from collections.abc import Mapping
from dataclasses import dataclass

from scorelab.trace.events import MINUTES, Activity
from scorelab.trace.sight import Happening


@dataclass(frozen=True)
class Spot:
    """A place on the map.

    Attributes
    ----------
    words : str
        What it is called.
    east, south : float
        Metres from the city's corner.
    """

    words: str
    east: float
    south: float


@dataclass(frozen=True)
class Stay:
    """What somebody did from one minute to another, since 00:00 of the day."""

    start: int
    end: int
    activity: Activity
    place: int


@dataclass(frozen=True)
class Diary:
    """The ground truth of a person-day: no observer sees all of it.

    Attributes
    ----------
    person, day, age : int
        Whose day it is, which day of the run, and the person's age in years.
    happenings : tuple of Happening
        Events in order of time, in minutes since 00:00 of the day.
    stays : tuple of Stay
        What the person did, in order of time.
    spots : mapping
        The places named, by their number.
    """

    person: int
    day: int
    age: int
    happenings: tuple[Happening, ...]
    stays: tuple[Stay, ...]
    spots: Mapping[int, Spot]

    @property
    def waking(self) -> tuple[tuple[int, int], ...]:
        """The spans awake, in minutes of the day."""
        spans: list[tuple[int, int]] = []
        for stay in self.stays:
            if stay.activity == Activity.SLEEP or stay.end <= stay.start:
                continue
            if spans and spans[-1][1] == stay.start:
                spans[-1] = spans[-1][0], stay.end
            else:
                spans.append((stay.start, stay.end))
        return tuple(spans)

    def words(self, place: int) -> str:
        """What a place is called; empty for none."""
        return self.spots[place].words if place in self.spots else ""


def clock(minute: int) -> str:
    """A minute of the day as HH:MM; the day's end is 24:00."""
    return f"{minute // 60:02d}:{minute % 60:02d}" if minute <= MINUTES else clock(minute - MINUTES)


def times(start: int, end: int) -> str:
    """A span as HH:MM-HH:MM, or the one moment that it is."""
    return clock(start) if start == end else f"{clock(start)}-{clock(end)}"
