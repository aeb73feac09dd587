"""How one Python function serves the reader's model and the compiled engine alike.

A function marked :data:`shared` stays an ordinary Python function; when a compiled
kernel calls it, Numba compiles that same source. :func:`signed` and :func:`unsigned`
name the machine integer that a compiled expression needs; in Python they keep the
value within the same range.
"""

import numpy as np
from numba import types
from numba.extending import overload, register_jitable

from scorelab.cache import use_cache

use_cache()

shared = register_jitable(no_cfunc_wrapper=True)

_MASK = 0xFFFFFFFFFFFFFFFF


def unsigned(number: int) -> int:
    """The number as an unsigned 64-bit integer (two's complement for negative ones)."""
    return int(number) & _MASK


def signed(number: int) -> int:
    """The number as a signed 64-bit integer; it must be below 2**63."""
    return number


@overload(unsigned, inline="always")
def _compiled_unsigned(number):  # type: ignore[no-untyped-def]  # Numba compares signatures
    if isinstance(number, (types.IntEnumMember, types.EnumMember)):
        return lambda number: np.uint64(number.value)
    return lambda number: np.uint64(number)


@overload(signed, inline="always")
def _compiled_signed(number):  # type: ignore[no-untyped-def]  # Numba compares signatures
    return lambda number: np.int64(number)
