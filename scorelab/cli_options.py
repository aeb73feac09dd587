"""What several commands have in common: options, how JSON is printed, and how they end."""

import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, NoReturn, Protocol, TypeVar

import typer

if TYPE_CHECKING:
    from scorelab.report.picture import Picture

DONE, FAILED, BAD_INPUT = 0, 1, 2
"""What the process ends with."""

AsJson = Annotated[bool, typer.Option("--json", help="Print JSON on standard output and nothing else there.")]
Threads = Annotated[
    int | None,
    typer.Option(help="On how many threads; by default one per processor. Results do not depend on it."),
]


People = Annotated[int | None, typer.Option(help="How many invented people a world has.")]
Days = Annotated[int | None, typer.Option(help="For how many days.")]
Seed = Annotated[
    int | None, typer.Option(help="The seed of the first world; the others have the seeds after it.")
]
Settings = Annotated[
    list[str] | None,
    typer.Option("--set", metavar="KEY=VALUE", help="Change one value in every world; may be given again."),
]
NetworkFile = Annotated[
    Path | None,
    typer.Option(
        "--network",
        metavar="FILE",
        help="Give the ties the shape of a bare graph: two columns of node numbers, or GraphML without "
        "attributes. Ids are discarded, nodes permuted, ties rewired; the graph says how many people.",
    ),
]
AgesFile = Annotated[
    Path | None,
    typer.Option(
        "--ages",
        metavar="FILE",
        help="Draw ages from a published table (columns sex, age_from, age_to, count; at least ten "
        "people a cell) in place of the built-in pyramid.",
    ),
]
Replicates = Annotated[
    int | None, typer.Option(help="How many worlds (seeds) each set of rules is lived in.")
]
WhoWorks = Annotated[
    str | None,
    typer.Option(
        "--executor",
        metavar="dask://HOST:PORT",
        help="Have the workers of a Dask cluster do the work, in place of processes of this machine.",
    ),
]
Workers = Annotated[
    int | None, typer.Option(help="How many processes; by default one per processor, as far as memory goes.")
]
PictureFile = Annotated[
    Path | None,
    typer.Option(
        "--picture", metavar="FILE", help="Also write a picture: FILE.html with its table, or FILE.svg."
    ),
]
TwoWorlds = Annotated[
    list[str],
    typer.Argument(
        metavar="A [B]",
        help="Two scenarios, built-in names or YAML files; or one, and what to change in it.",
    ),
]
Without = Annotated[
    list[str] | None,
    typer.Option(metavar="MECHANISM", help="Switch a mechanism off in the other world; may be repeated."),
]
WithSafeguards = Annotated[
    list[str] | None,
    typer.Option(
        "--with", metavar="SAFEGUARD", help="Make a safeguard law in the other world; may be repeated."
    ),
]
Change = Annotated[
    list[str] | None,
    typer.Option(metavar="KEY=VALUE", help="Change one value in the other world alone; may be repeated."),
]
ScenarioName = Annotated[str, typer.Argument(metavar="SCENARIO", help="A built-in name, or a YAML file.")]
Out = Annotated[
    Path | None,
    typer.Option(
        metavar="DIR",
        help="A folder in which every world is noted as it is done: stopped, the same command goes on there.",
    ),
]


def print_json(value: Any) -> None:
    """Print one JSON value on standard output."""
    print(json.dumps(value, ensure_ascii=False, allow_nan=False))


class Finding(Protocol):
    """What an experiment found."""

    def to_json(self) -> Any:
        """It as plain values."""


Found = TypeVar("Found", bound=Finding)


def print_found(
    found: Found,
    show: Callable[[Found], None],
    plot: "Callable[[], Picture]",
    picture: Path | None,
    as_json: bool,
    folder: Path | None = None,
) -> None:
    """Write the picture if one is asked for, and print what was found: as JSON, or as text.

    Parameters
    ----------
    found
        What an experiment gave back.
    show : callable
        Prints it for people.
    plot : callable
        Draws it.
    picture : Path, optional
        The file of the picture.
    as_json : bool
        Whether one JSON value is printed, and nothing else.
    folder : Path, optional
        Where its table of worlds is kept, if it is to be told.
    """
    if picture is not None:
        plot().save(picture)
    if as_json:
        print_json(found.to_json())
        return
    show(found)
    if folder is not None:
        print(f"table:   {folder}/worlds.parquet")
    if picture is not None:
        print(f"picture: {picture}")


def end(status: int, message: str) -> NoReturn:
    """End the process with one line on standard error."""
    print(f"scorelab: {message}", file=sys.stderr)
    sys.exit(status)
