"""Leaving a scheme, where that is free (compare reference/leaving.py)."""

from typing import Any

from scorelab.agenda import Due
from scorelab.compiled import shared
from scorelab.engine.attention import count_person
from scorelab.engine.layout import DAY, ENROLLED, FIRST_ENROLLED, LEFT, NONE, SEED
from scorelab.engine.ledger import appoint, write
from scorelab.engine.standing import mark_grades
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
        count_person(w, book, number, index, -1, row)
    standing.flags = LEFT
    w.marks[number] &= ~(FIRST_ENROLLED << index)
    mark_grades(w, number)
    for place in range(w.imports.shape[1]):
        item = w.imports[book, place]
        if item.source == index and w.standings[number, item.scheme].imports >> place & 1:
            bits = draw(w.numbers[SEED], Purpose.IMPORT_GRADE_LAG, number, w.numbers[DAY], place)
            day = w.numbers[DAY] + max(between(bits, item.lag_days_low, item.lag_days_high), 1)
            appoint(w, day, Due.DROP_IMPORT.value, number, place, 0, row)
