"""The beginning of schemes, and their updates (compare reference/updates.py)."""

from typing import Any

from scorelab.compiled import shared
from scorelab.engine.attention import count_person
from scorelab.engine.habits import begin_with_habits, take_up_habits
from scorelab.engine.keeping import CONSENT_AND_EXIT, keeps
from scorelab.engine.layout import (
    BOOK,
    DAY,
    ENROLLED,
    FIRST_DAY,
    FIRST_ENROLLED,
    LISTED,
    MOVED,
    NONE,
    OPERATORS,
    OTHER_HABITS,
    REFORMED,
    SCHEMES,
    SEED,
    TO_TELL,
    TO_UPDATE,
    UNSETTLED,
    WITHOUT_WORK,
)
from scorelab.engine.ledger import book_of, contribute, write
from scorelab.engine.listed import see_listing
from scorelab.engine.standing import is_free_of_contact, mark_grades, reach_others, score_of, settle
from scorelab.engine.ties import (
    contact_of,
    fetch_contacts,
    first_tie,
    is_seen,
    layer_of,
    next_tie,
    stands,
)
from scorelab.journal import LUCK, Kind, Phase, about
from scorelab.rules import contacts, enrolment, factors, incidents, points, safeguards
from scorelab.rules.calendar import day_of_month
from scorelab.scenario.scheme_tables import PLATFORM

UPDATE = Phase.UPDATE.value


@shared
def enrol(w: Any, number: int) -> None:
    """Enrol a person, and set what does not hang on others."""
    person, book = w.people[number], book_of(w, number)
    age = incidents.age_in_years(person.birthday, 0)
    for index in range(w.numbers[SCHEMES]):
        scheme, standing = w.schemes[book, index], w.standings[number, index]
        standing.fixed = points.NO_GRADE
        fifth, settled = person.income_fifth, person.settled
        if not enrolment.is_enrolled(scheme, w.numbers[SEED], number, age, fifth, settled):
            continue
        if is_agreed(w, w.p[book], scheme, number, index):
            begin(w, book, number, index)
    begin_with_habits(w, book, number, 0, w.numbers[SCHEMES])
    for index in range(w.numbers[SCHEMES]):
        begin_with_score(w, book, number, index)


@shared
def begin(w: Any, book: int, number: int, index: int) -> None:
    """Begin to hold somebody, habits and score apart."""
    scheme, standing = w.schemes[book, index], w.standings[number, index]
    standing.flags = ENROLLED
    w.marks[number] |= FIRST_ENROLLED << index
    if scheme.form == PLATFORM:
        standing.flags |= WITHOUT_WORK if w.people[number].out_of_work else 0
        w.social[number, index].value = scheme.social_base
    else:
        standing.points = scheme.start


@shared
def begin_with_score(w: Any, book: int, number: int, index: int) -> None:
    """Set the score of somebody enrolled, as far as it does not hang on others."""
    standing = w.standings[number, index]
    if standing.flags & ENROLLED:
        standing.score = score_of(w, book, number, index)
        standing.rank = points.rank_of_score(w.schemes[book, index], w.grades[book], standing.score)
        standing.counted = standing.rank


@shared
def enrol_later(w: Any, number: int, index: int, phase: int, cause: int) -> None:
    """Enrol somebody who comes of age, or not: from now on contacts and the person count for one another."""
    person, book = w.people[number], book_of(w, number)
    scheme, standing = w.schemes[book, index], w.standings[number, index]
    age = incidents.age_in_years(person.birthday, w.numbers[DAY])
    fifth, settled = person.income_fifth, person.settled
    if not enrolment.is_enrolled(scheme, w.numbers[SEED], number, age, fifth, settled):
        return
    if not is_agreed(w, w.p[book], scheme, number, index):
        return
    begin(w, book, number, index)
    begin_with_habits(w, book, number, index, index + 1)
    begin_with_score(w, book, number, index)
    row = write(w, phase, number, Kind.ENROLLED.value, about(index, 0), 0, NONE, 0, cause)
    if scheme.form == PLATFORM:
        count_contacts(w, book, number, index)
        count_person(w, book, number, index, 1, row)
        w.social[number, index].value = social_of(w, book, number, index)
    standing.score = score_of(w, book, number, index)
    standing.start = standing.score
    standing.rank = points.rank_of_score(scheme, w.grades[book], standing.score)
    standing.told = standing.rank
    mark_grades(w, number)


