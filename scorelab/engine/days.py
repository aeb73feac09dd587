"""The days: what the compiled engine does from one day to another (compare reference/day.py)."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from scorelab.agenda import PHASE_OF, Due
from scorelab.casting import SCRIPTED
from scorelab.compiled import shared
from scorelab.compiler import njit
from scorelab.engine.circle import (
    learn,
    learn_of_punishment,
    learn_of_standing,
    seek_tie,
)
from scorelab.engine.court import keep_court
from scorelab.engine.doors import drop_copy, take_copy, wish
from scorelab.engine.fetching import fetch
from scorelab.engine.handle import handle_of
from scorelab.engine.incidents import comes_true, happen
from scorelab.engine.layout import (
    BOOK,
    CASES,
    DAY,
    FIRST_DAY,
    LAST_PHASE,
    NONE,
    SCHEMES,
    SEED,
    TROUBLED,
    VISITS,
)
from scorelab.engine.leaving import leave_scheme
from scorelab.engine.ledger import appoint, book_in_force, book_of, end_of_page, give_pages_back
from scorelab.engine.lives import begin_search, find_job, lose_job, month_out_of_work
from scorelab.engine.plan import ABOVE_REST
from scorelab.engine.records import end_record, repair_record
from scorelab.engine.redress import answer, audit, complain, complain_by_script, correct, read_file
from scorelab.engine.room import has_room
from scorelab.engine.schemes import enter_record, is_speech, move_import
from scorelab.engine.ties import ties_at_most
from scorelab.journal import LINES_OF_A_SCHEME, Phase
from scorelab.rules.incidents import IncidentKind

PHASES = np.maximum(np.array(PHASE_OF, np.int64) - Phase.INCIDENTS, 0)
"""Phases of appointments, from 0, so that a key of four parts fits into 63 bits."""
LOAN = IncidentKind.LOAN_MISSED_LARGE.value
PERSON_BITS = 31
DUE_BITS = 6
PLACE_BITS = 22


AHEAD = 8
"""How many turns before theirs the records of people are asked for."""


@shared
def due_today(w: Any) -> Any:
    """Indexes of today's appointments by phase, person and kind, equals in the order of making."""
    now = w.numbers
    queue = w.days[now[DAY] - now[FIRST_DAY]]
    keys = np.empty(queue.count, np.int64)
    order = np.empty(queue.count, np.int64)
    place = 0
    page = queue.first
    while page != NONE:
        for index in range(page + 1, end_of_page(queue, page)):
            node = w.nodes[index]
            turn = PHASES[node.due] << PERSON_BITS | node.person
            keys[place] = (turn << DUE_BITS | node.due) << PLACE_BITS | place
            order[place] = index
            place += 1
        page = w.nodes[page].subject
    keys.sort()
    for place in range(len(keys)):
        keys[place] = order[keys[place] & (1 << PLACE_BITS) - 1]
    return keys


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
        wish(w, book, number, subject, extra)
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
    elif due == Due.READ_FILE.value:
        read_file(w, p, channels, number, subject, extra)
    elif due <= Due.SEEK_TIE.value:
        keep_contacts(w, book, due, number, subject, extra, cause)
    elif due == Due.LOSE_JOB.value:
        lose_job(w, p, number, cause)
    elif due == Due.FIND_JOB.value:
        find_job(w, number, cause)
    elif due == Due.MONTH_OUT_OF_WORK.value:
        month_out_of_work(w, p, number, extra)
    else:
        keep_scores(w, book, due, number, subject, extra, cause)


@shared
def keep_contacts(w: Any, book: int, due: int, number: int, subject: int, extra: int, cause: int) -> None:
    """Keep one appointment of the social circle."""
    if due == Due.LEARN.value:
        learn(w, book, number, subject, extra)
    elif due == Due.LEARN_OF_STANDING.value:
        learn_of_standing(w, book, number, subject, extra, cause)
    elif due == Due.LEARN_OF_PUNISHMENT.value:
        learn_of_punishment(w, book, number, subject, extra, cause)
    else:
        seek_tie(w, book, number, subject, extra, cause)


@shared
def keep_scores(w: Any, book: int, due: int, number: int, subject: int, extra: int, cause: int) -> None:
    """Keep one appointment of the schemes."""
    if due == Due.ENTER_RECORD.value:
        enter_record(w, book, number, subject, extra, cause)
    elif due == Due.END_RECORD.value:
        end_record(w, book, subject)
    elif due == Due.REPAIR_RECORD.value:
        repair_record(w, book, subject, extra)
    elif due == Due.LEAVE_SCHEME.value:
        leave_scheme(w, book, number, subject, Phase.SCORES.value, cause)
    else:
        move_import(w, book, number, subject, due == Due.TAKE_IMPORT.value, cause)


