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
    PAGE,
    PAGE_BITS,
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
    queue = w.days[day - now[FIRST_DAY]]
    if (queue.last + 1) & (PAGE - 1) == 0 and not add_page(w, queue):
        now[OVERFLOW] = 1
        return
    queue.last += 1
    queue.count += 1
    now[APPOINTMENTS] += 1
    node = w.nodes[queue.last]
    node.due = due
    node.person = person
    node.subject = subject
    node.extra = extra
    node.cause = cause


@shared
def add_page(w: Any, queue: Any) -> bool:
    """Give a day another page for appointments; false if none is left."""
    now = w.numbers
    page = now[FREE]
    if page != NONE:
        now[FREE] = w.nodes[page].subject
    elif now[NODES] + PAGE <= len(w.nodes):
        page = now[NODES]
        now[NODES] += PAGE
    else:
        return False
    w.nodes[page].subject = NONE
    if queue.first == NONE:
        queue.first = page
    else:
        w.nodes[queue.last - PAGE + 1].subject = page
    queue.last = page
    return True


@shared
def end_of_page(queue: Any, page: int) -> int:
    """The place after the last of a day's appointments on one of its pages."""
    return queue.last + 1 if queue.last >> PAGE_BITS == page >> PAGE_BITS else page + PAGE


@shared
def give_pages_back(w: Any, queue: Any) -> None:
    """Free the pages of a day that is over."""
    if queue.first != NONE:
        w.nodes[queue.last >> PAGE_BITS << PAGE_BITS].subject = w.numbers[FREE]
        w.numbers[FREE] = queue.first
        queue.first = NONE


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
