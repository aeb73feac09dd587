"""Tables of scoring for a rule book: schemes, grades, lines, imports."""

from datetime import date
from typing import Any, NamedTuple

from scorelab.scenario.institutions import Door
from scorelab.scenario.integers import Row, integers, zeros
from scorelab.scenario.quantities import DAYS_PER_YEAR, MILLE
from scorelab.scenario.schema import Scenario
from scorelab.scenario.schemes import (
    COMPONENT_NAMES,
    HABIT_CATEGORIES,
    LISTED,
    MOST_BANDS,
    Grade,
    Habit,
    Import,
    Line,
    Municipality,
    Platform,
    Scheme,
)
from scorelab.scenario.society import INCIDENT_NAMES

TENTHS = 10
LISTED_KIND = len(INCIDENT_NAMES) + 1
"""In place of an incident's kind: the court's list."""

PLATFORM, MUNICIPALITY = 0, 1
NO_LINE = -1
REPAIRS = (None, "performance", "pledge")
PERFORMANCE, PLEDGE = 1, 2
BEHAVIOUR, CAPACITY = COMPONENT_NAMES.index("behaviour"), COMPONENT_NAMES.index("capacity")
SPENDING_READ = HABIT_CATEGORIES["spending"]

_EXTRAS: Row = dict.fromkeys(
    (
        "form",
        "operator",
        "first_grade",
        "grade_count",
        "first_line",
        "line_count",
        "first_habit",
        "habit_count",
        "start_rank",
        "asked_below",
    ),
    0,
)
KINDS = LISTED_KIND + 1
_SCHEME_FORM: Row = {
    **zeros(Platform),
    **zeros(Municipality),
    **_EXTRAS,
    "first_of_kind": (NO_LINE,) * KINDS,
}
_LINE_FORM: Row = dict.fromkeys(
    (
        "scheme", "number", "kind", "points", "points_to", "grade", "days", "weight", "cap", "joint",
        "repaired_by", "repeat", "component", "refuted", "next_of_kind",
    ),
    0,
)  # fmt: skip
_HABIT_FORM: Row = {
    **dict.fromkeys(("scheme", "category", "component", "refuted", "bands", "place_value"), 0),
    "amounts": (0,) * MOST_BANDS,
    "points": (0,) * MOST_BANDS,
}
SCHEME_FORMS: tuple[Row, ...] = (
    _SCHEME_FORM,
    {**zeros(Grade), "scheme": 0},
    _LINE_FORM,
    {**zeros(Import), "scheme": 0, "source": 0, "below": 0},
    _HABIT_FORM,
)
"""The names of the numbers in a row of each table."""


class SchemeTables(NamedTuple):
    """The rows; a scheme's grades, lines and habits stand together, grades from the lowest (rank 0)."""

    schemes: tuple[Row, ...]
    grades: tuple[Row, ...]
    lines: tuple[Row, ...]
    imports: tuple[Row, ...]
    habits: tuple[Row, ...]


def scheme_tables(scenario: Scenario, day: date) -> SchemeTables:
    """The tables on one date.

    Ranks count a scheme's grades from the lowest, 0. `grade` of a line is -1 if it fixes
    none. Points are tenths; `days` of a line is its validity, at least one; `weight` is in thousandths.
    `bands` of a habit is how many it has; `place_value` is how rules/readings.py packs them.
    """
    schemes: list[Row] = []
    grades: list[Row] = []
    lines: list[Row] = []
    imports: list[Row] = []
    habits: list[Row] = []
    names = [scheme.name for scheme in scenario.schemes.all]
    operators = [operator.name for operator in scenario.operators]
    for index, scheme in enumerate(scenario.schemes.all):
        own = [{**integers(grade, day), "scheme": index} for grade in scheme.grades]
        read = _habits(scheme.habits, index, day) if isinstance(scheme, Platform) else []
        numbers = integers(scheme, day)
        schemes.append(
            _SCHEME_FORM
            | numbers
            | {
                "form": PLATFORM if isinstance(scheme, Platform) else MUNICIPALITY,
                "operator": operators.index(scheme.operator),
                "first_grade": len(grades),
                "grade_count": len(own),
                "first_line": len(lines),
                "line_count": len(scheme.lines),
                "first_habit": len(habits),
                "habit_count": len(read),
                "first_of_kind": _first_of_kinds(scheme),
                "asked_below": _asked_below(scenario, scheme),
                "start_rank": _rank_of_start(numbers, own),
            }
        )
        grades += own
        habits += read
        lines += [
            _line(scheme, index, line) | {"next_of_kind": _place_of(scheme, line.kind, place + 1)}
            for place, line in enumerate(scheme.lines)
        ]
        for item in scheme.imports:
            source = names.index(item.scheme)
            below = rank_of(scenario.schemes.all[source], item.below)
            imports.append({**integers(item, day), "scheme": index, "source": source, "below": below})
    return SchemeTables(tuple(schemes), tuple(grades), tuple(lines), tuple(imports), tuple(habits))


