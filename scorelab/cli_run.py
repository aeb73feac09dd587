"""`scorelab run`: simulate scenarios, store what happened, and go on with what was interrupted."""

from pathlib import Path
from typing import Annotated, Any

import typer

from scorelab import IMPORTED_AT
from scorelab.cli_options import (
    FAILED,
    AgesFile,
    AsJson,
    Days,
    NetworkFile,
    People,
    Threads,
    end,
    print_json,
)


def run_scenarios(
    scenarios: Annotated[
        list[str], typer.Argument(metavar="SCENARIO...", help="Built-in names, or YAML files.")
    ],
    people: People = None,
    days: Days = None,
    seed: Annotated[
        int | None, typer.Option(help="The world's seed; the same seed gives the same world.")
    ] = None,
    settings: Annotated[
        list[str] | None,
        typer.Option(
            "--set",
            metavar="KEY=VALUE",
            help="Change one value of the scenario; may be given again. "
            "A row of a table goes by its name: doors.flight.per_year=3.",
        ),
    ] = None,
    out: Annotated[
        Path | None,
        typer.Option(
            metavar="DIR",
            help="The folder to make; it must not exist. Several scenarios get a folder each within it. "
            "By default a fresh folder within runs/.",
        ),
    ] = None,
    network: NetworkFile = None,
    ages: AgesFile = None,
    rules: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE",
            help="Put rules of your own in the place of built-in ones: a file of Python functions of whole "
            "numbers (see docs/rules.md).",
        ),
    ] = None,
    checkpoint_every: Annotated[
        int | None,
        typer.Option(
            metavar="DAYS",
            help="Keep the state of the run every so many days, so that --resume can go on from there.",
        ),
    ] = None,
    keep_checkpoints: Annotated[
        bool,
        typer.Option(
            "--keep-checkpoints",
            help="Keep them all in the finished run, so that a fork need not live the past again.",
        ),
    ] = False,
    resume: Annotated[
        bool,
        typer.Option(
            "--resume", help="Go on with an interrupted run in --out, given the same scenario and options."
        ),
    ] = False,
    threads: Threads = None,
    report: Annotated[
        bool, typer.Option("--report", help="Also write a report, report.html, into the folder.")
    ] = False,
    as_json: AsJson = False,
) -> None:
    """Simulate one scenario, or several side by side, and store what happened.

    A run is a folder of Parquet files with a manifest. The same scenario, people, days
    and seed give the same digest on any machine. After Ctrl-C nothing is left of the
    unfinished run, unless it keeps checkpoints.

    Example: scorelab run court-list-2023 --people 50000 --out runs/mine

    Example: scorelab run blank court-list-2023 --set errors.clerical=0.02 --report

    Example: scorelab run as-reported-2018 --people 1000000 --out runs/big --checkpoint-every 30

    Worlds of other kinds, such as the lender of a published study, print what must come out beside
    what came out, and are stored only with --out.

    Example: scorelab run lender-2018
    """
    from scorelab.elsewhere.load import is_elsewhere
    from scorelab.errors import Interrupted
    from scorelab.progress import REPORTING
    from scorelab.progress_bar import progress_bar
    from scorelab.resume import refuse_unless_one
    from scorelab.resume import resume as go_on
    from scorelab.run import fresh_folder, resolved, run_together
    from scorelab.scenario.load import setting

    chosen = dict(setting(text) for text in settings or [])
    if any(map(is_elsewhere, scenarios)):
        from scorelab.cli_elsewhere import refuse_of_societies, run_worlds_elsewhere

        refuse_of_societies(
            {
                "--days": days,
                "--network": network,
                "--ages": ages,
                "--rules": rules,
                "--checkpoint-every": checkpoint_every,
                "--keep-checkpoints": keep_checkpoints,
                "--resume": resume,
                "--threads": threads,
                "--report": report,
            }
        )
        run_worlds_elsewhere(scenarios, people, seed, chosen, out, as_json)
        return
    if report:
        from scorelab.report import refuse_unless_fits

        refuse_unless_fits(len(scenarios))
    if resume:
        refuse_unless_one(scenarios, out)
    folder = fresh_folder(scenarios, people, seed) if out is None else out
    if rules is not None:
        from scorelab.user_rules import accepted, put_in_force

        put_in_force(accepted(rules))
    common: dict[str, Any] = {
        "network": network,
        "ages": ages,
        "rules": rules,
        "threads": threads,
        "checkpoint_every": checkpoint_every,
        "keep_checkpoints": keep_checkpoints,
        "since": IMPORTED_AT,
    }
    with progress_bar() as progress:
        try:
            if resume:
                asked_for = resolved(scenarios[0], chosen, people, days, seed)
                results = [go_on(folder, scenario=asked_for, progress=progress, **common)]
            else:
                results = run_together(
                    scenarios,
                    people=people,
                    days=days,
                    seed=seed,
                    set=chosen,
                    out=folder,
                    progress=progress,
                    nested=len(scenarios) > 1,
                    **common,
                )
        except Interrupted as error:
            end(FAILED, str(error))
        page = folder / "report.html" if report else None
        if page is not None:
            from scorelab.report import write_report

            progress(REPORTING, 0, 0)
            write_report(results, page)
    if as_json:
        objects = [result.to_json() for result in results]
        print_json(objects[0] if len(objects) == 1 else objects)
    else:
        from scorelab.screen import print_results

        print_results(results, folder, page)
