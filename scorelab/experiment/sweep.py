"""Which guess matters: a scenario over designs of its assumed numbers."""

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import Executor
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import polars as pl

from scorelab.errors import InputError
from scorelab.experiment import design as designs
from scorelab.experiment.changes import refuse_unknown
from scorelab.experiment.crew import Crew, crew
from scorelab.experiment.factors import (
    EVERY,
    Factor,
    assumed,
    named,
    refuse_impossible,
    settings_of,
)
from scorelab.experiment.ledger import Ledger
from scorelab.experiment.structure import EACH, Variation, variations
from scorelab.experiment.swept import OF_FORMS, OWN_POINT, Sweep
from scorelab.experiment.worlds import Measures, World, live, sources
from scorelab.measures import measures_of
from scorelab.progress import Progress
from scorelab.run import resolved
from scorelab.scenario.schema import Scenario
from scorelab.store import labels_of

SWEEPING = "living the points of the sweep"
REPLICATES = 2
OWN_WORLDS = 8
"""Worlds of the scenario's own numbers, by which the band of seeds is measured."""

OWN = "own"


def sweep(
    scenario: str | Path | Scenario,
    *,
    vary: Sequence[str] = (),
    assumed_in: Sequence[str] = (),
    design: str = "sobol",
    samples: int | None = None,
    measures: Sequence[str] = (),
    people: int | None = None,
    days: int | None = None,
    seed: int | None = None,
    set: Mapping[str, object] | None = None,
    replicates: int = REPLICATES,
    forms: str = EACH,
    out: str | Path | None = None,
    executor: Executor | str | None = None,
    workers: int | None = None,
    progress: Progress | None = None,
) -> Sweep:
    """Live a scenario at many points of its numbers, and tell which of them matter.

    Parameters
    ----------
    scenario : str, path or Scenario
        What is swept.
    vary : sequence of str
        `key=low:high`, or `key` alone for its own assumed range.
    assumed_in : sequence of str
        Sections or beginnings of keys whose assumed single numbers are varied over their ranges;
        `all` for exactly the assumed ones. By default `all` if nothing else is varied.
    design : str
        `sobol`, `morris`, `lhs` or `grid`.
    samples : int, optional
        Base samples, trajectories, points, or levels a factor; by default 64, 10, 100 and 3.
    measures : sequence of str
        Which measures are looked at; by default all that move and can be estimated at every point.
    people, days, seed, set
        As of :func:`scorelab.run.run`; the seed is that of the design, too.
    replicates : int
        In how many worlds each point is lived: the same worlds at every point, so points share luck.
    forms : str
        Which other forms of mechanisms are lived as well, with the scenario's own numbers: `each` one at a
        time, `all` combinations, `none`, or those of one mechanism, by its name.
    out : path, optional
        The folder of results; one that holds the same sweep, stopped, goes on where it was.
    executor, workers, progress
        As of :func:`scorelab.experiment.crew.crew`.

    Raises
    ------
    InputError
        If a scenario, key or number is not acceptable, a parameter is not numeric, or SALib is missing.
    """
    chosen = resolved(scenario, set or {}, people, days, seed)
    if replicates < 1:
        raise InputError("--replicates", replicates, "a whole number from 1")
    for name in measures:
        refuse_unknown("--measure", "measure", name, measures_of(labels_of(chosen)))
    factors, left_out = _factors(chosen, vary, assumed_in)
    count = designs.SAMPLES.get(design, 0) if samples is None else samples
    table = designs.points(design, factors, count, chosen.seed)
    refuse_impossible(chosen, factors)
    others, unfit = variations(chosen, forms)
    work = _Work(chosen, tuple(factors), table, replicates, tuple(others))
    plan = {
        "experiment": "sweep",
        "design": design,
        "samples": count,
        "replicates": replicates,
        "factors": [asdict(factor) for factor in factors],
        "points": len(table),
        "forms": [variation.name for variation in others],
    }
    with Ledger(None if out is None else Path(out), plan, chosen) as ledger:
        with crew(
            executor, people=chosen.people, jobs=work.size, workers=workers, progress=progress
        ) as workforce:
            for world, found in workforce.each(live, work.jobs(ledger.lived, workforce)):
                ledger.add(world.name, found)
                if progress is not None:
                    progress(SWEEPING, len(ledger.lived), work.size)
        worlds = work.table(ledger.lived)
        ledger.finish(worlds)
    return Sweep(
        scenario=chosen,
        design=design,
        samples=count,
        factors=tuple(factors),
        points=table,
        replicates=replicates,
        worlds=worlds,
        wanted=tuple(measures),
        left_out=left_out | unfit,
        forms=tuple(others),
        how=forms,
        folder=None if out is None else Path(out),
    )


