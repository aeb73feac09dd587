"""How a world lies in memory: the forms of records, flags and marks, and places of single numbers."""

import numpy as np

PERSON = np.dtype(
    [
        ("birthday", "i4"),
        ("listing", "i4"),
        ("life", "i4"),
        ("wishes_window", "i2"),
        ("ties_lost", "u2"),
        ("settled", "u1"),
        ("sex", "u1"),
        ("income_fifth", "u1"),
        ("employed", "u1"),
        ("manager", "u1"),
        ("parent", "u1"),
        ("aware", "u1"),
        ("assertive", "u1"),
        ("out_of_work", "u1"),
    ]
)
"""What everybody has. Most people's lives are quiet; `life` is the place of what happened to the others."""

LIFE = np.dtype(
    [
        ("hardship_row", "i8"),
        ("job_row", "i8"),
        ("fear_row", "i8"),
        ("prior_row", "i8"),
        ("hardship", "i4"),
        ("fear", "i4"),
        ("new_ties", "i4"),
        ("exit_case", "i4"),
        ("hardship_day", "i2"),
        ("fear_day", "i2"),
        ("held_against", "u2"),
        ("job_search", "i4"),
    ]
)
"""What happened to somebody. The first record is that of all to whom nothing has: never written."""

CASE = np.dtype(
    [
        ("sum", "i8"),
        ("luck", "i8"),
        ("origin_row", "i8"),
        ("judgment_row", "i8"),
        ("default_row", "i8"),
        ("error_row", "i8"),
        ("exit_row", "i8"),
        ("ground_row", "i8"),
        ("pressure_row", "i8"),
        ("threshold", "i8"),
        ("cumulated", "i8"),
        ("hazard", "i8"),
        ("person", "i4"),
        ("creditor", "i4"),
        ("kind", "i4"),
        ("paid_day", "i4"),
        ("exit_day", "i4"),
        ("ground_day", "i4"),
        ("next_of_listing", "i4"),
        ("same_debt", "i4"),
        ("hazard_day", "i4"),
        ("hazard_since", "i4"),
        ("hazard_version", "i4"),
        ("attempts", "i4"),
        ("refusals", "i4"),
        ("payments", "i4"),
        ("owed", "u1"),
        ("told", "u1"),
        ("able", "u1"),
        ("notified", "u1"),
        ("cleared", "u1"),
        ("paid", "u1"),
        ("misbooked", "u1"),
        ("booked", "u1"),
        ("settled", "u1"),
        ("listed", "u1"),
        ("ground", "u1"),
        ("unused", "u1"),
    ]
)

LISTING = np.dtype(
    [
        ("luck", "i8"),
        ("row", "i8"),
        ("person", "i4"),
        ("first_case", "i4"),
        ("last_case", "i4"),
        ("wrong_since", "i4"),
        ("refusals", "i4"),
        ("attempts", "i4"),
        ("copies", "i4"),
        ("truth", "u1"),
        ("active", "u1"),
        ("wrong", "u1"),
        ("noticed", "u1"),
        ("contested", "u1"),
        ("ending", "u1"),
        ("unused", "u1", (2,)),
    ]
)

STANDING = np.dtype(
    [
        ("file", "i4"),
        ("score", "i2"),
        ("start", "i2"),
        ("points", "i4"),
        ("held", "i4"),
        ("imports", "u2"),
        ("rank", "u1"),
        ("told", "u1"),
        ("counted", "u1"),
        ("flags", "u1"),
        ("fixed", "i1"),
    ]
)
"""What one scheme holds about one person. A platform keeps credit history in `points` and behaviour
in `held`, and in `fixed`, since it fixes no grade, below `NO_GRADE` the bands of habits that it has read.
Scores and components are tenths of a point. `file` is the place of the rows about somebody."""

FILE = np.dtype([("row", "i8"), ("grade_row", "i8"), ("told_row", "i8"), ("records", "i4"), ("noted", "i4")])
"""The rows about somebody whose standing has moved: the latest, that of the grade, that of the grade of
which others have been told. The first file is that of all others: never written."""

SOCIAL = np.dtype(
    [
        ("moved", "i4"),
        ("value", "i4"),
        ("contacts", "u2"),
        ("listed_contacts", "u2"),
        ("relatives", "u2"),
        ("lost", "u2"),
        ("posts", "u2"),
    ]
)
"""What a platform holds about one person's contacts."""

