"""What can be due on a day: the kinds of appointment, in the order in which a phase keeps them."""

from enum import IntEnum

from scorelab.journal import Phase


class Due(IntEnum):
    """Kinds of appointment. Within a day: by phase, person, kind, then in order of making."""

    JUDGE = 1
    RECORD = 2
    DEADLINE = 3
    PAY = 4
    BOOK = 5
    CALL_GUARANTOR = 6
    LIST = 7
    ORDER_EXIT_BAR = 8
    PAY_WHILE_LISTED = 9
    SETTLE = 10
    END_TERM = 11
    END_RETENTION = 12
    END_GROUND = 13
    TAKE_COPY = 14
    DROP_COPY = 15
    WISH = 16
    COMPLAIN = 17
    ANSWER = 18
    CORRECT = 19
    AUDIT = 20
    READ_FILE = 21
    LEARN = 22
    LEARN_OF_STANDING = 23
    LEARN_OF_PUNISHMENT = 24
    SEEK_TIE = 25
    LOSE_JOB = 26
    FIND_JOB = 27
    MONTH_OUT_OF_WORK = 28
    ENTER_RECORD = 29
    END_RECORD = 30
    REPAIR_RECORD = 31
    TAKE_IMPORT = 32
    DROP_IMPORT = 33
    LEAVE_SCHEME = 34


_LAST_OF_PHASE = (
    (Due.END_GROUND, Phase.COURT),
    (Due.DROP_COPY, Phase.COPIES),
    (Due.WISH, Phase.DOORS),
    (Due.READ_FILE, Phase.REDRESS),
    (Due.SEEK_TIE, Phase.CONTACTS),
    (Due.MONTH_OUT_OF_WORK, Phase.LIVELIHOOD),
    (Due.LEAVE_SCHEME, Phase.SCORES),
)


def phase_of(due: int) -> Phase:
    """The phase that keeps a kind of appointment."""
    return next(phase for last, phase in _LAST_OF_PHASE if due <= last)


PHASE_OF = (0, *(phase_of(due).value for due in Due))
"""The phase of each kind of appointment, by its number."""
