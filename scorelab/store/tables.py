"""The columns of a run's tables and how they are encoded."""

from collections.abc import Mapping

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from scorelab.journal import DAY_OFFSET, N_BITS, PERSON_BITS, PHASE_BITS

SYNTHETIC = "Synthetic data: everybody in it is invented by scorelab. It says nothing about any real person."

METADATA = {b"synthetic": b"true", b"notice": SYNTHETIC.encode()}

JOURNAL_GIVEN = ("row", "kind", "what", "truth", "other", "amount", "trigger")
"""The journal's columns that a simulation gives; the others are read off the row id."""

JOURNAL = pa.schema(
    [
        ("row", pa.int64()),
        ("day", pa.int32()),
        ("phase", pa.int8()),
        ("person", pa.int32()),
        ("n", pa.int32()),
        ("kind", pa.int16()),
        ("what", pa.int16()),
        ("truth", pa.int8()),
        ("other", pa.int32()),
        ("amount", pa.int64()),
        ("trigger", pa.int64()),
        ("synthetic", pa.bool_()),
    ],
    metadata=METADATA,
)

CAUSES = pa.schema(
    [("row", pa.int64()), ("cause", pa.int64()), ("share", pa.int32()), ("synthetic", pa.bool_())],
    metadata=METADATA,
)

DELTA_COLUMNS = ("row", "person")
"""Columns that rise through a file: their differences are small."""


def column_encodings(schema: pa.Schema) -> dict[str, object]:
    """Parquet writer options: differences for rising columns, dictionaries for the rest."""
    delta = [name for name in schema.names if name in DELTA_COLUMNS]
    return {
        "compression": "zstd",
        "compression_level": 1,
        "use_dictionary": [name for name in schema.names if name not in (*delta, "trigger", "cause", "id")],
        "column_encoding": dict.fromkeys(delta, "DELTA_BINARY_PACKED"),
        "write_statistics": True,
    }


def journal_table(columns: Mapping[str, NDArray]) -> pa.Table:
    """Rows of a journal, sorted by row id, with the parts of the id as columns.

    Parameters
    ----------
    columns : mapping of str to array
        The columns `JOURNAL_GIVEN`, equally long.
    """
    given = _sorted({name: np.asarray(columns[name]) for name in JOURNAL_GIVEN})
    row = given["row"]
    parts = {
        "day": (row >> (N_BITS + PERSON_BITS + PHASE_BITS)) - DAY_OFFSET,
        "phase": row >> (N_BITS + PERSON_BITS) & ((1 << PHASE_BITS) - 1),
        "person": row >> N_BITS & ((1 << PERSON_BITS) - 1),
        "n": row & ((1 << N_BITS) - 1),
    }
    return _table(given | parts, JOURNAL)


def causes_table(columns: Mapping[str, NDArray]) -> pa.Table:
    """Contributors (`row`, `cause`, `share` in thousandths), sorted by row id."""
    return _table(_sorted({name: np.asarray(columns[name]) for name in ("row", "cause", "share")}), CAUSES)


def people_table(columns: Mapping[str, NDArray]) -> pa.Table:
    """People, one row each in order, with their visibly invented ids."""
    count = len(next(iter(columns.values())))
    person = np.arange(count, dtype=np.int32)
    digits = pc.utf8_lpad(pc.cast(pa.array(person), pa.string()), 9, "0")
    arrays = {
        "person": pa.array(person),
        "id": pc.binary_join_element_wise("S", digits, "-"),
        **{name: pa.array(np.asarray(values)) for name, values in columns.items()},
        "synthetic": pa.array(np.ones(count, bool)),
    }
    return pa.table(arrays).replace_schema_metadata(METADATA)


def _sorted(columns: dict[str, NDArray]) -> dict[str, NDArray]:
    row = columns["row"]
    if np.all(row[:-1] <= row[1:]):
        return columns
    order = np.argsort(row, kind="stable")
    return {name: values[order] for name, values in columns.items()}


def _table(columns: dict[str, NDArray], schema: pa.Schema) -> pa.Table:
    columns["synthetic"] = np.ones(len(columns["row"]), bool)
    arrays = [pa.array(columns[field.name]).cast(field.type) for field in schema]
    return pa.Table.from_arrays(arrays, schema=schema)
