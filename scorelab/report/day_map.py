"""The map of a day: its places, in the order in which they were reached, and the ways between them."""

from itertools import pairwise
from typing import NamedTuple

from scorelab.report.svg import Canvas, Scale, width_of
from scorelab.trace.diary import Spot, Stay, clock
from scorelab.trace.events import NOWHERE, Activity
from scorelab.trace.inference import RIDES
from scorelab.trace.sight import Happening
from scorelab.trace.view import DayView

MARGIN = 34.0
ROOM_FOR_NAMES = 500.0
"""Narrower maps have numbers alone."""
STREETS = (200, 500, 1000, 2000, 5000, 10_000, 50_000, 10**9)
"""Metres between the streets that are drawn."""
LABEL_PLACES = (
    (15, 0, "start"), (-15, 0, "end"), (15, 22, "start"), (-15, 22, "end"), (15, -22, "start"),
    (-15, -22, "end"), (0, -32, "middle"), (0, 28, "middle"),
)  # fmt: skip
"""Where a label may stand beside its place, the best first."""
Leg = tuple[tuple[float, float], tuple[float, float]]


class Box(NamedTuple):
    """Where a label stands."""

    left: float
    top: float
    right: float
    bottom: float

    def meets(self, other: "Box") -> bool:
        """Whether two labels would touch."""
        apart = self.right < other.left or other.right < self.left
        return not (apart or self.bottom < other.top or other.bottom < self.top)

    def crossed(self, leg: Leg) -> bool:
        """Whether a line, level or upright, would run through."""
        (x1, y1), (x2, y2) = leg
        return self.meets(Box(min(x1, x2), min(y1, y2), max(x1, x2), max(y1, y2)))


def visited(whole: DayView) -> list[Stay]:
    """The stays at places, one for each visit, in order."""
    found: list[Stay] = []
    for stay in whole.diary.stays:
        if stay.activity == Activity.TRAVEL or stay.place == NOWHERE:
            continue
        if found and found[-1].place == stay.place:
            found[-1] = Stay(found[-1].start, stay.end, stay.activity, stay.place)
        else:
            found.append(stay)
    return found


def draw_map(canvas: Canvas, high: float, whole: DayView, view: DayView) -> None:
    """Draw the places of a day and the ways between them onto the upper part of a canvas.

    Parameters
    ----------
    canvas : Canvas
        Where.
    high : float
        How much of its height the map takes.
    whole, view : DayView
        The day as it was, and as the observer sees it whose knowledge is marked.
    """
    moments = times_of_places(whole)
    if not moments:
        return
    spots = {place: whole.diary.spots[place] for place in moments}
    across, down = _scales(list(spots.values()), canvas.width, high)
    _draw_grid(canvas, across, down)
    seen = {event for event, _ in view.events if event.kind in RIDES}
    known = {event.place for event, sights in view.events if sights} | {event.origin for event in seen}
    legs: list[Leg] = []
    for start, end, is_seen in _ways(whole, seen):
        a, b = spots[start], spots[end]
        corner = (across(b.east), down(a.south))
        points = [(across(a.east), down(a.south)), corner, (across(b.east), down(b.south))]
        canvas.path(points, "line s1 solid" if is_seen else "line gone")
        legs += pairwise(points)
    marks = {place: (across(spot.east), down(spot.south)) for place, spot in spots.items()}
    for number, (place, (x, y)) in enumerate(marks.items(), start=1):
        canvas.mark("circle", x, y, "f1" if place in known else "f6", 10)
        canvas.words(x, y + 4.5, str(number), "inside", "middle")
    if canvas.width > ROOM_FOR_NAMES:
        taken = [Box(x - 10, y - 10, x + 10, y + 10) for x, y in marks.values()]
        for place, at in marks.items():
            _label(canvas, at, (spots[place].words, moments[place]), taken, legs)
    grey = "; grey places: unknown to the first lane" if canvas.width > ROOM_FOR_NAMES else ""
    canvas.words(0, high - 6, f"north is up{grey}", "muted small")


