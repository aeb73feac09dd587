"""A run's manifest: what was run, with what, and whether it is all there."""

import json
import os
import platform
from datetime import UTC, datetime
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from scorelab.errors import InputError
from scorelab.store.frozen import Frozen
from scorelab.store.labels import Labels
from scorelab.store.tables import SYNTHETIC

FILE = "manifest.json"
FORMAT = 2
PACKAGES = ("scorelab", "numpy", "numba", "polars", "pyarrow", "duckdb", "pydantic")


class Manifest(Frozen):
    """What a run's folder says about itself; `complete` is written last.

    Attributes
    ----------
    format : int
        Version of the folder's layout.
    notice : str
        That all of it is synthetic.
    labels : Labels
        The names behind the journal's numbers.
    scenario_sha256 : str
        SHA-256 of `scenario.yaml`.
    seed, people, days : int
        What was run; `people` counts those who were born within the run as well.
    versions : dict
        Versions of Python and of the packages that took part.
    digest : str
        Digest of the final state and the journal; empty until the run is complete.
    started, finished : str
        Coordinated universal time, ISO 8601.
    rows : dict
        Number of rows of each table.
    extra : dict
        Whatever else whoever ran it wanted kept (threads, seconds, memory).
    complete : bool
        Whether the run was written to its end.
    """

    format: int
    notice: str
    labels: Labels
    scenario_sha256: str
    seed: int
    people: int
    days: int
    versions: dict[str, str]
    digest: str
    started: str
    finished: str
    rows: dict[str, int]
    extra: dict[str, Any]
    complete: bool


def opened(labels: Labels, scenario_sha256: str, seed: int, people: int, days: int) -> Manifest:
    """The manifest of a run that has begun."""
    return Manifest(
        format=FORMAT,
        notice=SYNTHETIC,
        labels=labels,
        scenario_sha256=scenario_sha256,
        seed=seed,
        people=people,
        days=days,
        versions=versions(),
        digest="",
        started=now(),
        finished="",
        rows={},
        extra={},
        complete=False,
    )


def write(manifest: Manifest, folder: Path) -> None:
    """Write the manifest in one step: readers see the old one or the new one."""
    text = json.dumps(manifest.model_dump(mode="json"), indent=1, ensure_ascii=False)
    fresh = folder / f"{FILE}.new"
    fresh.write_text(text + "\n", encoding="utf-8")
    os.replace(fresh, folder / FILE)


def read(folder: Path) -> Manifest:
    """Read a folder's manifest.

    Raises
    ------
    InputError
        If there is none, it cannot be understood, or it says that the run is not complete.
    """
    manifest = _read(folder, "a finished run")
    if not manifest.complete:
        remedy = "go on with it (--resume)" if (folder / "checkpoints").is_dir() else "run the scenario again"
        raise InputError(str(folder), "a run that is not complete", f"a finished run; {remedy}")
    return manifest


def unfinished(folder: Path) -> Manifest:
    """Read the manifest of a run that is to be gone on with.

    Raises
    ------
    InputError
        If there is none, it cannot be understood, or it says that the run is complete.
    """
    manifest = _read(folder, "an interrupted run")
    if manifest.complete:
        raise InputError(str(folder), "a run that is complete already", "the folder of an interrupted run")
    return manifest


def _read(folder: Path, wanted: str) -> Manifest:
    path = folder / FILE
    if not folder.is_dir():
        raise InputError(str(folder), "no such folder", f"the folder of {wanted}")
    if not path.is_file():
        raise InputError(str(folder), f"no {FILE}: the run is not complete", f"the folder of {wanted}")
    try:
        manifest = Manifest.model_validate_json(path.read_bytes())
    except (OSError, ValidationError) as error:
        raise InputError(str(path), f"what is no manifest ({error})", f"the manifest of {wanted}") from error
    if manifest.format != FORMAT:
        raise InputError(str(path), f"format {manifest.format}", f"format {FORMAT}; run the scenario again")
    return manifest


def versions() -> dict[str, str]:
    """Versions of Python and of the packages that take part in a run."""
    return {"python": platform.python_version()} | {name: _version(name) for name in PACKAGES}


def now() -> str:
    """The present, in coordinated universal time."""
    return datetime.now(UTC).isoformat(timespec="seconds")


def _version(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError:
        return "not installed"
