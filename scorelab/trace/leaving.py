"""The price of not enrolling: a twin in which one person leaves a platform.

The same person with the same luck lives the same month twice, once with the platform's account and once
without. What differs is what the platform's account was needed for: payments go by the other app, or in
cash where that is taken; where it is not, the shop is closed; the platform's own services are replaced; and
doors that give perks for its score give none.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, Any

from scorelab.errors import InputError
from scorelab.luck import CERTAIN
from scorelab.rules.incidents import ADULT, age_in_years
from scorelab.scenario.dates import in_force
from scorelab.scenario.institutions import Door
from scorelab.scenario.parameter import Parameter
from scorelab.scenario.quantities import YUAN
from scorelab.scenario.schema import Scenario
from scorelab.trace.companies import PLATFORMS, Companies
from scorelab.trace.events import EventKind
from scorelab.trace.show import Seeing, opened
from scorelab.trace.sight import Happening, Watched, shop_takes
from scorelab.trace.view import DayView
from scorelab.trace.world import TraceWorld

if TYPE_CHECKING:
    from scorelab.trace.show import Openable

MONTH, MONTHS = 30, 12
PLATFORM_PAYMENTS = ("payment_app", "second_payment")
NO_ERRAND = (EventKind.APP_USE, EventKind.GAMING)
"""Kinds that are idle uses of an app: nobody loses minutes by doing without them."""

CLOSED = " closed"
"""Follows the name of a company whose shop takes nothing that the person still has."""

STEPS = 20
"""The level at which enrolment is forced is looked for in steps of 5%."""


@dataclass(frozen=True)
class Price:
    """What it costs one person to do without a platform for some days, reckoned to 30 days.

    Attributes
    ----------
    person : int
    group : str
        `first_group` or `second_group`.
    minutes, money : float
        Minutes lost and cents paid more.
    shops_closed : int
        Visits on which the shop took nothing that the person still had.
    paid_in_cash : int
        Payments made in cash instead.
    services : mapping
        Occasions on which a service had to be replaced, by company.
    doors : tuple of str
        Doors that give a perk for the platform's score, or ask for it.
    """

    person: int
    group: str
    minutes: float
    money: float
    shops_closed: float
    paid_in_cash: float
    services: dict[str, float]
    doors: tuple[str, ...]

    def to_json(self) -> dict[str, Any]:
        """The same as plain data."""
        return {"synthetic": True, "days": MONTH, **vars(self), "doors": list(self.doors)}


@dataclass(frozen=True)
class Substitute:
    """What doing without a company costs on one occasion: minutes and cents."""

    minutes: int
    cost: int


def price_of_leaving(
    run: "Openable",
    person: int,
    group: str,
    days: Sequence[int],
    *,
    companies: Companies | None = None,
) -> Price:
    """Let one person leave a platform, and compare the two lives.

    Parameters
    ----------
    run : path, str, Scenario, Run or TraceWorld
        A finished run, a scenario, or a world that is open already.
    person : int
        Who leaves.
    group : str
        `first_group` or `second_group`.
    days : sequence of int
        Days of the run over which both lives are followed.
    companies : Companies, optional
        Who serves and takes what on all days, where it is not the world's own.

    Raises
    ------
    InputError
        If there is no such platform, person or day.
    """
    if group not in PLATFORMS:
        raise InputError("group", repr(group), f"one of {', '.join(PLATFORMS)}")
    if not days:
        raise InputError("days", "no day", "at least one day of the run")
    world = opened(run)
    substitutes = _substitutes(world.scenario, world.date(days[0]))
    minutes = money = closed = cash = 0
    services: Counter[str] = Counter()
    for day in days:
        with_it = Seeing(world, companies or world.companies_on(day)).everything(person, day)
        without = replace(with_it.watched, left=frozenset((group,)))
        for event in _needing(with_it, group):
            what = _instead(without, event, group, substitutes)
            if what is None:
                continue
            closed += what.endswith(CLOSED)
            cash += what in PLATFORM_PAYMENTS
            name = what.removesuffix(CLOSED)
            services[name] += 1
            minutes += substitutes[name].minutes
            money += substitutes[name].cost
    doors = _doors(world.scenario, group)
    perks = _perks(world, person, doors, days[0])
    month = MONTH / len(days)
    return Price(
        person=person,
        group=group,
        minutes=minutes * month,
        money=money * month + perks,
        shops_closed=closed * month,
        paid_in_cash=cash * month,
        services={name: count * month for name, count in sorted(services.items())},
        doors=tuple(door.name for door in doors),
    )


def forced_share(world: TraceWorld, people: Sequence[int], group: str, days: Sequence[int]) -> float:
    """The share of people for whom leaving costs at least the minutes a month at which it is forced."""
    limit = _forced_from(world.scenario, world.date(days[0]))
    return sum(price_of_leaving(world, each, group, days).minutes >= limit for each in people) / len(people)


def forced_level(world: TraceWorld, people: Sequence[int], group: str, days: Sequence[int]) -> float | None:
    """The share of independent shops that take one platform alone at which enrolment becomes forced.

    Shops that take its payment and neither the rival's nor cash are made more common, step by step,
    with the same luck, until leaving costs a person on average the minutes at which it is called forced.

    Returns
    -------
    float or None
        A share from 0 to 1, in steps of 5%; None if it is not forced even where all shops do.
    """
    eyes, which = world.companies_on(days[0]), PLATFORMS.index(group)
    limit = _forced_from(world.scenario, world.date(days[0]))
    for step in range(STEPS + 1):
        share = CERTAIN * step // STEPS
        only = (share, 0) if which == 0 else (0, share)
        shut = replace(eyes, takes_only=only, cash_refused=share)
        prices = [price_of_leaving(world, each, group, days, companies=shut).minutes for each in people]
        if sum(prices) >= limit * len(prices):
            return step / STEPS
    return None


def _needing(view: DayView, group: str) -> list[Happening]:
    """Events that the platform serves, or whose payment it processes."""
    companies = view.watched.companies
    found = []
    for event, sights in view.events:
        if not sights or event.kind in NO_ERRAND:
            continue
        own = companies.roles[event.company].group == group
        payers = [
            companies.edges[path[0]]
            for sight in sights.values()
            for path in sight.paths
            if len(path) == 1 and companies.edges[path[0]].kind == "payment_processing"
        ]
        if own or any(companies.roles[edge.target].group == group for edge in payers):
            found.append(event)
    return found


def _instead(
    without: Watched, event: Happening, group: str, substitutes: dict[str, Substitute]
) -> str | None:
    """The company that must be done without, with :data:`CLOSED` for a shop; None if nothing is lost."""
    companies = without.companies
    role = companies.roles[event.company]
    if role.group == group:
        return role.name if role.name in substitutes else None
    which = PLATFORMS.index(group)
    takes = shop_takes(companies, without.seed, event)
    rival = any(
        companies.roles[companies.edges[place].target].group == PLATFORMS[1 - which]
        and companies.edges[place].kind == "payment_processing"
        and companies.edges[place].high > companies.edges[place].low
        for place in companies.leaving[event.company]
    )
    if rival and takes[1 - which] and without.accounts[1 - which]:
        return None
    if role.name in substitutes and not (role.independent and takes[2]):
        return role.name + CLOSED
    return PLATFORM_PAYMENTS[which]


def _substitutes(scenario: Scenario, on: date) -> dict[str, Substitute]:
    found = {
        row.name: Substitute(int(_number(row.minutes, on)), YUAN.to_integer(_number(row.cost, on)))
        for row in in_force(scenario, on).watching.leaving
    }
    return {name: Substitute(0, 0) for name in PLATFORM_PAYMENTS} | found


def _doors(scenario: Scenario, group: str) -> list[Door]:
    """The doors that ask for the score of a platform's group."""
    schemes = [scheme.name for scheme in scenario.schemes.platforms]
    which = PLATFORMS.index(group)
    return [door for door in scenario.doors if which < len(schemes) and door.scheme == schemes[which]]


def _perks(world: TraceWorld, person: int, doors: Sequence[Door], day: int) -> float:
    """Cents a month that the perks of doors save an adult whose score suffices."""
    if age_in_years(int(world.population.birthday[person]), day) < ADULT:
        return 0.0
    on, fifth = world.date(day), int(world.population.income_fifth[person])
    yearly = 0.0
    for door in doors:
        by_income = door.by_income.on(on)
        assert isinstance(by_income, tuple)
        if door.perk_from:
            yearly += YUAN.to_integer(_number(door.cost, on)) * _number(door.per_year, on) * by_income[fifth]
    return yearly / MONTHS


def _forced_from(scenario: Scenario, on: date) -> float:
    return _number(in_force(scenario, on).watching.forced_from, on)


def _number(parameter: Parameter, on: date) -> float:
    value = parameter.on(on)
    assert not isinstance(value, tuple)
    return float(value)
