"""The commands that live many worlds by a design: parse, call, print."""

from pathlib import Path
from typing import Annotated

import typer

from scorelab.cli_options import (
    AsJson,
    Days,
    Out,
    People,
    PictureFile,
    ScenarioName,
    Seed,
    Settings,
    WhoWorks,
    Workers,
    print_found,
)


def attribute_harms(
    scenario: ScenarioName,
    mechanisms: Annotated[
        list[str] | None,
        typer.Option(
            "--mechanism",
            metavar="NAME",
            help="Divide among these mechanisms only; may be repeated. By default among all that are on.",
        ),
    ] = None,
    pairs: Annotated[
        int | None,
        typer.Option(
            help="Sample so many pairs of orders in each world. By default up to 6 mechanisms are divided "
            "exactly, and for more, one pair is sampled.",
        ),
    ] = None,
    people: People = None,
    days: Days = None,
    seed: Seed = None,
    settings: Settings = None,
    replicates: Annotated[int, typer.Option(help="In how many worlds (seeds).")] = 8,
    measure: Annotated[
        str | None, typer.Option(metavar="NAME", help="The harm that the picture shows.")
    ] = None,
    out: Out = None,
    executor: WhoWorks = None,
    workers: Workers = None,
    picture: PictureFile = None,
    as_json: AsJson = False,
) -> None:
    """Divide each harm among the mechanisms that bring it about, by Shapley's value.

    Shares sum to the whole difference between all of the mechanisms and none of them.

    Example: scorelab attribute as-reported-2018 --people 20000 --replicates 8

    Example: scorelab attribute court-list-2023 --mechanism stale_copies --mechanism redress --people 20000
    """
    from scorelab.experiment.attribute import attribute
    from scorelab.progress_bar import progress_bar
    from scorelab.report.picture import refuse_other_pictures
    from scorelab.scenario.load import setting

    refuse_other_pictures(picture)
    with progress_bar() as progress:
        found = attribute(
            scenario,
            mechanisms=mechanisms or (),
            pairs=pairs,
            people=people,
            days=days,
            seed=seed,
            set=dict(map(setting, settings or [])),
            replicates=replicates,
            out=out,
            executor=executor,
            workers=workers,
            progress=progress,
        )
    from scorelab.experiment.screen_designs import print_attribution

    print_found(found, print_attribution, lambda: found.plot(measure), picture, as_json)


def sweep_parameters(
    scenario: ScenarioName,
    vary: Annotated[
        list[str] | None,
        typer.Option(
            metavar="KEY=LOW:HIGH",
            help="Vary a single number between two ends; KEY alone: over its assumed range. May be repeated.",
        ),
    ] = None,
    assumed_in: Annotated[
        list[str] | None,
        typer.Option(
            "--assumed",
            metavar="SECTION",
            help="Vary every assumed single number whose key begins so, over its range; `all` for all, "
            "as by default. May be repeated.",
        ),
    ] = None,
    design: Annotated[str, typer.Option(help="sobol, morris, lhs or grid.")] = "sobol",
    samples: Annotated[
        int | None,
        typer.Option(
            help="Base samples (sobol, a power of two), trajectories (morris), points (lhs) or levels of "
            "each parameter (grid). By default 64, 10, 100 and 3."
        ),
    ] = None,
    measures: Annotated[
        list[str] | None,
        typer.Option(
            "--measure",
            metavar="NAME",
            help="Look at this measure; may be repeated. By default all. The picture is then that of the "
            "parameters' part in the first.",
        ),
    ] = None,
    people: People = None,
    days: Days = None,
    seed: Seed = None,
    settings: Settings = None,
    replicates: Annotated[int, typer.Option(help="In how many worlds (seeds) each point is lived.")] = 2,
    forms: Annotated[
        str,
        typer.Option(
            help="Other forms of mechanisms, with the scenario's own numbers: each (one at a time), all "
            "(every combination), none, or a mechanism: its forms alone."
        ),
    ] = "each",
    out: Annotated[
        Path | None,
        typer.Option(
            metavar="DIR",
            help="The folder of results. By default one within runs/ that belongs to these options. A sweep "
            "that was stopped goes on there.",
        ),
    ] = None,
    executor: WhoWorks = None,
    workers: Workers = None,
    picture: PictureFile = None,
    as_json: AsJson = False,
) -> None:
    """Live a scenario at many points of its assumed numbers, and tell which guess matters.

    First and total-order indices by Sobol's design, screening by Morris's, Latin hypercubes and grids.
    Three bands are kept apart: seeds, assumed parameters, and structure (other forms of mechanisms).
    The result is one Parquet table with a manifest; the same command goes on where a stopped one was.

    Example: scorelab sweep court-list-2023 --vary court.pays_per_year --vary errors.clerical=0:0.1

    Example: scorelab sweep court-list-2023 --design morris --people 5000
    """
    from scorelab.experiment.sweep import folder_of, sweep
    from scorelab.progress_bar import progress_bar
    from scorelab.report.picture import refuse_other_pictures
    from scorelab.scenario.load import setting

    refuse_other_pictures(picture)
    options = {
        "vary": vary or (),
        "assumed_in": assumed_in or (),
        "design": design,
        "samples": samples,
        "people": people,
        "days": days,
        "seed": seed,
        "set": dict(map(setting, settings or [])),
        "replicates": replicates,
        "forms": forms,
    }
    with progress_bar() as progress:
        found = sweep(
            scenario,
            **options,  # type: ignore[arg-type]
            measures=measures or (),
            out=out or folder_of(scenario, options),
            executor=executor,
            workers=workers,
            progress=progress,
        )
    from scorelab.experiment.screen_designs import print_sweep

    print_found(
        found,
        print_sweep,
        lambda: found.plot(measures[0] if measures else None),
        picture,
        as_json,
        found.folder,
    )


