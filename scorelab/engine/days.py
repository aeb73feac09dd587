"""The days: what the compiled engine does from one day to another (compare reference/day.py)."""

from typing import Any

import numpy as np
from numba import njit
from numpy.typing import NDArray

from scorelab.agenda import PHASE_OF, Due
from scorelab.casting import SCRIPTED
from scorelab.compiled import shared
from scorelab.digest import SALTS, STATE_FIELDS, hash_cause, hash_row, hash_state
from scorelab.engine.court import keep_court
from scorelab.engine.doors import drop_copy, plan_wishes, take_copy, wish
from scorelab.engine.incidents import comes_true, happen
from scorelab.engine.ledger import appoint, book_in_force, book_of
from scorelab.engine.lives import begin_search, find_job, learn, lose_job, month_out_of_work
from scorelab.engine.plan import ABOVE_REST
from scorelab.engine.redress import answer, audit, complain, complain_by_script, correct
from scorelab.engine.state import (
    BOOK,
    CASES,
    CAUSES,
    DAY,
    FIRST_DAY,
    FREE,
    LAST_PHASE,
    LISTINGS,
    MOST_TIES,
    NEED_CASES,
    NEED_CAUSES,
    NEED_LISTINGS,
    NEED_NODES,
    NEED_ROWS,
    NODES,
    NONE,
    PEOPLE,
    ROWS,
    SEED,
    VISITS,
)

PHASES = np.array(PHASE_OF, np.int64)
PERSON_BITS = 31
DUE_BITS = 5
PLACE_BITS = 24
ROWS_A_TURN = 16
CASES_A_TURN = 2
NODES_A_TURN = 8
NODES_A_BARRED_PERSON = 64
SPARE_NODES = 4096
SALT_1, SALT_2 = SALTS
FIELDS = len(STATE_FIELDS)


@shared
def has_room(w: Any, turns: int, listings: int, barred: int) -> bool:
    """Whether the arrays are long enough for so many turns; notes the lengths that are needed."""
    now = w.numbers
    now[NEED_ROWS] = now[ROWS] + turns * ROWS_A_TURN
    now[NEED_CAUSES] = now[CAUSES] + turns * ROWS_A_TURN
    now[NEED_CASES] = now[CASES] + turns * CASES_A_TURN
    now[NEED_LISTINGS] = now[LISTINGS] + listings
    now[NEED_NODES] = now[NODES] + SPARE_NODES + turns * NODES_A_TURN + barred * NODES_A_BARRED_PERSON
    now[NEED_NODES] += listings * (now[MOST_TIES] + NODES_A_TURN)
    return (
        now[NEED_ROWS] <= len(w.rows)
        and now[NEED_CAUSES] <= len(w.causes)
        and now[NEED_CASES] <= len(w.cases)
        and now[NEED_LISTINGS] <= len(w.listings)
        and now[NEED_NODES] <= len(w.nodes)
    )


@shared
def due_today(w: Any) -> Any:
    """Indexes of today's appointments by phase, person and kind, equals in the order of making."""
    now = w.numbers
    queue = w.days[now[DAY] - now[FIRST_DAY]]
    count = 0
    index = queue.first
    while index != NONE:
        count += 1
        index = w.nodes[index].next
    keys = np.empty(count, np.int64)
    order = np.empty(count, np.int64)
    index = queue.first
    for place in range(count):
        node = w.nodes[index]
        turn = PHASES[node.due] << PERSON_BITS | node.person
        keys[place] = (turn << DUE_BITS | node.due) << PLACE_BITS | place
        order[place] = index
        index = node.next
    return order[np.argsort(keys)]


@shared
def keep(w: Any, node: Any) -> None:
    """Keep one appointment."""
    due, number, subject, extra, cause = node.due, node.person, node.subject, node.extra, node.cause
    book = book_of(w, number)
    p = w.p[book]
    channels = w.channels[book]
    if due <= Due.END_GROUND.value:
        keep_court(w, p, channels, due, number, subject, extra, cause)
    elif due == Due.TAKE_COPY.value:
        take_copy(w, number, subject, extra)
    elif due == Due.DROP_COPY.value:
        drop_copy(w, number, subject, extra, cause)
    elif due == Due.WISH.value:
        wish(w, p, channels, w.doors[book, subject], number, subject, extra)
    elif due == Due.COMPLAIN.value and subject == SCRIPTED:
        complain_by_script(w, p, channels, number, extra)
    elif due == Due.COMPLAIN.value:
        complain(w, p, channels, number, subject, extra, cause)
    elif due == Due.ANSWER.value:
        answer(w, p, channels, number, subject, extra, cause)
    elif due == Due.CORRECT.value:
        correct(w, p, number, subject, cause)
    elif due == Due.AUDIT.value:
        audit(w, p, number, subject)
    elif due == Due.LEARN.value:
        learn(w, p, w.layers[book, extra], number, subject, extra)
    elif due == Due.LOSE_JOB.value:
        lose_job(w, p, number, cause)
    elif due == Due.FIND_JOB.value:
        find_job(w, number, cause)
    else:
        month_out_of_work(w, p, number, extra)


