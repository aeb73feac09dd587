"""Phase 2: the court (compare reference/court.py)."""

from typing import Any

from scorelab.agenda import Due
from scorelab.casting import SCRIPTED
from scorelab.compiled import shared
from scorelab.engine.doors import plan_wishes
from scorelab.engine.keeping import (
    HUMAN_REVIEW,
    NOTICE_BEFORE_EFFECT,
    PROPORTIONALITY,
    RETENTION_LIMIT,
    VERIFICATION,
    felt_hardship_of,
    keeps,
    takes_place,
)
from scorelab.engine.ledger import appoint, contribute_two, write
from scorelab.engine.listing import add_ground, end_ground, refresh, start_hazard
from scorelab.engine.state import CASES, DAY, FIRST_DAY, NONE, SEED
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
from scorelab.rules import court, incidents, records, redress, safeguards
from scorelab.rules.incidents import IncidentKind

COURT = Phase.COURT.value


@shared
def keep_court(
    w: Any, p: Any, channels: Any, due: int, number: int, index: int, extra: int, cause: int
) -> None:
    """Keep one of the court's appointments."""
    if due == Due.JUDGE.value:
        judge(w, p, number, index)
    elif due == Due.RECORD.value:
        record(w, p, index, cause)
    elif due == Due.DEADLINE.value:
        deadline(w, p, number, index)
    elif due == Due.PAY.value and index == SCRIPTED:
        pay_again(w, p, number)
    elif due == Due.PAY.value:
        case = w.cases[index]
        if not case.paid and not case.settled and not case.booked:
            pay(w, p, index, PaymentKind.LATE.value, case.default_row, 0)
    elif due == Due.BOOK.value:
        book(w, p, index, cause)
    elif due == Due.CALL_GUARANTOR.value:
        call_guarantor(w, p, number, index, cause)
    elif due == Due.LIST.value:
        enter(w, p, channels, number, index)
    elif due == Due.ORDER_EXIT_BAR.value:
        order_exit_bar(w, number, index)
    elif due == Due.PAY_WHILE_LISTED.value:
        pay_while_listed(w, p, number, index, extra)
    elif due == Due.SETTLE.value:
        settle(w, p, index)
    elif due == Due.END_TERM.value:
        end_ground(w, p, COURT, index, Ending.TERM_OVER.value, w.cases[index].ground_row)
    elif due == Due.END_RETENTION.value:
        case = w.cases[index]
        if case.listed and keeps(w, p, RETENTION_LIMIT, case.luck):
            end_ground(w, p, COURT, index, Ending.RETENTION_LIMIT.value, case.ground_row)
    else:
        end_ground(w, p, COURT, index, extra, cause)


@shared
def open_case(
    w: Any, person: int, creditor: int, kind: int, due: int, luck: int, origin: int, owed: int
) -> int:
    """Open a file; returns its index."""
    index = w.numbers[CASES]
    w.numbers[CASES] += 1
    case = w.cases[index]
    case.person = person
    case.creditor = creditor
    case.kind = kind
    case.sum = due
    case.luck = luck
    case.origin_row = origin
    case.owed = owed
    case.told = 1
    case.able = 1
    case.next_of_listing = NONE
    case.same_debt = NONE
    return index


@shared
def judge(w: Any, p: Any, number: int, index: int) -> None:
    """Record the judgment: against the debtor, or by error against a namesake."""
    now = w.numbers
    case = w.cases[index]
    name = w.people[number].name_class
    if name != NONE:
        first = w.name_start[name]
        others = w.name_start[name + 1] - first - 1
        if others > 0 and records.is_misattributed(p, now[SEED], number, case.luck):
            chosen = first + records.which_namesake(now[SEED], number, case.luck, others)
            for place in range(first, chosen + 1):
                if w.name_members[place] == number:
                    chosen += 1
                    break
            namesake = w.name_members[chosen]
            if not incidents.is_adult(w.people[namesake].birthday, now[DAY]):
                record(w, p, index, case.origin_row)
                return
            error = write(
                w,
                COURT,
                number,
                Kind.RECORD_ERROR.value,
                ErrorKind.MISATTRIBUTED.value,
                0,
                namesake,
                0,
                case.origin_row,
            )
            case.person = namesake
            case.owed = 0
            appoint(w, now[DAY] + 1, Due.RECORD.value, namesake, index, 0, error)
            return
    record(w, p, index, case.origin_row)


