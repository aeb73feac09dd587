"""Societies that were drawn lately are kept beside the compiled kernels, so that a day is shown at once.

A society is a pure function of a scenario's numbers, so a kept one is the one that would be drawn. What
is kept stands in the folder named after the program's sources and goes with it.
"""

import contextlib
import hashlib
import os
import shutil
from dataclasses import fields
from pathlib import Path

import numpy as np

from scorelab.cache import cache_folder
from scorelab.population.build import Population
from scorelab.population.settings import read_settings
from scorelab.scenario.schema import Scenario
from scorelab.society import Imports, numbers_on_day_0, society

MOST_PEOPLE = 1_000_000
"""Larger societies are drawn anew: about 120 bytes a person would be kept."""

KEPT = 4
"""How many societies are kept, the latest used."""

COLUMNS = tuple(each.name for each in fields(Population) if each.name != "course")
"""What is kept; a society in which lives go on is drawn anew."""


def drawn_society(scenario: Scenario, threads: int) -> Population:
    """The society of a scenario without imports: as kept, or else drawn and kept.

    Parameters
    ----------
    scenario : Scenario
        What is modelled.
    threads : int
        How many threads draw; the result does not depend on it.
    """
    lives = scenario.society_lives
    if lives.births_and_deaths or lives.growing_up:
        return society(scenario, threads, Imports())
    folder = _folder(scenario)
    kept = _read(folder, scenario.people)
    if kept is not None:
        return kept
    population = society(scenario, threads, Imports())
    if len(population) <= MOST_PEOPLE:
        # Whoever has no room or no right to write there only waits longer the next time.
        with contextlib.suppress(OSError):
            _keep(population, folder)
    return population


def _folder(scenario: Scenario) -> Path:
    parameters, year = numbers_on_day_0(scenario)
    numbers = tuple(read_settings(parameters)), scenario.people, scenario.seed, year
    return cache_folder() / "societies" / hashlib.sha256(repr(numbers).encode()).hexdigest()[:20]


def _read(folder: Path, people: int) -> Population | None:
    """A kept society; None if there is none, or a file of it is damaged."""
    try:
        found = Population(**{name: np.load(folder / f"{name}.npy") for name in COLUMNS})
        os.utime(folder)
    except (OSError, ValueError, EOFError):
        return None
    return found if len(found) == people else None


def _keep(population: Population, folder: Path) -> None:
    """Write a society in one step: readers see all of it or nothing."""
    unfinished = folder.with_name(f"{folder.name}.{os.getpid()}")
    unfinished.mkdir(parents=True, exist_ok=True)
    try:
        for name in COLUMNS:
            np.save(unfinished / f"{name}.npy", getattr(population, name))
        shutil.rmtree(folder, ignore_errors=True)
        unfinished.rename(folder)
    finally:
        shutil.rmtree(unfinished, ignore_errors=True)
    others = sorted(folder.parent.iterdir(), key=lambda other: other.stat().st_mtime, reverse=True)
    for old in others[KEPT:]:
        shutil.rmtree(old, ignore_errors=True)
