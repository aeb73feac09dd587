"""How much of people's days observers see, by which paths, and what one more edge would show to whom."""

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from scorelab.errors import InputError
from scorelab.progress import Progress, silent
from scorelab.scenario.quantities import AGE_BANDS
from scorelab.scenario.watching import Group
from scorelab.trace.blind import blind_spans, seen_share
from scorelab.trace.companies import Companies
from scorelab.trace.show import Seeing, opened
from scorelab.trace.sight import Happening, Sight, observers_named
from scorelab.trace.view import DayView
from scorelab.trace.world import TraceWorld

if TYPE_CHECKING:
    from scorelab.trace.show import Openable

COMPANY_GROUPS: tuple[Group, ...] = ("first_group", "second_group", "state", "others")
ANYBODY = "anybody"

FIFTH_ACTOR = "a fifth actor"
"""Somebody outside, who serves nobody and to whom nothing flows."""

LOOKING = "looking at days with every observer's eyes"


@dataclass(frozen=True)
class Exposure:
    """How much of some people's days is seen.

    Attributes
    ----------
    society, people, days : int
        How many people there are, how many of them were looked at, and on how many days each: every
        waking minute counts alike.
    seen : mapping
        Of each company, group of companies, and `anybody`: the share of waking minutes that lie in no
        blind span.
    events : mapping
        Of the same, events seen a person-day.
    by_people : mapping
        Of each division of people and group in it, the share of waking minutes that each group of
        companies and anybody see.
    by_path : mapping
        Events a person-day by path: the companies' names from the one that served them to the observer.
    actor : str
        Who might learn by one more edge: a company, or a fifth actor who sees nothing yet.
    one_more_edge : mapping
        Of each company the share of waking minutes that the actor would see if that company passed on
        to it all that it sees, the most first.
    """

    society: int
    people: int
    days: int
    seen: dict[str, float]
    events: dict[str, float]
    by_people: dict[str, dict[str, dict[str, float]]]
    by_path: dict[tuple[str, ...], float]
    actor: str
    one_more_edge: dict[str, float]

    @property
    def companies(self) -> list[str]:
        """The companies that see anything, the one that sees most first."""
        groups = (*COMPANY_GROUPS, ANYBODY)
        found = [name for name, share in self.seen.items() if share and name not in groups]
        return sorted(found, key=lambda name: -self.seen[name])

    @property
    def gains(self) -> dict[str, float]:
        """Of each company that would show the actor more, the share of waking minutes more."""
        before = self.seen.get(self.actor, 0.0)
        return {name: share - before for name, share in self.one_more_edge.items() if share > before}

    def to_json(self) -> dict[str, Any]:
        """The same as plain data."""
        return {
            "synthetic": True,
            "society": self.society,
            "people": self.people,
            "days": self.days,
            "seen": _rounded(self.seen),
            "events_a_day": _rounded(self.events),
            "by_people": {
                division: {group: _rounded(shares) for group, shares in groups.items()}
                for division, groups in self.by_people.items()
            },
            "by_path": {" -> ".join(path): round(count, 4) for path, count in self.by_path.items()},
            "one_more_edge": {"actor": self.actor, "seen": _rounded(self.one_more_edge)},
        }


def _rounded(shares: dict[str, float]) -> dict[str, float]:
    return {name: round(share, 4) for name, share in shares.items()}


class _Tally:
    """Waking and seen minutes."""

    def __init__(self) -> None:
        self.awake = 0
        self.seen: Counter[str] = Counter()

    def add(self, view: DayView, seen: dict[str, list[Happening]], shortest: int) -> None:
        waking = view.diary.waking
        awake = sum(end - start for start, end in waking)
        self.awake += awake
        for name, events in seen.items():
            share = seen_share(waking, blind_spans(waking, events, shortest))
            self.seen[name] += round((share or 0) * awake)

    def shares(self, names: Sequence[str]) -> dict[str, float]:
        return {name: self.seen[name] / self.awake if self.awake else 0.0 for name in names}


