"""The commands of twins: parse, call, print."""

from pathlib import Path
from typing import Annotated, Any

import typer

from scorelab.cli_breaking import breaking_command, find_breaking_points, where_it_breaks
from scorelab.cli_calibrate import calibrate_scenario
from scorelab.cli_designs import attribute_harms, find_frontier, sweep_parameters
from scorelab.cli_options import (
    AgesFile,
    AsJson,
    Change,
    Days,
    NetworkFile,
    People,
    PictureFile,
    Replicates,
    Seed,
    Settings,
    Threads,
    TwoWorlds,
    WhoWorks,
    Without,
    WithSafeguards,
    Workers,
    print_found,
    print_json,
)
from scorelab.cli_validate import validate_scenario


def add_experiments(app: typer.Typer) -> None:
    """Add the commands of experiments to the command line."""
    app.command("compare")(compare_twins)
    app.command("fork")(fork_run)
    app.command("attribute")(attribute_harms)
    app.command("sweep")(sweep_parameters)
    app.command("breaking")(find_breaking_points)
    app.command("frontier")(find_frontier)
    app.command("calibrate")(calibrate_scenario)
    app.command("validate")(validate_scenario)
    app.command("triggers")(try_triggers)


def compare_twins(
    scenarios: TwoWorlds,
    without: Without = None,
    safeguards: WithSafeguards = None,
    change: Change = None,
    obeyed: Annotated[
        list[float] | None,
        typer.Option(
            metavar="SHARE",
            help="The share of cases in which officials keep the safeguards; may be repeated. By default 0, "
            "0.5 and 1, a world each.",
        ),
    ] = None,
    since: Annotated[
        str | None,
        typer.Option(
            "--from",
            metavar="DATE",
            help="The date from which changes hold. By default safeguards hold from the first day on, all "
            "else throughout, the opening included.",
        ),
    ] = None,
    people: People = None,
    days: Days = None,
    seed: Seed = None,
    settings: Settings = None,
    rules: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE",
            help="Put rules of your own in the place of built-in ones, in the other world alone (see "
            "docs/rules.md).",
        ),
    ] = None,
    network: NetworkFile = None,
    ages: AgesFile = None,
    replicates: Replicates = None,
    precision: Annotated[
        float | None,
        typer.Option(
            metavar="SHARE",
            help="Go on until the 95% interval of each difference is no wider, to either side, than this "
            "share of the base world's mean.",
        ),
    ] = None,
    measures: Annotated[
        list[str] | None,
        typer.Option(
            "--measure",
            metavar="NAME",
            help="A measure that must be so precise; may be repeated. By "
            "default every harm of the short table.",
        ),
    ] = None,
    budget: Annotated[int, typer.Option(help="The most replicates that precision may take.")] = 64,
    person: Annotated[
        int | None,
        typer.Option(metavar="N", help="Show this person's two lives side by side, in the first world."),
    ] = None,
    breaks: Annotated[
        bool,
        typer.Option(
            "--breaking",
            help="Also find where the headline breaks: at which strength of what is switched off, or of what "
            "safeguards are obeyed, and under which forms. Lives some ten times as many worlds.",
        ),
    ] = False,
    executor: WhoWorks = None,
    workers: Workers = None,
    picture: PictureFile = None,
    as_json: AsJson = False,
) -> None:
    """Live the same people with the same luck under two sets of rules, and tell what differs.

    Every difference has a 95% interval, paired over replicates. A change that changes nothing gives
    exactly nought, and the reason is told. A safeguard is tried at several shares of obedience.

    Example: scorelab compare as-documented-2018 as-reported-2018 --people 20000 --replicates 8

    Example: scorelab compare court-list-2023 --with retention_limit --people 20000 --replicates 8

    Example: scorelab compare as-reported-2018 --without tie_dropping --people 20000 --person 12

    Example: scorelab compare court-list-2023 --rules my_rules.py --people 20000
    """
    from scorelab.errors import InputError
    from scorelab.experiment.compare import compare
    from scorelab.progress_bar import progress_bar
    from scorelab.report.picture import refuse_other_pictures
    from scorelab.scenario.load import setting

    if len(scenarios) > 2:
        raise InputError("compare", f"{len(scenarios)} scenarios", "one or two")
    if breaks and not without and not safeguards:
        raise InputError(
            "--breaking",
            "neither --without nor --with",
            "a mechanism or safeguard whose strength can be turned",
        )
    files = {"--rules": rules, "--network": network, "--ages": ages}
    given_files = [option for option, file in files.items() if file is not None]
    if breaks and given_files:
        raise InputError(
            "--breaking",
            f"{given_files[0]} as well",
            "a society and rules of scorelab's own",
        )
    refuse_other_pictures(picture)
    with progress_bar() as progress:
        common: dict[str, Any] = {
            "without": without or (),
            "safeguards": safeguards or (),
            "change": dict(map(setting, change or [])),
            "since": since,
            "people": people,
            "days": days,
            "seed": seed,
            "set": dict(map(setting, settings or [])),
            "executor": executor,
            "workers": workers,
            "progress": progress,
        }
        tried: dict[str, Any] = {} if obeyed is None else {"obeyed": obeyed}
        found = compare(
            scenarios[0],
            scenarios[1] if len(scenarios) == 2 else None,
            **common,
            **tried,
            rules=rules,
            network=network,
            ages=ages,
            replicates=replicates,
            precision=precision,
            measures=measures or (),
            budget=budget,
        )
        lives = None if person is None else found.lives(person)
        broken = where_it_breaks(found, scenarios, common) if breaks else None
    if picture is not None:
        found.plot().save(picture)
    if as_json:
        more = {"lives": None if lives is None else lives.to_json()}
        more["breaking"] = None if broken is None else broken.to_json()["headlines"]
        print_json(found.to_json() | {name: value for name, value in more.items() if value is not None})
        return
    from scorelab.experiment.screen import print_comparison

    print_comparison(found)
    if lives is not None:
        print(f"\n{lives}")
    elif (somebody := found.somebody()) is not None:
        print(f"ask:     the same with --person {somebody}")
    given = {"--without": without, "--with": safeguards, "--change": change, "--set": settings}
    if broken is not None:
        for sentence in broken.of_the_headline():
            print(f"breaks:  {sentence}.")
    elif not breaks and not given_files:
        command = breaking_command(found, scenarios, given, since)
        if command is not None:
            print(f"breaks:  {command}")
            if command.endswith(" KEY"):
                show = f"scorelab scenarios show {found.base.name}"
                print(f"         (KEY: a number to be turned, such as errors.clerical; {show} lists them)")
    if picture is not None:
        print(f"picture: {picture}")


