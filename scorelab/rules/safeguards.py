"""Safeguards: three dials each - in law, staffed, obeyed.

Reviewers see the file, never the truth: they find wrong records, and lift right ones,
at stated rates.
"""

from enum import IntEnum
from typing import Any

from scorelab.compiled import shared
from scorelab.luck import Purpose, between, draw, happens
from scorelab.rules.chance import waiting_days
from scorelab.rules.court import LATEST_WAIT
from scorelab.rules.doors import WARM_UP_DAYS

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
    ACCESS_TO_FILE = 15
    NO_SOCIAL_COMPONENT = 16
    PURPOSE_LIMITATION = 17
    CONSENT_AND_EXIT = 18
    RELATIVES_PROTECTED = 19


USES = 8
"""Bits of what is used of one person by one institution."""
DOOR, IMPORT, COPY = 0, 64, 128
"""Beginnings of the numbers of uses: a door asks for a grade, a scheme imports one, a scheme reads a copy."""
OF_A_ROUND = 1 << 48
"""Sets cases of a yearly round of a door apart from those of one person."""


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


@shared
def luck_of_use(person: int, use: int) -> int:
    """The luck of a case in which an institution uses something about a person, always the same."""
    return person << USES | use


@shared
def luck_of_round(day: int, door: int) -> int:
    """The luck of a door's yearly round: all its applicants are one case."""
    return OF_A_ROUND | day << USES | door


@shared
def request_wait(p: Any, seed: int, person: int, day: int, luck: int, attempt: int) -> int:
    """Days until a listed person next asks for the file; -1 for never.

    Nobody asks before the world's warm-up begins: an exponential wait can be begun anew there.
    """
    hazard = p.safeguard_access_to_file_asks_per_year
    if hazard <= 0:
        return -1
    wait = waiting_days(draw(seed, Purpose.ASKS_FOR_FILE, person, attempt, luck), hazard)
    return max(-WARM_UP_DAYS - day, 0) + wait if wait <= LATEST_WAIT else -1


@shared
def agrees(p: Any, scheme: Any, seed: int, person: int) -> bool:
    """Whether somebody who is asked agrees to be scored."""
    bits = draw(seed, Purpose.AGREES, person, 0, scheme.number)
    return happens(bits, p.safeguard_consent_and_exit_agrees)


@shared
def leaves(p: Any, scheme: Any, seed: int, person: int, day: int) -> bool:
    """Whether somebody whose grade has fallen leaves the scheme, if that is free."""
    bits = draw(seed, Purpose.LEAVES, person, day, scheme.number)
    return happens(bits, p.safeguard_consent_and_exit_leaves)


@shared
def is_other_purpose(scheme: Any, operator: int) -> bool:
    """Whether an operator's use of a scheme's grade is another purpose than the scheme's own."""
    return scheme.operator != operator


@shared
def changes_contacts(before: Any, after: Any) -> bool:
    """Whether contacts count otherwise under another rule book, by a safeguard."""
    return (
        before.safeguard_no_social_component_in_law != after.safeguard_no_social_component_in_law
        or before.safeguard_no_social_component_obeyed != after.safeguard_no_social_component_obeyed
        or before.safeguard_relatives_protected_in_law != after.safeguard_relatives_protected_in_law
        or before.safeguard_relatives_protected_obeyed != after.safeguard_relatives_protected_obeyed
    )
