"""The registry of published figures."""

from functools import cache
from importlib import resources
from math import inf, isfinite
from pathlib import Path
from typing import Literal

from pydantic import Field

from scorelab.errors import InputError
from scorelab.registries import read_registry
from scorelab.scenario.fields import Section
from scorelab.scenario.overrides import close
from scorelab.scenario.parameter import Number, Tier

FILE = "figures.yaml"


ECHOED, FITTED, PREDICTED = "echoed", "fitted", "predicted"
ROLES = {
    ECHOED: "an input, printed back",
    FITTED: "a number of the scenarios was chosen to meet it, or a figure of the same statistic",
    PREDICTED: "named before the fit, and not used in it",
}
"""What a figure can be to the scenarios that come with scorelab."""

SPREADS = 2
"""What comes out may lie so many spreads from a figure: about 95% of readings of it do."""


RULE = (
    "A figure holds where the 95% interval of ours over replicates (Student's t) reaches what its source "
    "allows: the published value and two spreads to either side, a spread being the standard deviation by "
    "which sources, years or readings differ. Where our interval is wider than all that is allowed, it "
    "cannot be told, unless it lies apart."
)
"""When a figure holds; the only rule there is."""


class Setting(Section):
    """A number, or a row of them, that is set in the worlds in which a figure is measured."""

    key: str
    value: Number | tuple[Number, ...]


class Figure(Section):
    """A published figure.

    Attributes
    ----------
    name : str
        What it is called.
    statistic : str
        Which statistic of a run, or of a drawn society, it is about.
    title : str
        What people call it, if not by the statistic's title.
    value : number
        As published.
    spread : number
        Standard deviation by which sources, years or readings of it differ, in the same unit.
    bound : str or None
        `least` or `most` if only an end was published.
    unit : str
        Of what.
    year : int
        When it held.
    source, tier : str
        Who published it, and how good that is: A law or statistics, B press or study, C weak.
    role : str
        `echoed`, `fitted` or `predicted`: see `ROLES`.
    under : tuple of Setting
        What is set in the worlds in which it is measured.
    """

    name: str
    statistic: str
    title: str = ""
    value: Number
    spread: Number = Field(gt=0)
    bound: Literal["least", "most"] | None = None
    unit: str
    year: int
    source: str
    tier: Tier
    role: Literal["echoed", "fitted", "predicted"]
    under: tuple[Setting, ...] = ()

    @property
    def within(self) -> float:
        """How far what comes out may lie from it."""
        return SPREADS * float(self.spread)

    def holds(self, low: float, high: float) -> bool | None:
        """Whether it holds by `RULE`, from the ends of our interval; None where that cannot be told."""
        least, most = self.tolerance
        if high < least or low > most:
            return False
        return True if high - low <= 2 * self.within else None

    @property
    def tolerance(self) -> tuple[float, float]:
        """Between which values what comes out may lie."""
        low = -inf if self.bound == "most" else self.value - self.within
        return low, inf if self.bound == "least" else self.value + self.within


class Opinion(Section):
    """What a share of people said when they were asked.

    Attributes
    ----------
    name, said : str
        What it is called, and what they said.
    value : number
        The share of them.
    year : int
        When.
    source, tier : str
        Who published it, and how good that is.
    """

    name: str
    said: str
    value: Number = Field(ge=0, le=1)
    year: int
    source: str
    tier: Tier


class Registry(Section):
    """All figures, and what people said."""

    figures: tuple[Figure, ...]
    opinions: tuple[Opinion, ...] = ()


@cache
def published() -> dict[str, Figure]:
    """Every figure of the registry by name."""
    return {figure.name: figure for figure in _shipped().figures}


@cache
def opinions() -> dict[str, Opinion]:
    """What people said of such schemes, by name."""
    return {opinion.name: opinion for opinion in _shipped().opinions}


@cache
def _shipped() -> Registry:
    return registry_of(resources.files("scorelab.published").joinpath(FILE).read_bytes(), FILE)


def registry_of(content: bytes, label: str) -> Registry:
    """What a registry's text holds.

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
    registry, origins = read_registry(Registry, content, label)
    for section, rows in (("figures", registry.figures), ("opinions", registry.opinions)):
        for row in rows:
            if not row.source.strip():
                expected = "who published the figure, and where"
                raise origins.refusal((section, row.name, "source"), "an empty text", expected)
    for figure in registry.figures:
        if not (isfinite(figure.value) and isfinite(figure.spread)):
            raise origins.refusal(("figures", figure.name, "value"), figure.value, "a number")
    return registry


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


def figures_from(file: str | Path) -> dict[str, Figure]:
    """The figures of a user's own registry, by name.

    Parameters
    ----------
    file : path
        YAML in the form of the registry that ships with scorelab.

    Raises
    ------
    InputError
        If it cannot be read, or a figure has no source, or the name of one that ships with scorelab.
    """
    try:
        content = Path(file).read_bytes()
    except OSError as error:
        raise InputError(
            str(file), f"no readable file ({error.strerror})", "a YAML file of figures"
        ) from error
    found = {figure.name: figure for figure in registry_of(content, str(file)).figures}
    for name in found:
        if name in published():
            raise InputError(f"{file}: figures", repr(name), "a name that the registry does not have yet")
    return found
