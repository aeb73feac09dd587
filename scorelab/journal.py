"""What a row of cause and effect is.

Every effect in a scorelab world is a row with one *trigger*, the row without which it
would not have happened then (0: a draw of luck alone), and any number of
*contributors*. "Why?" is a walk up; harm is summed over triggers only.

A row's id packs (day, phase, person, n), so it does not shift when somebody else's
life gains a row.
"""

from enum import IntEnum

from scorelab.compiled import shared

DAY_OFFSET = 8192
"""Added to a day before packing: the opening runs on negative days."""

PERSON_BITS = 31
PHASE_BITS = 5
N_BITS = 13

LUCK = 0
"""Trigger of a row that luck alone brought about."""


class Phase(IntEnum):
    """The phases of a day, in order; reference/day.py says what each does.

    Places are given in up to eight rounds, a door each, of two phases: who came last, then who was refused.
    """

    LIVES = 0
    UPDATE = 1
    SALONS = 2
    PLACES = 3
    INCIDENTS = 19
    COURT = 20
    COPIES = 21
    DOORS = 22
    REDRESS = 23
    CONTACTS = 24
    LIVELIHOOD = 25
    SCORES = 26


class Kind(IntEnum):
    """What happened. `what`, `other` and `amount` are given their meaning here."""

    INCIDENT = 1  # what: incident kind; other: reporter, or -1
    JUDGMENT = 2  # what: incident kind; other: creditor; amount: cents due
    RECORD_ERROR = 3  # what: error kind; other: the person it was taken for, or -1
    DEFAULT = 4  # what: conduct at the deadline; amount: cents due
    PAYMENT = 5  # what: payment kind; other: creditor; amount: cents
    PAYMENT_BOOKED = 6  # amount: cents
    GUARANTEE_CALLED = 7  # other: debtor; amount: cents due
    EXIT_ORDER = 8
    EXIT_ORDER_LIFTED = 9
    LISTING = 10  # what: ground; amount: term in days, 0 none; truth: class
    GROUND_ADDED = 11  # what: ground; amount: term in days; truth: class
    GROUND_ENDED = 12  # what: ending
    REMOVAL = 13  # what: ending
    BECAME_WRONG = 14  # truth: class from now on
    BECAME_RIGHT = 15  # truth: class from now on
    COPY_TAKEN = 16  # what: operator index
    COPY_DROPPED = 17  # what: operator index
    REFUSAL = 18  # what: door index; amount: cents it cost; truth: class
    JOB_LOST = 19
    JOB_FOUND = 20
    NOTICED = 21
    COMPLAINT = 22  # what: channel index; amount: cents it cost
    COMPLAINT_RECORDED = 23  # what: channel index
    ANSWER = 24  # what: answer
    CORRECTION = 25
    LEARNED = 26  # other: the listed contact; what: layer
    TIE_LOST = 27  # other: the listed contact; what: layer
    LISTING_PREVENTED = 28  # what: safeguard
    COMPENSATION = 29  # amount: cents
    SETTLEMENT = 30  # other: creditor
    RECORDED = 31  # what: scheme and line; a score row
    RECORD_EXPIRED = 32  # what: scheme and line; a score row
    SCHEME_SEES_LISTING = 33  # what: scheme; a score row of a platform
    SCHEME_FORGETS_LISTING = 34  # what: scheme; a score row of a platform
    GRADE_RELEASED = 35  # what: scheme and line that had fixed the grade; a score row
    REPAIRED = 36  # what: scheme and line that had fixed the grade; a score row
    CONTACTS_MOVED = 37  # what: scheme; a score row of a platform's social component
    CAPACITY_MOVED = 38  # what: scheme; a score row of a platform
    IMPORTED = 39  # what: scheme and import; a score row
    IMPORT_ENDED = 40  # what: scheme and import; a score row
    GRADE_CHANGED = 41  # what: scheme and new rank; other: the rank before
    POST_WITHHELD = 42  # what: incident kind
    OFFENCE_PREVENTED = 43  # what: incident kind
    STANDING_LEARNED = 44  # what: layer; other: the contact whose grade fell
    PUNISHMENT_LEARNED = 45  # what: layer; other: the contact who was punished
    TIE_FORMED = 46  # what: layer; other: the new contact
    PLACES_GIVEN = 47  # what: door index; other: applicants; amount: places
    REVIEWED = 48  # what: door index; amount: cents it cost
    LEFT_SCHEME = 49  # what: scheme; its rows about the person end here
    HABITS_MOVED = 50  # what: scheme and habit; a score row of a platform
    DIED = 51  # what: whole years of age
    BORN = 52  # other: the mother
    DEBT_ENDED = 53  # other: creditor; amount: cents; with the debtor's death
    CAME_OF_AGE = 54  # other: a parent, or -1
    LEFT_SCHOOL = 55  # what: level of schooling; amount: cents a month from then on
    RETIRED = 56  # amount: cents a month from then on
    ENROLLED = 57  # what: scheme
    CHANGED_WORK = 58  # other: a new colleague; amount: cents a month from then on
    MOVED = 59  # other: a new neighbour
    TIE_PARTED = 60  # what: layer; other: the contact left behind
    CONTACTS_REFORMED = 61  # what: scheme; other rules say from now on how contacts count