def exposure(
    run: "Openable",
    people: Sequence[int],
    days: Sequence[int],
    *,
    cut: Collection[str] = (),
    actor: str | None = None,
    progress: Progress | None = None,
) -> Exposure:
    """Look at some days of some people with every observer's eyes.

    Parameters
    ----------
    run : path, str, Scenario, Run or TraceWorld
        A finished run, a scenario, or a world that is open already.
    people, days : sequence of int
        Which people and days of it; see :func:`spread` for an even sample.
    cut : collection of str
        Edges between companies that are cut, for everybody.
    actor : str, optional
        The company that might learn by one more edge; by default a fifth actor, beside the four groups,
        to whom nothing flows yet.
    progress : callable, optional
        Called now and then with how many days have been looked at.

    Raises
    ------
    InputError
        If there are no people or days, or no such edge or company.
    """
    if not people or not days:
        raise InputError("exposure", "nobody or no day to look at", "at least one person and one day")
    world = opened(run)
    learns = [world.companies.place(actor, "--actor")] if actor is not None else []
    whole, further = _Tally(), _Tally()
    groups: defaultdict[tuple[str, str], _Tally] = defaultdict(_Tally)
    events: Counter[str] = Counter()
    by_path: Counter[tuple[str, ...]] = Counter()
    for done, day in enumerate(days):
        (progress or silent)(LOOKING, done, len(days))
        eyes = world.companies_on(day).without(cut)
        seeing = Seeing(world, eyes)
        shortest = seeing.gauges(day).blind_from
        for person in people:
            view = seeing.everything(person, day)
            seen = _seen_by(view, eyes)
            whole.add(view, seen, shortest)
            further.add(view, _seen_with_one_more(view, eyes, learns), shortest)
            events.update({name: len(found) for name, found in seen.items()})
            by_path.update(_paths(view, eyes))
            for division, group in divisions(world, person, view.diary.age):
                groups[division, group].add(view, seen, shortest)
    count = len(people) * len(days)
    companies = [role.name for role in world.companies.roles]
    names = [*companies, *COMPANY_GROUPS, ANYBODY]
    by_people: dict[str, dict[str, dict[str, float]]] = {}
    for (division, group), tally in sorted(groups.items()):
        by_people.setdefault(division, {})[group] = tally.shares([*COMPANY_GROUPS, ANYBODY])
    learnt = further.shares([name for name in companies if name != actor])
    return Exposure(
        society=len(world),
        people=len(people),
        days=len(days),
        seen=whole.shares(names),
        events={name: events[name] / count for name in names},
        by_people=by_people,
        by_path={path: number / count for path, number in by_path.most_common()},
        actor=FIFTH_ACTOR if actor is None else actor,
        one_more_edge=dict(sorted(learnt.items(), key=lambda each: -each[1])),
    )


def spread(count: int, most: int) -> tuple[int, ...]:
    """The middles of at most so many even parts of the numbers from 0 to before `count`."""
    taken = min(count, most)
    return tuple(count * (2 * place + 1) // (2 * taken) for place in range(taken))


def divisions(world: TraceWorld, person: int, age: int) -> Iterator[tuple[str, str]]:
    """The groups that somebody belongs to, as (division, group)."""
    low, high = next(band for band in AGE_BANDS if band[0] <= age <= band[1])
    yield "age", f"{low} to {high}" if high < AGE_BANDS[-1][1] else f"{low} and over"
    for name, group in GROUPS.items():
        yield name, group(world, person, age)


def _fifth(world: TraceWorld, person: int, age: int) -> str:
    return f"fifth {int(world.population.income_fifth[person]) + 1}" if age >= 18 else "children"


GROUPS: dict[str, Callable[[TraceWorld, int, int], str]] = {
    "sex": lambda world, person, _: "men" if world.population.sex[person] else "women",
    "income": _fifth,
    "registration": lambda world, person, _: "local" if world.population.settled[person] else "migrant",
}
"""How people are divided, beside age."""


def _seen_by(view: DayView, eyes: Companies) -> dict[str, list[Happening]]:
    """What each company, each group and anybody sees of a day."""
    groups = {group: set(observers_named(eyes, group)) for group in COMPANY_GROUPS}
    seen: dict[str, list[Happening]] = defaultdict(list)
    for event, sights in view.events:
        for observer in sights:
            seen[eyes.roles[observer].name].append(event)
        for group, members in groups.items():
            if not members.isdisjoint(sights):
                seen[group].append(event)
        if sights:
            seen[ANYBODY].append(event)
    return seen


def _seen_with_one_more(view: DayView, eyes: Companies, learns: Sequence[int]) -> dict[str, list[Happening]]:
    """Of each company what an actor sees of a day to whom it passes on all that it sees itself."""
    found: dict[str, list[Happening]] = {role.name: [] for role in eyes.roles}
    for event, sights in view.events:
        known = any(learner in sights for learner in learns)
        for place in range(len(eyes.roles)) if known else sights:
            found[eyes.roles[place].name].append(event)
    return found


def _paths(view: DayView, eyes: Companies) -> Iterator[tuple[str, ...]]:
    """The shortest path of each event to each observer that it reached."""
    for event, sights in view.events:
        for sight in sights.values():
            yield _names(eyes, event, sight)


def _names(eyes: Companies, event: Happening, sight: Sight) -> tuple[str, ...]:
    roles = (event.company, *(eyes.edges[place].target for place in sight.paths[0]))
    return tuple(eyes.roles[role].name for role in roles)
