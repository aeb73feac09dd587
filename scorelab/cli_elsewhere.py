"""What `scorelab run` does where worlds are of another kind than a society: parse, call, print."""

from collections.abc import Mapping, Sequence
from pathlib import Path

from scorelab.cli_options import print_json
from scorelab.errors import InputError, refuse_existing


def refuse_of_societies(options: Mapping[str, object]) -> None:
    """Refuse options that only a society has.

    Raises
    ------
    InputError
        Naming the first that was given.
    """
    for option, value in options.items():
        if value:
            raise InputError(option, "it with a world of another kind", "a society, or no such option")


def run_worlds_elsewhere(
    scenarios: Sequence[str],
    people: int | None,
    seed: int | None,
    settings: Mapping[str, str],
    out: Path | None,
    as_json: bool,
) -> None:
    """Live each scenario and print what came out beside what must come out."""
    from scorelab.elsewhere.live import run_elsewhere
    from scorelab.elsewhere.load import is_elsewhere, load_elsewhere
    from scorelab.elsewhere.screen import print_outcome
    from scorelab.progress_bar import progress_bar

    society = next((name for name in scenarios if not is_elsewhere(name)), None)
    if society is not None:
        raise InputError("run", f"{society}, a society, among worlds of other kinds", "one kind at a time")
    loaded = [load_elsewhere(name, settings, people, seed) for name in scenarios]
    refuse_existing(out)
    found = []
    for scenario in loaded:
        with progress_bar() as progress:
            found.append(run_elsewhere(scenario, progress=progress))
    if out is not None:
        for outcome in found:
            outcome.save(out / outcome.scenario.name if len(found) > 1 else out)
    if as_json:
        objects = [outcome.to_json() for outcome in found]
        print_json(objects[0] if len(objects) == 1 else objects)
        return
    for place, outcome in enumerate(found):
        if place:
            print()
        print_outcome(outcome)
    if out is not None:
        print(f"run:    {out}")
