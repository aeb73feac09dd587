"""Writing rows and making appointments."""

from typing import Any

from scorelab.compiled import shared
from scorelab.engine.layout import (
    APPOINTMENTS,
    BOOK,
    CAUSES,
    DAY,
    END,
    FIRST_DAY,
    FREE,
    LAST_N,
    LAST_PERSON,
    LAST_PHASE,
    NODES,
    NONE,
    OVERFLOW,
    ROWS,
)
from scorelab.journal import row_id


@shared
def next_place(now: Any, used: int, room: int) -> int:
    """The next free place of an array, which is then used.

    In an array that is full it is the last place once more, and the run is marked as failed.
    """
    place = now[used]
    if place == room:
        now[OVERFLOW] = 1
        return room - 1
    now[used] = place + 1
    return place


@shared
def write(
    w: Any, phase: int, person: int, kind: int, what: int, truth: int, other: int, amount: int, trigger: int
) -> int:
    """Write a row and return its id."""
    now = w.numbers
    if now[LAST_PHASE] == phase and now[LAST_PERSON] == person:
        now[LAST_N] += 1
    else:
        now[LAST_PHASE] = phase
        now[LAST_PERSON] = person
        now[LAST_N] = 0
    row = row_id(now[DAY], phase, person, now[LAST_N])
    record = w.rows[next_place(now, ROWS, len(w.rows))]
    record.row = row
    record.kind = kind
    record.what = what
    record.truth = truth
    record.other = other
    record.amount = amount
    record.trigger = trigger
    return row


@shared
def contribute(w: Any, row: int, cause: int, share: int) -> None:
    """Name a contributor of a row."""
    now = w.numbers
    record = w.causes[next_place(now, CAUSES, len(w.causes))]
    record.row = row
    record.cause = cause
    record.share = share


@shared
def contribute_two(w: Any, row: int, first: int, second: int) -> None:
    """Name up to two contributors; 0 (luck) is left out, the rest share evenly."""
    share = 500 if first != 0 and second != 0 else 1000
    if first != 0:
        contribute(w, row, first, share)
    if second != 0:
        contribute(w, row, second, share)


@shared
def appoint(w: Any, day: int, due: int, person: int, subject: int, extra: int, cause: int) -> None:
    """Make an appointment; beyond the run's end it can be forgotten."""
    now = w.numbers
    if day >= now[END]:
        return
    index = now[FREE]
    if index == NONE and now[NODES] == len(w.nodes):
        now[OVERFLOW] = 1
        return
    if index == NONE:
        index = now[NODES]
        now[NODES] += 1
    else:
        now[FREE] = w.nodes[index].next
    now[APPOINTMENTS] += 1
    node = w.nodes[index]
    node.due = due
    node.person = person
    node.subject = subject
    node.extra = extra
    node.cause = cause
    node.next = NONE
    queue = w.days[day - now[FIRST_DAY]]
    if queue.first == NONE:
        queue.first = index
    else:
        w.nodes[queue.last].next = index
    queue.last = index


@shared
def book_of(w: Any, person: int) -> int:
    """The rule book in force for a person: the common one, or a scripted role's own."""
    return book_in_force(w.cast, w.cast_book, w.numbers[BOOK], person)


@shared
def book_in_force(cast: Any, cast_book: Any, common: int, person: int) -> int:
    """The same from the arrays that say so."""
    for role in range(len(cast)):
        if cast[role] == person:
            return cast_book[role]
    return common
