"""Scores. Acts become entries in schemes' tables; entries end, are repaired, imported."""

from scorelab.agenda import Due
from scorelab.journal import LINES_OF_A_SCHEME, Ending, Kind, Phase, about
from scorelab.luck import Purpose
from scorelab.reference.standing import in_app, settle
from scorelab.reference.things import Person, Record
from scorelab.reference.world import Appointment, World
from scorelab.rules import contacts, enrolment, factors, incidents, lines, points
from scorelab.scenario.scheme_tables import MUNICIPALITY, PLATFORM, REPAIRS

PHASE = Phase.SCORES
EVERY_OPERATOR = -1
PERFORMANCE = REPAIRS.index("performance")
PLEDGE = REPAIRS.index("pledge")
BEHAVIOUR = 1
YEAR = 365
PUNISHMENT_BITS = 16


def record_act(
    world: World, person: Person, kind: int, luck: int, trigger: int, operator: int = EVERY_OPERATOR
) -> None:
    """Let every scheme that holds the person find the line for an act; its entry follows.

    `operator` restricts it to schemes that read this operator's copy of the court's list.
    """
    for index, scheme in enumerate(world.rules.schemes):
        if not person.standings[index].enrolled or operator not in (EVERY_OPERATOR, scheme.operator):
            continue
        place = lines.which_line(
            world.p, scheme, world.rules.lines, world.seed, person.number, luck, kind, person.manager
        )
        if place == lines.NO_LINE:
            continue
        if kind != lines.LISTED_KIND and not lines.comes_to_notice(scheme, world.seed, person.number, luck):
            continue
        line = world.rules.lines[scheme.first_line + place]
        score = lines.base_points(scheme, line, world.seed, person.number, luck)
        if scheme.form == PLATFORM:
            day = enrolment.next_update(scheme, world.calendar, world.first_day, world.day)
        else:
            day = world.day + lines.entry_delay(scheme, world.seed, person.number, luck)
        world.appoint(day, Due.ENTER_RECORD, person.number, about(index, place), score, trigger)


def enter_record(world: World, due: Appointment) -> None:
    """Enter an act in a scheme's table."""
    person = world.people[due.person]
    index, place = divmod(due.subject, LINES_OF_A_SCHEME)
    scheme, standing = world.rules.schemes[index], person.standings[index]
    line = world.rules.lines[scheme.first_line + place]
    if scheme.form == PLATFORM:
        record = open_record(world, person, index, place, due.extra)
        weight = scheme.weights_behaviour if line.component == BEHAVIOUR else scheme.weights_credit_history
        nominal = factors.nominal_score(scheme, weight, record.points)
        if line.component == BEHAVIOUR:
            standing.behaviour += record.points
        else:
            standing.credit += record.points
    else:
        same = [other for other in standing.records if other.line == place]
        repeats = sum(other.active for other in same)
        this_year = sum(other.points for other in same if world.day - other.day < YEAR)
        nominal = points.nominal_points(world.p, line, due.extra, repeats, this_year)
        held = int(points.is_held_back(nominal, standing.fixed()))
        record = open_record(world, person, index, place, nominal)
        record.held = held
        record.grade = line.grade
        standing.points += nominal
        standing.held += nominal * held
    record.row = settle(
        world, person, index, PHASE, Kind.RECORDED, place=place, nominal=nominal, trigger=due.cause
    )
    world.appoint(world.day + line.days, Due.END_RECORD, person.number, record.number)
    if line.repaired_by == PLEDGE and world.p.mechanism_repair:
        luck = due.subject << PUNISHMENT_BITS | world.day
        if points.signs_pledge(scheme, world.seed, person.number, luck):
            day = world.day + points.pledge_delay(scheme, world.seed, person.number, luck)
            world.appoint(day, Due.REPAIR_RECORD, person.number, record.number, PLEDGE)
    if is_speech(world, line.kind) and (due.extra < 0 or line.grade >= 0):
        punish(world, person, record.row)


def is_speech(world: World, kind: int) -> bool:
    """Whether a line's kind is a public utterance."""
    return kind != lines.LISTED_KIND and bool(world.rules.incidents[kind - 1].speech)


