"""Checks of who sees what: known companies, whole markets, no circle of ownership."""

from collections import defaultdict
from datetime import date
from graphlib import CycleError, TopologicalSorter
from itertools import pairwise

from scorelab.scenario.origins import Origins
from scorelab.scenario.overrides import close
from scorelab.scenario.parameter import Parameter
from scorelab.scenario.quantities import CERTAIN
from scorelab.scenario.schema import Scenario
from scorelab.scenario.values import ROUNDING
from scorelab.scenario.walk import quantified
from scorelab.scenario.watching import MOST_COMPANIES, SECTOR_NAMES, Watching
from scorelab.scenario.yaml_safe import Path

WATCHING: Path = ("watching",)
OWNERSHIP = ("owner", "strategic_stake")
MOST_PAYMENTS = 2
"""A company takes the payments of at most so many others: their shares are drawn from both ends."""


def check_watching(scenario: Scenario, origins: Origins) -> None:
    """Refuse companies that contradict themselves, on any date.

    Raises
    ------
    InputError
        For an unknown company, a market that is not shared out, or a circle of ownership.
    """
    watching = scenario.watching
    _check_companies(watching, origins)
    _check_sectors(watching, origins)
    _check_edges(watching, origins)
    _check_ownership(watching, origins)
    days = {day for _, _, parameter in quantified(watching) for day in parameter.changes()}
    for day in (date.min, *sorted(days)):
        _check_shares(watching, day, origins)
        _check_payments(watching, day, origins)
        _check_apps(watching, day, origins)


def _check_companies(watching: Watching, origins: Origins) -> None:
    names = [company.name for company in watching.companies]
    _check_once((*WATCHING, "companies"), names, origins)
    if not 1 <= len(names) <= MOST_COMPANIES:
        path = (*WATCHING, "companies")
        raise origins.refusal(path, f"{len(names)} companies", f"1 to {MOST_COMPANIES}")
    leaving = [row.name for row in watching.leaving]
    _check_once((*WATCHING, "leaving"), leaving, origins)
    for name in leaving:
        _check_known((*WATCHING, "leaving", name), name, names, origins)


def _check_sectors(watching: Watching, origins: Origins) -> None:
    found = [sector.name for sector in watching.sectors]
    path = (*WATCHING, "sectors")
    for name in found:
        if name not in SECTOR_NAMES:
            expected = f"one of {', '.join(SECTOR_NAMES)}{close(name, SECTOR_NAMES)}"
            raise origins.refusal((*path, name), f"the unknown row {name!r}", expected)
    if tuple(found) != SECTOR_NAMES:
        expected = f"the rows {', '.join(SECTOR_NAMES)}, in this order"
        raise origins.refusal(path, ", ".join(found) or "no rows", expected)
    names = [company.name for company in watching.companies]
    for sector in watching.sectors:
        members = [row.name for row in sector.shares]
        _check_once((*path, sector.name, "shares"), members, origins)
        for name in members:
            _check_known((*path, sector.name, "shares", name), name, names, origins)


def _check_edges(watching: Watching, origins: Origins) -> None:
    names = [company.name for company in watching.companies]
    path = (*WATCHING, "edges")
    _check_once(path, [edge.name for edge in watching.edges], origins)
    paid: dict[str, int] = defaultdict(int)
    for edge in watching.edges:
        for key, company in (("from", edge.from_), ("to", edge.to)):
            _check_known((*path, edge.name, key), company, names, origins)
        if edge.from_ == edge.to:
            raise origins.refusal((*path, edge.name, "to"), repr(edge.to), "another company than from")
        if edge.kind == "payment_processing":
            paid[edge.from_] += 1
            if edge.carries != "payment":
                raise origins.refusal((*path, edge.name, "carries"), repr(edge.carries), "payment")
            if paid[edge.from_] > MOST_PAYMENTS:
                expected = f"at most {MOST_PAYMENTS} who process a company's payments"
                raise origins.refusal((*path, edge.name), f"one more for {edge.from_}", expected)


def _check_ownership(watching: Watching, origins: Origins) -> None:
    owners: dict[str, set[str]] = defaultdict(set)
    for edge in watching.edges:
        if edge.kind in OWNERSHIP:
            owners[edge.from_].add(edge.to)
    try:
        TopologicalSorter(owners).prepare()
    except CycleError as error:
        circle = list(reversed(error.args[1]))
        steps = set(pairwise(circle))
        paths = [
            (*WATCHING, "edges", edge.name)
            for edge in watching.edges
            if edge.kind in OWNERSHIP and (edge.from_, edge.to) in steps
        ]
        expected = "owners and investors without a circle"
        raise origins.refusal(origins.latest(*paths), " -> ".join(circle), expected) from None


def _check_shares(watching: Watching, day: date, origins: Origins) -> None:
    for sector in watching.sectors:
        total = sum(_number(row.share, day) for row in sector.shares)
        if abs(total - 1) * CERTAIN > ROUNDING:
            path = (*WATCHING, "sectors", sector.name, "shares")
            latest = origins.latest(*((*path, row.name, "share") for row in sector.shares), path)
            raise origins.refusal(latest, f"{total:g} as the sum of all shares", "shares that sum to 1")


def _check_payments(watching: Watching, day: date, origins: Origins) -> None:
    paths: dict[str, list[Path]] = defaultdict(list)
    totals: dict[str, float] = defaultdict(float)
    for edge in watching.edges:
        if edge.kind == "payment_processing":
            paths[edge.from_].append((*WATCHING, "edges", edge.name, "coverage"))
            totals[edge.from_] += _number(edge.coverage, day)
    for company, total in totals.items():
        if (total - 1) * CERTAIN > ROUNDING:
            found = f"{total:g} of the payments to {company} together"
            raise origins.refusal(origins.latest(*paths[company]), found, "at most 1 together")


def _number(parameter: Parameter, day: date) -> float:
    value = parameter.on(day)
    assert not isinstance(value, tuple)
    return value


def _check_apps(watching: Watching, day: date, origins: Origins) -> None:
    for first, second in (("pays_first_only", "pays_second_only"), ("only_first", "only_second")):
        total = _number(getattr(watching, first), day) + _number(getattr(watching, second), day)
        if total > 1:
            latest = origins.latest((*WATCHING, first), (*WATCHING, second))
            raise origins.refusal(latest, f"{total:g} for the two together", "at most 1 together")


def _check_known(path: Path, name: str, names: list[str], origins: Origins) -> None:
    if name not in names:
        expected = f"one of {', '.join(names)}{close(name, names)}"
        raise origins.refusal(path, f"the unknown company {name!r}", expected)


def _check_once(path: Path, names: list[str], origins: Origins) -> None:
    for place, name in enumerate(names):
        if name in names[:place]:
            raise origins.refusal((*path, name), "a second row of that name", "each name once")
