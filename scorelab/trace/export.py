"""Days as files: the events of any people and days in Parquet, for other programs to read.

A folder of parts, each with the events of some people over all the days asked for, sorted by
person and minute. Where one part ends and the next begins hangs on the numbers of people and
days alone, so the files are the same on any number of threads.
"""

import json
import os
import shutil
from collections.abc import Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from scorelab.cache import mark_room_warm
from scorelab.errors import InputError
from scorelab.progress import WRITING, Progress, silent
from scorelab.rules.habits import Category
from scorelab.store.tables import METADATA, SYNTHETIC
from scorelab.trace.bulk import BLOCK_EVENTS, Block, Range, blocks, tell_if_cold, workers_of
from scorelab.trace.city import CELL_METRES, PlaceKind
from scorelab.trace.day import Given
from scorelab.trace.events import COLUMNS, EventKind
from scorelab.trace.world import TraceWorld

PART_PERSON_DAYS = 40_000
"""Person-days of a part: some two million events, ten megabytes."""

ID = "SYN-{:010d}"
"""What a person is called: no register has such numbers."""

PLAIN = ("place", "counterparty")
"""Columns whose bytes compress best as they are; those of all others do in streams of first, second
bytes and so on, but for people, who rise through a file. Measured: with LZ4 an event takes six to seven
bytes, half as many again as with zstd, and two thirds of the time."""

SCHEMA = pa.schema(
    [
        *(pa.field(name, pa.from_numpy_dtype(kind), nullable=False) for name, kind in COLUMNS.items()),
        pa.field("id", pa.dictionary(pa.int32(), pa.string()), nullable=False),
        pa.field("synthetic", pa.bool_(), nullable=False),
    ]
)
"""No value is ever missing: what is not there has a number of its own (see events.py). Saying so saves a
quarter of the time to write."""

ENCODINGS = {
    "compression": "lz4",
    "use_dictionary": ["id", "synthetic"],
    "column_encoding": {
        name: "DELTA_BINARY_PACKED" if name == "person" else "BYTE_STREAM_SPLIT"
        for name in COLUMNS
        if name not in PLAIN
    },
    "write_statistics": ["person", "minute"],
    "write_batch_size": BLOCK_EVENTS,
    "store_schema": True,
}


@dataclass(frozen=True)
class Exported:
    """What was written.

    Attributes
    ----------
    folder : Path
        The folder.
    parts, events, size : int
        Files, events, and bytes of the files.
    """

    folder: Path
    parts: int
    events: int
    size: int

    def to_json(self) -> dict[str, object]:
        """The same as plain data."""
        return {"folder": str(self.folder), "parts": self.parts, "events": self.events, "bytes": self.size}


