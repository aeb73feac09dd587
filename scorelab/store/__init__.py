"""A run on disk: a folder of Parquet files with a manifest.

The folder holds

- `manifest.json`: what was run, with which versions, the digest, and, written last,
  `"complete": true`;
- `scenario.yaml`: the scenario, complete: it can be loaded and run again;
- `journal.parquet`: every cause and effect, a row each, sorted by row id;
- `causes.parquet`: contributors of rows beside their trigger;
- `people.parquet`: the invented people, as drawn and as the run left them.

All of it says that it is synthetic. Read it with :func:`open_run`, or with Polars,
DuckDB or pandas directly.
"""

from typing import TYPE_CHECKING, Any

from scorelab.store.labels import Labels, Minutes, labels_of
from scorelab.store.writer import RunWriter

if TYPE_CHECKING:
    from scorelab.store.run import Run as Run
    from scorelab.store.run import open_run as open_run

__all__ = ["Labels", "Minutes", "Run", "RunWriter", "labels_of", "open_run"]


def __getattr__(name: str) -> Any:
    # Reading takes Polars, which whoever writes need not wait for.
    if name in ("Run", "open_run"):
        from scorelab.store import run

        return getattr(run, name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
