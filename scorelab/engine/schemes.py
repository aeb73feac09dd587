"""Scores (compare reference/schemes.py)."""

from typing import Any

from scorelab.agenda import Due
from scorelab.compiled import shared
from scorelab.engine.keeping import raise_fear
from scorelab.engine.ledger import appoint
from scorelab.engine.standing import open_file, settle
from scorelab.engine.state import (
    DAY,
    END,
    ENROLLED,
    FIRST_DAY,
    LISTED,
    NONE,
    NOTED,
    OVERFLOW,
    RECORDS,
    SCHEMES,
    SEED,
    TO_UPDATE,
    UNSETTLED,
)
from scorelab.engine.ties import contact_of, first_tie, is_seen, layer_of, next_tie, stands
from scorelab.journal import LINES_OF_A_SCHEME, Ending, Kind, Phase, about
from scorelab.luck import Purpose
from scorelab.rules import contacts, enrolment, factors, incidents, lines, points
from scorelab.scenario.scheme_tables import MUNICIPALITY, PLATFORM, REPAIRS

SCORES = Phase.SCORES.value
COPIES = Phase.COPIES.value
EVERY_OPERATOR = -1
PERFORMANCE = REPAIRS.index("performance")
PLEDGE = REPAIRS.index("pledge")
BEHAVIOUR = 1
YEAR = 365
PUNISHMENT_BITS = 16


@shared
def record_act(w: Any, book: int, number: int, kind: int, luck: int, trigger: int, operator: int) -> None:
    """Let every scheme that holds the person find the line for an act; its entry follows."""
    now = w.numbers
    seed, today = now[SEED], now[DAY]
    for index in range(now[SCHEMES]):
        scheme = w.schemes[book, index]
        if w.standings[number, index].flags & ENROLLED == 0:
            continue
        if operator != EVERY_OPERATOR and operator != scheme.operator:
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
            if today - entry.day < YEAR:
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
        luck = about(index, place) << PUNISHMENT_BITS | today
        if points.signs_pledge(scheme, w.numbers[SEED], number, luck):
            day = today + points.pledge_delay(scheme, w.numbers[SEED], number, luck)
            appoint(w, day, Due.REPAIR_RECORD.value, number, record, PLEDGE, 0)
    return row


@shared
def is_speech(w: Any, book: int, kind: int) -> bool:
    """Whether a line's kind is a public utterance."""
    return kind != lines.LISTED_KIND and w.incidents[book, kind - 1].speech == 1


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
    if not record.active:
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
    if w.records[index].active:
        replace(w, book, index, SCORES, repaired_by, w.records[index].row)


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
    appoint(w, w.numbers[DAY] + scheme.repaired_years * YEAR, Due.END_RECORD.value, number, new, 0, 0)


@shared
def see_listing(w: Any, book: int, number: int, operator: int, phase: int, copy_row: int, luck: int) -> None:
    """A copy of the court's list reaches the schemes that read it."""
    for index in range(w.numbers[SCHEMES]):
        scheme, standing = w.schemes[book, index], w.standings[number, index]
        if scheme.operator != operator or standing.flags & ENROLLED == 0:
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
        kind = w.lines[book, first_line + record.line].kind
        if record.active and record.grade >= 0 and kind == lines.LISTED_KIND:
            if corrected:
                nominal = withdraw(w, book, other)
                released = Kind.GRADE_RELEASED.value
                settle(w, book, number, index, COPIES, released, record.line, nominal, cause, 1, 0)
            elif performed and w.p[book].mechanism_repair:
                replace(w, book, other, COPIES, PERFORMANCE, cause)
        other = record.next


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
    luck = number << PUNISHMENT_BITS | day
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


@shared
def move_import(w: Any, book: int, number: int, place: int, arrives: int, cause: int) -> None:
    """Begin or end to count another scheme's grade, if it still stands as it was sent."""
    item = w.imports[book, place]
    scheme, standing = w.schemes[book, item.scheme], w.standings[number, item.scheme]
    is_below = 1 if w.standings[number, item.source].rank < item.below else 0
    if is_below != arrives or (standing.imports >> place & 1) == arrives:
        return
    standing.imports ^= 1 << place
    score = item.points if arrives else -item.points
    standing.points += score
    nominal = score
    if scheme.form == PLATFORM:
        nominal = factors.nominal_score(scheme, scheme.weights_credit_history, score)
    kind = Kind.IMPORTED.value if arrives else Kind.IMPORT_ENDED.value
    settle(w, book, number, item.scheme, SCORES, kind, place, nominal, cause, 1, 0)
