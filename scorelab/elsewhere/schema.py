"""What a scenario of a world of another kind says."""

from typing import Annotated, Literal

from pydantic import Field

from scorelab.scenario.fields import Count, Probability, Section
from scorelab.scenario.parameter import Number, Parameter, Tier
from scorelab.scenario.quantities import Quantity

LARGEST = 1e6


def _as_it_is(number: float) -> int:
    raise AssertionError("a number of these worlds has no whole-number form of its own")


def plain_number(
    name: str, units: tuple[str, ...], low: float = -LARGEST, high: float = LARGEST, *, length: int = 1
) -> Quantity:
    """A kind of number of these worlds, or a range of such numbers (`length` 2)."""
    return Quantity(name, units, low, high, length, False, _as_it_is, "")


FIGURE_UNITS = (
    *("share", "score points", "people", "utility"),
    *("times", "years", "Australian dollars", "euros"),
)

Utility = Annotated[Parameter, plain_number("utility", ("utility",))]
ScorePoints = Annotated[Parameter, plain_number("number of score points", ("score points",))]
Figure = Annotated[Parameter, plain_number("figure", FIGURE_UNITS)]
FigureRange = Annotated[Parameter, plain_number("range of a figure", FIGURE_UNITS, length=2)]


Standing = Literal["echoed", "fitted", "predicted"]
"""What a published figure is to a scenario: an input printed back, fitted to, or neither of the two."""


class Published(Section):
    """A figure of a measure that somebody else found or proved, or the range in which it lies.

    Attributes
    ----------
    standing : str
        Whether what comes out was `echoed`, `fitted` or `predicted`.
    within : number, optional
        By which factor the simulation may miss a value and still hold; left out where a formula is
        compared, which needs none.
    """

    name: str
    value: Figure | None = None
    between: FigureRange | None = None
    standing: Standing = "predicted"
    within: Number | None = Field(default=None, gt=1)


class Elsewhere(Section):
    """What every such scenario has.

    Attributes
    ----------
    world : str
        Of what kind it is.
    seed, worlds : int
        The seed of the first world, and in how many worlds it is lived; the others have the seeds after it.
    published : tuple of Published
        What must come out; the names are those of measures.
    """

    world: str
    name: str
    title: str
    summary: str
    seed: int = Field(ge=0, lt=2**63)
    worlds: int = Field(ge=1, le=10_000)
    published: tuple[Published, ...] = ()


class Curve(Section):
    """A published table of one group: how scores are spread, and who repays at each.

    Attributes
    ----------
    scores : tuple of numbers
        In rising order.
    at_most : tuple of numbers
        The share of the group whose score is at most that; the last is 1.
    repays : tuple of numbers
        The share of those at that score who repay a loan.
    """

    name: str
    source: str
    tier: Tier
    scores: tuple[Number, ...]
    at_most: tuple[Number, ...]
    repays: tuple[Number, ...]


class Group(Section):
    """A group of applicants: by which curve, and what share of all."""

    name: str
    curve: str
    share: Probability


class Terms(Section):
    """What a loan brings the lender, and does to the borrower's score."""

    utility_repaid: Utility
    utility_default: Utility
    points_repaid: ScorePoints
    points_default: ScorePoints
    least_score: ScorePoints
    most_score: ScorePoints


RULES = ("max_profit", "demographic_parity", "equal_opportunity")
Rule = Literal["max_profit", "demographic_parity", "equal_opportunity"]


class Lender(Elsewhere):
    """Applicants of several groups, one lender, and rules about whom it may approve.

    Attributes
    ----------
    people : int
        Applicants in each world.
    rules : tuple of str
        Under which rules it lends: all of its own choosing, the same share of each group, or
        the same share of those who would repay in each group.
    terms : Terms
        Of every loan.
    groups, curves : tuple of rows
        The groups, and the tables that they are drawn from.
    """

    world: Literal["lender"]
    people: int = Field(ge=100, le=10_000_000)
    rules: tuple[Rule, ...]
    terms: Terms
    groups: tuple[Group, ...]
    curves: tuple[Curve, ...]


class Crowd(Section):
    """A published table of thresholds.

    Attributes
    ----------
    thresholds : tuple of int
        One number a person: how many must have joined before.
    """

    source: str
    tier: Tier
    thresholds: tuple[int, ...]


class Threshold(Elsewhere):
    """People each of whom joins once so many others have."""

    world: Literal["threshold"]
    crowd: Crowd


class Contagion(Elsewhere):
    """A well-mixed contagion: whoever has it meets a number of people and passes it on or not.

    Attributes
    ----------
    people : int
        In each world.
    first : parameter
        Who have it at the start.
    contacts : parameter
        How many people each meets while contagious, anybody alike.
    passes : parameter
        The chance that it passes on at a meeting.
    """

    world: Literal["contagion"]
    people: int = Field(ge=100, le=10_000_000)
    first: Count
    contacts: Count
    passes: Probability


class Segregation(Elsewhere):
    """Neighbours of two kinds on a square whose edges meet; whoever has too few alike moves.

    Attributes
    ----------
    side : parameter
        Places along each edge.
    empty : parameter
        The share of places that nobody lives at.
    wants_alike : parameter
        The least share of alike neighbours that a resident stays with.
    rounds : parameter
        After how many rounds it ends, whether or not somebody still wants to move.
    """

    world: Literal["segregation"]
    side: Annotated[
        Parameter, Quantity("number of places", ("places",), 3, 500, 1, True, _as_it_is, "places")
    ]
    empty: Probability
    wants_alike: Probability
    rounds: Annotated[
        Parameter, Quantity("number of rounds", ("rounds",), 1, 10_000, 1, True, _as_it_is, "rounds")
    ]


def number(parameter: Parameter) -> float:
    """The value of a parameter that is one number and has no dates."""
    assert isinstance(parameter.value, int | float)
    return float(parameter.value)


def ends(parameter: Parameter) -> tuple[float, float]:
    """Both ends of a parameter that is a range and has no dates."""
    assert isinstance(parameter.value, tuple)
    low, high = parameter.value
    return float(low), float(high)
