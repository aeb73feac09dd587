"""Doors: who wishes to pass, what shuts them, what a refusal tells."""

from typing import Any

from scorelab.compiled import shared
from scorelab.luck import Purpose, draw, happens

MILLE = 1000
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
def wish_rate(door: Any, income_fifth: int, manager: int, parent: int) -> int:
    """How often somebody asks at a door, in 1e-9 a day."""
    if door.asked_by == MANAGERS and not manager:
        return 0
    if door.asked_by == PARENTS and not parent:
        return 0
    return door.per_year * door.by_income[income_fifth] // MILLE


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
