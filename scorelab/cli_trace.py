"""The commands of traces: parse, call, print."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from scorelab.cli_experiment import PictureFile
from scorelab.cli_options import AsJson, Threads, print_found, print_json

if TYPE_CHECKING:
    from scorelab.report.picture import Picture

RunOrScenario = Annotated[
    str,
    typer.Argument(
        metavar="RUN|SCENARIO", help="The folder of a finished run, a built-in scenario, or a YAML file."
    ),
]
ScenarioName = Annotated[str, typer.Argument(metavar="SCENARIO", help="A built-in name, or a YAML file.")]
Seed = Annotated[int | None, typer.Option(help="The world's seed, in place of the scenario's own.")]


def add_traces(app: typer.Typer) -> None:
    """Add the commands of traces to the command line."""
    traces = typer.Typer(
        help="Write the days of invented people as files, and lay them beside published figures.",
        no_args_is_help=True,
        rich_markup_mode="markdown",
    )
    traces.command("export")(export_trace)
    traces.command("validate")(validate_trace)
    app.add_typer(traces, name="trace")
    app.command("unicity")(measure_unicity)


def export_trace(
    source: RunOrScenario,
    out: Annotated[Path, typer.Option(metavar="DIR", help="The folder to make; it must not exist.")],
    people: Annotated[
        str | None,
        typer.Option(metavar="A:B", help="The people, by number from A up to before B. By default all."),
    ] = None,
    dates: Annotated[
        str | None,
        typer.Option(metavar="A:B", help="The dates from A to B, both included. By default all of the run."),
    ] = None,
    seed: Seed = None,
    threads: Threads = None,
    as_json: AsJson = False,
) -> None:
    """Write the events of people and dates into a folder of Parquet files.

    Every event has its minute, place, company, kind, category, amount and counterparty. A day in the
    files is the day that any other command computes alone. Ids are visibly invented, and every file
    says that it is synthetic. After Ctrl-C nothing is left of unfinished files.

    Example: scorelab trace export as-reported-2018 --people 0:1000 --dates 2018-05-01:2018-05-31 --out days
    """
    from scorelab.progress_bar import progress_bar
    from scorelab.trace.choosing import chosen_days, chosen_people
    from scorelab.trace.export import export, refuse_existing
    from scorelab.trace.world import TraceWorld

    refuse_existing(out)
    with progress_bar() as progress:
        world = TraceWorld.of(source, seed=seed, threads=threads)
        persons, days = chosen_people(world, people), chosen_days(world, dates)
        written = export(world, out, persons, days, threads, progress)
    if as_json:
        print_json(written.to_json())
    else:
        size = f"{written.size / 1e6:,.1f} MB"
        print(f"{written.events:,} events in {written.parts} files, {size}: {written.folder}")


def validate_trace(
    source: RunOrScenario,
    people: Annotated[
        int | None,
        typer.Option(min=1, help="Among how many invented people, by default 100,000; a scenario only."),
    ] = None,
    sample: Annotated[
        int,
        typer.Option(min=1, metavar="N", help="Of how many of them days are added up, from the first on."),
    ] = 4000,
    seed: Seed = None,
    threads: Threads = None,
    as_json: AsJson = False,
) -> None:
    """Lay the days beside published figures: time use, payments by phone, returns and trip chains.

    What the model's numbers were fitted to is marked; the rest was left for the check, and what differs
    is said.

    Example: scorelab trace validate as-reported-2018
    """
    from scorelab.progress_bar import progress_bar
    from scorelab.trace.validation import validate
    from scorelab.trace.world import TraceWorld

    if people is None and not Path(source).is_dir():
        people = 100_000
    with progress_bar() as progress:
        world = TraceWorld.of(source, people=people, seed=seed, threads=threads)
        found = validate(world, sample, threads=threads, progress=progress)
    if as_json:
        print_json(found.to_json())
    else:
        print(found)


def measure_unicity(
    scenario: ScenarioName,
    people: Annotated[
        int | None, typer.Option(help="Among how many invented people; by default 10,000.")
    ] = None,
    points: Annotated[int, typer.Option(metavar="P", help="The most points that are known, 1 to 12.")] = 8,
    seed: Seed = None,
    threads: Threads = None,
    picture: PictureFile = None,
    as_json: AsJson = False,
) -> None:
    """Measure how few points of place and time single out an invented person.

    The published curve stands beside ours, coarser places and hours below it, and purchases with and
    without their price.

    Example: scorelab unicity as-reported-2018 --people 10000 --points 8
    """
    from scorelab.progress_bar import progress_bar
    from scorelab.trace.unicity import DEFAULT_PEOPLE, unicity
    from scorelab.trace.world import TraceWorld

    if picture is not None:
        from scorelab.report.picture import refuse_other_pictures

        refuse_other_pictures(picture)
    with progress_bar() as progress:
        world = TraceWorld.of(
            scenario, people=DEFAULT_PEOPLE if people is None else people, seed=seed, threads=threads
        )
        found = unicity(world, points, threads, progress)

    def plot() -> "Picture":
        from scorelab.report.unicity_picture import picture_of_unicity

        return picture_of_unicity(found)

    print_found(found, print, plot, picture, as_json)
