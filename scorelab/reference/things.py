"""The things of a scorelab world, as plain objects."""

from dataclasses import dataclass, field


@dataclass
class Person:
    """A synthetic person: traits, the present state, and ties that stand."""

    number: int
    birthday: int
    man: int
    income_fifth: int
    employed: int
    manager: int
    parent: int
    aware: int
    assertive: int
    guarantor: int
    namesakes: list[int]
    contacts: list[tuple[int, int]]
    """Pairs of layer and contact, in order."""
    dropped: set[int] = field(default_factory=set)
    hardship: int = 0
    hardship_day: int = 0
    hardship_row: int = 0
    out_of_work: int = 0
    job_row: int = 0
    job_search: int = 0
    exit_case: "Case | None" = None
    listing: "Listing | None" = None
    held_against: int = 0
    settled: int = 1
    fear: int = 0
    fear_day: int = 0
    fear_row: int = 0
    prior_row: int = 0
    new_ties: list[tuple[int, int]] = field(default_factory=list)
    """Pairs of layer and contact, in the order of forming."""
    standings: "list[Standing]" = field(default_factory=list)
    """One a scheme."""
    income: int = 0
    household: int = 0
    bills_missed: list[int] = field(default_factory=list)
    """Rows of the bills missed."""
    away: set[int] = field(default_factory=set)
    """Contacts who are not born yet, and those parted by death."""

    def ties(self) -> list[tuple[int, int]]:
        """All ties ever, pairs of layer and contact."""
        return self.contacts + self.new_ties

    def standing_ties(self) -> list[tuple[int, int]]:
        """The ties that stand."""
        return [tie for tie in self.ties() if not self.has_lost(tie[1])]

    def has_lost(self, contact: int) -> bool:
        """Whether a tie to a contact does not stand."""
        return contact in self.dropped or contact in self.away


@dataclass(eq=False)
class Case:
    """A judgment on file, from the suit to its end."""

    number: int
    person: int
    creditor: int
    kind: int
    sum: int
    luck: int
    origin_row: int
    owed: int = 1
    told: int = 1
    able: int = 1
    judgment_row: int = 0
    default_row: int = 0
    error_row: int = 0
    notified: int = 0
    cleared: int = 0
    paid: int = 0
    paid_day: int = 0
    misbooked: int = 0
    payments: int = 0
    booked: int = 0
    settled: int = 0
    exit_row: int = 0
    exit_day: int = 0
    ground: int = 0
    listed: int = 0
    ground_row: int = 0
    ground_day: int = 0
    attempts: int = 0
    refusals: int = 0
    threshold: int = 0
    cumulated: int = 0
    hazard: int = 0
    hazard_day: int = 0
    hazard_since: int = 0
    hazard_version: int = 0
    pressure_row: int = 0
    same_debt: "Case | None" = None
    """The debtor's file, for a guarantor, and the other way round: paid by one, it is performed for both."""


@dataclass(eq=False)
class Listing:
    """One stay on the list, with the copies that others took of it."""

    number: int
    person: int
    luck: int
    row: int
    truth: int
    copy_row: list[int]
    copy_day: list[int]
    cases: list[Case] = field(default_factory=list)
    active: int = 1
    wrong: int = 0
    wrong_since: int = 0
    noticed: int = 0
    refusals: int = 0
    attempts: int = 0
    contested: int = 0
    ending: int = 0

    def is_shown(self) -> bool:
        """Whether the register or any copy still shows it."""
        return bool(self.active) or any(self.copy_row)


@dataclass(eq=False)
class Record:
    """An entry in a scheme's table about a person."""

    number: int
    person: int
    scheme: int
    line: int
    day: int
    points: int
    row: int = 0
    grade: int = -1
    """The rank that it fixes, or -1."""
    held: int = 0
    active: int = 1


@dataclass(eq=False)
class Standing:
    """What one scheme holds about one person; scores in tenths, ranks from the lowest grade, 0."""

    enrolled: int = 0
    left: int = 0
    """1 if the person was enrolled and has left; the score stays as it was, and counts nowhere."""
    start: int = 0
    score: int = 0
    rank: int = 0
    told: int = 0
    """The rank that contacts, other schemes and doors have been told of."""
    counted: int = 0
    """The rank whose standing contacts count: at first that of the score without a social component."""
    row: int = 0
    """The latest row that moved the score."""
    grade_row: int = 0
    told_row: int = 0
    """The row of the grade that others have been told of."""
    imports: set[int] = field(default_factory=set)
    records: list[Record] = field(default_factory=list)
    points: int = 0
    held: int = 0
    credit: int = 0
    behaviour: int = 0
    social: int = 0
    habits: int = 0
    """The bands of the habits that it reads (see rules/readings.py)."""
    listed: int = 0
    out_of_work: int = 0
    contacts: int = 0
    moved: int = 0
    listed_contacts: int = 0
    relatives: int = 0
    lost: int = 0
    posts: int = 0
    causes: list[int] = field(default_factory=list)
    """Rows of others that have moved the social component."""
    unsettled: int = 0
    """1 if something has moved since the last update."""
    reformed: int = 0
    """1 if the rules on contacts have changed since the last update."""

    def counts_listing(self) -> bool:
        """Whether the court's list lies in the score: by a platform's copy, or by a fixed grade."""
        return bool(self.listed) or self.fixed() >= 0

    def fixed(self) -> int:
        """The worst grade fixed by a record; -1 if none is."""
        return min(
            (record.grade for record in self.records if record.active and record.grade >= 0), default=-1
        )
