"""The list itself: how a stay begins, changes its truth, and ends; used by several phases."""

from scorelab.agenda import Due
from scorelab.journal import Ending, ErrorKind, Kind, Phase, Truth
from scorelab.luck import Purpose
from scorelab.reference.safeguards import keeps
from scorelab.reference.things import Case, Listing, Person
from scorelab.reference.world import World
from scorelab.rules import contacts, copies, court, incidents, records, safeguards
from scorelab.rules.calendar import after_working_days
from scorelab.rules.doors import WARM_UP_DAYS
from scorelab.rules.safeguards import Safeguard


def truth_of(case: Case) -> int:
    """The class of a case now."""
    parted = case.paid or case.settled
    in_effect = case.ground_day if case.ground else case.exit_day
    usual = case.paid_day >= in_effect and not case.misbooked
    return records.truth_of(case.owed, int(parted), int(usual), case.told, case.able)


def truth_now(listing: Listing) -> int:
    """The class of a stay now: that of its best ground; without any, what its stale copies are worth."""
    active = [truth_of(case) for case in listing.cases if case.listed]
    if active:
        return min(active)
    return listing.truth if listing.truth in (Truth.NEVER_OWED, Truth.PAID_ELSEWHERE) else Truth.SETTLED


def refresh(world: World, phase: Phase, person: Person, cause: int) -> None:
    """Write a row when a stay turns wrongful, or right again."""
    listing = person.listing
    assert listing is not None
    truth = truth_now(listing)
    wrong = int(records.is_wrongful(truth))
    if wrong == listing.wrong:
        return
    listing.wrong = wrong
    listing.wrong_since = world.day
    kind = Kind.BECAME_WRONG if wrong else Kind.BECAME_RIGHT
    world.write(phase, person.number, kind, truth=truth, trigger=cause)


def add_ground(world: World, person: Person, case: Case, truth: int, full: int) -> None:
    """Enter a ground: a new stay, or one more ground of the present one."""
    p, seed = world.p, world.seed
    ground = court.ground_of(p, seed, person.number, case.luck)
    term = court.term_of(p, seed, person.number, case.luck, ground)
    current = person.listing if person.listing is not None and person.listing.active else None
    row = world.write(
        Phase.COURT,
        person.number,
        Kind.LISTING if current is None else Kind.GROUND_ADDED,
        what=ground,
        amount=term,
        truth=truth,
        trigger=case.default_row,
        contributors=(case.error_row, full),
    )
    case.ground, case.listed, case.ground_row, case.ground_day = ground, 1, row, world.day
    if current is None:
        open_stay(world, person, case, truth)
    else:
        current.cases.append(case)
        refresh(world, Phase.COURT, person, row)
    if term > 0:
        world.appoint(world.day + term, Due.END_TERM, person.number, case.number)
    if p.safeguard_retention_limit_in_law:
        most = max(p.safeguard_retention_limit_most_days, 1)
        world.appoint(world.day + most, Due.END_RETENTION, person.number, case.number)
    wait = court.settlement_wait(p, seed, person.number, case.luck)
    if wait > 0 and case.owed:
        world.appoint(world.day + wait, Due.SETTLE, person.number, case.number)
    if case.owed:
        start_hazard(world, case)


def open_stay(world: World, person: Person, case: Case, truth: int) -> None:
    """Begin a stay: copies of an earlier one are taken over, copies and contacts will follow."""
    operators = world.rules.operators
    before = person.listing
    listing = Listing(
        number=len(world.listings),
        person=person.number,
        luck=case.luck,
        row=case.ground_row,
        truth=truth,
        copy_row=list(before.copy_row) if before is not None else [0] * len(operators),
        copy_day=list(before.copy_day) if before is not None else [0] * len(operators),
        cases=[case],
        wrong=int(records.is_wrongful(truth)),
        wrong_since=world.day,
    )
    world.listings.append(listing)
    person.listing = listing
    for index, operator in enumerate(operators):
        delay = copies.import_delay(operator, world.seed, index, case.luck)
        world.appoint(world.day + delay, Due.TAKE_COPY, person.number, listing.number, index)
    world.appoint(
        world.day + safeguards.first_audit_wait(world.seed, case.luck),
        Due.AUDIT,
        person.number,
        listing.number,
    )
    ask_for_file(world, listing, 0)
    for layer, contact in person.ties():
        if not incidents.is_adult(world.people[contact].birthday, world.day):
            continue
        aware = world.people[contact].aware
        wait = contacts.learning_wait(
            world.p,
            world.rules.layers[layer],
            world.seed,
            Purpose.LEARNING,
            contact,
            aware,
            listing.luck,
            contacts.MILLE,
        )
        if wait > 0 and world.day + wait >= -WARM_UP_DAYS:
            world.appoint(world.day + wait, Due.LEARN, contact, listing.number, layer)


