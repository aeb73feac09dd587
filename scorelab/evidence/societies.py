"""What comes of a society that is lived: measures, doors, perks, and counts of journal rows."""

import tempfile
from collections.abc import Iterator
from pathlib import Path

import polars as pl

from scorelab.evidence.values import Values, mean_of, part
from scorelab.journal import LINES_OF_A_SCHEME, ErrorKind, Kind, PaymentKind
from scorelab.measures import MEASURES, Events, Facts, breakdown, measure_all, measures_of
from scorelab.run import run
from scorelab.scenario.schema import Scenario
from scorelab.scenario.scheme_tables import TENTHS
from scorelab.store import open_run

COMMERCE = "commerce"
"""How the sections of a city's table that are about commerce and credit begin."""

COUNTED = (Kind.SCHEME_SEES_LISTING, Kind.HABITS_MOVED)
"""Rows that are counted although no measure is about them."""

IN_CASES = (Kind.JUDGMENT, Kind.PAYMENT, Kind.RECORD_ERROR)
DEFAMATION = "suit_defamation"

ABOUT = ("traffic_offence", "critical_post", "petitioning")
"""Incidents whose records are counted each for itself."""


def lived(scenario: Scenario) -> Values:
    """Live a society, and count what came of it.

    Parameters
    ----------
    scenario : Scenario
        The society, with its people and seed.

    Returns
    -------
    dict
        Every measure by its name; `door:` refusals by door; `perk:` the share of adults whose score opens a
        perk at the end; `rows:` journal rows of a kind; `records:` and `points:` records of an incident and
        the points that one of them takes; and what else the functions of this module name.
    """
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / "run"
        run(scenario, out=out)
        stored = open_run(out)
        facts = Facts(stored)
        units = {name: measure.unit for name, measure in measures_of(stored.labels).items()}
        found: Values = {name: (units[name], value) for name, value in measure_all(facts).items()}
        found |= dict(_doors(facts))
        found |= dict(_perks(facts))
        found |= dict(_rows(facts))
        found |= dict(_records(facts, scenario))
        found |= dict(_list(facts))
        found |= dict(_case_work(facts))
    return found


def _doors(facts: Facts) -> Iterator[tuple[str, tuple[str, float | None]]]:
    refused = breakdown(facts, _events("refusals"))
    for door in facts.run.labels.doors:
        yield f"door:{door}", ("refusals", float(refused.get(door, 0)))


def _perks(facts: Facts) -> Iterator[tuple[str, tuple[str, float | None]]]:
    labels, adults = facts.run.labels, facts.adults.height
    for door, asked in enumerate(labels.door_grades):
        if asked.scheme >= 0 and asked.perk_from > 0:
            held = facts.enrolled(asked.scheme) & (facts.ranks(asked.scheme, facts.days) >= asked.perk_from)
            yield f"perk:{labels.doors[door]}", ("share", int(held.sum()) / adults)


def _rows(facts: Facts) -> Iterator[tuple[str, tuple[str, float | None]]]:
    """Rows of the kinds that are counted, and the points that a listing takes where a scheme sees it."""
    rows = (
        facts.run.journal.filter(
            (pl.col("day") >= 0) & pl.col("kind").is_in([kind.value for kind in COUNTED])
        )
        .select("kind", "person", "amount")
        .collect()
    )
    for kind in COUNTED:
        of_kind = rows.filter(pl.col("kind") == kind.value)
        yield f"rows:{kind.name.lower()}", ("rows", float(of_kind.height))
        yield f"people:{kind.name.lower()}", ("persons", float(of_kind["person"].n_unique()))
    seen = rows.filter(pl.col("kind") == Kind.SCHEME_SEES_LISTING.value)["amount"]
    yield "points_for_a_listing", ("points", mean_of(-amount / TENTHS for amount in seen))


