"""What a calibration found."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

import polars as pl

from scorelab.experiment.factors import Factor
from scorelab.experiment.rejection import EVEN_DEVIATION, Posterior, is_identified
from scorelab.experiment.statistics import STATISTICS, Statistic
from scorelab.published.figures import Figure
from scorelab.scenario.schema import Scenario

if TYPE_CHECKING:
    import xarray

    from scorelab.report.picture import Picture

OWN, DRAWN, FITTED = "own", "draw", "fitted"
"""The kinds of worlds: of the scenario's own numbers, of a draw's, of the fitted ones."""

INTERVAL = (0.025, 0.975)


@dataclass(frozen=True)
class Fit:
    """One parameter, before and after.

    Attributes
    ----------
    factor : Factor
        The parameter and its prior, which is even over its range.
    mean, median, low, high : float
        Of the posterior, with its 95% interval.
    narrower : float
        The posterior's standard deviation over the prior's.
    identified : bool
        Whether the targets tell its value; if not, prior and posterior are much alike.
    fitted : float
        The value that comes out: the posterior's median, or its own value where it is not identified.
    """

    factor: Factor
    mean: float
    median: float
    low: float
    high: float
    narrower: float
    identified: bool
    fitted: float

    def to_json(self) -> dict[str, Any]:
        """The fit as plain values."""
        return {
            "key": self.factor.key,
            "own": self.factor.value,
            "prior": [self.factor.low, self.factor.high],
            "posterior_mean": self.mean,
            "posterior": [self.low, self.high],
            "narrower": self.narrower,
            "identified": self.identified,
            "fitted": self.fitted,
        }


@dataclass(frozen=True)
class Held:
    """A published figure beside what comes out.

    Attributes
    ----------
    figure : Figure
        As published.
    target, spread : float
        In the statistic's own unit.
    own, fitted : tuple of three floats or None
        Mean over worlds of the scenario's own and of the fitted numbers, with the lowest and highest world.
    """

    figure: Figure
    target: float
    spread: float
    own: tuple[float, float, float] | None
    fitted: tuple[float, float, float] | None

    @property
    def statistic(self) -> Statistic:
        """What it is about."""
        return STATISTICS[self.figure.statistic]

    @property
    def missed(self) -> float | None:
        """By what share of it the fitted worlds' mean misses it."""
        return None if self.fitted is None else self.fitted[0] / self.target - 1

    def to_json(self) -> dict[str, Any]:
        """The figure as plain values."""
        return {
            "name": self.figure.name,
            "title": self.statistic.title,
            "unit": self.statistic.unit,
            "published": self.target,
            "spread": self.spread,
            "own": None if self.own is None else list(self.own),
            "fitted": None if self.fitted is None else list(self.fitted),
            "missed": self.missed,
            "source": self.figure.source,
            "tier": self.figure.tier,
        }


