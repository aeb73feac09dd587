"""What is told while a run goes on."""

from collections.abc import Callable

Progress = Callable[[str, int, int], None]
"""Called with what is being done, how much of it is done, and of how much (0: unknown)."""

COMPILING = "compiling the engine, once for this version of the rules"
BUILDING = "building the society"
SIMULATING = "simulating"
WRITING = "writing"
REPORTING = "drawing the report"


def silent(step: str, done: int, of: int) -> None:
    """Progress that nobody watches."""