@shared
def has_room_today(w: Any, candidates: int, loans: int) -> bool:
    """Whether there is room for a day: candidates, appointments, and all whom these may reach.

    Whoever loses points may fall, of which every contact may learn; a platform's copy of the list
    and a punished post are noted with every contact, by each platform.

    Parameters
    ----------
    candidates : int
        Today's candidates.
    loans : int
        Ties of those among them who may miss a large payment.
    """
    now = w.numbers
    schemes = now[SCHEMES]
    listings, barred, entries = 0, 0, 0
    nodes, notes = 0, loans * schemes
    queue = w.days[now[DAY] - now[FIRST_DAY]]
    page = queue.first
    while page != NONE:
        for index in range(page + 1, end_of_page(queue, page)):
            node = w.nodes[index]
            listings += node.due == Due.LIST.value
            if node.due == Due.ORDER_EXIT_BAR.value:
                barred += 1
            elif node.due == Due.TAKE_COPY.value or node.due == Due.DROP_COPY.value:
                barred += 1
                entries += schemes > 0
                reach = ties_at_most(w, node.person) * schemes if schemes > 0 else 0
                nodes += reach
                notes += reach
            elif node.due >= Due.ENTER_RECORD.value:
                barred += 1
                entries += 1
                ties = ties_at_most(w, node.person)
                nodes += ties
                if node.due == Due.LEAVE_SCHEME.value:
                    notes += ties
                elif node.due == Due.ENTER_RECORD.value and is_punished(w, node.person, node.subject):
                    nodes += ties
                    notes += ties * schemes
            elif node.due >= Due.LEARN.value and node.due <= Due.SEEK_TIE.value:
                entries += 1
        page = w.nodes[page].subject
    return has_room(w, queue.count + candidates, listings, barred, entries, nodes, notes, 0)


@shared
def is_punished(w: Any, number: int, subject: int) -> bool:
    """Whether an entry is one of a public utterance."""
    book = book_of(w, number)
    scheme = w.schemes[book, subject // LINES_OF_A_SCHEME]
    return is_speech(w, book, w.lines[book, scheme.first_line + subject % LINES_OF_A_SCHEME].kind)


@shared
def ties_of_borrowers(w: Any, candidates: Any, first: int, end: int) -> int:
    """Ties of all who may miss a large payment, at most, by the candidates `first` to `end` - 1."""
    ties = 0
    if w.numbers[SCHEMES] > 0:
        for place in range(first, end):
            if (candidates[place].mark & ~ABOVE_REST) >> 16 == LOAN:
                ties += ties_at_most(w, candidates[place].person)
    return ties


@shared
def fetch_candidate(w: Any, candidates: Any, place: int, end: int) -> None:
    """Ask for the records of the person of a later candidate."""
    if place + AHEAD < end and candidates[place + AHEAD].mark & ABOVE_REST == 0:
        number = candidates[place + AHEAD].person
        fetch(w.people, number)
        fetch(w.standings, number)


@shared
def fetch_appointment(w: Any, due: Any, place: int) -> None:
    """Ask for the records of the person of a later appointment."""
    if place + AHEAD < len(due):
        number = w.nodes[due[place + AHEAD]].person
        fetch(w.people, number)
        fetch(w.standings, number)


@njit(cache=True, nogil=True)
def live_days(
    arrays: Any,
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
    arrays : World
        Changed in place.
    frequent, rare : records
        Candidates in order of days; day d's begin at ``start[d - day]``.

    Returns
    -------
    int
        The day that has not been lived: `end`, or an earlier one for which the arrays
        are too short.
    """
    w = handle_of(arrays)
    now, people, rules, incidents = w.numbers, w.people, w.p, w.incidents
    cast, cast_book, marks = w.cast, w.cast_book, w.marks
    for day in range(first, end):
        now[DAY] = day
        now[LAST_PHASE] = NONE
        one, one_end = frequent_start[day - frequent_day], frequent_start[day - frequent_day + 1]
        two, two_end = rare_start[day - rare_day], rare_start[day - rare_day + 1]
        loans = ties_of_borrowers(w, frequent, one, one_end) + ties_of_borrowers(w, rare, two, two_end)
        if not has_room_today(w, one_end - one + two_end - two, loans):
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
                fetch_candidate(w, frequent, one, one_end)
                one += 1
            else:
                candidate = rare[two]
                fetch_candidate(w, rare, two, two_end)
                two += 1
            now[VISITS] += 1
            number = candidate.person
            if candidate.mark & ABOVE_REST != 0 and marks[number] & TROUBLED == 0:
                continue
            mark = candidate.mark & ~ABOVE_REST
            kind = mark >> 16
            book = book_in_force(cast, cast_book, now[BOOK], number)
            row = incidents[book, kind - 1]
            person = people[number]
            life = w.lives[person.life]
            if comes_true(rules[book], row, person, life, now[SEED], day, number, kind, candidate.height):
                happen(w, book, number, mark, candidate.height)
        due = due_today(w)
        for place in range(len(due)):
            now[VISITS] += 1
            fetch_appointment(w, due, place)
            keep(w, w.nodes[due[place]])
        give_pages_back(w, w.days[day - now[FIRST_DAY]])
    return end


@njit(cache=True, nogil=True)
def begin_searches(arrays: Any) -> bool:
    """On day 0 those out of work are in the middle of a search; false if the arrays are too short."""
    w = handle_of(arrays)
    w.numbers[DAY] = 0
    searching = 0
    for number in range(len(w.people)):
        searching += w.people[number].out_of_work
    if not has_room(w, searching, 0, 0, 0, 0, 0, 0):
        return False
    for number in range(len(w.people)):
        if w.people[number].out_of_work:
            begin_search(w, w.p[book_of(w, number)], number)
    return True


@njit(cache=True, nogil=True)
def meet_retention_limit(arrays: Any, newly: NDArray[np.bool_], day: int) -> bool:
    """Let a new retention limit meet older listings, under the books in which it is new."""
    w = handle_of(arrays)
    now = w.numbers
    now[DAY] = day
    if not has_room(w, now[CASES], 0, 0, 0, 0, 0, 0):
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
