"""What observers see of the days of an invented society, and what it costs to do without a platform."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from statistics import median

from scorelab.evidence.values import Values, mean_of, part
from scorelab.rules.incidents import ADULT, age_in_years
from scorelab.scenario.schema import Scenario
from scorelab.trace.companies import PLATFORMS, Companies
from scorelab.trace.events import EventKind
from scorelab.trace.exposure import ANYBODY, COMPANY_GROUPS, exposure, spread
from scorelab.trace.leaving import MONTH, PLATFORM_PAYMENTS, price_of_leaving
from scorelab.trace.show import Seeing
from scorelab.trace.sight import Happening, Sight, shop_takes
from scorelab.trace.unicity import unicity
from scorelab.trace.world import TraceWorld

LOOKED_AT, DAYS = 80, 7
"""How many people are looked at, and on how many days each, evenly over all there are."""

LEAVING_DAYS = range(0, MONTH, 3)
"""On which days of a month the two lives of somebody who leaves a platform are compared."""

FORCED = 60.0
"""Minutes a month from which doing without counts as practically forced: the scenarios' own convention."""

POINTS = 4
"""Of how many moments and places it is asked whether they single somebody out."""

OWNED = ("owner", "strategic_stake")
"""Edges over which data flow because a group owns a company, or a stake in it."""

APPS = (EventKind.APP_USE, EventKind.GAMING)
FIRST, PAYMENT_APP = "first_platform", "payment_app"


def looked_at(scenario: Scenario) -> Values:
    """Look at days of a society with every observer's eyes, and let people leave either platform.

    Parameters
    ----------
    scenario : Scenario
        The society, with its people and seed.

    Returns
    -------
    dict
        The share of waking minutes that each group of companies sees, that anybody sees, and that nobody
        does (`unseen`); what :class:`Tally` counts of single events; the first platform's share of the day
        without ownership and stakes (`first_platform_unowned`); `leaving_` the price of doing without a
        platform for a month; and the share of people whom four moments and places single out.
    """
    world = TraceWorld.of(scenario)
    people, days = spread(len(world), LOOKED_AT), spread(world.days, DAYS)
    companies = world.companies_on(days[0])
    owned = [edge.name for edge in companies.edges if edge.kind in OWNED]
    seen = exposure(world, people, days)
    apart = exposure(world, people, days, cut=owned)
    tally = Tally()
    for day in days:
        eyes = Seeing(world, world.companies_on(day))
        for person in people:
            tally.add(eyes, person, day)
    found: Values = {name: ("share", seen.seen[name]) for name in (*COMPANY_GROUPS, ANYBODY, FIRST)}
    found["unseen"] = "share", 1 - seen.seen[ANYBODY]
    found["first_platform_unowned"] = "share", apart.seen[FIRST]
    found |= tally.values
    for group in PLATFORMS:
        found |= dict(_leaving(world, people, group))
    found["singled_out"] = "share", unicity(world, POINTS).unicity.get(POINTS)
    return found


def _leaving(
    world: TraceWorld, people: Sequence[int], group: str
) -> Iterator[tuple[str, tuple[str, float | None]]]:
    """What a month without a platform costs adults: medians, since a few have very much to replace."""
    adults = [each for each in people if age_in_years(int(world.population.birthday[each]), 0) >= ADULT]
    prices = [price_of_leaving(world, each, group, LEAVING_DAYS) for each in adults]
    yield f"leaving_minutes.{group}", ("minutes a month", median([price.minutes for price in prices]))
    yield f"leaving_money.{group}", ("cents", median([price.money for price in prices]))
    yield f"leaving_closed.{group}", ("visits a month", mean_of(price.shops_closed for price in prices))
    yield f"leaving_forced.{group}", ("share", part([price.minutes >= FORCED for price in prices]))


@dataclass
class Tally:
    """Single events of days, by who saw them."""

    payments: list[bool] = field(default_factory=list)
    in_shops: list[bool] = field(default_factory=list)
    at_rivals: list[bool] = field(default_factory=list)
    of_platforms: list[bool] = field(default_factory=list)
    app_minutes: dict[bool, int] = field(default_factory=lambda: {True: 0, False: 0})
    longest: list[int] = field(default_factory=list)

    def add(self, eyes: Seeing, person: int, day: int) -> None:
        """Add a day of somebody."""
        view = eyes.everything(person, day)
        companies = eyes.companies
        groups = [role.group for role in companies.roles]
        apps = {companies.place(name) for name in PLATFORM_PAYMENTS}
        for event, sights in view.events:
            watchers = {groups[place] for place in sights}
            by_platform = not watchers.isdisjoint(PLATFORMS)
            if event.kind in APPS:
                self.app_minutes[by_platform] += event.until - event.minute
            if by_platform:
                self.of_platforms.append("state" in watchers)
            if event.kind == EventKind.CASH or event.is_paid:
                self.payments.append(not apps.isdisjoint(sights))
            self._add_purchase(companies, eyes.world.seed, event, sights)
        if view.diary.age >= ADULT:
            self.longest.append(max((end - start for start, end in view.blind), default=0))

    def _add_purchase(
        self, companies: Companies, seed: int, event: Happening, sights: dict[int, Sight]
    ) -> None:
        if not event.is_paid or not sights:
            return
        role = companies.roles[event.company]
        if role.independent:
            takes = shop_takes(companies, seed, event)
            self.in_shops.append(takes[0] != takes[1])
        if role.group == PLATFORMS[1] and role.name not in PLATFORM_PAYMENTS:
            self.at_rivals.append(companies.place(PAYMENT_APP) in sights)

    @cached_property
    def values(self) -> Values:
        """The shares of the events counted, and the longest stretch of a day that nobody sees of an adult."""
        minutes = sum(self.app_minutes.values())
        return {
            "paid_by_two_apps": ("share", part(self.payments)),
            "one_payment_shops": ("share", part(self.in_shops)),
            "rival_seen_by_payment_app": ("share", part(self.at_rivals)),
            "of_platforms_to_state": ("share", part(self.of_platforms)),
            "app_minutes_of_two": ("share", self.app_minutes[True] / minutes if minutes else None),
            "longest_unseen": ("minutes", mean_of(self.longest)),
        }