def try_triggers(
    scenario: Annotated[
        str,
        typer.Argument(
            metavar="SCENARIO|RUN", help="A built-in name, a YAML file, or the folder of a finished run."
        ),
    ],
    links: Annotated[int, typer.Option(help="How many links are drawn by luck and deleted.")] = 200,
    people: People = None,
    days: Days = None,
    seed: Seed = None,
    settings: Settings = None,
    executor: WhoWorks = None,
    workers: Workers = None,
    picture: PictureFile = None,
    as_json: AsJson = False,
) -> int:
    """Delete trigger links of a run in twins, and tell how many of their effects are gone.

    The exit status is 1 if fewer than 95% are: then causes are not what the journal says. Of a stored
    run its own links are deleted, and its report prints the share from then on.

    Example: scorelab triggers as-reported-2018 --people 5000

    Example: scorelab triggers runs/mine
    """
    from scorelab.experiment.triggers import triggers
    from scorelab.progress_bar import progress_bar
    from scorelab.report.picture import refuse_other_pictures
    from scorelab.scenario.load import setting

    refuse_other_pictures(picture)
    with progress_bar() as progress:
        found = triggers(
            scenario,
            links=links,
            people=people,
            days=days,
            seed=seed,
            set=dict(map(setting, settings or [])),
            executor=executor,
            workers=workers,
            progress=progress,
        )
    from scorelab.experiment.screen import print_triggers

    print_found(found, print_triggers, found.plot, picture, as_json)
    return int(found.is_defect)


def fork_run(
    folder: Annotated[
        Path, typer.Argument(metavar="RUN", help="The folder of a finished run, or of a fork.")
    ],
    at: Annotated[str, typer.Option(metavar="DATE", help="The date from which the other future begins.")],
    out: Annotated[Path, typer.Option(metavar="DIR", help="The folder to make; it must not exist.")],
    without: Annotated[
        list[str] | None, typer.Option(metavar="MECHANISM", help="A mechanism that ends; may be repeated.")
    ] = None,
    safeguards: Annotated[
        list[str] | None,
        typer.Option("--with", metavar="SAFEGUARD", help="A safeguard that becomes law; may be repeated."),
    ] = None,
    obeyed: Annotated[
        float | None,
        typer.Option(help="The share of cases in which officials keep it; by default the scenario's own."),
    ] = None,
    settings: Annotated[
        list[str] | None,
        typer.Option("--set", metavar="KEY=VALUE", help="A value from that date on; may be repeated."),
    ] = None,
    futures: Annotated[
        list[str] | None,
        typer.Option(
            "--future",
            metavar="'NAME ...'",
            help="One of several futures, which get a folder each within DIR: its name and, in the same "
            "quotes, its own --without, --with, --obeyed and --set; may be repeated.",
        ),
    ] = None,
    threads: Threads = None,
    as_json: AsJson = False,
) -> None:
    """Give a stored run another future, from a date on, or several.

    What came before is taken from the run's last checkpoint on or before the date, if it keeps any, or
    lived again, once for all futures; it is checked against the run. Without any change the fork has the
    run's digest; a fork can be forked again.

    Example: scorelab fork runs/mine --at 2023-06-01 --with retention_limit --obeyed 0.5 --out runs/reform

    Example: scorelab fork runs/mine --at 2023-06-01 --out runs/2 --future same --future 'new --with reasons'
    """
    from scorelab.errors import InputError
    from scorelab.experiment.fork import fork, forks
    from scorelab.experiment.futures import futures_by_name
    from scorelab.progress_bar import progress_bar
    from scorelab.scenario.load import setting

    if futures and (without or safeguards or settings or obeyed is not None):
        raise InputError("--future", "changes outside it as well", "the changes of each future in its quotes")
    named = futures_by_name(futures or [])
    with progress_bar() as progress:
        if named:
            results = forks(folder, at, named, out=out, threads=threads, progress=progress)
        else:
            result = fork(
                folder,
                at,
                out=out,
                without_mechanisms=without or (),
                safeguards=safeguards or (),
                obeyed=obeyed,
                set=dict(map(setting, settings or [])),
                threads=threads,
                progress=progress,
            )
            results = [result]
    if as_json:
        objects = [result.to_json() for result in results]
        print_json(objects if named else objects[0])
        return
    from scorelab.screen import print_results

    print_results(results, out, None)