def folder_of(scenario: str, options: Mapping[str, Any], verb: str = "sweep") -> Path:
    """The folder in which an experiment is kept unless another is named; the same options give the same."""
    text = json.dumps(options, sort_keys=True, default=str)
    return Path("runs") / f"{verb}-{Path(scenario).stem}-{hashlib.sha256(text.encode()).hexdigest()[:8]}"


def _factors(
    scenario: Scenario, vary: Sequence[str], sections: Sequence[str]
) -> tuple[list[Factor], dict[str, str]]:
    factors = named(scenario, vary)
    left_out: dict[str, str] = {}
    for section in sections or ([] if vary else [EVERY]):
        more, reasons = assumed(scenario, section)
        factors += more
        left_out |= reasons
    keys = [factor.key for factor in factors]
    twice = next((key for key in keys if keys.count(key) > 1), None)
    if twice is not None:
        raise InputError(f"--vary {twice}", "the same parameter twice", "each parameter once")
    return factors, left_out


@dataclass(frozen=True)
class _Work:
    """The worlds of a sweep: every point in every replicate, the scenario's own numbers, its other forms."""

    scenario: Scenario
    factors: tuple[Factor, ...]
    points: designs.Points
    replicates: int
    forms: tuple[Variation, ...]

    @property
    def size(self) -> int:
        """How many worlds there are."""
        return (len(self.points) + len(self.forms)) * self.replicates + OWN_WORLDS

    def jobs(self, lived: Mapping[str, Measures], workforce: Crew) -> Iterator[World]:
        """Worlds that have yet to be lived."""
        for name, place, point, variation in self._names():
            if name in lived:
                continue
            settings: Mapping[str, object] = {}
            if variation is not None:
                settings = variation.settings
            elif point >= 0:
                settings = settings_of(self.scenario, self.factors, self._numbers(point))
            seeded = self.scenario.model_copy(update={"seed": self._seed(place)})
            yield World(seeded, workforce.threads, workforce.shelter, sources(), name, settings)

    def table(self, lived: Mapping[str, Measures]) -> pl.DataFrame:
        """A row for each world: its point, other forms, seed, numbers and measures."""
        rows = []
        for name, place, point, variation in self._names():
            numbers: Mapping[str, float | None] = {factor.key: factor.value for factor in self.factors}
            if point >= 0:
                numbers = {factor.key: factor.at(self._numbers(point)[factor.key]) for factor in self.factors}
            rows.append(
                {
                    "world": name,
                    "point": point,
                    "forms": None if variation is None else variation.name,
                    "seed": self._seed(place),
                    **{key: None if number is None else float(number) for key, number in numbers.items()},
                    **{f"measure.{key}": value for key, value in lived[name].items()},
                }
            )
        return pl.DataFrame(rows, infer_schema_length=None).with_columns(pl.col("forms").cast(pl.String))

    def _names(self) -> Iterator[tuple[str, int, int, Variation | None]]:
        for place in range(OWN_WORLDS):
            yield f"{OWN}:{self._seed(place)}", place, OWN_POINT, None
        for variation in self.forms:
            for place in range(self.replicates):
                yield f"{variation.name}:{self._seed(place)}", place, OF_FORMS, variation
        for point in range(len(self.points)):
            for place in range(self.replicates):
                yield f"{point}:{self._seed(place)}", place, point, None

    def _numbers(self, point: int) -> dict[str, float]:
        return {factor.key: float(self.points[point, place]) for place, factor in enumerate(self.factors)}

    def _seed(self, place: int) -> int:
        return (self.scenario.seed + place) % 2**63
