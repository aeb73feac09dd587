"""Worlds lived twice, by the engine and by the reference, and held against each other."""

from collections import Counter
from dataclasses import dataclass
from datetime import date
from functools import cache, cached_property

import numpy as np

from scorelab.digest import STATE_FIELDS
from scorelab.engine.simulate import EngineRun
from scorelab.engine.simulate import simulate as run_engine
from scorelab.journal import Kind, unpack
from scorelab.population import Population, build
from scorelab.population.course import Span
from scorelab.reference.simulate import simulate as run_reference
from scorelab.reference.simulate import state_of
from scorelab.scenario.checks import checked
from scorelab.scenario.compile import rule_books
from scorelab.scenario.dates import plain
from scorelab.scenario.load import load
from scorelab.scenario.origins import Origins
from scorelab.scenario.overrides import Data, with_value
from scorelab.scenario.quantities import (
    DAYS_PER_YEAR,
    INCIDENT_WINDOW_BITS,
    NANO,
    RATE_MOST,
    WINDOW_RATE_EXPONENT,
)
from scorelab.scenario.schema import Scenario
from scorelab.scenario.society import INCIDENT_NAMES

Row = tuple[int, int, int, int, int, int, int]
Cause = tuple[int, int, int]
COLUMNS = ("row", "kind", "what", "truth", "other", "amount", "trigger")

HIGHEST = {
    name: min(RATE_MOST, 0.999 * (1 << (WINDOW_RATE_EXPONENT - window)) * DAYS_PER_YEAR / NANO)
    for name, window in zip(INCIDENT_NAMES, INCIDENT_WINDOW_BITS, strict=True)
}
"""The highest bound that each kind of incident may have, a year."""

BOUNDS = {f"incidents.{name}.bound_per_year": most for name, most in HIGHEST.items()}
"""The bounds as high as they may be, so that any rate can be set."""

RAISED = ("suit_debt", "suit_defamation", "loan_missed_large", "malicious_report", "job_lost")
EVENLY = {
    f"incidents.{name}.{key}": value
    for name in RAISED
    for key, value in {
        "by_age": (0, 1, 1, 1, 1, 1, 1, 1),
        "men": 1,
        "out_of_work": 1.2,
        "hardship": 4,
    }.items()
}

OFTEN = {
    **BOUNDS,
    **EVENLY,
    "incidents.suit_debt.per_year": 0.3,
    "incidents.suit_contract.per_year": 0.02,
    "incidents.suit_defamation.per_year": 0.1,
    "incidents.loan_missed_large.claim": 0.3,
    "incidents.loan_missed_large.per_year": 0.2,
    "incidents.malicious_report.per_year": 0.2,
    "incidents.suit_debt.claim_days": (1, 40),
    "incidents.suit_defamation.claim_days": (1, 40),
    "incidents.loan_missed_large.claim_days": (1, 60),
    "incidents.malicious_report.claim_days": (1, 60),
    "incidents.job_lost.per_year": 0.3,
    "court.listed": 1,
    "court.listing_days": (1, 40),
    "court.cannot_pay": 0.3,
    "court.pays_in_time": 0.4,
    "court.pays_late": 0.4,
    "court.pays_per_year": 1,
    "court.settles_per_year": 0.4,
    "court.pressure_per_refusal": 0.5,
    "court.ground_1_share": 0.3,
    "court.unserved": 0.1,
    "court.exit_order": 0.5,
    "court.exit_order_days": (1, 40),
    "court.guarantor_days": (1, 20),
    "errors.misattributed": 0.1,
    "errors.clerical": 0.3,
    "errors.clerical_days": (10, 60),
    "errors.duplicate": 0.1,
    "errors.fabricated": 0.5,
    "errors.stale": 0.3,
    "errors.stale_days": 40,
    "redress.complain_wronged": 0.6,
    "redress.complain_others": 0.2,
    "redress.assertive": 1.5,
    "redress.persist": 0.7,
    "redress.correction_days": (1, 30),
    "contacts.layers.friends.drops": 0.5,
    "population.borrower_share": 0.6,
    "livelihood.search_days": (5, 60),
}
"""Much happens to a few hundred people within a year."""

SCORES = "as-reported-2018"
PLATFORMS = ("platform_one", "platform_two")
SCORED = {
    **{
        f"incidents.{name}.{key}": value
        for name in INCIDENT_NAMES
        if name not in RAISED
        for key, value in {
            "by_age": (0, 1, 1, 1, 1, 1, 1, 1),
            "men": 1,
            "out_of_work": 1,
            "hardship": 0,
            "per_year": 0.25,
        }.items()
    },
    "contacts.salon_months": 20,
    "contacts.salon_joins": 1,
    "contacts.seeks_per_year": 20,
    "conduct.punishment_seen": 40,
    "conduct.chilling": 0.9,
    "conduct.deterrence": 0.5,
    **{f"schemes.platforms.{name}.in_app": 0.9 for name in PLATFORMS},
    **{f"schemes.platforms.{name}.entered": 1 for name in PLATFORMS},
    "schemes.municipalities.city.residents_only": False,
    "schemes.municipalities.city.entered": 1,
    "schemes.municipalities.city.pledge": 0.7,
    "schemes.municipalities.city.pledge_days": (1, 60),
}
"""With `OFTEN`, whatever schemes record happens often as well, and people seek one another."""


