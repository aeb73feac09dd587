"""What a scenario says of people: who lives there, what befalls them, what they and their contacts do."""

from typing import Literal

from pydantic import Field

from scorelab.scenario.fields import (
    ByAge,
    Count,
    CountRange,
    DayRange,
    Days,
    Multiplier,
    Points,
    Probability,
    Rate,
    Score,
    Section,
    Shares,
    Yuan,
    YuanRange,
)
from scorelab.scenario.safeguards import Safeguards as Safeguards

INCIDENT_NAMES = (
    "bill_missed", "loan_missed_small", "loan_missed_large", "fine_unpaid", "traffic_offence", "fare_dodged",
    "suit_debt", "suit_contract", "suit_defamation", "false_paperwork", "malicious_report", "job_lost",
    "critical_post", "rumour_post", "petitioning", "public_disorder", "nuisance", "family_neglect",
    "work_misconduct", "business_misconduct", "tax_unpaid", "environment_offence", "drunk_driving",
    "detention", "crime", "long_gaming", "volunteering", "blood_donation", "charity", "award",
    "family_care", "good_deed", "achievement",
)  # fmt: skip
"""The kinds of incident that a scenario must have, in their order."""

LAYER_NAMES = ("household", "relatives", "neighbours", "team", "friends", "salons")
"""The layers of ties that a scenario must have, in their order."""


class Population(Section):
    """Who lives there; see scorelab/population."""

    pyramid_year: Count = Field(description="column of the age pyramid (2010, 2015 or 2020)")
    settled_share: Probability = Field(description="share with local registration")
    minority_share: Probability = Field(description="share of an abstract minority")
    aware_share: Probability = Field(description="share of adults aware of the scheme they live under")
    assertive_share: Probability = Field(description="share of adults who tend to complain")
    education_shares: Shares = Field(
        description="adults by 5 levels: primary, lower secondary, upper secondary, college, degree"
    )
    employed_share: Probability = Field(description="share of working-age adults in work")
    manager_share: Probability = Field(
        description="share of the employed in management or licensed professions"
    )
    median_income: Yuan = Field(description="median monthly income of the employed")
    namesakes: CountRange = Field(description="adults who share one name, fewest to most")
    neighbour_group: CountRange = Field(description="people in a circle of neighbours")
    team_group: CountRange = Field(description="people in a work or school team")
    friend_group: CountRange = Field(description="people in a circle of friends")
    long_friend_share: Probability = Field(
        description="share of people with a distant friend outside the circle"
    )
    borrower_share: Probability = Field(description="share of adults whose debts have a guarantor")
    rewire: Probability = Field(description="share of ties rewired in an imported network, degrees kept")


class SocietyLives(Section):
    """Whether lives go on in the course of the run; see scorelab/population/course.py."""

    births_and_deaths: bool = Field(description="people are born and die; off, all live on and grow older")
    growing_up: bool = Field(
        description="people come of age, leave school, take up work, change jobs, move and retire"
    )
    mortality: Multiplier = Field(description="times the published death rates by sex and age")
    fertility: Multiplier = Field(description="times the published birth rates by the mother's age")
    inherited: Probability = Field(
        description="chance that schooling, and that the fifth of incomes, is handed on by the parents"
    )
    changes_work: Rate = Field(description="changes of job of somebody at work")
    moves: Rate = Field(description="moves of a grown-up person")


class Incident(Section):
    """One kind of incident: how often, to whom, and whether it can reach a court."""

    name: str
    who: Literal["adults", "employed", "managers"] = Field("adults", description="whom it can befall")
    speech: bool = Field(False, description="a public utterance, which fear can silence")
    deterred: bool = Field(False, description="awareness of a scheme that punishes it lowers the rate")
    per_year: Rate = Field(description="rate for an adult at rest, multipliers apart")
    by_age: ByAge
    men: Multiplier = Field(description="times the rate for men")
    out_of_work: Multiplier = Field(description="times the rate for those out of work")
    hardship: Multiplier = Field(description="added multiples of the rate at hardship 100")
    prior: Multiplier | None = Field(None, description="times the rate after a detention or a conviction")
    bound_per_year: Rate = Field(description="declared highest rate of any one person")
    claim: Probability = Field(description="chance that it is taken to court (1 for a lost suit)")
    claim_days: DayRange = Field(description="from the incident to the judgment")
    sum: YuanRange = Field(description="sum due, if it reaches a court")


class Layer(Section):
    """A layer of ties: how fast news travels and how often the tie is dropped."""

    name: str
    learns_per_year: Rate = Field(description="hazard of learning of a public listing")
    drops: Probability = Field(description="chance of dropping the tie on learning")


class Contacts(Section):
    """What contacts learn and do."""

    unaware: Multiplier = Field(description="times the learning rate for people unaware of the list")
    fear: Multiplier = Field(
        description="times the chance of dropping, for those whose own score counts friends"
    )
    near: Multiplier = Field(
        description="times that chance again, within `near_points` above a grade's floor"
    )
    near_points: Score = Field(description="how close to a grade's floor fear begins")
    standing_seen: Multiplier = Field(
        description="times the learning rate, for a contact's fallen grade in the app"
    )
    seeks_per_year: Rate = Field(description="hazard of looking for a new tie after losing one")
    slower: Multiplier = Field(description="times that hazard for people listed or of a low grade")
    salon_months: Count = Field(description="partners that chance proposes to a high scorer each month")
    salon_joins: Probability = Field(description="chance that two high scorers who meet form a tie")
    layers: tuple[Layer, ...]


class Conduct(Section):
    """How people answer to being watched and punished."""

    chilling: Probability = Field(description="share of critical posts left unwritten at fear 100")
    punishment_seen: Points = Field(description="fear from a contact's recorded post, or one's own")
    fear_half_life: Days
    deterrence: Probability = Field(description="share of deterred acts not committed by the aware")


class Livelihood(Section):
    """Hardship and work."""

    half_life: Days = Field(description="half-life of hardship")
    job_lost: Points
    detention: Points = Field(description="from days in detention")
    out_of_work_month: Points = Field(description="added each 30 days out of work")
    search_days: DayRange = Field(description="from losing a job to the next one")
