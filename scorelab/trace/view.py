"""What an observer sees of a person-day: known, inferable, unknown, and the blind spans."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from scorelab.rules.habits import Category
from scorelab.scenario.dates import in_force
from scorelab.scenario.parameter import Parameter
from scorelab.scenario.schema import Scenario
from scorelab.trace.blind import Span, blind_spans, seen_share
from scorelab.trace.diary import Diary, clock
from scorelab.trace.events import NO_COMPANY, EventKind
from scorelab.trace.goods import GOODS, goods_in
from scorelab.trace.inference import Inference, meetings, presences, routes, workplace
from scorelab.trace.sight import (
    Happening,
    Sight,
    Watched,
    observers_named,
    path_in_words,
)

NOTICE = "Synthetic: the person, the city and the companies are invented."

KIND_WORDS: dict[EventKind, str] = {
    EventKind.RIDE_BIKE: "rides a shared bike",
    EventKind.RIDE_CAR: "rides in a hailed car",
    EventKind.RIDE_TAXI: "rides in a taxi",
    EventKind.RIDE_TRANSIT: "rides a bus or the metro",
    EventKind.RIDE_TRAIN: "takes a train",
    EventKind.FLIGHT: "flies",
    EventKind.PAYMENT_SHOP: "buys in a shop",
    EventKind.PAYMENT_ONLINE: "buys online",
    EventKind.DELIVERY: "has a meal delivered",
    EventKind.MEAL_OUT: "eats out",
    EventKind.APP_USE: "uses an app",
    EventKind.HOTEL_NIGHT: "spends a night at a hotel",
    EventKind.CAMERA_PASS: "passes a camera",
    EventKind.WORK_CLOCK: "clocks in or out",
    EventKind.CASH: "pays cash",
    EventKind.SWIM: "swims",
    EventKind.CINEMA: "goes to the cinema",
}
"""What tellings call a kind of event; the others go by their name."""


@dataclass(frozen=True)
class Gauges:
    """The assumed numbers of what observers know and infer, see the scenario's `watching`."""

    blind_from: int
    shortest_route: float
    presence_half_life: int
    workplace_days: int
    met_by_chance: float

    @classmethod
    def of(cls, scenario: Scenario, on: date) -> "Gauges":
        """The numbers in force on a date."""
        watching = in_force(scenario, on).watching
        return cls(
            blind_from=int(_number(watching.blind_from, on)),
            shortest_route=_number(watching.shortest_route, on),
            presence_half_life=max(1, int(_number(watching.presence_half_life, on))),
            workplace_days=int(_number(watching.workplace_days, on)),
            met_by_chance=_number(watching.met_by_chance, on),
        )


@dataclass(frozen=True)
class DayView:
    """A person-day as one observer sees it, or as it was.

    Attributes
    ----------
    diary : Diary
        The ground truth.
    watched : Watched
        The person under the companies' eyes.
    on : date
        The calendar date.
    observer : str, optional
        Whose view it is: a company or a group; None: everything, with who saw it.
    events : tuple of (Happening, dict)
        What is shown, each with everybody whom it reached; of an observer's view, with the observer alone.
    inferable : tuple of Inference
        What the observer may conclude; none in the view of everything.
    blind : tuple of (start, end)
        Spans of the waking day of which the observer, or without one anybody, sees nothing.
    reason : str
        Why nothing is shown, if nothing is.
    """

    diary: Diary
    watched: Watched
    on: date
    observer: str | None
    events: tuple[tuple[Happening, dict[int, Sight]], ...]
    inferable: tuple[Inference, ...]
    blind: tuple[Span, ...]
    reason: str

    @property
    def share_seen(self) -> float | None:
        """The share of the waking day that lies in no blind span."""
        return seen_share(self.diary.waking, self.blind)

    def to_json(self) -> dict[str, Any]:
        """The view as plain data; money in cents, times of the day as HH:MM."""
        return {
            "notice": NOTICE,
            "synthetic": True,
            "person": self.diary.person,
            "date": self.on.isoformat(),
            "observer": self.observer,
            "events": [self._event(event, sights) for event, sights in self.events],
            "inferable": [each.to_json() for each in self.inferable],
            "blind": [[clock(start), clock(end)] for start, end in self.blind],
            "share_seen": None if self.share_seen is None else round(self.share_seen, 4),
            "reason": self.reason,
        }

    def _event(self, event: Happening, sights: dict[int, Sight]) -> dict[str, Any]:
        known = self.known(sights)
        return {
            "time": clock(event.minute),
            "until": clock(event.until) if event.until > event.minute else None,
            "company": self.company(event) if "company" in known else None,
            "kind": event.kind.name.lower() if "kind" in known else None,
            "place": self.diary.words(event.place) or None if "place" in known else None,
            "amount": event.amount if "amount" in known and event.amount else None,
            "items": self.items(event) if "items" in known else None,
            "vehicle": self.vehicle(event) if "vehicle" in known else None,
            "seen_by": {
                self.watched.companies.roles[observer].name: list(self.paths(event, sight))
                for observer, sight in sights.items()
            },
        }

    def known(self, sights: dict[int, Sight]) -> frozenset[str]:
        """What of an event this view shows."""
        if self.observer is None:
            return ALL_KNOWN
        return frozenset().union(*(sight.known for sight in sights.values()))

    def company(self, event: Happening) -> str | None:
        """The name of the company that served an event."""
        return None if event.company == NO_COMPANY else self.watched.companies.roles[event.company].name

    def items(self, event: Happening) -> str | None:
        """What was bought, if anything: the basket, or else the category."""
        goods = goods_in(event.detail) if event.kind in WITH_BASKET else ()
        category = Category(event.category).name.lower() if event.category in GOODS else None
        return ", ".join(goods) or category

    def vehicle(self, event: Happening) -> str | None:
        """The number of the vehicle: one that no register has."""
        return f"SYN-{event.detail:06d}" if event.kind in WITH_VEHICLE and event.detail >= 0 else None

    def paths(self, event: Happening, sight: Sight) -> tuple[str, ...]:
        """The paths of an event in words, the shortest first."""
        companies = self.watched.companies
        return tuple(path_in_words(companies, event.company, path) for path in sight.paths)


