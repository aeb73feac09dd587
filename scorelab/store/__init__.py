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

from scorelab.store.labels import Labels, Minutes, labels_of
from scorelab.store.run import Run, open_run
from scorelab.store.writer import RunWriter

__all__ = ["Labels", "Minutes", "Run", "RunWriter", "labels_of", "open_run"]
