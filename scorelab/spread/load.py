"""Reading the file of a spreading score, and checking it."""

from collections.abc import Mapping
from importlib import resources
from pathlib import Path

from pydantic import ValidationError

from scorelab.scenario.dates import tuples
from scorelab.scenario.load import written
from scorelab.scenario.origins import Origins, explained
from scorelab.scenario.overrides import close
from scorelab.scenario.values import check_values
from scorelab.scenario.walk import quantified
from scorelab.spread.schema import Spread

FILE = "private-score.yaml"


def load_spread(
    path: str | Path | None = None,
    overrides: Mapping[str, object] | None = None,
    worlds: int | None = None,
    seed: int | None = None,
) -> Spread:
    """Read a file of a spreading score, and check it.

    Parameters
    ----------
    path : path, optional
        A YAML file; left out: the one that comes with scorelab.
    overrides : mapping, optional
        Dotted keys and their new values.
    worlds, seed : int, optional
        In place of the file's own.

    Raises
    ------
    InputError
        One line that names file, key, what was found and what would be right.
    """
    numbers = {"worlds": worlds, "seed": seed}
    if path is None:
        with resources.as_file(resources.files("scorelab.spread") / FILE) as own:
            data, origins = written(own, overrides, numbers)
    else:
        data, origins = written(path, overrides, numbers)
    try:
        spread = Spread.model_validate(tuples(data))
    except ValidationError as error:
        raise explained(error, data, origins, Spread) from None
    check_values(spread, origins)
    _check(spread, origins)
    return spread


def _check(spread: Spread, origins: Origins) -> None:
    for place, _, parameter in quantified(spread):
        if parameter.dated is not None:
            raise origins.refusal(
                place, "values by date", "one value: this world counts quarters from its own first"
            )
    if not spread.sectors:
        raise origins.refusal(("sectors",), "none", "at least one")
    known = [sector.name for sector in spread.sectors]
    for clause in spread.clauses:
        for name in clause.covers:
            if name not in known:
                expected = f"one of {', '.join(known)}{close(name, known)}"
                raise origins.refusal(("clauses", clause.name, "covers"), repr(name), expected)
        if not clause.source.strip():
            raise origins.refusal(("clauses", clause.name, "source"), "an empty text", "the law, by article")
