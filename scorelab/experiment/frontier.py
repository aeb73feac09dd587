"""Which sets of safeguards buy most relief for the least cost to what the scheme claims for itself.

Only safeguards are varied. Relief is less of a harm; cost is less of what the scheme claims to
achieve. A set is on the frontier if no other set gives at least as much relief at no more
cost, and one of both better (Pareto).
"""

import shlex
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import Executor
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path

import polars as pl

from scorelab.errors import InputError
from scorelab.experiment.changes import changed, refuse_unknown, with_safeguards
from scorelab.experiment.crew import Crew, crew
from scorelab.experiment.estimates import estimate
from scorelab.experiment.ledger import Ledger
from scorelab.experiment.relief import Frontier, Point
from scorelab.experiment.worlds import World, live, sources
from scorelab.measures import Side, measures_of
from scorelab.progress import Progress
from scorelab.run import resolved
from scorelab.scenario.schema import Safeguards, Scenario
from scorelab.store import labels_of

SEARCHING = "living sets of safeguards"
RELIEF, COST = "wrongful_days", "debts_paid_amount"
OBEYED = (0.5, 1.0)
REPLICATES = 4
SETS = 60
FEW = 5
"""So many safeguards are combined in every way: 32 sets."""

BEAM = 4
"""Sets of the frontier that grow by one more safeguard in each round, those of most relief first."""

CLAIMS = ("debts_paid", "debts_paid_amount", "paid_under_pressure", "offences_prevented")
"""What schemes claim for themselves, shown of every set."""

Set = tuple[str, ...]


def frontier(
    scenario: str | Path | Scenario,
    *,
    safeguards: Sequence[str] = (),
    relief: str = RELIEF,
    cost: str = COST,
    obeyed: Sequence[float] = OBEYED,
    sets: int = SETS,
    people: int | None = None,
    days: int | None = None,
    seed: int | None = None,
    set: Mapping[str, object] | None = None,
    replicates: int = REPLICATES,
    out: str | Path | None = None,
    executor: Executor | str | None = None,
    workers: int | None = None,
    progress: Progress | None = None,
) -> Frontier:
    """Live sets of safeguards, and tell which of them no other set beats.

    Parameters
    ----------
    scenario : str, path or Scenario
        Under which rules; safeguards become law from the first day on.
    safeguards : sequence of str
        Among which safeguards; by default all. Up to 5 are combined in every way. Of more, single ones
        are tried first, then the best sets grow by one more at a time.
    relief : str
        The harm of which less is relief.
    cost : str
        What the scheme claims for itself, of which less is a cost.
    obeyed : sequence of float
        The shares of cases in which officials keep safeguards. The frontier is sought at the first; its
        sets are shown at the others as well.
    sets : int
        How many sets are tried at most.
    people, days, seed, set
        As of :func:`scorelab.run.run`.
    replicates : int
        In how many worlds each set is lived: the same worlds for all.
    out : path, optional
        A folder in which every world that has been lived is noted, to go on with when stopped.
    executor, workers, progress
        As of :func:`scorelab.experiment.crew.crew`.

    Raises
    ------
    InputError
        If a scenario, a name or a number is not acceptable.
    """
    settings = dict(set or {})
    chosen = resolved(scenario, settings, people, days, seed)
    candidates = _candidates(safeguards)
    degrees = _degrees(obeyed)
    _refuse_sides(chosen, relief, cost)
    if replicates < 2:
        raise InputError("--replicates", replicates, "a whole number from 2")
    if sets < 2:
        raise InputError("--sets", sets, "a whole number from 2")
    search = _Search(chosen, candidates, relief, cost, replicates, sets, progress)
    plan = {
        "experiment": "frontier",
        "safeguards": list(candidates),
        "obeyed": list(degrees),
        "relief": relief,
        "cost": cost,
        "sets": sets,
        "replicates": replicates,
    }
    with Ledger(None if out is None else Path(out), plan, chosen) as ledger:
        with crew(executor, people=chosen.people, workers=workers, progress=progress) as workforce:
            tried = search.carry_out(ledger, workforce, degrees[0])
            best = search.best(tried, ledger, degrees[0])
            sought = [one for one in best if one]
            for degree in degrees[1:]:
                search.live(sought, degree, ledger, workforce)
        ledger.finish(_table(ledger))
    base = _rerun(
        str(scenario) if not isinstance(scenario, Scenario) else chosen.name, chosen, settings, replicates
    )
    points = [search.point(one, degrees[0], ledger, one in best, base) for one in tried]
    points += [search.point(one, degree, ledger, False, base) for degree in degrees[1:] for one in sought]
    return Frontier(
        scenario=chosen,
        relief=relief,
        cost=cost,
        obeyed=degrees,
        points=tuple(points),
        replicates=replicates,
        candidates=candidates,
        complete=len(candidates) <= FEW and len(tried) == 2 ** len(candidates),
    )


