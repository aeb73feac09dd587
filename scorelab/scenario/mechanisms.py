"""The switches of a scenario: which mechanisms act, and in which form."""

from typing import Literal

from pydantic import Field

from scorelab.scenario.fields import (
    Section,
)
from scorelab.scenario.safeguards import Safeguards as Safeguards


class Mechanisms(Section):
    """The named switches: a mechanism that is off never acts."""

    court_list: bool = Field(description="the court keeps a list of debtors at all")
    public_list: bool = Field(description="anybody can look the list up")
    stale_copies: bool = Field(description="copies of the list may outlive the listing")
    error_misattributed: bool = Field(description="judgments recorded against a namesake")
    error_clerical: bool = Field(description="payments booked late or to the wrong account")
    error_duplicate: bool = Field(description="one judgment recorded twice")
    error_fabricated: bool = Field(description="invented claims that are believed")
    guarantors: bool = Field(description="a debtor's guarantor becomes liable")
    exit_orders: bool = Field(description="courts bar debtors from leaving the country")
    door_consequences: bool = Field(description="a refusal costs money, time and hardship")
    hardship_feedback: bool = Field(description="hardship raises missed bills, loans and suits")
    payment_under_pressure: bool = Field(description="each closed door makes payment likelier")
    tie_dropping: bool = Field(description="contacts who learn of a listing may drop the tie")
    redress: bool = Field(description="people notice, complain and may be corrected")
    complaints_recorded: bool = Field(description="a complaint can be recorded against its author")
    social_component: bool = Field(description="the standing of contacts moves one's own score")
    standing_shared: bool = Field(description="contacts see a fall to a low grade, and may drop the tie")
    new_ties: bool = Field(description="people look for new ties, and high scorers for one another")
    chilling: bool = Field(description="punishment seen among contacts silences critical posts")
    deterrence: bool = Field(description="people aware of a scheme commit fewer of the acts that it punishes")
    door_by_score: bool = Field(description="doors ask for a score or a grade")
    grade_priority: bool = Field(description="scarce places are given by grade before luck")
    exchange: bool = Field(description="schemes import one another's grades")
    direct_grading: bool = Field(description="some records fix the grade whatever the points")
    repeats_doubled: bool = Field(description="the same act within its validity costs double")
    repair: bool = Field(description="performing or pledging replaces a fixed grade by points")
    joint_liability: bool = Field(description="an organisation's records are written to its managers")
    habits_read: bool = Field(description="platforms read what people spend and play in a month")
    myth_single_score: bool = Field(description="refuted claim: all schemes are one, at once and in full")
    myth_friends_posts: bool = Field(description="refuted claim: a friend's post lowers one's platform score")
    myth_gaming: bool = Field(description="refuted claim: long gaming lowers the platform score")
    myth_score_shuts_travel: bool = Field(
        description="refuted claim: a low score alone closes trains and flights"
    )


class Forms(Section):
    """Which form each mechanism takes, of those in `scenario/forms.py`."""

    tie_dropping: Literal["chance", "threshold", "solidarity"] = Field(
        description="what contacts do who would leave"
    )
    hardship: Literal["halving", "saturating", "adapting"] = Field(
        description="how blows add up and wear off"
    )
    deterrence: Literal["share", "none", "largest", "backlash"] = Field(
        description="what awareness of a scheme does to the acts that it punishes"
    )
    hazards: Literal["multiplicative", "additive", "threshold"] = Field(
        description="how hardship and being out of work raise the rates of incidents"
    )
