"""Checkpoints of a run: the state at the beginning of a day, written whole or not at all.

A run's folder holds them in `checkpoints/`, a folder a day: `state.npy.lz4`, arrays of numbers as NumPy
writes them, one after the other and compressed (no objects, so that nothing is ever executed when they are
read), and `checkpoint.json`, which says what they belong to and carries the digests of all files on which
going on depends.
"""

import hashlib
import json
import os
import shutil
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
from numpy.lib import format as npy
from numpy.typing import NDArray
from pydantic import ValidationError

from scorelab.errors import InputError
from scorelab.store.frozen import Frozen
from scorelab.store.tables import SYNTHETIC

FOLDER, PARTS = "checkpoints", "parts"
STATE, NOTE = "state.npy.lz4", "checkpoint.json"
FORMAT = 1
COMPRESSION = "lz4"
"""What it takes is spared again where the digest goes over a quarter of the bytes."""

Arrays = dict[str, NDArray[Any]]


@dataclass(frozen=True)
class Keeping:
    """How a run keeps checkpoints.

    Attributes
    ----------
    every : int
        On which days: those from day 0 on whose number is a multiple of this.
    keep : bool
        Whether all are kept, in the finished run as well; otherwise the latest one is, until the run is
        finished.
    goes_on : bool
        Whether a run that is interrupted is left to be gone on with. A fork is not: it is begun again from
        its parent.

    Raises
    ------
    InputError
        If `every` is not a number of days.
    """

    every: int
    keep: bool = False
    goes_on: bool = True

    def __post_init__(self) -> None:
        if self.every < 1:
            raise InputError("--checkpoint-every", self.every, "a whole number of days, 1 or more")


class Origin(Frozen):
    """What a run must have in common with a checkpoint to go on from it.

    Attributes
    ----------
    scenario : str
        SHA-256 of the complete scenario, as the manifest has it.
    program : str
        Digest of the sources of the model, and of the compilers' versions.
    rules : str
        SHA-256 of the rules file in force; empty if there is none.
    imported : dict
        SHA-256 of an imported network or table of ages.
    """

    scenario: str
    program: str
    rules: str
    imported: dict[str, str]


class Note(Frozen):
    """What a checkpoint says about itself.

    Attributes
    ----------
    format, notice
        Version of the form of a checkpoint; that all of it is synthetic.
    day : int
        The day that has not begun.
    every, keep
        See :class:`Keeping`.
    origin : Origin
        What it can be read with.
    cast : dict
        Who plays the roles of the script.
    rows : dict
        Rows of each table before the day.
    parts : dict
        SHA-256 of each file in `parts/` in which they stand until the run is finished.
    arrays : tuple of str
        Names of the arrays of the state, in their order.
    state : str
        SHA-256 of their file.
    seal : str
        SHA-256 of all that stands above; see :func:`seal`.
    """

    format: int
    notice: str
    day: int
    every: int
    keep: bool
    origin: Origin
    cast: dict[str, int]
    rows: dict[str, int]
    parts: dict[str, str]
    arrays: tuple[str, ...]
    state: str
    seal: str = ""


def write(
    run: Path,
    day: int,
    keeping: Keeping,
    origin: Origin,
    cast: Mapping[str, int],
    arrays: Mapping[str, NDArray[Any]],
    rows: Mapping[str, int],
    parts: Mapping[str, str],
) -> Note:
    """Write a checkpoint; see :class:`Note`. Readers see all of it or nothing."""
    place = _place(run, day)
    fresh = place.with_name(f".{place.name}")
    shutil.rmtree(fresh, ignore_errors=True)
    fresh.mkdir(parents=True)
    with (
        pa.OSFile(str(fresh / STATE), "w") as file,
        pa.CompressedOutputStream(file, COMPRESSION) as stream,
    ):
        for array in arrays.values():
            _write_array(stream, np.ascontiguousarray(array))
    note = Note(
        format=FORMAT,
        notice=SYNTHETIC,
        day=day,
        every=keeping.every,
        keep=keeping.keep,
        origin=origin,
        cast=dict(cast),
        rows=dict(rows),
        parts=dict(parts),
        arrays=tuple(arrays),
        state=sha256(fresh / STATE),
    )
    note = note.model_copy(update={"seal": seal(note)})
    (fresh / NOTE).write_text(json.dumps(note.model_dump(mode="json"), indent=1) + "\n", encoding="utf-8")
    for file in (fresh / STATE, fresh / NOTE):
        settle(file)
    shutil.rmtree(place, ignore_errors=True)
    os.rename(fresh, place)
    return note