@cache
def as_published(name: str) -> Data:
    """A scenario of the library as plain data, which nobody changes."""
    return plain(load(name))


def scenario(
    name: str = "court-list-2023",
    changes: dict[str, object] | None = None,
    *,
    people: int,
    days: int,
    seed: int = 1,
    opening_years: int = 0,
    start: str | None = None,
    interventions: tuple[Data, ...] = (),
    script: Data | None = None,
) -> Scenario:
    """A checked scenario: one of the library with values set, interventions and a script."""
    values: dict[str, object] = {
        "people": people,
        "seed": seed,
        "time.days": days,
        "time.opening_years": opening_years,
        **({"time.start": start} if start else {}),
        **(changes or {}),
    }
    data = as_published(name)
    for key, value in values.items():
        listed = list(value) if isinstance(value, tuple) else value
        data = with_value(data, key, listed, key, "drawn by a test")
    data = {**data, "interventions": list(interventions)}
    if script is not None:
        data["script"] = script
    return checked(data, Origins("test"))


@dataclass(frozen=True)
class Lived:
    """What one simulation left, in a form that two of them can be compared in."""

    rows: tuple[Row, ...]
    causes: tuple[Cause, ...]
    digest: str
    state: dict[str, tuple[int, ...]]

    @cached_property
    def by_id(self) -> dict[int, Row]:
        return {row[0]: row for row in self.rows}

    @cached_property
    def kinds(self) -> Counter[Kind]:
        return Counter(Kind(row[1]) for row in self.rows)

    def whats(self, *kinds: Kind) -> set[int]:
        """The values of `what` in rows of these kinds."""
        return {row[2] for row in self.rows if row[1] in kinds}


def people_of(world: Scenario) -> Population:
    """The people of a scenario."""
    parameters = rule_books(world)[0].reader().p
    span = Span(date.fromisoformat(world.time.start), world.time.days)
    return build(parameters, world.people, world.seed, span.start.year, span=span)


def by_engine(world: Scenario, population: Population | None = None, threads: int = 2) -> Lived:
    """The scenario lived by the engine."""
    pages: list[tuple[dict[str, np.ndarray], dict[str, np.ndarray]]] = []
    run: EngineRun = run_engine(
        world,
        population or people_of(world),
        lambda journal, causes: pages.append((journal, causes)),
        threads=threads,
    )
    rows = [row for page, _ in pages for row in zip(*(page[name].tolist() for name in COLUMNS), strict=True)]
    causes = [
        cause
        for _, page in pages
        for cause in zip(*(page[name].tolist() for name in ("row", "cause", "share")), strict=True)
    ]
    state = {name: tuple(run.state[name].tolist()) for name in STATE_FIELDS}
    return Lived(tuple(sorted(rows)), tuple(sorted(causes)), run.digest, state)


def by_reference(world: Scenario, population: Population | None = None) -> Lived:
    """The scenario lived by the reference."""
    run = run_reference(world, population or people_of(world))
    rows = [tuple(getattr(row, name) for name in COLUMNS) for row in run.world.rows]
    columns = list(zip(*(state_of(person) for person in run.world.people), strict=True))
    unused = [(0,) * len(run.world.people)] * (len(STATE_FIELDS) - len(columns))
    state = dict(zip(STATE_FIELDS, columns + unused, strict=True))
    return Lived(tuple(sorted(rows)), tuple(sorted(run.world.causes)), run.digest, state)


def differences(one: Lived, other: Lived, most: int = 12) -> list[str]:
    """What differs, in words, earliest rows first; empty if nothing does."""
    found: list[str] = []
    for sign, mine, theirs in (("-", one, other), ("+", other, one)):
        rows = sorted((Counter(mine.rows) - Counter(theirs.rows)).elements())[:most]
        found += [f"{sign} {described(row)}" for row in rows]
        causes = sorted((Counter(mine.causes) - Counter(theirs.causes)).elements())[:most]
        found += [f"{sign} cause of {unpack(row)}: {unpack(cause)}, {share}" for row, cause, share in causes]
    for name in STATE_FIELDS:
        pairs = enumerate(zip(one.state[name], other.state[name], strict=True))
        fates = [f"{name} of {person}: {this} / {that}" for person, (this, that) in pairs if this != that]
        found += fates[:most]
    if one.digest != other.digest:
        found.append(f"digest {one.digest} / {other.digest}")
    return found


def described(row: Row) -> str:
    """A row in words."""
    day, phase, person, n = unpack(row[0])
    what, truth, other, amount = row[2:6]
    trigger = unpack(row[6]) if row[6] else "luck"
    return (
        f"day {day} phase {phase} person {person} n {n}: {Kind(row[1]).name} what {what} truth {truth} "
        f"other {other} amount {amount} trigger {trigger}"
    )


def both(world: Scenario) -> Lived:
    """The scenario lived twice; fails where engine (-) and reference (+) differ."""
    population = people_of(world)
    engine, reference = by_engine(world, population), by_reference(world, population)
    found = differences(engine, reference)
    assert not found, "\n".join(found)
    assert engine == reference
    return engine
