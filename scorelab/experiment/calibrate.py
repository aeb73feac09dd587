"""Which values of assumed numbers bring out what was published: approximate Bayesian computation."""

from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import Executor
from dataclasses import asdict, dataclass
from pathlib import Path
from statistics import NormalDist

import numpy as np
import polars as pl

from scorelab.errors import InputError
from scorelab.experiment.calibration import DRAWN, FITTED, OWN, Calibration
from scorelab.experiment.crew import Crew, crew
from scorelab.experiment.factors import Factor, named, refuse_impossible, settings_of
from scorelab.experiment.ledger import Ledger
from scorelab.experiment.rejection import Points, Posterior, is_identified, posterior
from scorelab.experiment.statistics import DATES, STATISTICS, fits, statistics_of
from scorelab.experiment.worlds import Measures, World, live, sources
from scorelab.luck import CERTAIN, Purpose, draw, fraction
from scorelab.measures import Facts
from scorelab.progress import Progress
from scorelab.published import figures
from scorelab.published.figures import Figure
from scorelab.run import resolved
from scorelab.scenario.schema import Scenario

LIVING = "living draws"
DRAWS = 300
KEPT = 0.25
CHECKS = 8
"""Worlds of the scenario's own numbers, and of the fitted ones, by which figures are checked."""

LEAST_DRAWS = 20

PARAMETERS = (
    "incidents.suit_debt.per_year",
    "incidents.suit_debt.men=1:6",
    "court.ground_1_share",
    "court.pays_per_year",
    "court.settles_per_year",
    "doors.flight.per_year=0.3:4",
    "doors.high_speed_rail.per_year=0.05:1.5",
)
"""What is fitted by default: how many are sued, of which sex, how long they stay, how often they book."""


def _targets() -> tuple[str, ...]:
    """The fitted figures that every run with a list can state: the first of each statistic."""
    first: dict[str, str] = {}
    for figure in figures.published().values():
        if figure.role == figures.FITTED and figure.statistic in STATISTICS.keys() - DATES.keys():
            first.setdefault(figure.statistic, figure.name)
    return tuple(first.values())


TARGETS = _targets()
"""What is fitted to by default. The registry says which figures are fitted to, and which are predicted."""


def calibrate(
    scenario: str | Path | Scenario,
    *,
    fit: Sequence[str] = PARAMETERS,
    targets: Sequence[str] = TARGETS,
    draws: int = DRAWS,
    kept: float = KEPT,
    people: int | None = None,
    days: int | None = None,
    seed: int | None = None,
    set: Mapping[str, object] | None = None,
    out: str | Path | None = None,
    executor: Executor | str | None = None,
    workers: int | None = None,
    progress: Progress | None = None,
) -> Calibration:
    """Fit numbers of a scenario to published figures, and predict the figures that were left out.

    Parameters
    ----------
    scenario : str, path or Scenario
        With the court's list; its opening makes the stock.
    fit : sequence of str
        `key=low:high`, or `key` alone for its own assumed range.
    targets : sequence of str
        Figures of the registry. Those that it calls predicted are refused: they stay out of every fit.
    draws : int
        How many points are drawn evenly from the ranges; each is lived in one world.
    kept : float
        The share of draws that is kept: those that come nearest.
    people, days, seed, set
        As of :func:`scorelab.run.run`.
    out : path, optional
        The folder of results; one that holds the same calibration, stopped, goes on where it was.
    executor, workers, progress
        As of :func:`scorelab.experiment.crew.crew`.

    Raises
    ------
    InputError
        If a scenario, key, figure or number is not acceptable.
    """
    chosen = resolved(scenario, set or {}, people, days, seed)
    if not chosen.mechanisms.court_list:
        raise InputError("calibrate", f"{chosen.name}, which has no list", "a scenario with the court's list")
    _check(draws, kept)
    aims = figures.named("--target", tuple(targets))
    _check_aims(aims, chosen)
    held_out = [
        figure
        for figure in figures.published().values()
        if figure.role == figures.PREDICTED and not figure.under and fits(figure, chosen)
    ]
    factors = named(chosen, fit, "--fit")
    keys = [factor.key for factor in factors]
    if not keys or len({*keys}) < len(keys):
        raise InputError("--fit", ", ".join(keys) or "nothing", "at least one parameter, each once")
    refuse_impossible(chosen, factors)
    work = _Work(chosen, tuple(factors), tuple(aims), draws, kept)
    plan = {
        "experiment": "calibrate",
        "draws": draws,
        "kept": kept,
        "factors": [asdict(factor) for factor in factors],
        "targets": [aim.model_dump() for aim in aims],
    }
    with Ledger(None if out is None else Path(out), plan, chosen) as ledger:
        with crew(
            executor, people=chosen.people, jobs=work.size, workers=workers, progress=progress
        ) as workforce:
            for jobs in (work.first_jobs, work.last_jobs):
                for world, found in workforce.each(live_statistics, jobs(ledger.lived, workforce)):
                    ledger.add(world.name, found)
                    if progress is not None:
                        progress(LIVING, len(ledger.lived), work.size)
        after = work.posterior(ledger.lived)
        worlds = work.table(ledger.lived, after)
        ledger.finish(worlds)
    return Calibration(
        scenario=chosen,
        factors=tuple(factors),
        aims=tuple(aims),
        held_out=tuple(held_out),
        posterior=after,
        fitted_numbers=fitted_numbers(factors, after),
        worlds=worlds,
        folder=None if out is None else Path(out),
    )


