"""A run of a story's world, kept whole in memory."""

from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from numpy.typing import NDArray

from scorelab.casting import casting
from scorelab.engine.simulate import simulate
from scorelab.journal import LINES_OF_A_SCHEME, SCORE_KINDS, Kind, unpack
from scorelab.population.build import Population
from scorelab.scenario.schema import Scenario
from scorelab.scenario.scheme_tables import TENTHS
from scorelab.store.labels import Labels, labels_of
from scorelab.stories.life import COLUMNS, people_of
from scorelab.stories.story import Step, Story, came_out
from scorelab.telling import Row


@dataclass(frozen=True)
class Play:
    """Everything that happened in a run of a story.

    Attributes
    ----------
    scenario : Scenario
        What was run.
    cast : mapping
        Who plays each role.
    rows : tuple of Row
        The journal, in order.
    contributors : mapping
        The contributors of a row, by its id.
    standings : mapping
        What schemes hold about everybody at the end, as the engine names it: `enrolled.<scheme>`,
        `start.` and `score.` (tenths), `grade.` (rank).
    population : Population
        Everybody there is.
    """

    scenario: Scenario
    cast: Mapping[str, int]
    rows: tuple[Row, ...]
    contributors: Mapping[int, tuple[int, ...]]
    standings: Mapping[str, tuple[int, ...]]
    population: Population = field(repr=False, compare=False)

    @cached_property
    def labels(self) -> Labels:
        """The names behind the numbers."""
        return labels_of(self.scenario)

    @cached_property
    def causes(self) -> dict[int, tuple[Row, ...]]:
        """The rows that brought a row about directly, trigger first, by its id."""
        by_id = {row.row: row for row in self.rows}
        return {
            row.row: tuple(
                by_id[cause] for cause in (row.trigger, *self.contributors.get(row.row, ())) if cause in by_id
            )
            for row in self.rows
        }

    def of(self, role: str) -> tuple[Row, ...]:
        """What happened to a role, in order."""
        return tuple(row for row in self.rows if row.person == self.cast[role])

    def refusals(self, role: str) -> tuple[Row, ...]:
        """The doors that a role found shut, from day 0 on."""
        return tuple(row for row in self.of(role) if row.kind == Kind.REFUSAL and row.day >= 0)

    def points(self, role: str, scheme: str, day: int) -> float:
        """A role's score with a scheme at the end of a day, in points."""
        moved = sum(
            row.amount
            for row in self.of(role)
            if row.kind in SCORE_KINDS and self.scheme_of(row) == scheme and row.day <= day
        )
        return (self.standings[f"start.{scheme}"][self.cast[role]] + moved) / TENTHS

    def rank_name(self, role: str, scheme: str, day: int) -> str:
        """A role's grade with a scheme at the end of a day."""
        held = next(each for each in self.labels.schemes if each.name == scheme)
        tenths = round(self.points(role, scheme, day) * TENTHS)
        return held.grades[bisect_right(held.range_on(day).cut_offs, tenths) - 1]

    def scheme_of(self, row: Row) -> str:
        """The scheme that a row about a score or a grade names."""
        return self.scenario.schemes.all[row.what // LINES_OF_A_SCHEME].name

    def missing(self, story: Story) -> tuple[Step, ...]:
        """Of each strand of a story the first step that did not come out in its order, if any."""
        return tuple(step for _, step in self._came_out(story) if step is not None)

    def steps(self, story: Story) -> frozenset[int]:
        """The ids of the rows by which a story's steps came out."""
        return frozenset(row.row for rows, _ in self._came_out(story) for row in rows)

    def _came_out(self, story: Story) -> list[tuple[list[Row], Step | None]]:
        return [came_out(steps, self.scenario, self.cast, self.rows, self.causes) for steps in story.strands]


def played(scenario: Scenario, population: Population | None = None) -> Play:
    """Run a story's world with the engine, and keep all of it."""
    population = people_of(scenario) if population is None else population
    rows: list[Row] = []
    contributors: dict[int, list[int]] = {}

    def keep(journal: dict[str, NDArray[Any]], causes: dict[str, NDArray[Any]]) -> None:
        for row, *values in zip(*(journal[name].tolist() for name in COLUMNS), strict=True):
            day, _, person, _ = unpack(row)
            rows.append(Row(row, day, person, *values))
        for row, cause in zip(causes["row"].tolist(), causes["cause"].tolist(), strict=True):
            contributors.setdefault(row, []).append(cause)

    ended = simulate(scenario, population, keep, threads=1)
    return Play(
        scenario=scenario,
        cast=casting(scenario, population),
        rows=tuple(sorted(rows)),
        contributors={row: tuple(found) for row, found in contributors.items()},
        standings={
            f"{kept}.{scheme.name}": tuple(ended.state[f"{kept}.{scheme.name}"].tolist())
            for scheme in scenario.schemes.all
            for kept in ("enrolled", "start", "score", "grade")
        },
        population=population,
    )


def unscripted(scenario: Scenario) -> Scenario:
    """The same world, cast and luck without the script's events."""
    assert scenario.script is not None
    return scenario.model_copy(update={"script": scenario.script.model_copy(update={"events": ()})})
