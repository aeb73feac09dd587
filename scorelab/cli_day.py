"""The command that shows a day: parse, call, print."""

from typing import TYPE_CHECKING, Annotated

import typer

from scorelab.cli_experiment import PictureFile
from scorelab.cli_options import AsJson, print_json

if TYPE_CHECKING:
    from scorelab.trace.view import DayView


def add_day(app: typer.Typer) -> None:
    """Add the command to the command line."""
    app.command("day")(show_day)


def show_day(
    run: Annotated[
        str,
        typer.Argument(metavar="RUN|SCENARIO", help="A finished run's folder, a name, or a YAML file."),
    ],
    person: Annotated[int, typer.Option(metavar="N", help="The person's number, from 0.")],
    date: Annotated[str, typer.Option(metavar="YYYY-MM-DD", help="A date of the run.")],
    observer: Annotated[
        str | None,
        typer.Option(
            metavar="NAME",
            help="As this company sees it, or this group: first_group, second_group, state or others.",
        ),
    ] = None,
    people: Annotated[int | None, typer.Option(help="How many invented people; a scenario only.")] = None,
    seed: Annotated[int | None, typer.Option(help="The world's seed; a scenario only.")] = None,
    cut: Annotated[
        list[str] | None,
        typer.Option(metavar="EDGE", help="As if nothing flowed over this edge; may be given again."),
    ] = None,
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
    from scorelab.trace.show import opened, show

    if picture is not None:
        from scorelab.report.picture import refuse_other_pictures

        refuse_other_pictures(picture)
    world = opened(run, people, seed)

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
