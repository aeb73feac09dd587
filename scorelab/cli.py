"""The command line: parse, call, print."""

import gc
import os
import signal
import sys
import traceback
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated, NoReturn

import typer

from scorelab.cli_claims import add_claims
from scorelab.cli_day import add_day
from scorelab.cli_experiment import PictureFile, add_experiments
from scorelab.cli_options import BAD_INPUT, DONE, FAILED, AsJson, Threads, end, print_json
from scorelab.cli_run import run_scenarios
from scorelab.cli_spread import let_it_spread
from scorelab.cli_trace import add_traces
from scorelab.errors import InputError, one_line

INTERRUPTED_BY_TYPER = 130
"""What Typer makes of Ctrl-C where it does not end the process itself."""

app = typer.Typer(
    name="scorelab",
    help="""A laboratory for social-scoring systems.

    It builds an invented society, runs a scoring system over it day by day, and measures what
    the system does to people. Everybody in it is invented; findings speak of invented
    societies, never of a country.

    Begin with: scorelab run as-documented-2018 as-reported-2018 --people 50000 --report""",
    epilog="Exit status: 0 done; 1 something failed; 2 bad input, named in one line.",
    add_completion=False,
    rich_markup_mode="markdown",
    pretty_exceptions_enable=False,
)
scenarios_app = typer.Typer(
    help="List the scenarios that come with scorelab, or show one of them.", rich_markup_mode="markdown"
)
app.add_typer(scenarios_app, name="scenarios")

RunFolder = Annotated[Path, typer.Argument(metavar="RUN", help="The folder of a finished run.")]


@scenarios_app.callback(invoke_without_command=True)
def scenarios(context: typer.Context) -> None:
    """List the scenarios that come with scorelab, or show one of them."""
    if context.invoked_subcommand is None:
        from scorelab.elsewhere.load import overview_elsewhere
        from scorelab.scenario.describe import overview

        print(overview())
        print(overview_elsewhere())


@scenarios_app.command("show")
def show_scenario(
    name: Annotated[str, typer.Argument(metavar="NAME", help="A built-in name, or a YAML file.")],
    mechanisms: Annotated[
        bool,
        typer.Option(
            "--mechanisms", help="Only what acts in it: mechanisms, safeguards and changes by date."
        ),
    ] = False,
) -> None:
    """Show a scenario whole, with the source of every number.

    What it prints is YAML: save it, change it, and run the file.

    Example: scorelab scenarios show court-list-2023 --mechanisms
    """
    from scorelab.elsewhere.load import is_elsewhere, load_elsewhere, written_out
    from scorelab.scenario import describe
    from scorelab.scenario.load import load

    if is_elsewhere(name):
        if mechanisms:
            from scorelab.cli_elsewhere import refuse_of_societies

            refuse_of_societies({"--mechanisms": mechanisms})
        print(written_out(load_elsewhere(name)))
        return
    scenario = load(name)
    print(describe.mechanisms(scenario) if mechanisms else describe.show(scenario))


app.command("run")(run_scenarios)


