"""Writing a run: into a folder beside the final one, which is renamed at the end."""

import hashlib
import os
import shutil
import threading
from collections.abc import Callable, Iterable, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import pyarrow as pa
import pyarrow.parquet as pq
from numpy.typing import NDArray

from scorelab.errors import InputError
from scorelab.store import manifest as manifests
from scorelab.store.labels import Labels
from scorelab.store.tables import CAUSES, JOURNAL, causes_table, column_encodings, journal_table, people_table

SCHEMAS = {"journal": JOURNAL, "causes": CAUSES}

PENDING_MOST = 6
"""Batches that may wait for the background thread, so that memory stays bounded."""


class RunWriter:
    """Writes a run's folder, batch by batch; nothing is left of a run that fails.

    Use it as a context: leaving it without :meth:`finish` abandons the run.

    Parameters
    ----------
    folder : path
        The folder to make; it must not exist.
    labels : Labels
        The names behind the journal's numbers.
    scenario_yaml : str
        The scenario, complete and re-loadable.
    seed, people, days : int
        What is run.
    background : bool
        Whether batches are written on a thread of the writer's own.
    rules : bytes, optional
        The rules file that was in force, kept as `rules.py`.

    Raises
    ------
    InputError
        If the folder exists or cannot be made.
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
        background: bool = False,
        rules: bytes | None = None,
    ) -> None:
        self.folder = Path(folder)
        self._refuse_existing()
        digest = hashlib.sha256(scenario_yaml.encode()).hexdigest()
        self._manifest = manifests.opened(labels, digest, seed, people, days)
        self._unfinished = self._place()
        self._made = [parent for parent in self._unfinished.parents if not parent.exists()]
        self._files: dict[str, pq.ParquetWriter] = {}
        self._rows: dict[str, int] = {"journal": 0, "causes": 0}
        self._last_row: dict[str, int] = {}
        self._thread = ThreadPoolExecutor(1, "scorelab-writer") if background else None
        self._room = threading.BoundedSemaphore(PENDING_MOST)
        self._pending: list[Future[None]] = []
        self._open = True
        self._guarded(lambda: self._begin(scenario_yaml, rules))

    def append_journal(self, columns: Mapping[str, NDArray]) -> None:
        """Append journal rows.

        Parameters
        ----------
        columns : mapping of str to array
            `row`, `kind`, `what`, `truth`, `other`, `amount`, `trigger`; sorted within
            the batch if need be, but every row after those of earlier batches.
        """
        self._submit(lambda: self._append("journal", journal_table(columns)))

    def append_causes(self, columns: Mapping[str, NDArray]) -> None:
        """Append contributors: `row`, `cause` (row ids) and `share` in thousandths."""
        self._submit(lambda: self._append("causes", causes_table(columns)))

    def append_stored(self, name: str, tables: Iterable[pa.Table]) -> None:
        """Append rows of another run's `journal` or `causes`, in their order."""
        for table in tables:
            self._guarded(lambda table=table: self._append(name, table))  # type: ignore[misc]

    def finish(
        self, people: Mapping[str, NDArray], digest: str, extra: Mapping[str, Any] | None = None
    ) -> Path:
        """Write the people and the manifest, and give the folder its name.

        Parameters
        ----------
        people : mapping of str to array
            A column per attribute or final state, one element a person.
        digest : str
            The run's digest.
        extra : mapping, optional
            Plain values to be kept in the manifest.

        Returns
        -------
        Path
            The finished folder.
        """
        self._guarded(self._wait)
        self._guarded(lambda: self._end(people, digest, dict(extra or {})))
        self._close_thread()
        self._open = False
        return self.folder

    def abandon(self) -> None:
        """Remove whatever has been written; a finished run is left alone."""
        if not self._open:
            return
        self._open = False
        self._close_thread()
        for file in self._files.values():
            try:
                file.close()
            except OSError:
                continue
        shutil.rmtree(self._unfinished, ignore_errors=True)
        for parent in self._made:
            if parent.is_dir() and not any(parent.iterdir()):
                parent.rmdir()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.abandon()

    def _refuse_existing(self) -> None:
        if os.path.lexists(self.folder):
            raise InputError(
                str(self.folder), "a file or folder of that name", "a folder that does not exist yet"
            )

    def _place(self) -> Path:
        """Where the run stands until it is finished."""
        return self.folder.absolute().with_name(f".{self.folder.name}.unfinished-{os.getpid()}")

    def _path_of(self, name: str) -> Path:
        """Where a table's rows go for now."""
        return self._unfinished / f"{name}.parquet"

    def _begin(self, scenario_yaml: str, rules: bytes | None) -> None:
        self._make_folder()
        manifests.write(self._manifest, self._unfinished)
        (self._unfinished / "scenario.yaml").write_text(scenario_yaml, encoding="utf-8")
        if rules is not None:
            (self._unfinished / "rules.py").write_bytes(rules)
        self._open_tables()

    def _make_folder(self) -> None:
        self._unfinished.mkdir(parents=True)

    def _open_tables(self) -> None:
        for name, schema in SCHEMAS.items():
            self._files[name] = pq.ParquetWriter(self._path_of(name), schema, **column_encodings(schema))

    def _close_tables(self) -> None:
        for file in self._files.values():
            file.close()

    def _append(self, name: str, table: pa.Table) -> None:
        if table.num_rows == 0:
            return
        rows = table.column("row")
        if rows[0].as_py() < self._last_row.get(name, 0):
            raise ValueError(f"{name}: a batch begins before the end of the one before it")
        self._last_row[name] = rows[-1].as_py()
        self._rows[name] += table.num_rows
        self._files[name].write_table(table)

    def _end(self, people: Mapping[str, NDArray], digest: str, extra: dict[str, Any]) -> None:
        self._close_tables()
        table = people_table(people)
        people_run = self._manifest.people + extra.get("born", 0)
        if table.num_rows != people_run:
            raise ValueError(f"{table.num_rows} people to write, but {people_run} were run")
        pq.write_table(table, self._unfinished / "people.parquet", **column_encodings(table.schema))
        rows = {**self._rows, "people": table.num_rows}
        finished = {
            "digest": digest,
            "people": people_run,
            "finished": manifests.now(),
            "rows": rows,
            "extra": extra,
            "complete": True,
        }
        manifests.write(self._manifest.model_copy(update=finished), self._unfinished)
        self._give_name()

    def _give_name(self) -> None:
        if os.path.lexists(self.folder):
            raise FileExistsError(f"{self.folder.name} was made by somebody else meanwhile")
        self._unfinished.rename(self.folder)

    def _submit(self, work: Callable[[], None]) -> None:
        if self._thread is None:
            self._guarded(work)
            return
        self._guarded(self._raise_failures)
        self._room.acquire()
        future = self._thread.submit(work)
        future.add_done_callback(lambda _: self._room.release())
        self._pending.append(future)

    def _raise_failures(self) -> None:
        done = [future for future in self._pending if future.done()]
        self._pending = [future for future in self._pending if not future.done()]
        for future in done:
            future.result()

    def _wait(self) -> None:
        for future in self._pending:
            future.result()
        self._pending = []

    def _guarded(self, work: Callable[[], None]) -> None:
        """Do the work; if it fails leave nothing, and say in one line why the disk refused."""
        try:
            work()
        except OSError as error:
            self.abandon()
            raise InputError(
                str(self.folder),
                f"that it cannot be written ({error.strerror or error})",
                self._remedy(),
            ) from error
        except BaseException:
            self.abandon()
            raise

    def _remedy(self) -> str:
        return "a disk with room for the run"

    def _close_thread(self) -> None:
        if self._thread is not None:
            self._thread.shutdown(wait=True, cancel_futures=True)
