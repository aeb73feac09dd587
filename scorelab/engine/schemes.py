"""Scores: acts become entries in schemes' tables (compare reference/schemes.py)."""

from typing import Any

from scorelab.agenda import Due
from scorelab.compiled import shared
from scorelab.engine.attention import punish
from scorelab.engine.layout import DAY, END, ENROLLED, FIRST_DAY, NONE, SCHEMES, SEED
from scorelab.engine.ledger import appoint
from scorelab.engine.records import open_record, refix
from scorelab.engine.standing import settle
from scorelab.journal import LINES_OF_A_SCHEME, Kind, Phase, about
from scorelab.rules import contacts, enrolment, factors, lines, points
from scorelab.scenario.scheme_tables import BEHAVIOUR, PLATFORM, PLEDGE

SCORES = Phase.SCORES.value


@shared
def record_act(w: Any, book: int, number: int, kind: int, luck: int, trigger: int, operator: int) -> None:
    """Let every scheme that holds the person find the line for an act; its entry follows."""
    now = w.numbers
    seed, today = now[SEED], now[DAY]
    for index in range(now[SCHEMES]):
        scheme = w.schemes[book, index]
        if w.standings[number, index].flags & ENROLLED == 0:
            continue
        if operator != lines.EVERY_OPERATOR and operator != scheme.operator:
            continue
        manager = w.people[number].manager
        place = lines.which_line(w.p[book], scheme, w.lines[book], seed, number, luck, kind, manager)
        if place == lines.NO_LINE:
            continue
        if kind != lines.LISTED_KIND and not lines.comes_to_notice(scheme, seed, number, luck):
            continue
        line = w.lines[book, scheme.first_line + place]
        score = lines.base_points(scheme, line, seed, number, luck)
        if scheme.form == PLATFORM:
            day = enrolment.next_update(scheme, w.calendar, now[FIRST_DAY], today)
        else:
            day = today + lines.entry_delay(scheme, seed, number, luck)
        appoint(w, day, Due.ENTER_RECORD.value, number, about(index, place), score, trigger)


@shared
def enter_record(w: Any, book: int, number: int, subject: int, score: int, cause: int) -> None:
    """Enter an act in a scheme's table."""
    index, place = subject // LINES_OF_A_SCHEME, subject % LINES_OF_A_SCHEME
    if w.standings[number, index].flags & ENROLLED == 0:
        return
    scheme = w.schemes[book, index]
    line = w.lines[book, scheme.first_line + place]
    if scheme.form == PLATFORM:
        row = enter_in_platform(w, book, number, index, place, line, score, cause)
    else:
        row = enter_in_municipality(w, book, number, index, place, line, score, cause)
    if is_speech(w, book, line.kind) and (score < 0 or line.grade >= 0):
        punish(w, book, number, row)


@shared
def enter_in_platform(
    w: Any, book: int, number: int, index: int, place: int, line: Any, score: int, cause: int
) -> int:
    """The entry moves a component; kept only if it will end within the run."""
    scheme, standing = w.schemes[book, index], w.standings[number, index]
    weight = scheme.weights_credit_history
    if line.component == BEHAVIOUR:
        weight = scheme.weights_behaviour
        standing.held += score
    else:
        standing.points += score
    nominal = factors.nominal_score(scheme, weight, score)
    kind = Kind.RECORDED.value
    row = settle(w, book, number, index, SCORES, kind, place, nominal, cause, 1, 0)
    day = w.numbers[DAY] + line.days
    if day < w.numbers[END]:
        record = open_record(w, number, index, place, score)
        w.records[record].row = row
        appoint(w, day, Due.END_RECORD.value, number, record, 0, 0)
    return row


@shared
def enter_in_municipality(
    w: Any, book: int, number: int, index: int, place: int, line: Any, score: int, cause: int
) -> int:
    """The entry takes or gives points, and may fix a grade."""
    p, scheme, standing = w.p[book], w.schemes[book, index], w.standings[number, index]
    today = w.numbers[DAY]
    repeats, this_year = 0, 0
    other = w.files[standing.file].records
    while other != NONE:
        entry = w.records[other]
        if entry.line == place:
            repeats += entry.active
            if today - entry.day < points.YEAR:
                this_year += entry.points
        other = entry.next
    nominal = points.nominal_points(p, line, score, repeats, this_year)
    held = 1 if points.is_held_back(nominal, standing.fixed) else 0
    record = open_record(w, number, index, place, nominal)
    w.records[record].held = held
    w.records[record].grade = line.grade
    standing.points += nominal
    standing.held += nominal * held
    refix(w, number, index)
    row = settle(w, book, number, index, SCORES, Kind.RECORDED.value, place, nominal, cause, 1, 0)
    w.records[record].row = row
    appoint(w, today + line.days, Due.END_RECORD.value, number, record, 0, 0)
    if line.repaired_by == PLEDGE and p.mechanism_repair:
        luck = contacts.luck_of_day(about(index, place), today)
        if points.signs_pledge(scheme, w.numbers[SEED], number, luck):
            day = today + points.pledge_delay(scheme, w.numbers[SEED], number, luck)
            appoint(w, day, Due.REPAIR_RECORD.value, number, record, PLEDGE, 0)
    return row


@shared
def is_speech(w: Any, book: int, kind: int) -> bool:
    """Whether a line's kind is a public utterance."""
    return kind != lines.LISTED_KIND and w.incidents[book, kind - 1].speech == 1


@shared
def move_import(w: Any, book: int, number: int, place: int, arrives: int, cause: int) -> None:
    """Begin or end to count another scheme's grade, if it still stands as it was sent."""
    item = w.imports[book, place]
    scheme, standing = w.schemes[book, item.scheme], w.standings[number, item.scheme]
    source = w.standings[number, item.source]
    is_below = 1 if source.flags & ENROLLED and source.rank < item.below else 0
    if standing.flags & ENROLLED == 0 or is_below != arrives or (standing.imports >> place & 1) == arrives:
        return
    standing.imports ^= 1 << place
    score = item.points if arrives else -item.points
    standing.points += score
    nominal = score
    if scheme.form == PLATFORM:
        nominal = factors.nominal_score(scheme, scheme.weights_credit_history, score)
    kind = Kind.IMPORTED.value if arrives else Kind.IMPORT_ENDED.value
    settle(w, book, number, item.scheme, SCORES, kind, place, nominal, cause, 1, 0)
