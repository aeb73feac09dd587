"""A day on the screen: a time line, what an observer may infer, and the blind spans."""

from rich.console import Console
from rich.table import Table
from rich.text import Text

from scorelab.synthetic import synthetic_id
from scorelab.telling_words import spaced, yuan
from scorelab.trace.blind import Span
from scorelab.trace.diary import times
from scorelab.trace.events import EventKind
from scorelab.trace.sight import Happening, Sight
from scorelab.trace.view import KIND_WORDS, NOTICE, DayView

STEPS = (EventKind.LEAVE, EventKind.ARRIVE)
"""Steps of a way: the rides and stays between them say as much."""


def print_day(view: DayView) -> None:
    """The time line of a person-day, as it was or as one observer sees it."""
    console = Console(highlight=False)
    whose = "as it was, with who saw it" if view.observer is None else f"as {spaced(view.observer)} sees it"
    who = synthetic_id(view.diary.person)
    console.print(f"A day of {who}, {view.on}: {whose}", style="bold", markup=False)
    console.print(NOTICE, style="italic", markup=False)
    if view.events:
        console.print(_time_line(view))
    if view.reason:
        console.print(f"Nothing to show: {view.reason}.", markup=False)
    if view.inferable:
        console.print(_inferences(view))
    _print_blind(console, view)


def _time_line(view: DayView) -> Table:
    table = Table(box=None, header_style="bold", pad_edge=False, title=None)
    for heading in ("time", "what", "where", "company"):
        table.add_column(heading)
    table.add_column("seen by" if view.observer is None else "by the path", ratio=1)
    blind = list(view.blind)
    for event, sights in view.events:
        while blind and blind[0][0] < event.minute:
            table.add_row(*_blind_row(blind.pop(0)))
        if event.kind not in STEPS:
            table.add_row(*_row(view, event, sights))
    for span in blind:
        table.add_row(*_blind_row(span))
    return table


def _row(view: DayView, event: Happening, sights: dict[int, Sight]) -> tuple[Text, ...]:
    known = view.known(sights)
    what = KIND_WORDS.get(event.kind, spaced(event.kind.name.lower())) if "kind" in known else "was there"
    if "items" in known and (items := view.items(event)):
        what += f": {items}"
    if "amount" in known and event.amount:
        what += f", {yuan(event.amount)}"
    if "vehicle" in known and (vehicle := view.vehicle(event)):
        what += f" ({vehicle})"
    where = view.diary.words(event.place) if "place" in known else ""
    company = spaced(view.company(event) or "") if "company" in known else ""
    return tuple(
        map(Text, (times(event.minute, event.until), what, where, company, _seen_by(view, event, sights)))
    )


def _seen_by(view: DayView, event: Happening, sights: dict[int, Sight]) -> str:
    if view.observer is not None:
        return "; ".join(view.paths(event, sight)[0] for sight in sights.values())
    roles = view.watched.companies.roles
    return ", ".join(spaced(roles[observer].name) for observer in sights) or "nobody"


def _blind_row(span: Span) -> tuple[Text, ...]:
    start, end = span
    style = "dim italic"
    words = (times(start, end), f"blind for {end - start} minutes", "", "", "")
    return tuple(Text(word, style) for word in words)


def _inferences(view: DayView) -> Table:
    table = Table(box=None, header_style="bold", pad_edge=False)
    for heading in ("inferable", "not known for certain", "probability", "evidence"):
        table.add_column(heading)
    for each in view.inferable:
        cells = (times(each.start, each.end), each.text, f"{each.probability:.2f}", ", ".join(each.evidence))
        table.add_row(*map(Text, cells))
    return table


def _print_blind(console: Console, view: DayView) -> None:
    share = view.share_seen
    if share is None:
        return
    whom = "anybody" if view.observer is None else spaced(view.observer)
    spans = ", ".join(times(*span) for span in view.blind) or "none"
    console.print(f"Of the waking day {whom} sees {share:.0%}; blind spans: {spans}.", markup=False)