def export(
    world: TraceWorld,
    out: str | Path,
    people: Range | None = None,
    days: Range | None = None,
    threads: int | None = None,
    progress: Progress | None = None,
) -> Exported:
    """Write the events of people and days; nothing is left of what fails or is interrupted.

    Parameters
    ----------
    world : TraceWorld
        The world.
    out : path
        The folder to make; it must not exist.
    people, days : pair of int, optional
        First, and last left out; by default all.
    threads : int, optional
        How many threads; the files do not depend on it.
    progress : callable, optional
        Called now and then with how many people are done.

    Raises
    ------
    InputError
        If the folder exists or cannot be written.
    """
    folder = Path(out)
    refuse_existing(folder)
    persons, span = people or (0, len(world)), days or (0, world.days)
    tell_if_cold(progress)
    given, metadata = world.given(), _metadata(world, persons, span)
    each = max(PART_PERSON_DAYS // max(span[1] - span[0], 1), 1)
    cuts = [*range(persons[0], persons[1], each), persons[1]]
    with _fresh_folder(folder) as unfinished:
        workers = workers_of(threads)
        tell, done, events = progress or silent, 0, 0
        with ThreadPoolExecutor(workers) as pool:
            waiting: dict[Future[int], int] = {}
            try:
                for part, first in enumerate(cuts[:-1]):
                    if len(waiting) >= 2 * workers:
                        done, events = _collect(waiting, done, events)
                        tell(WRITING, done, persons[1] - persons[0])
                    chosen = first, cuts[part + 1]
                    path = unfinished / f"part-{part:05d}.parquet"
                    work = pool.submit(_write_part, path, given, chosen, span, metadata)
                    waiting[work] = chosen[1] - chosen[0]
                while waiting:
                    done, events = _collect(waiting, done, events)
                    tell(WRITING, done, persons[1] - persons[0])
            except BaseException:
                pool.shutdown(wait=True, cancel_futures=True)
                raise
        size = sum(file.stat().st_size for file in unfinished.iterdir())
    mark_room_warm("trace")
    return Exported(folder, len(cuts) - 1, events, size)


def refuse_existing(folder: Path) -> None:
    """Refuse to write where something is already.

    Raises
    ------
    InputError
        If there is a file or a folder of that name.
    """
    if os.path.lexists(folder):
        raise InputError("--out", f"{folder}, which exists already", "a name that does not exist yet")


def _collect(waiting: dict["Future[int]", int], done: int, events: int) -> tuple[int, int]:
    finished, _ = wait(waiting, return_when=FIRST_COMPLETED)
    for work in finished:
        events += work.result()
        done += waiting.pop(work)
    return done, events


def _write_part(path: Path, given: Given, persons: Range, days: Range, metadata: dict[bytes, bytes]) -> int:
    schema = SCHEMA.with_metadata(metadata)
    names = pa.array([ID.format(person) for person in range(*persons)])
    count = 0
    with pq.ParquetWriter(path, schema, **ENCODINGS) as file:
        for block in blocks(given, persons, days):
            file.write_table(_table(block, names, persons[0], schema), row_group_size=len(block.person))
            count += len(block.person)
    return count


def _table(block: Block, names: pa.Array, first: int, schema: pa.Schema) -> pa.Table:
    columns = [pa.array(column) for column in block]
    columns.append(pa.DictionaryArray.from_arrays(pa.array(block.person - first), names))
    columns.append(pa.array(np.ones(len(block.person), bool)))
    return pa.Table.from_arrays(columns, schema=schema)


def _metadata(world: TraceWorld, persons: Range, days: Range) -> dict[bytes, bytes]:
    """What a file says about itself: that all is invented, and what its numbers stand for."""
    city = {"cell_metres": CELL_METRES, "cells": world.city.blocks}
    city["first_place"] = {kind.name.lower(): int(world.city.first[kind]) for kind in PlaceKind}  # type: ignore[assignment]
    words = {
        "scenario": world.scenario.name,
        "seed": world.seed,
        "minute_0": f"{world.date(0)}T00:00",
        "people": [persons[0], persons[1] - 1],
        "dates": [str(world.date(days[0])), str(world.date(days[1] - 1))],
        "kind": [kind.name.lower() for kind in EventKind],
        "category": [category.name.lower() for category in Category],
        "company": [role.name for role in world.companies.roles],
        "city": city,
        "vehicles": "rides and camera passes name vehicles in `detail`; no register has numbers of that form",
        "notice": SYNTHETIC,
    }
    return METADATA | {b"scorelab": json.dumps(words).encode()}


@contextmanager
def _fresh_folder(folder: Path) -> Iterator[Path]:
    """A folder beside the final one, which gets its name in the end; nothing is left of what fails."""
    unfinished = folder.absolute().with_name(f".{folder.name}.unfinished-{os.getpid()}")
    made = [parent for parent in unfinished.parents if not parent.exists()]
    try:
        unfinished.mkdir(parents=True)
        yield unfinished
        if os.path.lexists(folder):
            raise FileExistsError(17, "a folder of that name was made meanwhile")
        unfinished.rename(folder)
    except BaseException as error:
        shutil.rmtree(unfinished, ignore_errors=True)
        for parent in made:
            if parent.is_dir() and not any(parent.iterdir()):
                parent.rmdir()
        if isinstance(error, OSError):
            found = f"that it cannot be written ({error.strerror or error})"
            raise InputError(str(folder), found, "a disk with room for the events") from error
        raise
