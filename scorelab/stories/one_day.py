"""One day of an invented person, as a payment app's file shows it, and as it was."""

from collections.abc import Iterator, Sequence
from datetime import date

from scorelab.casting import casting
from scorelab.report.day_picture import day_picture
from scorelab.report.picture import Picture
from scorelab.rules.incidents import age_in_years
from scorelab.scenario.calendar import day_of
from scorelab.scenario.load import load
from scorelab.scenario.schema import Scenario
from scorelab.stories.life import people_of
from scorelab.stories.one_day_script import TOLD, told_day
from scorelab.stories.story import MAIN, Story
from scorelab.stories.telling import Line, Part, Telling, Twin
from scorelab.stories.twins import changed, kept
from scorelab.trace.companies import Companies
from scorelab.trace.diary import clock, times
from scorelab.trace.events import EventKind
from scorelab.trace.sight import Happening, Watched
from scorelab.trace.view import DayView, Gauges, everything, seen_from

ONE_DAY = Story(name="one-day", strands=())
THE_DAY = date(2018, 4, 12)
APP = "payment_app"
BLIND = ("16:19", "19:01")

EXPECTED = (
    ("13:00", EventKind.RIDE_BIKE, ("bike_share", "first_platform", "payment_app")),
    ("13:24", EventKind.PAYMENT_SHOP, ("mall_operator", "payment_app")),
    ("14:20", EventKind.RIDE_CAR, ("ride_hailing", "first_platform", "payment_app")),
    ("15:36", EventKind.PAYMENT_SHOP, ("supermarket_chain", "first_platform", "payment_app")),
    ("15:42", EventKind.RIDE_TAXI, ("taxi_company", "payment_app")),
    ("16:19", EventKind.DELIVERY, ("rival_delivery", "payment_app")),
    ("19:01", EventKind.RIDE_BIKE, ("bike_share", "first_platform", "payment_app")),
)
"""What the app knows, in order, each by a path that must be among those that it came by."""

CUTS = (
    "bike_share_to_first_platform",
    "first_platform_to_payment_app",
    "rival_delivery_paid_first",
)
"""Edges that are cut one at a time."""

SPARING = {"purpose_limitation": "purpose limitation", "consent_and_exit": "real consent and exit"}
"""Safeguards that close edges between companies."""

LANES = (APP, "first_group", "second_group", "state", "bike_share", "taxi_company")
"""Whose lanes the picture draws."""

OBSERVERS = ("payment_app", "first_group", "second_group", "state", "bike_share", "taxi_company", "insurer")


def tell_one_day(worlds: int, people: int | None, seed: int | None) -> Telling:
    """The day as the app's file shows it, as it was, and what edges and luck make of it."""
    scenario = ONE_DAY.scenario(people, seed)
    person, age = _main(scenario)
    whole, gauges = day_in(scenario, person, age)
    app = seen_from(whole, APP, gauges)
    return Telling(
        name=ONE_DAY.name,
        title=f"{scenario.title}: an invented person on {THE_DAY}, in an invented city",
        preface=(
            "The person is invented ('they'), and so are the city, the sums, and the companies: roles, no",
            "firms. Times and order are as told; when the car and the taxi set out, the first bike was",
            "parked and the hour in the pool began was not told and is invented.",
        ),
        parts=(
            Part("As the payment app's file shows it", tuple(_lines(app)), tuple(_blind_and_inferred(app))),
            Part("As it was", tuple(_truth(whole)), ("", *_who_saw(whole))),
            Part("What others see of the same day", (), tuple(_others(whole, gauges))),
            Part(
                "One edge cut at a time",
                (),
                tuple(_cuts(scenario, person, age)),
                twins=_twins(scenario, person, age),
            ),
            *([Part("In other worlds", (), tuple(_in_worlds(worlds)))] if worlds else []),
        ),
        missing=tuple(missing(app)),
    )


def day_in(
    scenario: Scenario, person: int, age: int, cut: Sequence[str] = (), seed: int | None = None
) -> tuple[DayView, Gauges]:
    """The told day under the eyes of a scenario's companies.

    Parameters
    ----------
    scenario : Scenario
        Who watches, and the luck of what flows.
    person, age : int
        Whose day it is.
    cut : sequence of str
        Edges that are cut.
    seed : int, optional
        In place of the scenario's.
    """
    day = day_of(date.fromisoformat(scenario.time.start), THE_DAY)
    companies = Companies.of(scenario, day).without(cut)
    watched = Watched(companies, scenario.seed if seed is None else seed, person, day)
    gauges = Gauges.of(scenario, THE_DAY)
    return everything(told_day(companies, person, day, age), watched, THE_DAY, gauges), gauges


def one_day_picture(people: int | None = None, seed: int | None = None) -> Picture:
    """The day on a map, with what each observer saw."""
    scenario = ONE_DAY.scenario(people, seed)
    whole, gauges = day_in(scenario, *_main(scenario))
    return day_picture(whole, [seen_from(whole, name, gauges) for name in LANES])


