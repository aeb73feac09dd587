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

_noted: list[Callable[..., Any]] = []
_tellers: list[Callable[[Callable[..., Any]], Any]] = []


def shared(function: Any) -> Any:
    """Let compiled kernels call a function, which stays as it is."""
    _noted.append(function)
    for tell in _tellers:
        tell(function)
    return function


def tell_of_shared(tell: Callable[[Callable[..., Any]], Any]) -> None:
    """Call `tell` with every shared function: those that are noted, and those still to come."""
    for function in _noted:
        tell(function)
    _tellers.append(tell)


def unsigned(number: int) -> int:
    """The number as an unsigned 64-bit integer (two's complement for negative ones)."""
    return int(number) & _MASK


def signed(number: int) -> int:
    """The number as a signed 64-bit integer; it must be below 2**63."""
    return number
