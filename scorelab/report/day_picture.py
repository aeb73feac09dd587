"""A day as a picture: the map with the ways gone, and what each observer saw, lane by lane."""

from collections.abc import Sequence

from scorelab.report.day_map import draw_map, times_of_places
from scorelab.report.figures import NARROW, WIDE
from scorelab.report.markup import Html, join, table, tag
from scorelab.report.picture import Picture
from scorelab.report.svg import Canvas, Scale
from scorelab.synthetic import synthetic_id
from scorelab.telling_words import spaced
from scorelab.trace.diary import clock
from scorelab.trace.events import Activity
from scorelab.trace.sight import Happening
from scorelab.trace.view import KIND_WORDS, NOTICE, DayView

MAP_SHARE = 0.62
"""Height of the map, in widths of the picture."""
MARGIN, LANE, LANE_NAMES = 34.0, 30.0, 118.0
HOUR = 60
LANES = ("first_group", "second_group", "state", "others")
"""Whose lanes are drawn where nobody says otherwise."""


def day_picture(whole: DayView, views: Sequence[DayView]) -> Picture:
    """A day as a picture, with its tables.

    Parameters
    ----------
    whole : DayView
        The day as it was.
    views : sequence of DayView
        The same day as observers see it; the first one's knowledge is drawn on the map.
    """
    return Picture(
        headline=title(whole, views),
        caption=f"{CAPTION} {described(views)}",
        draw=lambda width: drawn(width, whole, views),
        table=join([places_table(whole), events_table(whole), *map(observer_table, views)]),
        description=described(views),
        notice=NOTICE,
    )


CAPTION = (
    "Above, the city: full lines are rides that the first observer sees, whose way it can only infer; dashed "
    "lines are ways that it does not see; numbers stand in the order of the day. Below, a lane for each "
    "observer: bars and dots are what it sees, hatched spans are blind."
)


def title(whole: DayView, views: Sequence[DayView]) -> str:
    """What one sees: whose day, and how much of it the first observer knows."""
    day = f"A day of {synthetic_id(whole.diary.person)}, an invented person, {whole.on}"
    if not views or views[0].share_seen is None:
        return day
    return f"{day}: {spaced(views[0].observer or '')} sees {views[0].share_seen:.0%} of it"


def described(views: Sequence[DayView]) -> str:
    """How much of the day each observer sees, in words."""
    shares = {spaced(view.observer or ""): view.share_seen for view in views}
    seen = ", ".join(f"{name} {share:.0%}" for name, share in shares.items() if share is not None)
    return f"Seen of the waking day: {seen or 'nothing, it is slept through'}."


def drawn(width: float, whole: DayView, views: Sequence[DayView]) -> Canvas:
    """Map and lanes on one canvas."""
    high = width * MAP_SHARE if width > NARROW else width
    lanes = (len(views) + 1) * LANE + 30
    canvas = Canvas(width, high + lanes)
    draw_map(canvas, high, whole, views[0] if views else whole)
    _draw_lanes(canvas, high + 8, whole, views)
    return canvas


def _draw_lanes(canvas: Canvas, top: float, whole: DayView, views: Sequence[DayView]) -> None:
    waking = whole.diary.waking
    if not waking:
        return
    names = LANE_NAMES if canvas.width > WIDE / 2 else 0.0
    first, last = waking[0][0] // HOUR * HOUR, -(-waking[-1][1] // HOUR) * HOUR
    across = Scale(first, last, names + 8, canvas.width - 10)
    bottom = top + (len(views) + 1) * LANE
    step = HOUR * next(
        hours for hours in (1, 2, 3, 4, 6) if (last - first) / (hours * HOUR) * 44 < canvas.width - names
    )
    for minute in range(first, last + 1, step):
        canvas.line(across(minute), top, across(minute), bottom, "grid")
        canvas.words(across(minute), bottom + 15, clock(minute), "muted small", "middle")
    _lane(canvas, top, "as it was", across, whole, names, truth=True)
    for number, view in enumerate(views, start=1):
        _lane(canvas, top + number * LANE, spaced(view.observer or ""), across, view, names)


def _lane(
    canvas: Canvas, top: float, name: str, across: Scale, view: DayView, names: float, *, truth: bool = False
) -> None:
    middle = top + LANE / 2 + (0 if names else 4)
    if names:
        canvas.words(0, middle + 4, name, "strong" if truth else "")
    else:
        canvas.words(0, top + 9, name, "muted small halo")
    canvas.line(across.start, middle, across.end, middle, "axis")
    if truth:
        for stay in view.diary.stays:
            if stay.activity != Activity.SLEEP:
                css = "f6" if stay.activity == Activity.TRAVEL else "f4"
                canvas.rect(
                    across(stay.start), middle - 5, across(stay.end) - across(stay.start), 10, f"{css} mark"
                )
        return
    for start, end in view.blind:
        canvas.rect(across(start), middle - 7, across(end) - across(start), 14, "h5")
    for event, _ in view.events:
        if event.until > event.minute:
            canvas.rect(
                across(event.minute), middle - 5, across(event.until) - across(event.minute), 10, "f1"
            )
        else:
            canvas.mark("circle", across(event.minute), middle, "f1 mark", 4)


def places_table(whole: DayView) -> Html:
    """The places of the map by number, with the times of the day."""
    rows = [
        (number, whole.diary.words(place), times)
        for number, (place, times) in enumerate(times_of_places(whole).items(), start=1)
    ]
    return table(
        "Places, in the order in which they were reached", ("", "place", "times"), rows, words=(0, 1, 2)
    )


def events_table(whole: DayView) -> Html:
    """Every event, and who saw it by the shortest path."""
    rows = []
    for event, sights in whole.events:
        ways = [whole.paths(event, sight)[0] for sight in sights.values()]
        shortest = sorted(dict.fromkeys(ways), key=len)
        rows.append(
            (
                clock(event.minute),
                KIND_WORDS.get(event.kind, event.kind.name.lower().replace("_", " ")),
                whole.diary.words(event.place),
                join([*(tag("div", way) for way in shortest)]) if ways else "nobody",
            )
        )
    heads = ("time", "what happened", "where", "who saw it, by the shortest path")
    return table("The day as it was", heads, rows, words=(0, 1, 2, 3))


def observer_table(view: DayView) -> Html:
    """What one observer knows, may infer and does not know."""
    known = [
        (clock(event.minute), "known", f"{_what(view, event)}, {view.diary.words(event.place)}", "")
        for event, _ in view.events
    ]
    inferred = [
        (clock(each.start), "inferable", each.text, f"{each.probability:.0%}: {', '.join(each.evidence)}")
        for each in view.inferable
    ]
    unknown = [(clock(start), "unknown", f"until {clock(end)}", "") for start, end in view.blind]
    rows = sorted([*known, *inferred, *unknown], key=lambda row: row[0])
    heads = ("time", "", "what", "probability and evidence")
    why = f": {view.reason}" if view.reason else ""
    return table(f"As {spaced(view.observer or '')} sees it{why}", heads, rows, words=(0, 1, 2, 3))


def _what(view: DayView, event: Happening) -> str:
    return KIND_WORDS.get(event.kind, event.kind.name.lower().replace("_", " "))
