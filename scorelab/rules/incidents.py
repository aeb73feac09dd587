"""Incidents: what can go wrong in a life, and how often.

Conduct is drawn from the same distribution in every group: groups differ
by age, income and work, by exposure, and by errors, not by character.
"""

from enum import IntEnum
from typing import Any

import numpy as np

from scorelab.compiled import shared, signed
from scorelab.luck import Purpose, between, draw, happens
from scorelab.rules.chance import EXPONENTIAL
from scorelab.scenario.forms import Hazards
from scorelab.scenario.quantities import AGE_BANDS, INCIDENT_WINDOW_BITS

ADULT = 18
"""From this age on somebody can be sued, listed and scored."""
MILLE = 1000
HARDSHIP_MOST = 100_000
"""Hardship 100, in thousandths of a point."""
HARDSHIP_TELLS = 50_000
"""From here on hardship raises rates where it does so by a threshold."""
MULTIPLICATIVE, ADDITIVE = Hazards.MULTIPLICATIVE.value, Hazards.ADDITIVE.value


class IncidentKind(IntEnum):
    """Kinds of incident; the numbers are frozen, the luck of candidates hangs on them."""

    BILL_MISSED = 1
    LOAN_MISSED_SMALL = 2
    LOAN_MISSED_LARGE = 3
    FINE_UNPAID = 4
    TRAFFIC_OFFENCE = 5
    FARE_DODGED = 6
    SUIT_DEBT = 7
    SUIT_CONTRACT = 8
    SUIT_DEFAMATION = 9
    FALSE_PAPERWORK = 10
    MALICIOUS_REPORT = 11
    JOB_LOST = 12
    CRITICAL_POST = 13
    RUMOUR_POST = 14
    PETITIONING = 15
    PUBLIC_DISORDER = 16
    NUISANCE = 17
    FAMILY_NEGLECT = 18
    WORK_MISCONDUCT = 19
    BUSINESS_MISCONDUCT = 20
    TAX_UNPAID = 21
    ENVIRONMENT_OFFENCE = 22
    DRUNK_DRIVING = 23
    DETENTION = 24
    CRIME = 25
    LONG_GAMING = 26
    VOLUNTEERING = 27
    BLOOD_DONATION = 28
    CHARITY = 29
    AWARD = 30
    FAMILY_CARE = 31
    GOOD_DEED = 32
    ACHIEVEMENT = 33


LOWEST_LAYER = np.array(
    [
        0, 20, 19, 17, 17, 20, 18, 14, 14, 12, 14, 15, 16,
        17, 15, 14, 15, 18, 15, 16, 16, 16, 15, 14, 14, 13, 18, 18, 17, 17, 15, 16, 15, 15,
    ],
    np.int64,
)  # fmt: skip
"""Exponent of the lowest candidate layer of each kind (frozen; index 0 is unused)."""

MONTH_BITS = 5
"""Ages count from the first day of luck's month of 32 days."""

WINDOW_BITS = np.array([0, *INCIDENT_WINDOW_BITS], np.int64)
"""Exponent of each kind's window of days (index 0 is unused)."""
FREQUENT_WINDOW = min(INCIDENT_WINDOW_BITS)
RARE_WINDOW = max(INCIDENT_WINDOW_BITS)

_BAND_OF_AGE = np.zeros(131, np.int64)
for _band, (_first, _last) in enumerate(AGE_BANDS):
    _BAND_OF_AGE[_first : _last + 1] = _band


@shared
def band_of_age(age: int) -> int:
    """The band of every table by age, from 0."""
    return int(_BAND_OF_AGE[age])


