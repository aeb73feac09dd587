"""What a scenario says of safeguards: three dials each, and the numbers of some.

`in_law` (from a date), `staffed` (cases a day, where staff must do it) and `obeyed` (the share of cases in
which officials keep it).
"""

from pydantic import Field

from scorelab.scenario.fields import Days, PerMillion, Probability, Rate, Section, Switch, WorkingDays, Yuan


class Safeguard(Section):
    """A safeguard's three dials."""

    in_law: Switch
    obeyed: Probability = Field(description="share of cases in which officials keep it")


class StaffedSafeguard(Safeguard):
    """A safeguard that needs staff."""

    staffed: PerMillion = Field(description="cases a day per million people")
    finds_wrong: Probability = Field(description="a wrong record is caught")
    lifts_right: Probability = Field(description="a right record is lifted by mistake")


class NoticeBeforeEffect(Safeguard):
    """People are told before a listing takes effect."""

    notice_days: Days


class CorrectionDeadline(Safeguard):
    """A complaint is answered and put right in time."""

    answer_days: Days
    working_days: WorkingDays


class Propagation(Safeguard):
    """Copies follow the register."""

    working_days: WorkingDays


class RetentionLimit(Safeguard):
    """No listing is older than this."""

    most_days: Days


class Proportionality(Safeguard):
    """Only large sums list, and only doors related to spending shut."""

    least_sum: Yuan


class Compensation(Safeguard):
    """Wrongly listed people are paid."""

    per_day: Yuan


class AccessToFile(Safeguard):
    """People may read what is held about them, before any door shuts."""

    staffed: PerMillion = Field(description="requests answered a day, per million people")
    asks_per_year: Rate = Field(description="hazard that a listed person asks for the file")


class ConsentAndExit(Safeguard):
    """Nobody is scored without having agreed, and whoever leaves pays no price."""

    agrees: Probability = Field(description="share of those whom a scheme would enrol that agree if asked")
    leaves: Probability = Field(description="chance of leaving a scheme at each fall of its grade")


class Safeguards(Section):
    """All safeguards; the names are those of the command line."""

    notice_before_effect: NoticeBeforeEffect
    reasons: Safeguard
    correction_deadline: CorrectionDeadline
    corrections_propagate: Propagation
    human_review: StaffedSafeguard
    suspended_while_contested: Safeguard
    verification_before_listing: StaffedSafeguard
    retention_limit: RetentionLimit
    no_publicity: Safeguard
    proportionality: Proportionality
    no_record_of_complaining: Safeguard
    children_protected: Safeguard
    independent_audit: StaffedSafeguard
    compensation: Compensation
    access_to_file: AccessToFile
    no_social_component: Safeguard
    purpose_limitation: Safeguard
    consent_and_exit: ConsentAndExit
    relatives_protected: Safeguard
