"""Companies and agencies as roles, their markets, and the ways that data take between them."""

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from scorelab.errors import InputError
from scorelab.scenario.calendar import date_of
from scorelab.scenario.dates import in_force
from scorelab.scenario.overrides import close
from scorelab.scenario.parameter import Parameter
from scorelab.scenario.quantities import CERTAIN, PROBABILITY
from scorelab.scenario.safeguards import Safeguard, Safeguards
from scorelab.scenario.schema import Scenario
from scorelab.scenario.watching import Carries, EdgeKind, Group, Watching

LONGEST_PATH = 6
"""Edges of the longest path that is looked for: farther, coverages leave nearly nothing."""

PASSED_ON: tuple[EdgeKind, ...] = ("owner", "strategic_stake", "data_sharing")
"""Why data flow on for another purpose than that for which they arose, if no law asks for it: what purpose
limitation forbids and real consent asks people about. A payment must be processed, a contractor works on
behalf of the office, and what the state may see rests on laws of its own."""

PLATFORMS: tuple[Group, ...] = ("first_group", "second_group")
CODE_BYTES = 5


@dataclass(frozen=True)
class Role:
    """A company or agency.

    Attributes
    ----------
    name, title : str
        What scenarios and what tellings call it.
    group : str
        `first_group`, `second_group`, `state` or `others`.
    independent : bool
        Whether it stands for many firms apart, which differ in the payments that they take.
    """

    name: str
    title: str
    group: Group
    independent: bool = False


@dataclass(frozen=True)
class Edge:
    """A way from one company to another.

    Attributes
    ----------
    name : str
        What scenarios call it.
    code : int
        A number of its own, a digest of the name: the luck of what flows hangs on it, so that
        an edge more or less changes nothing of the others.
    source, target : int
        Indexes of the companies.
    kind, carries : str
        Why data flow, and what of an event does (see :class:`scorelab.scenario.watching.Edge`).
    low, high : int
        An event flows if its draw lies in [low, high), in 2**-32. Edges that process payments share one
        draw, since an event is paid one way: the first takes it from below, the second from above.
    refused : int
        Share of people who refuse, in 2**-32.
    asks : bool
        Whether people are asked for their consent at all.
    closed : int
        Share of people for whom purpose limitation is kept here, in 2**-32: nothing of theirs flows.
    asked, declines : int
        Share of people who are really asked here, under a law of consent, and of them who do not agree.
    instead : tuple of (int, int)
        Of an edge that processes payments the intervals of the others that process the same company's:
        who lacks an account there pays this way, if it has one here.
    """

    name: str
    code: int
    source: int
    target: int
    kind: EdgeKind
    carries: Carries
    low: int
    high: int
    refused: int = 0
    asks: bool = False
    closed: int = 0
    asked: int = 0
    declines: int = 0
    instead: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True)
