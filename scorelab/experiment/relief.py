"""What a search among safeguards found."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

import polars as pl

from scorelab.experiment.estimates import SOURCE, Estimate
from scorelab.measures import Measure, measures_of
from scorelab.scenario.schema import Scenario
from scorelab.store import labels_of

if TYPE_CHECKING:
    import xarray

    from scorelab.report.picture import Picture


@dataclass(frozen=True)
class Point:
    """A set of safeguards with what it does.

    Attributes
    ----------
    safeguards : tuple of str
        Which; none for the rules as they stand.
    obeyed : float
        The share of cases in which officials keep them.
    relief, cost : Estimate
        The harm, and what the scheme claims, against the rules as they stand.
    claims : dict of Estimate
        The same of everything that the scheme claims for itself.
    best : bool
        Whether no other set beats it.
    command : str
        What lives it again, with everything that differs; empty for the rules as they stand.
    """

    safeguards: tuple[str, ...]
    obeyed: float
    relief: Estimate
    cost: Estimate
    claims: dict[str, Estimate]
    best: bool
    command: str

    @property
    def name(self) -> str:
        """The safeguards in words."""
        return " + ".join(self.safeguards) or "the rules as they stand"


@dataclass(frozen=True)
class Frontier:
    """Sets of safeguards; see :func:`scorelab.experiment.frontier.frontier`.

    Attributes
    ----------
    scenario : Scenario
        Under which rules.
    relief, cost : str
        The measures of which less is relief, and less is a cost.
    obeyed : tuple of float
        The shares of cases in which safeguards were kept; the frontier was sought at the first.
    points : tuple of Point
        The sets at the first share, then those of the frontier at the others.
    replicates : int
        In how many worlds each was lived.
    candidates : tuple of str
        Among which safeguards.
    complete : bool
        Whether every combination of them was lived.
    """

    scenario: Scenario
    relief: str
    cost: str
    obeyed: tuple[float, ...]
    points: tuple[Point, ...]
    replicates: int
    candidates: tuple[str, ...]
    complete: bool

    @cached_property
    def catalogue(self) -> Mapping[str, Measure]:
        """Every measure by name."""
        return measures_of(labels_of(self.scenario))

    @property
    def best(self) -> list[Point]:
        """The points that no other beats, the least cost first."""
        best = [point for point in self.points if point.best]
        return sorted(
            best, key=lambda point: (-(point.cost.difference or 0.0), point.relief.difference or 0.0)
        )

    def at(self, point: Point, obeyed: float) -> Point | None:
        """The same set at another share of obedience."""
        for other in self.points:
            if (other.safeguards, other.obeyed) == (point.safeguards, obeyed):
                return other
        return None

    def to_frame(self) -> pl.DataFrame:
        """A row for each point."""
        return pl.DataFrame(
            [
                {
                    "safeguards": point.name,
                    "obeyed": point.obeyed,
                    "on_frontier": point.best,
                    "harm": point.relief.other,
                    "harm_difference": point.relief.difference,
                    "harm_low": point.relief.low,
                    "harm_high": point.relief.high,
                    "claim": point.cost.other,
                    "claim_difference": point.cost.difference,
                    "claim_low": point.cost.low,
                    "claim_high": point.cost.high,
                    "command": point.command,
                }
                for point in self.points
            ],
            infer_schema_length=None,
        )

    def to_xarray(self) -> "xarray.Dataset":
        """The same over sets of `safeguards` and how well they are `obeyed`.

        Raises
        ------
        InputError
            If xarray is not installed.
        """
        from scorelab.experiment.arrays import about_run, dataset

        about = about_run(self.scenario)
        return dataset(
            self.to_frame(), ("safeguards", "obeyed"), about | {"relief": self.relief, "cost": self.cost}
        )

    def plot(self) -> "Picture":
        """Relief against cost as a picture, every set in a table under it."""
        from scorelab.experiment.pictures_designs import picture_of_frontier

        return picture_of_frontier(self)

    def to_json(self) -> dict[str, Any]:
        """The search as plain values, as `scorelab frontier --json` prints it."""
        return {
            "scenario": self.scenario.name,
            "people_count": self.scenario.people,
            "days": self.scenario.time.days,
            "seed": self.scenario.seed,
            "replicates": self.replicates,
            "relief": self.relief,
            "cost": self.cost,
            "interval": SOURCE,
            "every_combination": self.complete,
            "points": [
                {
                    "safeguards": list(point.safeguards),
                    "obeyed": point.obeyed,
                    "on_frontier": point.best,
                    "base": {self.relief: point.relief.base, self.cost: point.cost.base},
                    "difference": {
                        self.relief: point.relief.to_json(),
                        **{name: found.to_json() for name, found in point.claims.items()},
                    },
                    "command": point.command,
                }
                for point in self.points
            ],
        }

    def __str__(self) -> str:
        from scorelab.experiment.screen import in_text
        from scorelab.experiment.screen_designs import print_frontier

        return in_text(print_frontier, self)

    def _repr_html_(self) -> str:
        return self.plot()._repr_html_()
