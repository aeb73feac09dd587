"""Moving house and changing jobs within a run: when, and into whose circle.

Whoever moves comes to live beside somebody whom luck picks among all who are grown up then; whoever changes
jobs comes to work beside somebody who is at work then in the same fifth of incomes, for that person's income.
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from scorelab.luck import CERTAIN, Purpose, between, draw, happens
from scorelab.population.threads import in_threads, kernel
from scorelab.rules.lives import TURN_DAYS
from scorelab.scenario.quantities import NANO

MOST_CHANGES = 16
"""Nobody moves, or changes jobs, more often within one run."""

MOST_TRIES = 8
"""People picked before a change is left undone because they are dead, or no longer at work, by then."""

NOBODY = -1


class Changes(NamedTuple):
    """Moves, or changes of jobs: who, on which turn's day, and beside whom; one element each."""

    person: NDArray[np.int64]
    day: NDArray[np.int32]
    host: NDArray[np.int32]


def draw_changes(
    purpose: Purpose,
    rate: int,
    begins: NDArray[np.int32],
    ends: NDArray[np.int32],
    group: NDArray[np.uint8],
    turns: int,
    seed: int,
    threads: int | None,
) -> Changes:
    """Draw when people change their circle, and beside whom they come to be.

    Parameters
    ----------
    purpose : Purpose
        What kind of change.
    rate : int
        Changes in 10**9 days of one person.
    begins, ends : i4 arrays
        Of everybody, the days between which changes can fall, and others' changes can lead to them; the
        last is no such day any more.
    group : u1 array
        Of everybody: among whom a host is picked.
    turns : int
        How many turns the run has.
    seed : int
        The world's seed.
    threads : int or None
        How many threads; the result does not depend on it.
    """
    chance = min(rate * TURN_DAYS * CERTAIN // NANO, CERTAIN // 2)
    turn = np.zeros((len(begins), MOST_CHANGES), np.int16)
    host = np.full((len(begins), MOST_CHANGES), NOBODY, np.int32)
    hosts = np.lexsort((begins, group)).astype(np.int32)
    first_host = np.searchsorted(group[hosts], np.arange(int(group.max(initial=0)) + 2))

    def change(first: int, last: int) -> None:
        _change(
            first, last, int(purpose), seed, turns, chance, begins, ends, group, hosts, begins[hosts],
            first_host, turn, host,
        )  # fmt: skip

    in_threads(change, len(begins), threads)
    person, place = np.nonzero(host != NOBODY)
    return Changes(person, turn[person, place].astype(np.int32) * TURN_DAYS, host[person, place])


@kernel
def _change(  # type: ignore[no-untyped-def]
    first, last, purpose, seed, turns, chance, begins, ends, group, hosts, since, first_host, turn, host
):
    for person in range(first, last):
        changes = 0
        for now in range(1, turns + 1):
            day = now * TURN_DAYS
            if day < begins[person] or day >= ends[person] or changes == MOST_CHANGES:
                continue
            if not happens(draw(seed, purpose, person, now, 0), chance):
                continue
            low, end = first_host[group[person]], first_host[group[person] + 1]
            high = low + np.searchsorted(since[low:end], day, side="right")
            for attempt in range(1, MOST_TRIES + 1):
                if low == high:
                    break
                found = hosts[low + between(draw(seed, purpose, person, now, attempt), 0, high - low - 1)]
                if found != person and ends[found] > day:
                    turn[person, changes] = now
                    host[person, changes] = found
                    changes += 1
                    break
