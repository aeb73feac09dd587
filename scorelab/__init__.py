"""scorelab: a laboratory for social-scoring systems, in which everybody is invented.

>>> import scorelab
>>> result = scorelab.run("court-list-2023", people=50_000)  # doctest: +SKIP
>>> result.measures["wrongful_days"]  # doctest: +SKIP
>>> print(result.why(12))  # doctest: +SKIP

The verbs of the command line are functions here. Each is imported when it is first used,
so that `import scorelab` costs nothing.
"""

import sys
import time
from importlib import import_module
from types import ModuleType
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from scorelab.bench import bench as bench
    from scorelab.elsewhere.live import run_elsewhere as run_elsewhere
    from scorelab.errors import InputError as InputError
    from scorelab.experiment.attribute import attribute as attribute
    from scorelab.experiment.breaking import breaking as breaking
    from scorelab.experiment.calibrate import calibrate as calibrate
    from scorelab.experiment.compare import compare as compare
    from scorelab.experiment.fork import fork as fork
    from scorelab.experiment.fork import forks as forks
    from scorelab.experiment.frontier import frontier as frontier
    from scorelab.experiment.futures import Future as Future
    from scorelab.experiment.sweep import sweep as sweep
    from scorelab.experiment.triggers import triggers as triggers
    from scorelab.experiment.validate import validate as validate
    from scorelab.measures import measure_all as measure_all
    from scorelab.report import write_report as report
    from scorelab.result import Result as Result
    from scorelab.resume import resume as resume
    from scorelab.run import run as run
    from scorelab.run import run_together as run_together
    from scorelab.scenario.load import load as load
    from scorelab.scenario.load import names as scenarios
    from scorelab.spread.find import spread as spread
    from scorelab.store import open_run as open_run
    from scorelab.stories import tell as story
    from scorelab.trace.export import export as export_trace
    from scorelab.trace.exposure import exposure as exposure
    from scorelab.trace.leaving import price_of_leaving as price_of_leaving
    from scorelab.trace.show import show as day
    from scorelab.trace.unicity import unicity as unicity
    from scorelab.trace.validation import validate as validate_trace
    from scorelab.trace.world import TraceWorld as TraceWorld
    from scorelab.verify import verify as verify
    from scorelab.why import why as why

IMPORTED_AT = time.perf_counter()
"""When this process first imported scorelab, by :func:`time.perf_counter`."""

_HOMES = {
    "Future": ("scorelab.experiment.futures", "Future"),
    "InputError": ("scorelab.errors", "InputError"),
    "Result": ("scorelab.result", "Result"),
    "TraceWorld": ("scorelab.trace.world", "TraceWorld"),
    "attribute": ("scorelab.experiment.attribute", "attribute"),
    "bench": ("scorelab.bench", "bench"),
    "breaking": ("scorelab.experiment.breaking", "breaking"),
    "calibrate": ("scorelab.experiment.calibrate", "calibrate"),
    "compare": ("scorelab.experiment.compare", "compare"),
    "day": ("scorelab.trace.show", "show"),
    "export_trace": ("scorelab.trace.export", "export"),
    "exposure": ("scorelab.trace.exposure", "exposure"),
    "fork": ("scorelab.experiment.fork", "fork"),
    "forks": ("scorelab.experiment.fork", "forks"),
    "frontier": ("scorelab.experiment.frontier", "frontier"),
    "load": ("scorelab.scenario.load", "load"),
    "measure_all": ("scorelab.measures", "measure_all"),
    "open_run": ("scorelab.store", "open_run"),
    "price_of_leaving": ("scorelab.trace.leaving", "price_of_leaving"),
    "report": ("scorelab.report", "write_report"),
    "resume": ("scorelab.resume", "resume"),
    "run": ("scorelab.run", "run"),
    "run_elsewhere": ("scorelab.elsewhere.live", "run_elsewhere"),
    "run_together": ("scorelab.run", "run_together"),
    "scenarios": ("scorelab.scenario.load", "names"),
    "spread": ("scorelab.spread.find", "spread"),
    "story": ("scorelab.stories", "tell"),
    "sweep": ("scorelab.experiment.sweep", "sweep"),
    "triggers": ("scorelab.experiment.triggers", "triggers"),
    "unicity": ("scorelab.trace.unicity", "unicity"),
    "validate": ("scorelab.experiment.validate", "validate"),
    "validate_trace": ("scorelab.trace.validation", "validate"),
    "verify": ("scorelab.verify", "verify"),
    "why": ("scorelab.why", "why"),
}
"""Each public name, with the module that defines it and its name there."""

__all__ = [
    "Future",
    "InputError",
    "Result",
    "TraceWorld",
    "attribute",
    "bench",
    "breaking",
    "calibrate",
    "compare",
    "day",
    "export_trace",
    "exposure",
    "fork",
    "forks",
    "frontier",
    "load",
    "measure_all",
    "open_run",
    "price_of_leaving",
    "report",
    "resume",
    "run",
    "run_elsewhere",
    "run_together",
    "scenarios",
    "spread",
    "story",
    "sweep",
    "triggers",
    "unicity",
    "validate",
    "validate_trace",
    "verify",
    "why",
]


class _Package(ModuleType):
    """The package's own type, under which a verb wins over the module of the same name.

    Importing a module sets it as an attribute of its package, so without this
    `scorelab.run` would be the function or the module, depending on who came first.
    """

    def __getattr__(self, name: str) -> Any:
        if name not in _HOMES:
            raise AttributeError(f"module {self.__name__!r} has no attribute {name!r}")
        module, attribute = _HOMES[name]
        value = getattr(import_module(module), attribute)
        super().__setattr__(name, value)
        return value

    def __setattr__(self, name: str, value: Any) -> None:
        if not (name in _HOMES and isinstance(value, ModuleType)):
            super().__setattr__(name, value)

    def __dir__(self) -> list[str]:
        return sorted({*super().__dir__(), *_HOMES})


sys.modules[__name__].__class__ = _Package
