"""What can go wrong, said for people."""

from pathlib import Path

LONGEST, LONGEST_PLACE = 160, 600
"""Characters of a found value that a message shows; and of a file and key, which are told whole."""


class ScorelabError(Exception):
    """Anything that scorelab refuses or cannot do."""


class InputError(ScorelabError):
    """Bad input: one line that names the place, what stood there and what would be right.

    Parameters
    ----------
    where : str
        File and key, or the option of the command line.
    found : str
        What was found there.
    expected : str
        What would be right.
    """

    def __init__(self, where: str, found: object, expected: str) -> None:
        self.where = one_line(where, LONGEST_PLACE)
        self.found = one_line(str(found))
        self.expected = one_line(expected, longest=2000)
        super().__init__(self.where, self.found, self.expected)

    def __str__(self) -> str:
        return f"{self.where}: found {self.found}; expected {self.expected}"


class Interrupted(KeyboardInterrupt):
    """Ctrl-C in a run of which something is kept; the message says what."""


def one_line(text: str, longest: int = LONGEST) -> str:
    """The text on one line, without control characters, shortened in the middle."""
    flat = "".join(character if character.isprintable() else " " for character in text)
    flat = " ".join(flat.split())
    if len(flat) <= longest:
        return flat
    return f"{flat[: longest * 2 // 3]} ... {flat[-longest // 4 :]}"


def refuse_existing(out: str | Path | None) -> None:
    """Refuse to write where something is already.

    Raises
    ------
    InputError
        If there is a file or a folder of that name.
    """
    if out is not None and (Path(out).exists() or Path(out).is_symlink()):
        raise InputError("--out", f"{out}, which exists already", "a name that does not exist yet")