@dataclass(frozen=True)
class Calibration:
    """A calibration of a scenario; see :func:`scorelab.experiment.calibrate.calibrate`.

    Attributes
    ----------
    scenario : Scenario
        What was calibrated.
    factors : tuple of Factor
        What was fitted.
    aims, held_out : tuple of Figure
        What it was fitted to, and what was left to be predicted.
    posterior : Posterior
        What is left of the draws.
    fitted_numbers : mapping
        The fitted value of each parameter.
    worlds : DataFrame
        A row for each world: its kind, numbers, statistics, and for a draw its distance and weight.
    folder : Path or None
        Where the results are.
    """

    scenario: Scenario
    factors: tuple[Factor, ...]
    aims: tuple[Figure, ...]
    held_out: tuple[Figure, ...]
    posterior: Posterior
    fitted_numbers: Mapping[str, float]
    worlds: pl.DataFrame
    folder: Path | None

    @cached_property
    def fits(self) -> list[Fit]:
        """Every parameter, before and after."""
        found = []
        for place, factor in enumerate(self.factors):
            wide, after = factor.high - factor.low, self.posterior
            low, high = (factor.low + wide * after.quantile(place, share) for share in INTERVAL)
            found.append(
                Fit(
                    factor=factor,
                    mean=factor.low + wide * after.mean(place),
                    median=factor.low + wide * after.quantile(place, 0.5),
                    low=low,
                    high=high,
                    narrower=after.deviation(place) / EVEN_DEVIATION,
                    identified=is_identified(after, place),
                    fitted=self.fitted_numbers[factor.key],
                )
            )
        return found

    @cached_property
    def targets(self) -> list[Held]:
        """What it was fitted to, and how far that is missed."""
        return [self._held(figure) for figure in self.aims]

    @cached_property
    def unfitted(self) -> list[Held]:
        """What stayed out of the fit, beside what comes out."""
        return [self._held(figure) for figure in self.held_out]

    def _held(self, figure: Figure) -> Held:
        statistic = STATISTICS[figure.statistic]
        return Held(
            figure,
            statistic.published(figure.value),
            statistic.published(figure.spread),
            self._in_worlds(OWN, figure.statistic),
            self._in_worlds(FITTED, figure.statistic),
        )

    def _in_worlds(self, kind: str, name: str) -> tuple[float, float, float] | None:
        values = self.worlds.filter(pl.col("kind") == kind)[f"measure.{name}"].drop_nulls().to_list()
        return (sum(values) / len(values), min(values), max(values)) if values else None

    @property
    def settings(self) -> list[str]:
        """The fitted values as options of the command line."""
        return [f"--set {fit.factor.key}={fit.fitted:g}" for fit in self.fits if fit.identified]

    def to_frame(self) -> pl.DataFrame:
        """A row for each parameter, before and after."""
        rows = [fit.to_json() for fit in self.fits]
        for row in rows:
            row["prior_low"], row["prior_high"] = row.pop("prior")
            row["posterior_low"], row["posterior_high"] = row.pop("posterior")
        return pl.DataFrame(rows, infer_schema_length=None)

    def figures_frame(self) -> pl.DataFrame:
        """A row for each figure, fitted to or predicted, beside what comes out."""
        rows = []
        for role, each in (("target", self.targets), ("prediction", self.unfitted)):
            for held in each:
                row = {"role": role, **held.to_json()}
                for name in ("own", "fitted"):
                    ends = row.pop(name) or [None] * 3
                    row |= {name: ends[0], f"{name}_low": ends[1], f"{name}_high": ends[2]}
                rows.append(row)
        return pl.DataFrame(rows, infer_schema_length=None)

    def to_xarray(self) -> "xarray.Dataset":
        """Prior and posterior over `parameter`, and the weighted points of the posterior over `draw`.

        Raises
        ------
        InputError
            If xarray is not installed.
        """
        from scorelab.experiment.arrays import about_run, dataset

        about = about_run(self.scenario)
        after = self.posterior
        points = [
            {
                "draw": int(draw),
                "parameter": factor.key,
                "point": factor.low + float(after.points[row, place]) * (factor.high - factor.low),
                "weight": float(after.weights[row]),
            }
            for row, draw in enumerate(after.kept)
            for place, factor in enumerate(self.factors)
        ]
        whole = dataset(self.to_frame().rename({"key": "parameter"}), ("parameter",), about)
        return whole.merge(dataset(pl.DataFrame(points), ("draw", "parameter"), about))

    def plot(self) -> "Picture":
        """Prior and posterior of every parameter, as a picture with its table."""
        from scorelab.experiment.pictures_calibration import picture_of_calibration

        return picture_of_calibration(self)

    def to_json(self) -> dict[str, Any]:
        """The calibration as plain values, as `scorelab calibrate --json` prints it."""
        scenario = self.scenario
        return {
            "scenario": scenario.name,
            "people_count": scenario.people,
            "days": scenario.time.days,
            "opening_years": scenario.time.opening_years,
            "seed": scenario.seed,
            "draws": len(self.posterior.distances),
            "kept": len(self.posterior.kept),
            "out": None if self.folder is None else str(self.folder),
            "parameters": [fit.to_json() for fit in self.fits],
            "targets": [held.to_json() for held in self.targets],
            "predictions": [held.to_json() for held in self.unfitted],
            "settings": self.settings,
        }

    def __str__(self) -> str:
        from scorelab.experiment.screen import in_text
        from scorelab.experiment.screen_calibration import print_calibration

        return in_text(print_calibration, self)

    def _repr_html_(self) -> str:
        return self.plot()._repr_html_()
