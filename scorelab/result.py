"""What a run gives back."""

import math
from collections.abc import Mapping
from functools import cached_property
from html import escape
from pathlib import Path
from typing import Any

import polars as pl

from scorelab.journal import WRONGFUL, Kind
from scorelab.measures import MEASURES, measure_all
from scorelab.measures.measure import Measure
from scorelab.scenario.schema import Scenario
from scorelab.store import Run
from scorelab.store.manifest import Manifest
from scorelab.synthetic import CAPTION
from scorelab.system import peak_memory_mb
from scorelab.why import WhyResult, why

HEADLINES = (
    "listed",
    "new_listings",
    "wrongly_listed",
    "against_own_rules",
    "wrongful_days",
    "days_per_wrong_record",
    "refusals",
    "refused_persons",
    "wrongful_refusals",
    "jobs_lost",
    "ties_lost",
    "grade_falls",
    "spiral_depth",
    "second_turn_gain",
    "contagion_reach",
    "posts_not_written",
    "offences_prevented",
    "complaints",
    "answered",
    "corrected",
    "complaints_recorded",
    "debts_paid",
    "debts_paid_amount",
    "paid_under_pressure",
)
"""The measures that a short table shows; all are in `Result.measures`."""


class Tables:
    """A run's tables as Polars frames, each read when it is first asked for."""

    def __init__(self, run: Run) -> None:
        self._run = run

    @cached_property
    def journal(self) -> pl.DataFrame:
        """Every cause and effect, sorted by row id."""
        return self._run.journal.collect()

    @cached_property
    def causes(self) -> pl.DataFrame:
        """Contributors of rows: `row`, `cause`, `share` in thousandths."""
        return self._run.causes.collect()

    @cached_property
    def people(self) -> pl.DataFrame:
        """The invented people, as drawn and as the run left them."""
        return self._run.people.collect()


class Result(Run):
    """A finished run, with what is known of how it went.

    It is a :class:`scorelab.store.Run`: `folder`, `manifest`, `sql()` and the lazy tables
    `journal`, `causes` and `people` are there, too.

    Parameters
    ----------
    folder : Path
        Where the run is.
    manifest : Manifest
        What it says about itself.
    scenario : Scenario
        What was run.
    threads : int
        On how many threads.
    seconds : mapping of str to float
        `first_day`, from the command to the first simulated day; `build`, the
        population; `simulate`; `write`, from the last day to the finished folder.
    counts : mapping of str to int
        What the engine counted: visits, draws, rows, causes, candidates, appointments.
    """

    def __init__(
        self,
        folder: Path,
        manifest: Manifest,
        *,
        scenario: Scenario,
        threads: int,
        seconds: Mapping[str, float],
        counts: Mapping[str, int],
    ) -> None:
        super().__init__(folder, manifest)
        self.scenario = scenario
        self.threads = threads
        self.seconds = dict(seconds)
        self.counts = dict(counts)

    @property
    def digest(self) -> str:
        """The digest of journal and final state: equal for equal scenario, people, days and seed."""
        return self.manifest.digest

    @cached_property
    def measures(self) -> dict[str, float | int | None]:
        """Every measure's total, by name; None where it cannot be estimated."""
        return {name: _plain(value) for name, value in measure_all(self).items()}

    @cached_property
    def lives(self) -> dict[str, int]:
        """How many were `born` and `died` within the run; none where lives do not go on."""
        kinds = {"born": Kind.BORN, "died": Kind.DIED}
        rows = self.journal.filter(pl.col("kind").is_in([kind.value for kind in kinds.values()]))
        found = rows.select("kind").collect()["kind"].to_list()
        return {name: found.count(kind.value) for name, kind in kinds.items()}

    @cached_property
    def tables(self) -> Tables:
        """The whole journal, causes and people as Polars frames."""
        return Tables(self)

    def why(self, person: int, what: str | None = None) -> WhyResult:
        """Why what happened to a person happened; see :func:`scorelab.why.why`."""
        return why(self, person, what)

    def somebody(self) -> int | None:
        """Whom to ask about first: somebody wrongly refused, else refused, else listed; None if nobody is."""
        effects = self.journal.filter(pl.col("kind").is_in([Kind.REFUSAL.value, Kind.LISTING.value]))
        wrongful = pl.col("truth").is_in([truth.value for truth in WRONGFUL])
        order = pl.when(pl.col("kind") == Kind.LISTING.value).then(2).when(wrongful).then(0).otherwise(1)
        first = effects.select("person", order=order, row="row").sort("order", "row").head(1).collect()
        return None if first.is_empty() else int(first["person"][0])

    def report(self, path: str | Path) -> None:
        """Write a report on this run; see :func:`scorelab.report.write_report`."""
        from scorelab.report import write_report

        write_report([self], path)

    def to_json(self) -> dict[str, Any]:
        """The result as plain values, as `scorelab run --json` prints it."""
        return {
            "scenario": self.scenario.name,
            "people": self.founders_count,
            "days": self.days,
            "seed": self.manifest.seed,
            "threads": self.threads,
            "digest": self.digest,
            "out": str(self.folder),
            **({} if self.rules is None else {"rules": self.rules}),
            **({"lives": self.lives} if self.labels.lives else {}),
            "seconds": {name: round(seconds, 3) for name, seconds in self.seconds.items()},
            "measures": self.measures,
            "peak_memory_mb": peak_memory_mb(),
        }

    def __repr__(self) -> str:
        return (
            f"<Result of {self.scenario.name}: {self.founders_count:,} invented people, "
            f"{self.days} days, seed {self.manifest.seed}, in {self.folder}>"
        )

    def _repr_html_(self) -> str:
        rows = "".join(
            f"<tr><th scope='row'>{escape(MEASURES[name].title)}</th>"
            f"<td style='text-align:right'>{escape(figure(MEASURES[name], self.measures[name]))}</td>"
            f"<td>{escape(unit(MEASURES[name]))}</td></tr>"
            for name in HEADLINES
        )
        return (
            f"<table><caption>Synthetic: {escape(self.scenario.title)}, {self.founders_count:,} invented "
            f"people, {self.days} days. {escape(CAPTION)}</caption>"
            f"<thead><tr><th>Measure</th><th>Value</th><th>Unit</th></tr></thead>"
            f"<tbody>{rows}</tbody></table>"
        )


def figure(measure: Measure, value: float | int | None) -> str:
    """A measure's value for readers: money in yuan, shares in per cent, others to two digits at least."""
    if value is None:
        return "not estimable"
    if measure.unit == "cents":
        return f"{value / 100:,.0f}"
    if measure.unit == "share":
        return f"{value:.1%}"
    if isinstance(value, int):
        return f"{value:,}"
    decimals = _decimals(value)
    # Adding nought takes the sign off a nought that rounding left.
    return f"{round(value, decimals) + 0.0:,.{decimals}f}"


def _decimals(value: float) -> int:
    """One, or as many as two digits take, up to four."""
    if not 5e-5 <= abs(value) < 0.95:
        return 1
    return min(max(1 - math.floor(math.log10(abs(value))), 1), 4)


def unit(measure: Measure) -> str:
    """The unit in which :func:`figure` shows a measure."""
    return {"cents": "yuan", "share": ""}.get(measure.unit, measure.unit)


def _plain(value: float | None) -> float | int | None:
    return int(value) if value is not None and value.is_integer() else value
