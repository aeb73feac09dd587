"""Compile the engine in a process of its own, while another builds the society.

Compiling keeps one processor busy for most of a minute, and Numba compiles one thing at
a time in a process; two processes share the work and the cache.
"""

import subprocess
import sys

import numpy as np

from scorelab.population.build import Population
from scorelab.population.people import Employment
from scorelab.scenario.load import load
from scorelab.user_rules import in_force, put_in_force, read

AN_ADULT = -12_000
"""Day of birth of the only inhabitant."""


def hamlet() -> Population:
    """A society of one adult without ties, laid out without any compiled kernel."""

    def only(value: int, kind: str) -> np.ndarray:
        return np.array([value], kind)

    bytes_of_one = {
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
        tie_start=np.zeros(2, "i8"),
        tie_contact=np.zeros(0, "i4"),
        tie_layer=np.zeros(0, "u1"),
        **bytes_of_one,
    )


def compile_apart() -> subprocess.Popen[bytes]:
    """Begin to compile in another process, under the same rules; wait for it before the engine is called."""
    file = in_force()
    rules = [] if file is None else [str(file.path)]
    return subprocess.Popen([sys.executable, "-m", "scorelab.engine.warm", *rules], stdin=subprocess.DEVNULL)


def compile_here(rules: list[str]) -> None:
    """Compile the engine in this process, under the rules file that is named, if one is."""
    for file in rules:
        put_in_force(read(file))
    # Loaded only now: rules are put in force before the engine.
    from scorelab.engine.simulate import simulate

    simulate(load("blank", people=1, days=1), hamlet(), lambda journal, causes: None, threads=1)


if __name__ == "__main__":
    compile_here(sys.argv[1:])
