"""The court's appointments, and the way from a suit to a default (compare reference/court.py)."""

from typing import Any

from scorelab.agenda import Due
from scorelab.casting import SCRIPTED
from scorelab.compiled import shared
from scorelab.engine.entering import enter
from scorelab.engine.keeping import RETENTION_LIMIT, felt_hardship_of, keeps
from scorelab.engine.layout import CASES, DAY, NONE, SEED
from scorelab.engine.ledger import appoint, contribute_two, next_place, write
from scorelab.engine.listing import end_ground
from scorelab.engine.paying import book, order_exit_bar, pay, pay_again, pay_while_listed, settle
from scorelab.journal import ConductAtDeadline, Ending, ErrorKind, Kind, PaymentKind, Phase
from scorelab.luck import Purpose, draw
from scorelab.rules import court, incidents, records
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
    index = next_place(w.numbers, CASES, len(w.cases))
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
    name = w.name_class[number]
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
        contributor = w.lives[w.people[number].life].hardship_row
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
    guarantor = w.guarantor[number]
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
