"""A spiral drawn: the person's time line in lanes, and the contacts around the person."""

import math
from datetime import timedelta

from scorelab.journal import Kind
from scorelab.report.charts.bars import draw_keys, key_lines
from scorelab.report.fallen import Contact, Spiral, course
from scorelab.report.lifelines import COPIES, LIST, stays
from scorelab.report.months import marks_between
from scorelab.report.subject import Told
from scorelab.report.svg import Canvas, Scale, width_of

LANE, SCORE = 34.0, 86.0
MOST_CONTACTS = 24
STATES = {
    "left": ("square", "f2", "learned, and left"),
    "drawn": ("triangle", "f3", "lost points by it"),
    "learned": ("circle", "f1", "learned, and stayed"),
    "pulled": ("diamond", "f5", "whose own fall cost points"),
    "formed": ("diamond", "f4", "new tie"),
}
"""Shape, fill and meaning of a contact's mark."""

MARKS = {
    Kind.LEARNED: ("contacts", "circle", "f1"),
    Kind.STANDING_LEARNED: ("contacts", "circle", "f1"),
    Kind.TIE_LOST: ("contacts", "square", "f2"),
    Kind.TIE_FORMED: ("contacts", "diamond", "f4"),
    Kind.REFUSAL: ("doors", "cross", "f2"),
    Kind.REVIEWED: ("doors", "circle", "f6"),
    Kind.INCIDENT: ("hardship", "circle", "f6"),
    Kind.JOB_LOST: ("hardship", "square", "f3"),
    Kind.JOB_FOUND: ("hardship", "diamond", "f4"),
}
"""The lane, shape and fill of what happened."""


