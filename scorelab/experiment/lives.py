"""One person's two lives: the same person with the same luck under two sets of rules."""

import tempfile
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from pathlib import Path
from typing import Any

from scorelab.experiment.worlds import NO_FILES, Files, lived
from scorelab.scenario.schema import Scenario
from scorelab.store import Run
from scorelab.store.labels import synthetic_id
from scorelab.system import processors
from scorelab.telling import Row
from scorelab.why import life_line

BOTH, BASE, OTHER = "both", "base", "other"


@dataclass(frozen=True)
class LifeLine:
    """One thing that happened in one life or in both.

    Attributes
    ----------
    day : int
        When.
    date : date
        The same as a date.
    where : str
        `both`, `base` or `other`.
    text : str
        What happened, as a sentence.
    """

    day: int
    date: date
    where: str
    text: str


@dataclass(frozen=True)
class Lives:
    """Two lives side by side.

    Attributes
    ----------
    person : int
        Whose lives.
    base, other : str
        What the two worlds are called.
    seed : int
        The world's seed.
    lines : tuple of LifeLine
        Everything on record about the person in either world, in order of time.
    parts : int or None
        The day on which the two lives part; None if they never do.
    """

    person: int
    base: str
    other: str
    seed: int
    lines: tuple[LifeLine, ...]
    parts: int | None

    def before(self) -> tuple[LifeLine, ...]:
        """What both lives have in common before they part."""
        return tuple(line for line in self.lines if self.parts is None or line.day < self.parts)

    def after(self) -> tuple[LifeLine, ...]:
        """What happened from the day on which they part: every consequence, and what still is in common."""
        return tuple(line for line in self.lines if self.parts is not None and line.day >= self.parts)

    def to_json(self) -> dict[str, Any]:
        """The lives as plain values."""
        return {
            "person": self.person,
            "id": synthetic_id(self.person),
            "seed": self.seed,
            "base": self.base,
            "other": self.other,
            "part_on_day": self.parts,
            "lines": [
                {"day": line.day, "date": line.date.isoformat(), "where": line.where, "text": line.text}
                for line in self.lines
            ],
        }

    def __str__(self) -> str:
        who = f"{synthetic_id(self.person)}, an invented person, in world {self.seed}"
        worlds = f"base: {self.base}; other: {self.other}"
        if self.parts is None:
            common = f"{len(self.lines)} rows are on record" if self.lines else "nothing is on record"
            return f"{who}: the two lives are one; {common} in both ({worlds})."
        told = [f"{who}: the two lives part on {self._parting()} ({worlds}).", "", *self._written()]
        return "\n".join(told)

    def _parting(self) -> str:
        first = next(line for line in self.lines if line.day == self.parts and line.where != BOTH)
        return f"{first.date.day} {first.date:%B %Y}"

    def _written(self) -> Iterator[str]:
        names = {BOTH: "in both", BASE: "only base", OTHER: "only other"}
        width = max(map(len, names.values()))
        for line in self.before():
            yield f"{line.date}  {names[BOTH]:<{width}}  {line.text}"
        yield f"{'':10}  {'-' * 20} here the two lives part {'-' * 20}"
        for line in self.after():
            yield f"{line.date}  {names[line.where]:<{width}}  {line.text}"


def two_lives(base: Scenario, other: Scenario, person: int, name: str, files: Files = NO_FILES) -> Lives:
    """Run both worlds and lay one person's two lives side by side.

    Parameters
    ----------
    base, other : Scenario
        Both worlds, of the same people and seed.
    person : int
        The person's number, from 0.
    name : str
        What the other world is called.
    files : Files
        What they take from files.
    """
    threads = processors()
    with tempfile.TemporaryDirectory(prefix="scorelab-") as folder:
        shelter = Path(folder)
        with (
            lived(base, threads, shelter, files.of_base()) as one,
            lived(other, threads, shelter, files) as another,
        ):
            lines = tuple(side_by_side(one, life_line(one, person), life_line(another, person)))
    parts = min((line.day for line in lines if line.where != BOTH), default=None)
    return Lives(person, base.title, name, base.seed, lines, parts)


def side_by_side(
    run: Run, base: Sequence[tuple[Row, str]], other: Sequence[tuple[Row, str]]
) -> Iterator[LifeLine]:
    """Two lives' rows day by day: what is in both, what only in the base world, what only in the other.

    What happened is the same if it is told in the same words: ids may shift within a day.
    """
    rows = sorted(
        [(row.day, 0, text) for row, text in base] + [(row.day, 1, text) for row, text in other],
        key=lambda row: row[0],
    )
    for day, of_day in groupby(rows, key=lambda row: row[0]):
        told: list[list[str]] = [[], []]
        for _, side, text in of_day:
            told[side].append(text)
        counts = [Counter(texts) for texts in told]
        common = counts[0] & counts[1]
        for texts, where in zip(told, (BASE, OTHER), strict=True):
            left = common.copy()
            for text in texts:
                if left[text]:
                    left[text] -= 1
                    if where == BASE:
                        yield LifeLine(day, run.date(day), BOTH, text)
                else:
                    yield LifeLine(day, run.date(day), where, text)
