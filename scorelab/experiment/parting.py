"""When twins part: the first day on which their journals differ."""

import numpy as np
import polars as pl
from numpy.typing import NDArray

from scorelab.journal import unpack
from scorelab.store import Run
from scorelab.store.tables import CAUSES, JOURNAL_GIVEN


def first_difference(base: Run, other: Run) -> int | None:
    """The first day on which anything happened in one world that did not in the other.

    None if every row and every contributor is the same. The opening has negative days.
    """
    if base.manifest.digest == other.manifest.digest:
        return None
    contributors = [name for name in CAUSES.names if name != "synthetic"]
    found = [
        _first_row(*(run.journal.select(JOURNAL_GIVEN) for run in (base, other))),
        _first_row(*(run.causes.select(contributors) for run in (base, other))),
    ]
    rows = [row for row in found if row is not None]
    return unpack(min(rows))[0] if rows else None


def _first_row(base: pl.LazyFrame, other: pl.LazyFrame) -> int | None:
    """The id of the first row that is not in both tables, each sorted by row id."""
    one, another = base.collect(), other.collect()
    common = min(one.height, another.height)
    unlike = np.zeros(common, np.bool_)
    for name in one.columns:
        unlike |= _values(one, name)[:common] != _values(another, name)[:common]
    place = int(np.argmax(unlike)) if unlike.any() else common
    ids = [int(_values(table, "row")[place]) for table in (one, another) if place < table.height]
    return min(ids) if ids else None


def _values(table: pl.DataFrame, name: str) -> NDArray[np.int64]:
    return table[name].to_numpy()
