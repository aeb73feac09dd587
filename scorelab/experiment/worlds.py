"""One world, or one family of twins, lived and reduced to what an experiment keeps of it.

These are the jobs that workers do. What they give back is small, whatever the size of the
society; the runs themselves are removed as soon as they have been measured.
"""

import tempfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path

from scorelab.cache import digest_of_sources
from scorelab.errors import InputError
from scorelab.experiment.changes import Change, changed, first_day_at_all, rules_part
from scorelab.experiment.fates import ByGroup, fates, most_changed
from scorelab.experiment.parting import first_difference
from scorelab.experiment.reasons import reasons
from scorelab.measures import Facts, measure_all
from scorelab.measures.persons import harm_of_persons
from scorelab.result import Result
from scorelab.run import run
from scorelab.scenario.schema import Scenario
from scorelab.store import Run

ROOT = Path(__file__).resolve().parents[1]

Measures = dict[str, float | None]
"""Every measure of a world by name; None where it cannot be estimated."""


@dataclass(frozen=True)
class Files:
    """What worlds take from files beside their scenario; each worker must find them at the same place.

    Attributes
    ----------
    network, ages : Path, optional
        An imported society, that of every world; see :func:`scorelab.run.run`.
    rules : Path, optional
        A file of users' own rules, in force in the twins alone.
    """

    network: Path | None = None
    ages: Path | None = None
    rules: Path | None = None

    def of_base(self) -> "Files":
        """What the base world takes of them."""
        return replace(self, rules=None)


NO_FILES = Files()


@dataclass(frozen=True)
class World:
    """A job: one scenario to be lived and measured.

    Attributes
    ----------
    scenario : Scenario
        What is run; its seed is the world's.
    threads : int
        On how many threads.
    shelter : Path or None
        Where the run may stand meanwhile; None for the worker's own temporary folder.
    sources : str
        Digest of the sources of whoever asks; a worker with other sources refuses.
    name : str
        What whoever asks calls it.
    settings : mapping
        Dotted keys and values that are set in the scenario, throughout, before it is run.
    """

    scenario: Scenario
    threads: int
    shelter: Path | None
    sources: str
    name: str = ""
    settings: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True)
class Family:
    """A job: a base world and its twins, which have the same people and luck.

    Attributes
    ----------
    base : Scenario
        The base world; its seed is everybody's.
    others : tuple of Scenario
        The twins.
    changes : tuple of tuple of Change
        What sets each twin apart, as far as it is known by name.
    threads, shelter, sources
        As of a :class:`World`.
    files : Files
        What they take from files.
    """

    base: Scenario
    others: tuple[Scenario, ...]
    changes: tuple[tuple[Change, ...], ...]
    threads: int
    shelter: Path | None
    sources: str
    files: Files = NO_FILES


@dataclass(frozen=True)
class Twin:
    """What is kept of a twin.

    Attributes
    ----------
    measures : dict
        Its measures.
    digest : str
        Its digest: that of the base world where nothing differs.
    rules_part : int or None
        The first day on which its rules could decide otherwise; None if they never can.
    parted : int or None
        The first day on which something happened otherwise; None if nothing did.
    fates : dict
        Who fares better or worse than in the base world.
    person : int or None
        The person with the most changes.
    reasons : tuple of str
        Why nothing changed; empty if something did.
    """

    measures: dict[str, float | None]
    digest: str
    rules_part: int | None
    parted: int | None
    fates: ByGroup
    person: int | None
    reasons: tuple[str, ...]


@dataclass(frozen=True)
class FamilyLived:
    """What is kept of a family: the base world's size, measures and digest, and its twins."""

    seed: int
    people: int
    measures: dict[str, float | None]
    digest: str
    twins: tuple[Twin, ...]


@cache
def sources() -> str:
    """Digest of the sources of this installation, without which results would not be comparable."""
    return digest_of_sources(ROOT)


def live(world: World, measured: Callable[[Result], Measures] = measure_all) -> Measures:
    """Live one world and give its measures, or what else is measured of its run.

    Raises
    ------
    InputError
        If the worker has other sources than whoever asks.
    """
    refuse_other_sources(world.sources)
    with lived(world_of(world), world.threads, world.shelter) as result:
        return measured(result)


