"""The court. Reads hardship; writes files, listings, exit orders and payments."""

from scorelab.agenda import Due
from scorelab.casting import SCRIPTED
from scorelab.journal import (
    Answer,
    ConductAtDeadline,
    Ending,
    ErrorKind,
    Kind,
    PaymentKind,
    Phase,
    SafeguardKind,
    Truth,
)
from scorelab.luck import Purpose, draw, happens
from scorelab.reference.listing import add_ground, end_ground, refresh, start_hazard
from scorelab.reference.safeguards import keeps, review_rates, takes_place
from scorelab.reference.things import Case, Person
from scorelab.reference.wishes import plan_wishes
from scorelab.reference.world import Appointment, World
from scorelab.rules import court, incidents, records, redress, safeguards
from scorelab.rules.incidents import IncidentKind
from scorelab.rules.safeguards import Safeguard

PHASE = Phase.COURT


def keep(world: World, due: Appointment) -> None:
    """Keep one of the court's appointments."""
    person = world.people[due.person]
    if due.subject == SCRIPTED:
        pay_again(world, person)
        return
    case = world.cases[due.subject]
    match due.due:
        case Due.JUDGE:
            judge(world, person, case)
        case Due.RECORD:
            record(world, case, due.cause)
        case Due.DEADLINE:
            deadline(world, person, case)
        case Due.PAY:
            pay_late(world, person, case)
        case Due.BOOK:
            book(world, case, due.cause)
        case Due.CALL_GUARANTOR:
            call_guarantor(world, person, case, due.cause)
        case Due.LIST:
            enter(world, person, case)
        case Due.ORDER_EXIT_BAR:
            order_exit_bar(world, person, case)
        case Due.PAY_WHILE_LISTED:
            pay_while_listed(world, person, case, due.extra)
        case Due.SETTLE:
            settle(world, case)
        case Due.END_TERM:
            end_ground(world, PHASE, case, Ending.TERM_OVER, case.ground_row)
        case Due.END_RETENTION:
            end_retention(world, case)
        case Due.END_GROUND:
            end_ground(world, PHASE, case, Ending(due.extra), due.cause)


def judge(world: World, person: Person, case: Case) -> None:
    """Record the judgment: against the debtor, or by error against a namesake."""
    if person.namesakes and records.is_misattributed(world.p, world.seed, person.number, case.luck):
        index = records.which_namesake(world.seed, person.number, case.luck, len(person.namesakes))
        namesake = person.namesakes[index]
        if not incidents.is_adult(world.people[namesake].birthday, world.day):
            record(world, case, case.origin_row)
            return
        error = world.write(
            PHASE,
            person.number,
            Kind.RECORD_ERROR,
            what=ErrorKind.MISATTRIBUTED,
            other=namesake,
            trigger=case.origin_row,
        )
        case.person, case.owed = namesake, 0
        world.appoint(world.day + 1, Due.RECORD, namesake, case.number, cause=error)
        return
    record(world, case, case.origin_row)


def record(world: World, case: Case, cause: int) -> None:
    """Write the judgment into the record and set the deadline; perhaps by error a second time."""
    case.judgment_row = world.write(
        PHASE, case.person, Kind.JUDGMENT, what=case.kind, other=case.creditor, amount=case.sum, trigger=cause
    )
    open_file(world, case)
    if case.owed and records.is_duplicated(world.p, world.seed, case.person, case.luck):
        error = world.write(
            PHASE, case.person, Kind.RECORD_ERROR, what=ErrorKind.DUPLICATE, trigger=case.judgment_row
        )
        luck = draw(world.seed, Purpose.DUPLICATE, case.person, 1, case.luck) >> 1
        twin = world.case(case.person, case.creditor, case.kind, case.sum, luck, error, owed=0)
        world.appoint(world.day + 1, Due.RECORD, case.person, twin.number, cause=error)


def open_file(world: World, case: Case) -> None:
    """Serve the judgment, or fail to, and set the deadline."""
    case.told = int(court.is_served(world.p, world.seed, case.person, case.luck))
    world.appoint(world.day + max(world.p.court_days_to_pay, 1), Due.DEADLINE, case.person, case.number)