def _candidates(named: Sequence[str]) -> Set:
    for name in named:
        refuse_unknown("--with", "safeguard", name, Safeguards.model_fields)
    return tuple(name for name in Safeguards.model_fields if not named or name in named)


def _degrees(obeyed: Sequence[float]) -> tuple[float, ...]:
    degrees = tuple(dict.fromkeys(float(share) for share in obeyed))
    for share in degrees:
        if not 0 < share <= 1:
            raise InputError("--obeyed", share, "shares of cases above 0, up to 1")
    if not degrees or degrees[0] == 1:
        found = "full obedience first" if degrees else "nothing"
        raise InputError("--obeyed", found, "a share below 1 first: full obedience is never shown alone")
    return degrees


def _refuse_sides(scenario: Scenario, relief: str, cost: str) -> None:
    known = measures_of(labels_of(scenario))
    for option, name, side, what in (
        ("--relief", relief, Side.HARM, "a measure of harm"),
        ("--cost", cost, Side.BENEFIT, "a measure of what the scheme achieves"),
    ):
        refuse_unknown(option, "measure", name, known)
        if known[name].side is not side:
            raise InputError(option, name, what)


def _rerun(scenario: str, chosen: Scenario, settings: Mapping[str, object], replicates: int) -> list[str]:
    """The words of the command that lives a point again, up to its safeguards."""
    words = ["scorelab", "compare", scenario, "--people", str(chosen.people)]
    words += ["--days", str(chosen.time.days), "--seed", str(chosen.seed), "--replicates", str(replicates)]
    for key, value in settings.items():
        words += ["--set", f"{key}={value}"]
    return words


def _table(ledger: Ledger) -> pl.DataFrame:
    rows = [
        {"world": name, **{f"measure.{key}": value for key, value in measures.items()}}
        for name, measures in sorted(ledger.lived.items())
    ]
    return pl.DataFrame(rows, infer_schema_length=None)


