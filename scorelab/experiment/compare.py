"""Twin worlds over replicates: what a change of the rules changes, and how sure that is."""

import math
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import Executor
from dataclasses import dataclass
from pathlib import Path

from scorelab.errors import InputError
from scorelab.experiment.changes import (
    OBEYED,
    Change,
    changed,
    refuse_different_people,
    refuse_unknown,
    with_safeguards,
    without,
)
from scorelab.experiment.comparison import Comparison, Variant
from scorelab.experiment.crew import Crew, crew
from scorelab.experiment.estimates import Estimate, estimate
from scorelab.experiment.worlds import Family, FamilyLived, Files, live_family, sources
from scorelab.measures import Side, measures_of
from scorelab.order import accepted_rules
from scorelab.progress import Progress
from scorelab.result import HEADLINES
from scorelab.run import refuse_two_sizes, resolved
from scorelab.scenario.schema import Scenario
from scorelab.store import labels_of

COMPARING = "comparing twins"
REPLICATES = 8
BUDGET = 64
GROWTH = 1.5
"""Replicates grow by this factor until they are precise enough: the same steps on any number of workers."""

LEAST = 3
"""Replicates before precision is looked at: of two, the interval itself is mostly luck."""

SEEDS = 2**63

ASKED = "the replicates asked for"
PRECISE = "the precision wanted"
SPENT = "the budget"


@dataclass(frozen=True)
class Other:
    """A world to be held against the base world.

    Attributes
    ----------
    name : str
        What it is called.
    scenario : Scenario
        Its rules.
    changes : tuple of Change
        What sets it apart, as far as that is known by name.
    obeyed : float or None
        The share of cases in which its safeguards are obeyed, if it has any.
    """

    name: str
    scenario: Scenario
    changes: tuple[Change, ...] = ()
    obeyed: float | None = None


def compare(
    base: str | Path | Scenario,
    other: str | Path | Scenario | None = None,
    *,
    without: Sequence[str] = (),
    safeguards: Sequence[str] = (),
    change: Mapping[str, object] | None = None,
    obeyed: Sequence[float] = OBEYED,
    since: str | None = None,
    people: int | None = None,
    days: int | None = None,
    seed: int | None = None,
    set: Mapping[str, object] | None = None,
    rules: str | Path | None = None,
    network: str | Path | None = None,
    ages: str | Path | None = None,
    replicates: int | None = None,
    precision: float | None = None,
    measures: Sequence[str] = (),
    budget: int = BUDGET,
    executor: Executor | str | None = None,
    workers: int | None = None,
    progress: Progress | None = None,
) -> Comparison:
    """Live the same people with the same luck under two sets of rules, in several worlds.

    Parameters
    ----------
    base : str, path or Scenario
        The base world's rules.
    other : str, path or Scenario, optional
        The other world's; left out, it is the base world with what the next parameters change.
    without : sequence of str
        Mechanisms switched off, the opening included.
    safeguards : sequence of str
        Safeguards made law from the first day on.
    change : mapping, optional
        Dotted keys and new values of the other world alone, the opening included.
    obeyed : sequence of float
        The shares of cases in which officials keep these safeguards: a world for each. Full
        obedience is never tried alone.
    since : str, optional
        An ISO date from which the changes hold, in place of what is said above.
    people, days, seed : int, optional
        In place of the scenarios' own. Replicates live in worlds of this seed, the next, and so on.
    set : mapping, optional
        Dotted keys and new values, of both worlds.
    rules : path, optional
        A file with rules of your own, in force in the other world alone; it may be all that sets it apart.
    network, ages : path, optional
        An imported society, of both worlds; as of :func:`scorelab.run.run`.
    replicates : int, optional
        How many replicates; with `precision`, how many at least. By default 8.
    precision : float, optional
        Go on until the half-width of the 95% interval of the difference is at most this share
        of the mean in the base world, for each of `measures`.
    measures : sequence of str
        The measures that must be so precise; by default those of harm in the short table that
        are not nought in both worlds.
    budget : int
        The most replicates that precision may take.
    executor, workers, progress
        As of :func:`scorelab.experiment.crew.crew`.

    Returns
    -------
    Comparison
        Means, differences with intervals, who fares better or worse, and why, if nothing changed.

    Raises
    ------
    InputError
        If a scenario, a name or a number is not acceptable, or the people of the two worlds
        would not be the same.
    """
    settings = set or {}
    _refuse_numbers(replicates, precision, budget)
    refuse_two_sizes(network, ages, people)
    own_rules = accepted_rules(rules)
    files = Files(*(None if file is None else Path(file).resolve() for file in (network, ages, rules)))
    first = resolved(base, settings, people, days, seed)
    others = list(
        worlds_beside(
            first,
            other,
            without,
            safeguards,
            change or {},
            obeyed,
            since,
            settings,
            people,
            days,
            seed,
            files.rules,
        )
    )
    for each in others:
        refuse_different_people(first, each.scenario)
    _refuse_unknown_measures(measures, first)
    least = replicates if replicates is not None else REPLICATES
    most = least if precision is None else max(budget, least)
    with crew(
        executor, people=first.people, jobs=most, workers=workers, progress=progress, rules=own_rules
    ) as workforce:
        plan = _Plan(first, others, precision, tuple(measures), least, most, progress, files)
        families, why = plan.carry_out(workforce)
    return Comparison(
        # An imported network says how many people there are.
        base=first.model_copy(update={"people": families[0].people}),
        variants=tuple(
            Variant(each.name, each.scenario, each.obeyed, tuple(family.twins[place] for family in families))
            for place, each in enumerate(others)
        ),
        families=tuple(families),
        stopped=why,
        files=files,
    )


