"""What contacts learn of one another, which ties they drop, and which they seek."""

from typing import Any

from scorelab.compiled import shared, signed
from scorelab.luck import CERTAIN, Purpose, between, draw, happens
from scorelab.rules.chance import waiting_days
from scorelab.rules.court import LATEST_WAIT
from scorelab.scenario.forms import TieDropping

MILLE = 1000
LAST_LAYER_OF_KIN = 1
NEIGHBOURS, TEAM, FRIENDS, SALONS = 2, 3, 4, 5
"""Layers of ties, by index; new ties are friends or salons."""

MOST_SEARCHES = 12
"""After so many vain attempts somebody stops looking for a new tie."""

DAY_BITS = 16
MOST_NEW_TIES = 50
"""Nobody forms more new ties than this."""

MOST_JOINED = 8
"""Whoever moves or changes jobs comes to know at most so many of a new neighbour's or colleague's circle."""

CHANCE, SOLIDARITY = TieDropping.CHANCE.value, TieDropping.SOLIDARITY.value
HIGHEST_CUTOFF = 3
"""A contact's own cutoff: so many ties must be gone already before this one goes; 0 to 3, evenly."""
STAYS, LEAVES, HELPS = 0, 1, 2
"""What a contact who has learned does."""

FEARS = 1
FEARS_NEAR = 2
"""How much somebody's own score makes them fear a contact: 0, it counts friends, a grade's floor is near."""


@shared
def luck_of_day(number: int, day: int) -> int:
    """The luck of what a person did on a day from 0 on, alike for all who learn of it."""
    return number << DAY_BITS | day


@shared
def learning_wait(
    p: Any, layer: Any, seed: int, purpose: int, contact: int, aware: int, luck: int, times: int
) -> int:
    """Days until a contact learns of something; -1 for never.

    `purpose` tells a listing, a fallen grade and a punishment apart; `times` multiplies the
    layer's hazard, in thousandths.
    """
    hazard = layer.learns_per_year * times // MILLE
    if not aware:
        hazard = hazard * p.contacts_unaware // MILLE
    if hazard <= 0:
        return -1
    wait = waiting_days(draw(seed, purpose, contact, 0, luck), hazard)
    return wait if wait <= LATEST_WAIT else -1


@shared
def drops_tie(p: Any, layer: Any, seed: int, purpose: int, contact: int, luck: int, fear: int) -> bool:
    """Whether a contact who has learned drops the tie.

    Parameters
    ----------
    layer : row
        The tie's layer: `drops` is the chance at rest, in 2**-32.
    purpose : int
        Tells dropping for a listing and for a fallen grade apart.
    fear : int
        0; `FEARS` if the contact's own score counts friends; `FEARS_NEAR` if it also stands
        close above a grade's floor.
    """
    probability = layer.drops if p.mechanism_tie_dropping else 0
    if fear >= FEARS:
        probability = probability * p.contacts_fear // MILLE
    if fear == FEARS_NEAR:
        probability = probability * p.contacts_near // MILLE
    return happens(draw(seed, purpose, contact, 0, luck), min(probability, CERTAIN))


@shared
def answer(p: Any, layer: Any, seed: int, purpose: int, contact: int, luck: int, fear: int, gone: int) -> int:
    """What a contact who has learned does, by the scenario's form of tie dropping.

    Parameters
    ----------
    gone : int
        Ties that the person in question has lost so far.

    The other parameters are those of :func:`drops_tie`, which says who would leave.
    """
    if not drops_tie(p, layer, seed, purpose, contact, luck, fear):
        return STAYS
    if p.form_tie_dropping == CHANCE:
        return LEAVES
    if p.form_tie_dropping == SOLIDARITY:
        return HELPS
    cutoff = between(draw(seed, Purpose.TIE_CUTOFF, contact), 0, HIGHEST_CUTOFF)
    return LEAVES if gone >= cutoff else STAYS


@shared
def is_shunned(p: Any, low: int, listed: int) -> int:
    """Whether others are slower to form ties with somebody of the lowest grade, or listed."""
    return 0 if p.form_tie_dropping == SOLIDARITY else int(low or listed)


@shared
def seeking_wait(p: Any, seed: int, person: int, day: int, attempt: int, shunned: int) -> int:
    """Days until somebody who lost a tie looks for a new one; -1 for never."""
    hazard = p.contacts_seeks_per_year
    if shunned:
        hazard = hazard * p.contacts_slower // MILLE
    if hazard <= 0 or not p.mechanism_new_ties:
        return -1
    wait = waiting_days(draw(seed, Purpose.SEEKING, person, day, attempt), hazard)
    return wait if wait <= LATEST_WAIT else -1


@shared
def salon_mask(seed: int, month: int, proposal: int, people: int) -> int:
    """What turns a person's number into that of the partner whom chance proposes this month.

    The partner's partner is the person again: numbers are combined by exclusive or.
    """
    span = 1
    while span < people:
        span <<= 1
    return signed(draw(seed, Purpose.SALON, month, 0, proposal) >> 1) & (span - 1)


@shared
def joins_salon(p: Any, seed: int, one: int, other: int, month: int) -> bool:
    """Whether two high scorers who meet form a tie."""
    return happens(draw(seed, Purpose.SALON_JOIN, one, month, other), p.contacts_salon_joins)