def world_of(world: World) -> Scenario:
    """The scenario of a job, with all that is set in it."""
    if not world.settings:
        return world.scenario
    return changed(world.scenario, [Change("set by an experiment", world.settings, None)])


def live_family(family: Family) -> FamilyLived:
    """Live a base world and its twins, and give what sets them apart.

    Raises
    ------
    InputError
        If the worker has other sources than whoever asks.
    RuntimeError
        If twins part before their rules do, which would be a defect of the engine.
    """
    refuse_other_sources(family.sources)
    with lived(family.base, family.threads, family.shelter, family.files.of_base()) as base:
        facts = Facts(base)
        measures, harm = measure_all(facts), harm_of_persons(facts)
        twins = []
        for scenario, changes in zip(family.others, family.changes, strict=True):
            with lived(scenario, family.threads, family.shelter, family.files) as other:
                other_facts = Facts(other)
                other_harm = harm_of_persons(other_facts)
                possible, parted = rules_part(family.base, scenario), first_difference(base, other)
                if family.files.rules is not None:
                    possible = first_day_at_all(family.base)
                refuse_early_parting(possible, parted)
                same = base.digest == other.digest
                twins.append(
                    Twin(
                        measures=measure_all(other_facts),
                        digest=other.digest,
                        rules_part=possible,
                        parted=parted,
                        fates=fates(facts, harm, other_harm),
                        person=most_changed(facts.people, harm, other_harm),
                        reasons=_why_same(facts, family, scenario, changes) if same else (),
                    )
                )
        return FamilyLived(family.base.seed, base.people_count, measures, base.digest, tuple(twins))


def _why_same(facts: Facts, family: Family, other: Scenario, changes: tuple[Change, ...]) -> tuple[str, ...]:
    """Why nothing is different in a twin: of its numbers, and of rules of its own."""
    if family.files.rules is None:
        return reasons(facts, family.base, other, changes)
    own = f"{family.files.rules.name}: its rules decided every case as the built-in ones did"
    named = bool(changes) or rules_part(family.base, other) is not None
    return (*(reasons(facts, family.base, other, changes) if named else ()), own)


def refuse_early_parting(possible: int | None, parted: int | None) -> None:
    """Hold that twins are one until the first day on which their rules could differ.

    Raises
    ------
    RuntimeError
        If they are not: then luck was not shared, and no difference between them means anything.
    """
    if parted is not None and (possible is None or parted < possible):
        allowed = "never" if possible is None else f"from day {possible} on"
        raise RuntimeError(f"twins part on day {parted}, though their rules could differ {allowed}")


@contextmanager
def lived(
    scenario: Scenario, threads: int, shelter: Path | None, files: Files = NO_FILES
) -> Iterator[Result]:
    """A run for as long as it is looked at."""
    with tempfile.TemporaryDirectory(prefix="scorelab-", dir=shelter) as folder:
        yield run(
            scenario,
            threads=threads,
            out=Path(folder) / "run",
            network=files.network,
            ages=files.ages,
            rules=files.rules,
        )


def refuse_rules_of_its_own(run: Run) -> None:
    """Refuse a stored run under a rules file, whose rules cannot be changed for one person.

    Raises
    ------
    InputError
        If it is one.
    """
    if run.rules is not None:
        raise InputError(str(run.folder), "a run under a rules file", "a run under the built-in rules")


def refuse_imported_society(run: Run) -> None:
    """Refuse a stored run whose society cannot be built again, since nothing of the files is stored.

    Raises
    ------
    InputError
        If it was lived on an imported society.
    """
    if run.manifest.extra.get("imported"):
        raise InputError(
            str(run.folder), "a run on an imported society", "a run on a society of scorelab's own"
        )


def refuse_other_sources(expected: str) -> None:
    """Refuse to work for somebody with other sources.

    Raises
    ------
    InputError
        If the digest is not that of the sources here.
    """
    if sources() != expected:
        raise InputError(
            "--executor", "a worker with another version of scorelab", "the same version on every worker"
        )
