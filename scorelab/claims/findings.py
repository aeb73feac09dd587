"""What runs find on claims: results of real runs, kept beside the registry, and sentences filled from it."""

import re
from functools import cache
from importlib import resources

from pydantic import Field

from scorelab.amounts import in_unit
from scorelab.claims.registry import validated
from scorelab.errors import InputError
from scorelab.scenario.parameter import IsoDate, Leaf, Number

FILE = "results.yaml"
NAMED = re.compile(r"\{(\w+)(?:\.([\w.:]+))?\}")
"""In a sentence: a world in words, or one of its results."""


class World(Leaf):
    """A world that the findings go over.

    Attributes
    ----------
    scenario : str
        Which scenario it is.
    words : str
        What sentences call it.
    set : dict
        What is changed in it.
    """

    scenario: str
    words: str
    set: dict[str, bool | Number | str] = Field(default_factory=dict)


class Worlds(Leaf):
    """All worlds, with the people and seeds with which each is lived."""

    people: int
    seeds: tuple[int, ...]
    worlds: dict[str, World]


class Result(Leaf):
    """A measure over the seeds of a world: mean, lowest, highest; nothing where it was never estimable."""

    unit: str
    mean: Number | None = None
    low: Number | None = None
    high: Number | None = None


class Results(Leaf):
    """What came out of every world.

    Attributes
    ----------
    made : str
        When the runs were made.
    people, days : int
        How many invented people each world has, and for how many days it is lived.
    seeds : tuple of int
        With which seeds.
    results : dict
        By world and measure; a door's refusals as `door:` and its name.
    """

    made: IsoDate
    people: int
    days: int
    seeds: tuple[int, ...]
    results: dict[str, dict[str, Result]]


@cache
def worlds() -> Worlds:
    """The worlds that findings go over."""
    return validated(Worlds, _bytes("worlds.yaml"), "worlds.yaml")


@cache
def results() -> Results:
    """The stored results."""
    return validated(Results, _bytes(FILE), FILE)


def found(sentence: str, stored: Results | None = None) -> str:
    """A sentence of the registry with its results filled in.

    Parameters
    ----------
    sentence : str
        Words with names in braces: a world, or a world and one of its results.
    stored : Results, optional
        In place of those that ship with the program.

    Raises
    ------
    InputError
        If it names a world or a result that there is not.
    """
    kept = stored or results()
    return NAMED.sub(lambda name: _filled(name.group(1), name.group(2), kept), sentence)


def named_in(sentence: str) -> list[tuple[str, str]]:
    """The results that a sentence names: world and measure."""
    return [(world, measure) for world, measure in NAMED.findall(sentence) if measure]


def _filled(world: str, measure: str | None, kept: Results) -> str:
    if world not in worlds().worlds:
        raise InputError("finds", repr(world), f"one of {', '.join(worlds().worlds)}")
    if measure is None:
        return worlds().worlds[world].words
    if measure not in kept.results[world]:
        raise InputError("finds", f"{world}.{measure}", "a measure of that world, or door: and a door's name")
    return with_band(kept.results[world][measure])


def with_band(result: Result) -> str:
    """A result with the lowest and the highest of its seeds."""
    mean, low, high = (in_unit(result.unit, value) for value in (result.mean, result.low, result.high))
    if low == high:
        return mean
    unit = mean.lstrip("−-0123456789,.")
    return f"{mean} ({low.removesuffix(unit)} to {high.removesuffix(unit)})"


def _bytes(name: str) -> bytes:
    return resources.files("scorelab.claims").joinpath(name).read_bytes()
