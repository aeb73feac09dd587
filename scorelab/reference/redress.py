"""Redress. Complaints, clerks, answers, corrections and audits."""

from scorelab.agenda import Due
from scorelab.casting import SCRIPTED
from scorelab.journal import LUCK, Answer, Ending, Kind, Phase, Truth
from scorelab.reference.court import keeps, review_rates, takes_place
from scorelab.reference.listing import ask_for_file, end_ground, recall_copies, truth_now, truth_of
from scorelab.reference.schemes import record_act
from scorelab.reference.things import Listing, Person
from scorelab.reference.world import Appointment, World
from scorelab.rules import records, redress, safeguards
from scorelab.rules.calendar import after_working_days
from scorelab.rules.redress import MINUTES_A_DAY
from scorelab.rules.safeguards import Safeguard
from scorelab.scenario.quantities import MOST_CLERKS


def appoint_complaint(world: World, person: Person, listing: Listing, channel: int, cause: int) -> None:
    """Set the day of the next complaint."""
    listing.attempts += 1
    delay = redress.complaint_delay(
        world.rules.channels[channel], world.seed, person.number, listing.luck, listing.attempts
    )
    world.appoint(world.day + delay, Due.COMPLAIN, person.number, listing.number, channel, cause)


def consider_complaint(world: World, person: Person, listing: Listing, knows_why: bool, cause: int) -> None:
    """Decide whether to complain about a listing just noticed; who knows why applies in writing."""
    wronged = int(records.is_against_own_rules(truth_now(listing)))
    if not redress.complains(world.p, world.seed, person.number, listing.luck, wronged, person.assertive):
        return
    channel = redress.first_channel(world.rules.channels, world.seed, person.number, listing.luck)
    if knows_why:
        channel = redress.WRITTEN_APPLICATION
    appoint_complaint(world, person, listing, channel, cause)


def read_file(world: World, due: Appointment) -> None:
    """Ask to read one's own file; if it is shown, the listing is noticed before any door has shut."""
    person = world.people[due.person]
    listing = world.listings[due.subject]
    if person.listing is not listing or not listing.is_shown() or listing.noticed:
        return
    ask_for_file(world, listing, due.extra + 1)
    if not world.p.mechanism_redress or not keeps(world, Safeguard.ACCESS_TO_FILE, listing.luck):
        return
    if not takes_place(world, Safeguard.ACCESS_TO_FILE):
        return
    listing.noticed = 1
    row = world.write(Phase.REDRESS, person.number, Kind.NOTICED, trigger=listing.row)
    consider_complaint(world, person, listing, True, row)


def complain(world: World, due: Appointment) -> None:
    """Complain by a channel; wait for a clerk if it opens a case."""
    p, seed = world.p, world.seed
    person = world.people[due.person]
    channel = world.rules.channels[due.extra]
    listing = begin_scripted(world, person, due) if due.subject == SCRIPTED else world.listings[due.subject]
    if listing is None or person.listing is not listing or not listing.is_shown():
        return
    listing.contested = 1
    silent = redress.stays_silent(channel, seed, person.number, listing.luck, listing.attempts)
    in_time = keeps(world, Safeguard.CORRECTION_DEADLINE, listing.luck) and channel.opens_case
    day = world.day
    ahead: tuple[int, ...] = ()
    queues = channel.opens_case and (not silent or in_time)
    if queues:
        day, ahead = queue(world, person, listing)
    day += redress.answer_delay(channel, seed, person.number, listing.luck, listing.attempts)
    if in_time:
        day = min(day, world.day + max(p.safeguard_correction_deadline_answer_days, 1))
    complaint = world.write(
        Phase.REDRESS,
        person.number,
        Kind.COMPLAINT,
        what=due.extra,
        amount=channel.cost,
        trigger=due.cause,
        contributors=ahead,
    )
    if queues:
        remember_clerk(world, person, complaint)
    if redress.is_recorded_against(
        p, channel, seed, person.number, listing.luck, listing.attempts
    ) and not keeps(world, Safeguard.NO_RECORD_OF_COMPLAINING, listing.luck):
        recorded = world.write(
            Phase.REDRESS, person.number, Kind.COMPLAINT_RECORDED, what=due.extra, trigger=complaint
        )
        person.held_against += 1
        if kind := redress.kind_of_record(due.extra):
            record_act(world, person, kind, listing.luck ^ listing.attempts, recorded)
    world.appoint(day, Due.ANSWER, person.number, listing.number, due.extra, complaint)


def begin_scripted(world: World, person: Person, due: Appointment) -> Listing | None:
    """The stay that a scripted complaint is about; without one it is a message that nobody has to answer."""
    listing = person.listing
    if listing is None or not listing.is_shown():
        cost = world.rules.channels[due.extra].cost
        world.write(Phase.REDRESS, person.number, Kind.COMPLAINT, what=due.extra, amount=cost, trigger=LUCK)
        return None
    listing.attempts += 1
    return listing


