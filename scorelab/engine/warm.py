"""Compile the engine in processes of its own, while another builds the society.

Compiling keeps one processor busy for more than a minute, and Numba compiles one thing at
a time in a process; the processes share the work and the cache.
"""

import gc
import os
import subprocess
import sys
from typing import Any

import numpy as np

from scorelab.population.build import Population
from scorelab.population.people import Employment
from scorelab.scenario.load import load
from scorelab.user_rules import in_force, put_in_force, read

DAYS, MORNINGS = PARTS = ("days", "mornings")
"""The parts that are compiled side by side: a day's course, and the work for everybody before it."""

FEWER_PASSES = {"NUMBA_OPT": "1", "NUMBA_LOOP_VECTORIZE": "0", "NUMBA_SLP_VECTORIZE": "0"}
"""Settings of the compiler for the days: they wait for memory and branches, so that more optimisation takes a
third more time and gains nothing."""

AN_ADULT = -12_000
"""Day of birth of the only inhabitant."""


def hamlet() -> Population:
    """A society of one adult without ties, laid out without any compiled kernel."""

    def only(value: int, kind: str) -> np.ndarray:
        return np.array([value], kind)

    bytes_of_one: dict[str, Any] = {
        name: only(0, "u1")
        for name in (
            "sex",
            "education",
            "income_fifth",
            "parent",
            "settled",
            "minority",
            "aware",
            "assertive",
        )
    }
    return Population(
        birthday=only(AN_ADULT, "i4"),
        income=only(0, "i4"),
        employment=only(Employment.EMPLOYED, "u1"),
        household=only(0, "i4"),
        block=only(0, "i4"),
        guarantor=only(-1, "i4"),
        name_class=only(0, "i4"),
        name_start=np.array([0, 1], "i4"),
        name_members=only(0, "i4"),
        tie_start=np.zeros(2, "i4"),
        tie_contact=np.zeros(0, "i4"),
        tie_layer=np.zeros(0, "u1"),
        **bytes_of_one,
    )


def compile_apart() -> list[subprocess.Popen[bytes]]:
    """Begin to compile in other processes, under the same rules; wait for them before calling the engine."""
    file = in_force()
    rules = [] if file is None else [str(file.path)]
    command = [sys.executable, "-m", "scorelab.engine.warm"]
    environment = FEWER_PASSES | os.environ
    return [
        subprocess.Popen([*command, part, *rules], stdin=subprocess.DEVNULL, env=environment)
        for part in PARTS
    ]


def compile_here(part: str, rules: list[str]) -> None:
    """Compile a part of the engine in this process, under the rules file that is named, if one is."""
    # A compiler makes little rubbish, and this process soon ends.
    gc.disable()
    for file in rules:
        put_in_force(read(file))
    # Loaded only now: rules are put in force before the engine.
    from scorelab.engine.simulate import Simulation

    simulation = Simulation(load("blank", people=1, days=1), hamlet(), threads=1)
    if part == DAYS:
        simulation.live_first_day()
    else:
        simulation.begin_first_day()


if __name__ == "__main__":
    compile_here(sys.argv[1], sys.argv[2:])
