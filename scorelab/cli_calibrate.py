"""The command that fits a scenario to published figures: parse, call, print."""

from pathlib import Path
from typing import Annotated

import typer

from scorelab.cli_options import (
    AsJson,
    Days,
    People,
    PictureFile,
    ScenarioName,
    Seed,
    Settings,
    WhoWorks,
    Workers,
    print_found,
)


def calibrate_scenario(
    scenario: ScenarioName,
    fit: Annotated[
        list[str] | None,
        typer.Option(
            metavar="KEY=LOW:HIGH",
            help="Fit a single number between two ends; KEY alone: over its assumed range. May be repeated. "
            "By default how many are sued, of which sex, how long they stay, and how often they book.",
        ),
    ] = None,
    targets: Annotated[
        list[str] | None,
        typer.Option(
            "--target",
            metavar="FIGURE",
            help="Fit to this figure of the registry; may be repeated. All others are predicted.",
        ),
    ] = None,
    draws: Annotated[int, typer.Option(help="How many points are drawn, each lived in one world.")] = 300,
    kept: Annotated[float, typer.Option(help="The share of draws that is kept: the nearest.")] = 0.25,
    people: People = None,
    days: Days = None,
    seed: Seed = None,
    settings: Settings = None,
    out: Annotated[
        Path | None,
        typer.Option(
            metavar="DIR",
            help="The folder of results. By default one within runs/ that belongs to these options. A "
            "calibration that was stopped goes on there.",
        ),
    ] = None,
    executor: WhoWorks = None,
    workers: Workers = None,
    picture: PictureFile = None,
    as_json: AsJson = False,
) -> None:
    """Fit assumed numbers of a scenario to published figures, and predict figures left out of the fit.

    Targets come from the registry of published figures, each with its source; no others can be given.
    Approximate Bayesian computation: prior against posterior, what the figures do not tell, and by how much
    each figure is missed. The same command goes on where a stopped one was.

    Example: scorelab calibrate court-list-2023 --people 50000 --days 730

    Example: scorelab calibrate court-list-2023 --fit court.pays_per_year --target mean_stay --people 20000
    """
    from scorelab.experiment.calibrate import PARAMETERS, TARGETS, calibrate
    from scorelab.experiment.sweep import folder_of
    from scorelab.progress_bar import progress_bar
    from scorelab.report.picture import refuse_other_pictures
    from scorelab.scenario.load import setting

    refuse_other_pictures(picture)
    options = {
        "fit": fit or PARAMETERS,
        "targets": targets or TARGETS,
        "draws": draws,
        "kept": kept,
        "people": people,
        "days": days,
        "seed": seed,
        "set": dict(map(setting, settings or [])),
    }
    with progress_bar() as progress:
        found = calibrate(
            scenario,
            **options,  # type: ignore[arg-type]
            out=out or folder_of(scenario, options, "calibrate"),
            executor=executor,
            workers=workers,
            progress=progress,
        )
    from scorelab.experiment.screen_calibration import print_calibration

    print_found(found, print_calibration, found.plot, picture, as_json, found.folder)
