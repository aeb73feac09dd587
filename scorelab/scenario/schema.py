"""What a scenario says: every section, table and parameter, with its quantity.

This is the one list of parameters. The loader checks files against it, `compile`
turns it into integers, the docs print it.

A leaf annotated with a quantity is a :class:`Parameter` in the file: a value (or dated
values), a unit, and where it comes from.
"""

from typing import Literal

from pydantic import Field

from scorelab.scenario.fields import (
    ByAge,
    ByIncome,
    Count,
    CountRange,
    DayRange,
    Days,
    Minutes,
    Multiplier,
    PerMillion,
    Points,
    Probability,
    Rate,
    Score,
    Section,
    Shares,
    WorkingDays,
    Yuan,
    YuanRange,
)
from scorelab.scenario.parameter import IsoDate, Leaf, Tier
from scorelab.scenario.safeguards import Safeguards as Safeguards
from scorelab.scenario.schemes import Schemes
from scorelab.scenario.watching import Watching

INCIDENT_NAMES = (
    "bill_missed", "loan_missed_small", "loan_missed_large", "fine_unpaid", "traffic_offence", "fare_dodged",
    "suit_debt", "suit_contract", "suit_defamation", "false_paperwork", "malicious_report", "job_lost",
    "critical_post", "rumour_post", "petitioning", "public_disorder", "nuisance", "family_neglect",
    "work_misconduct", "business_misconduct", "tax_unpaid", "environment_offence", "drunk_driving",
    "detention", "crime", "long_gaming", "volunteering", "blood_donation", "charity", "award",
    "family_care", "good_deed", "achievement",
)  # fmt: skip
CHANNEL_NAMES = ("message_to_judge", "written_application", "next_court", "petition", "public_post")
LAYER_NAMES = ("household", "relatives", "neighbours", "team", "friends", "salons")
"""The rows that these tables must have, in their order."""

CHANGEABLE = (
    "mechanisms",
    "forms",
    "incidents",
    "court",
    "errors",
    "operators",
    "doors",
    "contacts",
    "conduct",
    "livelihood",
    "redress",
    "safeguards",
    "watching",
)
"""The sections that an intervention can change: people, time and luck stay."""

FIXED_KEYS = ("name", "number", "operator", "list_from", "bound_per_year")
"""What no intervention can change: names and all that luck hangs on."""

SHARED_KEYS = ("clerks", "court_district", "staffed", "no_publicity", "public_list", "watching")
"""What no intervention can change for one role: staff, the public register and companies are everybody's."""

MOST_ROLES = 8
"""The most roles of one script."""


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


class Time(Section):
    """When, and for how long."""

    start: IsoDate = Field(description="first day")
    days: int = Field(ge=1, le=7300)
    opening_years: int = Field(
        ge=0, le=20, description="years for which the court alone runs before the first day"
    )


class Intervention(Section):
    """A change of parameters from a date on, for everybody or for one role of the script."""

    name: str
    from_: IsoDate = Field(alias="from", description="first day of the change")
    for_: str | None = Field(None, alias="for", description="the role for which alone it holds")
    set: dict[str, object] = Field(description="dotted key and new value")


class Role(Leaf):
    """Whom a role of the script is cast with; what is left out does not matter."""

    age: tuple[int, int] | None = Field(None, description="whole years on the first day, from and to")
    employed: bool | None = Field(None, description="in work on the first day, or not")
    sex: Literal["man", "woman"] | None = None
    fifth: int | None = Field(None, ge=1, le=5, description="fifth of incomes, 1 the poorest")
    relative_of: str | None = Field(None, description="a role before it, of whose relatives it is one")
    friend_of: str | None = Field(None, description="a role before it, of whose friends it is one")
    in_app: str | None = Field(None, description="a platform that scores both and shows the tie to that role")
    enrolled: tuple[str, ...] = Field((), description="schemes that score it on the first day")
    person: int | None = Field(
        None, ge=0, description="this invented person, by number: for an experiment on a run"
    )

    @property
    def related_to(self) -> str | None:
        """The role whose relative or friend it is."""
        return self.relative_of or self.friend_of


class Event(Leaf):
    """What befalls a role on a date, or what it does: one of the last four."""

    date: IsoDate
    role: str
    incident: str | None = Field(None, description="an incident befalls it")
    door: str | None = Field(None, description="it asks at a door")
    complaint: str | None = Field(None, description="it complains by a channel")
    payment: Literal["again"] | None = Field(
        None, description="it pays once more what it has paid and the record does not show"
    )


class Script(Leaf):
    """What happens to whom in a told case; all else is luck and rules."""

    cast: dict[str, Role]
    events: tuple[Event, ...] = ()


class Scenario(Section):
    """A whole scenario."""

    name: str
    title: str
    summary: str
    claim: Literal["documented", "reported", "control"]
    people: int = Field(ge=1, le=2_000_000_000)
    seed: int = Field(ge=0, lt=2**63)
    time: Time
    mechanisms: Mechanisms
    forms: Forms
    population: Population
    society_lives: SocietyLives
    incidents: tuple[Incident, ...]
    court: Court
    errors: Errors
    operators: tuple[Operator, ...]
    doors: tuple[Door, ...]
    contacts: Contacts
    conduct: Conduct
    livelihood: Livelihood
    redress: Redress
    safeguards: Safeguards
    schemes: Schemes
    watching: Watching
    interventions: tuple[Intervention, ...] = ()
    script: Script | None = None

    @property
    def cast(self) -> dict[str, Role]:
        """The roles of the script; none without one."""
        return self.script.cast if self.script is not None else {}
