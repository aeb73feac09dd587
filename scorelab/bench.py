"""Speed and memory, measured: each run in a process of its own."""

import json
import subprocess
import sys
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, ClassVar

from scorelab.errors import InputError
from scorelab.scenario.load import load
from scorelab.store import open_run

DEFAULT_SIZES = (10_000, 50_000, 100_000, 1_000_000)
WARM_UP_PEOPLE = 1000


@dataclass(frozen=True)
class BenchRow:
    """What one run took.

    Attributes
    ----------
    scenario : str
        What was run.
    people, days, threads : int
        How much, on how many threads.
    halved : bool
        Whether all rates of incidents, and their bounds, were halved.
    seconds : dict
        `first_day`, `build`, `simulate`, `write`.
    counts : dict
        What the engine counted: visits, candidates (draws of incidents), rows, causes.
    bytes_stored : int
        Size of the journal's files.
    peak_memory_mb : float or None
        The most memory that the process held until the last row was handed to the writer.
    memory_before_mb : float or None
        The same of a run of a thousand people: what the program itself takes.
    """

    scenario: str
    people: int
    days: int
    threads: int
    halved: bool
    seconds: dict[str, float]
    counts: dict[str, int]
    bytes_stored: int
    peak_memory_mb: float | None
    memory_before_mb: float | None

    SPEED: ClassVar[dict[str, Callable[["BenchRow"], str]]] = {
        "people": lambda row: f"{row.people:,}" + (" (half)" if row.halved else ""),
        "first day s": lambda row: f"{row.seconds['first_day']:.2f}",
        "build s": lambda row: f"{row.seconds['build']:.2f}",
        "simulate s": lambda row: f"{row.seconds['simulate']:.2f}",
        "write s": lambda row: f"{row.seconds['write']:.2f}",
        "peak MB": lambda row: "?" if row.peak_memory_mb is None else f"{row.peak_memory_mb:,.0f}",
        "bytes a person": lambda row: "?" if row.bytes_a_person is None else f"{row.bytes_a_person:,.0f}",
    }
    SIZE: ClassVar[dict[str, Callable[["BenchRow"], str]]] = {
        "people": lambda row: f"{row.people:,}" + (" (half)" if row.halved else ""),
        "visits": lambda row: f"{row.counts['visits']:,}",
        "draws": lambda row: f"{row.counts['candidates']:,}",
        "rows": lambda row: f"{row.counts['rows']:,}",
        "visits a person": lambda row: f"{row.counts['visits'] / row.people:.2f}",
        "bytes a row": lambda row: f"{row.bytes_a_row:.1f}",
    }

    @property
    def bytes_a_row(self) -> float:
        """Bytes on disk for each row of the journal, its contributors included."""
        return self.bytes_stored / max(self.counts["rows"], 1)

    @property
    def bytes_a_person(self) -> float | None:
        """Memory for each person beyond what the program itself takes, buffers of the journal included."""
        if self.peak_memory_mb is None or self.memory_before_mb is None:
            return None
        return (self.peak_memory_mb - self.memory_before_mb) * 1e6 / self.people

    def to_json(self) -> dict[str, Any]:
        """The row as plain values."""
        return {
            "scenario": self.scenario,
            "people": self.people,
            "days": self.days,
            "threads": self.threads,
            "halved": self.halved,
            "seconds": self.seconds,
            "counts": self.counts,
            "bytes_a_row": round(self.bytes_a_row, 2),
            "bytes_a_person": None if self.bytes_a_person is None else round(self.bytes_a_person, 1),
            "peak_memory_mb": self.peak_memory_mb,
        }


def bench(
    sizes: Sequence[int] = DEFAULT_SIZES,
    *,
    scenario: str = "court-list-2023",
    days: int = 365,
    threads: int | None = None,
) -> list[BenchRow]:
    """Run a scenario at several sizes, and at the last size once more with all incidents halved.

    Parameters
    ----------
    sizes : sequence of int
        Numbers of people.
    scenario : str
        A name of the library, or a YAML file.
    days : int
        For how many days.
    threads : int, optional
        On how many threads; by default one per processor.

    Raises
    ------
    InputError
        If the scenario or a number is not acceptable.
    """
    for people in sizes:
        load(scenario, people=people, days=days)
    warm_up = _measured(scenario, WARM_UP_PEOPLE, days, threads, {}, None)
    before = warm_up.peak_memory_mb
    rows = [_measured(scenario, people, days, threads, {}, before) for people in sizes]
    rows.append(_measured(scenario, sizes[-1], days, threads, halved_rates(scenario), before))
    return rows


def halved_rates(scenario: str) -> dict[str, float]:
    """Settings that halve every rate of incidents, and every bound, of a scenario."""
    settings: dict[str, float] = {}
    for incident in load(scenario).incidents:
        for key in ("per_year", "bound_per_year"):
            value = getattr(incident, key).value
            if not isinstance(value, int | float):
                raise InputError(
                    f"incidents.{incident.name}.{key}", "dated rates", "a scenario whose rates have no dates"
                )
            settings[f"incidents.{incident.name}.{key}"] = value / 2
    return settings


def _measured(
    scenario: str,
    people: int,
    days: int,
    threads: int | None,
    settings: dict[str, float],
    memory_before_mb: float | None,
) -> BenchRow:
    with tempfile.TemporaryDirectory(prefix="scorelab-") as folder:
        out = Path(folder) / "run"
        command = [sys.executable, "-m", "scorelab", "run", scenario, "--json", "--out", str(out)]
        command += ["--people", str(people), "--days", str(days)]
        command += [] if threads is None else ["--threads", str(threads)]
        for key, value in settings.items():
            command += ["--set", f"{key}={value!r}"]
        ended = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=False)
        if ended.returncode != 0:
            raise RuntimeError(f"a run of {people:,} people ended with status {ended.returncode}")
        printed = json.loads(ended.stdout)
        run = open_run(out)
        stored = sum(run.path(table).stat().st_size for table in ("journal", "causes"))
        return BenchRow(
            scenario=printed["scenario"],
            people=people,
            days=days,
            threads=printed["threads"],
            halved=bool(settings),
            seconds=printed["seconds"],
            counts=run.manifest.extra["counts"],
            bytes_stored=stored,
            peak_memory_mb=run.manifest.extra["peak_memory_mb"],
            memory_before_mb=memory_before_mb,
        )