def open_record(world: World, person: Person, index: int, place: int, score: int) -> Record:
    """A new entry."""
    record = Record(len(world.records), person.number, index, place, world.day, score)
    world.records.append(record)
    person.standings[index].records.append(record)
    return record


def end_record(world: World, due: Appointment) -> None:
    """An entry's validity is over."""
    record = world.records[due.subject]
    if record.active:
        person = world.people[record.person]
        nominal = withdraw(world, person, record)
        settle(
            world,
            person,
            record.scheme,
            PHASE,
            Kind.RECORD_EXPIRED,
            place=record.line,
            nominal=nominal,
            trigger=record.row,
        )


def withdraw(world: World, person: Person, record: Record) -> int:
    """Take an entry out of what counts; returns the nominal score points that come back."""
    scheme, standing = world.rules.schemes[record.scheme], person.standings[record.scheme]
    record.active = 0
    if scheme.form == PLATFORM:
        line = world.rules.lines[scheme.first_line + record.line]
        if line.component == BEHAVIOUR:
            standing.behaviour -= record.points
            return factors.nominal_score(scheme, scheme.weights_behaviour, -record.points)
        standing.credit -= record.points
        return factors.nominal_score(scheme, scheme.weights_credit_history, -record.points)
    standing.points -= record.points
    standing.held -= record.points * record.held
    release_held(person, record.scheme)
    return -record.points


def release_held(person: Person, index: int) -> None:
    """Once no grade is fixed any more, additions held back count."""
    standing = person.standings[index]
    if standing.fixed() < 0:
        standing.held = 0
        for record in standing.records:
            record.held = 0


def repair_record(world: World, due: Appointment) -> None:
    """Replace a fixed grade: by points that count for some years, or by the better grade of a pledge."""
    record = world.records[due.subject]
    if record.active:
        replace(world, world.people[record.person], record, PHASE, due.extra, record.row)


def replace(
    world: World, person: Person, record: Record, phase: Phase, repaired_by: int, trigger: int
) -> None:
    """Repair an entry with a fixed grade."""
    scheme = world.rules.schemes[record.scheme]
    standing = person.standings[record.scheme]
    grade = points.repaired_grade(record.grade, int(repaired_by == PLEDGE))
    score = scheme.repaired_points if grade < 0 else 0
    new = open_record(world, person, record.scheme, record.line, score)
    new.grade = grade
    standing.points += score
    nominal = withdraw(world, person, record)
    new.row = settle(
        world,
        person,
        record.scheme,
        phase,
        Kind.REPAIRED,
        place=record.line,
        nominal=nominal + score,
        trigger=trigger,
    )
    world.appoint(world.day + scheme.repaired_years * YEAR, Due.END_RECORD, person.number, new.number)


def see_listing(world: World, person: Person, operator: int, phase: Phase, copy_row: int, luck: int) -> None:
    """A copy of the court's list reaches the schemes that read it."""
    for index, scheme in enumerate(world.rules.schemes):
        standing = person.standings[index]
        if scheme.operator != operator or not standing.enrolled:
            continue
        if scheme.form == MUNICIPALITY:
            record_act(world, person, lines.LISTED_KIND, luck, copy_row, operator)
        elif not standing.listed:
            standing.listed = 1
            nominal = factors.nominal_score(scheme, scheme.weights_credit_history, -scheme.listed)
            row = settle(
                world, person, index, phase, Kind.SCHEME_SEES_LISTING, nominal=nominal, trigger=copy_row
            )
            tell_contacts(world, person, index, 1, row)


def forget_listing(world: World, person: Person, operator: int, ending: int, dropped_row: int) -> None:
    """A copy's end reaches the schemes that read it; a fixed grade is repaired or released."""
    for index, scheme in enumerate(world.rules.schemes):
        standing = person.standings[index]
        if scheme.operator != operator or not standing.enrolled:
            continue
        if scheme.form == PLATFORM and standing.listed:
            standing.listed = 0
            nominal = factors.nominal_score(scheme, scheme.weights_credit_history, scheme.listed)
            row = settle(
                world,
                person,
                index,
                Phase.COPIES,
                Kind.SCHEME_FORGETS_LISTING,
                nominal=nominal,
                trigger=dropped_row,
            )
            tell_contacts(world, person, index, -1, row)
        elif scheme.form == MUNICIPALITY:
            end_listed_records(world, person, index, ending, dropped_row)


