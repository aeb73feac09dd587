"""The commands that show a day, and how much of many days is seen: parse, call, print."""

from typing import TYPE_CHECKING, Annotated

import typer

from scorelab.cli_experiment import PictureFile
from scorelab.cli_options import AsJson, print_found, print_json

if TYPE_CHECKING:
    from scorelab.report.picture import Picture
    from scorelab.trace.view import DayView


def add_day(app: typer.Typer) -> None:
    """Add the commands to the command line."""
    app.command("day")(show_day)
    app.command("exposure")(measure_exposure)


RunOrScenario = Annotated[
    str, typer.Argument(metavar="RUN|SCENARIO", help="A finished run's folder, a name, or a YAML file.")
]
People = Annotated[int | None, typer.Option(help="How many invented people; a scenario only.")]
Seed = Annotated[int | None, typer.Option(help="The world's seed; a scenario only.")]
Settings = Annotated[
    list[str] | None,
    typer.Option("--set", metavar="KEY=VALUE", help="Change one value of the scenario; may be given again."),
]
Cut = Annotated[
    list[str] | None,
    typer.Option(metavar="EDGE", help="As if nothing flowed over this edge; may be given again."),
]


def show_day(
    run: RunOrScenario,
    person: Annotated[int, typer.Option(metavar="N", help="The person's number, from 0.")],
    date: Annotated[str, typer.Option(metavar="YYYY-MM-DD", help="A date of the run.")],
    observer: Annotated[
        str | None,
        typer.Option(
            metavar="NAME",
            help="As this company sees it, or this group: first_group, second_group, state or others.",
        ),
    ] = None,
    people: People = None,
    seed: Seed = None,
    settings: Settings = None,
    cut: Cut = None,
    refuse: Annotated[
        list[str] | None,
        typer.Option(metavar="EDGE", help="As if this person refused consent there; may be given again."),
    ] = None,
    picture: PictureFile = None,
    as_json: AsJson = False,
) -> None:
    """Show a day of an invented person: every event, and who sees it by which path.

    Nothing of it is stored: any day of anybody is computed when it is asked for.

    Example: scorelab day as-reported-2018 --person 12 --date 2018-03-14

    Example: scorelab day runs/mine --person 12 --date 2018-03-14 --observer payment_app --picture day.html
    """
    from scorelab.scenario.load import setting
    from scorelab.trace.show import opened, show

    if picture is not None:
        from scorelab.report.picture import refuse_other_pictures

        refuse_other_pictures(picture)
    world = opened(run, people, seed, dict(map(setting, settings or [])))

    def seen_by(name: str | None) -> "DayView":
        return show(world, person, date, name, cut=cut or (), refuse=refuse or ())

    view = seen_by(observer)
    if picture is not None:
        from scorelab.report.day_picture import LANES, day_picture

        names = dict.fromkeys([*([observer] if observer else []), *LANES])
        day_picture(seen_by(None), [seen_by(name) for name in names]).save(picture)
    if as_json:
        print_json(view.to_json())
    else:
        from scorelab.day_screen import print_day

        print_day(view)


def measure_exposure(
    run: RunOrScenario,
    people: People = None,
    sample: Annotated[
        int, typer.Option(min=1, metavar="N", help="How many of them are looked at, evenly over all.")
    ] = 60,
    days: Annotated[
        int, typer.Option(min=1, metavar="N", help="On how many days each, evenly over the run.")
    ] = 7,
    actor: Annotated[
        str | None,
        typer.Option(
            metavar="NAME",
            help="Who might learn by one more edge: a company. By default a fifth actor, beside the four "
            "groups, who sees nothing yet.",
        ),
    ] = None,
    seed: Seed = None,
    settings: Settings = None,
    cut: Cut = None,
    picture: PictureFile = None,
    as_json: AsJson = False,
) -> None:
    """Measure how much of people's waking days is seen: by whom, of whom, and by which paths.

    At last it says what one more edge would show, from each company that might pass on what it sees.

    Example: scorelab exposure as-reported-2018 --sample 100

    Example: scorelab exposure runs/mine --cut bike_share_to_first_platform --picture exposure.html
    """
    from scorelab.progress_bar import progress_bar
    from scorelab.scenario.load import setting
    from scorelab.trace.exposure import exposure, spread
    from scorelab.trace.show import opened

    if picture is not None:
        from scorelab.report.picture import refuse_other_pictures

        refuse_other_pictures(picture)
    world = opened(run, people, seed, dict(map(setting, settings or [])))
    persons, dates = spread(len(world), sample), spread(world.days, days)
    with progress_bar() as progress:
        found = exposure(world, persons, dates, cut=cut or (), actor=actor, progress=progress)

    def plot() -> "Picture":
        from scorelab.report.exposure_picture import picture_of_exposure

        return picture_of_exposure(found)

    from scorelab.exposure_screen import print_exposure

    print_found(found, print_exposure, plot, picture, as_json)