ALL_KNOWN = frozenset(("time", "company", "kind", "place", "amount", "items", "counterparty", "vehicle"))
WITH_BASKET = (EventKind.PAYMENT_SHOP, EventKind.PAYMENT_ONLINE, EventKind.CASH)
WITH_VEHICLE = (EventKind.RIDE_BIKE, EventKind.RIDE_CAR, EventKind.RIDE_TAXI, EventKind.CAMERA_PASS)


def everything(diary: Diary, watched: Watched, on: date, gauges: Gauges) -> DayView:
    """The day as it was, with who saw what by which path."""
    events = tuple((event, watched.sights(event)) for event in diary.happenings)
    seen = [event for event, sights in events if sights]
    return DayView(
        diary=diary,
        watched=watched,
        on=on,
        observer=None,
        events=events,
        inferable=(),
        blind=blind_spans(diary.waking, seen, gauges.blind_from),
        reason="" if events else "nothing happened on this day",
    )


def seen_from(
    whole: DayView,
    observer: str,
    gauges: Gauges,
    *,
    before: Sequence[DayView] = (),
    others: Mapping[str, DayView] | None = None,
) -> DayView:
    """The same day as one observer sees it.

    Parameters
    ----------
    whole : DayView
        The day as it was, from :func:`everything`.
    observer : str
        A company or a group.
    gauges : Gauges
        The numbers that inferences rest on.
    before : sequence of DayView
        The person's days before, as they were: a workplace is inferred from them.
    others : mapping, optional
        The same day of acquaintances, by what to call them: meetings are inferred from them.

    Raises
    ------
    InputError
        If there is no such observer.
    """
    diary, companies = whole.diary, whole.watched.companies
    eyes = observers_named(companies, observer)
    events = _shown(whole, eyes)
    seen = [event for event, _ in events]
    inferred = [
        *routes(diary, seen, gauges.shortest_route),
        *presences(diary, seen, gauges.presence_half_life),
        *meetings(
            diary,
            seen,
            {name: [event for event, _ in _shown(view, eyes)] for name, view in (others or {}).items()},
            gauges.blind_from,
            gauges.met_by_chance,
        ),
    ]
    days = [(view.diary, [event for event, _ in _shown(view, eyes)]) for view in (*before, whole)]
    works = workplace(days)
    return replace(
        whole,
        observer=observer,
        events=events,
        inferable=(*sorted(inferred, key=lambda each: (each.start, each.what)), *((works,) if works else ())),
        blind=blind_spans(diary.waking, seen, gauges.blind_from),
        reason="" if events else _why_nothing(whole, observer, eyes),
    )


def _shown(view: DayView, eyes: Sequence[int]) -> tuple[tuple[Happening, dict[int, Sight]], ...]:
    found = ((event, {eye: sights[eye] for eye in eyes if eye in sights}) for event, sights in view.events)
    return tuple((event, sights) for event, sights in found if sights)


def _why_nothing(whole: DayView, observer: str, eyes: Sequence[int]) -> str:
    if not any(whole.watched.companies.hears(eye) for eye in eyes):
        return (
            f"{observer} serves nobody and no company passes anything on to it: it is cut off from everything"
        )
    return f"nothing of this day reached {observer}: it served nothing of it, and nothing flowed to it"


def _number(parameter: Parameter, on: date) -> float:
    value = parameter.on(on)
    assert not isinstance(value, tuple)
    return float(value)
