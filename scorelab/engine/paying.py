"""What a debt comes to: payments, settlements, the exit order (compare reference/court.py)."""

from typing import Any

from scorelab.agenda import Due
from scorelab.compiled import shared
from scorelab.engine.keeping import felt_hardship_of, open_life
from scorelab.engine.layout import CASES, DAY, FIRST_DAY, NONE, SEED
from scorelab.engine.ledger import appoint, contribute_two, write
from scorelab.engine.listing import refresh, start_hazard
from scorelab.engine.wishes import plan_wishes
from scorelab.journal import Ending, ErrorKind, Kind, PaymentKind, Phase
from scorelab.rules import court, records

COURT = Phase.COURT.value


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
def appoint_removal(w: Any, p: Any, index: int, ending: int, cause: int) -> None:
    """Set the day on which the court deletes a ground that is performed or settled."""
    now = w.numbers
    case = w.cases[index]
    day = court.removal_day(p, now[SEED], case.person, case.luck, now[DAY], w.calendar, now[FIRST_DAY])
    appoint(w, day, Due.END_GROUND.value, case.person, index, ending, cause)


@shared
def order_exit_bar(w: Any, number: int, index: int) -> None:
    """Bar the debtor from leaving the country; one order at a time."""
    case = w.cases[index]
    barred = w.lives[w.people[number].life].exit_case != NONE
    if case.booked or case.settled or case.cleared or barred:
        return
    case.exit_row = write(w, COURT, number, Kind.EXIT_ORDER.value, 0, 0, NONE, 0, case.default_row)
    case.exit_day = w.numbers[DAY]
    w.lives[open_life(w, number)].exit_case = index
    plan_wishes(w, number, w.numbers[DAY] + 1)


@shared
def lift_exit_bar(w: Any, index: int, cause: int) -> None:
    """Lift the exit order of a case that is closed."""
    number = w.cases[index].person
    life = w.lives[w.people[number].life]
    if life.exit_case == index:
        write(w, COURT, number, Kind.EXIT_ORDER_LIFTED.value, 0, 0, NONE, 0, cause)
        life.exit_case = NONE