@shared
def is_agreed(w: Any, p: Any, scheme: Any, number: int, index: int) -> bool:
    """Whether the person is asked for consent and gives it, or is not asked."""
    if not keeps(w, p, CONSENT_AND_EXIT, safeguards.luck_of_use(number, index)):
        return True
    return safeguards.agrees(p, scheme, w.numbers[SEED], number)


@shared
def look_at_contacts(w: Any, number: int) -> None:
    """Let every platform count a person's contacts at the start."""
    book, fetched = book_of(w, number), False
    for index in range(w.numbers[SCHEMES]):
        scheme, standing = w.schemes[book, index], w.standings[number, index]
        if scheme.form != PLATFORM or standing.flags & ENROLLED == 0:
            continue
        if not fetched:
            fetch_contacts(w, w.marks, number)
            fetch_contacts(w, w.standings, number)
            fetched = True
        count_contacts(w, book, number, index)


@shared
def count_contacts(w: Any, book: int, number: int, index: int) -> None:
    """Count a person's contacts in the app, their standing, and those of them whom the list shows."""
    scheme, social = w.schemes[book, index], w.social[number, index]
    tie = first_tie(w, number)
    while tie != NONE:
        contact = contact_of(w, tie)
        if stands(w, tie) and is_seen(w, scheme, index, number, contact):
            theirs = w.standings[contact, index]
            social.contacts += 1
            social.moved += w.grades[book, scheme.first_grade + theirs.counted].standing
            if theirs.flags & LISTED:
                social.listed_contacts += 1
        tie = next_tie(w, number, tie)


@shared
def start_scores(w: Any, number: int) -> None:
    """Set the scores with which a person begins."""
    for index in range(w.numbers[SCHEMES]):
        standing = w.standings[number, index]
        if standing.flags & ENROLLED == 0:
            continue
        book = book_of(w, number)
        if w.schemes[book, index].form == PLATFORM:
            w.social[number, index].value = social_of(w, book, number, index)
        standing.score = score_of(w, book, number, index)
        standing.start = standing.score
        standing.rank = points.rank_of_score(w.schemes[book, index], w.grades[book], standing.score)
        standing.told = standing.rank
    mark_grades(w, number)


@shared
def see_opening_listing(w: Any, number: int) -> None:
    """Let schemes see the listing that their copies show when they begin."""
    this = w.people[number].listing
    if this != NONE and w.listings[this].copies != 0:
        for operator in range(w.numbers[OPERATORS]):
            if w.listings[this].copies >> operator & 1:
                book, row = book_of(w, number), w.copies[this, operator].row
                see_listing(w, book, number, operator, UPDATE, row, w.listings[this].luck)


@shared
def social_of(w: Any, book: int, number: int, index: int) -> int:
    """The social component now: of contacts whom no safeguard keeps out of it."""
    p, scheme, social = w.p[book], w.schemes[book, index], w.social[number, index]
    if is_free_of_contact(w, p, number, index, contacts.FRIENDS):
        return scheme.social_base
    count, moved, listed = social.contacts, social.moved, social.listed_contacts
    relatives = social.relatives
    if is_free_of_contact(w, p, number, index, contacts.LAST_LAYER_OF_KIN):
        relatives = 0
        tie = first_tie(w, number)
        while tie != NONE:
            contact = contact_of(w, tie)
            kin = layer_of(w, tie) <= contacts.LAST_LAYER_OF_KIN
            if kin and stands(w, tie) and is_seen(w, scheme, index, number, contact):
                theirs = w.standings[contact, index]
                count -= 1
                moved -= w.grades[book, scheme.first_grade + theirs.counted].standing
                listed -= 1 if theirs.flags & LISTED else 0
            tie = next_tie(w, number, tie)
    return factors.social(
        p,
        scheme,
        count,
        moved,
        listed,
        relatives,
        social.lost,
        social.posts,
    )


@shared
def is_due(w: Any, number: int, index: int) -> bool:
    """Whether today is the day of a platform's update, and something has moved."""
    scheme = w.schemes[w.numbers[BOOK], index]
    if scheme.form != PLATFORM or w.standings[number, index].flags & UNSETTLED == 0:
        return False
    return scheme.update_day == day_of_month(w.calendar, w.numbers[FIRST_DAY], w.numbers[DAY])


