"""Reading a text file that somebody hands in."""

from pathlib import Path

from scorelab.errors import InputError

LARGEST = 1 << 30
"""Bytes; larger files are refused."""


def read_text(path: Path, expected: str) -> str:
    """The text of a UTF-8 file.

    Raises
    ------
    InputError
        There is no such file, it cannot be read, is too large or is not text.
    """
    try:
        size = path.stat().st_size
        if size > LARGEST:
            raise InputError(str(path), f"{size} bytes", f"{expected} of at most {LARGEST} bytes")
        return path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise InputError(str(path), "bytes that are not text", f"{expected} in UTF-8") from error
    except (OSError, ValueError) as error:
        found = getattr(error, "strerror", None) or str(error)
        raise InputError(str(path), found, f"{expected} that can be read") from error
