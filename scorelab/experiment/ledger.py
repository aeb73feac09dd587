"""What an experiment has lived so far, on disk, so that one that is stopped goes on where it was.

A folder holds `manifest.json` (what is being done, with which versions; `"complete": true` is
written last), `scenario.yaml`, and while it goes on `lived.jsonl`, one line a world that has
been lived. When it is done, the table `worlds.parquet` takes that file's place.
"""

import hashlib
import json
import os
from collections.abc import Mapping
from pathlib import Path
from types import TracebackType
from typing import IO, Any

import polars as pl
import pyarrow.parquet as pq

from scorelab.errors import InputError
from scorelab.experiment.worlds import Measures, sources
from scorelab.scenario.load import resolve_yaml
from scorelab.scenario.schema import Scenario
from scorelab.store.manifest import now, versions
from scorelab.store.tables import METADATA, SYNTHETIC

MANIFEST, LIVED, TABLE, SCENARIO = "manifest.json", "lived.jsonl", "worlds.parquet", "scenario.yaml"


class Ledger:
    """The worlds that an experiment has lived, by name.

    Parameters
    ----------
    folder : Path or None
        Where they are kept; None to keep them in memory only.
    plan : mapping
        What is being done, as plain values; a folder of another plan is refused.
    scenario : Scenario
        The scenario that the plan begins with.

    Raises
    ------
    InputError
        If the folder holds something else than this plan.
    """

    def __init__(self, folder: Path | None, plan: Mapping[str, Any], scenario: Scenario) -> None:
        self.folder = folder
        text = resolve_yaml(scenario)
        self.plan = {
            **plan,
            "scenario": scenario.name,
            "scenario_sha256": hashlib.sha256(text.encode()).hexdigest(),
            "people": scenario.people,
            "days": scenario.time.days,
            "seed": scenario.seed,
            "sources": sources(),
        }
        self.lived: dict[str, Measures] = {}
        self._file: IO[str] | None = None
        if folder is None:
            return
        if folder.exists():
            self._take_up(folder)
        else:
            folder.mkdir(parents=True)
            (folder / SCENARIO).write_text(text, encoding="utf-8")
            self._write_manifest(complete=False)
        self.had = len(self.lived)

    had: int = 0
    """How many worlds were there when the experiment was taken up."""

    def __enter__(self) -> "Ledger":
        if self.folder is not None and not (self.folder / TABLE).exists():
            self._file = (self.folder / LIVED).open("a", encoding="utf-8")
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._file is not None:
            self._file.close()
            self._file = None

    def add(self, name: str, measures: Measures) -> None:
        """Note a world that has been lived; what is noted survives whatever comes."""
        self.lived[name] = measures
        if self._file is not None:
            self._file.write(json.dumps([name, measures]) + "\n")
            self._file.flush()
            os.fsync(self._file.fileno())

    def finish(self, table: pl.DataFrame) -> None:
        """Write the table of all worlds and mark the folder complete."""
        if self.folder is None or (self.folder / TABLE).exists():
            return
        arrow = table.with_columns(synthetic=pl.lit(True)).to_arrow()
        fresh = self.folder / f"{TABLE}.new"
        pq.write_table(arrow.replace_schema_metadata(METADATA), fresh, compression="zstd")
        os.replace(fresh, self.folder / TABLE)
        self._write_manifest(complete=True)
        if self._file is not None:
            self._file.close()
            self._file = None
        (self.folder / LIVED).unlink(missing_ok=True)

    def _take_up(self, folder: Path) -> None:
        found = self._manifest_of(folder)
        for key, value in json.loads(json.dumps(self.plan)).items():
            if found.get(key) != value:
                raise InputError(
                    "--out",
                    f"{folder}, which holds another experiment ({key} is not the same)",
                    "a folder that does not exist yet, or the same experiment to go on with",
                )
        if (folder / TABLE).exists():
            for row in pq.read_table(folder / TABLE).to_pylist():
                name = row.pop("world")
                kept = {
                    key.removeprefix("measure."): value
                    for key, value in row.items()
                    if key.startswith("measure.")
                }
                self.lived[name] = kept
        elif (folder / LIVED).exists():
            for line in (folder / LIVED).read_text(encoding="utf-8").splitlines():
                try:
                    name, measures = json.loads(line)
                except ValueError:
                    # The last line of an experiment that was killed while it wrote.
                    continue
                self.lived[name] = measures
            self._rewrite(folder)

    def _rewrite(self, folder: Path) -> None:
        """Leave whole lines only, so that the next one is not joined to half a line."""
        fresh = folder / f"{LIVED}.new"
        fresh.write_text(
            "".join(f"{json.dumps([name, measures])}\n" for name, measures in self.lived.items()),
            encoding="utf-8",
        )
        os.replace(fresh, folder / LIVED)

    @staticmethod
    def _manifest_of(folder: Path) -> dict[str, Any]:
        try:
            found = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
        except (OSError, ValueError):
            found = None
        if not isinstance(found, dict):
            raise InputError(
                "--out", f"{folder}, which exists and holds no experiment", "a folder that does not exist yet"
            )
        return found

    def _write_manifest(self, *, complete: bool) -> None:
        assert self.folder is not None
        content = {
            "notice": SYNTHETIC,
            **self.plan,
            "versions": versions(),
            "written": now(),
            "complete": complete,
        }
        fresh = self.folder / f"{MANIFEST}.new"
        fresh.write_text(json.dumps(content, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
        os.replace(fresh, self.folder / MANIFEST)