@shared
def record(w: Any, p: Any, index: int, cause: int) -> None:
    """Write the judgment into the record and set the deadline; perhaps by error a second time."""
    now = w.numbers
    case = w.cases[index]
    number = case.person
    case.judgment_row = write(
        w, COURT, number, Kind.JUDGMENT.value, case.kind, 0, case.creditor, case.sum, cause
    )
    open_file(w, p, index)
    if case.owed and records.is_duplicated(p, now[SEED], number, case.luck):
        error = write(
            w,
            COURT,
            number,
            Kind.RECORD_ERROR.value,
            ErrorKind.DUPLICATE.value,
            0,
            NONE,
            0,
            case.judgment_row,
        )
        luck = draw(now[SEED], Purpose.DUPLICATE, number, 1, case.luck) >> 1
        twin = open_case(w, number, case.creditor, case.kind, case.sum, luck, error, 0)
        appoint(w, now[DAY] + 1, Due.RECORD.value, number, twin, 0, error)


@shared
def open_file(w: Any, p: Any, index: int) -> None:
    """Serve the judgment, or fail to, and set the deadline."""
    case = w.cases[index]
    case.told = 1 if court.is_served(p, w.numbers[SEED], case.person, case.luck) else 0
    appoint(w, w.numbers[DAY] + max(p.court_days_to_pay, 1), Due.DEADLINE.value, case.person, index, 0, 0)


@shared
def deadline(w: Any, p: Any, number: int, index: int) -> None:
    """The debtor pays, or does not; who has not paid on record is in default."""
    now = w.numbers
    seed, day = now[SEED], now[DAY]
    case = w.cases[index]
    if case.booked:
        return
    hardship = felt_hardship_of(w, p, w.people[number])
    unable = 1 if court.cannot_pay(p, seed, number, case.luck, 0, hardship) else 0
    case.able = 1 - unable
    conduct = court.conduct_at_deadline(p, seed, number, case.luck, case.owed, case.told, unable)
    cause = case.judgment_row
    if conduct == ConductAtDeadline.PAID.value:
        pay(w, p, index, PaymentKind.IN_TIME.value, case.judgment_row, 0)
        if not case.misbooked:
            return
        cause = case.error_row
    elif conduct == ConductAtDeadline.LATE.value:
        delay = court.late_payment_delay(p, seed, number, case.luck)
        appoint(w, day + delay, Due.PAY.value, number, index, 0, 0)
    contributor = 0
    if conduct == ConductAtDeadline.UNABLE.value and not court.cannot_pay(p, seed, number, case.luck, 0, 0):
        contributor = w.people[number].hardship_row
    case.default_row = write(w, COURT, number, Kind.DEFAULT.value, conduct, 0, NONE, case.sum, cause)
    contribute_two(w, case.default_row, contributor, 0)
    enforce(w, p, number, index, conduct)


@shared
def enforce(w: Any, p: Any, number: int, index: int, conduct: int) -> None:
    """Set in motion the listing, the exit order and the call on the guarantor."""
    now = w.numbers
    seed, day = now[SEED], now[DAY]
    case = w.cases[index]
    if p.mechanism_court_list and court.will_be_listed(p, seed, number, case.luck):
        delay = court.listing_delay(p, seed, number, case.luck)
        appoint(w, day + delay, Due.LIST.value, number, index, 0, 0)
    if court.gets_exit_order(p, seed, number, case.luck):
        delay = court.exit_order_delay(p, seed, number, case.luck)
        appoint(w, day + delay, Due.ORDER_EXIT_BAR.value, number, index, 0, 0)
    defaulted = conduct == ConductAtDeadline.REFUSED.value or conduct == ConductAtDeadline.UNABLE.value
    borrowed = case.kind == IncidentKind.LOAN_MISSED_LARGE.value or case.kind == IncidentKind.SUIT_DEBT.value
    guarantor = w.people[number].guarantor
    if p.mechanism_guarantors and defaulted and borrowed and guarantor >= 0:
        delay = court.guarantor_delay(p, seed, number, case.luck)
        appoint(w, day + delay, Due.CALL_GUARANTOR.value, guarantor, index, 0, case.default_row)


@shared
def call_guarantor(w: Any, p: Any, number: int, debt_index: int, cause: int) -> None:
    """Make the guarantor liable for a debt that is still open."""
    now = w.numbers
    debt = w.cases[debt_index]
    if debt.paid or debt.settled or not incidents.is_adult(w.people[number].birthday, now[DAY]):
        return
    luck = draw(now[SEED], Purpose.GUARANTEE, number, 0, debt.luck) >> 1
    index = open_case(w, number, debt.creditor, 0, debt.sum, luck, cause, 1)
    w.cases[index].same_debt = debt_index
    debt.same_debt = index
    w.cases[index].judgment_row = write(
        w, COURT, number, Kind.GUARANTEE_CALLED.value, 0, 0, debt.person, debt.sum, cause
    )
    open_file(w, p, index)


