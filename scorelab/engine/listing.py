"""The list itself: how a stay begins, changes its truth, and ends; used by several phases."""

from typing import Any

from scorelab.agenda import Due
from scorelab.compiled import shared
from scorelab.engine.keeping import CORRECTIONS_PROPAGATE, keeps
from scorelab.engine.layout import DAY, FIRST_DAY, LISTINGS, NONE, OPERATORS, SEED
from scorelab.engine.ledger import appoint, book_of, contribute_two, next_place, write
from scorelab.engine.ties import contact_of, first_tie, layer_of, next_tie
from scorelab.journal import ErrorKind, Kind, Phase, Truth
from scorelab.luck import Purpose
from scorelab.rules import contacts, copies, court, incidents, records, safeguards
from scorelab.rules.calendar import after_working_days
from scorelab.rules.doors import WARM_UP_DAYS


@shared
def truth_of(case: Any) -> int:
    """The class of a case now."""
    parted = 1 if case.paid or case.settled else 0
    in_effect = case.ground_day if case.ground else case.exit_day
    usual = 1 if case.paid_day >= in_effect and not case.misbooked else 0
    return records.truth_of(case.owed, parted, usual, case.told, case.able)


@shared
def truth_now(w: Any, listing: Any) -> int:
    """The class of a stay now: that of its best ground; without any, what its stale copies are worth."""
    best = 99
    index = listing.first_case
    while index != NONE:
        case = w.cases[index]
        if case.listed:
            best = min(best, truth_of(case))
        index = case.next_of_listing
    if best != 99:
        return best
    if listing.truth == Truth.NEVER_OWED.value or listing.truth == Truth.PAID_ELSEWHERE.value:
        return listing.truth
    return Truth.SETTLED.value


@shared
def refresh(w: Any, phase: int, number: int, cause: int) -> None:
    """Write a row when a stay turns wrongful, or right again."""
    listing = w.listings[w.people[number].listing]
    truth = truth_now(w, listing)
    wrong = 1 if records.is_wrongful(truth) else 0
    if wrong == listing.wrong:
        return
    listing.wrong = wrong
    listing.wrong_since = w.numbers[DAY]
    kind = Kind.BECAME_WRONG.value if wrong else Kind.BECAME_RIGHT.value
    write(w, phase, number, kind, 0, truth, NONE, 0, cause)


@shared
def add_ground(w: Any, p: Any, number: int, index: int, truth: int, full: int) -> None:
    """Enter a ground: a new stay, or one more ground of the present one."""
    now = w.numbers
    seed, day = now[SEED], now[DAY]
    person, case = w.people[number], w.cases[index]
    ground = court.ground_of(p, seed, number, case.luck)
    term = court.term_of(p, seed, number, case.luck, ground)
    fresh = person.listing == NONE or not w.listings[person.listing].active
    kind = Kind.LISTING.value if fresh else Kind.GROUND_ADDED.value
    row = write(w, Phase.COURT.value, number, kind, ground, truth, NONE, term, case.default_row)
    contribute_two(w, row, case.error_row, full)
    case.ground = ground
    case.listed = 1
    case.ground_row = row
    case.ground_day = day
    case.next_of_listing = NONE
    if fresh:
        open_stay(w, p, number, index, truth)
    else:
        listing = w.listings[person.listing]
        w.cases[listing.last_case].next_of_listing = index
        listing.last_case = index
        refresh(w, Phase.COURT.value, number, row)
    if term > 0:
        appoint(w, day + term, Due.END_TERM.value, number, index, 0, 0)
    if p.safeguard_retention_limit_in_law:
        most = max(p.safeguard_retention_limit_most_days, 1)
        appoint(w, day + most, Due.END_RETENTION.value, number, index, 0, 0)
    wait = court.settlement_wait(p, seed, number, case.luck)
    if wait > 0 and case.owed:
        appoint(w, day + wait, Due.SETTLE.value, number, index, 0, 0)
    if case.owed:
        start_hazard(w, p, number, index)


@shared
def open_stay(w: Any, p: Any, number: int, index: int, truth: int) -> None:
    """Begin a stay: copies of an earlier one are taken over, copies and contacts will follow."""
    now = w.numbers
    seed, day = now[SEED], now[DAY]
    person, case = w.people[number], w.cases[index]
    this = next_place(now, LISTINGS, len(w.listings))
    listing = w.listings[this]
    listing.luck = case.luck
    listing.row = case.ground_row
    listing.person = number
    listing.first_case = index
    listing.last_case = index
    listing.truth = truth
    listing.active = 1
    listing.wrong = 1 if records.is_wrongful(truth) else 0
    listing.wrong_since = day
    book = book_of(w, number)
    for operator in range(now[OPERATORS]):
        if person.listing != NONE:
            w.copies[this, operator].row = w.copies[person.listing, operator].row
            w.copies[this, operator].day = w.copies[person.listing, operator].day
    listing.copies = w.listings[person.listing].copies if person.listing != NONE else 0
    person.listing = this
    for operator in range(now[OPERATORS]):
        delay = copies.import_delay(w.operators[book, operator], seed, operator, case.luck)
        appoint(w, day + delay, Due.TAKE_COPY.value, number, this, operator, 0)
    appoint(w, day + safeguards.first_audit_wait(seed, case.luck), Due.AUDIT.value, number, this, 0, 0)
    ask_for_file(w, p, number, this, 0)
    tie = first_tie(w, number)
    while tie != NONE:
        tell_of_listing(w, p, book, contact_of(w, tie), layer_of(w, tie), this)
        tie = next_tie(w, number, tie)


