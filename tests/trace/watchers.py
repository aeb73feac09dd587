"""A few companies by hand, and events that they serve."""

from dataclasses import replace

from scorelab.scenario.quantities import CERTAIN
from scorelab.trace.companies import Companies, Edge, Role, code_of
from scorelab.trace.events import NOBODY, EventKind
from scorelab.trace.sight import Happening, Watched

SELLER, INVESTOR, APP, RIVAL_APP, AGENCY, ALONE = range(6)
ROLES = (
    Role("seller", "a seller", "others"),
    Role("investor", "an investor", "first_group"),
    Role("app", "an app", "first_group"),
    Role("rival", "a rival app", "second_group"),
    Role("agency", "an agency", "state"),
    Role("alone", "somebody alone", "others"),
)
MONEY = 1_000


def edge(source, target, kind="owner", carries="everything", low=0.0, high=1.0, **more):
    ends = round(low * CERTAIN), round(high * CERTAIN)
    name = f"{ROLES[source].name}_to_{ROLES[target].name}"
    return Edge(name, code_of(name), source, target, kind, carries, *ends, **more)


def companies(*edges, **more):
    served_by_the_seller = {"shop": (CERTAIN,) * len(ROLES)}
    settings = {"pays_only": (0, 0), "takes_only": (0, 0), "cash_refused": 0}
    return Companies(ROLES, edges, served_by_the_seller, **(settings | more))


def with_edge(found, source, target):
    """The same companies with one edge more, over which everything flows."""
    name = f"{source}_to_{target}_added"
    ends = found.place(source), found.place(target)
    added = Edge(name, code_of(name), *ends, "data_sharing", "everything", 0, CERTAIN)
    return replace(found, edges=(*found.edges, added))


def watched(found, person=0, seed=1, day=3, **more):
    return Watched(found, seed, person, day, **more)


def event(
    minute=600, kind=EventKind.PAYMENT_SHOP, company=SELLER, amount=MONEY, place=7, until=None, number=0
):
    return Happening(minute, minute if until is None else until, kind, place, company, 0, amount, NOBODY, -1)


def many(count=4000):
    """Events of as many different moments and persons."""
    return [(person, event(minute=person % 1440)) for person in range(count)]
