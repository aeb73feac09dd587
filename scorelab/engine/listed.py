"""Schemes read their copies of the court's list (compare reference/listed.py)."""

from typing import Any

from scorelab.compiled import shared
from scorelab.engine.attention import tell_contacts
from scorelab.engine.keeping import PURPOSE_LIMITATION, keeps
from scorelab.engine.layout import ENROLLED, LISTED, NONE, RECORDS, SCHEMES
from scorelab.engine.records import replace, withdraw
from scorelab.engine.schemes import record_act
from scorelab.engine.standing import settle
from scorelab.journal import Ending, Kind, Phase
from scorelab.rules import factors, lines, safeguards
from scorelab.scenario.scheme_tables import MUNICIPALITY, PERFORMANCE, PLATFORM

COPIES = Phase.COPIES.value


@shared
def see_listing(w: Any, book: int, number: int, operator: int, phase: int, copy_row: int, luck: int) -> None:
    """A copy of the court's list reaches the schemes that read it."""
    for index in range(w.numbers[SCHEMES]):
        scheme, standing = w.schemes[book, index], w.standings[number, index]
        if scheme.operator != operator or standing.flags & ENROLLED == 0:
            continue
        use = safeguards.luck_of_use(number, safeguards.COPY + index)
        if keeps(w, w.p[book], PURPOSE_LIMITATION, use):
            continue
        if scheme.form == MUNICIPALITY:
            record_act(w, book, number, lines.LISTED_KIND, luck, copy_row, operator)
        elif standing.flags & LISTED == 0:
            standing.flags |= LISTED
            nominal = factors.nominal_score(scheme, scheme.weights_credit_history, -scheme.listed)
            kind = Kind.SCHEME_SEES_LISTING.value
            row = settle(w, book, number, index, phase, kind, 0, nominal, copy_row, 1, 0)
            tell_contacts(w, book, number, index, 1, row)


@shared
def forget_listing(w: Any, book: int, number: int, operator: int, ending: int, dropped_row: int) -> None:
    """A copy's end reaches the schemes that read it; a fixed grade is repaired or released."""
    for index in range(w.numbers[SCHEMES]):
        scheme, standing = w.schemes[book, index], w.standings[number, index]
        if scheme.operator != operator or standing.flags & ENROLLED == 0:
            continue
        if scheme.form == PLATFORM and standing.flags & LISTED:
            standing.flags &= ~LISTED
            nominal = factors.nominal_score(scheme, scheme.weights_credit_history, scheme.listed)
            kind = Kind.SCHEME_FORGETS_LISTING.value
            row = settle(w, book, number, index, COPIES, kind, 0, nominal, dropped_row, 1, 0)
            tell_contacts(w, book, number, index, -1, row)
        elif scheme.form == MUNICIPALITY:
            end_listed_records(w, book, number, index, ending, dropped_row)


@shared
def end_listed_records(w: Any, book: int, number: int, index: int, ending: int, cause: int) -> None:
    """Performance repairs the entry of a listing, a correction takes it out; a term's end does neither."""
    first_line = w.schemes[book, index].first_line
    corrected = ending == Ending.CORRECTED.value or ending == Ending.AUDITED.value
    performed = ending == Ending.PERFORMED.value or ending == Ending.SETTLED.value
    last = w.numbers[RECORDS]
    other = w.files[w.standings[number, index].file].records
    while other != NONE and other < last:
        record = w.records[other]
        line = w.lines[book, first_line + record.line]
        if record.active and record.grade >= 0 and line.kind == lines.LISTED_KIND:
            if corrected:
                nominal = withdraw(w, book, other)
                released = Kind.GRADE_RELEASED.value
                settle(w, book, number, index, COPIES, released, record.line, nominal, cause, 1, 0)
            elif performed and line.repaired_by == PERFORMANCE and w.p[book].mechanism_repair:
                replace(w, book, other, COPIES, PERFORMANCE, cause)
        other = record.next