def days(run: Path) -> list[int]:
    """The days of which a run's folder holds a checkpoint, whole or not, in order."""
    found = (run / FOLDER).glob("day*") if (run / FOLDER).is_dir() else ()
    numbers = (place.name.removeprefix("day") for place in found)
    return sorted(int(number) for number in numbers if number[1:].isdigit())


def whole(run: Path, at: int | None = None, *, with_parts: bool) -> Iterator[Note]:
    """The whole checkpoints of a run, latest first; with a day, those of the day and before it.

    Parameters
    ----------
    run : Path
        The run's folder.
    at : int, optional
        The latest day that is wanted.
    with_parts : bool
        Whether the journal in parts must be whole, too: so as to go on with an unfinished run.
    """
    for day in reversed(days(run)):
        if at is None or day <= at:
            note = _note(run, day)
            parts = note.parts if note is not None and with_parts else {}
            if (
                note is not None
                and _is(_place(run, day) / STATE, note.state)
                and all(_is(run / part, digest) for part, digest in parts.items())
            ):
                yield note


def arrays_of(run: Path, note: Note) -> Arrays:
    """The arrays of a checkpoint.

    Raises
    ------
    InputError
        If they cannot be read.
    """
    path = _place(run, note.day) / STATE
    try:
        with pa.OSFile(str(path)) as file, pa.CompressedInputStream(file, COMPRESSION) as stream:
            return {name: npy.read_array(stream, allow_pickle=False) for name in note.arrays}
    except (OSError, ValueError) as error:
        raise InputError(str(path), f"a damaged file ({error})", "a checkpoint as it was written") from error


def remove(run: Path, day: int) -> None:
    """Remove the checkpoint of a day."""
    shutil.rmtree(_place(run, day), ignore_errors=True)


def remove_after(run: Path, day: int) -> None:
    """Remove the checkpoints of all later days, and any that was left half written."""
    for later in days(run):
        if later > day:
            remove(run, later)
    for half in (run / FOLDER).glob(".day*"):
        shutil.rmtree(half, ignore_errors=True)


def bytes_of(run: Path) -> int:
    """How many bytes the checkpoints of a run take."""
    return sum(file.stat().st_size for file in (run / FOLDER).rglob("*") if file.is_file())


def seal(note: Note) -> str:
    """The digest by which a note is known to say what was written."""
    said = note.model_dump(mode="json", exclude={"seal"})
    return hashlib.sha256(json.dumps(said, sort_keys=True).encode()).hexdigest()


def sha256(file: Path) -> str:
    """Digest of a file."""
    with file.open("rb") as opened:
        return hashlib.file_digest(opened, "sha256").hexdigest()


def _write_array(stream: pa.NativeFile, array: NDArray[Any]) -> None:
    npy.write_array_header_1_0(stream, npy.header_data_from_array_1_0(array))
    if array.size:
        stream.write(array.reshape(-1).view(np.uint8))


def _place(run: Path, day: int) -> Path:
    return run / FOLDER / f"day{day:+06d}"


def _note(run: Path, day: int) -> Note | None:
    try:
        note = Note.model_validate_json((_place(run, day) / NOTE).read_bytes())
    except (OSError, ValidationError):
        return None
    return note if (note.format, note.day, note.seal) == (FORMAT, day, seal(note)) else None


def _is(file: Path, digest: str) -> bool:
    try:
        return sha256(file) == digest
    except OSError:
        return False


def settle(file: Path) -> None:
    """Have the system write a file to the disk before anything builds on it."""
    with file.open("rb+") as opened:
        os.fsync(opened.fileno())
