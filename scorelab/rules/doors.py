"""Doors: who wishes to pass, what shuts them, what a refusal tells."""

from typing import Any

from scorelab.compiled import shared
from scorelab.luck import Purpose, draw, fraction, happens

MILLE = 1000
NANO = 10**9
YEAR = 365
COURT_LIST = 1
EXIT_ORDER = 2
SAYS_NOTHING = 0
SAYS_THAT = 1
SAYS_WHY = 2
MANAGERS = 1
PARENTS = 2
LOWEST_LAYER = 18
"""Exponent of the lowest layer of wishes (frozen)."""
WARM_UP_DAYS = 1024
"""For so many days before day 0 doors, redress and contacts run as well, so that a run does not
open with years of unnoticed listings."""
WINDOW_BITS = 5
"""Exponent of the window of days for which wishes are drawn (frozen)."""


@shared
def asking_rate(door: Any, income_fifth: int, manager: int, parent: int) -> int:
    """How often somebody asks at a door, in 1e-9 a day."""
    if door.asked_by == MANAGERS and not manager:
        return 0
    if door.asked_by == PARENTS and not parent:
        return 0
    return door.per_year * door.by_income[income_fifth] // MILLE


@shared
def wish_rate(door: Any, income_fifth: int, manager: int, parent: int) -> int:
    """The same where a wish can be refused; 0 at doors with yearly rounds, perks and open doors."""
    if door.places > 0 or (door.shut_by == 0 and door.below == 0 and door.review_below == 0):
        return 0
    return asking_rate(door, income_fifth, manager, parent)


@shared
def is_noticed(p: Any, seed: int, person: int, luck: int, says: int, refusal: int) -> bool:
    """Whether the refused person notices the listing, at the given refusal (counted from 1)."""
    if says == SAYS_WHY:
        probability = p.redress_notice_why
    elif says == SAYS_THAT:
        probability = p.redress_notice_that
    else:
        probability = p.redress_notice_nothing
    return happens(draw(seed, Purpose.NOTICE, person, refusal, luck), probability)


PLACES_MONTH = 9
"""Scarce places are given on the first day of this month, as school years begin."""


@shared
def asks_in_round(door: Any, seed: int, person: int, day: int, rate: int) -> bool:
    """Whether somebody applies in a yearly round: as often as they would ask within a year, at most once."""
    probability = min(rate * YEAR // (NANO >> 16), 1 << 16) << 16
    return happens(draw(seed, Purpose.PLACE_WISH, person, day, door.number), probability)


@shared
def lot(seed: int, person: int, day: int, door: Any) -> int:
    """Luck among applicants of one grade: the higher, the earlier."""
    return fraction(draw(seed, Purpose.PLACE_LOT, person, day, door.number))


@shared
def fails_review(door: Any, seed: int, person: int, day: int) -> bool:
    """Whether a reviewed application is refused."""
    return happens(draw(seed, Purpose.REVIEW, person, day, door.number), door.review_refused)