@shared
def tell_of_listing(w: Any, p: Any, book: int, contact: int, layer: int, this: int) -> None:
    """Set the day on which a contact will learn of a listing, if ever."""
    seed, day = w.numbers[SEED], w.numbers[DAY]
    if not incidents.is_adult(w.people[contact].birthday, day):
        return
    aware, luck = w.people[contact].aware, w.listings[this].luck
    wait = contacts.learning_wait(
        p, w.layers[book, layer], seed, Purpose.LEARNING, contact, aware, luck, contacts.MILLE
    )
    if wait > 0 and day + wait >= -WARM_UP_DAYS:
        appoint(w, day + wait, Due.LEARN.value, contact, this, layer, 0)


@shared
def ask_for_file(w: Any, p: Any, number: int, this: int, attempt: int) -> None:
    """Set the day on which a listed person next asks for the file."""
    day, luck = w.numbers[DAY], w.listings[this].luck
    wait = safeguards.request_wait(p, w.numbers[SEED], number, day, luck, attempt)
    if wait > 0:
        appoint(w, day + wait, Due.READ_FILE.value, number, this, attempt, 0)


@shared
def start_hazard(w: Any, p: Any, number: int, index: int) -> None:
    """Begin, or begin anew, to cumulate the hazard of paying while listed."""
    case = w.cases[index]
    case.attempts += 1
    case.threshold = court.payment_threshold(w.numbers[SEED], number, case.luck, case.attempts)
    case.cumulated = 0
    case.hazard_since = w.numbers[DAY]
    case.hazard_day = w.numbers[DAY]
    set_hazard(w, p, number, index)


@shared
def set_hazard(w: Any, p: Any, number: int, index: int) -> None:
    """Set the hazard from the case's present state, and the day on which the threshold is reached."""
    case = w.cases[index]
    owes = 0 if case.paid or case.settled else 1
    case.hazard = court.payment_hazard(p, owes, case.told, case.refusals)
    case.hazard_version += 1
    days = court.days_to_threshold(case.threshold - case.cumulated, case.hazard)
    if days > 0:
        appoint(w, w.numbers[DAY] + days, Due.PAY_WHILE_LISTED.value, number, index, case.hazard_version, 0)


@shared
def press(w: Any, p: Any, number: int, refusal: int) -> None:
    """A refusal presses on every debt for which the person is listed."""
    day = w.numbers[DAY]
    index = w.listings[w.people[number].listing].first_case
    while index != NONE:
        case = w.cases[index]
        if case.listed and case.owed and not case.booked and not case.settled:
            case.cumulated += case.hazard * (day - case.hazard_day)
            case.hazard_day = day
            case.refusals += 1
            case.pressure_row = refusal
            set_hazard(w, p, number, index)
        index = case.next_of_listing


@shared
def has_ground(w: Any, listing: Any) -> bool:
    """Whether any ground of a stay is left."""
    index = listing.first_case
    while index != NONE:
        if w.cases[index].listed:
            return True
        index = w.cases[index].next_of_listing
    return False


@shared
def end_ground(w: Any, p: Any, phase: int, index: int, ending: int, cause: int) -> None:
    """Delete a ground; with the last one the stay is over."""
    case = w.cases[index]
    if not case.listed:
        return
    number = case.person
    listing = w.listings[w.people[number].listing]
    case.listed = 0
    row = write(w, phase, number, Kind.GROUND_ENDED.value, ending, 0, NONE, 0, cause)
    if has_ground(w, listing):
        refresh(w, phase, number, row)
        return
    listing.active = 0
    listing.ending = ending
    removal = write(w, phase, number, Kind.REMOVAL.value, ending, 0, NONE, 0, row)
    if listing.copies != 0:
        refresh(w, phase, number, removal)
        recall_copies(w, p, phase, number, removal, 1)


@shared
def recall_copies(w: Any, p: Any, phase: int, number: int, cause: int, may_go_stale: int) -> None:
    """Send the removal to everybody who holds a copy; a copy may go stale."""
    now = w.numbers
    this = w.people[number].listing
    listing = w.listings[this]
    prompt = keeps(w, p, CORRECTIONS_PROPAGATE, listing.luck)
    book = book_of(w, number)
    for index in range(now[OPERATORS]):
        if listing.copies >> index & 1 == 0:
            continue
        reason = cause
        if prompt:
            wait = max(p.safeguard_corrections_propagate_working_days, 1)
            day = after_working_days(w.calendar, now[FIRST_DAY], now[DAY], wait)
        else:
            day = now[DAY] + copies.copy_removal_delay(
                w.operators[book, index], now[SEED], index, listing.luck
            )
            if may_go_stale and copies.goes_stale(p, now[SEED], index, listing.luck):
                reason = write(
                    w, phase, number, Kind.RECORD_ERROR.value, ErrorKind.STALE.value, 0, NONE, index, cause
                )
                day += p.errors_stale_days
        appoint(w, day, Due.DROP_COPY.value, number, this, index, reason)