def end_listed_records(world: World, person: Person, index: int, ending: int, cause: int) -> None:
    """Performance repairs the entry of a listing, a correction takes it out; a term's end does neither."""
    scheme = world.rules.schemes[index]
    for record in list(person.standings[index].records):
        line = world.rules.lines[scheme.first_line + record.line]
        if not record.active or line.kind != lines.LISTED_KIND or record.grade < 0:
            continue
        if ending in (Ending.CORRECTED, Ending.AUDITED):
            nominal = withdraw(world, person, record)
            settle(
                world,
                person,
                index,
                Phase.COPIES,
                Kind.GRADE_RELEASED,
                place=record.line,
                nominal=nominal,
                trigger=cause,
            )
        elif ending in (Ending.PERFORMED, Ending.SETTLED) and world.p.mechanism_repair:
            replace(world, person, record, Phase.COPIES, PERFORMANCE, cause)


def tell_contacts(world: World, person: Person, index: int, change: int, row: int) -> None:
    """A platform counts listed contacts: note a change with those who have the person in the app."""
    for _, contact in in_app(world, person, index):
        standing = contact.standings[index]
        standing.listed_contacts += change
        standing.causes.append(row)
        standing.unsettled = 1


def count_relatives_payment(world: World, person: Person, row: int) -> None:
    """A large missed payment counts against household and relatives in the app."""
    for index, scheme in enumerate(world.rules.schemes):
        if scheme.form != PLATFORM:
            continue
        for layer, contact in in_app(world, person, index):
            if layer <= contacts.LAST_LAYER_OF_KIN:
                standing = contact.standings[index]
                standing.relatives += 1
                standing.causes.append(row)
                standing.unsettled = 1


def punish(world: World, person: Person, row: int) -> None:
    """A recorded post frightens its author; contacts may learn of it, and it may count against them."""
    world.raise_fear(person, row)
    luck = person.number << PUNISHMENT_BITS | world.day
    for layer, number in person.standing_ties():
        contact = world.people[number]
        if not incidents.is_adult(contact.birthday, world.day):
            continue
        wait = contacts.learning_wait(
            world.p,
            world.rules.layers[layer],
            world.seed,
            Purpose.LEARNING_PUNISHMENT,
            number,
            contact.aware,
            luck,
            contacts.MILLE,
        )
        if wait > 0:
            world.appoint(world.day + wait, Due.LEARN_OF_PUNISHMENT, number, person.number, layer, row)
    if world.p.mechanism_myth_friends_posts:
        for index, scheme in enumerate(world.rules.schemes):
            if scheme.form == PLATFORM:
                for _, contact in in_app(world, person, index):
                    contact.standings[index].posts += 1
                    contact.standings[index].causes.append(row)
                    contact.standings[index].unsettled = 1


def take_import(world: World, due: Appointment) -> None:
    """Another scheme's low grade arrives."""
    move_import(world, due, arrives=True)


def drop_import(world: World, due: Appointment) -> None:
    """Another scheme's recovered grade arrives."""
    move_import(world, due, arrives=False)


def move_import(world: World, due: Appointment, *, arrives: bool) -> None:
    """Begin or end to count another scheme's grade, if it still stands as it was sent."""
    person = world.people[due.person]
    item = world.rules.imports[due.subject]
    scheme, standing = world.rules.schemes[item.scheme], person.standings[item.scheme]
    is_below = person.standings[item.source].rank < item.below
    if is_below != arrives or (due.subject in standing.imports) == arrives:
        return
    score = item.points if arrives else -item.points
    if arrives:
        standing.imports.add(due.subject)
    else:
        standing.imports.discard(due.subject)
    if scheme.form == PLATFORM:
        standing.credit += score
        nominal = factors.nominal_score(scheme, scheme.weights_credit_history, score)
    else:
        standing.points += score
        nominal = score
    kind = Kind.IMPORTED if arrives else Kind.IMPORT_ENDED
    settle(world, person, item.scheme, PHASE, kind, place=due.subject, nominal=nominal, trigger=due.cause)
