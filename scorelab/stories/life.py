"""One role's life in a story: its journal rows, and what they add up to."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any, cast

import polars as pl
from numpy.typing import NDArray

from scorelab.casting import casting
from scorelab.engine.simulate import simulate as simulate_fast
from scorelab.journal import LINES_OF_A_SCHEME, N_BITS, PERSON_BITS, SCORE_KINDS, Kind, unpack
from scorelab.measures.facts import Facts
from scorelab.population.build import Population, build
from scorelab.reference.simulate import simulate
from scorelab.scenario.calendar import day_of
from scorelab.scenario.compile import rule_books
from scorelab.scenario.schema import Scenario
from scorelab.scenario.scheme_tables import TENTHS
from scorelab.store.run import Run
from scorelab.stories.story import MAIN
from scorelab.telling import Row

COLUMNS = ("row", "kind", "what", "truth", "other", "amount", "trigger")


@dataclass(frozen=True)
class Life:
    """What happened to one person in a run, and to those who knew of the listing.

    Attributes
    ----------
    scenario : Scenario
        What was run.
    person : int
        Who plays the main role.
    rows : tuple of Row
        The person's journal rows, in order.
    about : tuple of Row
        Rows of others about the person: contacts who learned of the listing, ties dropped.
    population : Population
        Everybody there is.
    """

    scenario: Scenario
    person: int
    rows: tuple[Row, ...]
    about: tuple[Row, ...]
    population: Population = field(repr=False, compare=False)

    def refusals(self) -> tuple[Row, ...]:
        """The doors found shut."""
        return tuple(row for row in self.rows if row.kind == Kind.REFUSAL)

    def wrongful_spells(self) -> list[tuple[int, int, bool]]:
        """First day, day after the last, and whether it ended: the times of a wrongful listing or copy."""
        spells = self._facts().wrongful_spells.sort("start")
        return list(spells.select("start", "end", "restored").iter_rows())

    def wrongful_days(self) -> int:
        """Days during which the list, or a copy of it, wrongly showed the person."""
        return sum(end - start for start, end, _ in self.wrongful_spells())

    def points_lost(self, scheme: str, until: str) -> float:
        """By how many points a scheme's score stands lower at the end of a date than on day 0."""
        index = [each.name for each in self.scenario.schemes.all].index(scheme)
        last = day_of(date.fromisoformat(self.scenario.time.start), date.fromisoformat(until))
        moved = (
            row.amount
            for row in self.rows
            if row.kind in SCORE_KINDS and row.what // LINES_OF_A_SCHEME == index and row.day <= last
        )
        return -sum(moved) / TENTHS

    def listed_spells(self) -> list[tuple[int, int, bool]]:
        """First day on the court's list, day after the last, and whether it ended within the run."""
        spells = self._facts().listings.sort("start").select("start", "removed").iter_rows()
        return [(start, removed, removed < self.scenario.time.days) for start, removed in spells]

    def listed_on(self, day: int) -> bool:
        """Whether the court's list showed the person at the end of a day."""
        return any(start <= day < removed for start, removed, _ in self.listed_spells())

    def _facts(self) -> Facts:
        return Facts(cast(Run, _InMemory(self.rows, self.scenario.time.days, self.scenario.people)))


@dataclass(frozen=True)
class _InMemory:
    """As much of a stored run as facts about the list need."""

    rows: tuple[Row, ...]
    days: int
    people_count: int

    @property
    def founders_count(self) -> int:
        """Everybody, since nobody is born in a told case."""
        return self.people_count

    @property
    def journal(self) -> pl.LazyFrame:
        """The rows as a table."""
        names = Row._fields
        columns = {name: [getattr(row, name) for row in self.rows] for name in names}
        return pl.DataFrame(columns, schema=dict.fromkeys(names, pl.Int64)).lazy()


def people_of(scenario: Scenario) -> Population:
    """The people of a story's world."""
    book = [book for book in rule_books(scenario) if book.from_day <= 0][-1]
    year = date.fromisoformat(scenario.time.start).year
    return build(book.engine().p, scenario.people, scenario.seed, year, threads=1)


def lived(scenario: Scenario, population: Population) -> Life:
    """The main role's life, run with the reference."""
    rows = (
        _row(row.row, row.kind, row.what, row.truth, row.other, row.amount, row.trigger)
        for row in simulate(scenario, population).world.rows
    )
    return _life(scenario, population, rows)


def lived_fast(scenario: Scenario, population: Population) -> Life:
    """The same life, run with the engine."""
    person = casting(scenario, population)[MAIN]
    rows: list[Row] = []

    def keep(journal: dict[str, NDArray[Any]], causes: dict[str, NDArray[Any]]) -> None:
        whose = journal["row"] >> N_BITS & ((1 << PERSON_BITS) - 1)
        about = (whose == person) | (journal["other"] == person)
        columns = (journal[name][about].tolist() for name in COLUMNS)
        rows.extend(_row(*values) for values in zip(*columns, strict=True))

    simulate_fast(scenario, population, keep, threads=1)
    return _life(scenario, population, rows)


def _row(row: int, kind: int, what: int, truth: int, other: int, amount: int, trigger: int) -> Row:
    day, _, person, _ = unpack(row)
    return Row(row, day, person, kind, what, truth, other, amount, trigger)


def _life(scenario: Scenario, population: Population, rows: Iterable[Row]) -> Life:
    person = casting(scenario, population)[MAIN]
    mentioned = sorted(row for row in rows if person in (row.person, row.other))
    own = tuple(row for row in mentioned if row.person == person)
    about = tuple(
        row for row in mentioned if row.other == person and row.kind in (Kind.LEARNED, Kind.TIE_LOST)
    )
    return Life(scenario, person, own, about, population)
