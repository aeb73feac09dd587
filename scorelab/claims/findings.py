"""What runs find on claims: results of real runs, kept beside the registry, and sentences filled from it."""

import re
from functools import cache
from importlib import resources

from pydantic import Field

from scorelab.amounts import IN_FRACTIONS, in_unit, percent
from scorelab.errors import InputError
from scorelab.registries import read_registry
from scorelab.scenario.parameter import IsoDate, Leaf, Number

FILE = "results.yaml"
NAMED = re.compile(r"\{(\w+(?:-\w+)?)(?:\.([\w.:]+))?\}")
"""In a sentence: a world in words, one of its results, or how much a result lies above another world's."""

OTHERS = {
    "validated": "what `scorelab validate` finds",
    "published": "what was published",
}
"""Names in sentences that are no worlds of the registry."""

TWICE = ", twice"
"""What follows on the words for a world that was lived under two sets of rules."""

WITHOUT_COUNT = ("share", "points", "days", "cents", "minutes", "minutes a month", *IN_FRACTIONS)
"""Units of which there is more or less; of the others there are more or fewer."""


class World(Leaf):
    """A world that the findings go over.

    Attributes
    ----------
    scenario : str
        Which scenario it is, or for told cases which story.
    words : str
        What sentences call it.
    lives : str
        How it is lived: `society`, or one of the other ways of :mod:`scorelab.evidence.live`.
    set : dict
        What is changed in it.
    safeguards : tuple of str
        What is law in it from the first day on, and kept in half of cases.
    """

    scenario: str
    words: str
    lives: str = "society"
    set: dict[str, bool | Number | str] = Field(default_factory=dict)
    safeguards: tuple[str, ...] = ()


class Worlds(Leaf):
    """All worlds, by name."""

    worlds: dict[str, World]


class Result(Leaf):
    """A measure over the seeds of a world: mean, lowest, highest; nothing where it was never estimable."""

    unit: str
    mean: Number | None = None
    low: Number | None = None
    high: Number | None = None


class Run(Leaf):
    """What came out of a world, or of the differences between two.

    Attributes
    ----------
    basis : str
        What was lived, in words.
    results : dict
        By measure; a door's refusals as `door:` and its name.
    """

    basis: str
    results: dict[str, Result]


class Results(Leaf):
    """What came out of every world.

    Attributes
    ----------
    made : str
        When the runs were made.
    runs : dict
        By world; differences of two worlds with the same people and luck by `one-other`.
    """

    made: IsoDate
    runs: dict[str, Run]


@cache
def worlds() -> dict[str, World]:
    """The worlds that findings go over, by name."""
    return read_registry(Worlds, _bytes("worlds.yaml"), "worlds.yaml")[0].worlds


@cache
def results() -> Results:
    """The stored results."""
    return read_registry(Results, _bytes(FILE), FILE)[0]


def found(sentence: str, stored: Results | None = None) -> str:
    """A sentence of the registry with its results filled in.

    Parameters
    ----------
    sentence : str
        Words with names in braces: a world; a world and one of its results; or two worlds and one of
        their results, `{one-other.result}`, for how much more of it there is in the first.
    stored : Results, optional
        In place of those that ship with the program.

    Raises
    ------
    InputError
        If it names a world or a result that there is not.
    """
    kept = stored or results()
    return NAMED.sub(lambda name: _filled(name.group(1), name.group(2), kept), sentence)


def named(sentence: str) -> list[tuple[str, str]]:
    """The results that a sentence names: world, or pair of worlds, and measure."""
    return [(world, measure) for world, measure in NAMED.findall(sentence) if measure]


def bases(sentence: str, stored: Results | None = None) -> list[str]:
    """What was lived for a sentence's results, in words, each once."""
    kept = stored or results()
    found = list(dict.fromkeys(kept.runs[world].basis for world, _ in named(sentence)))
    return [basis for basis in found if basis + TWICE not in found]


def _filled(key: str, measure: str | None, kept: Results) -> str:
    for world in key.split("-"):
        if world not in (*worlds(), *OTHERS):
            raise InputError("finds", repr(world), f"one of {', '.join((*worlds(), *OTHERS))}")
    if measure is None:
        return worlds()[key].words if key in worlds() else OTHERS[key]
    if key not in kept.runs or measure not in kept.runs[key].results:
        raise InputError("finds", f"{key}.{measure}", "a result that `tools/claims_page.py --run` has stored")
    result = kept.runs[key].results[measure]
    return as_difference(result) if "-" in key else with_band(result)


def with_band(result: Result) -> str:
    """A result with the lowest and the highest of its seeds."""
    mean, low, high = (in_unit(result.unit, value) for value in (result.mean, result.low, result.high))
    if low == high:
        return mean
    unit = mean.lstrip("−-0123456789,.")
    return f"{mean} ({low.removesuffix(unit)} to {high.removesuffix(unit)})"


def as_difference(result: Result) -> str:
    """How much more or less of something there is in one world than in its twin, with its band.

    Where the seeds do not agree on which, it says that chance alone may have done it.
    """
    if result.mean is None or result.low is None or result.high is None:
        return in_unit(result.unit, None)
    if result.low == result.high == 0:
        return "no difference"
    mean = _more(result.unit, result.mean)
    least, most = sorted((abs(result.low), abs(result.high)))
    if result.low == result.high:
        return mean
    if _amount(result.unit, most) == _amount(result.unit, 0):
        return "hardly any difference"
    if result.low >= 0 or result.high <= 0:
        return f"{mean} ({_number(result.unit, least)} to {_number(result.unit, most)})"
    band = f"{_more(result.unit, result.low)} to {_more(result.unit, result.high)}"
    return f"{mean} ({band}, so that it may be chance)"


def _more(unit: str, value: float) -> str:
    less = "less" if unit in WITHOUT_COUNT else "fewer"
    return f"{_amount(unit, abs(value))} {less if value < 0 else 'more'}"


def _amount(unit: str, value: float) -> str:
    if unit == "share":
        return f"{percent(value).removesuffix('%')} percentage points"
    return in_unit(unit, value)


def _number(unit: str, value: float) -> str:
    """An amount without its unit."""
    amount = _amount(unit, value)
    return amount[: len(amount) - len(amount.lstrip("0123456789,."))]


def _bytes(name: str) -> bytes:
    return resources.files("scorelab.claims").joinpath(name).read_bytes()
