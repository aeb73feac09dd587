"""Where compiled kernels are kept: in a folder named by a digest of what they were compiled from.

Numba's own cache looks at the file of a kernel alone: an edited rule in another file
would be answered from the stale kernel. A folder named after all sources cannot be.
"""

import hashlib
import os
import platform
import shutil
from pathlib import Path

import llvmlite
import numba
import numpy as np

SOURCES = (
    "luck.py",
    "compiled.py",
    "journal.py",
    "agenda.py",
    "digest.py",
    "casting.py",
    "rules",
    "engine",
    "population",
    "scenario",
)
KEPT = 4
"""How many folders of earlier sources are kept."""


def digest_of_sources(root: Path) -> str:
    """Digest of every Python file that the kernels are made from, and of the compilers."""
    hashed = hashlib.sha256()
    for name in SOURCES:
        path = root / name
        files = sorted(path.rglob("*.py")) if path.is_dir() else [path]
        for file in files:
            hashed.update(str(file.relative_to(root)).encode())
            hashed.update(file.read_bytes())
    for version in (numba.__version__, llvmlite.__version__, np.__version__, platform.python_version()):
        hashed.update(version.encode())
    return hashed.hexdigest()[:20]


def cache_root() -> Path:
    """Where the folders stand: SCORELAB_CACHE, or the user's cache folder."""
    named = os.environ.get("SCORELAB_CACHE")
    if named:
        return Path(named)
    base = os.environ.get("XDG_CACHE_HOME")
    return (Path(base) if base else Path.home() / ".cache") / "scorelab"


def cache_folder() -> Path:
    """The folder for the present sources."""
    return cache_root() / digest_of_sources(Path(__file__).resolve().parent)


def is_cold() -> bool:
    """Whether the kernels have yet to be compiled."""
    folder = cache_folder()
    return not (folder / "complete").exists()


def mark_warm() -> None:
    """Note that the kernels have been compiled; old folders are cleared away."""
    folder = cache_folder()
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "complete").touch()
    others = sorted(cache_root().iterdir(), key=lambda other: other.stat().st_mtime, reverse=True)
    for other in others[KEPT:]:
        shutil.rmtree(other, ignore_errors=True)


def use_cache() -> None:
    """Point Numba at the folder; must run before any kernel is imported."""
    numba.config.CACHE_DIR = str(cache_folder())
