"""The command that holds published figures against worlds: parse, call, print."""

import sys
from pathlib import Path
from typing import Annotated

import typer

from scorelab.cli_options import (
    AsJson,
    Days,
    Out,
    PictureFile,
    Seed,
    Settings,
    WhoWorks,
    Workers,
    print_found,
)


def validate_scenario(
    scenario: Annotated[
        str | None,
        typer.Argument(
            metavar="[SCENARIO]",
            help="A society, by built-in name or YAML file; or a study, or a world of another kind. By "
            "default court-list-2023 and every study and law.",
        ),
    ] = None,
    figures: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE",
            help="Further published figures: YAML in the form of scorelab's own registry, a source on each.",
        ),
    ] = None,
    studies: Annotated[
        bool | None,
        typer.Option(
            "--studies/--no-studies",
            help="Replicate the studies and laws as well, or not; by default only if no SCENARIO is named.",
        ),
    ] = None,
    people: Annotated[
        int | None,
        typer.Option(help="How many invented people the society has, by default 50,000."),
    ] = None,
    days: Days = None,
    seed: Seed = None,
    settings: Settings = None,
    replicates: Annotated[
        int | None,
        typer.Option(help="In how many worlds (seeds) each figure is measured, at least two; by default 8."),
    ] = None,
    out: Out = None,
    executor: WhoWorks = None,
    workers: Workers = None,
    picture: PictureFile = None,
    as_json: AsJson = False,
) -> None:
    """Hold published figures against what comes out of real runs: each with its source, interval and verdict.

    A figure is echoed (an input printed back), fitted, or predicted: named before the fit, and refused by
    `scorelab calibrate` as a target. Headlines count predicted ones only. What misses is shown as plainly as
    what holds.

    Example: scorelab validate court-list-2023 --people 20000 --replicates 4

    Example: scorelab validate --out validated --picture validated.html

    Example: scorelab validate lender-2018
    """
    from scorelab.experiment.screen_validation import print_validation
    from scorelab.experiment.validate import validate
    from scorelab.experiment.validation_work import refuse_picture_of
    from scorelab.progress_bar import progress_bar
    from scorelab.report.picture import refuse_other_pictures
    from scorelab.scenario.load import setting

    refuse_other_pictures(picture)
    if picture is not None:
        refuse_picture_of(scenario)
    with progress_bar() as progress:
        found = validate(
            scenario,
            figures=figures,
            studies=studies,
            people=people,
            days=days,
            seed=seed,
            set=dict(map(setting, settings or [])),
            replicates=replicates,
            out=out,
            executor=executor,
            workers=workers,
            progress=progress,
            tell=lambda words: print(f"scorelab: {words}", file=sys.stderr),
        )
    print_found(found, print_validation, found.plot, picture, as_json, found.folder)
