"""A life drawn on a time line: lanes for the court, the list, its copies, doors, redress, others."""

from collections.abc import Sequence
from datetime import timedelta

from scorelab.journal import SCORE_KINDS, WRONGFUL, Kind, Truth
from scorelab.report.months import marks_between
from scorelab.report.subject import Told
from scorelab.report.svg import Canvas, Scale, width_of
from scorelab.telling import Row

COURT, LIST, COPIES, SCORES, DOORS, REDRESS, OTHERS, LIFE = (
    "court", "list", "copies", "scores", "doors", "redress", "others", "life",
)  # fmt: skip
LANES = (LIFE, COURT, LIST, COPIES, SCORES, DOORS, REDRESS, OTHERS)
"""From above."""

LANE_OF: dict[Kind, str] = {
    Kind.LISTING: LIST,
    Kind.GROUND_ADDED: LIST,
    Kind.GROUND_ENDED: LIST,
    Kind.REMOVAL: LIST,
    Kind.BECAME_WRONG: LIST,
    Kind.BECAME_RIGHT: LIST,
    Kind.LISTING_PREVENTED: LIST,
    Kind.COPY_TAKEN: COPIES,
    Kind.COPY_DROPPED: COPIES,
    **dict.fromkeys(SCORE_KINDS, SCORES),
    Kind.GRADE_CHANGED: SCORES,
    Kind.LEFT_SCHEME: SCORES,
    Kind.REFUSAL: DOORS,
    Kind.REVIEWED: DOORS,
    Kind.PLACES_GIVEN: DOORS,
    Kind.NOTICED: REDRESS,
    Kind.COMPLAINT: REDRESS,
    Kind.COMPLAINT_RECORDED: REDRESS,
    Kind.ANSWER: REDRESS,
    Kind.CORRECTION: REDRESS,
    Kind.COMPENSATION: REDRESS,
    Kind.LEARNED: OTHERS,
    Kind.TIE_LOST: OTHERS,
    Kind.STANDING_LEARNED: OTHERS,
    Kind.PUNISHMENT_LEARNED: OTHERS,
    Kind.TIE_FORMED: OTHERS,
    Kind.POST_WITHHELD: LIFE,
    Kind.OFFENCE_PREVENTED: LIFE,
    Kind.INCIDENT: LIFE,
    Kind.JOB_LOST: LIFE,
    Kind.JOB_FOUND: LIFE,
    Kind.DIED: LIFE,
    Kind.BORN: LIFE,
    Kind.CAME_OF_AGE: LIFE,
    Kind.LEFT_SCHOOL: LIFE,
    Kind.RETIRED: LIFE,
    Kind.CHANGED_WORK: LIFE,
    Kind.MOVED: LIFE,
    Kind.TIE_PARTED: OTHERS,
    Kind.ENROLLED: SCORES,
    Kind.CONTACTS_REFORMED: SCORES,
}
"""Kinds that are not named here are the court's."""

SHAPES = {
    COURT: ("square", "f1"),
    SCORES: ("triangle", "f3"),
    DOORS: ("cross", "f2"),
    REDRESS: ("diamond", "f4"),
    OTHERS: ("triangle", "f5"),
    LIFE: ("circle", "f6"),
}
STEP = 34.0


def lane_of(row: Row) -> str:
    """The lane in which a row is drawn."""
    return LANE_OF.get(Kind(row.kind), COURT)


def life_line_picture(told: Told, rows: Sequence[Row], first: int, width: float) -> Canvas:
    """Everything on record about a person from a day on.

    Parameters
    ----------
    told : Told
        The run.
    rows : sequence of Row
        What is on record about the person, all times, in order.
    first : int
        First day drawn.
    width : float
        Of the picture.
    """
    shown = [row for row in rows if row.day >= first]
    held = stays(rows, told.days)
    lanes = [lane for lane in LANES if any(lane_of(row) == lane for row in shown)]
    lanes = lanes or [LIFE]
    narrow = width < 500
    step = STEP + (16 if narrow else 0)
    left = 4.0 if narrow else 74.0
    height = 14 + step * len(lanes) + 34
    canvas = Canvas(width, height)
    across = Scale(first, max(told.days, first + 1), left, width - 8)
    bottom = 14 + step * len(lanes)
    start = told.first_date + timedelta(days=first)
    marks = marks_between(start, told.days - first)
    every = -(-38 * len(marks) // max(int(width - left), 1))
    for place, (offset, label) in enumerate(marks):
        x = across(first + offset)
        canvas.line(x, 8, x, bottom, "grid")
        if place % every == 0 and x < width - 24:
            canvas.words(x, bottom + 18, label, "muted", "start")
    if first < 0:
        canvas.line(across(0), 4, across(0), bottom, "axis dashed")
        canvas.words(across(0) + 3, bottom + 33, "run begins", "muted small")
    for number, lane in enumerate(lanes):
        y = 14 + step * number + step / 2 + (6 if narrow else 0)
        canvas.words(
            0 if narrow else left - 10,
            y - 14 if narrow else y + 4,
            lane,
            "strong",
            "start" if narrow else "end",
        )
        canvas.line(left, y, width - 8, y, "grid")
        for begin, end, css in held.get(lane, []):
            if end > first:
                canvas.rect(
                    across(max(begin, first)), y - 8, across(end) - across(max(begin, first)), 16, css
                )
        if lane == LIST:
            label_list(canvas, told, shown, across, y)
        if lane in SHAPES:
            shape, css = SHAPES[lane]
            for row in shown:
                if lane_of(row) == lane:
                    canvas.mark(shape, across(row.day), y, f"{css} mark", 5)
    return canvas


def label_list(canvas: Canvas, told: Told, shown: Sequence[Row], across: Scale, y: float) -> None:
    """Write the days of listing and removal beside the bar, where there is room."""
    for row in shown:
        on = told.run.date(row.day)
        x = across(row.day)
        if row.kind == Kind.LISTING:
            words = f"listed {on.day} {on:%b}"
            if x - width_of(words) > across.start:
                canvas.words(x - 6, y + 4, words, "halo", "end")
        elif row.kind == Kind.REMOVAL:
            words = f"off {on.day} {on:%b}"
            if x + width_of(words) < across.end:
                canvas.words(x + 6, y + 4, words, "halo")


def stays(rows: Sequence[Row], days: int) -> dict[str, list[tuple[int, int, str]]]:
    """When the person stood on the register and in copies: first day, last day, fill.

    Wrong times have a fill of their own.
    """
    register: list[tuple[int, int, str]] = []
    copies: list[tuple[int, int, str]] = []
    since: int | None = None
    css = ""
    holders: set[int] = set()
    held_since = 0
    for row in rows:
        match Kind(row.kind):
            case Kind.LISTING:
                since, css = row.day, _fill(row.truth)
            case Kind.BECAME_WRONG | Kind.BECAME_RIGHT if since is not None:
                register.append((since, row.day, css))
                since, css = row.day, _fill(row.truth)
            case Kind.REMOVAL if since is not None:
                register.append((since, row.day, css))
                since = None
            case Kind.COPY_TAKEN:
                held_since = held_since if holders else row.day
                holders.add(row.what)
            case Kind.COPY_DROPPED:
                holders.discard(row.what)
                if not holders:
                    copies.append((held_since, row.day, "h5"))
    if since is not None:
        register.append((since, days, css))
    if holders:
        copies.append((held_since, days, "h5"))
    return {LIST: register, COPIES: copies}


def _fill(truth: int) -> str:
    return "f3" if Truth(truth) in WRONGFUL else "f1" if truth == Truth.DUE else "h2"
