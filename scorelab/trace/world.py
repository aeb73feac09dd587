"""A world whose days can be told: a scenario's society, its city and companies, and a run's journal."""

from bisect import bisect_right
from collections.abc import Mapping
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Union

import numpy as np
from numpy.typing import NDArray

from scorelab.errors import InputError
from scorelab.population.build import Population
from scorelab.scenario.calendar import date_of, day_of
from scorelab.scenario.dates import change_dates
from scorelab.scenario.load import load
from scorelab.scenario.schema import Scenario
from scorelab.trace.calendar import Calendar, calendar_of
from scorelab.trace.changes import PERSON, changes_in, no_changes, replacements, starts_of
from scorelab.trace.city import CELL_METRES, City, PlaceKind, block_of, kind_of, lay_city, owner_of, spot
from scorelab.trace.companies import Companies
from scorelab.trace.day import Given, Room, room
from scorelab.trace.events import NO_COMPANY, NOBODY, NOWHERE
from scorelab.trace.kept import drawn_society
from scorelab.trace.markets import markets_of
from scorelab.trace.who import People, people_of

if TYPE_CHECKING:
    from scorelab.store.run import Run


class TraceWorld:
    """A world whose days can be told.

    Attributes
    ----------
    scenario : Scenario
        What is modelled.
    run : Run or None
        The stored run whose journal changes the days; None for a scenario alone.
    population : Population
        Everybody.
    people, city, calendar : People, City, Calendar
        What days hang on.
    companies : Companies
        Who serves whom on day 0; events name them by their place in `companies.roles`.
    """

    def __init__(self, scenario: Scenario, population: Population, run: "Run | None" = None) -> None:
        self.scenario = scenario
        self.run = run
        self.population = population
        self.people: People = people_of(population)
        self.seed = scenario.seed
        self.start = date.fromisoformat(scenario.time.start)
        self.days = scenario.time.days
        self.city: City = lay_city(
            self.seed, int(population.household.max()) + 1, int(population.block.max()) + 1
        )
        self.calendar: Calendar = calendar_of(self.start, self.days)
        self.companies = Companies.of(scenario)
        self._dates_of_change = [day_of(self.start, each) for each in change_dates(scenario)]
        self._companies_since = {self._change_before(0): self.companies}
        self.markets = markets_of(self.companies)
        self.replaced = replacements(scenario)
        self.held = (NOBODY, 0)
        """Whose month's sums, and of which month, `space` holds."""
        self._changes: NDArray[np.int64] | None = None

    @classmethod
    def of(
        cls,
        run_or_scenario: Union[str, Path, Scenario, "Run"],
        people: int | None = None,
        seed: int | None = None,
        threads: int | None = None,
        overrides: Mapping[str, object] | None = None,
    ) -> "TraceWorld":
        """Open the world of a stored run, or of a scenario.

        Parameters
        ----------
        run_or_scenario : str, path, Scenario or Run
            The folder of a finished run, a built-in name, or a YAML file.
        people, seed : int, optional
            In place of the scenario's own; a run has its own.
        threads : int, optional
            How many threads draw the society; the result does not depend on it.
        overrides : mapping, optional
            Dotted keys of a scenario and their new values; a run has its own.

        Raises
        ------
        InputError
            If there is no such run or scenario, people, a seed or values are given for a run, or the
            run's society was made from an imported table or graph, which is not stored.
        """
        if isinstance(run_or_scenario, Scenario):
            return cls._drawn(run_or_scenario, threads)
        if not isinstance(run_or_scenario, str | Path) or Path(run_or_scenario).is_dir():
            # The store takes a while to import, and a scenario is told without it.
            from scorelab.store import open_run

            run = open_run(run_or_scenario) if isinstance(run_or_scenario, str | Path) else run_or_scenario
            for option, given in (("--people", people), ("--seed", seed), ("--set", overrides or None)):
                if given is not None:
                    raise InputError(option, given, "no such option with a run, which has its own")
            if run.manifest.extra.get("imported"):
                found = "a run with an imported table or graph"
                raise InputError(str(run.folder), found, "a run whose society can be drawn again")
            return cls._drawn(load(run.folder / "scenario.yaml"), threads, run)
        return cls._drawn(load(str(run_or_scenario), overrides, people=people, seed=seed), threads)

    @classmethod
    def _drawn(cls, scenario: Scenario, threads: int | None, run: "Run | None" = None) -> "TraceWorld":
        from scorelab.system import processors

        return cls(scenario, drawn_society(scenario, threads or processors()), run)

    def __len__(self) -> int:
        """How many people."""
        return len(self.population)

    def companies_on(self, day: int) -> Companies:
        """Who serves and watches on a day: laws and coverages change with dates alone."""
        since = self._change_before(day)
        if since not in self._companies_since:
            self._companies_since[since] = Companies.of(self.scenario, day)
        return self._companies_since[since]

    def _change_before(self, day: int) -> int:
        """How many dates of change have come by a day."""
        return bisect_right(self._dates_of_change, day)

    @cached_property
    def space(self) -> Room:
        """Space for the day that is being told."""
        return room()

    @property
    def all_changes(self) -> NDArray[np.int64]:
        """What the journal changed, of everybody (see changes.py)."""
        if self._changes is None:
            self._changes = changes_in(self.run) if self.run is not None else no_changes()
        return self._changes

    def changes_of(self, person: int) -> NDArray[np.int64]:
        """What the journal changed for one person."""
        if self.run is None:
            return no_changes()
        if self._changes is None:
            return changes_in(self.run, person)
        first, last = np.searchsorted(self._changes[:, PERSON], (person, person + 1))
        return self._changes[first:last]

    def given(self) -> Given:
        """The world as compiled loops read it."""
        changes = self.all_changes
        return self.given_alone(changes)._replace(starts=starts_of(changes, len(self)))

    def given_alone(self, changes: NDArray[np.int64]) -> Given:
        """The world as one person's day reads it, with that person's changes."""
        nowhere = np.zeros(0, np.int64)
        return Given(self.people, self.city, self.calendar, self.markets, changes, nowhere, self.replaced)

    def refuse_unknown(self, person: int, day: int) -> None:
        """Refuse a person or a day that the world does not have.

        Raises
        ------
        InputError
            Which of them, and what there is.
        """
        if not 0 <= person < len(self):
            raise InputError("--person", person, f"a number from 0 to {len(self) - 1}")
        if not 0 <= day < self.days:
            expected = f"a date from {self.date(0)} to {self.date(self.days - 1)}"
            raise InputError("--date", self.date(day), expected)
        if (course := self.population.course) is not None:
            born, dies = int(course.birthday[person]), int(course.dies[person])
            if not born <= day < dies:
                found = f"{self.date(day)}, a day on which this person is not alive"
                last = self.date(min(dies, self.days) - 1)
                raise InputError("--date", found, f"a date from {self.date(max(born, 0))} to {last}")

    def date(self, day: int) -> date:
        """The date of a day's number."""
        return date_of(self.start, day)

    def day(self, text: str, where: str = "--date") -> int:
        """The number of a date of the run.

        Raises
        ------
        InputError
            If it is no date, or outside the run.
        """
        expected = f"a date from {self.date(0)} to {self.date(self.days - 1)}"
        try:
            number = day_of(self.start, date.fromisoformat(text))
        except ValueError:
            raise InputError(where, text, expected) from None
        if not 0 <= number < self.days:
            raise InputError(where, text, expected)
        return number

    def kind_of(self, place: int) -> PlaceKind:
        """The kind of a place."""
        return PlaceKind(kind_of(self.city, place))

    def block_of(self, place: int) -> int:
        """The block on whose cell a place stands; ELSEWHERE is beyond the grid and has the last one."""
        kind = self.kind_of(place)
        if kind == PlaceKind.HOME:
            return int(self.population.block[np.searchsorted(self.population.household, place)])
        return block_of(self.city, kind, place)

    @cached_property
    def blocks_of_places(self) -> NDArray[np.int32]:
        """The block of every place (see :meth:`block_of`), by its number."""
        homes = np.zeros(int(self.city.first[1]), np.int32)
        homes[self.population.household] = self.population.block
        others = [
            block_of(self.city, kind, place)
            for kind in list(PlaceKind)[1:]
            for place in range(int(self.city.first[kind]), int(self.city.first[kind + 1]))
        ]
        return np.concatenate([homes, np.array(others, np.int32)])

    @cached_property
    def quarters_of_places(self) -> NDArray[np.int32]:
        """The quarter of a cell on which every place stands: four times the block, and which of the four.

        Quarters go on with the blocks' order, so dropping two binary digits gives the cell again.
        """
        blocks = self.blocks_of_places.tolist()
        half = CELL_METRES // 2
        spots = (spot(self.city, place, block) for place, block in enumerate(blocks))
        corners = [(east % CELL_METRES >= half) + 2 * (south % CELL_METRES >= half) for east, south in spots]
        return np.array(blocks, np.int32) * 4 + np.array(corners, np.int32)

    def spot_of(self, place: int) -> tuple[int, int]:
        """Where a place stands, in metres east and south of the city's corner."""
        return spot(self.city, place, self.block_of(place))

    def owner_of(self, place: int) -> int:
        """The company that owns a place, by its index; 255 if none does."""
        return NO_COMPANY if place == NOWHERE else owner_of(self.city, self.markets, place)

    def place_words(self, place: int) -> str:
        """What a telling calls a place: its kind and number among its kind."""
        if place == NOWHERE:
            return "on the way"
        kind = self.kind_of(place)
        if kind == PlaceKind.ELSEWHERE:
            return "another city"
        return f"{kind.name.lower().replace('_', ' ')} {place - int(self.city.first[kind]) + 1}"
