"""Writing a run that can be interrupted: its tables in parts that end at checkpoints, joined at the end."""

import os
import shutil
from collections.abc import Iterable, Iterator, Mapping
from concurrent.futures import Future, wait
from contextlib import suppress
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq
from numpy.typing import NDArray

from scorelab.errors import InputError
from scorelab.store import checkpoints
from scorelab.store import manifest as manifests
from scorelab.store.checkpoints import FOLDER, PARTS, Keeping, Note, Origin
from scorelab.store.labels import Labels
from scorelab.store.tables import column_encodings
from scorelab.store.writer import SCHEMAS, RunWriter

ROWS_AT_ONCE = 1 << 18
"""Rows that are copied together: a group of rows in the file."""

CLAIM = ".running"
"""A file that a process at work on a folder holds locked."""


class KeptWriter(RunWriter):
    """Writes a run's folder under its own name, with checkpoints from which it can go on.

    Leaving it without :meth:`finish` leaves what belongs to the last checkpoint, and nothing before the
    first one.

    Parameters
    ----------
    folder, labels, scenario_yaml, seed, people, days, rules
        As of :class:`RunWriter`.
    keeping : Keeping
        How checkpoints are kept.
    origin : Origin
        What a checkpoint will be read with.
    since : Note, optional
        The checkpoint from which the run in the folder goes on; whatever came after it is thrown away.

    Raises
    ------
    InputError
        If the folder exists, without `since`; if another process is at work on it; or it cannot be written.
    """

    def __init__(
        self,
        folder: str | Path,
        labels: Labels,
        scenario_yaml: str,
        *,
        seed: int,
        people: int,
        days: int,
        rules: bytes | None,
        keeping: Keeping,
        origin: Origin,
        since: Note | None = None,
    ) -> None:
        self.keeping, self._origin, self._last = keeping, origin, since
        self._parts = {} if since is None else dict(since.parts)
        self._claim: int | None = None
        self._being_kept: Future[None] | None = None
        self._is_ours, self._has_failed = False, False
        super().__init__(
            folder,
            labels,
            scenario_yaml,
            seed=seed,
            people=people,
            days=days,
            background=True,
            rules=rules,
        )

    def keep(self, day: int, cast: Mapping[str, int], arrays: Mapping[str, NDArray[Any]]) -> None:
        """Keep the state at the beginning of a day; all rows before it have been appended.

        It is written while days go on; the next one waits for it, so that memory stays bounded.
        """
        if self._being_kept is not None:
            self._guarded(self._being_kept.result)
        self._submit(lambda: self._keep(day, cast, arrays))
        self._being_kept = self._pending[-1]

    def abandon(self) -> None:
        """Leave what belongs to the last checkpoint; without any, remove whatever has been written."""
        if not self._open:
            return
        # A checkpoint that was taken is written to its end.
        wait(self._pending)
        self._close_thread()
        if self._is_ours and (self._last is None or not self.keeping.goes_on):
            self._last = None
            super().abandon()
        self._open = False
        for file in self._files.values():
            with suppress(OSError):
                file.close()
        if self._last is not None and self._is_ours:
            self._remove_what_came_after(self._last)
        self._give_up_claim()

    def _remove_what_came_after(self, last: Note) -> None:
        """Remove whatever does not belong to the last checkpoint."""
        checkpoints.remove_after(self._unfinished, last.day)
        for file in (self._unfinished / PARTS).iterdir():
            if f"{PARTS}/{file.name}" not in last.parts:
                file.unlink()
        for name in (*SCHEMAS, "people"):
            (self._unfinished / f"{name}.parquet").unlink(missing_ok=True)

    def _refuse_existing(self) -> None:
        if self._last is None:
            super()._refuse_existing()

    def _place(self) -> Path:
        return self.folder.absolute()

    def _path_of(self, name: str) -> Path:
        return self._unfinished / PARTS / f"{name}-{len(self._parts) // len(SCHEMAS):05d}.parquet"

    def _begin(self, scenario_yaml: str, rules: bytes | None) -> None:
        if self._last is None:
            super()._begin(scenario_yaml, rules)
            return
        self._claim = claimed(self._unfinished)
        self._is_ours = True
        self._manifest = manifests.unfinished(self.folder)
        self._rows |= self._last.rows
        self._remove_what_came_after(self._last)
        self._open_tables()

    def _make_folder(self) -> None:
        super()._make_folder()
        self._is_ours = True
        self._claim = claimed(self._unfinished)
        (self._unfinished / PARTS).mkdir()

    def _append(self, name: str, table: pa.Table) -> None:
        try:
            super()._append(name, table)
        except BaseException:
            self._has_failed = True
            raise

    def _keep(self, day: int, cast: Mapping[str, int], arrays: Mapping[str, NDArray[Any]]) -> None:
        if self._has_failed:
            return  # Rows before the day are missing.
        self._end_part()
        before = self._last
        self._last = checkpoints.write(
            self._unfinished, day, self.keeping, self._origin, cast, arrays, self._rows, self._parts
        )
        if before is not None and not self.keeping.keep:
            checkpoints.remove(self._unfinished, before.day)
        self._open_tables()

    def _end_part(self) -> None:
        super()._close_tables()
        ended = [self._path_of(name) for name in SCHEMAS]
        for path in ended:
            checkpoints.settle(path)
        self._parts |= {f"{PARTS}/{path.name}": checkpoints.sha256(path) for path in ended}

    def _close_tables(self) -> None:
        self._end_part()
        for name, schema in SCHEMAS.items():
            parts = [self._unfinished / part for part in self._parts if part.startswith(f"{PARTS}/{name}-")]
            with pq.ParquetWriter(
                self._unfinished / f"{name}.parquet", schema, **column_encodings(schema)
            ) as joined:
                for table in tables_of(parts):
                    joined.write_table(table)

    def _end(self, people: Mapping[str, NDArray[Any]], digest: str, extra: dict[str, Any]) -> None:
        if self.keeping.keep:
            kept = checkpoints.days(self._unfinished)
            extra["checkpoints"] = {"days": kept, "bytes": checkpoints.bytes_of(self._unfinished)}
        super()._end(people, digest, extra)

    def _give_name(self) -> None:
        shutil.rmtree(self._unfinished / PARTS)
        if not self.keeping.keep:
            shutil.rmtree(self._unfinished / FOLDER, ignore_errors=True)
        self._give_up_claim()

    def _give_up_claim(self) -> None:
        if self._claim is not None:
            (self._unfinished / CLAIM).unlink(missing_ok=True)
            os.close(self._claim)
            self._claim = None

    def _remedy(self) -> str:
        remedy = super()._remedy()
        if self._last is None or not self.keeping.goes_on:
            return remedy
        return f"{remedy}; what was lived before day {self._last.day} is kept: --resume goes on from there"


def claimed(folder: Path) -> int | None:
    """Claim a folder for this process, where the system has locks that end with a process.

    Raises
    ------
    InputError
        If another process has it.
    """
    try:
        import fcntl
    except ImportError:
        return None
    held = os.open(folder / CLAIM, os.O_CREAT | os.O_RDWR)
    try:
        fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        os.close(held)
        raise InputError(str(folder), "a run on which another process is at work", "its end") from None
    return held


def tables_of(files: Iterable[Path], before: int | None = None) -> Iterator[pa.Table]:
    """The rows of Parquet files one after the other, in tables worth a group of rows.

    Parameters
    ----------
    files : iterable of Path
        Of one schema, each sorted by row id, as are all together.
    before : int, optional
        The row id before which to stop.
    """
    held: list[pa.Table] = []
    for file in files:
        with pq.ParquetFile(file) as opened:
            for group in range(opened.num_row_groups):
                table = opened.read_row_group(group)
                if before is not None:
                    table = table.filter(pc.less(table.column("row"), before))
                held.append(table)
                if sum(table.num_rows for table in held) >= ROWS_AT_ONCE:
                    yield pa.concat_tables(held)
                    held = []
    if held:
        yield pa.concat_tables(held)
