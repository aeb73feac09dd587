"""What a scenario of an affair says: an agency that claims money back, and how long it takes to end."""

from typing import Annotated, Literal

from pydantic import Field

from scorelab.elsewhere.schema import Elsewhere, plain_number
from scorelab.scenario.fields import Probability, Section
from scorelab.scenario.parameter import Parameter

MONEY_UNITS = ("Australian dollars", "euros")

Money = Annotated[Parameter, plain_number("sum of money", MONEY_UNITS, 0)]
Years = Annotated[Parameter, plain_number("number of years", ("years",), 0)]
YearsBetween = Annotated[Parameter, plain_number("range of years", ("years",), 0, length=2)]
Share = Annotated[Parameter, plain_number("share", ("share",), 0, 1)]
ShareBetween = Annotated[Parameter, plain_number("range of shares", ("share",), 0, 1, length=2)]
PeopleAYear = Annotated[Parameter, plain_number("number of people a year", ("people a year",), 0)]
ShareAYear = Annotated[Parameter, plain_number("share a year", ("share a year",), 0.001, 100)]
Decisions = Annotated[
    Parameter, plain_number("number of decisions", ("per million wronged person-years",), 0.001)
]
Spread = Annotated[Parameter, plain_number("spread", ("standard deviation of logarithms",), 0, 5)]
Weight = Annotated[Parameter, plain_number("weight", ("points",), -100, 100)]
Fortnights = Annotated[Parameter, plain_number("range of fortnights", ("fortnights",), 1, 25, length=2)]


class Ending(Section):
    """How an affair ends: somebody's case binds the agency, and then everybody's is made good.

    Attributes
    ----------
    claimed_per_year : parameter
        How many people the agency claims money from in a year.
    binding : parameter
        Decisions that bind the agency, or inquiries that it obeys, per million years that wronged people
        have lived with their claims: one person's won case changes nothing for the others, most of the time.
    set_up : parameter
        Years from such a decision until the first is made good.
    made_good_per_year : parameter
        The share of all wronged people whose cases are settled in a year, once that has begun.
    settlement : parameter
        Years from the decision until a settlement for all is paid out; 0 if there is none.
    """

    claimed_per_year: PeopleAYear
    binding: Decisions
    set_up: Years
    made_good_per_year: ShareAYear
    settlement: Years


class Affair(Elsewhere):
    """An agency that claims money back by rule, and the end of it.

    Attributes
    ----------
    people : int
        Invented people in each world.
    ending : Ending
        How it ends.
    """

    people: int = Field(ge=100, le=1_000_000)
    ending: Ending


class Allowance(Section):
    """A benefit paid by the fortnight, less by what is earned in that fortnight.

    Attributes
    ----------
    full : parameter
        Paid to who earns nothing.
    free, second : parameter
        Earnings from which on each further dollar counts by `taper`, and from which on by `second_taper`.
    """

    full: Money
    free: Money
    second: Money
    taper: Share
    second_taper: Share


class Earners(Section):
    """People who were on the benefit for a part of a year and worked in the rest.

    Attributes
    ----------
    on_benefit : parameter
        How many of the 26 fortnights they were on the benefit, evenly spread.
    wage, wage_spread : parameter
        Earned in a fortnight off the benefit: the median, and the spread of its logarithm.
    also_work : parameter
        The share who also earned in some fortnights on the benefit.
    such_fortnights : parameter
        In what share of these fortnights.
    casual, casual_spread : parameter
        Earned in such a fortnight.
    understate : parameter
        The share of those who did not report all of it.
    reported : parameter
        What share of their earnings these reported, evenly spread.
    """

    on_benefit: Fortnights
    wage: Money
    wage_spread: Spread
    also_work: Probability
    such_fortnights: Probability
    casual: Money
    casual_spread: Spread
    understate: Probability
    reported: ShareBetween


class Claims(Section):
    """What the agency makes of a difference between two registers.

    Attributes
    ----------
    checked : parameter
        The share of files for which the agency asks the employers before it claims anything.
    answered : parameter
        The share of people who send payslips for every fortnight, so that the true sum is claimed.
    fee : parameter
        Added to claims that nobody answered.
    least : parameter
        Below this nothing is claimed.
    pays : parameter
        The share of people from whom anything is recovered.
    instalment : parameter
        Recovered from such a person in a fortnight.
    """

    checked: Probability
    answered: Probability
    fee: Share
    least: Money
    pays: Probability
    instalment: Money


class Averaging(Affair):
    """A year's earnings divided evenly over its fortnights, and what was paid claimed back by that."""

    world: Literal["averaging"]
    allowance: Allowance
    earners: Earners
    claims: Claims


class Families(Section):
    """Families with a benefit for the care of their children.

    Attributes
    ----------
    benefit, benefit_spread : parameter
        Paid in a year.
    low_income, second_nationality, childminder : parameter
        The share of families with each mark; the marks are independent of one another, and of what
        families did.
    covers_low, covers_others : parameter
        The share of the costs of care that the benefit covers, by income, evenly spread.
    slip : parameter
        The share who paid a part of their own contribution too little.
    missing : parameter
        What share of the own contribution is then missing, evenly spread.
    papers : parameter
        The share of whom a paper is missing, or lost by the agency, and nothing else is wrong.
    not_entitled : parameter
        The share who had no right to what they were paid.
    """

    benefit: Money
    benefit_spread: Spread
    low_income: Probability
    second_nationality: Probability
    childminder: Probability
    covers_low: ShareBetween
    covers_others: ShareBetween
    slip: Probability
    missing: ShareBetween
    papers: Probability
    not_entitled: Probability


class Selection(Section):
    """Who is inspected: those to whom a list of marks gives most points.

    Attributes
    ----------
    inspected : parameter
        The share of families inspected.
    low_income, second_nationality, childminder, not_entitled : parameter
        Points for each mark, and for what the list is meant to find.
    chance : parameter
        The standard deviation of everything else that moves the points.
    """

    inspected: Probability
    low_income: Weight
    second_nationality: Weight
    childminder: Weight
    not_entitled: Weight
    chance: Weight


class Reclaims(Section):
    """What an inspection leads to.

    Attributes
    ----------
    proportional : parameter
        The share of files in which only what is missing is claimed; in the others all of it.
    years : parameter
        For how many years the benefit is claimed back, evenly spread.
    """

    proportional: Probability
    years: YearsBetween


class Selected(Affair):
    """Families picked for inspection by points, and every slip answered by claiming all of it back."""

    world: Literal["selected"]
    families: Families
    selection: Selection
    reclaims: Reclaims
