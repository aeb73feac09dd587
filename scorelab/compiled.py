"""How one Python function serves the reader's model and the compiled engine alike.

A function marked :data:`shared` stays an ordinary Python function; when a compiled
kernel calls it, Numba compiles that same source. :func:`signed` and :func:`unsigned`
name the machine integer that a compiled expression needs; in Python they keep the
value within the same range.

The compiler takes a while to import, and much of the program never compiles anything: functions are
only noted here, and :mod:`scorelab.compiler` tells Numba of them once it is there.
"""

from collections.abc import Callable
from typing import Any

_MASK = 0xFFFFFFFFFFFFFFFF

Tell = Callable[[Callable[..., Any], bool], Any]
"""Takes a shared function, and whether it is to be merged."""

_noted: list[tuple[Callable[..., Any], bool]] = []
_tellers: list[Tell] = []


def shared(function: Any) -> Any:
    """Let compiled kernels call a function, which stays as it is."""
    return _note(function, merges=False)


def merged(function: Any) -> Any:
    """The same for a function of many arrays, called from one place in a loop: compiled into its caller.

    Handing over twenty arrays takes longer than much of what is done with them.
    """
    return _note(function, merges=True)


def _note(function: Any, *, merges: bool) -> Any:
    _noted.append((function, merges))
    for tell in _tellers:
        tell(function, merges)
    return function


def tell_of_shared(tell: Tell) -> None:
    """Call `tell` for every shared function: those that are noted, and those still to come."""
    for function, merges in _noted:
        tell(function, merges)
    _tellers.append(tell)


def unsigned(number: int) -> int:
    """The number as an unsigned 64-bit integer (two's complement for negative ones)."""
    return int(number) & _MASK


def signed(number: int) -> int:
    """The number as a signed 64-bit integer; it must be below 2**63."""
    return number
