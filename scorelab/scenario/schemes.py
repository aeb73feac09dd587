"""What a scenario says about scoring: platforms' factor scores and municipal points.

Two forms. A *platform* maps five components (0 to 100 each) by weights to a score, once a
month. A *municipality* adds and takes points from a start by a table, day by day, and may
fix a grade directly. Both turn records into rows whose effects sum to the score.
"""

from typing import Literal

from pydantic import Field

from scorelab.scenario.fields import (
    ByAge,
    ByIncome,
    Count,
    DayRange,
    Days,
    Monthly,
    Multiplier,
    Probability,
    Score,
    ScoreByAge,
    ScoreByIncome,
    Section,
    Switch,
)
from scorelab.scenario.parameter import Leaf, Number, Tier

COMPONENT_NAMES = ("credit_history", "behaviour", "capacity", "identity", "social")
"""The five components of a platform's score, in order."""

LISTED = "listed"
"""In place of an incident's name: being entered on the court's list, as a scheme's copy shows it."""

HABIT_CATEGORIES = {
    "spending": 0, "groceries": 1, "meals": 2, "snacks": 3, "household": 4, "clothes": 5, "baby": 6,
    "alcohol": 7, "health": 9, "culture": 10, "electronics": 11, "bills": 12, "transfers": 13, "gaming": 14,
}  # fmt: skip
"""What a platform can read of a month: a number of rules/habits.py, or 0, all that is bought but for luxury.

What a refusal takes on the right day alone, luxury and nights away, no scheme reads."""

IN_MINUTES = ("gaming",)
"""The categories that are counted in minutes; all others are cents."""

MOST_SCHEMES = 4
MOST_GRADES = 8
MOST_LINES = 2047
"""Limits of the engine: a score row packs the scheme and the line into one number."""
MOST_HABITS = 4
MOST_BANDS = 7
MOST_HABIT_CASES = 128
"""Limits of the engine: it keeps the bands of all habits that a scheme reads in seven bits a person."""


class Line(Leaf):
    """One line of a scheme's table: what is recorded, and what it costs or brings.

    `points` are score points of a municipality; of a platform, points of the component.
    A direct-grade ground has `grade` and 0 points. A line either has a `kind`, the incident
    that it records, or says why it cannot happen in the simulated world.
    """

    number: int = Field(ge=1, le=MOST_LINES)
    section: str = ""
    text: str
    points: Number
    points_to: Number | None = Field(None, description="the other end of a range")
    grade: str | None = Field(None, description="the grade that it fixes")
    years: Number = Field(gt=0, le=50, description="how long it counts")
    kind: str | None = None
    cannot_happen: str | None = None
    weight: Number = Field(1, gt=0, le=1000, description="share among lines of its kind")
    cap_per_year: Number | None = Field(None, gt=0, description="most points a year")
    joint: bool = Field(False, description="written to a manager for an organisation")
    repaired_by: Literal["performance", "pledge"] | None = None
    repeat: bool = Field(True, description="a repeat within its validity costs double")
    component: Literal["credit_history", "behaviour"] | None = Field(None, description="platforms only")
    refuted: bool = Field(False, description="only if the myth of its kind is switched on")
    assumed: bool = Field(False, description="no source gives this line")


class Grade(Section):
    """A grade, from the lowest: from which score, and what a direct fall to it leaves."""

    name: str
    from_: Score = Field(alias="from", description="lowest score of the grade")
    falls_to: Score = Field(description="score after a direct fall to it")
    standing: Score = Field(description="what a contact of this grade is worth, against others")
    shown: bool = Field(False, description="contacts can see a fall to this grade or below")


class Import(Section):
    """Another scheme's grade as a record in this one."""

    name: str
    scheme: str = Field(description="whose grade")
    below: str = Field(description="imported when it is below this grade")
    points: Score = Field(description="of the score; of the credit component for a platform")
    lag_days: DayRange
    stale: Probability = Field(description="kept for `stale_days` more after the grade recovered")
    stale_days: Days
    refuted: bool = Field(False, description="only if the myth of a single score is switched on")


class Band(Section):
    """From which sum of a month on a habit is worth how many points."""

    name: str
    from_: Monthly = Field(alias="from", description="lowest sum of the band: cents, or minutes of gaming")
    points: Score = Field(description="of the component, in place of those of lower bands")


class Habit(Section):
    """A habit that a platform reads once a month, as the sum of the month that has ended."""

    name: str
    category: Literal[tuple(HABIT_CATEGORIES)]  # type: ignore[valid-type]
    component: Literal["behaviour", "capacity"]
    refuted: bool = Field(False, description="only if the myth of gaming is switched on")
    bands: tuple[Band, ...] = Field(description="the lowest first; sums below it are worth nothing")


class Weights(Section):
    """Shares of the five components; they sum to 1."""

    credit_history: Probability
    behaviour: Probability
    capacity: Probability
    identity: Probability
    social: Probability


class Social(Section):
    """The social component: 0 to 100 points of contacts in the app."""

    base: Score = Field(description="with contacts of the usual standing")
    standing: Multiplier = Field(description="points per point of contacts' mean standing")
    listed: Score = Field(description="lost if all contacts were listed")
    relatives_from: Count = Field(description="relatives' large missed payments from which they count")
    relatives: Score = Field(description="lost by each of those")
    lost: Score = Field(description="lost by each tie lost")
    posts: Score = Field(description="lost by each contact's recorded post, if that myth is on")


class Scheme(Section):
    """What both forms have."""

    name: str
    number: int = Field(ge=1, le=99, description="fixed number; the luck of enrolment hangs on it")
    title: str
    claim: Literal["documented", "reported"]
    source: str
    tier: Tier
    operator: str = Field(description="whose copy of the court's list it reads")
    enrolled: Probability = Field(description="share of adults with an account or on the roll")
    enrolled_by_age: ByAge
    enrolled_by_income: ByIncome
    entered: Probability = Field(description="share of acts on a line that come to its notice")
    residents_only: Switch = Field(description="only people with local registration")
    lowest: Score
    highest: Score
    grades: tuple[Grade, ...]
    imports: tuple[Import, ...] = ()
    lines: tuple[Line, ...]


class Platform(Scheme):
    """A private platform's factor score."""

    weights: Weights
    credit_base: Score = Field(description="credit history without any record")
    behaviour_base: Score
    capacity_by_income: ScoreByIncome
    out_of_work: Score = Field(description="capacity lost without work")
    identity_by_age: ScoreByAge
    listed: Score = Field(description="credit history lost while a copy of the court's list shows the person")
    band: Score = Field(description="components move in steps of this")
    in_app: Probability = Field(description="share of ties between enrolled people that the app shows")
    update_day: Count = Field(description="day of the month on which scores are updated")
    social: Social
    habits: tuple[Habit, ...] = ()


class Municipality(Scheme):
    """A municipal table of points."""

    start: Score
    entry_days: DayRange = Field(description="from the act to its entry")
    repaired_points: Score = Field(description="what replaces a fixed grade after performance")
    repaired_years: Count = Field(description="how long those count")
    pledge: Probability = Field(description="share of petitioners with a fixed grade who sign a pledge")
    pledge_days: DayRange


class Schemes(Section):
    """All schemes: platforms first."""

    platforms: tuple[Platform, ...] = ()
    municipalities: tuple[Municipality, ...] = ()

    @property
    def all(self) -> tuple[Scheme, ...]:
        """Platforms, then municipalities: a scheme's index is its place here."""
        return (*self.platforms, *self.municipalities)