def _habits(habits: tuple[Habit, ...], index: int, day: date) -> list[Row]:
    rows: list[Row] = []
    place_value = 1
    for habit in habits:
        bands = [integers(band, day) for band in habit.bands]
        rows.append(
            {
                "scheme": index,
                "category": HABIT_CATEGORIES[habit.category],
                "component": COMPONENT_NAMES.index(habit.component),
                "refuted": int(habit.refuted),
                "bands": len(bands),
                "place_value": place_value,
                "amounts": _padded([band["from_"] for band in bands]),
                "points": _padded([band["points"] for band in bands]),
            }
        )
        place_value *= len(bands) + 1
    return rows


def _padded(numbers: list[Any]) -> tuple[int, ...]:
    """One number a band, 0 where there are fewer bands than there may be."""
    return (*numbers, *[0] * (MOST_BANDS - len(numbers)))


def _first_of_kinds(scheme: Scheme) -> tuple[int, ...]:
    """For each kind, from 0, the place of the scheme's first line of it; -1 if there is none."""
    kinds = [None, *INCIDENT_NAMES, LISTED]
    return tuple(_place_of(scheme, kind, 0) for kind in kinds)


def _place_of(scheme: Scheme, kind: str | None, first: int) -> int:
    """The place of the first line of a kind from a place on; -1 if there is none."""
    if kind is None:
        return NO_LINE
    places = (place for place in range(first, len(scheme.lines)) if scheme.lines[place].kind == kind)
    return next(places, NO_LINE)


def _line(scheme: Scheme, index: int, line: Line) -> Row:
    kind = 0
    if line.kind is not None:
        kind = LISTED_KIND if line.kind == LISTED else INCIDENT_NAMES.index(line.kind) + 1
    points = round(line.points * TENTHS)
    return {
        "scheme": index,
        "number": line.number,
        "kind": kind,
        "points": points,
        "points_to": points if line.points_to is None else round(line.points_to * TENTHS),
        "grade": -1 if line.grade is None else rank_of(scheme, line.grade),
        "days": max(round(line.years * DAYS_PER_YEAR), 1),
        "weight": round(line.weight * MILLE),
        "cap": round((line.cap_per_year or 0) * TENTHS),
        "joint": int(line.joint),
        "repaired_by": REPAIRS.index(line.repaired_by),
        "repeat": int(line.repeat),
        "component": COMPONENT_NAMES.index(line.component) if line.component else 0,
        "refuted": int(line.refuted),
    }


def _asked_below(scenario: Scenario, scheme: Scheme) -> int:
    """The rank below which any door is shut, or reviews."""
    asked = [
        rank_of(scheme, grade)
        for door in scenario.doors
        if door.scheme == scheme.name
        for grade in (door.below, door.review_below)
        if grade is not None
    ]
    return max(asked, default=0)


def _rank_of_start(numbers: Row, grades: list[Row]) -> int:
    """The rank that a municipality's start gives; 0 for a platform, which has no common start."""
    start = numbers.get("start")
    if start is None:
        return 0
    return sum(grade["from_"] <= start for grade in grades) - 1  # type: ignore[operator]


def rank_of(scheme: Scheme, grade: str) -> int:
    """A grade's place from the lowest."""
    return [each.name for each in scheme.grades].index(grade)


def asked_grades(scenario: Scenario, door: Door) -> Row:
    """What a door asks of a scheme: ranks below which it is shut or reviews, from which it gives a perk.

    `scheme` is -1 if it asks for none; the ranks are then 0.
    """
    if door.scheme is None:
        return {"scheme": -1, "below": 0, "review_below": 0, "perk_from": 0, "refuted": 0}
    index = [scheme.name for scheme in scenario.schemes.all].index(door.scheme)
    ranks = {
        key: rank_of(scenario.schemes.all[index], grade) if (grade := getattr(door, key)) else 0
        for key in ("below", "review_below", "perk_from")
    }
    return {"scheme": index, **ranks, "refuted": int(door.grade_claim == "refuted")}