def deadline(world: World, person: Person, case: Case) -> None:
    """The debtor pays, or does not; who has not paid on record is in default."""
    if case.booked:
        return
    hardship = world.felt_hardship_of(person)
    unable = int(court.cannot_pay(world.p, world.seed, person.number, case.luck, 0, hardship))
    case.able = 1 - unable
    conduct = court.conduct_at_deadline(
        world.p, world.seed, person.number, case.luck, case.owed, case.told, unable
    )
    cause = case.judgment_row
    if conduct == ConductAtDeadline.PAID:
        pay(world, case, PaymentKind.IN_TIME, case.judgment_row)
        if not case.misbooked:
            return
        cause = case.error_row
    elif conduct == ConductAtDeadline.LATE:
        delay = court.late_payment_delay(world.p, world.seed, person.number, case.luck)
        world.appoint(world.day + delay, Due.PAY, person.number, case.number)
    contributor = 0
    if conduct == ConductAtDeadline.UNABLE and not court.cannot_pay(
        world.p, world.seed, person.number, case.luck, 0, 0
    ):
        contributor = person.hardship_row
    case.default_row = world.write(
        PHASE,
        person.number,
        Kind.DEFAULT,
        what=conduct,
        amount=case.sum,
        trigger=cause,
        contributors=(contributor,),
    )
    enforce(world, person, case, conduct)


def enforce(world: World, person: Person, case: Case, conduct: int) -> None:
    """Set in motion the listing, the exit order and the call on the guarantor."""
    p, seed = world.p, world.seed
    if p.mechanism_court_list and court.will_be_listed(p, seed, person.number, case.luck):
        delay = court.listing_delay(p, seed, person.number, case.luck)
        world.appoint(world.day + delay, Due.LIST, person.number, case.number)
    if court.gets_exit_order(p, seed, person.number, case.luck):
        delay = court.exit_order_delay(p, seed, person.number, case.luck)
        world.appoint(world.day + delay, Due.ORDER_EXIT_BAR, person.number, case.number)
    defaulted = conduct in (ConductAtDeadline.REFUSED, ConductAtDeadline.UNABLE)
    borrowed = case.kind in (IncidentKind.LOAN_MISSED_LARGE, IncidentKind.SUIT_DEBT)
    if p.mechanism_guarantors and defaulted and borrowed and person.guarantor >= 0:
        delay = court.guarantor_delay(p, seed, person.number, case.luck)
        world.appoint(
            world.day + delay, Due.CALL_GUARANTOR, person.guarantor, case.number, cause=case.default_row
        )


def call_guarantor(world: World, guarantor: Person, debt: Case, cause: int) -> None:
    """Make the guarantor liable for a debt that is still open."""
    if debt.paid or debt.settled or not incidents.is_adult(guarantor.birthday, world.day):
        return
    luck = draw(world.seed, Purpose.GUARANTEE, guarantor.number, 0, debt.luck) >> 1
    case = world.case(guarantor.number, debt.creditor, 0, debt.sum, luck, cause, owed=1)
    case.same_debt, debt.same_debt = debt, case
    case.judgment_row = world.write(
        PHASE, guarantor.number, Kind.GUARANTEE_CALLED, other=debt.person, amount=debt.sum, trigger=cause
    )
    open_file(world, case)


def pay(world: World, case: Case, occasion: PaymentKind, trigger: int, contributor: int = 0) -> None:
    """Part with the money; the booking follows, late or never if it is misbooked."""
    case.payments += 1
    row = world.write(
        PHASE,
        case.person,
        Kind.PAYMENT,
        what=occasion,
        other=case.creditor,
        amount=case.sum,
        trigger=trigger,
        contributors=(contributor,),
    )
    if not case.paid:
        case.paid, case.paid_day = 1, world.day
    cause = row
    case.misbooked = int(records.is_misbooked(world.p, world.seed, case.person, case.luck, case.payments))
    if case.misbooked:
        cause = world.write(PHASE, case.person, Kind.RECORD_ERROR, what=ErrorKind.CLERICAL, trigger=row)
        case.error_row = cause
        delay = records.misbooking_delay(world.p, world.seed, case.person, case.luck, case.payments)
    else:
        delay = records.booking_delay(world.p, world.seed, case.person, case.luck, case.payments)
    if delay > 0:
        world.appoint(world.day + delay, Due.BOOK, case.person, case.number, cause=cause)
    if case.listed:
        refresh(world, PHASE, world.people[case.person], row)
        start_hazard(world, case)