@shared
def update(w: Any, number: int) -> None:
    """Update a person's scores at every platform whose day it is, if anything has moved."""
    left = 0
    for index in range(w.numbers[SCHEMES]):
        if is_due(w, number, index):
            update_person(w, book_of(w, number), number, index)
        elif w.standings[number, index].flags & UNSETTLED:
            left = TO_UPDATE
    w.marks[number] = w.marks[number] & ~TO_UPDATE | left


@shared
def update_person(w: Any, book: int, number: int, index: int) -> None:
    """Take up changed work, habits and contacts."""
    scheme, standing, person = w.schemes[book, index], w.standings[number, index], w.people[number]
    reformed = standing.flags & REFORMED != 0
    standing.flags &= ~(UNSETTLED | REFORMED)
    was_without = 1 if standing.flags & WITHOUT_WORK else 0
    if was_without != person.out_of_work:
        standing.flags ^= WITHOUT_WORK
        change = -scheme.out_of_work if person.out_of_work else scheme.out_of_work
        nominal = factors.nominal_score(scheme, scheme.weights_capacity, change)
        kind = Kind.CAPACITY_MOVED.value
        settle(w, book, number, index, UPDATE, kind, 0, nominal, w.lives[person.life].job_row, 0, 0)
    if standing.flags & OTHER_HABITS:
        standing.flags &= ~OTHER_HABITS
        take_up_habits(w, book, number, index)
    change = social_of(w, book, number, index) - w.social[number, index].value
    if change == 0:
        return
    w.social[number, index].value += change
    if score_of(w, book, number, index) != standing.score:
        move_by_contacts(w, book, number, index, change, reformed)


@shared
def move_by_contacts(w: Any, book: int, number: int, index: int, change: int, reformed: bool) -> None:
    """Write that contacts have moved a score, with what moved them: the latest row is the trigger.

    Where the rules on contacts have changed, or nothing else has, that is what moved them.
    """
    scheme, standing = w.schemes[book, index], w.standings[number, index]
    latest, causes = 0, 0
    fetch_contacts(w, w.marks, number)
    fetch_contacts(w, w.standings, number)
    tie = first_tie(w, number)
    while tie != NONE:
        row = row_of_move(w, scheme, index, number, tie)
        causes += row != 0
        latest = max(latest, row)
        tie = next_tie(w, number, tie)
    noted = w.files[standing.file].noted
    while noted != NONE:
        causes += 1
        latest = max(latest, w.noted[noted].row)
        noted = w.noted[noted].next
    if reformed or causes == 0:
        kind = Kind.CONTACTS_REFORMED.value
        latest = write(w, UPDATE, number, kind, about(index, 0), 0, NONE, 0, LUCK)
        causes += 1
    earlier = w.files[standing.file].row
    before = earlier != 0 and earlier != latest
    others = max(causes - 1, 0)
    nominal = factors.nominal_score(scheme, scheme.weights_social, change)
    kind = Kind.CONTACTS_MOVED.value
    share = 1000 // max(others + before, 1)
    row = settle(w, book, number, index, UPDATE, kind, 0, nominal, latest, 0, others)
    tie = first_tie(w, number)
    while tie != NONE:
        cause = row_of_move(w, scheme, index, number, tie)
        if cause != 0 and cause != latest:
            contribute(w, row, cause, share)
        tie = next_tie(w, number, tie)
    noted = w.files[standing.file].noted
    while noted != NONE:
        if w.noted[noted].row != latest:
            contribute(w, row, w.noted[noted].row, share)
        noted = w.noted[noted].next


@shared
def row_of_move(w: Any, scheme: Any, index: int, number: int, tie: int) -> int:
    """The row of a contact's grade as told, if it ever changed and the app shows the tie; else 0."""
    contact = contact_of(w, tie)
    if w.marks[contact] & MOVED == 0 or not stands(w, tie):
        return 0
    row = w.files[w.standings[contact, index].file].told_row
    return row if row != 0 and is_seen(w, scheme, index, number, contact) else 0


@shared
def tell_of_moves(w: Any, number: int) -> None:
    """Let the grades that changed in this update reach contacts: they count from the next one."""
    w.marks[number] &= ~TO_TELL
    for index in range(w.numbers[SCHEMES]):
        if w.standings[number, index].rank != w.standings[number, index].told:
            reach_others(w, book_of(w, number), number, index, w.numbers[DAY])