def ask_for_file(world: World, listing: Listing, attempt: int) -> None:
    """Set the day on which a listed person next asks for the file."""
    wait = safeguards.request_wait(world.p, world.seed, listing.person, world.day, listing.luck, attempt)
    if wait > 0:
        world.appoint(world.day + wait, Due.READ_FILE, listing.person, listing.number, attempt)


def start_hazard(world: World, case: Case) -> None:
    """Begin, or begin anew, to cumulate the hazard of paying while listed."""
    case.attempts += 1
    case.threshold = court.payment_threshold(world.seed, case.person, case.luck, case.attempts)
    case.cumulated = 0
    case.hazard_since = case.hazard_day = world.day
    set_hazard(world, case)


def set_hazard(world: World, case: Case) -> None:
    """Set the hazard from the case's present state, and the day on which the threshold is reached."""
    owes = int(not case.paid and not case.settled)
    case.hazard = court.payment_hazard(world.p, owes, case.told, case.refusals)
    case.hazard_version += 1
    days = court.days_to_threshold(case.threshold - case.cumulated, case.hazard)
    if days > 0:
        world.appoint(world.day + days, Due.PAY_WHILE_LISTED, case.person, case.number, case.hazard_version)


def press(world: World, listing: Listing, refusal: int) -> None:
    """A refusal presses on every debt for which the person is listed."""
    for case in listing.cases:
        if case.listed and case.owed and not case.booked and not case.settled:
            case.cumulated += case.hazard * (world.day - case.hazard_day)
            case.hazard_day = world.day
            case.refusals += 1
            case.pressure_row = refusal
            set_hazard(world, case)


def end_ground(world: World, phase: Phase, case: Case, ending: Ending, cause: int) -> None:
    """Delete a ground; with the last one the stay is over."""
    if not case.listed:
        return
    person = world.people[case.person]
    listing = person.listing
    assert listing is not None
    case.listed = 0
    row = world.write(phase, person.number, Kind.GROUND_ENDED, what=ending, trigger=cause)
    if any(other.listed for other in listing.cases):
        refresh(world, phase, person, row)
        return
    listing.active, listing.ending = 0, ending
    removal = world.write(phase, person.number, Kind.REMOVAL, what=ending, trigger=row)
    if any(listing.copy_row):
        refresh(world, phase, person, removal)
        recall_copies(world, phase, person, listing, removal, may_go_stale=True)


def recall_copies(
    world: World, phase: Phase, person: Person, listing: Listing, cause: int, may_go_stale: bool
) -> None:
    """Send the removal to everybody who holds a copy; a copy may go stale."""
    prompt = keeps(world, Safeguard.CORRECTIONS_PROPAGATE, listing.luck)
    for index, operator in enumerate(world.rules.operators):
        if not listing.copy_row[index]:
            continue
        reason = cause
        if prompt:
            wait = world.p.safeguard_corrections_propagate_working_days
            day = after_working_days(world.calendar, world.first_day, world.day, max(wait, 1))
        else:
            day = world.day + copies.copy_removal_delay(operator, world.seed, index, listing.luck)
            if may_go_stale and copies.goes_stale(world.p, world.seed, index, listing.luck):
                reason = world.write(
                    phase, person.number, Kind.RECORD_ERROR, what=ErrorKind.STALE, amount=index, trigger=cause
                )
                day += world.p.errors_stale_days
        world.appoint(day, Due.DROP_COPY, person.number, listing.number, index, reason)
