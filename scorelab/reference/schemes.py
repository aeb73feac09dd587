"""Scores. Acts become entries in schemes' tables; schemes import one another's grades."""

from scorelab.agenda import Due
from scorelab.journal import LINES_OF_A_SCHEME, Kind, Phase, about
from scorelab.reference.attention import punish
from scorelab.reference.records import open_record
from scorelab.reference.standing import settle
from scorelab.reference.things import Person
from scorelab.reference.world import Appointment, World
from scorelab.rules import contacts, enrolment, factors, lines, points
from scorelab.scenario.scheme_tables import BEHAVIOUR, PLATFORM, PLEDGE

PHASE = Phase.SCORES


def record_act(
    world: World, person: Person, kind: int, luck: int, trigger: int, operator: int = lines.EVERY_OPERATOR
) -> None:
    """Let every scheme that holds the person find the line for an act; its entry follows.

    `operator` restricts it to schemes that read this operator's copy of the court's list.
    """
    for index, scheme in enumerate(world.rules.schemes):
        if not person.standings[index].enrolled or operator not in (lines.EVERY_OPERATOR, scheme.operator):
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
    if not standing.enrolled:
        return
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
        this_year = sum(other.points for other in same if world.day - other.day < points.YEAR)
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
        luck = contacts.luck_of_day(due.subject, world.day)
        if points.signs_pledge(scheme, world.seed, person.number, luck):
            day = world.day + points.pledge_delay(scheme, world.seed, person.number, luck)
            world.appoint(day, Due.REPAIR_RECORD, person.number, record.number, PLEDGE)
    if is_speech(world, line.kind) and (due.extra < 0 or line.grade >= 0):
        punish(world, person, record.row)


def is_speech(world: World, kind: int) -> bool:
    """Whether a line's kind is a public utterance."""
    return kind != lines.LISTED_KIND and bool(world.rules.incidents[kind - 1].speech)


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
    source = person.standings[item.source]
    is_below = bool(source.enrolled) and source.rank < item.below
    if not standing.enrolled or is_below != arrives or (due.subject in standing.imports) == arrives:
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
