"""How much of people's days observers see, by which paths, and what one more edge would show to whom."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from scorelab.errors import InputError
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


@dataclass(frozen=True)
class Exposure:
    """How much of some people's days is seen.

    Attributes
    ----------
    person_days : int
        How many days of how many people were looked at: each waking minute counts alike.
    seen : mapping
        Of each company, group of companies, and `anybody`: the share of waking minutes that lie in no
        blind span.
    events : mapping
        Of the same, events seen a person-day.
    by_people : mapping
        Of each division of people and group in it, the share of waking minutes that the first and the
        second platform's group, the state and anybody see.
    by_path : mapping
        Events a person-day by path: the companies' names from the one that served them to the observer.
    """

    person_days: int
    seen: dict[str, float]
    events: dict[str, float]
    by_people: dict[str, dict[str, dict[str, float]]]
    by_path: dict[tuple[str, ...], float]

    def to_json(self) -> dict[str, Any]:
        """The same as plain data."""
        return {
            "synthetic": True,
            "person_days": self.person_days,
            "seen": self.seen,
            "events_a_day": self.events,
            "by_people": self.by_people,
            "by_path": {" -> ".join(path): count for path, count in self.by_path.items()},
        }


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
    companies: Companies | None = None,
) -> Exposure:
    """Look at some days of some people with every observer's eyes.

    Parameters
    ----------
    run : path, str, Scenario, Run or TraceWorld
        A finished run, a scenario, or a world that is open already.
    people, days : sequence of int
        Which people and days of it; see :func:`spread` for an even sample.
    companies : Companies, optional
        Who watches, where it is not the world's own: with an edge cut, or one more.

    Raises
    ------
    InputError
        If there are no people or days.
    """
    if not people or not days:
        raise InputError("exposure", "nobody or no day to look at", "at least one person and one day")
    world = opened(run)
    whole = _Tally()
    groups: defaultdict[tuple[str, str], _Tally] = defaultdict(_Tally)
    events: Counter[str] = Counter()
    by_path: Counter[tuple[str, ...]] = Counter()
    for day in days:
        eyes = companies or Companies.of(world.scenario, day)
        seeing = Seeing(world, eyes)
        shortest = seeing.gauges(day).blind_from
        for person in people:
            view = seeing.everything(person, day)
            seen = _seen_by(view, eyes)
            whole.add(view, seen, shortest)
            events.update({name: len(found) for name, found in seen.items()})
            by_path.update(_paths(view, eyes))
            for division, group in divisions(world, person, view.diary.age):
                groups[division, group].add(view, seen, shortest)
    count = len(people) * len(days)
    names = [*(role.name for role in world.companies.roles), *COMPANY_GROUPS, ANYBODY]
    by_people: dict[str, dict[str, dict[str, float]]] = {}
    for (division, group), tally in sorted(groups.items()):
        by_people.setdefault(division, {})[group] = tally.shares([*COMPANY_GROUPS, ANYBODY])
    return Exposure(
        person_days=count,
        seen=whole.shares(names),
        events={name: events[name] / count for name in names},
        by_people=by_people,
        by_path={path: number / count for path, number in by_path.most_common()},
    )


def one_more_edge(
    world: TraceWorld, people: Sequence[int], days: Sequence[int], actor: str, source: str
) -> tuple[float, float]:
    """What an actor would see of the waking day if one more company passed everything on to it.

    Parameters
    ----------
    world : TraceWorld
        Whose days.
    people, days : sequence of int
        Which of them.
    actor, source : str
        The company that learns, and the one that passes on.

    Returns
    -------
    before, after : float
        Shares of waking minutes seen, without and with the edge.
    """
    before = exposure(world, people, days).seen[actor]
    with_edge = Companies.of(world.scenario, days[0]).with_edge(source, actor)
    return before, exposure(world, people, days, companies=with_edge).seen[actor]


def spread(count: int, most: int) -> tuple[int, ...]:
    """An even sample of at most so many of the numbers from 0 to before `count`."""
    taken = min(count, most)
    return tuple(count * place // taken for place in range(taken))


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


def _paths(view: DayView, eyes: Companies) -> Iterator[tuple[str, ...]]:
    """The shortest path of each event to each observer that it reached."""
    for event, sights in view.events:
        for sight in sights.values():
            yield _names(eyes, event, sight)


def _names(eyes: Companies, event: Happening, sight: Sight) -> tuple[str, ...]:
    roles = (event.company, *(eyes.edges[place].target for place in sight.paths[0]))
    return tuple(eyes.roles[role].name for role in roles)
