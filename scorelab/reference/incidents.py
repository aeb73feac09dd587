"""Incidents. Reads hardship, work and fear; writes incidents, files suits, sends acts to schemes."""

from typing import Any

from scorelab.agenda import Due
from scorelab.journal import LUCK, ErrorKind, Kind, Phase
from scorelab.luck import Purpose, between, draw
from scorelab.reference.attention import count_relatives_payment
from scorelab.reference.schemes import record_act
from scorelab.reference.standing import is_scored
from scorelab.reference.things import Person
from scorelab.reference.world import World
from scorelab.rules import chance, conduct, incidents, records
from scorelab.rules.incidents import LOWEST_LAYER, WINDOW_BITS, IncidentKind
from scorelab.rules.lives import is_gone

Candidate = tuple[int, int, int, int, int]
"""Person, kind, layer, n, height."""


def plan(world: World) -> None:
    """Draw the candidates of every window that begins today: luck alone, no state."""
    for kind in IncidentKind:
        bits = int(WINDOW_BITS[kind])
        window = world.day >> bits
        if world.day not in (world.first_day, window << bits):
            continue
        for person in world.people:
            highest = max(
                highest_rate_of(world, book.incidents[kind - 1], person, kind, window << bits)
                for book in world.books
            )
            for day, candidate in candidates_of(world, person.number, kind, window, highest):
                world.candidates.setdefault(day, []).append(candidate)


def highest_rate_of(world: World, row: Any, person: Person, kind: int, first: int) -> int:
    """The highest rate that any state can give the person in a window."""
    multiplier = incidents.conduct(world.seed, person.number, kind)
    last = first + (1 << int(WINDOW_BITS[kind])) - 1
    ages = [incidents.age_this_month(person.birthday, day) for day in (first, last)]
    rest = incidents.highest_rest_between(row, multiplier, *ages, person.man)
    return incidents.highest_rate(row, rest)


def candidates_of(
    world: World, person: int, kind: int, window: int, highest: int
) -> list[tuple[int, Candidate]]:
    """The candidates of one kind in the layers below the highest rate, each with its day."""
    lowest, window_bits = int(LOWEST_LAYER[kind]), int(WINDOW_BITS[kind])
    purpose = Purpose.CANDIDATE + kind
    found = []
    layer = 0
    while chance.layer_floor(layer, lowest) < highest:
        bits = draw(world.seed, purpose, person, window, chance.candidate_mark(kind, layer, 0))
        width = chance.layer_width_exponent(layer, lowest)
        for n in range(1, chance.candidates_in_layer(bits, width, window_bits) + 1):
            bits = draw(world.seed, purpose, person, window, chance.candidate_mark(kind, layer, n))
            height = chance.candidate_height(bits, layer, lowest)
            found.append((chance.candidate_day(bits, window, window_bits), (person, kind, layer, n, height)))
        layer += 1
    return found


def happen(world: World) -> None:
    """Let today's candidates happen, or not: luck proposes, rules decide."""
    for number, kind, layer, n, height in sorted(world.candidates.pop(world.day, [])):
        world.begin_turn(number)
        person = world.people[number]
        if is_gone(person.birthday):
            continue
        row = world.rules.incidents[kind - 1]
        age = incidents.age_this_month(person.birthday, world.day)
        rest = incidents.rest_rate(row, incidents.conduct(world.seed, number, kind), age, person.man)
        hardship = world.felt_hardship_of(person)
        rate = incidents.current_rate(row, rest, person.out_of_work, hardship)
        rate = incidents.with_prior(row, rate, int(person.prior_row != 0))
        calm = rate
        rate = incidents.provoked_rate(row, rate, int(bool(person.aware) and is_scored(person)))
        if height >= rate or not conduct.can_befall(row, person.employed, person.manager):
            continue
        if kind == IncidentKind.JOB_LOST and (person.out_of_work or not person.employed):
            continue
        if is_held_back(world, person, kind, row, rate, height):
            continue
        cause = cause_of(row, rest, hardship, height, person) if height < calm else LUCK
        luck = (
            draw(world.seed, Purpose.CANDIDATE_MARK, number, world.day, chance.candidate_mark(kind, layer, n))
            >> 1
        )
        take_effect(world, person, kind, row, luck, cause)


