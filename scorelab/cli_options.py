"""What several commands have in common: options, how JSON is printed, and how they end."""

import json
import sys
from pathlib import Path
from typing import Annotated, Any, NoReturn

import typer

DONE, FAILED, BAD_INPUT = 0, 1, 2
"""What the process ends with."""

AsJson = Annotated[bool, typer.Option("--json", help="Print JSON on standard output and nothing else there.")]
Threads = Annotated[
    int | None,
    typer.Option(help="On how many threads; by default one per processor. Results do not depend on it."),
]


People = Annotated[int | None, typer.Option(help="How many invented people each world has.")]
Days = Annotated[int | None, typer.Option(help="For how many days.")]
Seed = Annotated[
    int | None, typer.Option(help="The seed of the first world; the others have the seeds after it.")
]
Settings = Annotated[
    list[str] | None,
    typer.Option("--set", metavar="KEY=VALUE", help="Change one value in every world; may be given again."),
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


def end(status: int, message: str) -> NoReturn:
    """End the process with one line on standard error."""
    print(f"scorelab: {message}", file=sys.stderr)
    sys.exit(status)
