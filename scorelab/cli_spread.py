"""The command `spread`: parse, call, print."""

from pathlib import Path
from typing import Annotated

import typer

from scorelab.cli_options import AsJson, PictureFile, Replicates, Seed, Settings, print_found


def let_it_spread(
    file: Annotated[
        Path | None,
        typer.Argument(metavar="[FILE]", help="A YAML file; by default the one that comes with scorelab."),
    ] = None,
    without: Annotated[
        list[str] | None,
        typer.Option(
            metavar="CLAUSE", help="Leave a clause out of all of them: one more law. May be repeated."
        ),
    ] = None,
    years: Annotated[int, typer.Option(help="For how many years.")] = 20,
    replicates: Replicates = None,
    seed: Seed = None,
    settings: Settings = None,
    picture: PictureFile = None,
    as_json: AsJson = False,
) -> None:
    """Let a private score spread among invented operators, and see which clause of law stops it.

    Every number of it is assumed: what comes out are conditions, never a forecast.

    Example: scorelab spread

    Example: scorelab spread --without social_scoring_ban --years 15

    Example: scorelab spread --set clauses.purpose_limitation.obeyed=1 --picture spread.html
    """
    from scorelab.progress_bar import progress_bar
    from scorelab.report.picture import refuse_other_pictures
    from scorelab.scenario.load import setting
    from scorelab.spread.find import spread
    from scorelab.spread.screen import print_spread

    refuse_other_pictures(picture)
    changes = dict(setting(text) for text in settings or [])
    with progress_bar() as progress:
        found = spread(
            file,
            without=without or [],
            years=years,
            worlds=replicates,
            seed=seed,
            set=changes,
            progress=progress,
        )
    print_found(found, print_spread, found.plot, picture, as_json)