class Companies:
    """Who may see a day, on one date.

    Attributes
    ----------
    roles : tuple of Role
        The companies; events name them by their place here.
    edges : tuple of Edge
        The ways between them.
    shares : mapping
        Of each sector the cumulative market shares, see :meth:`share`.
    pays_only : tuple of int
        Of people who pay by phone, those who have the first platform's app alone, and the second's,
        in 2**-32.
    takes_only : tuple of int
        Of independent shops, those that take the first platform's payment or cash alone, and the
        second's, in 2**-32.
    cash_refused : int
        Of independent shops, those that refuse cash, in 2**-32.
    """

    roles: tuple[Role, ...]
    edges: tuple[Edge, ...]
    shares: dict[str, tuple[int, ...]]
    pays_only: tuple[int, int]
    takes_only: tuple[int, int]
    cash_refused: int

    @classmethod
    def of(cls, scenario: Scenario, day: int = 0) -> "Companies":
        """The companies of a scenario, by the numbers in force on a day of the run."""
        on = date_of(date.fromisoformat(scenario.time.start), day)
        rules = in_force(scenario, on)
        watching, laws = rules.watching, rules.safeguards
        roles = tuple(Role(row.name, row.title, row.group, row.independent) for row in watching.companies)
        places = {role.name: place for place, role in enumerate(roles)}
        shares = {
            sector.name: _cumulative(
                {places[row.name]: _integer(row.share, on) for row in sector.shares}, roles
            )
            for sector in watching.sectors
        }
        return cls(
            roles=roles,
            edges=tuple(_edges(watching, laws, places, on)),
            shares=shares,
            pays_only=(_integer(watching.pays_first_only, on), _integer(watching.pays_second_only, on)),
            takes_only=(_integer(watching.only_first, on), _integer(watching.only_second, on)),
            cash_refused=_integer(watching.cash_refused, on),
        )

    def share(self, sector: str) -> NDArray[np.int64]:
        """Cumulative market shares of a sector over the companies, in 2**-32.

        A draw u, a whole number of 2**-32, falls to the first company whose number is above u. The
        numbers do not fall, and the last is 2**32.
        """
        return np.array(self.shares[sector], np.int64)

    def served_by(self, sector: str, fraction: int) -> int:
        """The company of a sector to which a draw falls, a whole number of 2**-32."""
        return next(place for place, upper in enumerate(self.shares[sector]) if fraction < upper)

    def place(self, name: str, where: str = "--observer") -> int:
        """The index of a company.

        Raises
        ------
        InputError
            If there is none of that name.
        """
        for index, role in enumerate(self.roles):
            if role.name == name:
                return index
        names = [role.name for role in self.roles]
        expected = f"one of {', '.join(names)}{close(name, names)}"
        raise InputError(where, f"the unknown company {name!r}", expected)

    def without(self, cut: Iterable[str]) -> "Companies":
        """The same companies with some edges cut: exactly what flowed over them is gone.

        Raises
        ------
        InputError
            If there is no edge of that name.
        """
        cut, known = set(cut), [edge.name for edge in self.edges]
        for name in sorted(cut - set(known)):
            raise InputError(
                "--cut", f"the unknown edge {name!r}", f"one of {', '.join(known)}{close(name, known)}"
            )
        return replace(self, edges=tuple(edge for edge in self.edges if edge.name not in cut))

    @cached_property
    def leaving(self) -> tuple[tuple[int, ...], ...]:
        """Of each company the places in `edges` of those that start there."""
        return tuple(
            tuple(place for place, edge in enumerate(self.edges) if edge.source == role)
            for role in range(len(self.roles))
        )

    @cached_property
    def paths(self) -> tuple[tuple[tuple[int, ...], ...], ...]:
        """Of each company every path that starts there, as places in `edges`, the shortest first.

        A path visits no company twice and has at most :data:`LONGEST_PATH` edges. Who processes a
        company's payments sees its own events, none that others passed on to it.
        """
        return tuple(
            tuple(sorted(self._paths_from(role, (role,), ()), key=lambda path: (len(path), path)))
            for role in range(len(self.roles))
        )

    def _paths_from(
        self, role: int, visited: tuple[int, ...], path: tuple[int, ...]
    ) -> Iterator[tuple[int, ...]]:
        if path:
            yield path
        if len(path) == LONGEST_PATH:
            return
        for place in self.leaving[role]:
            target, bought_here = self.edges[place].target, self.edges[place].kind == "payment_processing"
            if target not in visited and not (path and bought_here):
                yield from self._paths_from(target, (*visited, target), (*path, place))

    def hears(self, observer: int) -> bool:
        """Whether a company serves anybody, has something to pass on, or anything flows to it."""
        serves = any(
            shares[observer] > (shares[observer - 1] if observer else 0) for shares in self.shares.values()
        )
        told = any(
            edge.target == observer and edge.high > edge.low and edge.closed < CERTAIN for edge in self.edges
        )
        return serves or told or any(edge.source == observer for edge in self.edges)

    def covered(self, sector: str) -> float:
        """The share of a sector's events that reach at least one of the two platforms.

        What does not belong to a platform's group reaches it by edges of their own, taken as
        independent; refusals apart.
        """
        covered = 0.0
        for place, upper in enumerate(self.shares[sector]):
            share = upper - (self.shares[sector][place - 1] if place else 0)
            if self.roles[place].group in PLATFORMS:
                covered += share
                continue
            missed = 1.0
            for index in self.leaving[place]:
                edge = self.edges[index]
                if self.roles[edge.target].group in PLATFORMS and edge.kind != "payment_processing":
                    missed *= 1 - (edge.high - edge.low) / CERTAIN
            covered += share * (1 - missed)
        return covered / CERTAIN


def code_of(name: str) -> int:
    """A number that stands for a name in draws of luck, below 2**40."""
    return int.from_bytes(hashlib.blake2b(name.encode(), digest_size=CODE_BYTES).digest())


def _integer(parameter: Parameter, on: date) -> int:
    value = parameter.on(on)
    assert not isinstance(value, tuple)
    return PROBABILITY.to_integer(value)


def _cumulative(shares: dict[int, int], roles: tuple[Role, ...]) -> tuple[int, ...]:
    """Sums from the first company on; rounding falls to the last that serves anybody."""
    last = max(place for place, share in shares.items() if share)
    sums, total = [], 0
    for place in range(len(roles)):
        total = CERTAIN if place >= last else total + shares.get(place, 0)
        sums.append(total)
    return tuple(sums)


def _edges(watching: Watching, laws: Safeguards, places: dict[str, int], on: date) -> Iterator[Edge]:
    intervals = _payment_intervals(watching, on)
    closed, asked = _kept(laws.purpose_limitation, on), _kept(laws.consent_and_exit, on)
    declines = CERTAIN - _integer(laws.consent_and_exit.agrees, on)
    for row in watching.edges:
        passed_on = row.kind in PASSED_ON
        taken = intervals[row.from_] if row.kind == "payment_processing" else {}
        low, high = taken.get(row.name) or (0, _integer(row.coverage, on))
        yield Edge(
            name=row.name,
            code=code_of(row.name),
            source=places[row.from_],
            target=places[row.to],
            kind=row.kind,
            carries=row.carries,
            low=low,
            high=high,
            refused=_integer(row.refused, on) if row.refused is not None else 0,
            asks=row.refused is not None or (passed_on and asked > 0),
            closed=closed if passed_on else 0,
            asked=asked if passed_on else 0,
            declines=declines if passed_on else 0,
            instead=tuple(other for name, other in taken.items() if name != row.name),
        )


def _kept(safeguard: Safeguard, on: date) -> int:
    """The share of cases in which a safeguard is in law and kept, in 2**-32."""
    return _integer(safeguard.obeyed, on) if safeguard.in_law.on(on) else 0


def _payment_intervals(watching: Watching, on: date) -> dict[str, dict[str, tuple[int, int]]]:
    """Of each company the marks at which each edge takes a payment."""
    found: dict[str, dict[str, tuple[int, int]]] = defaultdict(dict)
    for row in watching.edges:
        if row.kind == "payment_processing":
            share, others = _integer(row.coverage, on), found[row.from_]
            others[row.name] = (CERTAIN - share, CERTAIN) if others else (0, share)
    return found
