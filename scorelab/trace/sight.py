"""What of an event reaches whom, and by which paths.

An event is known to the company that served it, and to whomever the edges between companies carry it.
Whether it flows over an edge is luck of its own (person, minute, kind, edge), so that cutting an edge or
refusing consent removes exactly what flowed over it.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from scorelab.errors import InputError
from scorelab.luck import CERTAIN, Purpose, draw, fraction
from scorelab.scenario.overrides import close
from scorelab.scenario.watching import Carries
from scorelab.trace.companies import PLATFORMS, Companies, Edge
from scorelab.trace.events import MINUTES, NO_COMPANY, NOWHERE, EventKind

FIELDS = ("time", "company", "kind", "place", "amount", "items", "counterparty", "vehicle", "length")
"""What there is to know of an event."""

CARRIED: dict[Carries, frozenset[str]] = {
    "everything": frozenset(FIELDS),
    "movement": frozenset(("time", "company", "kind", "place", "vehicle")),
    "payment": frozenset(("time", "company", "kind", "place", "amount", "vehicle")),
    "presence": frozenset(("time", "company", "place")),
}
"""What of an event each way of flowing carries; who paid scans the code of that taxi, of that till."""

KIND_SHIFT, ORDINAL_SHIFT = 40, 48


@dataclass(frozen=True)
class Happening:
    """An event of somebody's day, as observers are shown it.

    Attributes
    ----------
    minute, until : int
        When it began and ended, in minutes since 00:00 of the day; alike for what takes no time.
    kind : EventKind
    place, company, category, amount, counterparty, detail : int
        As in :mod:`scorelab.trace.events`.
    number : int
        Which of several events of one kind and minute it is.
    origin : int
        Of a ride the place where it began; -1: none.
    """

    minute: int
    until: int
    kind: EventKind
    place: int
    company: int
    category: int
    amount: int
    counterparty: int
    detail: int
    number: int = 0
    origin: int = NOWHERE

    @property
    def is_paid(self) -> bool:
        """Whether money passes that a processor could see."""
        return self.amount > 0 and self.kind != EventKind.CASH


@dataclass(frozen=True)
class Sight:
    """How an event reached somebody.

    Attributes
    ----------
    paths : tuple of tuple of int
        Every path, as places in the companies' edges, the shortest first; an empty path is the company
        that served it.
    known : frozenset of str
        Which of :data:`FIELDS` came along.
    """

    paths: tuple[tuple[int, ...], ...]
    known: frozenset[str]


@dataclass(frozen=True)
class Watched:
    """One person under the eyes of a scenario's companies.

    Attributes
    ----------
    companies : Companies
        Who watches.
    seed, person, day : int
        The world's seed, the person, and the day of the run.
    refused : frozenset of str
        Edges over which the person lets nothing flow, beside those refused by luck.
    left : frozenset of str
        Groups (`first_group`, `second_group`) whose payment the person has given up.
    """

    companies: Companies
    seed: int
    person: int
    day: int
    refused: frozenset[str] = frozenset()
    left: frozenset[str] = frozenset()

    def __post_init__(self) -> None:
        """Refuse a refusal where nobody asks."""
        asked = [edge.name for edge in self.companies.edges if edge.asks]
        for name in sorted(self.refused - set(asked)):
            expected = f"an edge where consent is asked for: {', '.join(asked)}{close(name, asked)}"
            raise InputError("--refuse", repr(name), expected)

    @cached_property
    def accounts(self) -> tuple[bool, ...]:
        """Whether the person, if paying by phone, has the first platform's app, and the second's."""
        mark = fraction(draw(self.seed, Purpose.ACCOUNT, self.person))
        first_only, second_only = self.companies.pays_only
        owns = mark < CERTAIN - second_only, mark >= first_only
        return tuple(own and group not in self.left for own, group in zip(owns, PLATFORMS, strict=True))

    @cached_property
    def consents(self) -> tuple[bool, ...]:
        """Of each edge whether law and the person let data flow over it."""
        return tuple(self._consents(edge) for edge in self.companies.edges)

    def _consents(self, edge: Edge) -> bool:
        if edge.name in self.refused or self._falls_below(edge.closed, Purpose.PURPOSE_KEPT, edge):
            return False
        is_asked = self._falls_below(edge.asked, Purpose.CONSENT_ASKED, edge)
        refused = max(edge.refused, edge.declines) if is_asked else edge.refused
        return not self._falls_below(refused, Purpose.CONSENT, edge)

    def _falls_below(self, share: int, purpose: Purpose, edge: Edge) -> bool:
        """Whether this person's draw for an edge falls below a share of 2**-32."""
        return share > 0 and fraction(draw(self.seed, purpose, self.person, 0, edge.code)) < share

    def sights(self, event: Happening) -> dict[int, Sight]:
        """Everybody whom an event reaches, by the company's index, with the paths that it took."""
        if event.company == NO_COMPANY:
            return {}
        companies = self.companies
        paths: dict[int, list[tuple[int, ...]]] = {event.company: [()]}
        known: dict[int, set[str]] = {event.company: set(FIELDS)}
        flows: dict[int, bool] = {}
        for path in companies.paths[event.company]:
            if all(self._flows(place, event, flows) for place in path):
                carried = set(FIELDS).intersection(
                    *(CARRIED[companies.edges[place].carries] for place in path)
                )
                target = companies.edges[path[-1]].target
                paths.setdefault(target, []).append(path)
                known.setdefault(target, set()).update(carried)
        return {
            observer: Sight(tuple(found), frozenset(known[observer])) for observer, found in paths.items()
        }

    def _flows(self, place: int, event: Happening, flows: dict[int, bool]) -> bool:
        if place not in flows:
            edge = self.companies.edges[place]
            flows[place] = self.consents[place] and self._is_drawn(edge, event)
        return flows[place]

    def _is_drawn(self, edge: Edge, event: Happening) -> bool:
        if edge.carries == "payment" and not event.is_paid:
            return False
        which = event.kind << KIND_SHIFT | event.number << ORDINAL_SHIFT
        if edge.kind == "payment_processing":
            return self._is_processed(edge, event, which)
        bits = draw(self.seed, Purpose.DATA_FLOW, self.person, self._when(event), which | edge.code)
        return edge.low <= fraction(bits) < edge.high

    def _when(self, event: Happening) -> int:
        return self.day * MINUTES + event.minute

    def _is_processed(self, edge: Edge, event: Happening, which: int) -> bool:
        """Whether a payment goes this way.

        Who lacks one app pays by the other, and so does everybody where a shop takes no other.
        """
        own = PLATFORMS.index(self.companies.roles[edge.target].group)
        takes = shop_takes(self.companies, self.seed, event)
        if not self.accounts[own] or not takes[own]:
            return False
        mark = fraction(draw(self.seed, Purpose.PAYMENT_WAY, self.person, self._when(event), which))
        if edge.low <= mark < edge.high:
            return True
        alone = not (self.accounts[1 - own] and takes[1 - own])
        return alone and any(low <= mark < high for low, high in edge.instead)


