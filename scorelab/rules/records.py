"""Records, their errors, and what "wrongful" means.

The class of a record is its ground truth, which no simulated institution sees.
"""

from typing import Any

from scorelab.compiled import shared
from scorelab.journal import Truth
from scorelab.luck import Purpose, between, draw, happens


@shared
def truth_of(owed: int, parted: int, after_listing: int, told: int, able: int) -> int:
    """The ground-truth class of a record.

    Parameters
    ----------
    owed : int
        1 if the person owes the sum at all (0: misattributed, fabricated, duplicate).
    parted : int
        1 if the person has parted with the money, or settled, whoever slipped.
    after_listing : int
        1 if that happened after the listing and was booked as usual.
    told, able : int
        1 if the judgment reached the person; 1 if the person could pay.
    """
    if not owed:
        return Truth.NEVER_OWED.value
    if parted:
        return Truth.SETTLED.value if after_listing else Truth.PAID_ELSEWHERE.value
    if not told:
        return Truth.NOT_TOLD.value
    return Truth.DUE.value if able else Truth.UNABLE.value


@shared
def is_wrongful(truth: int) -> bool:
    """Whether a class is wrongful: never owed, paid elsewhere, or settled."""
    return truth >= Truth.PAID_ELSEWHERE.value


@shared
def is_against_own_rules(truth: int) -> bool:
    """Whether the list's own rules forbid it: the wrongful classes, unable, not told."""
    return truth >= Truth.UNABLE.value


@shared
def is_misattributed(p: Any, seed: int, person: int, luck: int) -> bool:
    """Whether a judgment is recorded against a namesake."""
    probability = p.errors_misattributed if p.mechanism_error_misattributed else 0
    return happens(draw(seed, Purpose.MISATTRIBUTED, person, 0, luck), probability)


@shared
def which_namesake(seed: int, person: int, luck: int, others: int) -> int:
    """Which of the other people of that name, counted from 0."""
    return between(draw(seed, Purpose.MISATTRIBUTED_TO, person, 0, luck), 0, others - 1)


@shared
def is_duplicated(p: Any, seed: int, person: int, luck: int) -> bool:
    """Whether a judgment is recorded twice."""
    probability = p.errors_duplicate if p.mechanism_error_duplicate else 0
    return happens(draw(seed, Purpose.DUPLICATE, person, 0, luck), probability)


@shared
def is_believed(p: Any, seed: int, person: int, luck: int) -> bool:
    """Whether a report by somebody else becomes a record of a debt that does not exist."""
    probability = p.errors_fabricated if p.mechanism_error_fabricated else 0
    return happens(draw(seed, Purpose.FABRICATED, person, 0, luck), probability)


@shared
def is_misbooked(p: Any, seed: int, person: int, luck: int, payment: int) -> bool:
    """Whether a payment is booked late or to the wrong account (payments count from 1)."""
    probability = p.errors_clerical if p.mechanism_error_clerical else 0
    return happens(draw(seed, Purpose.CLERICAL, person, payment, luck), probability)


@shared
def misbooking_delay(p: Any, seed: int, person: int, luck: int, payment: int) -> int:
    """Days until a misbooked payment is booked after all; -1 for never."""
    bits = draw(seed, Purpose.CLERICAL_DELAY, person, payment, luck)
    if happens(bits, p.errors_clerical_never):
        return -1
    bits = draw(seed, Purpose.CLERICAL_DELAY, person, -payment, luck)
    return max(between(bits, p.errors_clerical_days_low, p.errors_clerical_days_high), 1)


@shared
def booking_delay(p: Any, seed: int, person: int, luck: int, payment: int) -> int:
    """Days from a payment to its booking, at least one."""
    bits = draw(seed, Purpose.BOOKING, person, payment, luck)
    return max(between(bits, p.court_booking_days_low, p.court_booking_days_high), 1)
