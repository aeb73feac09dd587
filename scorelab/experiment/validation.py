"""What a validation found: published figures beside ours, and studies beside their replication."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from math import isfinite
from pathlib import Path
from typing import TYPE_CHECKING, Any

import polars as pl

from scorelab.experiment.replication import REPLICATION_RULE, Replicated
from scorelab.published.figures import PREDICTED, ROLES, RULE, Figure
from scorelab.scenario.schema import Scenario

if TYPE_CHECKING:
    from scorelab.report.picture import Picture

VERDICTS = {True: "holds", False: "misses", None: "cannot be told"}
OF_SEVERAL = {True: "hold", False: "miss", None: "cannot be told"}
"""Verdicts on one figure, and on several."""


@dataclass(frozen=True)
class Interval:
    """A mean over replicates with its 95% interval by Student's t."""

    mean: float
    low: float
    high: float

    def to_json(self) -> dict[str, float]:
        """The interval as plain values."""
        return {"mean": self.mean, "low": self.low, "high": self.high}


NO_INTERVAL = {"mean": None, "low": None, "high": None}


@dataclass(frozen=True)
class Held:
    """A published figure beside ours.

    Attributes
    ----------
    figure : Figure
        As published, in the unit in which ours is told.
    title, part : str
        What people call it, and what it is about: the list, people and ties, or days.
    ours : Interval or None
        Over the replicates; None if it could be estimated in fewer than two.
    """

    figure: Figure
    title: str
    part: str
    ours: Interval | None

    @property
    def holds(self) -> bool | None:
        """Whether it holds; None where that cannot be told."""
        return None if self.ours is None else self.figure.holds(self.ours.low, self.ours.high)

    @property
    def missed(self) -> float | None:
        """By what share of the published value our mean lies off it."""
        if self.ours is None or not self.figure.value:
            return None
        return self.ours.mean / self.figure.value - 1

    def to_json(self) -> dict[str, Any]:
        """The row as plain values."""
        low, high = self.figure.tolerance
        return {
            "name": self.figure.name,
            "title": self.title,
            "about": self.part,
            "unit": self.figure.unit,
            "year": self.figure.year,
            "published": self.figure.value,
            "bound": self.figure.bound,
            "allowed": [low if isfinite(low) else None, high if isfinite(high) else None],
            "source": self.figure.source,
            "tier": self.figure.tier,
            "ours": NO_INTERVAL if self.ours is None else self.ours.to_json(),
            "class": self.figure.role,
            "holds": self.holds,
            "missed": self.missed,
        }


@dataclass(frozen=True)
class Validation:
    """A validation; see :func:`scorelab.experiment.validate.validate`.

    Attributes
    ----------
    scenario : Scenario or None
        Whose society was held against the figures; None if only studies were replicated.
    replicates : int
        In how many worlds each figure was measured.
    held : tuple of Held
        The figures, predicted ones first.
    left_out : mapping
        Figures that these worlds cannot state, and why.
    studies : tuple of Replicated
        Studies and laws, each with its verdicts.
    folder : Path or None
        Where the worlds are kept as a table.
    """

    scenario: Scenario | None
    replicates: int
    held: tuple[Held, ...]
    left_out: Mapping[str, str]
    studies: tuple[Replicated, ...]
    folder: Path | None

    def counts(self, role: str) -> Counter[bool | None]:
        """How many figures of a role hold, miss, or cannot be told."""
        return Counter(one.holds for one in self.held if one.figure.role == role)

    @property
    def headline(self) -> str:
        """How many predicted figures hold. Others do not count."""
        if not self.held:
            claims = [claim for study in self.studies for claim in study.claims]
            counts = Counter(claim.holds for claim in claims if claim.standing == PREDICTED)
            return f"{counts[True]} of {counts.total()} predicted findings come out; {_misses(counts)}"
        counts = self.counts(PREDICTED)
        return (
            f"{counts[True]} of {counts.total()} predicted figures hold; {_misses(counts)} ({self.by_part})"
        )

    @property
    def by_part(self) -> str:
        """How many predicted figures hold, by what they are about."""
        predicted = [one for one in self.held if one.figure.role == PREDICTED]
        parts = dict.fromkeys(one.part for one in predicted)
        return "; ".join(
            f"{part}: {sum(one.holds is True for one in predicted if one.part == part)} of "
            f"{sum(one.part == part for one in predicted)}"
            for part in parts
        )

    def to_frame(self) -> pl.DataFrame:
        """A row for each figure."""
        rows = []
        for one in self.held:
            row = one.to_json()
            row["allowed_low"], row["allowed_high"] = row.pop("allowed")
            rows.append(row | {f"ours_{key}": value for key, value in row.pop("ours").items()})
        return pl.DataFrame(rows, infer_schema_length=None)

    def plot(self) -> "Picture":
        """Every figure beside ours with its interval, as a picture with its table."""
        from scorelab.experiment.pictures_validation import picture_of_validation

        return picture_of_validation(self)

    def to_json(self) -> dict[str, Any]:
        """The validation as plain values, as `scorelab validate --json` prints it."""
        scenario = self.scenario
        return {
            "scenario": None if scenario is None else scenario.name,
            "people_count": None if scenario is None else scenario.people,
            "days": None if scenario is None else scenario.time.days,
            "seed": None if scenario is None else scenario.seed,
            "replicates": self.replicates,
            "rule": RULE,
            "headline": self.headline,
            "figures": [one.to_json() for one in self.held],
            "left_out": dict(self.left_out),
            "counts": {
                role: {VERDICTS[holds]: self.counts(role)[holds] for holds in VERDICTS} for role in ROLES
            },
            "replication_rule": REPLICATION_RULE,
            "studies": [study.to_json() for study in self.studies],
        }

    def __str__(self) -> str:
        from scorelab.experiment.screen import in_text
        from scorelab.experiment.screen_validation import print_validation

        return in_text(print_validation, self)

    def _repr_html_(self) -> str:
        return self.plot()._repr_html_()


def _misses(counts: Counter[bool | None]) -> str:
    untold = f", {counts[None]} cannot be told" if counts[None] else ""
    return f"{counts[False]} miss{'es' if counts[False] == 1 else ''}{untold}"
