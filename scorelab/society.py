"""Who lives in a run's world: drawn from the published tables, or from an imported table or bare graph."""

import hashlib
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from scorelab.population.build import Population, build
from scorelab.population.course import Span
from scorelab.population.networks import import_network
from scorelab.population.tables import import_table
from scorelab.scenario.compile import rule_book
from scorelab.scenario.dates import in_force
from scorelab.scenario.schema import Scenario


@dataclass(frozen=True)
class Imports:
    """What a society takes from outside: nothing about single people.

    Attributes
    ----------
    network : Path, optional
        A bare graph whose shape the ties take; ids are discarded
        (see :func:`scorelab.population.import_network`).
    ages : Path, optional
        A table of counts by sex and age in place of the published pyramid
        (see :func:`scorelab.population.import_table`).
    """

    network: Path | None = None
    ages: Path | None = None

    def fingerprints(self) -> dict[str, str]:
        """SHA-256 of each imported file, for the run's manifest."""
        files = {"network": self.network, "ages": self.ages}
        return {name: hashlib.sha256(file.read_bytes()).hexdigest() for name, file in files.items() if file}


def society(scenario: Scenario, threads: int, imports: Imports) -> Population:
    """The society of a scenario, by the numbers in force on day 0."""
    parameters, year = numbers_on_day_0(scenario)
    span = Span(date.fromisoformat(scenario.time.start), scenario.time.days)
    if imports.network is not None:
        return import_network(imports.network, parameters, scenario.seed, year, span=span, threads=threads)
    pyramid = import_table(imports.ages) if imports.ages is not None else None
    return build(
        parameters, scenario.people, scenario.seed, year, pyramid=pyramid, span=span, threads=threads
    )


def numbers_on_day_0(scenario: Scenario) -> tuple[NDArray[np.void], int]:
    """The numbers outside tables in force on day 0, and the year of that day."""
    start = date.fromisoformat(scenario.time.start)
    return rule_book(in_force(scenario, start), start).engine().p, start.year
