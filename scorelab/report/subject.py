"""What a report is about: each run with its scenario, facts and measures, read once."""

from collections.abc import Sequence
from datetime import date
from functools import cached_property

from scorelab.journal import Kind
from scorelab.measures import MEASURES, Facts, Measure, measure_all
from scorelab.report import intervals, words
from scorelab.report.markup import Html, tag
from scorelab.scenario.load import load
from scorelab.scenario.schema import Scenario
from scorelab.store import Run


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
    """

    def __init__(self, run: Run, label: str, look: int) -> None:
        self.run = run
        self.label = label
        self.look = look
        self.facts = Facts(run)
        self.days = run.days
        self.people = run.people_count

    @cached_property
    def scenario(self) -> Scenario:
        """The scenario as it was run."""
        return load(self.run.folder / "scenario.yaml")

    @cached_property
    def measures(self) -> dict[str, float | None]:
        """Every measure's total, by name."""
        return measure_all(self.facts)

    @property
    def has_list(self) -> bool:
        """Whether there is a list at all."""
        return self.scenario.mechanisms.court_list

    @cached_property
    def adults(self) -> int:
        """How many people are 18 by the end."""
        return self.facts.adults.height

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
        shown = words.amount(MEASURES[name], value)
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
        return self._intervals.setdefault(name, intervals.of_named(self.facts, name))

    def interval_in_words(self, name: str) -> str:
        """A measure's interval as printed."""
        measure: Measure = MEASURES[name]
        return words.between(measure, self.interval(name))

    @cached_property
    def removals(self) -> int:
        """Deletions from the register within the run."""
        return self.facts.rows(Kind.REMOVAL).height

    @cached_property
    def _intervals(self) -> dict[str, intervals.Interval | None]:
        return {}


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
    def are_twins(self) -> bool:
        """Whether all runs have the same people and the same luck."""
        first = self.told[0]
        return len(self.told) > 1 and all(
            told.people == first.people
            and told.run.manifest.seed == first.run.manifest.seed
            and told.scenario.population == first.scenario.population
            and told.scenario.time == first.scenario.time
            for told in self.told
        )

    @property
    def notice(self) -> str:
        """The caption inside pictures of all runs together."""
        if len(self.told) == 1:
            return self.told[0].notice
        sizes = words.listed_in_words(sorted({words.count(told.people) for told in self.told}))
        labels = words.listed_in_words([told.label for told in self.told])
        return f"Synthetic: everybody is invented. {labels}, {sizes} people each"