@dataclass(frozen=True)
class _Search:
    """The sets that are lived, and what each does."""

    scenario: Scenario
    candidates: Set
    relief: str
    cost: str
    replicates: int
    most: int
    progress: Progress | None

    def carry_out(self, ledger: Ledger, workforce: Crew, degree: float) -> list[Set]:
        """Live sets round by round; returns all of them, the empty one first."""
        if len(self.candidates) <= FEW:
            every = [
                one for size in range(len(self.candidates) + 1) for one in combinations(self.candidates, size)
            ]
            tried = every[: self.most]
            self.live(tried, degree, ledger, workforce)
            return tried
        tried = [(), *((name,) for name in self.candidates)][: self.most]
        self.live(tried, degree, ledger, workforce)
        grown: list[Set] = []
        while len(tried) < self.most:
            best = sorted(
                self.best(tried, ledger, degree),
                key=lambda one: -self._mean(one, degree, ledger, self.relief),
            )
            growing = [one for one in best if one not in grown][:BEAM]
            further = [larger for one in growing for larger in self._grown(one) if larger not in tried]
            further = list(dict.fromkeys(further))[: self.most - len(tried)]
            if not further:
                break
            grown += growing
            self.live(further, degree, ledger, workforce)
            tried += further
        return tried

    def _grown(self, one: Set) -> Iterator[Set]:
        for name in self.candidates:
            if name not in one:
                yield tuple(other for other in self.candidates if other == name or other in one)

    def live(self, sets: Sequence[Set], degree: float, ledger: Ledger, workforce: Crew) -> None:
        """Live sets that have yet to be lived, in every replicate."""
        for world, measures in workforce.each(live, self._jobs(sets, degree, ledger, workforce)):
            ledger.add(world.name, measures)
            if self.progress is not None:
                self.progress(SEARCHING, len(ledger.lived), self.most * self.replicates)

    def _jobs(self, sets: Sequence[Set], degree: float, ledger: Ledger, workforce: Crew) -> Iterator[World]:
        for one in sets:
            scenario = None
            for place in range(self.replicates):
                name = self._name(one, degree, place)
                if name in ledger.lived:
                    continue
                if scenario is None:
                    start = str(self.scenario.time.start)
                    scenario = changed(self.scenario, with_safeguards(one, degree, start))
                seeded = scenario.model_copy(update={"seed": self._seed(place)})
                yield World(seeded, workforce.threads, workforce.shelter, sources(), name)

    def best(self, tried: Sequence[Set], ledger: Ledger, degree: float) -> list[Set]:
        """The sets that no other beats, in the order in which they were tried; of equals, the first."""
        values = {
            one: (
                self._mean(one, degree, ledger, self.relief),
                self._mean(one, degree, ledger, self.cost, -1),
            )
            for one in tried
        }
        return [
            one
            for place, one in enumerate(tried)
            if not any(_beats(values[other], values[one]) for other in tried)
            and values[one] not in [values[other] for other in tried[:place]]
        ]

    def _mean(self, one: Set, degree: float, ledger: Ledger, measure: str, sign: int = 1) -> float:
        """By how much there is less of a measure than without any of the safeguards, on average."""
        found = estimate(self._pairs(one, degree, ledger, measure)).difference
        return -sign * found if found is not None else 0.0

    def _pairs(
        self, one: Set, degree: float, ledger: Ledger, measure: str
    ) -> list[tuple[float | None, float | None]]:
        return [
            (
                ledger.lived[self._name((), degree, place)].get(measure),
                ledger.lived[self._name(one, degree, place)].get(measure),
            )
            for place in range(self.replicates)
        ]

    def point(self, one: Set, degree: float, ledger: Ledger, best: bool, command: Sequence[str]) -> Point:
        """A set with what it does."""
        words = list(command)
        for name in one:
            words += ["--with", name]
        words += ["--obeyed", "0", "--obeyed", f"{degree:g}"]
        catalogue = measures_of(labels_of(self.scenario))
        claims = dict.fromkeys([self.cost, *(name for name in CLAIMS if name in catalogue)])
        return Point(
            safeguards=one,
            obeyed=degree,
            relief=estimate(self._pairs(one, degree, ledger, self.relief)),
            claims={name: estimate(self._pairs(one, degree, ledger, name)) for name in claims},
            cost=estimate(self._pairs(one, degree, ledger, self.cost)),
            best=best,
            command=shlex.join(words) if one else "",
        )

    def _name(self, one: Set, degree: float, place: int) -> str:
        with_what = f"{'+'.join(one)}@{degree:g}" if one else "none"
        return f"{self._seed(place)}:{with_what}"

    def _seed(self, place: int) -> int:
        return (self.scenario.seed + place) % 2**63


def _beats(one: tuple[float, float], other: tuple[float, float]) -> bool:
    """Whether the first is at least as good in both directions and better in one."""
    return one[0] >= other[0] and one[1] >= other[1] and one != other
