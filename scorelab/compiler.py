"""The compiler, for whoever compiles: Numba, which knows all shared functions from here on.

Modules with kernels take :func:`njit` from here; nobody else imports this module, so that the verbs that
compile nothing do without Numba, which takes longer to import than a day takes to be shown.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import numba
import numpy as np
from numba import njit as njit
from numba import types
from numba.extending import overload

from scorelab.cache import use_cache
from scorelab.compiled import signed, tell_of_shared, unsigned
from scorelab.compiled_parts import make_callable

use_cache()


@overload(unsigned, inline="always")
def _compiled_unsigned(number):  # type: ignore[no-untyped-def]  # Numba compares signatures
    if isinstance(number, (types.IntEnumMember, types.EnumMember)):
        return lambda number: np.uint64(number.value)
    return lambda number: np.uint64(number)


@overload(signed, inline="always")
def _compiled_signed(number):  # type: ignore[no-untyped-def]  # Numba compares signatures
    return lambda number: np.int64(number)


tell_of_shared(make_callable)


def compiled_into(folder: Path, function: Callable[..., Any], **options: Any) -> Callable[..., Any]:
    """A function compiled without the interpreter's lock and kept in a folder of its own.

    Parameters
    ----------
    folder : Path
        Where what is compiled is kept.
    function : callable
        What to compile.
    **options
        More of Numba's options.
    """
    with _caching_in(folder):
        return njit(nogil=True, cache=True, **options)(function)


@contextmanager
def _caching_in(folder: Path) -> Iterator[None]:
    before = numba.config.CACHE_DIR
    numba.config.CACHE_DIR = str(folder)
    try:
        yield
    finally:
        numba.config.CACHE_DIR = before