def is_held_back(world: World, person: Person, kind: int, row: Any, rate: int, height: int) -> bool:
    """Whether fear silences a post, or awareness of a scheme prevents an offence: a row says so."""
    if height >= conduct.written_rate(world.p, row, rate, world.fear_of(person)):
        world.write(Phase.INCIDENTS, person.number, Kind.POST_WITHHELD, what=kind, trigger=person.fear_row)
        return True
    if height >= conduct.committed_rate(world.p, row, rate, person.aware, int(is_scored(person))):
        world.write(Phase.INCIDENTS, person.number, Kind.OFFENCE_PREVENTED, what=kind, trigger=LUCK)
        return True
    return False


def cause_of(row: Any, rest: int, hardship: int, height: int, person: Person) -> int:
    """Luck, if it would have happened at rest; else the row that last raised the rate."""
    if height < rest:
        return LUCK
    if height < incidents.current_rate(row, rest, person.out_of_work, 0):
        return person.job_row
    if height < incidents.current_rate(row, rest, person.out_of_work, hardship):
        return person.hardship_row
    return person.prior_row


def take_effect(world: World, person: Person, kind: int, row: Any, luck: int, cause: int) -> None:
    """Write the incident, and what follows from it."""
    if kind == IncidentKind.MALICIOUS_REPORT:
        report_falsely(world, person, kind, row, luck, cause)
        return
    to_court = incidents.reaches_court(row, world.seed, person.number, luck)
    if world.day < 0 and not to_court:
        return
    incident = world.write(Phase.INCIDENTS, person.number, Kind.INCIDENT, what=kind, trigger=cause)
    record_act(world, person, kind, luck, incident)
    if kind == IncidentKind.BILL_MISSED:
        person.bills_missed.append(incident)
    elif kind == IncidentKind.JOB_LOST:
        world.appoint(world.day + 1, Due.LOSE_JOB, person.number, cause=incident)
    elif kind == IncidentKind.LOAN_MISSED_LARGE:
        count_relatives_payment(world, person, incident)
    elif kind in (IncidentKind.DETENTION, IncidentKind.CRIME):
        person.prior_row = incident
        if kind == IncidentKind.DETENTION:
            world.raise_hardship(person, world.p.livelihood_detention, incident)
    if to_court:
        sue(world, person, kind, row, luck, incident, owed=1)


def report_falsely(world: World, person: Person, kind: int, row: Any, luck: int, cause: int) -> None:
    """Somebody reports an invented debt; it may be believed."""
    believed = records.is_believed(world.p, world.seed, person.number, luck)
    if world.day < 0 and not believed:
        return
    reporter = reporter_of(world, person, luck)
    incident = world.write(
        Phase.INCIDENTS, person.number, Kind.INCIDENT, what=kind, other=reporter, trigger=cause
    )
    record_act(world, person, kind, luck, incident)
    if believed:
        error = world.write(
            Phase.INCIDENTS, person.number, Kind.RECORD_ERROR, what=ErrorKind.FABRICATED, trigger=incident
        )
        sue(world, person, kind, row, luck, error, owed=0)


def reporter_of(world: World, person: Person, luck: int) -> int:
    """One of the person's contacts, or -1 for a stranger."""
    if not person.contacts:
        return -1
    bits = draw(world.seed, Purpose.REPORTER, person.number, 0, luck)
    reporter = person.contacts[between(bits, 0, len(person.contacts) - 1)][1]
    return reporter if incidents.is_of_day_0(world.people[reporter].birthday) else -1


def sue(world: World, person: Person, kind: int, row: Any, luck: int, origin: int, owed: int) -> None:
    """File the suit; the judgment comes later."""
    creditor = between(draw(world.seed, Purpose.CREDITOR, person.number, 0, luck), 0, len(world.people) - 1)
    if creditor == person.number or not incidents.is_adult(world.people[creditor].birthday, world.day):
        creditor = -1
    due = incidents.sum_due(row, world.seed, person.number, luck)
    case = world.case(person.number, creditor, kind, due, luck, origin, owed)
    delay = incidents.judgment_delay(row, world.seed, person.number, luck)
    world.appoint(world.day + delay, Due.JUDGE, person.number, case.number)
