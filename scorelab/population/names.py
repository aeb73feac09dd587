"""Namesakes: classes of adults who share one name.

Registers tell people apart by name, and err between those who share one. Names have no
spelling here: a class is all that matters.
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from scorelab.luck import Purpose, between, draw
from scorelab.population.layout import shuffle
from scorelab.population.threads import kernel
from scorelab.rules.incidents import ADULT


class Names(NamedTuple):
    """Classes of namesakes.

    Attributes
    ----------
    name_class : i4 array, one a person
        The class; -1 for children.
    start : i4 array, one a class and one more
        Members of class c stand from `start[c]` to `start[c + 1]`.
    members : i4 array, one an adult
        Adults grouped by class.
    """

    name_class: NDArray[np.int32]
    start: NDArray[np.int32]
    members: NDArray[np.int32]


def share_names(age: NDArray[np.uint8], low: int, high: int, seed: int) -> Names:
    """Deal adults, in an order drawn by luck, into classes of `low` to `high` members.

    The last class takes in a rest that is too small for a class of its own.
    """
    return Names(*_share_names(age, low, high, seed))


@kernel
def _share_names(age, low, high, seed):  # type: ignore[no-untyped-def]
    members = np.flatnonzero(age >= ADULT).astype(np.int32)
    adults = len(members)
    shuffle(members, seed, Purpose.NAME, 0)
    start = np.zeros(adults + 1, np.int32)
    name_class = np.full(len(age), -1, np.int32)
    classes = 0
    done = 0
    while done < adults:
        size = between(draw(seed, Purpose.NAME, classes, 0, 1), low, high)
        if adults - done - size < low:
            size = adults - done
        for place in range(done, done + size):
            name_class[members[place]] = classes
        done += size
        classes += 1
        start[classes] = done
    return name_class, start[: classes + 1].copy(), members