def _records(facts: Facts, scenario: Scenario) -> Iterator[tuple[str, tuple[str, float | None]]]:
    """Records of single incidents in cities' tables, and the share of deductions that commerce makes."""
    labels = facts.run.labels
    journal = facts.run.journal.filter(pl.col("day") >= 0)
    recorded = journal.filter(pl.col("kind") == Kind.RECORDED.value).select(
        "what", "amount", "other", "trigger"
    )
    incidents = journal.filter(pl.col("kind") == Kind.INCIDENT.value).select("row", incident="what")
    rows = recorded.join(incidents, left_on="trigger", right_on="row", how="left").collect()
    in_cities = [index for index, scheme in enumerate(labels.schemes) if scheme.form == "municipality"]
    of_cities = rows.filter((pl.col("what") // LINES_OF_A_SCHEME).is_in(in_cities))
    for name in ABOUT:
        mine = of_cities.filter(pl.col("incident") == labels.incidents.index(name) + 1)
        yield f"records:{name}", ("records", float(mine.height))
        yield f"points:{name}", ("points", mean_of(-amount / TENTHS for amount in mine["amount"]))
    yield "deductions_for_commerce", ("share", _for_commerce(of_cities, scenario))


def _for_commerce(recorded: pl.DataFrame, scenario: Scenario) -> float | None:
    """Of the records that take points or fix a lower grade, the share under lines of commerce."""
    marks = []
    for what, nominal in recorded.select("what", "other").iter_rows():
        scheme = scenario.schemes.all[what // LINES_OF_A_SCHEME]
        line = scheme.lines[what % LINES_OF_A_SCHEME]
        if nominal < 0 or line.grade is not None:
            marks.append(line.section.startswith(COMMERCE))
    return part(marks)


def _list(facts: Facts) -> Iterator[tuple[str, tuple[str, float | None]]]:
    """Who leaves the list within the run, who copies it, and whom no platform's score holds."""
    listings, labels = facts.listings, facts.run.labels
    at_start = listings.filter((pl.col("start") < 0) & (pl.col("removed") >= 0))
    yield "off_within_the_run", ("share", part([end < facts.days for end in at_start["removed"]]))
    copies = facts.rows(Kind.COPY_TAKEN)
    yield "operators_with_copies", ("operators", float(copies["what"].n_unique()))
    yield "operators", ("operators", float(len(labels.operators)))
    doors = facts.rows(Kind.REFUSAL)["what"].n_unique()
    yield "doors_that_shut", ("doors", float(doors))
    platforms = [index for index, scheme in enumerate(labels.schemes) if scheme.form == "platform"]
    listed = listings.filter(pl.col("removed") == facts.days)["person"].unique().to_list()
    held = [facts.enrolled(index) for index in platforms]
    yield (
        "listed_without_account",
        ("share", part([not any(bool(each[person]) for each in held) for person in listed])),
    )


def _case_work(facts: Facts) -> Iterator[tuple[str, tuple[str, float | None]]]:
    """What happens in many cases of what the told ones tell of one."""
    labels = facts.run.labels
    rows = (
        facts.run.journal.filter(pl.col("day") >= 0)
        .filter(pl.col("kind").is_in([kind.value for kind in IN_CASES]))
        .select("kind", "what")
        .collect()
    )
    judged = rows.filter(pl.col("kind") == Kind.JUDGMENT.value)["what"].to_list()
    yield "judgments", ("judgments", float(len(judged)))
    yield (
        "judgments_of_defamation",
        ("judgments", float(judged.count(labels.incidents.index(DEFAMATION) + 1))),
    )
    paid = rows.filter(pl.col("kind") == Kind.PAYMENT.value)["what"].to_list()
    yield "payments", ("payments", float(len(paid)))
    yield "payments_again", ("payments", float(paid.count(PaymentKind.AGAIN.value)))
    errors = rows.filter(pl.col("kind") == Kind.RECORD_ERROR.value)["what"].to_list()
    yield "payments_astray", ("payments", float(errors.count(ErrorKind.CLERICAL.value)))
    channels = breakdown(facts, _events("complaints"))
    for channel in labels.channels:
        yield f"complaints:{channel}", ("complaints", float(channels.get(channel, 0)))


def _events(name: str) -> Events:
    measure = MEASURES[name]
    assert isinstance(measure, Events)
    return measure
