"""Checks of schemes, and of the doors that ask for their grades."""

from datetime import date
from itertools import pairwise

from scorelab.scenario.institutions import Door
from scorelab.scenario.origins import Origins
from scorelab.scenario.overrides import close
from scorelab.scenario.parameter import Parameter
from scorelab.scenario.schema import Scenario
from scorelab.scenario.schemes import (
    IN_MINUTES,
    LISTED,
    MOST_BANDS,
    MOST_GRADES,
    MOST_HABIT_CASES,
    MOST_HABITS,
    MOST_SCHEMES,
    Habit,
    Line,
    Municipality,
    Platform,
    Scheme,
    Weights,
)
from scorelab.scenario.society import INCIDENT_NAMES
from scorelab.scenario.walk import quantified
from scorelab.scenario.yaml_safe import Path

ROUNDING = 1e-6
TENTHS = 10
MOST_ROUNDS = 8
LAST_UPDATE_DAY = 28
"""Every month has it."""
LEAST_WEIGHT = 0.001
LEAST_BAND = 0.1
MOST_IMPORTS = 16
"""What each person has imported is held as one bit an import."""
MOST_PARTNERS = 255
"""Chance names partners by eight bits."""
MOST_POINTS = 3000
"""The most points of one line, either way."""


def check_scoring(scenario: Scenario, origins: Origins) -> None:
    """Refuse schemes that contradict themselves, on any date, and doors that ask for what there is not."""
    days = {day for _, _, parameter in quantified(scenario.schemes) for day in parameter.changes()}
    schemes = scenario.schemes.all
    if len(schemes) > MOST_SCHEMES:
        raise origins.refusal(("schemes",), f"{len(schemes)} schemes", f"at most {MOST_SCHEMES}")
    numbers: dict[int, str] = {}
    for scheme in schemes:
        path = _path(scheme)
        if [each.name for each in schemes].count(scheme.name) > 1:
            raise origins.refusal(path, "a second scheme of that name", "each name once")
        if scheme.number in numbers:
            expected = f"a number of its own: {numbers[scheme.number]} has it"
            raise origins.refusal((*path, "number"), scheme.number, expected)
        numbers[scheme.number] = scheme.name
        operators = [operator.name for operator in scenario.operators]
        if scheme.operator not in operators:
            expected = f"one of {', '.join(operators)}{close(scheme.operator, operators)}"
            raise origins.refusal((*path, "operator"), repr(scheme.operator), expected)
        _check_lines(scheme, origins)
        _check_imports(scheme, scenario, origins)
        if isinstance(scheme, Platform):
            _check_habits(scheme, origins)
        for day in (date.min, *sorted(days)):
            _check_grades(scheme, day, origins)
            if isinstance(scheme, Platform):
                _check_platform(scheme, day, origins)
                for habit in scheme.habits:
                    _check_bands(habit, day, (*path, "habits", habit.name), origins)
    imports = [(scheme, item) for scheme in schemes for item in scheme.imports]
    if len(imports) > MOST_IMPORTS:
        scheme, item = imports[-1]
        path = (*_path(scheme), "imports", item.name)
        raise origins.refusal(path, f"{len(imports)} imports", f"at most {MOST_IMPORTS} in all")
    for version in scenario.contacts.salon_months.versions():
        if isinstance(version.value, int) and version.value > MOST_PARTNERS:
            path = ("contacts", "salon_months")
            raise origins.refusal(path, version.value, f"at most {MOST_PARTNERS} partners")
    for door in scenario.doors:
        _check_door(door, scenario, origins)
    scarce = [door.name for door in scenario.doors if door.places is not None]
    if len(scarce) > MOST_ROUNDS:
        raise origins.refusal(
            ("doors", scarce[-1], "places"), f"{len(scarce)} doors with places", f"at most {MOST_ROUNDS}"
        )


def _path(scheme: Scheme) -> Path:
    return ("schemes", "platforms" if isinstance(scheme, Platform) else "municipalities", scheme.name)


def _number(parameter: Parameter, day: date) -> float:
    return float(parameter.on(day))  # type: ignore[arg-type]  # single numbers, as check_values has seen


