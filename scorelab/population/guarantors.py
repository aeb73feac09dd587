"""Guarantors: who answers for whose debts."""

import numpy as np
from numpy.typing import NDArray

from scorelab.luck import Purpose, between, draw, happens
from scorelab.population.threads import in_threads, kernel
from scorelab.population.ties import Layer, Ties
from scorelab.rules.incidents import ADULT


def find_guarantors(
    age: NDArray[np.uint8], ties: Ties, share: int, seed: int, threads: int | None
) -> NDArray[np.int32]:
    """The guarantor of each person, -1 for none (i4 array).

    A share of adults, in units of 2**-32, has debts with a guarantor: one of the adults
    of the own household, the relatives, the team and the friends, drawn evenly.
    Somebody without such a contact has none.
    """
    guarantor = np.full(len(age), -1, np.int32)

    def find(first: int, last: int) -> None:
        _find(first, last, age, ties.start, ties.contact, ties.layer, share, seed, guarantor)

    in_threads(find, len(age), threads)
    return guarantor


@kernel
def _find(first, last, age, start, contact, layer, share, seed, guarantor):  # type: ignore[no-untyped-def]
    for person in range(first, last):
        if age[person] < ADULT or not happens(draw(seed, Purpose.GUARANTOR, person, 0, 0), share):
            continue
        willing = 0
        for tie in range(start[person], start[person + 1]):
            willing += age[contact[tie]] >= ADULT and layer[tie] != Layer.NEIGHBOURS
        if willing == 0:
            continue
        chosen = between(draw(seed, Purpose.GUARANTOR, person, 0, 1), 0, willing - 1)
        for tie in range(start[person], start[person + 1]):
            if age[contact[tie]] >= ADULT and layer[tie] != Layer.NEIGHBOURS:
                if chosen == 0:
                    guarantor[person] = contact[tie]
                    break
                chosen -= 1
