"""The command that finds where a headline breaks: parse, call, print; and how it is asked for."""

import shlex
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Annotated, Any

import typer

from scorelab.cli_options import (
    AsJson,
    Change,
    Days,
    People,
    PictureFile,
    Seed,
    Settings,
    TwoWorlds,
    WhoWorks,
    Without,
    WithSafeguards,
    Workers,
    print_found,
)

if TYPE_CHECKING:
    from scorelab.experiment.broken import Breaking
    from scorelab.experiment.comparison import Comparison


def find_breaking_points(
    scenarios: TwoWorlds,
    without: Without = None,
    safeguards: WithSafeguards = None,
    change: Change = None,
    obeyed: Annotated[
        float,
        typer.Option(metavar="SHARE", help="The share of cases in which officials keep the safeguards."),
    ] = 0.5,
    since: Annotated[
        str | None, typer.Option("--from", metavar="DATE", help="The date from which changes hold.")
    ] = None,
    vary: Annotated[
        list[str] | None,
        typer.Option(
            metavar="KEY=LOW:HIGH",
            help="Turn a single number between two ends; KEY alone: over its assumed range. May be repeated. "
            "By default the strength of each mechanism switched off, and the obedience of safeguards.",
        ),
    ] = None,
    assumed_in: Annotated[
        list[str] | None,
        typer.Option(
            "--assumed",
            metavar="SECTION",
            help="Turn every assumed single number whose key begins so, one after another; may be repeated.",
        ),
    ] = None,
    measures: Annotated[
        list[str] | None,
        typer.Option(
            "--measure",
            metavar="NAME",
            help="The headline; may be repeated. By default the harm of the short table that differs most.",
        ),
    ] = None,
    forms: Annotated[
        str,
        typer.Option(
            help="Under which other forms of mechanisms the headline is looked at: each (one at a time), all "
            "(every combination), none, or a mechanism: its forms alone."
        ),
    ] = "each",
    steps: Annotated[
        int, typer.Option(help="How often the stretch in which the headline breaks is halved.")
    ] = 5,
    people: People = None,
    days: Days = None,
    seed: Seed = None,
    settings: Settings = None,
    replicates: Annotated[
        int, typer.Option(help="In how many worlds (seeds) the effect is measured each time.")
    ] = 8,
    executor: WhoWorks = None,
    workers: Workers = None,
    picture: PictureFile = None,
    as_json: AsJson = False,
) -> None:
    """Find where a headline of two worlds breaks: at which value of a number it vanishes or turns.

    The same people with the same luck are lived with the number turned further and further; where the 95%
    interval of the difference holds nought, the headline is gone. Other forms of mechanisms are tried, too.

    Example: scorelab breaking as-reported-2018 --without tie_dropping --measure spiral_depth --people 5000

    Example: scorelab breaking court-list-2023 --with retention_limit --measure wrongful_days --people 5000
    """
    from scorelab.errors import InputError
    from scorelab.experiment.breaking import breaking
    from scorelab.progress_bar import progress_bar
    from scorelab.report.picture import refuse_other_pictures
    from scorelab.scenario.load import setting

    if len(scenarios) > 2:
        raise InputError("breaking", f"{len(scenarios)} scenarios", "one or two")
    refuse_other_pictures(picture)
    with progress_bar() as progress:
        found = breaking(
            scenarios[0],
            scenarios[1] if len(scenarios) == 2 else None,
            without=without or (),
            safeguards=safeguards or (),
            change=dict(map(setting, change or [])),
            obeyed=obeyed,
            since=since,
            vary=vary or (),
            assumed_in=assumed_in or (),
            measures=measures or (),
            forms=forms,
            steps=steps,
            people=people,
            days=days,
            seed=seed,
            set=dict(map(setting, settings or [])),
            replicates=replicates,
            executor=executor,
            workers=workers,
            progress=progress,
        )
    from scorelab.experiment.screen_breaking import print_breaking

    print_found(found, print_breaking, found.plot, picture, as_json)


def where_it_breaks(
    found: "Comparison", scenarios: Sequence[str], common: Mapping[str, Any]
) -> "Breaking | None":
    """Where the headline of a comparison breaks, in the same worlds; None if nothing differs.

    Parameters
    ----------
    found : Comparison
        What was compared.
    scenarios : sequence of str
        As they were named.
    common : mapping
        What was asked for beside them, by parameter of both experiments.
    """
    from scorelab.experiment.breaking import breaking
    from scorelab.experiment.headlines import headline_of

    headline = headline_of(found.catalogue, found.estimates())
    if headline is None:
        return None
    obeyed = found.variants[found.main].obeyed
    kept: dict[str, Any] = {} if obeyed is None else {"obeyed": obeyed}
    return breaking(
        scenarios[0],
        scenarios[1] if len(scenarios) == 2 else None,
        **common,
        **kept,
        measures=(headline,),
        replicates=found.replicates,
    )


def breaking_command(
    found: "Comparison",
    scenarios: Sequence[str],
    given: Mapping[str, Sequence[str] | None],
    since: str | None,
) -> str | None:
    """The command that tells where the headline of a comparison breaks; None if nothing differs.

    Parameters
    ----------
    found : Comparison
        What was compared.
    scenarios : sequence of str
        As they were named.
    given : mapping of str to sequence of str
        Options that may be repeated, with what was given for them.
    since : str, optional
        The date from which changes hold.
    """
    from scorelab.experiment.headlines import headline_of

    headline = headline_of(found.catalogue, found.estimates())
    if headline is None:
        return None
    words = [
        *scenarios,
        *(word for flag, values in given.items() for each in values or () for word in (flag, each)),
    ]
    obeyed = found.variants[found.main].obeyed
    words += [] if obeyed is None else ["--obeyed", f"{obeyed:g}"]
    words += [] if since is None else ["--from", since]
    words += ["--people", str(found.base.people), "--days", str(found.base.time.days)]
    words += ["--seed", str(found.base.seed), "--measure", headline]
    # What no mechanism or safeguard sets apart has no strength of its own: a number must be named.
    words += [] if given["--without"] or given["--with"] else ["--vary", "KEY"]
    return shlex.join(["scorelab", "breaking", *words])
