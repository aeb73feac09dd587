"""What a report is about: each run with its scenario, facts and measures, read once."""

from collections.abc import Callable, Sequence
from datetime import date
from functools import cached_property
from typing import TypeVar

import numpy as np
import polars as pl
from numpy.typing import NDArray

from scorelab.journal import Kind
from scorelab.measures import Facts, Measure, measure_all, measures_of
from scorelab.report import intervals, words
from scorelab.report.markup import Html, tag
from scorelab.scenario.load import load
from scorelab.scenario.schema import Scenario
from scorelab.store import Run
from scorelab.system import processors

Kept = TypeVar("Kept")

Ties = tuple[NDArray[np.int32], NDArray[np.int32]]
"""Both ends of each tie."""


class Told:
    """A run that is reported on.

    Parameters
    ----------
    run : Run
        A finished run.
    label : str
        What the report calls it.
    look : int
        1 to 6: its colour and dashes in every picture.

    Attributes
    ----------
    people : int
        How many people there are on day 0.
    """

    def __init__(self, run: Run, label: str, look: int) -> None:
        self.run = run
        self.label = label
        self.look = look
        self.facts = Facts(run)
        self.days = run.days
        self.people = self.facts.founders
        self._kept: dict[str, object] = {}

    @cached_property
    def scenario(self) -> Scenario:
        """The scenario as it was run."""
        return load(self.run.folder / "scenario.yaml")

    @cached_property
    def catalogue(self) -> dict[str, Measure]:
        """The measures of this run, by name."""
        return measures_of(self.run.labels)

    @cached_property
    def measures(self) -> dict[str, float | None]:
        """Every measure's total, by name."""
        return measure_all(self.facts)

    def kept(self, name: str, work: Callable[[], Kept]) -> Kept:
        """What some work gives, done once for the whole report."""
        if name not in self._kept:
            self._kept[name] = work()
        return self._kept[name]  # type: ignore[return-value]

    @property
    def has_list(self) -> bool:
        """Whether there is a list at all."""
        return self.scenario.mechanisms.court_list

    @property
    def has_schemes(self) -> bool:
        """Whether anybody is scored."""
        return bool(self.run.labels.schemes)

    @property
    def lives(self) -> bool:
        """Whether lives go on: people are born, grow up or die."""
        return self.run.labels.lives

    @cached_property
    def adults(self) -> int:
        """How many people are 18 by the end, and alive."""
        adults = self.facts.adults
        return adults.filter(pl.col("dies") >= self.days).height if self.lives else adults.height

    def column(self, name: str) -> NDArray[np.int64]:
        """A column of the people's table, one number a person."""
        values = self.run.people.select(pl.col(name).cast(pl.Int64)).collect()
        return values.to_series().to_numpy()

    @cached_property
    def ties(self) -> Ties | None:
        """Both ends of each tie as drawn; None if the society was built from imported files."""
        if self.run.manifest.extra.get("imported"):
            return None
        # Only a report on platforms needs the society again, which takes a second a million.
        from scorelab.society import Imports, society

        drawn = society(self.scenario, processors(), Imports())
        people = np.arange(len(drawn), dtype=np.int32)
        start = np.repeat(people, np.diff(drawn.tie_start))
        once = start < drawn.tie_contact
        return start[once], drawn.tie_contact[once]

    @property
    def first_date(self) -> date:
        """Day 0."""
        return self.run.date(0)

    @property
    def last_date(self) -> date:
        """The last day run."""
        return self.run.date(self.days - 1)

    @property
    def title(self) -> str:
        """The scenario's title, in words."""
        return self.run.labels.title

    @property
    def stem(self) -> str:
        """How every finding begins: whose society, and under which rules."""
        rules = "" if self.run.rules is None else f" and, in place of some, in {self.run.rules['file']}"
        return (
            f"In an invented society of {words.count(self.people)} people under the rules as written in "
            f"{self.label}{rules},"
        )

    @property
    def notice(self) -> str:
        """The caption inside every picture."""
        return (
            f"Synthetic: everybody is invented. {self.label}, {words.count(self.people)} people, "
            f"{self.days} days, seed {self.run.manifest.seed}"
        )

    def value(self, name: str) -> Html:
        """A measure's value as printed, marked as that measure."""
        value = self.measures[name]
        shown = words.amount(self.catalogue[name], value)
        return tag(
            "data",
            shown,
            value="" if value is None else repr(value),
            data_measure=name,
            data_run=self.label,
        )

    def number(self, name: str) -> float:
        """A measure's value; 0 where it cannot be estimated."""
        return self.measures[name] or 0.0

    def interval(self, name: str) -> intervals.Interval | None:
        """A measure's interval within the run."""
        return self.kept(f"interval {name}", lambda: intervals.of_named(self.facts, name))

    def interval_in_words(self, name: str) -> str:
        """A measure's interval as printed."""
        return words.between(self.catalogue[name], self.interval(name))

    @cached_property
    def removals(self) -> int:
        """Deletions from the register within the run."""
        return self.facts.rows(Kind.REMOVAL).height


class Subject:
    """All runs of a report.

    Parameters
    ----------
    runs : sequence of Run
        At least one; those that are compared stand side by side in this order.
    """

    def __init__(self, runs: Sequence[Run]) -> None:
        names = [run.labels.scenario for run in runs]
        labels = [
            name if names.count(name) == 1 else f"{name} ({run.folder.name})"
            for name, run in zip(names, runs, strict=True)
        ]
        # The last run is mostly the one that the others are compared with it for: it gets the first look.
        self.told = [
            Told(run, label, len(runs) - place)
            for place, (run, label) in enumerate(zip(runs, labels, strict=True))
        ]

    @property
    def lists(self) -> list[Told]:
        """The runs with a list."""
        return [told for told in self.told if told.has_list]

    @property
    def without(self) -> list[Told]:
        """The runs without a list."""
        return [told for told in self.told if not told.has_list]

    @property
    def living(self) -> list[Told]:
        """The runs in which lives go on."""
        return [told for told in self.told if told.lives]

    @property
    def with_schemes(self) -> list[Told]:
        """The runs with schemes."""
        return [told for told in self.told if told.has_schemes]

    @property
    def claimed(self) -> tuple[Told, Told] | None:
        """The last run under rules as documented and the last as reported; None without both."""
        last = {told.scenario.claim: told for told in self.with_schemes}
        if "documented" not in last or "reported" not in last:
            return None
        return last["documented"], last["reported"]

    @property
    def are_twins(self) -> bool:
        """Whether all runs have the same people and the same luck."""
        return len(self.told) > 1 and all(twins(told, self.told[0]) for told in self.told)

    @property
    def notice(self) -> str:
        """The caption inside pictures of all runs together."""
        if len(self.told) == 1:
            return self.told[0].notice
        sizes = words.listed_in_words(sorted({words.count(told.people) for told in self.told}))
        labels = words.listed_in_words([told.label for told in self.told])
        return f"Synthetic: everybody is invented. {labels}, {sizes} people each"


def twins(one: Told, other: Told) -> bool:
    """Whether two runs have the same people and the same luck."""
    return (
        one.people == other.people
        and one.run.manifest.seed == other.run.manifest.seed
        and one.scenario.population == other.scenario.population
        and one.scenario.time == other.scenario.time
    )
