"""What a scenario says about who sees what: companies, their markets, and the ways that data take.

Companies and agencies are roles, never brands. An edge says that what one of them knows of a person's
day reaches another, and how much of it.
"""

from typing import Literal

from pydantic import Field

from scorelab.scenario.fields import Days, Minutes, Probability, Section, Yuan

SECTOR_NAMES = (
    "payment", "bike_share", "ride_hailing", "taxi", "transit", "railway", "travel", "hotel", "messaging",
    "short_video", "news", "games", "marketplace", "delivery", "telephone", "utility", "supermarket",
    "restaurant", "mall", "property", "school", "employer", "hospital", "police", "bank", "map",
    "shop", "app", "leisure",
)  # fmt: skip
"""The markets that events name, in their order; a company of each serves a person."""

MOST_COMPANIES = 64
"""Events name companies by eight bits, and paths are looked for among all of them."""

EdgeKind = Literal[
    "owner", "strategic_stake", "payment_processing", "data_sharing", "state_access", "contractor"
]
Group = Literal["first_group", "second_group", "state", "others"]
"""The first platform and its rival with what is theirs, the state, and everybody else."""
Carries = Literal["everything", "movement", "payment", "presence"]


class Company(Section):
    """A company or agency, by its role."""

    name: str
    title: str = Field(description="what tellings call it")
    group: Group
    independent: bool = Field(
        False, description="many firms apart, which differ in the payments that they take"
    )


class MarketShare(Section):
    """A company's part of a market."""

    name: str = Field(description="the company")
    share: Probability = Field(description="of the people served there")


class Sector(Section):
    """A market: who serves whom."""

    name: str
    shares: tuple[MarketShare, ...]


class Edge(Section):
    """A way that data take from one company to another."""

    name: str
    from_: str = Field(alias="from", description="whose events flow")
    to: str = Field(description="to whom")
    kind: EdgeKind
    carries: Carries = Field(
        "everything",
        description="what of an event flows: everything; movement (time, place, vehicle, other end); "
        "payment (time, place, amount); presence (time and place)",
    )
    coverage: Probability = Field(description="chance that an event flows")
    refused: Probability | None = Field(
        None, description="share of people who refuse their consent; left out: nobody is asked"
    )


class Leaving(Section):
    """What it costs to do without a company on one occasion."""

    name: str = Field(description="the company")
    substitute: str
    minutes: Minutes = Field(description="lost on each occasion")
    cost: Yuan = Field(description="paid more on each occasion")


class Watching(Section):
    """Who sees a day."""

    companies: tuple[Company, ...]
    sectors: tuple[Sector, ...]
    edges: tuple[Edge, ...]
    blind_from: Minutes = Field(
        description="a gap between two seen moments is a blind span from this length on"
    )
    shortest_route: Probability = Field(description="share of rides that take a shortest way")
    presence_half_life: Minutes = Field(
        description="between two seen moments at one place, the chance of having stayed halves in this time"
    )
    workplace_days: Days = Field(description="days looked back over to infer a workplace")
    pays_first_only: Probability = Field(
        description="of people who pay by phone, those who have the first platform's app alone"
    )
    pays_second_only: Probability = Field(description="the same of the second platform's; the rest have both")
    met_by_chance: Probability = Field(
        description="share of acquaintances seen at one place and time who did not meet"
    )
    only_first: Probability = Field(
        description="share of independent shops that take the first platform's payment or cash only"
    )
    only_second: Probability = Field(description="the same of the second platform's")
    cash_refused: Probability = Field(description="share of independent shops that refuse cash")
    forced_from: Minutes = Field(
        description="minutes lost a month from which enrolment is practically forced"
    )
    leaving: tuple[Leaving, ...]
