"""How many worlds a second experiments live, by the number of workers."""

import time
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any

from scorelab.experiment.crew import Crew, crew
from scorelab.experiment.worlds import World, live, sources
from scorelab.scenario.load import load
from scorelab.scenario.schema import Scenario

PEOPLE = 5_000
WARM_UP = 3
"""Worlds that each worker lives before time is taken: it must import and load the engine first."""

WORLDS = 12
"""Worlds that each worker then lives."""


@dataclass(frozen=True)
class Throughput:
    """What so many workers did.

    Attributes
    ----------
    workers : int
        How many there were.
    worlds : int
        How many worlds they lived.
    seconds : float
        In what time.
    times : float
        Worlds a second, over those of the first row.
    """

    workers: int
    worlds: int
    seconds: float
    times: float

    @property
    def rate(self) -> float:
        """Worlds a second."""
        return self.worlds / self.seconds

    def to_json(self) -> dict[str, Any]:
        """The row as plain values."""
        return asdict(self) | {"worlds_a_second": self.rate}

    def __str__(self) -> str:
        who = f"{self.workers} worker{'s' if self.workers != 1 else ''}"
        return f"{who:>10}: {self.rate:.2f} worlds a second, {self.times:.2f} times the first"


def throughput(
    workers: Sequence[int], *, scenario: str = "court-list-2023", people: int = PEOPLE, days: int = 365
) -> list[Throughput]:
    """Live worlds on several numbers of processes, a thread each.

    Parameters
    ----------
    workers : sequence of int
        How many processes, one after the other.
    scenario : str
        A name of the library, or a YAML file.
    people, days : int
        How large each world is.

    Raises
    ------
    InputError
        If the scenario or a number is not acceptable.
    """
    chosen = load(scenario, people=people, days=days)
    rows: list[Throughput] = []
    for count in workers:
        with crew(people=people, workers=count) as workforce:
            _live(workforce, chosen, WARM_UP * count)
            began = time.perf_counter()
            _live(workforce, chosen, WORLDS * count)
            seconds = time.perf_counter() - began
        rate = WORLDS * count / seconds
        rows.append(Throughput(count, WORLDS * count, seconds, rate / rows[0].rate if rows else 1.0))
    return rows


def _live(workforce: Crew, scenario: Scenario, worlds: int) -> None:
    jobs = (
        World(scenario.model_copy(update={"seed": scenario.seed + place}), 1, workforce.shelter, sources())
        for place in range(worlds)
    )
    for _ in workforce.each(live, jobs):
        pass