def pay_late(world: World, person: Person, case: Case) -> None:
    """Pay after the deadline, unless it has been done."""
    if not case.paid and not case.settled and not case.booked:
        pay(world, case, PaymentKind.LATE, case.default_row)


def pay_again(world: World, person: Person) -> None:
    """Pay, as the script says, what was paid and is not on record: the latest such debt, if there is one."""
    unbooked = [
        case
        for case in world.cases
        if case.person == person.number and case.paid and not case.booked and not case.settled
    ]
    if unbooked:
        case = unbooked[-1]
        pay(world, case, PaymentKind.AGAIN, case.error_row or case.judgment_row)


def book(world: World, case: Case, cause: int) -> None:
    """Book a payment: the debt is performed on record."""
    if case.booked or case.settled:
        return
    case.booked = 1
    row = world.write(PHASE, case.person, Kind.PAYMENT_BOOKED, amount=case.sum, trigger=cause)
    if not case.paid:
        case.paid, case.paid_day = 1, world.day
        if case.listed:
            refresh(world, PHASE, world.people[case.person], row)
    if case.same_debt is not None:
        other = case.same_debt
        world.appoint(world.day + 1, Due.BOOK, other.person, other.number, cause=row)
    lift_exit_bar(world, case, row)
    if case.listed:
        appoint_removal(world, case, Ending.PERFORMED, row)


def appoint_removal(world: World, case: Case, ending: Ending, cause: int) -> None:
    """Set the day on which the court deletes a ground that is performed or settled."""
    day = court.removal_day(
        world.p, world.seed, case.person, case.luck, world.day, world.calendar, world.first_day
    )
    world.appoint(day, Due.END_GROUND, case.person, case.number, int(ending), cause)


def settle(world: World, case: Case) -> None:
    """Creditor and debtor settle while the debtor is listed."""
    if not case.listed or not case.owed or case.paid or case.settled:
        return
    case.settled, case.paid_day = 1, world.day
    row = world.write(
        PHASE, case.person, Kind.SETTLEMENT, other=case.creditor, amount=case.sum, trigger=case.ground_row
    )
    lift_exit_bar(world, case, row)
    appoint_removal(world, case, Ending.SETTLED, row)
    refresh(world, PHASE, world.people[case.person], row)


def order_exit_bar(world: World, person: Person, case: Case) -> None:
    """Bar the debtor from leaving the country; one order at a time."""
    if case.booked or case.settled or case.cleared or person.exit_case is not None:
        return
    case.exit_row = world.write(PHASE, person.number, Kind.EXIT_ORDER, trigger=case.default_row)
    case.exit_day = world.day
    person.exit_case = case
    plan_wishes(world, person, world.day + 1)


def lift_exit_bar(world: World, case: Case, cause: int) -> None:
    """Lift the exit order of a case that is closed."""
    person = world.people[case.person]
    if person.exit_case is case:
        world.write(PHASE, person.number, Kind.EXIT_ORDER_LIFTED, trigger=cause)
        person.exit_case = None


