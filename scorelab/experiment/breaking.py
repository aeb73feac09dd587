"""Where a headline breaks: the value of a number, or the form of a law, under which an effect is gone.

An effect is the difference between two worlds of the same people and luck. It stands where the 95%
interval over replicates leaves out nought on the side on which it lies with the scenario's own numbers.
"""

from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import Executor
from dataclasses import dataclass, field
from pathlib import Path

from scorelab.errors import InputError
from scorelab.experiment.broken import Break, Breaking, Held
from scorelab.experiment.changes import Change, changed, refuse_different_people, refuse_unknown
from scorelab.experiment.compare import SEEDS, Other, worlds_beside
from scorelab.experiment.crew import Crew, crew
from scorelab.experiment.dials import Dial, of_factors, of_mechanisms, of_obedience
from scorelab.experiment.estimates import Estimate, estimate, estimates, means
from scorelab.experiment.factors import assumed, named
from scorelab.experiment.halving import Search, outcome_of
from scorelab.experiment.headlines import headline_of
from scorelab.experiment.structure import EACH, Variation, variations
from scorelab.experiment.worlds import Measures, World, live, sources
from scorelab.measures import measures_of
from scorelab.progress import Progress
from scorelab.run import resolved
from scorelab.scenario.schema import Scenario
from scorelab.store import labels_of

SEEKING = "seeking where the headline breaks"
REPLICATES = 8
STEPS = 5
"""How often the stretch in which a headline breaks is halved: to a 32nd of the dial's way."""

OBEYED = 0.5

Place = tuple[Dial | None, float, Variation | None]
"""Where an effect is measured: a dial turned to a number, another form, or neither."""

OWN: Place = (None, 0.0, None)


def breaking(
    base: str | Path | Scenario,
    other: str | Path | Scenario | None = None,
    *,
    without: Sequence[str] = (),
    safeguards: Sequence[str] = (),
    change: Mapping[str, object] | None = None,
    obeyed: float = OBEYED,
    since: str | None = None,
    vary: Sequence[str] = (),
    assumed_in: Sequence[str] = (),
    measures: Sequence[str] = (),
    forms: str = EACH,
    steps: int = STEPS,
    people: int | None = None,
    days: int | None = None,
    seed: int | None = None,
    set: Mapping[str, object] | None = None,
    replicates: int = REPLICATES,
    executor: Executor | str | None = None,
    workers: int | None = None,
    progress: Progress | None = None,
) -> Breaking:
    """Find where a headline of two worlds vanishes, or turns to its opposite.

    Parameters
    ----------
    base, other, without, safeguards, change, since
        The two worlds, as of :func:`scorelab.experiment.compare.compare`.
    obeyed : float
        The share of cases in which officials keep the safeguards, above 0.
    vary : sequence of str
        Numbers to be turned: `key=low:high`, or `key` alone for its own assumed range.
    assumed_in : sequence of str
        Sections or beginnings of keys whose assumed single numbers are turned, one after another.
        By default, with neither, the strength of each mechanism that is switched off, from what it
        is to nothing, and the obedience of safeguards.
    measures : sequence of str
        The headlines; by default the harm of the short table that differs most.
    forms : str
        Under which other forms the headline is looked at: `each`, `all`, `none`, or those of one mechanism.
    steps : int
        How often the stretch in which it breaks is halved.
    people, days, seed, set, executor, workers, progress
        As of :func:`scorelab.experiment.compare.compare`.
    replicates : int
        In how many worlds an effect is measured each time, at least two.

    Returns
    -------
    Breaking
        The effect, where it breaks along each dial, and under which forms.

    Raises
    ------
    InputError
        If a scenario, a name or a number is not acceptable, nothing can be turned, or no harm differs.
    """
    if replicates < 2:
        raise InputError("--replicates", replicates, "a whole number from 2: one world has no interval")
    if steps < 1:
        raise InputError("--steps", steps, "a whole number from 1")
    if not 0 < obeyed <= 1:
        raise InputError("--obeyed", obeyed, "a share of cases above 0 and at most 1")
    settings = set or {}
    first = resolved(base, settings, people, days, seed)

    def beside(share: float) -> Other:
        # Obedience is turned below: so full obedience is never shown alone.
        shares = sorted({0.0, share})
        given = (without, safeguards, change or {}, shares, since, settings, people, days, seed)
        return list(worlds_beside(first, other, *given))[-1]

    second = beside(obeyed)
    refuse_different_people(first, second.scenario)
    known = measures_of(labels_of(first))
    for name in measures:
        refuse_unknown("--measure", "measure", name, known)
    dials = _dials(first, second, vary, assumed_in, without, obeyed if safeguards else None)
    others = [each for each in variations(first, forms)[0] if not decided(second) & each.settings.keys()]
    worlds = _Worlds(first, second, beside if safeguards else None, replicates, progress)
    jobs = replicates * 2
    with crew(executor, people=first.people, jobs=jobs, workers=workers, progress=progress) as workforce:
        worlds.live([OWN, *((None, 0.0, variation) for variation in others)], workforce)
        found = estimates(*worlds.pairs(OWN))
        names = list(measures) or [name for name in [headline_of(known, found)] if name is not None]
        if not names:
            raise InputError(
                "breaking", "no harm that differs beyond luck", "more people, days or replicates"
            )
        standing = [name for name in names if found[name].is_apart]
        searches = [
            Search(dial, name, found[name], end, steps)
            for name in standing
            for dial in dials
            for end in (dial.low, dial.high)
            if end != dial.own
        ]
        while wanted := [(search.dial, search.next, None) for search in searches if search.is_open]:
            worlds.live(wanted, workforce)
            for search in searches:
                if search.is_open:
                    search.look(worlds.effect(search.measure, (search.dial, search.next, None)))
    return Breaking(
        base=first,
        other=second.name,
        catalogue=known,
        replicates=replicates,
        effects={name: found[name] for name in names},
        breaks={
            name: sorted(
                (worlds.broken(search) for search in searches if search.measure == name), key=_nearest
            )
            for name in names
        },
        held={
            name: [
                Held(variation.name, one, outcome_of(found[name], one))
                for variation in others
                for one in (worlds.effect(name, (None, 0.0, variation)),)
            ]
            for name in names
        },
        how=forms,
    )


