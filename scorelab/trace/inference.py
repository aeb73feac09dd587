"""What an observer does not know of a day but may infer, with a probability and its evidence.

The probabilities are simple and assumed (see the scenario's `watching`), and they are stated, so that
nobody takes an inference for knowledge: most observers would not state them.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from scorelab.trace.diary import Diary, clock
from scorelab.trace.events import EventKind
from scorelab.trace.sight import Happening

RIDES = (EventKind.RIDE_BIKE, EventKind.RIDE_CAR, EventKind.RIDE_TAXI)
"""Rides whose way lies in the rider's choice; a bus has its line and a train its track."""

MORNING, EVENING = 9 * 60, 17 * 60
LEAST_DAYS = 2
"""A workplace is inferred from at least so many days."""


@dataclass(frozen=True)
class Inference:
    """One conclusion.

    Attributes
    ----------
    what : str
        `route`, `presence`, `workplace` or `met`.
    start, end : int
        The minutes of the day that it is about.
    text : str
        What is inferred.
    probability : float
        How likely it is to be true.
    evidence : tuple of str
        What it rests on.
    """

    what: str
    start: int
    end: int
    text: str
    probability: float
    evidence: tuple[str, ...]

    def to_json(self) -> dict[str, Any]:
        """The conclusion as plain data."""
        return {
            "what": self.what,
            "from": clock(self.start),
            "to": clock(self.end),
            "text": self.text,
            "probability": round(self.probability, 3),
            "evidence": list(self.evidence),
        }


def routes(diary: Diary, seen: Iterable[Happening], shortest_route: float) -> list[Inference]:
    """The way of each ride of which both ends are known: a shortest one, perhaps."""
    return [
        Inference(
            what="route",
            start=event.minute,
            end=event.until,
            text=f"the shortest way from {diary.words(event.origin)} to {diary.words(event.place)}",
            probability=shortest_route,
            evidence=(f"start {clock(event.minute)}", f"end {clock(event.until)}"),
        )
        for event in seen
        if event.kind in RIDES and event.origin in diary.spots and event.place in diary.spots
    ]


def presences(diary: Diary, seen: Sequence[Happening], half_life: int) -> list[Inference]:
    """Having stayed at a place between two moments at which one was seen there."""
    found = []
    for before, after in pairwise(event for event in seen if event.place in diary.spots):
        gap = after.minute - before.until
        if before.place == after.place and gap > 0:
            place = diary.words(before.place)
            evidence = (f"seen there {clock(before.until)}", f"and {clock(after.minute)}")
            chance = 0.5 ** (gap / half_life)
            found.append(
                Inference("presence", before.until, after.minute, f"stayed at {place}", chance, evidence)
            )
    return found


def workplace(days: Sequence[tuple[Diary, Sequence[Happening]]]) -> Inference | None:
    """The place at which the observer saw somebody on most days between nine and five.

    Parameters
    ----------
    days : sequence of (Diary, seen events)
        The days looked back over and the day itself, last.
    """
    counts: Counter[int] = Counter()
    seen_days = 0
    for diary, seen in days:
        places = {
            event.place
            for event in seen
            if MORNING <= event.minute % 1440 < EVENING and event.place in diary.spots
        }
        counts.update(places)
        seen_days += bool(places)
    if not counts:
        return None
    place, times = max(counts.items(), key=lambda found: (found[1], -found[0]))
    if times < LEAST_DAYS:
        return None
    words = next(diary.words(place) for diary, _ in days if place in diary.spots)
    evidence = (f"seen there in working hours on {times} of {seen_days} days",)
    return Inference("workplace", MORNING, EVENING, f"works at {words}", times / (seen_days + 1), evidence)


def meetings(
    diary: Diary,
    seen: Iterable[Happening],
    others: Mapping[str, Iterable[Happening]],
    within: int,
    by_chance: float,
) -> list[Inference]:
    """Acquaintances whom the same observer saw at the same place at about the same time.

    Parameters
    ----------
    diary : Diary
        The day.
    seen : iterable of Happening
        What the observer sees of it.
    others : mapping
        What the observer sees of each acquaintance on that day.
    within : int
        Minutes within which two moments count as one time.
    by_chance : float
        Share of such coincidences that are no meeting.
    """
    found = []
    at = [event for event in seen if event.place in diary.spots]
    for name, theirs in others.items():
        for event in theirs:
            near = [
                own for own in at if own.place == event.place and abs(own.minute - event.minute) <= within
            ]
            if near:
                own = min(near, key=lambda mine: abs(mine.minute - event.minute))
                text = f"met {name} at {diary.words(own.place)}"
                evidence = (f"both seen there, {clock(own.minute)} and {clock(event.minute)}",)
                moments = sorted((own.minute, event.minute))
                found.append(Inference("met", moments[0], moments[1], text, 1 - by_chance, evidence))
                break
    return found