def _check_grades(scheme: Scheme, day: date, origins: Origins) -> None:
    path = (*_path(scheme), "grades")
    names = [grade.name for grade in scheme.grades]
    if not 2 <= len(names) <= MOST_GRADES:
        raise origins.refusal(path, f"{len(names)} grades", f"2 to {MOST_GRADES} grades, the lowest first")
    for place, name in enumerate(names):
        if name in names[:place]:
            raise origins.refusal((*path, name), "a second grade of that name", "each name once")
    floors = [_number(grade.from_, day) for grade in scheme.grades]
    for place, (lower, higher) in enumerate(pairwise(floors)):
        if higher <= lower:
            found = f"{names[place + 1]} from {higher:g}, {names[place]} from {lower:g}"
            expected = (
                "grades that do not overlap: the lowest first, each from a higher score than the one before"
            )
            latest = origins.latest(*((*path, name, "from") for name in names[place : place + 2]))
            raise origins.refusal(latest, found, expected)
    lowest, highest = _number(scheme.lowest, day), _number(scheme.highest, day)
    if lowest >= highest:
        raise origins.refusal((*_path(scheme), "lowest"), f"{lowest:g}", f"less than highest, {highest:g}")
    if floors[0] != lowest:
        expected = f"{lowest:g}, the scheme's lowest score, so that every score has a grade"
        raise origins.refusal((*path, names[0], "from"), f"{floors[0]:g}", expected)
    if floors[-1] > highest:
        expected = f"at most {highest:g}, the scheme's highest score"
        raise origins.refusal((*path, names[-1], "from"), f"{floors[-1]:g}", expected)
    start = _number(scheme.start, day) if isinstance(scheme, Municipality) else lowest
    if not lowest <= start <= highest:
        expected = f"a score from {lowest:g} to {highest:g}"
        raise origins.refusal((*_path(scheme), "start"), f"{start:g}", expected)


def _check_lines(scheme: Scheme, origins: Origins) -> None:
    numbers: set[int] = set()
    grades = [grade.name for grade in scheme.grades]
    for line in scheme.lines:
        path = (*_path(scheme), "lines", f"line {line.number}")
        if line.number in numbers:
            raise origins.refusal(path, "a second line of that number", "each number once")
        numbers.add(line.number)
        _check_line(line, scheme, grades, path, origins)


def _check_line(line: Line, scheme: Scheme, grades: list[str], path: Path, origins: Origins) -> None:
    if (line.kind is None) == (line.cannot_happen is None):
        found = "neither" if line.kind is None else "both"
        raise origins.refusal(path, found, "either a kind, or cannot_happen with a reason")
    kinds = (*INCIDENT_NAMES, LISTED)
    if line.kind is not None and line.kind not in kinds:
        expected = f"one of {', '.join(kinds)}{close(line.kind, kinds)}"
        raise origins.refusal((*path, "kind"), repr(line.kind), expected)
    if line.grade is not None and line.grade not in grades:
        raise origins.refusal((*path, "grade"), repr(line.grade), f"one of {', '.join(grades)}")
    for key in ("points", "points_to", "cap_per_year"):
        points = getattr(line, key)
        if points is not None and abs(points * TENTHS - round(points * TENTHS)) > ROUNDING:
            raise origins.refusal((*path, key), points, "whole tenths of a point")
        if points is not None and abs(points) > MOST_POINTS:
            raise origins.refusal((*path, key), points, f"at most {MOST_POINTS} points")
    if line.weight < LEAST_WEIGHT:
        raise origins.refusal((*path, "weight"), line.weight, f"at least {LEAST_WEIGHT:g}")
    if isinstance(scheme, Platform) and line.grade is not None:
        raise origins.refusal((*path, "grade"), repr(line.grade), "no fixed grade: a platform knows none")
    if isinstance(scheme, Platform) != (line.component is not None):
        found = "no component" if line.component is None else repr(line.component)
        expected = "a component for each line of a platform, and none for a municipality's"
        raise origins.refusal((*path, "component"), found, expected)


def _check_imports(scheme: Scheme, scenario: Scenario, origins: Origins) -> None:
    others = {each.name: each for each in scenario.schemes.all}
    for item in scheme.imports:
        path = (*_path(scheme), "imports", item.name)
        if item.scheme == scheme.name:
            raise origins.refusal(
                (*path, "scheme"), repr(item.scheme), "another scheme: it cannot import itself"
            )
        if item.scheme not in others:
            expected = f"one of {', '.join(others)}{close(item.scheme, others)}"
            raise origins.refusal((*path, "scheme"), repr(item.scheme), expected)
        grades = [grade.name for grade in others[item.scheme].grades]
        if item.below not in grades[1:]:
            raise origins.refusal((*path, "below"), repr(item.below), f"one of {', '.join(grades[1:])}")


