"""The court: from a judgment to the list and off it again.

Sources of the dated rules: Supreme People's Court, Fa Shi [2013] 17 (in force
1 October 2013: no term, no deadline) and Fa Shi [2017] 7 (in force 1 May 2017: a term
of two years for grounds 2 to 6, one to three years more for violence or several acts,
deletion within three working days).
"""

from typing import Any

from scorelab.compiled import shared
from scorelab.journal import ConductAtDeadline
from scorelab.luck import CERTAIN, Purpose, between, draw, fraction, happens
from scorelab.rules.calendar import after_working_days
from scorelab.rules.chance import exponential, waiting_days
from scorelab.rules.incidents import HARDSHIP_MOST

LATEST_WAIT = 7300
"""Waits beyond this many days are as good as never and are not kept."""


@shared
def is_served(p: Any, seed: int, person: int, luck: int) -> bool:
    """Whether the judgment reaches the debtor."""
    return not happens(draw(seed, Purpose.SERVED, person, 0, luck), p.court_unserved)


@shared
def inability(p: Any, hardship: int) -> int:
    """Chance of being unable to pay at this hardship (thousandths), in 2**-32."""
    return min(p.court_cannot_pay + p.court_cannot_pay_hardship * hardship // HARDSHIP_MOST, CERTAIN)


@shared
def cannot_pay(p: Any, seed: int, person: int, luck: int, attempt: int, hardship: int) -> bool:
    """Whether the debtor is unable to pay on this occasion (0 is the deadline)."""
    return happens(draw(seed, Purpose.ABLE, person, attempt, luck), inability(p, hardship))


@shared
def conduct_at_deadline(p: Any, seed: int, person: int, luck: int, owed: int, told: int, unable: int) -> int:
    """What the debtor does by the deadline."""
    if not owed:
        return ConductAtDeadline.DOES_NOT_OWE.value
    if not told:
        return ConductAtDeadline.NOT_TOLD.value
    if unable:
        return ConductAtDeadline.UNABLE.value
    mark = fraction(draw(seed, Purpose.CONDUCT_AT_DEADLINE, person, 0, luck))
    if mark < p.court_pays_in_time:
        return ConductAtDeadline.PAID.value
    if mark < p.court_pays_in_time + p.court_pays_late:
        return ConductAtDeadline.LATE.value
    return ConductAtDeadline.REFUSED.value


@shared
def late_payment_delay(p: Any, seed: int, person: int, luck: int) -> int:
    """Days from the deadline to a late payment, at least one."""
    return max(
        between(
            draw(seed, Purpose.LATE_PAYMENT, person, 0, luck), p.court_late_days_low, p.court_late_days_high
        ),
        1,
    )


@shared
def will_be_listed(p: Any, seed: int, person: int, luck: int) -> bool:
    """Whether the court means to list the debtor."""
    return happens(draw(seed, Purpose.LISTED, person, 0, luck), p.court_listed)


@shared
def listing_delay(p: Any, seed: int, person: int, luck: int) -> int:
    """Days from the deadline to the listing, at least one."""
    return max(
        between(
            draw(seed, Purpose.LISTING_DELAY, person, 0, luck),
            p.court_listing_days_low,
            p.court_listing_days_high,
        ),
        1,
    )


@shared
def backlog_day(p: Any, seed: int, person: int, luck: int) -> int:
    """The day on which a default older than the list itself is taken up."""
    return p.court_list_from + between(
        draw(seed, Purpose.BACKLOG, person, 0, luck), 0, max(p.court_backlog_days, 1) - 1
    )


@shared
def inability_recognised(p: Any, seed: int, person: int, luck: int) -> bool:
    """Whether the court sees that the debtor is unable, and keeps the rule that forbids the listing."""
    return happens(draw(seed, Purpose.ABILITY_RECOGNISED, person, 0, luck), p.court_inability_recognised)


@shared
def ground_of(p: Any, seed: int, person: int, luck: int) -> int:
    """The listing's ground, 1 to 6."""
    if happens(draw(seed, Purpose.GROUND, person, 0, luck), p.court_ground_1_share):
        return 1
    return between(draw(seed, Purpose.GROUND, person, 1, luck), 2, 6)


@shared
def term_of(p: Any, seed: int, person: int, luck: int, ground: int) -> int:
    """The listing's term in days; 0 means until performed."""
    if ground == 1 or p.court_term_days == 0:
        return 0
    if happens(draw(seed, Purpose.TERM, person, 0, luck), p.court_extended):
        bits = draw(seed, Purpose.TERM_EXTENSION, person, 0, luck)
        return p.court_term_days + between(bits, p.court_extension_days_low, p.court_extension_days_high)
    return p.court_term_days


@shared
def removal_day(p: Any, seed: int, person: int, luck: int, day: int, working: Any, first: int) -> int:
    """The day of deletion after performance is booked: by the deadline, or whenever it is done."""
    bits = draw(seed, Purpose.REMOVAL_LAG, person, 0, luck)
    if p.court_removal_working_days > 0 and happens(bits, p.court_removal_in_time):
        return after_working_days(working, first, day, p.court_removal_working_days)
    bits = draw(seed, Purpose.REMOVAL_LAG, person, 1, luck)
    return day + max(between(bits, p.court_removal_days_low, p.court_removal_days_high), 1)


@shared
def gets_exit_order(p: Any, seed: int, person: int, luck: int) -> bool:
    """Whether the court also bars the debtor from leaving the country."""
    probability = p.court_exit_order if p.mechanism_exit_orders else 0
    return happens(draw(seed, Purpose.EXIT_ORDER, person, 0, luck), probability)


@shared
def exit_order_delay(p: Any, seed: int, person: int, luck: int) -> int:
    """Days from the deadline to the exit order, at least one."""
    bits = draw(seed, Purpose.EXIT_ORDER_DELAY, person, 0, luck)
    return max(between(bits, p.court_exit_order_days_low, p.court_exit_order_days_high), 1)


@shared
def guarantor_delay(p: Any, seed: int, person: int, luck: int) -> int:
    """Days from default to the call on the guarantor, at least one."""
    bits = draw(seed, Purpose.GUARANTEE, person, 1, luck)
    return max(between(bits, p.court_guarantor_days_low, p.court_guarantor_days_high), 1)


@shared
def settlement_wait(p: Any, seed: int, person: int, luck: int) -> int:
    """Days from the listing to a settlement with the creditor; -1 for never."""
    if p.court_settles_per_year == 0:
        return -1
    wait = waiting_days(draw(seed, Purpose.SETTLEMENT, person, 0, luck), p.court_settles_per_year)
    return wait if wait <= LATEST_WAIT else -1


@shared
def payment_threshold(seed: int, person: int, luck: int, attempt: int) -> int:
    """Cumulated hazard at which a listed debtor tries to pay, in units of 1e-9."""
    return exponential(draw(seed, Purpose.PAYMENT_THRESHOLD, person, attempt, luck))


@shared
def payment_hazard(p: Any, owes: int, told: int, refusals: int) -> int:
    """Hazard of paying while listed, in 1e-9 a day.

    Somebody who owes and knows it pays at the base hazard; each refusal, up to a most,
    adds pressure, also on those who paid already and are listed all the same.
    """
    base = p.court_pays_per_year if owes and (told or refusals > 0) else 0
    if not p.mechanism_payment_under_pressure:
        return base
    return base + p.court_pressure_per_refusal * min(refusals, p.court_pressure_most)


@shared
def days_to_threshold(left: int, hazard: int) -> int:
    """Days, at least one, until the cumulated hazard reaches what is left of the threshold; -1 for never."""
    if hazard <= 0:
        return -1
    days = max((left + hazard - 1) // hazard, 1)
    return days if days <= LATEST_WAIT else -1


@shared
def is_pressure(base: int, since: int, day: int, threshold: int) -> bool:
    """Whether the payment came by the closed doors: at the base hazard alone it would not be due yet."""
    return base * (day - since) < threshold
