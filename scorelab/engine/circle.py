"""The social circle (compare reference/circle.py)."""

from typing import Any

import numpy as np

from scorelab.agenda import Due
from scorelab.compiled import shared
from scorelab.engine.attention import note
from scorelab.engine.keeping import NO_PUBLICITY, keeps, raise_fear
from scorelab.engine.layout import AT_THE_TOP, BOOKS, DAY, ENROLLED, LISTED, NONE, SCHEMES, SEED
from scorelab.engine.ledger import appoint, book_of, contribute, write
from scorelab.engine.standing import fear_for_score, grade_row_of, is_low
from scorelab.engine.ties import (
    add_tie,
    drop,
    is_seen,
    new_count,
    standing_contact,
    standing_count,
    stands,
    tie_between,
)
from scorelab.journal import LINES_OF_A_SCHEME, Kind, Phase
from scorelab.luck import Purpose, between, draw, happens
from scorelab.rules import contacts, incidents
from scorelab.scenario.scheme_tables import PLATFORM

CONTACTS = Phase.CONTACTS.value


@shared
def learn(w: Any, book: int, number: int, this: int, layer: int) -> None:
    """A contact learns of a listing, and may drop the tie, quietly."""
    listing, p = w.listings[this], w.p[book]
    if not listing.active or not p.mechanism_public_list:
        return
    tie = tie_between(w, number, listing.person)
    if tie == NONE or not stands(w, tie) or keeps(w, p, NO_PUBLICITY, listing.luck):
        return
    row = write(w, CONTACTS, number, Kind.LEARNED.value, layer, 0, listing.person, 0, listing.row)
    take_effect(w, book, number, listing.person, layer, Purpose.DROPPING, listing.luck, row)


@shared
def learn_of_standing(w: Any, book: int, number: int, fallen: int, extra: int, cause: int) -> None:
    """A contact sees that a grade has fallen, and may drop the tie, quietly."""
    p = w.p[book]
    index, layer = extra // LINES_OF_A_SCHEME, extra % LINES_OF_A_SCHEME
    tie = tie_between(w, number, fallen)
    if tie == NONE or not stands(w, tie) or not p.mechanism_standing_shared:
        return
    if grade_row_of(w, fallen, index) != cause or w.standings[fallen, index].flags & ENROLLED == 0:
        return
    row = write(w, CONTACTS, number, Kind.STANDING_LEARNED.value, layer, 0, fallen, 0, cause)
    luck = contacts.luck_of_day(fallen << 4 | index, w.numbers[DAY])
    take_effect(w, book, number, fallen, layer, Purpose.DROPPING_FOR_STANDING, luck, row)


@shared
def learn_of_punishment(w: Any, book: int, number: int, author: int, layer: int, cause: int) -> None:
    """A contact hears of a punished post, and is afraid."""
    tie = tie_between(w, number, author)
    if tie == NONE or not stands(w, tie):
        return
    row = write(w, CONTACTS, number, Kind.PUNISHMENT_LEARNED.value, layer, 0, author, 0, cause)
    raise_fear(w, w.p[book], number, row)


@shared
def take_effect(
    w: Any, book: int, number: int, other: int, layer: int, purpose: int, luck: int, cause: int
) -> None:
    """What somebody does who has learned: drops the tie, or helps the other to a new one, or neither."""
    fear = fear_for_score(w, book, number, layer)
    seed, gone = w.numbers[SEED], w.people[other].ties_lost
    row = w.layers[book, layer]
    answer = contacts.answer(w.p[book], row, seed, purpose, number, luck, fear, gone)
    if answer == contacts.LEAVES:
        lose_tie(w, book, number, other, layer, cause)
    elif answer == contacts.HELPS:
        seek(w, book, other, 0, cause)


@shared
def lose_tie(w: Any, book: int, number: int, left: int, layer: int, cause: int) -> None:
    """The contact drops the tie; both sides lose it, and the person left may look for another."""
    row = write(w, CONTACTS, number, Kind.TIE_LOST.value, layer, 0, left, 0, cause)
    count_tie(w, book, number, left, -1, row)
    drop(w, tie_between(w, number, left))
    drop(w, tie_between(w, left, number))
    w.people[number].ties_lost += 1
    w.people[left].ties_lost += 1
    seek(w, book, left, 0, row)


@shared
def seek(w: Any, book: int, number: int, attempt: int, cause: int) -> None:
    """Set the day on which somebody looks for a new tie."""
    listing = w.people[number].listing
    listed = listing != NONE and w.listings[listing].active == 1
    shunned = contacts.is_shunned(w.p[book], is_low(w, number), listed)
    day = w.numbers[DAY]
    wait = contacts.seeking_wait(w.p[book], w.numbers[SEED], number, day, attempt, shunned)
    if wait > 0:
        appoint(w, day + wait, Due.SEEK_TIE.value, number, attempt, shunned, cause)