def _nearest(found: Break) -> float:
    """Breaks before what holds throughout, the nearest to the scenario's own numbers first."""
    return found.dial.away(found.gone_at) if found.gone_at is not None else 2.0


def _dials(
    scenario: Scenario,
    other: Other,
    vary: Sequence[str],
    sections: Sequence[str],
    mechanisms: Sequence[str],
    obeyed: float | None,
) -> list[Dial]:
    factors = named(scenario, vary)
    for section in sections:
        factors += assumed(scenario, section)[0]
    dials = of_factors(factors)
    if not vary and not sections:
        dials = of_mechanisms(scenario, mechanisms) + ([] if obeyed is None else [of_obedience(obeyed)])
    if not dials:
        raise InputError(
            "breaking", "nothing whose strength could be turned", "--vary KEY=LOW:HIGH or --assumed SECTION"
        )
    for dial in dials:
        if dial.name in decided(other):
            raise InputError(f"--vary {dial.name}", "what sets the two worlds apart", "another number")
        for end in (dial.low, dial.high):
            for world in (scenario, other.scenario):
                changed(world, [Change(dial.name, dial.settings(scenario, end), None)])
    return dials


def decided(other: Other) -> frozenset[str]:
    """The keys that set the other world apart, as far as they are known."""
    return frozenset(key for change in other.changes for key in change.settings)


@dataclass
class _Worlds:
    """The worlds that have been lived so far, in pairs."""

    first: Scenario
    second: Other
    beside: Callable[[float], Other] | None
    replicates: int
    progress: Progress | None
    lived: dict[tuple[Place, int, int], Measures] = field(default_factory=dict)
    asked: int = 0

    def live(self, places: Sequence[Place], workforce: Crew) -> None:
        """Live whatever is missing at these places."""
        keys = {
            f"{number}": (place, side, replicate)
            for number, (place, side, replicate) in enumerate(
                (place, side, replicate)
                for place in dict.fromkeys(places)
                for side in range(2)
                for replicate in range(self.replicates)
                if (place, side, replicate) not in self.lived
            )
        }
        self.asked += len(keys)
        jobs = (self._job(name, *key, workforce) for name, key in keys.items())
        for world, found in workforce.each(live, jobs):
            self.lived[keys[world.name]] = found
            if self.progress is not None:
                self.progress(SEEKING, len(self.lived), self.asked)

    def _job(self, name: str, place: Place, side: int, replicate: int, workforce: Crew) -> World:
        dial, number, variation = place
        other = self.second
        settings: Mapping[str, object] = {}
        if dial is not None and dial.is_obedience and self.beside is not None:
            other = self.beside(number)
        elif dial is not None:
            settings = dial.settings(self.first, number)
        if variation is not None:
            settings = variation.settings
        scenario = (self.first, other.scenario)[side]
        seeded = scenario.model_copy(update={"seed": (self.first.seed + replicate) % SEEDS})
        return World(seeded, workforce.threads, workforce.shelter, sources(), name, settings)

    def pairs(self, place: Place) -> tuple[list[Measures], list[Measures]]:
        """The measures of both worlds in every replicate."""
        one, other = (
            [self.lived[place, side, replicate] for replicate in range(self.replicates)] for side in range(2)
        )
        return one, other

    def effect(self, measure: str, place: Place) -> Estimate:
        """A measure's difference at a place."""
        return estimate(
            [(one.get(measure), other.get(measure)) for one, other in zip(*self.pairs(place), strict=True)]
        )

    def along(self, dial: Dial, measure: str) -> dict[float, Estimate]:
        """A measure's difference at every place of a dial that was looked at, and as it stands."""
        numbers = {place[1] for place, _, _ in self.lived if place[0] == dial}
        found = {number: self.effect(measure, (dial, number, None)) for number in numbers}
        return dict(sorted({**found, dial.own: self.effect(measure, OWN)}.items()))

    def base_measures(self, place: Place) -> dict[str, float | None]:
        """Means of the base world at a place, over the replicates in which they can be estimated."""
        key = place if (place, 0, 0) in self.lived else OWN
        return means(self.pairs(key)[0])

    def broken(self, search: Search) -> Break:
        """Where a headline breaks, and every place that was looked at."""
        dial = search.dial
        effects = self.along(dial, search.measure)
        shares = {place: self.base_measures((dial, place, None)) for place in effects}
        return Break(dial, search.end, search.stands_at, search.gone_at, search.outcome, effects, shares)
