"""A platform's factor score: five components of 0 to 100 points, by bands, mapped by weights.

Weights were never published; scenarios give two sets that circulate as structural
alternatives. Components are tenths of a point (0 to 1000).
"""

from typing import Any

from scorelab.compiled import shared
from scorelab.luck import CERTAIN
from scorelab.scenario.quantities import MILLE

FULL = 1000
"""A full component, in tenths of a point."""


@shared
def banded(scheme: Any, value: int) -> int:
    """A component within 0 to 100 points, rounded down to a band."""
    return min(max(value, 0), FULL) // scheme.band * scheme.band


@shared
def factor_score(scheme: Any, credit: int, behaviour: int, capacity: int, traits: int, social: int) -> int:
    """The score, in whole tenths, from the five components; `traits` is the one called identity."""
    parts = scheme.weights_credit_history * banded(scheme, credit)
    parts += scheme.weights_behaviour * banded(scheme, behaviour)
    parts += scheme.weights_capacity * banded(scheme, capacity)
    parts += scheme.weights_identity * banded(scheme, traits)
    parts += scheme.weights_social * banded(scheme, social)
    whole = FULL * CERTAIN
    return scheme.lowest + ((scheme.highest - scheme.lowest) * parts + whole // 2) // whole


@shared
def nominal_score(scheme: Any, weight: int, points: int) -> int:
    """What points of a component are worth in the score before bands and bounds, in tenths."""
    worth = (scheme.highest - scheme.lowest) * abs(points) // FULL * (weight >> 16) // (CERTAIN >> 16)
    return worth if points >= 0 else -worth


@shared
def capacity(scheme: Any, income_fifth: int, out_of_work: int) -> int:
    """Fulfilment capacity."""
    return scheme.capacity_by_income[income_fifth] - (scheme.out_of_work if out_of_work else 0)


@shared
def social(
    p: Any, scheme: Any, contacts: int, moved: int, listed: int, relatives: int, lost: int, posts: int
) -> int:
    """The social component, from contacts in the app.

    Parameters
    ----------
    contacts : int
        Contacts in the app.
    moved : int
        Sum of their standing, in tenths.
    listed : int
        How many of them the platform's copy of the court's list shows.
    relatives : int
        Large payments that relatives among them missed.
    lost : int
        Ties lost.
    posts : int
        Recorded posts of contacts: counted only by the refuted claim.
    """
    if not p.mechanism_social_component:
        return scheme.social_base
    value = scheme.social_base - scheme.social_lost * lost
    if contacts > 0:
        value += scheme.social_standing * moved // (MILLE * contacts)
        value -= scheme.social_listed * min(listed, contacts) // contacts
    value -= scheme.social_relatives * max(relatives - scheme.social_relatives_from + 1, 0)
    if p.mechanism_myth_friends_posts:
        value -= scheme.social_posts * posts
    return value
