"""Entries in schemes' tables: opened, ended, repaired (compare reference/records.py)."""

from typing import Any

from scorelab.agenda import Due
from scorelab.compiled import shared
from scorelab.engine.layout import DAY, ENROLLED, NONE, OVERFLOW, RECORDS
from scorelab.engine.ledger import appoint
from scorelab.engine.standing import open_file, settle
from scorelab.journal import Kind, Phase
from scorelab.rules import factors, points
from scorelab.scenario.scheme_tables import BEHAVIOUR, PLATFORM, PLEDGE

SCORES = Phase.SCORES.value


@shared
def open_record(w: Any, number: int, index: int, place: int, score: int) -> int:
    """A new entry, after the person's others; its index."""
    now = w.numbers
    this = now[RECORDS]
    if this == len(w.records):
        now[OVERFLOW] = 1
        return this - 1
    now[RECORDS] += 1
    record = w.records[this]
    record.person = number
    record.scheme = index
    record.line = place
    record.day = now[DAY]
    record.points = score
    record.grade = points.NO_GRADE
    record.active = 1
    record.next = NONE
    file = open_file(w, number, index)
    last = w.files[file].records
    if last == NONE:
        w.files[file].records = this
        return this
    while w.records[last].next != NONE:
        last = w.records[last].next
    w.records[last].next = this
    return this


@shared
def refix(w: Any, number: int, index: int) -> None:
    """Find the worst grade that an entry fixes."""
    standing = w.standings[number, index]
    standing.fixed = points.NO_GRADE
    other = w.files[standing.file].records
    while other != NONE:
        record = w.records[other]
        if record.active and record.grade >= 0 and (standing.fixed < 0 or record.grade < standing.fixed):
            standing.fixed = record.grade
        other = record.next


@shared
def end_record(w: Any, book: int, index: int) -> None:
    """An entry's validity is over."""
    record = w.records[index]
    if not record.active or w.standings[record.person, record.scheme].flags & ENROLLED == 0:
        return
    nominal = withdraw(w, book, index)
    kind = Kind.RECORD_EXPIRED.value
    settle(w, book, record.person, record.scheme, SCORES, kind, record.line, nominal, record.row, 1, 0)


@shared
def withdraw(w: Any, book: int, index: int) -> int:
    """Take an entry out of what counts; returns the nominal score points that come back."""
    record = w.records[index]
    scheme, standing = w.schemes[book, record.scheme], w.standings[record.person, record.scheme]
    record.active = 0
    if scheme.form == PLATFORM:
        line = w.lines[book, scheme.first_line + record.line]
        if line.component == BEHAVIOUR:
            standing.held -= record.points
            return factors.nominal_score(scheme, scheme.weights_behaviour, -record.points)
        standing.points -= record.points
        return factors.nominal_score(scheme, scheme.weights_credit_history, -record.points)
    standing.points -= record.points
    standing.held -= record.points * record.held
    refix(w, record.person, record.scheme)
    if standing.fixed < 0:
        standing.held = 0
        other = w.files[standing.file].records
        while other != NONE:
            w.records[other].held = 0
            other = w.records[other].next
    return -record.points


@shared
def repair_record(w: Any, book: int, index: int, repaired_by: int) -> None:
    """Replace a fixed grade: by points that count for some years, or by the better grade of a pledge."""
    record = w.records[index]
    if record.active and w.standings[record.person, record.scheme].flags & ENROLLED:
        replace(w, book, index, SCORES, repaired_by, record.row)


@shared
def replace(w: Any, book: int, index: int, phase: int, repaired_by: int, trigger: int) -> None:
    """Repair an entry with a fixed grade."""
    record = w.records[index]
    number, scheme_index = record.person, record.scheme
    scheme, standing = w.schemes[book, scheme_index], w.standings[number, scheme_index]
    grade = points.repaired_grade(record.grade, repaired_by == PLEDGE)
    score = scheme.repaired_points if grade < 0 else 0
    new = open_record(w, number, scheme_index, record.line, score)
    w.records[new].grade = grade
    standing.points += score
    nominal = withdraw(w, book, index) + score
    kind = Kind.REPAIRED.value
    row = settle(w, book, number, scheme_index, phase, kind, record.line, nominal, trigger, 1, 0)
    w.records[new].row = row
    day = w.numbers[DAY] + max(scheme.repaired_years * points.YEAR, 1)
    appoint(w, day, Due.END_RECORD.value, number, new, 0, 0)
