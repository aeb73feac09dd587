"""Compiled kernels and the threads that run them.

A kernel releases Python's global lock, so plain threads run it side by side. Every
kernel that is split over threads writes each person's numbers from that person's own
inputs, so neither the number of threads nor where the work is cut can be seen in them.
"""

import os
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import cache, wraps
from threading import Lock
from typing import Any

import numpy as np
from numpy.typing import NDArray

from scorelab.cache import common_folder
from scorelab.compiled import shared

_one_at_a_time = Lock()


def kernel(function: Callable[..., Any]) -> Callable[..., Any]:
    """Compile a function when it is called for the first time, so that a kept society needs no compiler.

    The kernels of a society hang on no rule of a user's, so they stand in the common folder.
    """

    @wraps(function)
    def compiled(*arguments: Any) -> Any:
        with _one_at_a_time:
            ready = _ready(function)
        return ready(*arguments)

    return compiled


@cache
def _ready(function: Callable[..., Any]) -> Callable[..., Any]:
    from scorelab.compiler import compiled_into

    return compiled_into(common_folder(), function)


@shared
def accumulate(counts: NDArray[np.int64]) -> None:
    """Turn counts, shifted up by one place, into starts: a running sum, in place."""
    for place in range(1, len(counts)):
        counts[place] += counts[place - 1]


def in_threads(work: Callable[[int, int], Any], count: int, threads: int | None) -> list[Any]:
    """Call `work(first, last)` on consecutive parts of `range(count)`.

    Parameters
    ----------
    work : callable
        Takes the first number of a part and the number after its last.
    count : int
        How many there are.
    threads : int or None
        How many threads; None takes one per processor.

    Returns
    -------
    list
        What the calls returned, in order of the parts.
    """
    workers = threads or os.cpu_count() or 1
    parts = min(workers * 4, count)
    if workers == 1 or parts < 2:
        return [work(0, count)]
    cuts = [count * part // parts for part in range(parts + 1)]
    with ThreadPoolExecutor(workers) as pool:
        return list(pool.map(work, cuts[:-1], cuts[1:]))
