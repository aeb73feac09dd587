"""What is left of a run: the digest of its journal, and the final state."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from scorelab.compiler import njit
from scorelab.digest import SALTS, STATE_FIELDS, hash_cause, hash_row, hash_state
from scorelab.engine.layout import NONE, SCHEMES

SALT_1, SALT_2 = SALTS
FIRST_SCORE = STATE_FIELDS.index("score_0")


@njit(cache=True, nogil=True)
def digest_journal(rows: NDArray[Any], causes: NDArray[Any], sums: NDArray[np.uint64]) -> None:
    """Add a stretch of the journal to the two sums of the digest."""
    for index in range(len(rows)):
        r = rows[index]
        sums[0] += hash_row(SALT_1, r.row, r.kind, r.what, r.truth, r.other, r.amount, r.trigger)
        sums[1] += hash_row(SALT_2, r.row, r.kind, r.what, r.truth, r.other, r.amount, r.trigger)
    for index in range(len(causes)):
        c = causes[index]
        sums[0] += hash_cause(SALT_1, c.row, c.cause, c.share)
        sums[1] += hash_cause(SALT_2, c.row, c.cause, c.share)


@njit(cache=True, nogil=True)
def digest_state(state: NDArray[np.int32], first: int, sums: NDArray[np.uint64]) -> None:
    """Add the final state of people from `first` on to the digest: one column a person, one row a field."""
    for field in range(state.shape[0]):
        for number in range(state.shape[1]):
            value = state[field, number]
            if value != 0:
                sums[0] += hash_state(SALT_1, first + number, field, value)
                sums[1] += hash_state(SALT_2, first + number, field, value)


@njit(cache=True, nogil=True)
def take_down(w: Any, first: int, state: NDArray[np.int32]) -> None:
    """Fill in the fields of :data:`scorelab.digest.STATE_FIELDS` of people from `first` on, a column each."""
    for column in range(state.shape[1]):
        number = first + column
        person = w.people[number]
        if person.listing != NONE:
            state[0, column] = w.listings[person.listing].active
            state[1, column] = w.listings[person.listing].copies
        life = w.lives[person.life]
        state[2, column] = life.hardship
        state[3, column] = life.hardship_day
        state[4, column] = person.out_of_work
        state[5, column] = life.held_against
        state[6, column] = person.ties_lost
        state[7, column] = life.exit_case != NONE
        state[8, column] = life.fear
        for index in range(w.numbers[SCHEMES]):
            state[FIRST_SCORE + index, column] = w.standings[number, index].score
