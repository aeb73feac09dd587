"""A society that lives: its turns, and how death stands in whatever asks for somebody's age.

Lives take a turn once in luck's month of 32 days, before anything else of that day.
"""

from scorelab.compiled import shared
from scorelab.rules.incidents import MONTH_BITS

TURN_DAYS = 1 << MONTH_BITS
"""Days from one turn of a society's lives to the next."""

GONE = 1 << 30
"""The birthday of those who have died: beyond the end of every run. Whatever happens to people, or is done by
them, asks whether they are grown up; so nothing happens to the dead, and no rule needs to know of death."""


KNOWS, COMPLAINS, WORKS, MANAGES = 1, 2, 4, 8
"""Flags of somebody who grows up: knows of the scheme, tends to complain, is in work, leads others."""


@shared
def is_gone(birthday: int) -> bool:
    """Whether somebody has died."""
    return birthday == GONE


def turns_within(days: int) -> int:
    """How many turns fall within a run of so many days; the first is on day 32."""
    return (days - 1) // TURN_DAYS
