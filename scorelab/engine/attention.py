"""What others' lives mean for a person's scores and fears (compare reference/attention.py)."""

from typing import Any

from scorelab.agenda import Due
from scorelab.compiled import shared
from scorelab.engine.keeping import raise_fear
from scorelab.engine.layout import (
    DAY,
    ENROLLED,
    LISTED,
    NONE,
    NOTED,
    OVERFLOW,
    SCHEMES,
    SEED,
    TO_UPDATE,
    UNSETTLED,
)
from scorelab.engine.ledger import appoint
from scorelab.engine.standing import open_file
from scorelab.engine.ties import contact_of, first_tie, is_seen, layer_of, next_tie, stands
from scorelab.luck import Purpose
from scorelab.rules import contacts, incidents
from scorelab.scenario.scheme_tables import PLATFORM


@shared
def note(w: Any, number: int, index: int, row: int) -> None:
    """Note a row that moves a person's social component."""
    now = w.numbers
    this = now[NOTED]
    if this == len(w.noted):
        now[OVERFLOW] = 1
        return
    now[NOTED] += 1
    file = open_file(w, number, index)
    w.noted[this].row = row
    w.noted[this].next = w.files[file].noted
    w.files[file].noted = this
    w.standings[number, index].flags |= UNSETTLED
    w.marks[number] |= TO_UPDATE


@shared
def count_person(w: Any, book: int, number: int, index: int, change: int, row: int) -> None:
    """Let a platform count a person among the contacts of all who have them in the app, or no more (-1)."""
    scheme, standing = w.schemes[book, index], w.standings[number, index]
    worth = w.grades[book, scheme.first_grade + standing.counted].standing
    tie = first_tie(w, number)
    while tie != NONE:
        contact = contact_of(w, tie)
        if stands(w, tie) and is_seen(w, scheme, index, number, contact):
            social = w.social[contact, index]
            social.contacts += change
            social.moved += change * worth
            if standing.flags & LISTED:
                social.listed_contacts += change
            note(w, contact, index, row)
        tie = next_tie(w, number, tie)


@shared
def tell_contacts(w: Any, book: int, number: int, index: int, change: int, row: int) -> None:
    """A platform counts listed contacts: note a change with those who have the person in the app."""
    scheme = w.schemes[book, index]
    tie = first_tie(w, number)
    while tie != NONE:
        contact = contact_of(w, tie)
        if stands(w, tie) and is_seen(w, scheme, index, number, contact):
            w.social[contact, index].listed_contacts += change
            note(w, contact, index, row)
        tie = next_tie(w, number, tie)


@shared
def count_relatives_payment(w: Any, book: int, number: int, row: int) -> None:
    """A large missed payment counts against household and relatives in the app."""
    for index in range(w.numbers[SCHEMES]):
        scheme = w.schemes[book, index]
        if scheme.form != PLATFORM or w.standings[number, index].flags & ENROLLED == 0:
            continue
        tie = first_tie(w, number)
        while tie != NONE:
            contact = contact_of(w, tie)
            if (
                stands(w, tie)
                and layer_of(w, tie) <= contacts.LAST_LAYER_OF_KIN
                and is_seen(w, scheme, index, number, contact)
            ):
                w.social[contact, index].relatives += 1
                note(w, contact, index, row)
            tie = next_tie(w, number, tie)


@shared
def punish(w: Any, book: int, number: int, row: int) -> None:
    """A recorded post frightens its author; contacts may learn of it, and it may count against them."""
    p, day = w.p[book], w.numbers[DAY]
    raise_fear(w, p, number, row)
    luck = contacts.luck_of_day(number, day)
    tie = first_tie(w, number)
    while tie != NONE:
        contact = contact_of(w, tie)
        if stands(w, tie):
            if incidents.is_adult(w.people[contact].birthday, day):
                layer = layer_of(w, tie)
                aware = w.people[contact].aware
                wait = contacts.learning_wait(
                    p,
                    w.layers[book, layer],
                    w.numbers[SEED],
                    Purpose.LEARNING_PUNISHMENT,
                    contact,
                    aware,
                    luck,
                    contacts.MILLE,
                )
                if wait > 0:
                    appoint(w, day + wait, Due.LEARN_OF_PUNISHMENT.value, contact, number, layer, row)
            if p.mechanism_myth_friends_posts:
                blame(w, book, number, contact, row)
        tie = next_tie(w, number, tie)


@shared
def blame(w: Any, book: int, number: int, contact: int, row: int) -> None:
    """The refuted claim: a friend's recorded post counts against one's own score."""
    for index in range(w.numbers[SCHEMES]):
        scheme = w.schemes[book, index]
        if scheme.form != PLATFORM or w.standings[number, index].flags & ENROLLED == 0:
            continue
        if is_seen(w, scheme, index, number, contact):
            w.social[contact, index].posts += 1
            note(w, contact, index, row)
