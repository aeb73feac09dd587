"""What is told while a run goes on."""

from collections.abc import Callable

Progress = Callable[[str, int, int], None]
"""Called with what is being done, how much of it is done, and of how much (0: unknown)."""

COMPILING = "compiling the engine, once for this version of the rules"
BUILDING = "building the society"
LIVING_AGAIN = "living the past again, once: the run has no checkpoint to begin with"
SIMULATING = "simulating"
WRITING = "writing"
REPORTING = "drawing the report"


def silent(step: str, done: int, of: int) -> None:
    """Progress that nobody watches."""