@dataclass(frozen=True)
class _Plan:
    """Replicates to be lived until there are enough."""

    base: Scenario
    others: Sequence[Other]
    precision: float | None
    measures: tuple[str, ...]
    least: int
    most: int
    progress: Progress | None
    files: Files

    def carry_out(self, workforce: Crew) -> tuple[list[FamilyLived], str]:
        """The replicates in order of their seeds, and why there are no more of them."""
        families: list[FamilyLived] = []
        wanted = self.least
        while True:
            families += self._lived(workforce, len(families), wanted)
            if self.precision is None:
                return families, ASKED
            if len(families) >= LEAST and self._is_precise(families, self.precision):
                return families, PRECISE
            if wanted >= self.most:
                return families, SPENT
            wanted = min(max(math.ceil(wanted * GROWTH), LEAST), self.most)

    def _lived(self, workforce: Crew, first: int, end: int) -> list[FamilyLived]:
        jobs = (self._family(place, workforce) for place in range(first, end))
        lived: list[FamilyLived] = []
        self._tell(first, end)
        for _, family in workforce.each(live_family, jobs):
            lived.append(family)
            self._tell(first + len(lived), end)
        return sorted(lived, key=lambda family: (family.seed - self.base.seed) % SEEDS)

    def _tell(self, done: int, of: int) -> None:
        if self.progress is not None:
            self.progress(COMPARING, done, of)

    def _family(self, place: int, workforce: Crew) -> Family:
        def seeded(scenario: Scenario) -> Scenario:
            return scenario.model_copy(update={"seed": (self.base.seed + place) % SEEDS})

        return Family(
            seeded(self.base),
            tuple(seeded(other.scenario) for other in self.others),
            tuple(other.changes for other in self.others),
            workforce.threads,
            workforce.shelter,
            sources(),
            self.files,
        )

    def _is_precise(self, families: Sequence[FamilyLived], precision: float) -> bool:
        return all(
            _precise_enough(found, precision, named=bool(self.measures))
            for place in range(len(self.others))
            for found in self._watched(families, place)
        )

    def _watched(self, families: Sequence[FamilyLived], place: int) -> Iterator[Estimate]:
        catalogue = measures_of(labels_of(self.base))
        names = self.measures or [name for name in HEADLINES if catalogue[name].side is Side.HARM]
        for name in names:
            yield estimate(
                [(family.measures.get(name), family.twins[place].measures.get(name)) for family in families]
            )


def _precise_enough(found: Estimate, precision: float, *, named: bool) -> bool:
    """Whether an interval is narrow enough; what is nought in all worlds always is.

    A measure that cannot be estimated is never precise if it was asked for by name.
    """
    if found.half is None:
        return not named
    return found.half <= precision * abs(found.base or 0.0)


def worlds_beside(
    base: Scenario,
    other: str | Path | Scenario | None,
    off: Sequence[str],
    safeguards: Sequence[str],
    change: Mapping[str, object],
    obeyed: Sequence[float],
    since: str | None,
    settings: Mapping[str, object],
    people: int | None,
    days: int | None,
    seed: int | None,
    rules: Path | None = None,
) -> Iterator[Other]:
    """The worlds to be held against the base world; parameters are those of :func:`compare`.

    Raises
    ------
    InputError
        If two scenarios come with a change besides, or nothing sets the other world apart.
    """
    if other is not None:
        if off or safeguards or change:
            raise InputError(
                "compare", "two scenarios and a change besides", "two scenarios, or one and what to change"
            )
        scenario = resolved(other, settings, people, days, seed)
        yield Other(" ".join([scenario.name, *_of_file(rules)]), scenario)
        return
    changes = without(off, since)
    if change:
        named = ", ".join(f"{key} = {value}" for key, value in change.items())
        changes.append(Change(f"with {named}", change, since))
    if not safeguards:
        if not changes and rules is None:
            raise InputError(
                "compare",
                "one scenario and nothing to change",
                "a second scenario, --without MECHANISM, --with SAFEGUARD, --change or --rules",
            )
        yield _other(base, changes, None, rules)
        return
    for share in _shares(obeyed):
        added = with_safeguards(safeguards, share, since or str(base.time.start))
        yield _other(base, [*changes, *added], share, rules)


def _of_file(rules: Path | None) -> list[str]:
    """What a world under rules of a user's own is called besides."""
    return [] if rules is None else [f"with the rules of {rules.name}"]


def _other(base: Scenario, changes: Sequence[Change], obeyed: float | None, rules: Path | None) -> Other:
    name = " and ".join([*(change.name for change in changes), *_of_file(rules)])
    if obeyed is not None:
        name += f", obeyed in {obeyed:.0%} of cases"
    return Other(name, changed(base, changes), tuple(changes), obeyed)


def _shares(obeyed: Sequence[float]) -> list[float]:
    shares = sorted(dict.fromkeys(float(share) for share in obeyed))
    for share in shares:
        if not 0 <= share <= 1:
            raise InputError("--obeyed", share, "shares of cases from 0 to 1")
    if shares in ([], [1.0]):
        raise InputError(
            "--obeyed", shares or "nothing", "a share below 1 as well: full obedience is never shown alone"
        )
    return shares


def _refuse_numbers(replicates: int | None, precision: float | None, budget: int) -> None:
    if replicates is not None and replicates < 1:
        raise InputError("--replicates", replicates, "a whole number from 1")
    if budget < 1:
        raise InputError("--budget", budget, "a whole number of replicates from 1")
    if precision is not None and not 0 < precision < math.inf:
        raise InputError("--precision", precision, "a share of the base world's mean above 0, such as 0.1")


def _refuse_unknown_measures(names: Sequence[str], scenario: Scenario) -> None:
    known = measures_of(labels_of(scenario))
    for name in names:
        refuse_unknown("--measure", "measure", name, known)
