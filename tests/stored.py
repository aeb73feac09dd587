"""Runs of the reference, stored as the engine's are."""

from pathlib import Path

import numpy as np

from scorelab.digest import STATE_FIELDS
from scorelab.population.build import Population, build
from scorelab.reference.simulate import ReferenceRun, simulate, state_of
from scorelab.scenario.compile import rule_books
from scorelab.scenario.load import resolve_yaml
from scorelab.scenario.schema import Scenario
from scorelab.store import Run, RunWriter, labels_of, open_run

DRAWN = ("birthday", "sex", "education", "income_fifth", "settled", "minority")
GIVEN = ("row", "kind", "what", "truth", "other", "amount", "trigger")
OF_STANDING = {"start": "start", "score": "score", "grade": "rank", "enrolled": "enrolled", "left": "left"}
"""A column of the people's table, and the attribute of a standing that it holds."""


def lived(scenario: Scenario) -> tuple[Population, ReferenceRun]:
    """Build a scenario's society and let the reference live it."""
    rules = rule_books(scenario)[0].reader()
    population = build(rules.p, scenario.people, scenario.seed, int(scenario.time.start[:4]))
    return population, simulate(scenario, population)


def stored(scenario: Scenario, population: Population, finished: ReferenceRun, folder: Path) -> Run:
    """Write a run's folder and open it."""
    world = finished.world
    state = np.array([state_of(person) for person in world.people], np.int64).T
    people = {name: getattr(population, name) for name in DRAWN}
    fields = dict(zip(STATE_FIELDS, state, strict=False))
    people |= {name: values for name, values in fields.items() if not name.startswith("score_")}
    for index, scheme in enumerate(scenario.schemes.all):
        for column, attribute in OF_STANDING.items():
            values = [getattr(person.standings[index], attribute) for person in world.people]
            people[f"{column}.{scheme.name}"] = np.array(values, np.int32)
    options = {"seed": scenario.seed, "people": len(world.people), "days": scenario.time.days}
    with RunWriter(folder, labels_of(scenario), resolve_yaml(scenario), **options) as writer:
        writer.append_journal(
            {name: np.array([getattr(row, name) for row in world.rows], np.int64) for name in GIVEN}
        )
        causes = np.array(world.causes, np.int64).reshape(-1, 3).T
        writer.append_causes(dict(zip(("row", "cause", "share"), causes, strict=True)))
        writer.finish(people, finished.digest)
    return open_run(folder)
