"""Safeguards: three dials each - in law, staffed, obeyed.

Reviewers see the file, never the truth: they find wrong records, and lift right ones,
at stated rates.
"""

from enum import IntEnum

from scorelab.compiled import shared
from scorelab.luck import Purpose, between, draw, happens

MILLION = 1_000_000
MILLE = 1000
YEAR = 365


class Safeguard(IntEnum):
    """Numbers of the safeguards; the luck of obedience hangs on them (frozen)."""

    NOTICE_BEFORE_EFFECT = 1
    REASONS = 2
    CORRECTION_DEADLINE = 3
    CORRECTIONS_PROPAGATE = 4
    HUMAN_REVIEW = 5
    SUSPENDED_WHILE_CONTESTED = 6
    VERIFICATION = 7
    RETENTION_LIMIT = 8
    NO_PUBLICITY = 9
    PROPORTIONALITY = 10
    NO_RECORD_OF_COMPLAINING = 11
    CHILDREN_PROTECTED = 12
    AUDIT = 13
    COMPENSATION = 14


@shared
def is_kept(in_law: int, obeyed: int, seed: int, safeguard: int, luck: int) -> bool:
    """Whether a safeguard is in law and officials keep it in this case."""
    return in_law == 1 and happens(draw(seed, Purpose.OBEYED, safeguard, 0, luck), obeyed)


@shared
def places_today(staffed: int, people: int, day: int) -> int:
    """Cases that the staff can take today; fractions carry over from day to day."""
    unit = MILLION * MILLE
    return staffed * people * (day + 1) // unit - staffed * people * day // unit


@shared
def is_lifted(seed: int, safeguard: int, luck: int, wrong: int, finds_wrong: int, lifts_right: int) -> bool:
    """Whether a reviewer takes the record for wrong."""
    if wrong:
        return happens(draw(seed, Purpose.CAUGHT, safeguard, 0, luck), finds_wrong)
    return happens(draw(seed, Purpose.LIFTED_WRONGLY, safeguard, 0, luck), lifts_right)


@shared
def first_audit_wait(seed: int, luck: int) -> int:
    """Days from a listing until it is first up for audit, even over a year."""
    return between(draw(seed, Purpose.AUDIT, 0, 0, luck), 1, YEAR)
