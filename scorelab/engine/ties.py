"""Ties old and new, and which of them a platform sees."""

from typing import Any

from scorelab.compiled import shared
from scorelab.engine.fetching import fetch
from scorelab.engine.keeping import open_life
from scorelab.engine.layout import DROPPED, FIRST_ENROLLED, MOST_TIES, NEW_TIES, NONE, OVERFLOW, SEED
from scorelab.rules import enrolment
from scorelab.rules.contacts import MOST_NEW_TIES

LAYER = DROPPED - 1
FEW_TIES = 1024
"""Where nobody has more ties than this, room is made for so many without counting."""


@shared
def first_tie(w: Any, number: int) -> int:
    """A person's first tie: its place, or, for a new tie, minus its place minus 2; -1 if there is none."""
    if w.tie_start[number] < w.tie_start[number + 1]:
        return w.tie_start[number]
    return new_place(w.lives[w.people[number].life].new_ties)


@shared
def next_tie(w: Any, number: int, tie: int) -> int:
    """The tie after another of the same person; -1 after the last."""
    if tie >= 0:
        if tie + 1 < w.tie_start[number + 1]:
            return tie + 1
        return new_place(w.lives[w.people[number].life].new_ties)
    return new_place(w.new_ties[-tie - 2].next)


@shared
def new_place(index: int) -> int:
    """How a new tie's place is written."""
    return NONE if index == NONE else -index - 2


@shared
def contact_of(w: Any, tie: int) -> int:
    """Who is at the other end."""
    return w.tie_contact[tie] if tie >= 0 else w.new_ties[-tie - 2].contact


@shared
def layer_of(w: Any, tie: int) -> int:
    """The tie's layer."""
    return w.tie_layer[tie] if tie >= 0 else w.new_ties[-tie - 2].layer & LAYER


@shared
def stands(w: Any, tie: int) -> bool:
    """Whether the tie has not been dropped."""
    if tie >= 0:
        return w.dropped[tie >> 3] >> (tie & 7) & 1 == 0
    return w.new_ties[-tie - 2].layer < DROPPED


@shared
def drop(w: Any, tie: int) -> None:
    """Mark one side of a tie as dropped."""
    if tie >= 0:
        w.dropped[tie >> 3] |= 1 << (tie & 7)
    else:
        w.new_ties[-tie - 2].layer |= DROPPED


@shared
def tie_between(w: Any, one: int, other: int) -> int:
    """Where one side of a tie is kept, dropped or not; -1 if there never was one."""
    tie = first_tie(w, one)
    while tie != NONE:
        if contact_of(w, tie) == other:
            return tie
        tie = next_tie(w, one, tie)
    return NONE


@shared
def standing_count(w: Any, number: int) -> int:
    """How many of a person's ties stand."""
    count = 0
    tie = first_tie(w, number)
    while tie != NONE:
        count += stands(w, tie)
        tie = next_tie(w, number, tie)
    return count


@shared
def standing_contact(w: Any, number: int, place: int) -> int:
    """The contact of the standing tie at a place, from 0."""
    tie = first_tie(w, number)
    while tie != NONE:
        if stands(w, tie):
            if place == 0:
                break
            place -= 1
        tie = next_tie(w, number, tie)
    return contact_of(w, tie)


@shared
def new_count(w: Any, number: int) -> int:
    """How many ties a person has formed."""
    count = 0
    index = w.lives[w.people[number].life].new_ties
    while index != NONE:
        count += 1
        index = w.new_ties[index].next
    return count


@shared
def tie_count(w: Any, number: int) -> int:
    """How many ties a person has ever had."""
    return w.tie_start[number + 1] - w.tie_start[number] + new_count(w, number)


@shared
def ties_at_most(w: Any, number: int) -> int:
    """How many ties a person has ever had, or more: where nobody can have very many, nobody's are counted."""
    most = w.numbers[MOST_TIES] + MOST_NEW_TIES
    return most if most <= FEW_TIES else tie_count(w, number)


@shared
def fetch_contacts(w: Any, array: Any, number: int) -> None:
    """Ask for what an array holds about everybody with whom a person began."""
    for tie in range(w.tie_start[number], w.tie_start[number + 1]):
        fetch(array, w.tie_contact[tie])


@shared
def add_tie(w: Any, number: int, contact: int, layer: int) -> None:
    """Keep one side of a new tie, after the others."""
    now = w.numbers
    this = now[NEW_TIES]
    if this == len(w.new_ties):
        now[OVERFLOW] = 1
        return
    now[NEW_TIES] += 1
    node = w.new_ties[this]
    node.contact = contact
    node.layer = layer
    node.next = NONE
    index = w.lives[w.people[number].life].new_ties
    if index == NONE:
        w.lives[open_life(w, number)].new_ties = this
        return
    while w.new_ties[index].next != NONE:
        index = w.new_ties[index].next
    w.new_ties[index].next = this


@shared
def is_seen(w: Any, scheme: Any, index: int, one: int, other: int) -> bool:
    """Whether a platform sees a tie: both are enrolled, and the app shows it."""
    if w.marks[other] & FIRST_ENROLLED << index == 0:
        return False
    return enrolment.is_in_app(scheme, w.numbers[SEED], one, other)