def enter(world: World, person: Person, case: Case) -> None:
    """List the debtor, unless the record shows payment or a safeguard forbids it."""
    p, seed = world.p, world.seed
    if not p.mechanism_court_list or case.booked or case.settled or case.listed:
        return
    if world.day < p.court_list_from:
        world.appoint(
            court.backlog_day(p, seed, person.number, case.luck), Due.LIST, person.number, case.number
        )
        return
    if case.cleared:
        prevent(world, person, case, SafeguardKind.NOTICE)
        return
    truth = records.truth_of(case.owed, case.paid or case.settled, 0, case.told, case.able)
    if (
        keeps(world, Safeguard.PROPORTIONALITY, case.luck)
        and case.sum < p.safeguard_proportionality_least_sum
    ):
        prevent(world, person, case, SafeguardKind.PROPORTIONALITY)
    elif truth == Truth.UNABLE and court.inability_recognised(p, seed, person.number, case.luck):
        prevent(world, person, case, SafeguardKind.OWN_RULES)
    elif not case.notified and keeps(world, Safeguard.NOTICE_BEFORE_EFFECT, case.luck):
        notify(world, person, case, truth)
    else:
        review_and_list(world, person, case, truth)


def review_and_list(world: World, person: Person, case: Case, truth: int) -> None:
    """Let those look at the file who must, then list."""
    full = 0
    for safeguard, kind, wrong in (
        (Safeguard.VERIFICATION, SafeguardKind.VERIFICATION, records.is_wrongful(truth)),
        (Safeguard.HUMAN_REVIEW, SafeguardKind.HUMAN_REVIEW, records.is_against_own_rules(truth)),
    ):
        if not keeps(world, safeguard, case.luck):
            continue
        if not takes_place(world, safeguard):
            full = world.staff_row.get(safeguard, 0)
            continue
        finds, lifts = review_rates(world, safeguard)
        if safeguards.is_lifted(world.seed, safeguard, case.luck, int(wrong), finds, lifts):
            world.staff_row[safeguard] = prevent(world, person, case, kind)
            return
        world.staff_row[safeguard] = case.default_row
    add_ground(world, person, case, truth, full)


def prevent(world: World, person: Person, case: Case, kind: SafeguardKind) -> int:
    """Keep somebody off the list."""
    case.cleared = 1
    return world.write(PHASE, person.number, Kind.LISTING_PREVENTED, what=kind, trigger=case.default_row)


def notify(world: World, person: Person, case: Case, truth: int) -> None:
    """Tell somebody before the listing takes effect: time to contest it, or to pay."""
    p, seed = world.p, world.seed
    case.notified = 1
    world.write(PHASE, person.number, Kind.NOTICED, trigger=case.default_row)
    wait = max(p.safeguard_notice_before_effect_notice_days, 1)
    world.appoint(world.day + wait, Due.LIST, person.number, case.number)
    case.told = 1
    if records.is_wrongful(truth):
        channel = world.rules.channels[redress.WRITTEN_APPLICATION]
        if (
            redress.complains(p, seed, person.number, case.luck, 1, person.assertive)
            and redress.verdict(p, channel, seed, person.number, case.luck, 0, 1, person.held_against)
            == Answer.UPHELD
        ):
            case.cleared = 1
    elif truth == Truth.DUE and happens(
        draw(seed, Purpose.LATE_PAYMENT, person.number, 1, case.luck), p.court_pays_late
    ):
        world.appoint(world.day + 1, Due.PAY, person.number, case.number)


def pay_while_listed(world: World, person: Person, case: Case, version: int) -> None:
    """The cumulated hazard has reached the threshold: pay, if able."""
    if version != case.hazard_version or not case.listed or case.booked or case.settled:
        return
    if case.paid:
        pay(world, case, PaymentKind.AGAIN, case.pressure_row, case.ground_row)
        return
    hardship = world.felt_hardship_of(person)
    if court.cannot_pay(world.p, world.seed, person.number, case.luck, case.attempts, hardship):
        start_hazard(world, case)
        return
    base = court.payment_hazard(world.p, 1, case.told, 0)
    pressed = case.pressure_row != 0 and court.is_pressure(base, case.hazard_since, world.day, case.threshold)
    trigger = case.pressure_row if pressed else case.ground_row
    pay(world, case, PaymentKind.WHILE_LISTED, trigger, case.ground_row if pressed else 0)


def end_retention(world: World, case: Case) -> None:
    """Delete a ground older than the retention limit, where it is kept."""
    if case.listed and keeps(world, Safeguard.RETENTION_LIMIT, case.luck):
        end_ground(world, PHASE, case, Ending.RETENTION_LIMIT, case.ground_row)