SCORE_KINDS = (
    Kind.RECORDED,
    Kind.RECORD_EXPIRED,
    Kind.SCHEME_SEES_LISTING,
    Kind.SCHEME_FORGETS_LISTING,
    Kind.GRADE_RELEASED,
    Kind.REPAIRED,
    Kind.CONTACTS_MOVED,
    Kind.CAPACITY_MOVED,
    Kind.IMPORTED,
    Kind.IMPORT_ENDED,
    Kind.HABITS_MOVED,
)
"""Rows that move a score. `amount` is the effect and `other` the nominal points, both in tenths of
a point of the score: bounds, bands and a fixed grade may take some or all of the nominal points
away. A score is its start plus the sum of its rows' effects."""

LINES_OF_A_SCHEME = 2048
"""`what` of a row about a scheme is scheme x 2048 + place of the line (or rank, or import); 0 if none."""


@shared
def about(scheme: int, place: int) -> int:
    """`what` of a row about a scheme."""
    return scheme * LINES_OF_A_SCHEME + place


class ErrorKind(IntEnum):
    """The five errors in records."""

    MISATTRIBUTED = 1
    CLERICAL = 2
    STALE = 3
    DUPLICATE = 4
    FABRICATED = 5


class Truth(IntEnum):
    """Ground-truth classes, unseen by the institutions."""

    NONE = 0
    DUE = 1
    UNABLE = 2
    NOT_TOLD = 3
    PAID_ELSEWHERE = 4
    SETTLED = 5
    NEVER_OWED = 6


WRONGFUL = (Truth.PAID_ELSEWHERE, Truth.SETTLED, Truth.NEVER_OWED)
AGAINST_OWN_RULES = (*WRONGFUL, Truth.UNABLE, Truth.NOT_TOLD)


class ConductAtDeadline(IntEnum):
    """What a debtor did by the court's deadline."""

    PAID = 1
    LATE = 2
    REFUSED = 3
    UNABLE = 4
    NOT_TOLD = 5
    DOES_NOT_OWE = 6


class PaymentKind(IntEnum):
    """On what occasion somebody paid."""

    IN_TIME = 1
    LATE = 2
    WHILE_LISTED = 3
    AGAIN = 4


class Ending(IntEnum):
    """Why a ground, or the listing, ended."""

    PERFORMED = 1
    TERM_OVER = 2
    SETTLED = 3
    CORRECTED = 4
    RETENTION_LIMIT = 5
    AUDITED = 6
    DIED = 7


class Answer(IntEnum):
    """The answer to a complaint."""

    NONE = 1
    REJECTED = 2
    UPHELD = 3


class SafeguardKind(IntEnum):
    """Which safeguard kept somebody off the list."""

    PROPORTIONALITY = 1
    VERIFICATION = 2
    HUMAN_REVIEW = 3
    OWN_RULES = 4
    NOTICE = 5


@shared
def row_id(day: int, phase: int, person: int, n: int) -> int:
    """Pack a row's id into 63 bits; ids sort by day, phase, person, n."""
    packed = (day + DAY_OFFSET) << PHASE_BITS | phase
    return (packed << PERSON_BITS | person) << N_BITS | n


def unpack(row: int) -> tuple[int, int, int, int]:
    """Day, phase, person and n of a row id."""
    n = row & ((1 << N_BITS) - 1)
    person = row >> N_BITS & ((1 << PERSON_BITS) - 1)
    phase = row >> (N_BITS + PERSON_BITS) & ((1 << PHASE_BITS) - 1)
    return (row >> (N_BITS + PERSON_BITS + PHASE_BITS)) - DAY_OFFSET, phase, person, n