@njit(cache=True, nogil=True)
def live_days(
    w: Any,
    first: int,
    end: int,
    frequent: NDArray[Any],
    frequent_start: NDArray[np.int64],
    frequent_day: int,
    rare: NDArray[Any],
    rare_start: NDArray[np.int64],
    rare_day: int,
) -> int:
    """Live the days from `first` to `end` - 1.

    Parameters
    ----------
    w : World
        Changed in place.
    frequent, rare : records
        Candidates in order of days; day d's begin at ``start[d - day]``.

    Returns
    -------
    int
        The day that has not been lived: `end`, or an earlier one for which the arrays
        are too short.
    """
    now, people, rules, incidents = w.numbers, w.people, w.p, w.incidents
    cast, cast_book, troubled = w.cast, w.cast_book, w.troubled
    for day in range(first, end):
        now[DAY] = day
        now[LAST_PHASE] = NONE
        one, one_end = frequent_start[day - frequent_day], frequent_start[day - frequent_day + 1]
        two, two_end = rare_start[day - rare_day], rare_start[day - rare_day + 1]
        due, listings, copies = 0, 0, 0
        index = w.days[day - now[FIRST_DAY]].first
        while index != NONE:
            due += 1
            if w.nodes[index].due == Due.LIST.value:
                listings += 1
            elif w.nodes[index].due == Due.TAKE_COPY.value or w.nodes[index].due == Due.ORDER_EXIT_BAR.value:
                copies += 1
            index = w.nodes[index].next
        if not has_room(w, due + one_end - one + two_end - two, listings, copies):
            return day
        for safeguard in range(len(w.staff)):
            w.staff[safeguard].used = 0
        while one < one_end or two < two_end:
            take_first = two >= two_end
            if one < one_end and two < two_end:
                a, b = frequent[one], rare[two]
                take_first = a.person < b.person or (
                    a.person == b.person and a.mark & ~ABOVE_REST < b.mark & ~ABOVE_REST
                )
            if take_first:
                candidate = frequent[one]
                one += 1
            else:
                candidate = rare[two]
                two += 1
            now[VISITS] += 1
            number = candidate.person
            if candidate.mark & ABOVE_REST != 0 and not troubled[number]:
                continue
            mark = candidate.mark & ~ABOVE_REST
            kind = mark >> 16
            book = book_in_force(cast, cast_book, now[BOOK], number)
            row = incidents[book, kind - 1]
            if comes_true(rules[book], row, people[number], now[SEED], day, number, kind, candidate.height):
                happen(w, rules[book], row, number, mark, candidate.height)
        for index in due_today(w):
            now[VISITS] += 1
            keep(w, w.nodes[index])
            w.nodes[index].next = now[FREE]
            now[FREE] = index
    return end


@njit(cache=True, nogil=True)
def begin_month(w: Any, day: int) -> bool:
    """Draw wishes for all whose doors may be shut; on day 0 set the searches of those out of work.

    Returns
    -------
    bool
        Whether the arrays were long enough; if not, nothing has been done.
    """
    now = w.numbers
    now[DAY] = day
    people, listings, cases = w.people, w.listings, w.cases
    searching = 0
    if day == 0:
        for number in range(len(people)):
            searching += people[number].out_of_work
    barred = 0
    for index in range(now[LISTINGS]):
        barred += listings[index].copies != 0
    for index in range(now[CASES]):
        barred += people[cases[index].person].exit_case == index
    if not has_room(w, searching, 0, barred):
        return False
    for index in range(now[LISTINGS]):
        number = listings[index].person
        if listings[index].copies != 0 and people[number].listing == index:
            plan_wishes(w, number, day)
    for index in range(now[CASES]):
        number = cases[index].person
        if people[number].exit_case == index:
            plan_wishes(w, number, day)
    if day == 0:
        for number in range(len(people)):
            if people[number].out_of_work:
                begin_search(w, w.p[book_of(w, number)], number)
    return True


@njit(cache=True, nogil=True)
def meet_retention_limit(w: Any, newly: NDArray[np.bool_], day: int) -> bool:
    """Let a new retention limit meet older listings, under the books in which it is new."""
    now = w.numbers
    now[DAY] = day
    if not has_room(w, now[CASES], 0, 0):
        return False
    for index in range(now[CASES]):
        case = w.cases[index]
        book = book_of(w, case.person)
        if case.listed and newly[book]:
            most = w.p[book].safeguard_retention_limit_most_days
            appoint(
                w, max(day + 1, case.ground_day + most), Due.END_RETENTION.value, case.person, index, 0, 0
            )
    return True


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
def digest_state(state: NDArray[np.int64], first: int, sums: NDArray[np.uint64]) -> None:
    """Add the final state to the digest: one column a person, one row a field."""
    for field in range(state.shape[0]):
        for number in range(state.shape[1]):
            sums[0] += hash_state(SALT_1, first + number, field, state[field, number])
            sums[1] += hash_state(SALT_2, first + number, field, state[field, number])


@njit(cache=True, nogil=True)
def final_state(w: Any) -> NDArray[np.int64]:
    """The fields of :data:`scorelab.digest.STATE_FIELDS`, one column a person."""
    count = w.numbers[PEOPLE]
    state = np.zeros((FIELDS, count), np.int64)
    for number in range(count):
        person = w.people[number]
        if person.listing != NONE:
            state[0, number] = w.listings[person.listing].active
            state[1, number] = w.listings[person.listing].copies
        state[2, number] = person.hardship
        state[3, number] = person.hardship_day
        state[4, number] = person.out_of_work
        state[5, number] = person.held_against
        state[6, number] = person.ties_lost
        state[7, number] = person.exit_case != NONE
    return state
