"""What a sweep found."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import polars as pl
from numpy.typing import NDArray

from scorelab.errors import InputError
from scorelab.experiment.design import Indices, Points, indices
from scorelab.experiment.factors import Factor
from scorelab.measures import Measure, measures_of
from scorelab.result import HEADLINES
from scorelab.scenario.schema import Scenario
from scorelab.store import labels_of

if TYPE_CHECKING:
    import xarray

    from scorelab.report.picture import Picture

NORMAL_RANGE = (0.025, 0.975)
"""Quantiles between which 95% of values lie."""


@dataclass(frozen=True)
class Bands:
    """What a measure's value hangs on, kept apart.

    Attributes
    ----------
    own : float
        Mean over worlds of the scenario's own numbers.
    seeds : tuple of float
        The range of these worlds: lowest and highest. Chance, and nothing else.
    parameters : tuple of float
        Between which values 95% of the design's points lie, each a mean over its worlds: the numbers
        varied, with chance averaged over the same few worlds at every point.
    """

    own: float
    seeds: tuple[float, float]
    parameters: tuple[float, float]


@dataclass(frozen=True)
class Sweep:
    """A sweep of a scenario; see :func:`scorelab.experiment.sweep.sweep`.

    Attributes
    ----------
    scenario : Scenario
        What was swept.
    design : str
        By which design.
    samples, replicates : int
        How large it is, and in how many worlds each point was lived.
    factors : tuple of Factor
        What was varied.
    points : array, shape (points, factors)
        The design's points.
    worlds : DataFrame
        A row for each world: `world`, `point` (-1: the scenario's own numbers), `seed`, the numbers
        varied, and the measures, whose names begin with `measure.`.
    wanted : tuple of str
        The measures that were asked for; none for all that move.
    left_out : dict
        Assumed parameters that were not varied, each with the reason.
    folder : Path or None
        Where the results are.
    """

    scenario: Scenario
    design: str
    samples: int
    factors: tuple[Factor, ...]
    points: Points
    replicates: int
    worlds: pl.DataFrame
    wanted: tuple[str, ...]
    left_out: dict[str, str]
    folder: Path | None

    @cached_property
    def catalogue(self) -> Mapping[str, Measure]:
        """Every measure by name."""
        return measures_of(labels_of(self.scenario))

    @cached_property
    def measures(self) -> tuple[str, ...]:
        """The measures looked at: estimable at every point, and not the same at all of them."""
        names = self.wanted or tuple(self.catalogue)
        return tuple(name for name in names if self._moves(name) or name in self.wanted)

    def _moves(self, name: str) -> bool:
        column = f"measure.{name}"
        if column not in self.worlds.columns or self.worlds[column].null_count():
            return False
        return bool(np.ptp(self.values(name)) > 0)

    def values(self, measure: str) -> NDArray[np.float64]:
        """A measure at each point, a mean over its worlds.

        Raises
        ------
        InputError
            If there is no such measure, or it cannot be estimated in every world.
        """
        column = f"measure.{measure}"
        if column not in self.worlds.columns or self.worlds[column].null_count():
            raise InputError(
                "measure", measure, "a measure that can be estimated in every world of the sweep"
            )
        of_points = self.worlds.filter(pl.col("point") >= 0)
        means = of_points.group_by("point").agg(pl.col(column).cast(pl.Float64).mean()).sort("point")
        return means[column].to_numpy()

    @cached_property
    def indices(self) -> dict[str, Indices]:
        """For each measure, the indices of all factors; see :func:`scorelab.experiment.design.indices`."""
        return {
            name: indices(self.design, self.factors, self.points, self.values(name), self.scenario.seed)
            for name in self.measures
        }

    def bands(self, measure: str) -> Bands:
        """What a measure's value hangs on: chance, and the numbers varied."""
        own = self.worlds.filter(pl.col("point") < 0)[f"measure.{measure}"].cast(pl.Float64).to_numpy()
        low, high = np.quantile(self.values(measure), NORMAL_RANGE)
        return Bands(float(own.mean()), (float(own.min()), float(own.max())), (float(low), float(high)))

    def to_frame(self) -> pl.DataFrame:
        """A row for each measure and factor, with its indices."""
        return pl.DataFrame(
            [
                {
                    "measure": name,
                    "parameter": factor.key,
                    "low": factor.low,
                    "high": factor.high,
                    **{index: values[place] for index, values in self.indices[name].items()},
                }
                for name in self.measures
                for place, factor in enumerate(self.factors)
            ],
            infer_schema_length=None,
        )

    def to_xarray(self) -> "xarray.Dataset":
        """Indices over `measure` and `parameter`, and at every `point` its numbers and measures.

        Raises
        ------
        InputError
            If xarray is not installed.
        """
        from scorelab.experiment.arrays import about_run, dataset

        about = about_run(self.scenario)
        whole = dataset(self.to_frame(), ("measure", "parameter"), about | {"design": self.design})
        numbers = [
            {"point": point, "parameter": factor.key, "number": float(self.points[point, place])}
            for point in range(len(self.points))
            for place, factor in enumerate(self.factors)
        ]
        values = [
            {"point": point, "measure": name, "value": float(value)}
            for name in self.measures
            for point, value in enumerate(self.values(name))
        ]
        for rows, over in ((numbers, ("point", "parameter")), (values, ("point", "measure"))):
            whole = whole.merge(dataset(pl.DataFrame(rows), over, about))
        return whole

    def main_index(self, measure: str) -> str:
        """The index by which factors are put in order: total order, else first, else Morris's mean."""
        found = self.indices[measure]
        return next(name for name in ("total", "mu_star", "first") if name in found)

    @property
    def headline(self) -> str:
        """The first measure of the short table that moves.

        Raises
        ------
        InputError
            If no measure does.
        """
        found = [name for name in (*HEADLINES, *self.measures) if name in self.measures]
        if not found:
            raise InputError("sweep", "no measure that moves", "other parameters, or more people or days")
        return found[0]

    def plot(self, measure: str | None = None) -> "Picture":
        """How much each factor matters for a measure, as a picture with its table."""
        from scorelab.experiment.pictures_designs import picture_of_indices

        name = self.headline if measure is None else measure
        if name not in self.measures:
            raise InputError("measure", name, f"one of {', '.join(self.measures)}")
        return picture_of_indices(self, name)

    def to_json(self) -> dict[str, Any]:
        """The sweep as plain values, as `scorelab sweep --json` prints it."""
        return {
            "scenario": self.scenario.name,
            "people_count": self.scenario.people,
            "days": self.scenario.time.days,
            "seed": self.scenario.seed,
            "design": self.design,
            "samples": self.samples,
            "points": len(self.points),
            "replicates": self.replicates,
            "worlds": self.worlds.height,
            "out": None if self.folder is None else str(self.folder),
            "parameters": [
                {"key": factor.key, "low": factor.low, "high": factor.high, "own": factor.value}
                for factor in self.factors
            ],
            "measures": {
                name: {
                    "own": (bands := self.bands(name)).own,
                    "seeds": list(bands.seeds),
                    "parameters": list(bands.parameters),
                    "indices": {
                        factor.key: {index: values[place] for index, values in self.indices[name].items()}
                        for place, factor in enumerate(self.factors)
                    },
                }
                for name in self.measures
            },
            "structure": "not varied",
            "not_varied": self.left_out,
        }

    def __str__(self) -> str:
        from scorelab.experiment.screen import in_text
        from scorelab.experiment.screen_designs import print_sweep

        return in_text(print_sweep, self)

    def _repr_html_(self) -> str:
        return self.plot()._repr_html_()
