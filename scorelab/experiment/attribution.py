"""What an attribution found."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar

import polars as pl

from scorelab.errors import InputError
from scorelab.measures import Measure, measures_of
from scorelab.scenario.schema import Scenario
from scorelab.store import labels_of

if TYPE_CHECKING:
    import xarray

    from scorelab.report.picture import Picture


@dataclass(frozen=True)
class Share:
    """A share with its standard error over replicates; None with a single replicate."""

    mean: float
    error: float | None


@dataclass(frozen=True)
class Attribution:
    """Shares of mechanisms in each harm; see :func:`scorelab.experiment.attribute.attribute`.

    Attributes
    ----------
    scenario : Scenario
        Under which rules.
    mechanisms : tuple of str
        Among which mechanisms the harms are divided.
    idle : tuple of str
        Mechanisms that are on, and have nothing to act on in this scenario.
    shares : dict
        For each measure of harm that moves: a share by mechanism, `WHOLE` (all of them less none)
        and `WITHOUT` (with none of them).
    left_out : tuple of str
        Harms that cannot be estimated in one world or another.
    replicates, worlds : int
        In how many replicates, and how many worlds were looked at in all.
    pairs : int or None
        Pairs of orders sampled in each replicate; None if every coalition was valued.
    """

    WHOLE: ClassVar[str] = "whole difference"
    WITHOUT: ClassVar[str] = "without any of them"

    scenario: Scenario
    mechanisms: tuple[str, ...]
    idle: tuple[str, ...]
    shares: dict[str, dict[str, Share]]
    left_out: tuple[str, ...]
    replicates: int
    pairs: int | None
    worlds: int

    @property
    def catalogue(self) -> Mapping[str, Measure]:
        """Every measure by name."""
        return measures_of(labels_of(self.scenario))

    @property
    def method(self) -> str:
        """How shares were found, in words."""
        if self.pairs is None:
            return "exact: every coalition of the mechanisms was lived"
        orders = "one pair of orders" if self.pairs == 1 else f"{self.pairs} pairs of orders"
        return f"sampled: {orders}, each with its reverse, in each replicate"

    def to_frame(self) -> pl.DataFrame:
        """A row for each harm and mechanism: share, standard error, share of the whole."""
        return pl.DataFrame(
            [
                {
                    "measure": name,
                    "unit": self.catalogue[name].unit,
                    "mechanism": mechanism,
                    "share": shares[mechanism].mean,
                    "error": shares[mechanism].error,
                    "of_whole": _part(shares[mechanism], shares[self.WHOLE]),
                }
                for name, shares in self.shares.items()
                for mechanism in self.mechanisms
            ],
            schema_overrides={"error": pl.Float64, "of_whole": pl.Float64},
        )

    def to_xarray(self) -> "xarray.Dataset":
        """The same over `measure` and `mechanism`.

        Raises
        ------
        InputError
            If xarray is not installed.
        """
        from scorelab.experiment.arrays import about_run, dataset

        about = about_run(self.scenario)
        return dataset(self.to_frame(), ("measure", "mechanism"), about | {"method": self.method})

    def plot(self, measure: str | None = None) -> "Picture":
        """The shares in one harm as a picture, the numbers in a table under it.

        Parameters
        ----------
        measure : str, optional
            Which harm; by default :attr:`headline`.

        Raises
        ------
        InputError
            If no mechanism has a share in it.
        """
        from scorelab.experiment.pictures_designs import picture_of_shares

        return picture_of_shares(self, self.headline if measure is None else self._known(measure))

    @property
    def headline(self) -> str:
        """The harm in which most mechanisms have a share, of the short table if any of it moves.

        Raises
        ------
        InputError
            If none does.
        """
        from scorelab.result import HEADLINES

        found = [name for name in HEADLINES if name in self.shares] or list(self.shares)
        if not found:
            raise InputError(
                "attribute", "no harm that any mechanism moves", "more people, days or mechanisms"
            )
        return max(found, key=lambda name: sum(bool(self.shares[name][one].mean) for one in self.mechanisms))

    def _known(self, measure: str) -> str:
        if measure not in self.shares:
            raise InputError("measure", measure, f"one of {', '.join(self.shares)}")
        return measure

    def to_json(self) -> dict[str, Any]:
        """The attribution as plain values, as `scorelab attribute --json` prints it."""
        return {
            "scenario": self.scenario.name,
            "people_count": self.scenario.people,
            "days": self.scenario.time.days,
            "seed": self.scenario.seed,
            "mechanisms": list(self.mechanisms),
            "idle": list(self.idle),
            "method": self.method,
            "replicates": self.replicates,
            "worlds": self.worlds,
            "shares": {
                name: {
                    key: {"mean": share.mean, "standard_error": share.error} for key, share in shares.items()
                }
                for name, shares in self.shares.items()
            },
            "not_estimable": list(self.left_out),
        }

    def __str__(self) -> str:
        from scorelab.experiment.screen import in_text
        from scorelab.experiment.screen_designs import print_attribution

        return in_text(print_attribution, self)

    def _repr_html_(self) -> str:
        return self.plot()._repr_html_()


def _part(share: Share, whole: Share) -> float | None:
    return share.mean / whole.mean if whole.mean else None