def live_statistics(world: World) -> Measures:
    """Live one world and give the statistics that figures were published about; see :func:`live`."""
    return live(world, lambda result: statistics_of(Facts(result)))


def _check(draws: int, kept: float) -> None:
    if draws < LEAST_DRAWS:
        raise InputError("--draws", draws, f"a whole number from {LEAST_DRAWS}")
    if not 0 < kept < 1:
        raise InputError("--kept", kept, "a share of draws above 0 and below 1")


def _check_aims(aims: Sequence[Figure], scenario: Scenario) -> None:
    for aim in aims:
        if aim.role == figures.PREDICTED:
            found = f"{aim.name}, which is predicted"
            raise InputError("--target", found, f"one that is fitted to: {', '.join(TARGETS)}")
        if aim.statistic not in STATISTICS:
            raise InputError("--target", f"{aim.name}, which is not of a list", "a figure of a list")
        if not fits(aim, scenario):
            raise InputError(
                "--target", f"{aim.name}, which lies outside the run", "a longer opening, or run"
            )
    statistics = [aim.statistic for aim in aims]
    if not aims or len({*statistics}) < len(statistics):
        found = ", ".join(aim.name for aim in aims) or "nothing"
        raise InputError("--target", found, "at least one figure, and one figure of a kind")


