"""Published figures beside what comes out of real runs; studies and laws with a verdict each."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import Executor
from pathlib import Path

from scorelab.experiment.crew import crew
from scorelab.experiment.ledger import Ledger
from scorelab.experiment.replication import Replicated, law, replicated
from scorelab.experiment.statistics import statistics_of
from scorelab.experiment.statistics_of_people import statistics_of_people
from scorelab.experiment.studies import STUDIES
from scorelab.experiment.validation import Validation
from scorelab.experiment.validation_work import LOOKED_AT, REPLICATES, STUDY, planned, refuse_of_laws
from scorelab.experiment.worlds import Measures, World, live, refuse_other_sources
from scorelab.measures import Facts
from scorelab.progress import Progress
from scorelab.scenario.schema import Scenario

VALIDATING = "living the worlds"
REPLICATING = "living worlds of other kinds"


def validate(
    scenario: str | Path | Scenario | None = None,
    *,
    figures: str | Path | None = None,
    studies: bool | None = None,
    people: int | None = None,
    days: int | None = None,
    seed: int | None = None,
    set: Mapping[str, object] | None = None,
    replicates: int | None = None,
    out: str | Path | None = None,
    executor: Executor | str | None = None,
    workers: int | None = None,
    progress: Progress | None = None,
    tell: Callable[[str], None] | None = None,
) -> Validation:
    """Hold published figures against a scenario's worlds, and replicate published studies.

    Parameters
    ----------
    scenario : str, path or Scenario, optional
        A society, whose worlds are held against the registry of published figures; or the name of a study, or
        a world of another kind, of which only that is told. By default the society `court-list-2023` with all
        studies and laws.
    figures : path, optional
        A YAML file of further figures in the registry's own form.
    studies : bool, optional
        Whether studies and laws are replicated beside a society; by default only where no scenario is named.
    people, days, seed, set
        As of :func:`scorelab.run.run`, of the society; by default 50,000 people. Studies have their own.
    replicates : int, optional
        In how many worlds, of this seed and those after it, each figure is measured: at least two, by default
        eight. Laws have their own number.
    out : path, optional
        A folder in which every world is noted as it is done: stopped, the same call goes on there.
    executor, workers, progress
        As of :func:`scorelab.experiment.crew.crew`.
    tell : callable, optional
        Told in words, before anything is lived, what will be and about how long it takes.

    Raises
    ------
    InputError
        If a scenario, figure or number is not acceptable.
    """
    worlds = REPLICATES if replicates is None else replicates
    work = planned(scenario, figures, studies, people, days, seed, set or {}, worlds)
    if work.scenario is None and not work.studies:
        refuse_of_laws(work.laws[0], replicates, out, executor, workers)
        return Validation(None, worlds, (), {}, tuple(_laws(work.laws, progress)), None)
    base = work.scenario or work.studies[0].loaded()
    plan = {
        "experiment": "validate",
        "replicates": worlds,
        "figures": [figure.model_dump(mode="json") for figure in work.figures],
        "studies": [study.name for study in work.studies],
    }
    with Ledger(None if out is None else Path(out), plan, base) as ledger:
        if tell is not None:
            tell(work.in_words(ledger.lived, workers))
        largest = max(world.people for world in work.scenarios())
        with crew(executor, people=largest, jobs=work.size, workers=workers, progress=progress) as workforce:
            for world, found in workforce.each(live_or_look, work.jobs(ledger.lived, workforce)):
                ledger.add(world.name, found)
                if progress is not None:
                    progress(VALIDATING, len(ledger.lived), work.size)
        ledger.finish(work.table(ledger.lived))
        lived = ledger.lived
    return Validation(
        scenario=work.scenario,
        replicates=worlds,
        held=tuple(work.held(lived)),
        left_out=work.left_out,
        studies=(
            *(replicated(study, *work.pairs(study, lived)) for study in work.studies),
            *_laws(work.laws, progress),
        ),
        folder=None if out is None else Path(out),
    )


def _laws(names: Sequence[str], progress: Progress | None) -> Iterator[Replicated]:
    for place, name in enumerate(names):
        yield law(name)
        if progress is not None:
            progress(REPLICATING, place + 1, len(names))


def live_or_look(world: World) -> Measures:
    """Live one world, or only draw its people, and give what its kind of world is measured by.

    Raises
    ------
    InputError
        If the worker has other sources than whoever asks.
    """
    kind, _, rest = world.name.partition(":")
    if kind == LOOKED_AT:
        refuse_other_sources(world.sources)
        return statistics_of_people(world.scenario, world.threads)
    if kind == STUDY:
        return live(world, STUDIES[rest.partition(":")[0]].measured)
    return live(world, lambda result: statistics_of(Facts(result)))
