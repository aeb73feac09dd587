"""How much memory a society and its schemes take, and that nothing is held twice."""

import dataclasses

import numpy as np

from scorelab.engine.simulate import Simulation
from scorelab.population.build import SHARED
from scorelab.scenario.compile import rule_books
from scorelab.scenario.load import load
from scorelab.society import Imports, society

GROWING = {
    "rows",
    "causes",
    "nodes",
    "cases",
    "listings",
    "copies",
    "records",
    "noted",
    "files",
    "new_ties",
    "lives",
}
"""What grows with what happens: the journal, and the court's and the schemes' open files."""


def test_a_person_with_three_schemes_and_all_ties_takes_at_most_250_bytes():
    people = 100_000
    scenario = load("as-reported-2018", people=people, days=365)
    population = society(scenario, 2, Imports())
    world = Simulation(scenario, population, 2).world
    held = {}
    columns = [getattr(population, field.name) for field in dataclasses.fields(population)]
    states = [getattr(world, name) for name in world._fields if name not in GROWING]
    for array in (array for array in [*columns, *states] if array is not None):
        whole = array
        while isinstance(whole.base, np.ndarray):
            whole = whole.base
        held[whole.__array_interface__["data"][0]] = whole.nbytes
    assert len(rule_books(scenario)[0].schemes) == 3
    assert sum(held.values()) <= 250 * people


def test_columns_that_the_engine_keeps_too_are_views_of_its_records_with_the_same_values():
    scenario = load("court-list-2023", people=2_000, days=30)
    before = society(scenario, 1, Imports())
    population = society(scenario, 1, Imports())
    world = Simulation(scenario, population, 1).world
    for name in SHARED:
        assert np.array_equal(getattr(population, name), getattr(before, name)), name
        assert np.shares_memory(getattr(population, name), world.people), name
