"""Leaving a scheme, where that is free (compare reference/leaving.py)."""

from typing import Any

from scorelab.agenda import Due
from scorelab.compiled import shared
from scorelab.engine.attention import note
from scorelab.engine.layout import DAY, ENROLLED, FIRST_ENROLLED, LEFT, LISTED, NONE, SEED
from scorelab.engine.ledger import appoint, write
from scorelab.engine.standing import mark_grades
from scorelab.engine.ties import contact_of, first_tie, is_seen, next_tie, stands
from scorelab.journal import Kind, about
from scorelab.luck import Purpose, between, draw
from scorelab.scenario.scheme_tables import PLATFORM


@shared
def leave_scheme(w: Any, book: int, number: int, index: int, phase: int, cause: int) -> None:
    """End an enrolment: contacts lose sight of the person, and what others imported is taken back."""
    standing = w.standings[number, index]
    if standing.flags & ENROLLED == 0:
        return
    kind = Kind.LEFT_SCHEME.value
    row = write(w, phase, number, kind, about(index, 0), 0, NONE, 0, cause)
    if w.schemes[book, index].form == PLATFORM:
        lose_sight(w, book, number, index, row)
    standing.flags = LEFT
    w.marks[number] &= ~(FIRST_ENROLLED << index)
    mark_grades(w, number)
    for place in range(w.imports.shape[1]):
        item = w.imports[book, place]
        if item.source == index and w.standings[number, item.scheme].imports >> place & 1:
            bits = draw(w.numbers[SEED], Purpose.IMPORT_GRADE_LAG, number, w.numbers[DAY], place)
            day = w.numbers[DAY] + max(between(bits, item.lag_days_low, item.lag_days_high), 1)
            appoint(w, day, Due.DROP_IMPORT.value, number, place, 0, row)


@shared
def lose_sight(w: Any, book: int, number: int, index: int, row: int) -> None:
    """Let a platform count the person no more among anybody's contacts."""
    scheme, standing = w.schemes[book, index], w.standings[number, index]
    worth = w.grades[book, scheme.first_grade + standing.counted].standing
    tie = first_tie(w, number)
    while tie != NONE:
        contact = contact_of(w, tie)
        if stands(w, tie) and is_seen(w, scheme, index, number, contact):
            social = w.social[contact, index]
            social.contacts -= 1
            social.moved -= worth
            if standing.flags & LISTED:
                social.listed_contacts -= 1
            note(w, contact, index, row)
        tie = next_tie(w, number, tie)