def _check_platform(scheme: Platform, day: date, origins: Origins) -> None:
    weights = {name: _number(getattr(scheme.weights, name), day) for name in Weights.model_fields}
    if abs(sum(weights.values()) - 1) > ROUNDING:
        latest = origins.latest(*((*_path(scheme), "weights", name) for name in weights))
        raise origins.refusal(latest, f"{sum(weights.values()):g} in all", "weights that sum to 1")
    update_day = _number(scheme.update_day, day)
    if not 1 <= update_day <= LAST_UPDATE_DAY:
        expected = f"a day of the month from 1 to {LAST_UPDATE_DAY}"
        raise origins.refusal((*_path(scheme), "update_day"), f"{update_day:g}", expected)
    if _number(scheme.band, day) < LEAST_BAND:
        expected = f"at least {LEAST_BAND:g}: a tenth of a point is the least that scores tell apart"
        raise origins.refusal((*_path(scheme), "band"), f"{_number(scheme.band, day):g}", expected)


def _check_habits(scheme: Platform, origins: Origins) -> None:
    path = (*_path(scheme), "habits")
    if len(scheme.habits) > MOST_HABITS:
        raise origins.refusal(path, f"{len(scheme.habits)} habits", f"at most {MOST_HABITS}")
    names = [habit.name for habit in scheme.habits]
    cases = 1
    for place, habit in enumerate(scheme.habits):
        own = (*path, habit.name)
        if habit.name in names[:place]:
            raise origins.refusal(own, "a second habit of that name", "each name once")
        bands = [band.name for band in habit.bands]
        if not 1 <= len(bands) <= MOST_BANDS:
            raise origins.refusal((*own, "bands"), f"{len(bands)} bands", f"1 to {MOST_BANDS} bands")
        if len(set(bands)) < len(bands):
            raise origins.refusal((*own, "bands"), "two bands of one name", "each name once")
        unit = "minutes" if habit.category in IN_MINUTES else "cents"
        for band in habit.bands:
            if band.from_.unit != unit:
                found = f"{band.from_.unit!r} of {habit.category}"
                raise origins.refusal((*own, "bands", band.name, "from", "unit"), found, repr(unit))
        cases *= len(bands) + 1
    if cases > MOST_HABIT_CASES:
        found = f"{cases} cases, one more than its bands for each habit, multiplied"
        raise origins.refusal(path, found, f"at most {MOST_HABIT_CASES}")


def _check_bands(habit: Habit, day: date, path: Path, origins: Origins) -> None:
    for lower, higher in pairwise(habit.bands):
        below, above = _number(lower.from_, day), _number(higher.from_, day)
        if above <= below:
            found = f"{higher.name} from {above:g}, {lower.name} from {below:g}"
            expected = "bands that rise: each from a higher sum than the one before"
            latest = origins.latest(*((*path, "bands", band.name, "from") for band in (higher, lower)))
            raise origins.refusal(latest, found, expected)


def _check_door(door: Door, scenario: Scenario, origins: Origins) -> None:
    path = ("doors", door.name)
    asked = [key for key in ("below", "review_below", "perk_from") if getattr(door, key) is not None]
    if door.scheme is None:
        if asked or door.priority:
            key = asked[0] if asked else "priority"
            raise origins.refusal((*path, "scheme"), "no scheme", f"the scheme whose grade {key} means")
        return
    schemes = {scheme.name: scheme for scheme in scenario.schemes.all}
    if door.scheme not in schemes:
        known = ", ".join(schemes) or "none: the scenario has no scheme"
        raise origins.refusal(
            (*path, "scheme"), repr(door.scheme), f"one of {known}{close(door.scheme, schemes)}"
        )
    higher = [grade.name for grade in schemes[door.scheme].grades[1:]]
    for key in asked:
        if getattr(door, key) not in higher:
            expected = f"one of {', '.join(higher)}: nobody is below the lowest grade"
            raise origins.refusal((*path, key), repr(getattr(door, key)), expected)
    if door.review_below is not None and door.review_refused is None:
        raise origins.refusal(
            (*path, "review_refused"), "nothing", "the share of reviewed applications refused"
        )
    if door.grade_claim is None:
        raise origins.refusal((*path, "grade_claim"), "nothing", "documented, reported or refuted")
    if door.priority and door.places is None:
        raise origins.refusal((*path, "places"), "nothing", "places a round, which priority shares out")
