"""Room in the arrays: whether there is enough for a stretch of days, and how more is made."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from scorelab.compiled import shared
from scorelab.engine.layout import (
    CASES,
    CAUSES,
    DAY,
    END,
    FILES,
    LISTINGS,
    LIVES,
    MOST_TIES,
    NEED_CASES,
    NEED_CAUSES,
    NEED_FILES,
    NEED_LISTINGS,
    NEED_LIVES,
    NEED_NEW_TIES,
    NEED_NODES,
    NEED_NOTED,
    NEED_RECORDS,
    NEED_ROWS,
    NEW_TIES,
    NODES,
    NOTED,
    OPERATORS,
    PAGE,
    RECORDS,
    ROWS,
    SCHEMES,
    WISHES_A_MONTH,
)
from scorelab.engine.state import World
from scorelab.rules.contacts import MOST_NEW_TIES

ROWS_A_TURN = 16
CASES_A_TURN = 2
NODES_A_TURN = 8
SPARE = 1024

LENGTHS = {
    "rows": (ROWS, NEED_ROWS),
    "causes": (CAUSES, NEED_CAUSES),
    "cases": (CASES, NEED_CASES),
    "listings": (LISTINGS, NEED_LISTINGS),
    "nodes": (NODES, NEED_NODES),
    "records": (RECORDS, NEED_RECORDS),
    "noted": (NOTED, NEED_NOTED),
    "new_ties": (NEW_TIES, NEED_NEW_TIES),
    "lives": (LIVES, NEED_LIVES),
    "files": (FILES, NEED_FILES),
}
"""Arrays that grow, with the places of how many of their records are used and needed."""


@shared
def has_room(
    w: Any, turns: int, listings: int, barred: int, entries: int, nodes: int, notes: int, causes: int
) -> bool:
    """Whether the arrays are long enough for so many turns; notes the lengths that are needed.

    Parameters
    ----------
    turns : int
        Candidates and appointments.
    listings : int
        Of these, those that may list somebody.
    barred : int
        Those that may shut doors to somebody.
    entries : int
        Those that may enter a record, or move a tie.
    nodes, notes, causes : int
        Appointments, notes and contributors that reach contacts, or come from them, beyond these.
    """
    now = w.numbers
    now[NEED_ROWS] = now[ROWS] + turns * ROWS_A_TURN
    now[NEED_CAUSES] = now[CAUSES] + turns * ROWS_A_TURN + causes
    now[NEED_CASES] = now[CASES] + turns * CASES_A_TURN
    now[NEED_LISTINGS] = now[LISTINGS] + listings
    appointments = turns * NODES_A_TURN + barred * now[WISHES_A_MONTH] + nodes
    appointments += listings * (now[MOST_TIES] + MOST_NEW_TIES + now[OPERATORS] + NODES_A_TURN)
    pages = appointments // (PAGE - 1) + min(appointments, now[END] - now[DAY]) + 1
    now[NEED_NODES] = now[NODES] + pages * PAGE
    now[NEED_RECORDS] = now[RECORDS] + SPARE + entries * now[SCHEMES]
    now[NEED_NOTED] = now[NOTED] + SPARE + 2 * entries * now[SCHEMES] + notes
    now[NEED_NEW_TIES] = now[NEW_TIES] + SPARE + 2 * entries
    now[NEED_LIVES] = min(now[LIVES] + SPARE + 2 * (turns + entries), len(w.people) + 1)
    now[NEED_FILES] = now[FILES] + SPARE + (2 * entries + listings) * now[SCHEMES] + notes
    if now[SCHEMES] == 0:
        now[NEED_RECORDS] = now[NEED_NOTED] = now[NEED_FILES] = 0
    return (
        now[NEED_ROWS] <= len(w.rows)
        and now[NEED_CAUSES] <= len(w.causes)
        and now[NEED_CASES] <= len(w.cases)
        and now[NEED_LISTINGS] <= len(w.listings)
        and now[NEED_NODES] <= len(w.nodes)
        and now[NEED_RECORDS] <= len(w.records)
        and now[NEED_NOTED] <= len(w.noted)
        and now[NEED_NEW_TIES] <= len(w.new_ties)
        and now[NEED_LIVES] <= len(w.lives)
        and now[NEED_FILES] <= len(w.files)
    )


def with_room(w: World) -> World:
    """The world with every array that is too short replaced by one with more room than is needed."""
    changed: dict[str, NDArray[Any]] = {}
    for name, (used, need) in LENGTHS.items():
        array = getattr(w, name)
        if w.numbers[need] > len(array):
            changed[name] = grown(array, int(w.numbers[used]), int(w.numbers[need]))
    if "listings" in changed:
        changed["copies"] = grown(w.copies, int(w.numbers[LISTINGS]), len(changed["listings"]))
    return w._replace(**changed)


def grown(array: NDArray[Any], used: int, need: int) -> NDArray[Any]:
    """The used records in an array with room for what is needed, and some more."""
    length = max(need * 3 // 2, 2 * len(array)) if array.ndim == 1 else need
    wider = np.zeros((length, *array.shape[1:]), array.dtype)
    size = array.dtype.itemsize * int(np.prod(array.shape[1:], dtype=np.int64))
    as_bytes(wider)[: used * size] = as_bytes(array)[: used * size]
    return wider


def as_bytes(array: NDArray[Any]) -> NDArray[np.uint8]:
    """The array's memory: copying records byte by byte is far quicker than field by field."""
    return np.frombuffer(array, np.uint8)