@app.command("why")
def why_it_happened(
    folder: RunFolder,
    person: Annotated[int, typer.Option(metavar="N", help="The person's number, from 0.")],
    what: Annotated[
        str | None, typer.Option(help="Only about this: listing, refusal, tie, job, score or grade.")
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Tell in plain words why what happened to an invented person happened.

    Example: scorelab why runs/mine --person 12 --what refusal
    """
    from scorelab.store import open_run
    from scorelab.why import why

    answer = why(open_run(folder), person, what)
    if as_json:
        print_json(answer.to_json())
    else:
        print(answer.text)


@app.command("verify")
def verify_run(folder: RunFolder) -> int:
    """Recompute every invariant of a stored run; the exit status is 1 if any is broken.

    Example: scorelab verify runs/mine
    """
    from scorelab.store import open_run
    from scorelab.verify import verify

    checks = verify(open_run(folder))
    for check in checks:
        print(check)
    return DONE if all(check.holds for check in checks) else FAILED


@app.command("report")
def report_runs(
    folders: Annotated[list[Path], typer.Argument(metavar="RUN...", help="Folders of finished runs.")],
    out: Annotated[Path, typer.Option(metavar="FILE", help="The HTML file to write; it must not exist.")],
    triggers: Annotated[
        bool,
        typer.Option(
            "--triggers",
            help="First delete 200 trigger links of each run in twins, so that the report says how many "
            "hold, unless that is known already. It lives some 70 twins of each run.",
        ),
    ] = False,
) -> None:
    """Write a report on a run, or on several side by side: one HTML file that needs no network.

    Example: scorelab report runs/first/blank runs/first/court-list-2023 --out report.html
    """
    from scorelab.errors import refuse_existing
    from scorelab.report import refuse_unless_fits, write_report
    from scorelab.store import open_run

    refuse_existing(out)
    refuse_unless_fits(len(folders))
    runs = [open_run(folder) for folder in folders]
    if triggers:
        from scorelab.experiment.triggers import triggers as test_triggers
        from scorelab.progress_bar import progress_bar

        for run in runs:
            if run.triggers is None:
                with progress_bar() as progress:
                    test_triggers(run, progress=progress)
    write_report(runs, out)
    print(out)


@app.command("story")
def tell_story(
    name: Annotated[
        str,
        typer.Argument(
            metavar="NAME",
            help="The story: aunt, creep, elsewhere, grades, journalist, one-day, salons or unification.",
        ),
    ],
    worlds: Annotated[
        int,
        typer.Option(
            min=0,
            help="Over how many further worlds of the same case its tables go; 0 leaves the tables out.",
        ),
    ] = 8,
    picture: PictureFile = None,
    as_json: AsJson = False,
) -> None:
    """Tell a case that was reported, as it comes out in an invented society, event by event.

    The people are invented. The telling says where what was reported ends and conjecture begins.

    Example: scorelab story journalist

    Example: scorelab story aunt --worlds 0

    Example: scorelab story one-day --picture day.html
    """
    from scorelab.stories import picture_of, tell

    if picture is not None:
        from scorelab.report.picture import refuse_other_pictures

        refuse_other_pictures(picture)
    telling = tell(name, worlds=worlds)
    if picture is not None:
        picture_of(name, telling=telling).save(picture)
    if as_json:
        print_json(telling.to_json())
    else:
        print(telling)


app.command("spread")(let_it_spread)
add_claims(app)
add_day(app)
add_experiments(app)
add_traces(app)


@app.command("bench")
def measure_speed(
    people: Annotated[
        list[int] | None,
        typer.Option(
            metavar="N",
            help="How many people; may be given again. By default 10,000, 50,000, 100,000 and 1,000,000.",
        ),
    ] = None,
    scenario: Annotated[str, typer.Option(help="What to run.")] = "court-list-2023",
    days: Annotated[int, typer.Option(help="For how many days.")] = 365,
    threads: Threads = None,
    workers: Annotated[
        list[int] | None,
        typer.Option(
            metavar="N",
            help="Measure instead how many worlds a second so many processes live in an experiment; may be "
            "given again.",
        ),
    ] = None,
    trace: Annotated[
        bool, typer.Option("--trace", help="Measure instead how fast the days of people are told.")
    ] = False,
    as_json: AsJson = False,
) -> None:
    """Measure speed and memory, each run in a process of its own.

    The last run repeats the one before it with all rates of incidents halved: visits and rows fall
    with what happens, not with people times days.

    Example: scorelab bench --people 10000 --people 100000
    """
    if trace:
        from scorelab.trace.speed import TOLD, trace_speed

        speed = trace_speed(people=people[0] if people else TOLD, threads=threads)
        if as_json:
            print_json(speed.to_json())
        else:
            print(speed)
        return
    if workers:
        from scorelab.experiment.throughput import PEOPLE, throughput

        found = throughput(workers, scenario=scenario, people=people[0] if people else PEOPLE, days=days)
        if as_json:
            print_json([row.to_json() for row in found])
        else:
            print("\n".join(map(str, found)))
        return
    from scorelab.bench import DEFAULT_SIZES, bench
    from scorelab.screen import print_bench

    rows = bench(people or DEFAULT_SIZES, scenario=scenario, days=days, threads=threads)
    if as_json:
        print_json([row.to_json() for row in rows])
    else:
        print_bench(rows)


def main(arguments: Sequence[str] | None = None) -> NoReturn:
    """Run the command and end the process with its exit status."""
    # Whoever ends the process kindly gets the same clean end as Ctrl-C.
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    # Loading libraries makes many objects that stay; to search them for rubbish costs a tenth of the start.
    gc.set_threshold(RUBBISH_AFTER)
    given = list(sys.argv[1:] if arguments is None else arguments)
    try:
        status = app(args=given or ["--help"], prog_name="scorelab", standalone_mode=False)
        sys.stdout.flush()
    except InputError as error:
        end(BAD_INPUT, str(error))
    except (KeyboardInterrupt, typer.Abort):
        end(FAILED, INTERRUPTED)
    except BrokenPipeError:
        # Whoever read the output has had enough; Python must not complain again at its end.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(FAILED)
    except Exception as error:
        if hasattr(error, "format_message"):
            end(BAD_INPUT, one_line(error.format_message(), longest=500))
        if os.environ.get("SCORELAB_TRACEBACK"):
            traceback.print_exc()
        end(FAILED, f"{type(error).__name__}: {one_line(str(error))} (SCORELAB_TRACEBACK=1 shows where)")
    if status == INTERRUPTED_BY_TYPER:
        end(FAILED, INTERRUPTED)
    sys.exit(status if isinstance(status, int) else DONE)


RUBBISH_AFTER = 100_000
"""New objects after which Python looks for those that nothing refers to."""

INTERRUPTED = "interrupted; nothing is left of what was unfinished"