def find_frontier(
    scenario: ScenarioName,
    safeguards: Annotated[
        list[str] | None,
        typer.Option(
            "--with",
            metavar="SAFEGUARD",
            help="Look among these safeguards only; may be repeated. By default among all.",
        ),
    ] = None,
    relief: Annotated[
        str, typer.Option(metavar="MEASURE", help="The harm of which less is relief.")
    ] = "wrongful_days",
    cost: Annotated[
        str,
        typer.Option(metavar="MEASURE", help="What the scheme claims for itself, of which less is a cost."),
    ] = "debts_paid_amount",
    obeyed: Annotated[
        list[float] | None,
        typer.Option(
            metavar="SHARE",
            help="The share of cases in which officials keep the safeguards: the frontier is sought at the "
            "first, its sets are shown at the others, too. By default 0.5 and 1.",
        ),
    ] = None,
    sets: Annotated[int, typer.Option(help="How many sets of safeguards are tried at most.")] = 60,
    people: People = None,
    days: Days = None,
    seed: Seed = None,
    settings: Settings = None,
    replicates: Annotated[int, typer.Option(help="In how many worlds (seeds) each set is lived.")] = 4,
    out: Out = None,
    executor: WhoWorks = None,
    workers: Workers = None,
    picture: PictureFile = None,
    as_json: AsJson = False,
) -> None:
    """Find the sets of safeguards that buy most relief for the least cost to what the scheme claims.

    It varies safeguards only. Every set comes with the command that lives it again.

    Example: scorelab frontier court-list-2023 --people 20000

    Example: scorelab frontier court-list-2023 --with human_review --with retention_limit --relief refusals
    """
    from scorelab.experiment.frontier import OBEYED, frontier
    from scorelab.progress_bar import progress_bar
    from scorelab.report.picture import refuse_other_pictures
    from scorelab.scenario.load import setting

    refuse_other_pictures(picture)
    with progress_bar() as progress:
        found = frontier(
            scenario,
            safeguards=safeguards or (),
            relief=relief,
            cost=cost,
            obeyed=obeyed or OBEYED,
            sets=sets,
            people=people,
            days=days,
            seed=seed,
            set=dict(map(setting, settings or [])),
            replicates=replicates,
            out=out,
            executor=executor,
            workers=workers,
            progress=progress,
        )
    from scorelab.experiment.screen_designs import print_frontier

    print_found(found, print_frontier, found.plot, picture, as_json)