def shop_takes(companies: Companies, seed: int, event: Happening) -> tuple[bool, bool, bool]:
    """Whether the shop of an event takes the first platform's payment, the second's, and cash."""
    if event.company == NO_COMPANY or not companies.roles[event.company].independent or event.place < 0:
        return True, True, True
    mark = fraction(draw(seed, Purpose.SHOP_TAKES, event.place))
    cash = fraction(draw(seed, Purpose.SHOP_TAKES, event.place, 0, 1))
    first_only, second_only = companies.takes_only
    return mark < CERTAIN - second_only, mark >= first_only, cash >= companies.cash_refused


def path_in_words(companies: Companies, served: int, path: Iterable[int]) -> str:
    """A path from the company that served an event, by the companies' titles."""
    edges = [companies.edges[place] for place in path]
    return " -> ".join(companies.roles[role].title for role in (served, *(edge.target for edge in edges)))


def observers_named(companies: Companies, name: str) -> tuple[int, ...]:
    """The companies that a name means: one company, or a whole group.

    Raises
    ------
    InputError
        If it is neither a company nor a group.
    """
    group = tuple(place for place, role in enumerate(companies.roles) if role.group == name)
    known = dict.fromkeys(
        [*(role.group for role in companies.roles), *(role.name for role in companies.roles)]
    )
    if name not in known:
        expected = f"one of {', '.join(known)}{close(name, known)}"
        raise InputError("--observer", f"the unknown observer {name!r}", expected)
    return group or (companies.place(name),)
