"""What came out of worlds of another kind, beside what must come out."""

import json
import os
import shutil
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from math import sqrt
from pathlib import Path
from statistics import fmean, variance
from typing import TYPE_CHECKING, Any

import numpy as np
import polars as pl
import pyarrow.parquet as pq

from scorelab.elsewhere.load import written_out
from scorelab.elsewhere.measure import Known, Measured
from scorelab.elsewhere.schema import Elsewhere, Published
from scorelab.errors import refuse_existing
from scorelab.scenario.parameter import Parameter
from scorelab.store.manifest import now, versions
from scorelab.store.tables import METADATA, SYNTHETIC

if TYPE_CHECKING:
    from scorelab.report.picture import Picture

MANIFEST, SCENARIO, WORLDS, PAGE = "manifest.json", "scenario.yaml", "worlds.parquet", "picture.html"


@dataclass(frozen=True)
class Finding:
    """One measure: simulated, by formula, and as published.

    Attributes
    ----------
    known : Known
        The measure.
    mean, error : float or None
        Mean over worlds with its standard error; no error of a single world.
    band : tuple of two floats or None
        Between which values nine worlds in ten lie.
    row : Published or None
        What was published of it.
    """

    known: Known
    mean: float | None
    error: float | None
    band: tuple[float, float] | None
    row: Published | None

    @property
    def published(self) -> tuple[float, float] | None:
        """Between which values it lies according to the source; one value twice where it is exact."""
        if self.row is None:
            return None
        value = _parameter(self.row).value
        low, high = value if isinstance(value, tuple) else (value, value)
        return float(low or 0.0), float(high or 0.0)

    @property
    def source(self) -> str:
        """Whose figure that is."""
        return "" if self.row is None else _parameter(self.row).source or ""

    @property
    def holds(self) -> bool | None:
        """Whether the mean lies within the published range, or within the factor that the scenario allows.

        None where nothing was published, or where a value is to be met by a formula.
        """
        if self.row is None or self.published is None or self.mean is None:
            return None
        low, high = self.published
        if self.row.between is not None:
            return low <= self.mean <= high
        if self.row.within is None:
            return None
        return low / self.row.within <= self.mean <= high * self.row.within

    @property
    def errors_off(self) -> float | None:
        """By how many standard errors the simulation misses the formula; None where there is no error."""
        if self.mean is None or self.known.exact is None or not self.error:
            return None
        return (self.mean - self.known.exact) / self.error

    def to_json(self) -> dict[str, Any]:
        """The finding as plain values."""
        return {
            "unit": self.known.unit,
            "simulated": self.mean,
            "standard_error": self.error,
            "band": None if self.band is None else list(self.band),
            "by_formula": self.known.exact,
            "published": None if self.published is None else list(self.published),
            "source": self.source,
            "tier": None if self.row is None else _parameter(self.row).tier,
            "class": None if self.row is None else self.row.standing,
            "holds": self.holds,
            "standard_errors_off": self.errors_off,
        }


@dataclass(frozen=True)
class Outcome:
    """Worlds of another kind, lived; see :func:`scorelab.elsewhere.live.run_elsewhere`.

    Attributes
    ----------
    scenario : Elsewhere
        Under which rules.
    known : tuple of Known
        The measures.
    lived : tuple of mappings
        The measures of each world, in the order of their seeds.
    """

    scenario: Elsewhere
    known: tuple[Known, ...]
    lived: tuple[Measured, ...]

    @cached_property
    def findings(self) -> dict[str, Finding]:
        """Every measure by name."""
        published = {row.name: row for row in self.scenario.published}
        found = {}
        for known in self.known:
            values = [value for world in self.lived if (value := world.get(known.name)) is not None]
            found[known.name] = Finding(known, *_mean(values), _band(values), published.get(known.name))
        return found

    @property
    def pictured(self) -> list[Finding]:
        """The measures of the picture; all have one unit."""
        return [finding for finding in self.findings.values() if finding.known.pictured]

    @cached_property
    def worlds(self) -> pl.DataFrame:
        """A row for each world: its seed and its measures."""
        rows = [{"seed": self.scenario.seed + place, **world} for place, world in enumerate(self.lived)]
        return pl.DataFrame(rows, infer_schema_length=None)

    def to_frame(self) -> pl.DataFrame:
        """A row for each measure."""
        rows = [
            {"measure": name, **finding.to_json(), "published": None, "band": None}
            | dict(zip(("published_low", "published_high"), finding.published or (None, None), strict=True))
            | dict(zip(("low", "high"), finding.band or (None, None), strict=True))
            for name, finding in self.findings.items()
        ]
        return pl.DataFrame(rows, infer_schema_length=None).drop("published", "band")

    def to_json(self) -> dict[str, Any]:
        """The outcome as plain values, as `scorelab run --json` prints it."""
        scenario = self.scenario
        return {
            "scenario": scenario.name,
            "world": scenario.world,
            "seed": scenario.seed,
            "worlds": scenario.worlds,
            "measures": {name: finding.to_json() for name, finding in self.findings.items()},
        }

    def plot(self) -> "Picture":
        """Simulated beside what must come out, as a picture with its table."""
        from scorelab.elsewhere.picture import picture

        return picture(self)

    def save(self, folder: str | Path) -> None:
        """Write a folder: the scenario, a table of the worlds, the picture, and last a manifest.

        Raises
        ------
        InputError
            If there is such a folder already.
        """
        refuse_existing(folder)
        target = Path(folder)
        target.mkdir(parents=True)
        try:
            self._write(target)
        except BaseException:
            shutil.rmtree(target, ignore_errors=True)
            raise

    def _write(self, target: Path) -> None:
        (target / SCENARIO).write_text(written_out(self.scenario), encoding="utf-8")
        table = self.worlds.with_columns(synthetic=pl.lit(True)).to_arrow()
        pq.write_table(table.replace_schema_metadata(METADATA), target / WORLDS, compression="zstd")
        self.plot().save(target / PAGE)
        content = {
            "notice": SYNTHETIC,
            **self.to_json(),
            "versions": versions(),
            "written": now(),
            "complete": True,
        }
        fresh = target / f"{MANIFEST}.new"
        fresh.write_text(json.dumps(content, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
        os.replace(fresh, target / MANIFEST)

    def __str__(self) -> str:
        from scorelab.elsewhere.screen import in_text

        return in_text(self)

    def _repr_html_(self) -> str:
        return self.plot()._repr_html_()


def _mean(values: Sequence[float]) -> tuple[float | None, float | None]:
    if not values:
        return None, None
    return fmean(values), sqrt(variance(values) / len(values)) if len(values) > 1 else None


def _band(values: Sequence[float]) -> tuple[float, float] | None:
    """The values that a twentieth of the worlds lie below, and above."""
    if not values:
        return None
    low, high = np.quantile(values, (0.05, 0.95))
    return float(low), float(high)


def _parameter(row: Published) -> Parameter:
    parameter = row.value or row.between
    assert parameter is not None
    return parameter
