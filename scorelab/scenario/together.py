"""Checks of numbers that must fit together on one date."""

from datetime import date

from scorelab.scenario.compile import Row, RuleBook, rule_book
from scorelab.scenario.forms import Hazards
from scorelab.scenario.institutions import CHANNEL_NAMES
from scorelab.scenario.origins import Origins, shown
from scorelab.scenario.quantities import (
    CERTAIN,
    CONDUCT_MOST,
    DAYS_PER_YEAR,
    INCIDENT_WINDOW_BITS,
    MILLE,
    MOST_CLERKS,
    NANO,
    RATE,
    RATE_MOST,
    WINDOW_RATE_EXPONENT,
)
from scorelab.scenario.schema import Scenario
from scorelab.scenario.society import INCIDENT_NAMES
from scorelab.scenario.values import ROUNDING
from scorelab.scenario.yaml_safe import Path

MILLION = 1_000_000
MOST_OPERATORS = 31
"""The copies that show a person are held as one bit an operator."""
PYRAMID_YEARS = (2010, 2015, 2020)


def check_together(scenario: Scenario, day: date, origins: Origins) -> None:
    """Refuse rates over their bounds, shares that do not sum, doors that are one door twice."""
    book = rule_book(scenario, day)
    for name, row, window in zip(INCIDENT_NAMES, book.incidents, INCIDENT_WINDOW_BITS, strict=True):
        _check_bound(name, row, origins)
        _check_window(name, row, window, origins)
    _check_at_most_one(book.p, ("court", "pays_in_time"), ("court", "pays_late"), origins)
    _check_at_most_one(book.p, ("court", "cannot_pay"), ("court", "cannot_pay_hardship"), origins)
    for chance in ("complain_wronged", "complain_others"):
        raised = number(book.p, f"redress_{chance}") * max(number(book.p, "redress_assertive"), MILLE)
        if raised > CERTAIN * MILLE:
            found = f"{raised / CERTAIN / MILLE:g} as {chance} times assertive"
            latest = origins.latest(("redress", chance), ("redress", "assertive"))
            raise origins.refusal(latest, found, "a probability of at most 1")
    _check_channels(book, origins)
    year = number(book.p, "population_pyramid_year")
    if year not in PYRAMID_YEARS:
        expected = f"one of {', '.join(map(str, PYRAMID_YEARS))}"
        raise origins.refusal(("population", "pyramid_year"), year, expected)
    for group in ("namesakes", "neighbour_group", "team_group", "friend_group"):
        if number(book.p, f"population_{group}_low") < 1:
            raise origins.refusal(("population", group), "0 people", "at least 1")
    for section, key in (("livelihood", "half_life"), ("redress", "court_district")):
        if number(book.p, f"{section}_{key}") < 1:
            raise origins.refusal((section, key), "0", "at least 1")
    clerks = number(book.p, "redress_clerks") * number(book.p, "redress_court_district") / (MILLE * MILLION)
    if clerks > MOST_CLERKS:
        path = origins.latest(("redress", "clerks"), ("redress", "court_district"))
        raise origins.refusal(path, f"{clerks:g} clerks a district", f"at most {MOST_CLERKS}")
    if len(scenario.operators) > MOST_OPERATORS:
        expected = f"at most {MOST_OPERATORS}"
        raise origins.refusal(("operators",), f"{len(scenario.operators)} operators", expected)
    for door, row in zip(scenario.doors, book.doors, strict=True):
        _check_wishes(door.name, row, origins)
    _check_distinct(scenario, book.doors, origins)


def number(row: Row, name: str) -> int:
    """A single number of a row."""
    value = row[name]
    assert isinstance(value, int)
    return value


def _check_window(name: str, row: Row, window: int, origins: Origins) -> None:
    most = 1 << (WINDOW_RATE_EXPONENT - window)
    if number(row, "bound_per_year") > most:
        found = f"{number(row, 'bound_per_year') * DAYS_PER_YEAR / NANO:g} a year"
        expected = f"at most {most * DAYS_PER_YEAR // NANO:g}: it is drawn in windows of {1 << window} days"
        raise origins.refusal(("incidents", name, "bound_per_year"), found, expected)


def _check_bound(name: str, row: Row, origins: Origins) -> None:
    by_age = row["by_age"]
    assert isinstance(by_age, tuple)
    unharmed = number(row, "per_year") * max(by_age) * max(number(row, "men"), MILLE)
    unharmed *= max(number(row, "out_of_work"), MILLE) * CONDUCT_MOST
    if number(row, "hazards") == Hazards.ADDITIVE:
        highest = unharmed * MILLE + number(row, "per_year") * number(row, "hardship") * MILLE**4
    else:
        highest = unharmed * (MILLE + number(row, "hardship"))
    highest *= max(number(row, "prior"), MILLE) * (MILLE + number(row, "provoked"))
    bound = number(row, "bound_per_year") * MILLE**7
    if highest > bound:
        times = (
            f"{highest / bound:.3g} times its bound_per_year"
            if bound
            else "more than its bound_per_year of 0"
        )
        keys = ("per_year", "bound_per_year", "by_age", "men", "out_of_work", "hardship", "prior")
        raise origins.refusal(
            origins.latest(*(("incidents", name, key) for key in keys)),
            f"a rate that its multipliers together raise to {times}",
            "a lower rate or a higher bound_per_year",
        )


def _check_wishes(name: str, row: Row, origins: Origins) -> None:
    by_income = row["by_income"]
    assert isinstance(by_income, tuple)
    highest = number(row, "per_year") * max(by_income)
    if highest > RATE.to_integer(RATE_MOST) * MILLE:
        found = f"a rate that by_income raises {max(by_income) / MILLE:g} times"
        raise origins.refusal(("doors", name, "per_year"), found, f"at most {RATE_MOST} a year for anybody")


def _check_at_most_one(p: Row, first: Path, second: Path, origins: Origins) -> None:
    total = number(p, "_".join(first)) + number(p, "_".join(second))
    if total > CERTAIN:
        latest = origins.latest(first, second)
        other = second if latest == first else first
        raise origins.refusal(
            latest, f"{total / CERTAIN:g} together with {'.'.join(other)}", "at most 1 together"
        )


def _check_channels(book: RuleBook, origins: Origins) -> None:
    total = sum(number(row, "first_choice") for row in book.channels)
    if abs(total - CERTAIN) > ROUNDING:
        path = origins.latest(*(("redress", "channels", name, "first_choice") for name in CHANNEL_NAMES))
        found = f"{shown(total / CERTAIN)} as the sum of all channels' first_choice"
        raise origins.refusal(path, found, "shares that sum to 1")


def _check_distinct(scenario: Scenario, doors: tuple[Row, ...], origins: Origins) -> None:
    seen: dict[tuple[object, ...], str] = {}
    for door, row in zip(scenario.doors, doors, strict=True):
        acts = tuple(value for name, value in row.items() if name != "number")
        if acts in seen:
            expected = f"a row that differs from {seen[acts]} in more than its name"
            raise origins.refusal(("doors", door.name), "the same door a second time", expected)
        seen[acts] = door.name
