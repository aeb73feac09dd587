"""Every world of the registry of claims lived under every seed, and what it comes to."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from statistics import fmean

from scorelab.claims.findings import TWICE, Result, Run, World, named, worlds
from scorelab.claims.registry import claims
from scorelab.evidence import cases
from scorelab.evidence.days import DAYS, LOOKED_AT, looked_at
from scorelab.evidence.societies import lived
from scorelab.evidence.spreading import spreading
from scorelab.evidence.values import Values
from scorelab.experiment.changes import changed, with_safeguards
from scorelab.experiment.crew import crew
from scorelab.progress import Progress, silent
from scorelab.run import resolved
from scorelab.scenario.schema import Scenario
from scorelab.stories.twins import HALF

PEOPLE, PEOPLE_OF_DAYS = 20_000, 2_000
"""Of a society that is lived, and of one whose days are looked at."""

IN_WORLDS = "worlds"
"""The unit of what holds in a world or does not: over seeds it is counted."""

LIVING = "living the worlds of the claims"


@dataclass(frozen=True)
class Way:
    """How worlds of a kind are lived.

    Attributes
    ----------
    look : callable
        From a world and a seed to what came of it.
    seeds : int
        With how many seeds, from 1 on.
    words : callable
        From a world and the number of seeds to what was lived, in words.
    """

    look: Callable[[World, int], Values]
    seeds: int
    words: Callable[[World, int], str]


def scenario_of(world: World, people: int, seed: int) -> Scenario:
    """The scenario of a world, with its changes, its safeguards kept in half of cases."""
    scenario = resolved(world.scenario, dict(world.set), people, None, seed)
    return changed(scenario, with_safeguards(world.safeguards, HALF, scenario.time.start))


def _society(world: World, seed: int) -> Values:
    return lived(scenario_of(world, PEOPLE, seed))


def _societies(world: World, seeds: int) -> str:
    days = scenario_of(world, PEOPLE, 1).time.days
    return f"{seeds} societies of {PEOPLE:,} people, {days:,} days each"


def _days(world: World, seed: int) -> Values:
    return looked_at(scenario_of(world, PEOPLE_OF_DAYS, seed))


def _case(look: Callable[[int], Values], _: World, seed: int) -> Values:
    return look(seed)


def _told(words: str, _: World, seeds: int) -> str:
    return f"{seeds} worlds, each with {words}"


WAYS: dict[str, Way] = {
    "society": Way(_society, 10, _societies),
    "days": Way(
        _days,
        5,
        lambda _, seeds: (
            f"{LOOKED_AT} people on {DAYS} days of a year in each of {seeds} societies of "
            f"{PEOPLE_OF_DAYS:,} people"
        ),
    ),
    "told day": Way(
        lambda world, seed: cases.told_day(world.scenario, seed), 40, partial(_told, "the told afternoon")
    ),
    "journalist": Way(partial(_case, cases.journalist), 20, partial(_told, "the told case")),
    "journalist applying": Way(
        partial(_case, cases.journalist_applying), 20, partial(_told, "the told case, changed")
    ),
    "journalist heard": Way(
        partial(_case, cases.journalist_heard), 20, partial(_told, "the told case, changed")
    ),
    "journalist scored": Way(
        partial(_case, cases.journalist_at_a_platform), 10, partial(_told, "the told case, changed")
    ),
    "relatives": Way(partial(_case, cases.relatives), 10, partial(_told, "the told case of the niece")),
    "spread": Way(
        partial(_case, spreading), 40, lambda _, seeds: f"{seeds} worlds of operators who may adopt a score"
    ),
}
"""The ways in which worlds of the registry can be lived."""

Series = dict[str, tuple[str, list[float | None]]]
"""By measure: its unit, and its value under each seed, in order."""


def gathered(workers: int | None = None, progress: Progress | None = None) -> dict[str, Run]:
    """Live every world of the registry, and keep what its sentences name.

    Parameters
    ----------
    workers : int, optional
        On how many processes; by default one a processor.
    progress : callable, optional
        Called after each world.

    Returns
    -------
    dict
        By world; and for each pair of worlds, `one-other`, the differences seed by seed.
    """
    jobs = [
        (name, seed) for name, world in worlds().items() for seed in range(1, WAYS[world.lives].seeds + 1)
    ]
    done: dict[tuple[str, int], Values] = {}
    with crew(people=PEOPLE, jobs=len(jobs), workers=workers, progress=progress) as workforce:
        for job, values in workforce.each(_live, jobs):
            done[job] = values
            (progress or silent)(LIVING, len(done), len(jobs))
    series = {name: _series([done[job] for job in jobs if job[0] == name]) for name in worlds()}
    return dict(_runs(series, {pair for each in claims().values() for pair in named(each.finds or "")}))


def _live(job: tuple[str, int]) -> Values:
    name, seed = job
    world = worlds()[name]
    return WAYS[world.lives].look(world, seed)


def _series(found: Sequence[Values]) -> Series:
    return {name: (unit, [values[name][1] for values in found]) for name, (unit, _) in found[0].items()}


def _runs(series: dict[str, Series], wanted: set[tuple[str, str]]) -> Iterator[tuple[str, Run]]:
    for key in dict.fromkeys([*series, *sorted(key for key, _ in wanted)]):
        one, _, other = key.partition("-")
        mine = sorted(measure for world, measure in wanted if world == key)
        if one not in series or not mine:
            continue
        world = worlds()[one]
        way = WAYS[world.lives]
        made = series[one] if not other else differences(series[one], series[other])
        basis = way.words(world, way.seeds)
        yield (
            key,
            Run(
                basis=basis + TWICE if other else basis,
                results={name: over_seeds(*made[name]) for name in mine},
            ),
        )


def differences(one: Series, other: Series) -> Series:
    """Of each measure of two worlds by how much the first lies above the second, seed by seed."""
    return {
        name: (unit, [_minus(mine, theirs) for mine, theirs in zip(values, other[name][1], strict=True)])
        for name, (unit, values) in one.items()
        if name in other
    }


def _minus(one: float | None, other: float | None) -> float | None:
    return None if one is None or other is None else one - other


def over_seeds(unit: str, values: Sequence[float | None]) -> Result:
    """Mean, lowest and highest; nothing where one of them cannot be estimated; worlds are counted."""
    known = [value for value in values if value is not None]
    if len(known) < len(values):
        return Result(unit=unit)
    if unit == IN_WORLDS:
        known = [sum(known)]
    return Result(unit=unit, mean=fmean(known), low=min(known), high=max(known))