def missing(view: DayView) -> Iterator[str]:
    """What of the told day did not come out in its order in the app's view."""
    left = iter(view.events)
    for time, kind, path in EXPECTED:
        for event, sights in left:
            found = clock(event.minute) == time and event.kind == kind
            if found and path in {
                _names(view, event.company, way) for s in sights.values() for way in s.paths
            }:
                break
        else:
            yield f"{kind.name.lower()} at {time} by {' -> '.join(path)}"
    if BLIND not in {(clock(start), clock(end)) for start, end in view.blind}:
        yield f"blind span {BLIND[0]}-{BLIND[1]}"


def _main(scenario: Scenario) -> tuple[int, int]:
    """Who plays the main role, and how old they are on the day."""
    population = people_of(scenario)
    person = casting(scenario, population)[MAIN]
    day = day_of(date.fromisoformat(scenario.time.start), THE_DAY)
    return person, int(age_in_years(int(population.birthday[person]), day))


def _names(view: DayView, served: int, path: Sequence[int]) -> tuple[str, ...]:
    companies = view.watched.companies
    roles = (served, *(companies.edges[place].target for place in path))
    return tuple(companies.roles[role].name for role in roles)


def _lines(view: DayView) -> Iterator[Line]:
    for event, sights in view.events:
        ways = dict.fromkeys(way for sight in sights.values() for way in view.paths(event, sight))
        yield _line(view, event, f"{_text(event.minute)}  [{'; '.join(ways)}]")


def _truth(view: DayView) -> Iterator[Line]:
    for event, sights in view.events:
        alone = "" if sights else "  [nobody: known to ground truth alone]"
        yield _line(view, event, _text(event.minute) + alone)


def _line(view: DayView, event: Happening, text: str) -> Line:
    return Line(view.diary.day, view.on, times(event.minute, event.until), text, told=True)


def _who_saw(whole: DayView) -> Iterator[str]:
    yield "Who saw what, each by the shortest path:"
    for event, sights in whole.events:
        yield f"  {clock(event.minute)}  {_text(event.minute)}"
        for sight in sights.values():
            yield f"           {whole.paths(event, sight)[0]}"
        if not sights:
            yield "           nobody"


def _text(minute: int) -> str:
    return next(event.text for event in TOLD if event.start == clock(minute))


def _blind_and_inferred(view: DayView) -> Iterator[str]:
    for start, end in view.blind:
        yield f"Blind from {clock(start)} to {clock(end)}: {end - start} minutes."
    yield "Inferable, not known:"
    for each in view.inferable:
        why = f"probability {each.probability:.2f}: {', '.join(each.evidence)}"
        yield f"  {times(each.start, each.end)}  {each.text} ({why})"


def _others(whole: DayView, gauges: Gauges) -> Iterator[str]:
    yield f"  {'observer':<16}{'events':>7}{'of the day seen':>17}  blind spans"
    for name in OBSERVERS:
        view = seen_from(whole, name, gauges)
        blind = ", ".join(times(*span) for span in view.blind)
        share = view.share_seen or 0
        yield f"  {name:<16}{len(view.events):>7}{share:>16.0%}  {blind}"
        if view.reason:
            yield f"    {view.reason}"


def _cuts(scenario: Scenario, person: int, age: int) -> Iterator[str]:
    before = {event for event, _ in seen_from(*_seen(scenario, person, age, ())).events}
    for name in CUTS:
        after = {event for event, _ in seen_from(*_seen(scenario, person, age, (name,))).events}
        lost = sorted(clock(event.minute) for event in before - after)
        yield f"  without {name}: the app loses {', '.join(lost) if lost else 'nothing'}"


def _twins(scenario: Scenario, person: int, age: int) -> tuple[Twin, ...]:
    """What the app would have known, had a safeguard been kept in half of cases."""

    def known(world: Scenario) -> int:
        return len(seen_from(*_seen(world, person, age, ())).events)

    told = known(scenario)
    return tuple(
        Twin(
            f"with {words} kept in half of cases",
            f"the app knows {known(changed(scenario, [kept(name, role=None)]))} of the {told} events that it "
            "knows as told",
        )
        for name, words in SPARING.items()
    )


def _seen(scenario: Scenario, person: int, age: int, cut: Sequence[str]) -> tuple[DayView, str, Gauges]:
    whole, gauges = day_in(scenario, person, age, cut)
    return whole, APP, gauges


def _in_worlds(worlds: int) -> Iterator[str]:
    yield "The same day where luck decides what flows, over further worlds; told events that the app sees:"
    for name in ("as-reported-2018", "as-documented-2018"):
        scenario = load(name, {"time.start": "2018-04-02"})
        counts = []
        for seed in range(1, worlds + 1):
            whole, gauges = day_in(scenario, 0, 30, seed=seed)
            counts.append(len(seen_from(whole, APP, gauges).events))
        mean = sum(counts) / len(counts)
        span = f"fewest {min(counts)}, most {max(counts)}"
        yield f"  {name:<20} {mean:.1f} of {len(EXPECTED)} on average ({span}) over {worlds} worlds"