def queue(world: World, person: Person, listing: Listing) -> tuple[int, tuple[int, ...]]:
    """Take the clerk who is free first; the day on which the file is done, and the files waited for."""
    p = world.p
    district = person.number // p.redress_court_district
    size = min(p.redress_court_district, len(world.people) - district * p.redress_court_district)
    clerks = min(redress.clerks_of_district(p, size), MOST_CLERKS)
    free = world.clerk_free.setdefault(district, [world.first_day * MINUTES_A_DAY] * MOST_CLERKS)
    rows = world.clerk_row.setdefault(district, [0] * MOST_CLERKS)
    clerk = redress.first_free(free, clerks)
    arrival = world.day * MINUTES_A_DAY
    ahead = tuple(rows[:clerks]) if free[clerk] > arrival else ()
    work = redress.work_minutes(p, world.seed, person.number, listing.luck, listing.attempts)
    free[clerk] = max(free[clerk], arrival) + work
    world.clerk_taken = clerk
    return free[clerk] // MINUTES_A_DAY, ahead


def remember_clerk(world: World, person: Person, complaint: int) -> None:
    """Note which complaint keeps the clerk busy, so that those behind it can name it."""
    district = person.number // world.p.redress_court_district
    world.clerk_row[district][world.clerk_taken] = complaint


def answer(world: World, due: Appointment) -> None:
    """Answer a complaint, or let it lie."""
    p, seed = world.p, world.seed
    person = world.people[due.person]
    listing = world.listings[due.subject]
    channel = world.rules.channels[due.extra]
    listing.contested = 0
    if person.listing is not listing or not listing.is_shown():
        return
    in_time = keeps(world, Safeguard.CORRECTION_DEADLINE, listing.luck) and channel.opens_case
    wrong = int(records.is_against_own_rules(truth_now(listing)))
    if redress.stays_silent(channel, seed, person.number, listing.luck, listing.attempts) and not in_time:
        result = Answer.NONE.value
    else:
        result = redress.verdict(
            p, channel, seed, person.number, listing.luck, listing.attempts, wrong, person.held_against
        )
    row = world.write(Phase.REDRESS, person.number, Kind.ANSWER, what=result, trigger=due.cause)
    if result == Answer.UPHELD:
        if keeps(world, Safeguard.CORRECTION_DEADLINE, listing.luck):
            wait = max(p.safeguard_correction_deadline_working_days, 1)
            day = after_working_days(world.calendar, world.first_day, world.day, wait)
        else:
            day = world.day + redress.correction_delay(p, seed, person.number, listing.luck, listing.attempts)
        world.appoint(day, Due.CORRECT, person.number, listing.number, 0, row)
    elif due.extra + 1 < redress.CHANNELS and redress.persists(
        p, seed, person.number, listing.luck, listing.attempts
    ):
        appoint_complaint(world, person, listing, due.extra + 1, row)


def correct(world: World, due: Appointment) -> None:
    """Carry out a correction: the grounds found wrong end, and copies are recalled."""
    person = world.people[due.person]
    listing = world.listings[due.subject]
    if person.listing is not listing or not listing.is_shown():
        return
    row = world.write(Phase.REDRESS, person.number, Kind.CORRECTION, trigger=due.cause)
    if keeps(world, Safeguard.COMPENSATION, listing.luck) and listing.wrong:
        amount = (world.day - listing.wrong_since) * world.p.safeguard_compensation_per_day
        world.write(Phase.REDRESS, person.number, Kind.COMPENSATION, amount=amount, trigger=row)
    if listing.active:
        end_wrong_grounds(world, listing, Ending.CORRECTED, row)
    else:
        recall_copies(world, Phase.REDRESS, person, listing, row, may_go_stale=False)


def end_wrong_grounds(world: World, listing: Listing, ending: Ending, cause: int) -> None:
    """End the grounds that are not due; if all are due, end all: the mistake favours the person."""
    listed = [case for case in listing.cases if case.listed]
    wrong = [case for case in listed if truth_of(case) != Truth.DUE]
    for case in wrong or listed:
        end_ground(world, Phase.REDRESS, case, ending, cause)


def audit(world: World, due: Appointment) -> None:
    """Look again at a stay, once a year, as far as the auditors' time goes."""
    listing = world.listings[due.subject]
    if not listing.active:
        return
    world.appoint(world.day + safeguards.YEAR, Due.AUDIT, due.person, listing.number)
    if not keeps(world, Safeguard.AUDIT, listing.luck) or not takes_place(world, Safeguard.AUDIT):
        return
    wrong = int(records.is_against_own_rules(truth_now(listing)))
    finds, lifts = review_rates(world, Safeguard.AUDIT)
    if safeguards.is_lifted(world.seed, Safeguard.AUDIT, listing.luck, wrong, finds, lifts):
        end_wrong_grounds(world, listing, Ending.AUDITED, listing.row)
