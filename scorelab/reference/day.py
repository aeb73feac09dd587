"""The model for a reader: a day, phase by phase.

As of the evening before:

- *Lives*: where lives go on, some are born and some die, once in luck's month of 32 days.
- *Update*: platforms take up, once a month, what contacts and work have done to scores. On
  day 0 all schemes begin.
- *Salons*: once a month high scorers whom chance brings together may form ties.
- *Places*: once a year scarce places are given by grade, then by luck.

In the course of the day:

- *Incidents*: today's candidates happen or not. Reads hardship, work and fear, writes
  incidents, files suits, sends acts to schemes.
- *Court*: judgments, deadlines, payments, bookings, guarantors, listings, exit orders,
  settlements, deletions. Reads hardship, writes files, stays on the list and payments.
- *Copies*: operators take copies of the list, and drop them after removal; schemes read them.
- *Doors*: wishes meet doors; a refusal costs, hurts, presses for payment, and may be
  the moment in which the listing is noticed.
- *Redress*: complaints, clerks, answers, corrections, audits; people read their files.
- *Contacts*: contacts learn of public listings, fallen grades and punished posts; some drop
  the tie; those left look for new ones.
- *Livelihood*: jobs lost and found, months without wages.
- *Scores*: acts are entered in schemes' tables; entries end, are repaired; schemes import
  one another's grades; people leave schemes, where that is free.

Within a phase people take their turns in order of number; what reaches somebody else
does so on a later day, by appointment. Each turn is decided by the rule book of the
person whose turn it is: a role of the script may have its own. During the opening (negative days) only
incidents that reach a court are kept; doors, redress and contacts join for its last 1,024 days.
"""

from collections.abc import Callable

from scorelab.agenda import Due
from scorelab.luck import Purpose, between, draw
from scorelab.reference import (
    circle,
    contacts,
    copies,
    court,
    doors,
    incidents,
    leaving,
    livelihood,
    lives,
    places,
    records,
    redress,
    schemes,
    updates,
    wishes,
)
from scorelab.reference.world import EVERYBODY, Appointment, World
from scorelab.rules import safeguards
from scorelab.rules.doors import WINDOW_BITS
from scorelab.rules.incidents import MONTH_BITS

KEEPERS: dict[int, Callable[[World, Appointment], None]] = {
    Due.TAKE_COPY: copies.take_copy,
    Due.DROP_COPY: copies.drop_copy,
    Due.WISH: doors.wish,
    Due.COMPLAIN: redress.complain,
    Due.ANSWER: redress.answer,
    Due.CORRECT: redress.correct,
    Due.AUDIT: redress.audit,
    Due.READ_FILE: redress.read_file,
    Due.LEARN: contacts.learn,
    Due.LEARN_OF_STANDING: circle.learn_of_standing,
    Due.LEARN_OF_PUNISHMENT: circle.learn_of_punishment,
    Due.SEEK_TIE: circle.seek_tie,
    Due.LOSE_JOB: livelihood.lose_job,
    Due.FIND_JOB: livelihood.find_job,
    Due.MONTH_OUT_OF_WORK: livelihood.month_out_of_work,
    Due.ENTER_RECORD: schemes.enter_record,
    Due.END_RECORD: records.end_record,
    Due.REPAIR_RECORD: records.repair_record,
    Due.TAKE_IMPORT: schemes.take_import,
    Due.DROP_IMPORT: schemes.drop_import,
    Due.LEAVE_SCHEME: leaving.leave_scheme,
}


def live(world: World, day: int) -> None:
    """Live one day."""
    world.day = day
    world.staff_used = {}
    take_up_rules(world)
    incidents.plan(world)
    lives.turn(world)
    if day >= 0:
        keep_scores(world)
    if day % (1 << WINDOW_BITS) == 0:
        wishes.plan_everybodys_wishes(world)
    if day == 0:
        begin_search(world)
    incidents.happen(world)
    for due in world.due_today():
        world.begin_turn(due.person)
        KEEPERS.get(due.due, court.keep)(world, due)


def keep_scores(world: World) -> None:
    """What schemes do before the day begins, as of the evening before."""
    if world.day == 0:
        updates.enrol(world)
    else:
        updates.update(world)
    if world.day > 0 and world.day % (1 << MONTH_BITS) == 0:
        circle.meet_in_salons(world)
    places.give_places(world)


def take_up_rules(world: World) -> None:
    """Take up the rule books in force today.

    A new retention limit also meets older listings; platforms look again at all whose contacts
    count by other rules than yesterday.
    """
    before = world.in_force
    world.in_force = {whose: shelf.on(world.day) for whose, shelf in world.shelves.items()}
    world.rules = world.in_force[EVERYBODY]
    for whose, rules in world.in_force.items():
        if rules.p.safeguard_retention_limit_in_law and not before[whose].p.safeguard_retention_limit_in_law:
            meet_retention_limit(world, whose)
        if world.day > 0 and safeguards.changes_contacts(before[whose].p, rules.p):
            unsettle(world, whose)


def meet_retention_limit(world: World, whose: int) -> None:
    """Let a new retention limit meet older listings."""
    for case in world.cases:
        if case.listed and world.shelf_of(case.person) == whose:
            most_days = world.in_force[whose].p.safeguard_retention_limit_most_days
            day = max(world.day + 1, case.ground_day + most_days)
            world.appoint(day, Due.END_RETENTION, case.person, case.number)


def unsettle(world: World, whose: int) -> None:
    """Let platforms look again at all their people when they next update."""
    for person in world.people:
        if world.shelf_of(person.number) == whose:
            for standing in person.standings:
                standing.unsettled = standing.reformed = standing.enrolled


def begin_search(world: World) -> None:
    """Those who open the world out of work are in the middle of their search."""
    for person in world.people:
        if person.out_of_work:
            p = world.rules_for(person.number).p
            bits = draw(world.seed, Purpose.JOB_SEARCH, person.number, 0, 0)
            world.appoint(
                between(bits, 1, max(p.livelihood_search_days_high, 1)), Due.FIND_JOB, person.number
            )
            month = between(draw(world.seed, Purpose.JOB_SEARCH, person.number, 0, 1), 1, 30)
            world.appoint(month, Due.MONTH_OUT_OF_WORK, person.number)
