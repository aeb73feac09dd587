"""The registry of published figures."""

from functools import cache
from importlib import resources
from math import isfinite

from pydantic import Field, ValidationError

from scorelab.errors import InputError
from scorelab.scenario.dates import tuples
from scorelab.scenario.fields import Section
from scorelab.scenario.origins import Origins, explained
from scorelab.scenario.overrides import close
from scorelab.scenario.parameter import Number, Tier
from scorelab.scenario.yaml_safe import read

FILE = "figures.yaml"


class Figure(Section):
    """A published figure.

    Attributes
    ----------
    name : str
        What it is called.
    statistic : str
        Which statistic of a run it is about.
    value : number
        As published.
    spread : number
        Standard deviation by which sources, years or readings of it differ, in the same unit.
    unit : str
        Of what.
    year : int
        When it held.
    source, tier : str
        Who published it, and how good that is: A law or statistics, B press or study, C weak.
    """

    name: str
    statistic: str
    value: Number
    spread: Number = Field(gt=0)
    unit: str
    year: int
    source: str
    tier: Tier


class Registry(Section):
    """All figures."""

    figures: tuple[Figure, ...]


@cache
def published() -> dict[str, Figure]:
    """Every figure of the registry by name."""
    return figures_of(resources.files("scorelab.published").joinpath(FILE).read_bytes(), FILE)


def figures_of(content: bytes, label: str) -> dict[str, Figure]:
    """The figures that a registry's text holds.

    Parameters
    ----------
    content : bytes
        YAML.
    label : str
        What messages call it.

    Raises
    ------
    InputError
        If a figure has no source, or anything else is wrong with it.
    """
    document = read(content, label)
    origins = Origins(label)
    origins.add(label, document.lines)
    try:
        registry = Registry.model_validate(tuples(document.data))
    except ValidationError as error:
        raise explained(error, document.data, origins, Registry) from None
    for figure in registry.figures:
        path = ("figures", figure.name)
        if not figure.source.strip():
            raise origins.refusal((*path, "source"), "an empty text", "who published the figure, and where")
        if not (isfinite(figure.value) and isfinite(figure.spread)):
            raise origins.refusal((*path, "value"), figure.value, "a number")
    return {figure.name: figure for figure in registry.figures}


def named(option: str, names: tuple[str, ...]) -> list[Figure]:
    """Figures of the registry by name.

    Parameters
    ----------
    option : str
        The option that names them, for messages.
    names : tuple of str
        Which.

    Raises
    ------
    InputError
        If there is no such figure.
    """
    known = published()
    for name in names:
        if name not in known:
            expected = f"a figure of the registry: {', '.join(known)}{close(name, known)}"
            raise InputError(option, repr(name), expected)
    return [known[name] for name in names]