@dataclass(frozen=True)
class _Work:
    """The worlds of a calibration: the scenario's own numbers, the draws, and then the fitted numbers."""

    scenario: Scenario
    factors: tuple[Factor, ...]
    aims: tuple[Figure, ...]
    draws: int
    kept: float

    @property
    def size(self) -> int:
        """How many worlds there are."""
        return self.draws + 2 * CHECKS

    def first_jobs(self, done: Mapping[str, Measures], workforce: Crew) -> Iterator[World]:
        """Worlds of the own numbers and of the draws that have yet to be lived."""
        points = self.points()
        for place in range(CHECKS):
            yield from self._job(f"{OWN}:{place}", self.draws + place, None, done, workforce)
        for place in range(self.draws):
            yield from self._job(f"{DRAWN}:{place}", place, self._numbers(points[place]), done, workforce)

    def last_jobs(self, done: Mapping[str, Measures], workforce: Crew) -> Iterator[World]:
        """Worlds of the fitted numbers, which hang on the draws; they have luck of their own."""
        numbers = fitted_numbers(self.factors, self.posterior(done))
        for place in range(CHECKS):
            name = f"{FITTED}:{place}"
            yield from self._job(name, self.draws + CHECKS + place, numbers, done, workforce)

    def _job(
        self,
        name: str,
        seed: int,
        numbers: Mapping[str, float] | None,
        done: Mapping[str, Measures],
        workforce: Crew,
    ) -> Iterator[World]:
        if name in done:
            return
        settings = {} if numbers is None else settings_of(self.scenario, self.factors, numbers)
        seeded = self.scenario.model_copy(update={"seed": (self.scenario.seed + seed) % 2**63})
        yield World(seeded, workforce.threads, workforce.shelter, sources(), name, settings)

    def points(self) -> Points:
        """The draws, evenly from the ranges: shares of them."""
        return np.array(
            [
                [_even(self.scenario.seed, place, which) for which in range(len(self.factors))]
                for place in range(self.draws)
            ]
        )

    def _numbers(self, point: Points) -> dict[str, float]:
        return {
            factor.key: factor.low + float(share) * (factor.high - factor.low)
            for factor, share in zip(self.factors, point, strict=True)
        }

    def posterior(self, done: Mapping[str, Measures]) -> Posterior:
        """What is left of the draws in which every target can be estimated.

        Published readings differ by their spread, so a draw of it is added to what came out: then the
        posterior is that of a model with such an error (Wilkinson 2013, "Approximate Bayesian
        computation gives exact results under the assumption of model error", Statistical Applications in
        Genetics and Molecular Biology 12, 129-141).
        """
        names = [aim.statistic for aim in self.aims]
        spreads = np.array([_in_unit(aim, aim.spread) for aim in self.aims])
        rows, places = [], []
        for place in range(self.draws):
            values = [done[f"{DRAWN}:{place}"][name] for name in names]
            known = [value for value in values if value is not None]
            if len(known) == len(values):
                places.append(place)
                rows.append(
                    np.array(known)
                    + spreads
                    * [
                        NormalDist().inv_cdf(_even(self.scenario.seed, place, -1 - which))
                        for which in range(len(names))
                    ]
                )
        if len(rows) < LEAST_DRAWS:
            expected = f"targets that can be estimated in {LEAST_DRAWS} worlds: more people, days or draws"
            raise InputError("calibrate", f"{len(rows)} draws in which all can be estimated", expected)
        targets = np.array([_in_unit(aim, aim.value) for aim in self.aims])
        found = posterior(self.points()[places], np.array(rows), targets, spreads, self.kept)
        distances = np.full(self.draws, np.inf)
        distances[places] = found.distances
        return Posterior(np.array(places)[found.kept], found.points, found.weights, distances)

    def table(self, done: Mapping[str, Measures], after: Posterior) -> pl.DataFrame:
        """A row for each world: its kind, numbers, statistics, and for a draw its distance and weight."""
        points = self.points()
        fitted = fitted_numbers(self.factors, after)
        weights = dict(zip(after.kept.tolist(), after.weights.tolist(), strict=True))
        rows = []
        for kind, count in ((OWN, CHECKS), (DRAWN, self.draws), (FITTED, CHECKS)):
            for place in range(count):
                numbers: Mapping[str, float | None] = {each.key: each.value for each in self.factors}
                if kind != OWN:
                    numbers = self._numbers(points[place]) if kind == DRAWN else fitted
                distance = float(after.distances[place]) if kind == DRAWN else None
                rows.append(
                    {
                        "world": f"{kind}:{place}",
                        "kind": kind,
                        **{key: None if number is None else float(number) for key, number in numbers.items()},
                        "distance": distance if distance is None or np.isfinite(distance) else None,
                        "weight": weights.get(place, 0.0) if kind == DRAWN else None,
                        **{f"measure.{name}": done[f"{kind}:{place}"][name] for name in STATISTICS},
                    }
                )
        return pl.DataFrame(rows, infer_schema_length=None)


def fitted_numbers(factors: Sequence[Factor], after: Posterior) -> dict[str, float]:
    """The fitted values, to three digits: the median, or the own value of what is not identified."""
    found = {}
    for place, factor in enumerate(factors):
        median = factor.low + after.quantile(place, 0.5) * (factor.high - factor.low)
        rounded = min(max(float(f"{median:.3g}"), factor.low), factor.high)
        known = is_identified(after, place) or factor.value is None
        found[factor.key] = rounded if known else float(factor.value or 0.0)
    return found


def _even(seed: int, place: int, which: int) -> float:
    """A number drawn evenly from 0 to 1, without either."""
    return (fraction(draw(seed, Purpose.PRIOR, place, 0, which)) + 0.5) / CERTAIN


def _in_unit(figure: Figure, number: float) -> float:
    return STATISTICS[figure.statistic].published(number)