@shared
def pay(w: Any, p: Any, index: int, occasion: int, trigger: int, contributor: int) -> None:
    """Part with the money; the booking follows, late or never if it is misbooked."""
    now = w.numbers
    case = w.cases[index]
    number = case.person
    case.payments += 1
    row = write(w, COURT, number, Kind.PAYMENT.value, occasion, 0, case.creditor, case.sum, trigger)
    contribute_two(w, row, contributor, 0)
    if not case.paid:
        case.paid = 1
        case.paid_day = now[DAY]
    cause = row
    case.misbooked = 1 if records.is_misbooked(p, now[SEED], number, case.luck, case.payments) else 0
    if case.misbooked:
        cause = write(w, COURT, number, Kind.RECORD_ERROR.value, ErrorKind.CLERICAL.value, 0, NONE, 0, row)
        case.error_row = cause
        delay = records.misbooking_delay(p, now[SEED], number, case.luck, case.payments)
    else:
        delay = records.booking_delay(p, now[SEED], number, case.luck, case.payments)
    if delay > 0:
        appoint(w, now[DAY] + delay, Due.BOOK.value, number, index, 0, cause)
    if case.listed:
        refresh(w, COURT, number, row)
        start_hazard(w, p, number, index)


@shared
def pay_again(w: Any, p: Any, number: int) -> None:
    """Pay, as the script says, what was paid and is not on record: the latest such debt, if there is one."""
    for index in range(w.numbers[CASES] - 1, -1, -1):
        case = w.cases[index]
        if case.person == number and case.paid and not case.booked and not case.settled:
            pay(
                w,
                p,
                index,
                PaymentKind.AGAIN.value,
                case.error_row if case.error_row else case.judgment_row,
                0,
            )
            return


@shared
def book(w: Any, p: Any, index: int, cause: int) -> None:
    """Book a payment: the debt is performed on record."""
    case = w.cases[index]
    if case.booked or case.settled:
        return
    case.booked = 1
    row = write(w, COURT, case.person, Kind.PAYMENT_BOOKED.value, 0, 0, NONE, case.sum, cause)
    if not case.paid:
        case.paid = 1
        case.paid_day = w.numbers[DAY]
        if case.listed:
            refresh(w, COURT, case.person, row)
    if case.same_debt != NONE:
        other = w.cases[case.same_debt].person
        appoint(w, w.numbers[DAY] + 1, Due.BOOK.value, other, case.same_debt, 0, row)
    lift_exit_bar(w, index, row)
    if case.listed:
        appoint_removal(w, p, index, Ending.PERFORMED.value, row)


@shared
def appoint_removal(w: Any, p: Any, index: int, ending: int, cause: int) -> None:
    """Set the day on which the court deletes a ground that is performed or settled."""
    now = w.numbers
    case = w.cases[index]
    day = court.removal_day(p, now[SEED], case.person, case.luck, now[DAY], w.working, now[FIRST_DAY])
    appoint(w, day, Due.END_GROUND.value, case.person, index, ending, cause)


@shared
def settle(w: Any, p: Any, index: int) -> None:
    """Creditor and debtor settle while the debtor is listed."""
    case = w.cases[index]
    if not case.listed or not case.owed or case.paid or case.settled:
        return
    case.settled = 1
    case.paid_day = w.numbers[DAY]
    row = write(w, COURT, case.person, Kind.SETTLEMENT.value, 0, 0, case.creditor, case.sum, case.ground_row)
    lift_exit_bar(w, index, row)
    appoint_removal(w, p, index, Ending.SETTLED.value, row)
    refresh(w, COURT, case.person, row)


@shared
def order_exit_bar(w: Any, number: int, index: int) -> None:
    """Bar the debtor from leaving the country; one order at a time."""
    case = w.cases[index]
    person = w.people[number]
    if case.booked or case.settled or case.cleared or person.exit_case != NONE:
        return
    case.exit_row = write(w, COURT, number, Kind.EXIT_ORDER.value, 0, 0, NONE, 0, case.default_row)
    case.exit_day = w.numbers[DAY]
    person.exit_case = index
    plan_wishes(w, number, w.numbers[DAY] + 1)


@shared
def lift_exit_bar(w: Any, index: int, cause: int) -> None:
    """Lift the exit order of a case that is closed."""
    number = w.cases[index].person
    if w.people[number].exit_case == index:
        write(w, COURT, number, Kind.EXIT_ORDER_LIFTED.value, 0, 0, NONE, 0, cause)
        w.people[number].exit_case = NONE


