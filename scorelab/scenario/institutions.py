"""What a scenario says of institutions: the court and its errors, doors and who keeps them, redress."""

from typing import Literal

from pydantic import Field

from scorelab.scenario.fields import (
    ByIncome,
    Count,
    DayRange,
    Days,
    Minutes,
    Multiplier,
    PerMillion,
    Points,
    Probability,
    Rate,
    Section,
    WorkingDays,
    Yuan,
)
from scorelab.scenario.parameter import IsoDate, Tier
from scorelab.scenario.safeguards import Safeguards as Safeguards

CHANNEL_NAMES = ("message_to_judge", "written_application", "next_court", "petition", "public_post")
"""The ways to complain that a scenario must have, in their order."""


class Court(Section):
    """The court and its list."""

    list_from: IsoDate = Field(description="first day of the list's rules, ISO date")
    backlog_days: Days = Field(
        description="older defaults are worked off over this many days after list_from"
    )
    days_to_pay: Days
    unserved: Probability = Field(description="judgment never reaches the debtor")
    cannot_pay: Probability = Field(description="share unable to pay at hardship 0")
    cannot_pay_hardship: Probability = Field(description="added share at hardship 100")
    pays_in_time: Probability = Field(description="of those able")
    pays_late: Probability = Field(description="of those able; the rest refuse")
    late_days: DayRange = Field(description="from the deadline to a late payment")
    booking_days: DayRange = Field(description="from payment to its booking")
    listed: Probability = Field(description="of unpaid judgments")
    listing_days: DayRange = Field(description="from the deadline to the listing")
    inability_recognised: Probability = Field(
        description="of those unable, kept off the list as the rules require"
    )
    ground_1_share: Probability = Field(description="listings for refusing although able, until performed")
    term_days: Days = Field(description="term of the other grounds; 0 is no term")
    extended: Probability = Field(description="terms extended for violence or several acts")
    extension_days: DayRange
    removal_days: DayRange = Field(
        description="from booked performance to deletion where no deadline is kept"
    )
    removal_working_days: WorkingDays = Field(description="deadline for deletion; 0 is no deadline")
    removal_in_time: Probability = Field(description="share of deletions that keep the deadline")
    pays_per_year: Rate = Field(description="hazard of performing while listed, no door shut")
    settles_per_year: Rate = Field(description="hazard of a settlement with the creditor while listed")
    pressure_per_refusal: Rate = Field(description="added to that hazard by each refusal")
    pressure_most: Count = Field(description="refusals that count towards the pressure")
    exit_order: Probability = Field(description="of unpaid judgments")
    exit_order_days: DayRange = Field(description="from the deadline to the exit order")
    guarantor_days: DayRange = Field(description="from default to the call on the guarantor")


class Errors(Section):
    """Rates of error in records."""

    misattributed: Probability = Field(description="of judgments")
    clerical: Probability = Field(description="of payments")
    clerical_never: Probability = Field(description="of clerical errors, never booked at all")
    clerical_days: DayRange = Field(description="delay of a payment booked late")
    duplicate: Probability = Field(description="of judgments")
    fabricated: Probability = Field(description="of reports by others, believed as a debt")
    stale: Probability = Field(description="of copies, kept after removal")
    stale_days: Days = Field(description="how long a stale copy is kept")


class Operator(Section):
    """Somebody who keeps doors and a copy of the list."""

    name: str
    import_days: DayRange = Field(description="from listing to its arrival in the copy")
    removal_days: DayRange = Field(description="from removal to its arrival in the copy")


class Door(Section):
    """One door: who asks how often, what shuts it, what a refusal says and costs."""

    name: str
    number: int = Field(ge=1, le=40, description="fixed number; the luck of wishes hangs on it")
    operator: str
    claim: Literal["documented", "reported"]
    source: str = Field(description="what says that it is shut")
    tier: Tier
    shut_by: Literal["never", "court_list", "exit_order"]
    scheme: str | None = Field(None, description="the scheme whose grade is asked for as well, if any")
    below: str | None = Field(None, description="shut to people below this grade of the scheme")
    grade_claim: Literal["documented", "reported", "refuted"] | None = Field(
        None, description="what stands behind asking for the grade"
    )
    review_below: str | None = Field(None, description="below this grade the application is reviewed first")
    review_refused: Probability | None = Field(None, description="share of reviewed applications refused")
    priority: bool = Field(False, description="places are given by grade before luck")
    places: Probability | None = Field(
        None, description="places in the round of each 1 September, as a share of the applicants"
    )
    perk_from: str | None = Field(
        None, description="a perk of this grade and above: without it one pays the cost, nothing is refused"
    )
    says: Literal["nothing", "that", "why"] = Field(
        description="what a refusal tells: nothing, that one is listed, or why"
    )
    substitute: str
    related_to_debt: bool = Field(
        description="closing it can help a creditor (spending), for proportionality"
    )
    asked_by: Literal["adults", "managers", "parents"]
    per_year: Rate
    by_income: ByIncome
    cost: Yuan
    minutes: Minutes
    days: Days
    hardship: Points
    job_lost: bool


class Channel(Section):
    """A way to complain."""

    name: str
    opens_case: bool = Field(description="whether clerks must deal with it")
    first_choice: Probability = Field(description="share of first complaints")
    delay_days: DayRange = Field(description="from deciding to complain to doing it")
    answer_days: DayRange = Field(description="from the file's turn, or the message, to the answer")
    cost: Yuan
    minutes: Minutes
    silent: Probability = Field(description="never answered")
    right: Probability = Field(description="a wrong record is found wrong")
    mistaken: Probability = Field(description="a right record is found wrong")
    recorded: Probability = Field(description="the complaint is recorded against its author")


class Redress(Section):
    """Noticing, complaining, deciding."""

    notice_nothing: Probability = Field(description="noticing the listing at a refusal that says nothing")
    notice_that: Probability = Field(description="at a refusal that says that one is listed")
    notice_why: Probability = Field(description="at a refusal that says why")
    complain_wronged: Probability = Field(description="chance that a wronged person complains")
    complain_others: Probability = Field(description="chance that anybody else listed complains")
    assertive: Multiplier = Field(description="times that chance for assertive people")
    persist: Probability = Field(description="chance of trying the next channel")
    prejudice: Probability = Field(
        description="loss of the chance of being found right per record against the complainant"
    )
    clerks: PerMillion = Field(description="clerks who review complaints")
    work_minutes: Minutes = Field(description="mean working time on a file (exponential), in clock minutes")
    court_district: Count = Field(description="people in one court's district")
    correction_days: DayRange = Field(description="from a decision for the complainant to the correction")
    channels: tuple[Channel, ...]
