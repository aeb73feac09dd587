"""Where compiled kernels are kept: in a folder named by a digest of what they were compiled from.

Numba's own cache looks at the file of a kernel alone: an edited rule in another file
would be answered from the stale kernel. A folder named after all sources cannot be.
"""

import hashlib
import os
import platform
import shutil
from importlib.metadata import version
from pathlib import Path

SOURCES = (
    "luck.py",
    "compiled.py",
    "compiled_parts.py",
    "compiler.py",
    "journal.py",
    "agenda.py",
    "digest.py",
    "casting.py",
    "rules",
    "engine",
    "population",
    "scenario",
)
BEHIND_USERS_RULES = ("user_rules",)
"""What else the kernels are made from when a rules file is in force."""

COMPILERS = ("numba", "llvmlite", "numpy")
"""What compiles them, asked for its version without being imported."""

KEPT = 4
"""How many folders of earlier sources are kept, and how many of users' rules within one."""

_users_rules: list[str] = []
"""SHA-256 of the rules file in force in this process, if there is one."""


def digest_of_sources(root: Path, names: tuple[str, ...] = SOURCES) -> str:
    """Digest of every Python file that the kernels are made from, and of the compilers."""
    hashed = hashlib.sha256()
    for name in names:
        path = root / name
        files = sorted(path.rglob("*.py")) if path.is_dir() else [path]
        for file in files:
            hashed.update(str(file.relative_to(root)).encode())
            hashed.update(file.read_bytes())
    for number in (*map(version, COMPILERS), platform.python_version()):
        hashed.update(number.encode())
    return hashed.hexdigest()[:20]


def cache_root() -> Path:
    """Where the folders stand: SCORELAB_CACHE, or the user's cache folder."""
    named = os.environ.get("SCORELAB_CACHE")
    if named:
        return Path(named)
    base = os.environ.get("XDG_CACHE_HOME")
    return (Path(base) if base else Path.home() / ".cache") / "scorelab"


def cache_folder(users_rules: str = "") -> Path:
    """The folder for the present sources, and within it that of a rules file: by default the one in force."""
    root, folder = Path(__file__).resolve().parent, common_folder()
    for rules in [users_rules] if users_rules else _users_rules:
        folder = folder / "rules" / f"{rules[:20]}-{digest_of_sources(root, BEHIND_USERS_RULES)}"
    return folder


def common_folder() -> Path:
    """The folder for the present sources, whatever rules file is in force.

    Numba finds a kernel by the path of its file, so each copy of the program compiles for itself.
    """
    root = Path(__file__).resolve().parent
    place = hashlib.sha256(str(root).encode()).hexdigest()[:8]
    return cache_root() / f"{digest_of_sources(root)}-{place}"


def is_cold(users_rules: str = "") -> bool:
    """Whether the kernels, for a rules file if one is named, have yet to be compiled."""
    folder = cache_folder(users_rules)
    return not (folder / "complete").exists()


def room_folder(room: str) -> Path:
    """The folder for the kernels of a room of their own, within that for the present sources.

    What is compiled there is no part of a run, so an edit there leaves a run's kernels as they are.
    """
    root = Path(__file__).resolve().parent
    return cache_folder() / room / digest_of_sources(root, (room,))


def is_room_cold(room: str) -> bool:
    """Whether a room's kernels have yet to be compiled."""
    return not (room_folder(room) / "complete").exists()


def mark_room_warm(room: str) -> None:
    """Note that a room's kernels have been compiled; its old folders are cleared away."""
    _keep_newest(room_folder(room))


def mark_warm() -> None:
    """Note that the kernels have been compiled; old folders are cleared away."""
    _keep_newest(cache_folder())


def _keep_newest(folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "complete").touch()
    others = sorted(folder.parent.iterdir(), key=lambda other: other.stat().st_mtime, reverse=True)
    for other in others[KEPT:]:
        shutil.rmtree(other, ignore_errors=True)


def use_cache(users_rules: str = "") -> None:
    """Point Numba at the folder; must run before any kernel of a run is imported.

    Parameters
    ----------
    users_rules : str
        SHA-256 of a rules file that is put in force: its kernels stand in a folder of their own.
    """
    import numba

    if users_rules:
        _users_rules[:] = [users_rules]
    numba.config.CACHE_DIR = str(cache_folder())
