"""The queue of complaints against Erlang's C formula."""

from math import factorial
from types import SimpleNamespace

import numpy as np

from scorelab.luck import Purpose, draw
from scorelab.rules.chance import exponential
from scorelab.rules.redress import first_free, work_minutes

CLERKS = 2
LOAD = 1.5
FILES = 200_000
BATCHES = 50
MEAN_WORK = 10**6
"""Minutes, so many that rounding to whole minutes does not matter."""


def erlang_c(clerks, load):
    """Chance of waiting, and the mean wait in mean works (Erlang 1917)."""
    waiting = load**clerks / factorial(clerks) * clerks / (clerks - load)
    waiting /= sum(load**busy / factorial(busy) for busy in range(clerks)) + waiting
    return waiting, waiting / (clerks - load)


def test_the_formula_gives_the_known_values():
    waiting, mean = erlang_c(CLERKS, LOAD)
    assert round(waiting, 6) == 0.642857
    assert round(mean, 6) == 1.285714


def test_files_wait_as_erlangs_formula_says():
    p = SimpleNamespace(redress_work_minutes=MEAN_WORK)
    free_at = [0] * CLERKS
    waits = np.empty(FILES)
    now = 0
    for file in range(FILES):
        now += exponential(draw(1, Purpose.NOTHING, file)) * int(MEAN_WORK / LOAD) // 10**9
        clerk = first_free(free_at, CLERKS)
        begin = max(free_at[clerk], now)
        waits[file] = begin - now
        free_at[clerk] = begin + work_minutes(p, 1, file, 0, 1)
    waiting, mean = erlang_c(CLERKS, LOAD)
    # Waits of neighbours are alike, so errors come from the means of long batches.
    for values, expected in ((waits > 0, waiting), (waits / MEAN_WORK, mean)):
        batches = values.reshape(BATCHES, -1).mean(axis=1)
        error = batches.std(ddof=1) / BATCHES**0.5
        assert error < 0.05 * expected
        assert abs(batches.mean() - expected) < 4 * error


def test_the_lowest_number_is_taken_among_clerks_who_are_equally_free():
    assert first_free([5, 3, 3], 3) == 1
    assert first_free([0, 0], 2) == 0
    assert first_free([4, 1, 0], 2) == 1
