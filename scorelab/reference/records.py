"""Entries in schemes' tables: opened, ended, repaired."""

from scorelab.agenda import Due
from scorelab.journal import Kind, Phase
from scorelab.reference.standing import settle
from scorelab.reference.things import Person, Record
from scorelab.reference.world import Appointment, World
from scorelab.rules import factors, points
from scorelab.scenario.scheme_tables import BEHAVIOUR, PLATFORM, PLEDGE

PHASE = Phase.SCORES


def open_record(world: World, person: Person, index: int, place: int, score: int) -> Record:
    """A new entry."""
    record = Record(len(world.records), person.number, index, place, world.day, score)
    world.records.append(record)
    person.standings[index].records.append(record)
    return record


def end_record(world: World, due: Appointment) -> None:
    """An entry's validity is over."""
    record = world.records[due.subject]
    person = world.people[record.person]
    if record.active and person.standings[record.scheme].enrolled:
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
    person = world.people[record.person]
    if record.active and person.standings[record.scheme].enrolled:
        replace(world, person, record, PHASE, due.extra, record.row)


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
    day = world.day + max(scheme.repaired_years * points.YEAR, 1)
    world.appoint(day, Due.END_RECORD, person.number, new.number)