@shared
def enter(w: Any, p: Any, channels: Any, number: int, index: int) -> None:
    """List the debtor, unless the record shows payment or a safeguard forbids it."""
    now = w.numbers
    seed = now[SEED]
    case = w.cases[index]
    if not p.mechanism_court_list or case.booked or case.settled or case.listed:
        return
    if now[DAY] < p.court_list_from:
        appoint(w, court.backlog_day(p, seed, number, case.luck), Due.LIST.value, number, index, 0, 0)
        return
    if case.cleared:
        prevent(w, number, index, SafeguardKind.NOTICE.value)
        return
    parted = 1 if case.paid or case.settled else 0
    truth = records.truth_of(case.owed, parted, 0, case.told, case.able)
    if case.sum < p.safeguard_proportionality_least_sum and keeps(w, p, PROPORTIONALITY, case.luck):
        prevent(w, number, index, SafeguardKind.PROPORTIONALITY.value)
    elif truth == Truth.UNABLE.value and court.inability_recognised(p, seed, number, case.luck):
        prevent(w, number, index, SafeguardKind.OWN_RULES.value)
    elif not case.notified and keeps(w, p, NOTICE_BEFORE_EFFECT, case.luck):
        notify(w, p, channels, number, index, truth)
    else:
        review_and_list(w, p, number, index, truth)


@shared
def review_and_list(w: Any, p: Any, number: int, index: int, truth: int) -> None:
    """Let those look at the file who must, then list."""
    seed = w.numbers[SEED]
    case = w.cases[index]
    full = 0
    for turn in range(2):
        if turn == 0:
            safeguard, kind = VERIFICATION, SafeguardKind.VERIFICATION.value
            wrong = 1 if records.is_wrongful(truth) else 0
            staffed = p.safeguard_verification_before_listing_staffed
            finds = p.safeguard_verification_before_listing_finds_wrong
            lifts = p.safeguard_verification_before_listing_lifts_right
        else:
            safeguard, kind = HUMAN_REVIEW, SafeguardKind.HUMAN_REVIEW.value
            wrong = 1 if records.is_against_own_rules(truth) else 0
            staffed = p.safeguard_human_review_staffed
            finds = p.safeguard_human_review_finds_wrong
            lifts = p.safeguard_human_review_lifts_right
        if not keeps(w, p, safeguard, case.luck):
            continue
        if not takes_place(w, safeguard, staffed):
            full = w.staff[safeguard].row
            continue
        if safeguards.is_lifted(seed, safeguard, case.luck, wrong, finds, lifts):
            w.staff[safeguard].row = prevent(w, number, index, kind)
            return
        w.staff[safeguard].row = case.default_row
    add_ground(w, p, number, index, truth, full)


@shared
def prevent(w: Any, number: int, index: int, kind: int) -> int:
    """Keep somebody off the list."""
    case = w.cases[index]
    case.cleared = 1
    return write(w, COURT, number, Kind.LISTING_PREVENTED.value, kind, 0, NONE, 0, case.default_row)


@shared
def notify(w: Any, p: Any, channels: Any, number: int, index: int, truth: int) -> None:
    """Tell somebody before the listing takes effect: time to contest it, or to pay."""
    now = w.numbers
    seed = now[SEED]
    case = w.cases[index]
    person = w.people[number]
    case.notified = 1
    write(w, COURT, number, Kind.NOTICED.value, 0, 0, NONE, 0, case.default_row)
    wait = max(p.safeguard_notice_before_effect_notice_days, 1)
    appoint(w, now[DAY] + wait, Due.LIST.value, number, index, 0, 0)
    case.told = 1
    if records.is_wrongful(truth):
        if redress.complains(p, seed, number, case.luck, 1, person.assertive):
            channel = channels[redress.WRITTEN_APPLICATION]
            result = redress.verdict(p, channel, seed, number, case.luck, 0, 1, person.held_against)
            if result == Answer.UPHELD.value:
                case.cleared = 1
    elif truth == Truth.DUE.value and happens(
        draw(seed, Purpose.LATE_PAYMENT, number, 1, case.luck), p.court_pays_late
    ):
        appoint(w, now[DAY] + 1, Due.PAY.value, number, index, 0, 0)


@shared
def pay_while_listed(w: Any, p: Any, number: int, index: int, version: int) -> None:
    """The cumulated hazard has reached the threshold: pay, if able."""
    now = w.numbers
    case = w.cases[index]
    if version != case.hazard_version or not case.listed or case.booked or case.settled:
        return
    if case.paid:
        pay(w, p, index, PaymentKind.AGAIN.value, case.pressure_row, case.ground_row)
        return
    hardship = felt_hardship_of(w, p, w.people[number])
    if court.cannot_pay(p, now[SEED], number, case.luck, case.attempts, hardship):
        start_hazard(w, p, number, index)
        return
    base = court.payment_hazard(p, 1, case.told, 0)
    pressed = case.pressure_row != 0 and court.is_pressure(base, case.hazard_since, now[DAY], case.threshold)
    if pressed:
        pay(w, p, index, PaymentKind.WHILE_LISTED.value, case.pressure_row, case.ground_row)
    else:
        pay(w, p, index, PaymentKind.WHILE_LISTED.value, case.ground_row, 0)
