"""What the file of a spreading score says."""

from typing import Annotated

from pydantic import Field

from scorelab.scenario.fields import Section
from scorelab.scenario.parameter import Parameter, Tier
from scorelab.scenario.quantities import Quantity


def _as_it_is(number: float) -> int:
    raise AssertionError("a number of these worlds has no whole-number form of its own")


def _number(name: str, unit: str, high: float) -> Quantity:
    return Quantity(name, (unit,), 0, high, 1, False, _as_it_is, "")


Share = Annotated[Parameter, _number("share", "share", 1)]
ShareAYear = Annotated[Parameter, _number("share a year", "share a year", 1)]
Times = Annotated[Parameter, _number("multiplier", "times", 1000)]
AMonth = Annotated[Parameter, _number("number a month", "a month", 10_000)]
Minutes = Annotated[Parameter, _number("number of minutes", "minutes", 1e6)]


class Enrolment(Section):
    """Who has the score.

    Attributes
    ----------
    first : parameter
        The share of adults on the first day.
    joins : parameter
        Of those without, the share who join in a quarter for perks alone.
    pushed : parameter
        The further share who join in a quarter where doing without costs an hour a month or more;
        in proportion below.
    leaves : parameter
        Of those with one, the share who leave in a quarter where doing without costs nothing; none where
        it costs an hour a month.
    """

    first: Share
    joins: Share
    pushed: Share
    leaves: Share


class Adoption(Section):
    """How operators begin and cease to ask.

    Attributes
    ----------
    herd : parameter
        By how many times more readily an operator begins to ask where all rivals do than where none does.
    price : parameter
        What asking saves, against what it saves in the sectors' rows; the chance is in proportion to it.
    stops : parameter
        The share of those who ask that give it up in a quarter where no rival asks; none where all do.
    """

    herd: Times
    price: Times
    stops: Share


class Sector(Section):
    """Operators who are one another's rivals.

    Attributes
    ----------
    operators : int
        How many.
    occasions : parameter
        How often an adult comes to one of them in a month.
    switch : parameter
        Minutes to go to the next one if this one asks.
    substitute : parameter
        Minutes that it costs to do without them all.
    worth : parameter
        The chance that an operator begins to ask in a quarter, if everybody had the score and no rival asked.
    """

    name: str
    title: str
    operators: int = Field(ge=1, le=10_000)
    occasions: AMonth
    switch: Minutes
    substitute: Minutes
    worth: Share


class Clause(Section):
    """A clause of law that may stand in the way.

    Attributes
    ----------
    source, tier : str
        The law.
    covers : tuple of str
        The sectors to which it speaks.
    obeyed : parameter
        The share of operators there who will not ask because of it.
    way_round : parameter
        The share of operators there who find a way that the clause allows.
    slows : parameter
        By what share it lowers the chance that the others begin.
    found : parameter
        The share of those who ask against it that are found in a year, and then never ask again.
    """

    name: str
    title: str
    source: str
    tier: Tier
    covers: tuple[str, ...]
    obeyed: Share
    way_round: Share
    slows: Share
    found: ShareAYear


class Spread(Section):
    """A score that nobody has to have, operators who may ask for it, and clauses that may be law.

    Attributes
    ----------
    seed, worlds : int
        The seed of the first world, and in how many it is lived; the others have the seeds after it.
    """

    name: str
    title: str
    summary: str
    seed: int = Field(ge=0, lt=2**63)
    worlds: int = Field(ge=1, le=10_000)
    enrolment: Enrolment
    adoption: Adoption
    sectors: tuple[Sector, ...]
    clauses: tuple[Clause, ...]


def number(parameter: Parameter) -> float:
    """The value of a parameter; these have one number each and no dates."""
    assert isinstance(parameter.value, int | float)
    return float(parameter.value)
