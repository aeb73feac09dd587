"""Who is scored: accounts by age and income, the roll of residents, ties that an app shows."""

from typing import Any

from scorelab.compiled import shared
from scorelab.luck import CERTAIN, Purpose, draw, happens
from scorelab.rules.calendar import day_of_month
from scorelab.rules.incidents import ADULT, band_of_age

MILLE = 1000


@shared
def is_enrolled(scheme: Any, seed: int, person: int, age: int, income_fifth: int, settled: int) -> bool:
    """Whether an adult is enrolled when the scheme begins."""
    if age < ADULT or (scheme.residents_only and not settled):
        return False
    share = scheme.enrolled * scheme.enrolled_by_age[band_of_age(age)] // MILLE
    share = share * scheme.enrolled_by_income[income_fifth] // MILLE
    return happens(draw(seed, Purpose.ENROLMENT, person, scheme.number, 0), min(share, CERTAIN))


@shared
def is_in_app(scheme: Any, seed: int, one: int, other: int) -> bool:
    """Whether a platform sees the tie between two enrolled people: alike from both sides."""
    bits = draw(seed, Purpose.IN_APP, min(one, other), max(one, other), scheme.number)
    return happens(bits, scheme.in_app)


@shared
def next_update(scheme: Any, calendar: Any, first: int, day: int) -> int:
    """The first day after `day` on which the platform updates its scores."""
    day += 1
    while day - first < len(calendar) and day_of_month(calendar, first, day) != scheme.update_day:
        day += 1
    return day
