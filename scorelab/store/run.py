"""Reading a run from its folder."""

import json
import os
from collections.abc import Iterator
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Any

import polars as pl
import pyarrow as pa
import pyarrow.parquet as pq
from numpy.typing import NDArray

from scorelab.errors import InputError
from scorelab.journal import Kind, Truth
from scorelab.store import manifest as manifests
from scorelab.store.labels import Labels, in_words
from scorelab.store.manifest import Manifest
from scorelab.store.tables import SYNTHETIC

TABLES = ("journal", "causes", "people")
TRIGGERS = "triggers.json"
"""The file of deleted trigger links, which comes to a finished run when they are tested."""

BATCH = 1 << 20
"""Journal rows that are looked at together where all at once would be too many."""


class Run:
    """A finished run on disk; see :func:`open_run`.

    Attributes
    ----------
    folder : Path
        Where it is.
    manifest : Manifest
        What it says about itself.
    """

    def __init__(self, folder: Path, manifest: Manifest) -> None:
        self.folder = folder
        self.manifest = manifest

    @property
    def labels(self) -> Labels:
        """The names behind the journal's numbers."""
        return self.manifest.labels

    @property
    def days(self) -> int:
        """How many days were run, from day 0."""
        return self.manifest.days

    @property
    def founders_count(self) -> int:
        """How many people there are on day 0: all but those who were born within the run."""
        return self.people_count - int(self.manifest.extra.get("born", 0))

    @property
    def people_count(self) -> int:
        """How many people there are."""
        return self.manifest.people

    def date(self, day: int) -> date:
        """The calendar date of a day number."""
        return self.labels.date(day)

    @property
    def journal(self) -> pl.LazyFrame:
        """Every cause and effect, sorted by row id; the opening runs on negative days."""
        return pl.scan_parquet(self.path("journal"))

    @property
    def causes(self) -> pl.LazyFrame:
        """Contributors of rows: `row`, `cause`, `share` in thousandths."""
        return pl.scan_parquet(self.path("causes"))

    @property
    def people(self) -> pl.LazyFrame:
        """The invented people, as drawn and as the run left them."""
        return pl.scan_parquet(self.path("people"))

    @cached_property
    def scenario_yaml(self) -> str:
        """The scenario, complete and re-loadable."""
        return (self.folder / "scenario.yaml").read_text(encoding="utf-8")

    @property
    def rules(self) -> dict[str, Any] | None:
        """The rules file in force: `file`, `sha256`, and what it `replaces`; None if there was none."""
        return self.manifest.extra.get("rules")

    @cached_property
    def rules_text(self) -> bytes:
        """The run's own copy of that file."""
        return (self.folder / "rules.py").read_bytes()

    @property
    def triggers(self) -> dict[str, Any] | None:
        """What became of trigger links of this run that were deleted in twins; None if none were."""
        file = self.folder / TRIGGERS
        if not file.is_file():
            return None
        try:
            found = json.loads(file.read_text(encoding="utf-8"))
        except (OSError, ValueError):
            found = None
        if not isinstance(found, dict) or found.get("digest") != self.manifest.digest:
            raise InputError(str(file), "no tested links of this run", "what `scorelab triggers` writes")
        return found

    def note_triggers(self, found: dict[str, Any]) -> None:
        """Keep what became of trigger links, for the report; an earlier note is replaced."""
        content = {"notice": SYNTHETIC, "digest": self.manifest.digest, **found}
        fresh = self.folder / f"{TRIGGERS}.new"
        fresh.write_text(json.dumps(content, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
        os.replace(fresh, self.folder / TRIGGERS)

    def path(self, table: str) -> Path:
        """The file of a table (`journal`, `causes` or `people`)."""
        return self.folder / f"{table}.parquet"

    def sql(self, query: str) -> pl.DataFrame:
        """Answer a DuckDB query over the views `journal`, `causes` and `people`.

        `journal` has, beside the stored columns, `date`, `id`, and the words `kind_word`,
        `what_word` and `truth_word`.
        """
        # DuckDB takes a while to import, and a run is made without it.
        import duckdb

        with duckdb.connect(":memory:") as connection:
            for table in TABLES:
                connection.execute(
                    f"create view {table}_file as from read_parquet({_quoted(str(self.path(table)))})"
                )
            connection.execute("create view causes as from causes_file")
            connection.execute("create view people as from people_file")
            connection.execute(self._journal_view())
            return connection.sql(query).pl()

    def batches(self, *columns: str) -> Iterator[dict[str, NDArray[Any]]]:
        """The journal's columns batch by batch, in order of the row ids."""
        with pq.ParquetFile(self.path("journal")) as file:
            for batch in file.iter_batches(batch_size=BATCH, columns=list(columns)):
                yield {name: batch.column(name).to_numpy() for name in columns}

    def _source(self, table: str) -> str:
        return f"read_parquet({_quoted(str(self.path(table)))})"

    def _journal_view(self) -> str:
        kinds = " ".join(f"when {kind.value} then {_quoted(in_words(kind))}" for kind in Kind)
        truths = " ".join(f"when {truth.value} then {_quoted(in_words(truth))}" for truth in Truth)
        whats = " ".join(
            f"when {kind.value} then {_looked_up(words)}"
            for kind in Kind
            if (words := self.labels.words(kind))
        )
        return f"""
            create view journal as
            select *, date '{self.labels.start}' + day as date, printf('S-%09d', person) as id,
                case kind {kinds} end as kind_word,
                case kind {whats} end as what_word,
                case truth {truths} end as truth_word
            from {self._source("journal")}"""


def open_run(folder: str | Path) -> Run:
    """Open a finished run.

    Raises
    ------
    InputError
        If the folder holds no run, the run is not complete, or a table is missing,
        damaged or of another length than the manifest says.
    """
    path = Path(folder)
    run = Run(path, manifests.read(path))
    for table in TABLES:
        file = run.path(table)
        expected = run.manifest.rows.get(table, -1)
        if not file.is_file():
            raise InputError(str(path), f"no {file.name}: the run is not complete", "a finished run")
        try:
            found = pq.read_metadata(file).num_rows
        except (OSError, pa.ArrowInvalid) as error:
            raise InputError(str(file), f"a damaged file ({error})", "the table as it was written") from error
        if found != expected:
            raise InputError(str(file), f"{found} rows", f"{expected} rows, as the manifest says")
    return run


def _looked_up(words: dict[int, str]) -> str:
    """The word for `what`, by its place among the known numbers."""
    numbers = ", ".join(map(str, words))
    return f"[{', '.join(map(_quoted, words.values()))}][list_position([{numbers}], what::int)]"


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"