def time_line(told: Told, spiral: Spiral, width: float) -> Canvas:
    """The person's time line: the court's list, each score, contacts, doors, hardship."""
    schemes = [
        place for place in range(len(told.run.labels.schemes)) if told.facts.enrolled(place)[spiral.person]
    ]
    held = stays(spiral.rows, told.days)
    narrow = width < 500
    left = 4.0 if narrow else 84.0
    head = 16.0 if narrow else 0.0
    lanes = [("court list", LANE)] if any(end > 0 for bars in held.values() for _, end, _ in bars) else []
    lanes += [*((f"score {place}", SCORE) for place in schemes)]
    lanes += [("contacts", LANE), ("doors", LANE), ("hardship", LANE)]
    bottom = 10 + sum(high + head for _, high in lanes)
    canvas = Canvas(width, bottom + 28)
    across = Scale(0, max(told.days, 1), left, width - 8)
    marks = marks_between(told.first_date, told.days)
    every = -(-38 * len(marks) // max(int(width - left), 1))
    for number, (offset, label) in enumerate(marks):
        canvas.line(across(offset), 8, across(offset), bottom, "grid")
        if number % every == 0 and across(offset) < width - 24:
            canvas.words(across(offset), bottom + 18, label, "muted")
    y = 10.0
    for name, high in lanes:
        y += head
        middle = y + high / 2
        scheme = int(name.split()[1]) if name.startswith("score ") else None
        title = name if scheme is None else told.run.labels.schemes[scheme].title
        if narrow:
            canvas.words(0, y - 3, title, "strong")
        elif scheme is None:
            canvas.words(left - 10, middle + 4, name, "strong", "end")
        else:
            for place, word in enumerate(halves(title)):
                canvas.words(left - 10, middle - 3 + 15 * place, word, "strong small", "end")
        if scheme is not None:
            draw_course(canvas, told, spiral, scheme, across, (y + 8, y + high - 8))
        else:
            canvas.line(left, middle, width - 8, middle, "grid")
            draw_marks(canvas, spiral, name, held, across, middle)
        y += high
    return canvas


def draw_marks(
    canvas: Canvas,
    spiral: Spiral,
    lane: str,
    held: dict[str, list[tuple[int, int, str]]],
    across: Scale,
    y: float,
) -> None:
    """Draw a lane of bars or marks."""
    if lane == "court list":
        for begin, end, css in (*held[LIST], *((b, e, "h5") for b, e, _ in held[COPIES])):
            if end > 0:
                high, upper = (16, y - 8) if css != "h5" else (6, y + 9)
                canvas.rect(across(begin), upper, max(across(end) - across(begin), 1.5), high, css)
        return
    refused = {row.row for row in spiral.rows if row.kind == Kind.REFUSAL}
    for row in spiral.rows:
        found = MARKS.get(Kind(row.kind))
        if found is None or row.day < 0 or found[0] != lane:
            continue
        _, shape, css = found
        if row.kind == Kind.TIE_LOST and row.person == spiral.person:
            continue
        if row.kind == Kind.INCIDENT and row.trigger in refused:
            shape, css = "triangle", "f3"
        canvas.mark(shape, across(row.day), y, f"{css} mark", 5)


def draw_course(
    canvas: Canvas, told: Told, spiral: Spiral, scheme: int, across: Scale, room: tuple[float, float]
) -> None:
    """Draw one score as steps, with the grades' lowest scores that it meets."""
    points = course(told, spiral.person, spiral.rows, scheme)
    low, high = min(value for _, value in points), max(value for _, value in points)
    margin = max((high - low) * 0.12, 2)
    up = Scale(low - margin, high + margin, room[1], room[0])
    labels = told.run.labels.schemes[scheme]
    named: list[tuple[float, str]] = []
    for cut, grade in zip(labels.range_on(0).cut_offs, labels.grades, strict=True):
        if up.low < cut / 10 < up.high:
            canvas.line(across.start, up(cut / 10), across.end, up(cut / 10), "axis dashed")
            named.append((up(cut / 10), grade))
    canvas.path(canvas.steps([(across(day), up(value)) for day, value in points]), "line s1 solid")
    for y, grade in named:
        canvas.words(across.start + (across.end - across.start) * 0.12, y - 3, grade, "muted small halo")
    for (day, value), anchor in ((points[0], "start"), (points[-1], "end")):
        x = across(day) + (4 if anchor == "start" else -2)
        y = up(value) - 6 if up(value) - 16 > room[0] or anchor == "end" else up(value) + 15
        canvas.words(x, y, f"{value:,.0f}", "halo strong", anchor)


def network(told: Told, spiral: Spiral, width: float) -> Canvas:
    """The person in the middle, and around the contacts of whom anything is on record."""
    shown = spiral.contacts[:MOST_CONTACTS]
    present = [state for state in STATES if any(one.state == state for one in shown)]
    lines = key_lines([(STATES[state][1], STATES[state][2]) for state in present], width)
    top = 20.0 * len(lines) + 14
    high = 330.0 if width > 500 else 300.0
    canvas = Canvas(width, top + high)
    draw_keys(canvas, lines)
    x0, y0 = width / 2, top + high / 2
    radius = (min(width / 2 - 30, 300.0), high / 2 - 26)
    places = []
    for number, one in enumerate(shown):
        angle = 2 * math.pi * number / max(len(shown), 1) - math.pi / 2
        places.append((one, x0 + radius[0] * math.cos(angle), y0 + radius[1] * math.sin(angle)))
    for one, x, y in places:
        canvas.line(x0, y0, x, y, "tie gone" if one.left is not None else "tie")
    for number, (one, x, y) in enumerate(places, start=1):
        shape, css, _ = STATES[one.state]
        canvas.mark(shape, x, y, f"{css} mark", 12)
        canvas.words(x, y + 4.5 + (2 if shape == "triangle" else 0), str(number), "inside", "middle")
    canvas.mark("circle", x0, y0, "f6 mark", 19)
    canvas.words(x0, y0 + 4, "fell", "inside", "middle")
    return canvas


def halves(title: str) -> list[str]:
    """A title in lines that fit beside the picture."""
    lines: list[str] = []
    for word in title.split():
        if lines and width_of(f"{lines[-1]} {word}", 11) <= 78:
            lines[-1] += f" {word}"
        else:
            lines.append(word)
    return lines[:3]


def in_words(told: Told, one: Contact) -> str:
    """What passed between the person and a contact, in a sentence."""

    def on(day: int) -> str:
        date = told.first_date + timedelta(days=day)
        return f"{date.day} {date:%B}"

    parts = []
    if one.formed is not None:
        parts.append(f"became a contact on {on(one.formed)}")
    if one.learned is not None:
        parts.append(f"learned on {on(one.learned)}")
    if one.left is not None:
        parts.append(f"quietly dropped the tie on {on(one.left)}")
    if one.drawn:
        parts.append(f"lost {one.drawn:,.1f} points by it")
    if one.pulled:
        parts.append(f"cost the person {one.pulled:,.1f} points by an own fall")
    return ", ".join(parts)
