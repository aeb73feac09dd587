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
from scorelab.experiment.structure import Variation, in_words
from scorelab.measures import Measure, measures_of
from scorelab.result import HEADLINES
from scorelab.scenario.schema import Scenario
from scorelab.store import labels_of

if TYPE_CHECKING:
    import xarray

    from scorelab.report.picture import Picture

OWN_POINT, OF_FORMS = -1, -2
"""In the column `point`: the scenario's own numbers, in its own forms and in others."""

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
    structure : tuple of float or None
        The range over the forms of mechanisms that were tried, the scenario's own among them, with its
        own numbers; None if none were.
    """

    own: float
    seeds: tuple[float, float]
    parameters: tuple[float, float]
    structure: tuple[float, float] | None


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
        A row for each world: `world`, `point` (-1: the scenario's own numbers, -2: these in other forms),
        `forms` (which), `seed`, the numbers varied, and the measures, whose names begin with `measure.`.
    wanted : tuple of str
        The measures that were asked for; none for all that move.
    left_out : dict
        Assumed parameters, and forms, that were not varied, each with the reason.
    folder : Path or None
        Where the results are.
    forms : tuple of Variation
        Other forms of mechanisms that were lived with the scenario's own numbers.
    how : str
        Which of them, as of :func:`scorelab.experiment.structure.variations`.
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
    forms: tuple[Variation, ...]
    how: str

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
        return self._is_estimable(name) and bool(np.ptp(self.values(name)) > 0)

    def _is_estimable(self, name: str) -> bool:
        """Whether a measure has a value in every world of the scenario's own forms."""
        column = f"measure.{name}"
        return column in self.worlds.columns and not self._of_own_forms[column].null_count()

    @cached_property
    def _of_own_forms(self) -> pl.DataFrame:
        return self.worlds.filter(pl.col("point") != OF_FORMS)

    def values(self, measure: str) -> NDArray[np.float64]:
        """A measure at each point, a mean over its worlds.

        Raises
        ------
        InputError
            If there is no such measure, or it cannot be estimated in every world.
        """
        column = f"measure.{measure}"
        if not self._is_estimable(measure):
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
        """What a measure's value hangs on: chance, the numbers varied, the forms of mechanisms."""
        own = (
            self.worlds.filter(pl.col("point") == OWN_POINT)[f"measure.{measure}"].cast(pl.Float64).to_numpy()
        )
        low, high = np.quantile(self.values(measure), NORMAL_RANGE)
        mean = float(own.mean())
        known = [mean, *(value for value in self.structure(measure).values() if value is not None)]
        return Bands(
            own=mean,
            seeds=(float(own.min()), float(own.max())),
            parameters=(float(low), float(high)),
            structure=(min(known), max(known)) if self.forms else None,
        )

    def structure(self, measure: str) -> dict[str, float | None]:
        """A measure under each other form: the own mean plus the mean difference in worlds of the same luck.

        None where it cannot be estimated in one of these worlds.
        """
        column = f"measure.{measure}"
        own = self.worlds.filter(pl.col("point") == OWN_POINT).select(
            "seed", own=pl.col(column).cast(pl.Float64)
        )
        mean = float(own["own"].to_numpy().mean())
        found: dict[str, float | None] = {}
        for variation in self.forms:
            worlds = self.worlds.filter(pl.col("forms") == variation.name).join(own, on="seed")
            differences = worlds[column].cast(pl.Float64) - worlds["own"]
            known = not differences.null_count()
            found[variation.name] = mean + float(differences.to_numpy().mean()) if known else None
        return found

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
        """Indices over `measure` and `parameter`, numbers and measures over `point`, measures over `forms`.

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
        structure: list[dict[str, object]] = [
            {"forms": forms, "measure": name, "under_forms": value}
            for name in self.measures
            for forms, value in self.structure(name).items()
        ]
        tables = [(numbers, ("point", "parameter")), (values, ("point", "measure"))]
        if structure:
            tables.append((structure, ("forms", "measure")))
        for rows, over in tables:
            whole = whole.merge(dataset(pl.DataFrame(rows, infer_schema_length=None), over, about))
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
        """The three bands of the short table's measures; or how much each factor matters for one measure.

        Raises
        ------
        InputError
            If no measure moves, or not this one.
        """
        from scorelab.experiment.pictures_bands import picture_of_bands
        from scorelab.experiment.pictures_designs import picture_of_indices

        if measure is None:
            return picture_of_bands(self)
        if measure not in self.measures:
            raise InputError("measure", measure, f"one of {', '.join(self.measures)}")
        return picture_of_indices(self, measure)

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
                    "structure": None if bands.structure is None else list(bands.structure),
                    "forms": self.structure(name),
                    "indices": {
                        factor.key: {index: values[place] for index, values in self.indices[name].items()}
                        for place, factor in enumerate(self.factors)
                    },
                }
                for name in self.measures
            },
            "structure": in_words(self.how),
            "forms": [variation.name for variation in self.forms],
            "not_varied": self.left_out,
        }

    def __str__(self) -> str:
        from scorelab.experiment.screen import in_text
        from scorelab.experiment.screen_designs import print_sweep

        return in_text(print_sweep, self)

    def _repr_html_(self) -> str:
        return self.plot()._repr_html_()