@shared
def age_in_years(birthday: int, day: int) -> int:
    """Whole years of age, from a birthday as a day number; -1 before birth, 130 at most."""
    return min((day - birthday) * 4 // 1461, 130) if day >= birthday else -1


@shared
def age_this_month(birthday: int, day: int) -> int:
    """Whole years of age on the first day of luck's month of 32 days."""
    return age_in_years(birthday, day >> MONTH_BITS << MONTH_BITS)


@shared
def is_adult(birthday: int, day: int) -> bool:
    """Whether somebody is grown up."""
    return age_in_years(birthday, day) >= ADULT


@shared
def is_of_day_0(birthday: int) -> bool:
    """Whether somebody was born by day 0, and has not died: the newborn of a run are children in it."""
    return birthday <= 0


@shared
def conduct(seed: int, person: int, kind: int) -> int:
    """A person's own multiplier for one kind of incident, in thousandths: gamma, shape 2, mean 1."""
    return conduct_of(draw(seed, Purpose.CONDUCT, person, 0, kind))


@shared
def conduct_of(bits: int) -> int:
    """The multiplier from its draw: the mean of two exponential draws of 256 quantiles each."""
    first = int(EXPONENTIAL[signed(bits >> 56) * 16 + 8])
    second = int(EXPONENTIAL[signed((bits >> 48) & 255) * 16 + 8])
    return (first + second) // 2_000_000


@shared
def rest_rate(row: Any, multiplier: int, age: int, man: int) -> int:
    """Rate of one kind for a person in work and without hardship, in nano-events a day.

    `row` is the kind's row of the rule book, `multiplier` the person's conduct.
    Children have none.
    """
    if age < ADULT:
        return 0
    rate = row.per_year * row.by_age[band_of_age(age)] // MILLE * multiplier // MILLE
    return rate * row.men // MILLE if man else rate


@shared
def current_rate(row: Any, rest: int, out_of_work: int, hardship: int) -> int:
    """The rate in the person's present state: raised out of work and by hardship (thousandths).

    What hardship does is the form of the hazards: it multiplies the rate, it adds the same number of
    incidents whatever somebody's conduct, age and sex, or it raises nothing before a threshold.
    """
    rate = rest * row.out_of_work // MILLE if out_of_work else rest
    if row.hazards == MULTIPLICATIVE:
        return rate + rate * row.hardship // MILLE * hardship // HARDSHIP_MOST
    if row.hazards == ADDITIVE:
        return rate + hardship_adds(row, rest) * hardship // HARDSHIP_MOST
    return rate + rate * row.hardship // MILLE if hardship >= HARDSHIP_TELLS else rate


@shared
def hardship_adds(row: Any, rest: int) -> int:
    """What hardship 100 adds to the rate of anybody who can have such an incident at all."""
    return row.per_year * row.hardship // MILLE if rest > 0 else 0


@shared
def with_prior(row: Any, rate: int, prior: int) -> int:
    """The rate for somebody with (1) or without (0) a detention or a conviction before."""
    return max(rate, rate * row.prior // MILLE) if prior else rate


@shared
def provoked_rate(row: Any, rate: int, provoked: int) -> int:
    """The rate where punishment provokes what it should prevent (1): the backlash of deterrence."""
    return rate + rate * row.provoked // MILLE if row.provoked and provoked else rate


@shared
def highest_rate(row: Any, rest: int) -> int:
    """The highest rate that any state can give this person: candidates above it never happen."""
    rate = max(rest, rest * row.out_of_work // MILLE)
    added = hardship_adds(row, rest) if row.hazards == ADDITIVE else rate * row.hardship // MILLE
    return provoked_rate(row, with_prior(row, rate + added, 1), 1)


@shared
def highest_rest_between(row: Any, multiplier: int, first_age: int, last_age: int, man: int) -> int:
    """The highest rate at rest, for a person of this conduct, in a window of days.

    A window is shorter than any age band, so the ages at its two ends bound it.
    """
    at_last = rest_rate(row, multiplier, last_age, man)
    if first_age >= ADULT and band_of_age(first_age) == band_of_age(last_age):
        return at_last
    return max(at_last, rest_rate(row, multiplier, first_age, man))


@shared
def reaches_court(row: Any, seed: int, person: int, luck: int) -> bool:
    """Whether the incident is taken to court."""
    return happens(draw(seed, Purpose.CLAIM, person, 0, luck), row.claim)


@shared
def judgment_delay(row: Any, seed: int, person: int, luck: int) -> int:
    """Days from the incident to the judgment, at least one."""
    days = between(draw(seed, Purpose.CLAIM_DELAY, person, 0, luck), row.claim_days_low, row.claim_days_high)
    return max(days, 1)


@shared
def sum_due(row: Any, seed: int, person: int, luck: int) -> int:
    """The sum at stake, in cents: even over the logarithm's octaves, so that small sums are common."""
    bits = draw(seed, Purpose.SUM, person, 0, luck)
    low, high = row.sum_low, row.sum_high
    octaves = 0
    while octaves < 30 and (low + 1) << (octaves + 1) <= high:
        octaves += 1
    top = min((low + 1) << between(bits, 0, octaves), high)
    return between(draw(seed, Purpose.SUM, person, 1, luck), min(top, high), min(2 * top, high))