ENROLLED, LISTED, WITHOUT_WORK, UNSETTLED, LEFT, OTHER_HABITS, REFORMED = 1, 2, 4, 8, 16, 32, 64
"""Flags of a standing; who has left keeps the score of that day, which counts nowhere; `OTHER_HABITS` is
for the update that follows at once: the month has found some habit in another band than the one before;
`REFORMED` is for it as well: the rules on contacts have changed since the last one."""

TO_UPDATE, TO_TELL, LOW, AT_THE_TOP, BARRED, MOVED, TROUBLED = 1, 2, 4, 8, 16, 32, 64
BILLS_MISSED = 128
FIRST_ENROLLED = 256
FIRST_VARYING = 4096
"""Marks of a person, so that work passes over all whom it does not concern: something has moved since
the last update; a grade changed in this update; some door may be shut for a grade; the highest grade
of some platform; some door may be shut for the list or an exit order; others have been told of a changed
grade; out of work, in hardship or detained at some time (for all others only incidents that happen at rest
can happen); a bill was missed in the last months; from 256 on, one bit for each scheme that enrols the
person; from 4096 on, one for each place in the tables of habits: some month might find another band there."""

RECORD = np.dtype(
    [
        ("row", "i8"),
        ("person", "i4"),
        ("next", "i4"),
        ("day", "i4"),
        ("points", "i4"),
        ("line", "i2"),
        ("scheme", "u1"),
        ("grade", "i1"),
        ("held", "u1"),
        ("active", "u1"),
    ]
)
NOTED_ROW = np.dtype([("row", "i8"), ("next", "i4"), ("unused", "i4")])
NEW_TIE = np.dtype([("contact", "i4"), ("next", "i4"), ("layer", "u1"), ("unused", "u1", (3,))])
COPY = np.dtype([("row", "i8"), ("day", "i8")])
NODE = np.dtype([("cause", "i8"), ("person", "i4"), ("subject", "i4"), ("extra", "i4"), ("due", "i4")])
"""An appointment. Nodes lie in pages of 2**PAGE_BITS, so that a day's are read in one sweep; the first node
of a page holds none, but the place of the day's next page, or of the next free page, in `subject`."""
PAGE_BITS = 5
PAGE = 1 << PAGE_BITS
QUEUE = np.dtype([("first", "i4"), ("last", "i4"), ("count", "i4")])
"""A day's appointments: the first page, the last node, how many there are."""
ROW = np.dtype(
    [
        ("row", "i8"),
        ("amount", "i8"),
        ("trigger", "i8"),
        ("other", "i4"),
        ("kind", "i2"),
        ("what", "i2"),
        ("truth", "i8"),
    ]
)
JOURNAL_TYPES = {
    "row": np.int64,
    "kind": np.int16,
    "what": np.int16,
    "truth": np.int8,
    "other": np.int32,
    "amount": np.int64,
    "trigger": np.int64,
}
"""The columns of rows as they are handed on."""
CAUSE = np.dtype([("row", "i8"), ("cause", "i8"), ("share", "i8")])
CLERK = np.dtype([("free", "i8"), ("row", "i8")])
STAFF = np.dtype([("used", "i8"), ("row", "i8")])
CANDIDATE = np.dtype([("person", "i4"), ("height", "i4"), ("day", "i4"), ("mark", "i4")])

STAFFED_SAFEGUARDS = 16
WISHES_BEYOND = 64
"""Wishes of one person for which there is room beyond twice the expected number."""
DROPPED = 128
"""Set in a new tie's layer byte once the tie is dropped."""

(
    DAY,
    SEED,
    FIRST_DAY,
    END,
    PEOPLE,
    OPERATORS,
    DOORS,
    BOOK,
    CASES,
    LISTINGS,
    ROWS,
    CAUSES,
    FREE,
    NODES,
    LAST_PHASE,
    LAST_PERSON,
    LAST_N,
    VISITS,
    APPOINTMENTS,
    MOST_TIES,
    BOOKS,
    NEED_ROWS,
    NEED_CAUSES,
    NEED_CASES,
    NEED_LISTINGS,
    NEED_NODES,
    SCHEMES,
    RECORDS,
    NOTED,
    NEW_TIES,
    LIVES,
    FILES,
    NEED_RECORDS,
    NEED_NOTED,
    NEED_NEW_TIES,
    NEED_LIVES,
    NEED_FILES,
    WISHES_A_MONTH,
    OVERFLOW,
    MONTH_READ,
) = range(40)
"""Places in the array of single numbers."""
NUMBERS = MONTH_READ + 1

NONE = -1