@shared
def seek_tie(w: Any, book: int, number: int, attempt: int, shunned: int, cause: int) -> None:
    """Look for a new tie among the contacts of a contact."""
    found = friend_of_a_friend(w, number)
    if found != NONE and shunned:
        bits = draw(w.numbers[SEED], Purpose.NEW_TIE, number, w.numbers[DAY], 2)
        if happens(bits, w.layers[book, contacts.FRIENDS].drops):
            found = NONE
    if found != NONE:
        form_tie(w, book, CONTACTS, number, found, contacts.FRIENDS, cause, 0)
    elif attempt + 1 < contacts.MOST_SEARCHES:
        seek(w, book, number, attempt + 1, cause)


@shared
def friend_of_a_friend(w: Any, number: int) -> int:
    """A contact of a contact whom luck names; -1 if it is no new adult acquaintance."""
    ties = standing_count(w, number)
    if ties == 0:
        return NONE
    seed, day = w.numbers[SEED], w.numbers[DAY]
    place = between(draw(seed, Purpose.NEW_TIE, number, day, 0), 0, ties - 1)
    friend = standing_contact(w, number, place)
    place = between(draw(seed, Purpose.NEW_TIE, number, day, 1), 0, standing_count(w, friend) - 1)
    found = standing_contact(w, friend, place)
    return found if may_meet(w, number, found) else NONE


@shared
def may_meet(w: Any, one: int, other: int) -> bool:
    """Whether two people could form a tie: adults who never had one, with room for it."""
    if max(new_count(w, one), new_count(w, other)) >= contacts.MOST_NEW_TIES:
        return False
    if one == other or tie_between(w, one, other) != NONE:
        return False
    day = w.numbers[DAY]
    return incidents.is_adult(w.people[one].birthday, day) and incidents.is_adult(
        w.people[other].birthday, day
    )


@shared
def form_tie(
    w: Any, book: int, phase: int, one: int, other: int, layer: int, trigger: int, contributor: int
) -> None:
    """Form a tie."""
    row = write(w, phase, one, Kind.TIE_FORMED.value, layer, 0, other, 0, trigger)
    if contributor != 0:
        contribute(w, row, contributor, 1000)
    add_tie(w, one, other, layer)
    add_tie(w, other, one, layer)
    count_tie(w, book, one, other, 1, row)


@shared
def count_tie(w: Any, book: int, one: int, other: int, change: int, row: int) -> None:
    """Let platforms that see a tie count it anew for both sides."""
    for index in range(w.numbers[SCHEMES]):
        scheme = w.schemes[book, index]
        if scheme.form != PLATFORM or w.standings[one, index].flags & ENROLLED == 0:
            continue
        if not is_seen(w, scheme, index, one, other):
            continue
        count_side(w, book, index, one, other, change, row)
        count_side(w, book, index, other, one, change, row)


@shared
def count_side(w: Any, book: int, index: int, number: int, contact: int, change: int, row: int) -> None:
    """One side of that."""
    social, theirs = w.social[number, index], w.standings[contact, index]
    worth = w.grades[book, w.schemes[book, index].first_grade + theirs.counted].standing
    social.contacts += change
    social.moved += change * worth
    if theirs.flags & LISTED:
        social.listed_contacts += change
    if change < 0:
        social.lost += 1
    note(w, number, index, row)


@shared
def salon_masks(w: Any) -> Any:
    """The month's proposals of partners, by scheme (see rules/contacts.py)."""
    most = 0
    for book in range(w.numbers[BOOKS]):
        most = max(most, w.p[book].contacts_salon_months)
    month = w.numbers[DAY] >> incidents.MONTH_BITS
    masks = np.empty((w.numbers[SCHEMES], most), np.int64)
    for index in range(w.numbers[SCHEMES]):
        for proposal in range(most):
            which = index << 8 | proposal
            masks[index, proposal] = contacts.salon_mask(w.numbers[SEED], month, which, len(w.people))
    return masks


@shared
def go_to_salons(w: Any, number: int, masks: Any) -> None:
    """High scorers whom chance brings together this month may form a tie."""
    for index in range(w.numbers[SCHEMES]):
        if is_at_the_top(w, number, index):
            book = book_of(w, number)
            if w.schemes[book, index].form == PLATFORM and w.p[book].mechanism_new_ties:
                visit_salon(w, book, index, number, masks[index])


@shared
def is_at_the_top(w: Any, number: int, index: int) -> bool:
    """Whether somebody enrolled has the highest grade."""
    standing = w.standings[number, index]
    return standing.flags & ENROLLED != 0 and standing.rank == w.schemes[0, index].grade_count - 1


@shared
def visit_salon(w: Any, book: int, index: int, number: int, masks: Any) -> None:
    """Whom one high scorer meets this month."""
    p, seed, people = w.p[book], w.numbers[SEED], len(w.people)
    month = w.numbers[DAY] >> incidents.MONTH_BITS
    for proposal in range(p.contacts_salon_months):
        other = number ^ masks[proposal]
        if other <= number or other >= people:
            continue
        if w.marks[other] & AT_THE_TOP == 0 or not contacts.joins_salon(p, seed, number, other, month):
            continue
        if is_at_the_top(w, other, index) and may_meet(w, number, other):
            mine = grade_row_of(w, number, index)
            salons, layer = Phase.SALONS.value, contacts.SALONS
            form_tie(w, book, salons, number, other, layer, mine, grade_row_of(w, other, index))