def times_of_places(whole: DayView) -> dict[int, str]:
    """The places of the day in the order in which they were reached, each with its times."""
    stays = visited(whole)
    rides = [event for event, _ in whole.events if event.kind in RIDES]
    reached = [(stay.start, stay.place) for stay in stays]
    for ride in rides:
        reached += [(ride.minute, ride.origin), (ride.until, ride.place)]
    found: dict[int, str] = {}
    for minute, place in sorted(reached):
        if place in whole.diary.spots and place not in found:
            visits = [f"{clock(stay.start)}-{clock(stay.end)}" for stay in stays if stay.place == place]
            more = f" and {len(visits) - 1} more" if len(visits) > 1 else ""
            found[place] = visits[0] + more if visits else clock(minute)
    return found


def _label(
    canvas: Canvas, at: tuple[float, float], lines: tuple[str, str], taken: list[Box], legs: list[Leg]
) -> None:
    """A place's name and times beside it, where nothing else stands; the table has them all."""
    (x, y), wide = at, max(width_of(lines[0]), width_of(lines[1], 11))
    boxes: list[tuple[Box, str]] = []
    for dx, dy, anchor in LABEL_PLACES:
        left = x + dx - (wide if anchor == "end" else wide / 2 if anchor == "middle" else 0)
        box = Box(left, y + dy - 12, left + wide, y + dy + 16)
        if box.left >= 0 and box.right <= canvas.width and not any(box.meets(other) for other in taken):
            boxes.append((box, anchor))
    if not boxes:
        return
    box, anchor = next((each for each in boxes if not any(each[0].crossed(leg) for leg in legs)), boxes[0])
    foot = {"start": box.left, "end": box.right, "middle": (box.left + box.right) / 2}[anchor]
    canvas.words(foot, box.top + 12, lines[0], "halo", anchor)
    canvas.words(foot, box.top + 26, lines[1], "halo muted small", anchor)
    taken.append(box)


def _scales(spots: list[Spot], width: float, high: float) -> tuple[Scale, Scale]:
    """One scale for both directions, with the places in the middle."""
    easts, souths = [spot.east for spot in spots], [spot.south for spot in spots]
    spread = max(max(easts) - min(easts), (max(souths) - min(souths)) * width / high, 600.0)
    middle_east, middle_south = (max(easts) + min(easts)) / 2, (max(souths) + min(souths)) / 2
    half, tall = spread / 2, spread / 2 * high / width
    return (
        Scale(middle_east - half, middle_east + half, MARGIN + 20, width - MARGIN - 20),
        Scale(middle_south - tall, middle_south + tall, MARGIN + 12, high - MARGIN),
    )


def _draw_grid(canvas: Canvas, across: Scale, down: Scale) -> None:
    """Streets, so many metres apart."""
    spread = across.high - across.low
    step = next(size for size in STREETS if spread < 12 * size)
    for scale, upright in ((across, True), (down, False)):
        first = int(scale.low // step + 1) * step
        for at in range(first, int(scale.high) + 1, step):
            if upright:
                canvas.line(scale(at), down.start - 12, scale(at), down.end + 12, "grid")
            else:
                canvas.line(across.start - 20, scale(at), across.end + 20, scale(at), "grid")
    length = step / spread * (across.end - across.start)
    right = across.end + 20
    canvas.line(right - length, down.end + 24, right, down.end + 24, "whisker")
    words = f"{step} m" if step < 1000 else f"{step // 1000} km"
    canvas.words(right - length - 6, down.end + 28, words, "muted small", "end")


def _ways(whole: DayView, seen: set[Happening]) -> list[tuple[int, int, bool]]:
    """From where to where somebody went, and whether the observer saw the ride."""
    spots = whole.diary.spots
    rides = {(event.origin, event.place): event in seen for event, _ in whole.events if event.kind in RIDES}
    legs = [(before.place, after.place) for before, after in pairwise(visited(whole))]
    found = {leg: rides.get(leg, False) for leg in (*legs, *rides)}
    return [(*leg, is_seen) for leg, is_seen in found.items() if leg[0] in spots and leg[1] in spots]
