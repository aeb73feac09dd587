"""Redress (compare reference/redress.py)."""

from typing import Any

from scorelab.agenda import Due
from scorelab.compiled import shared
from scorelab.engine.keeping import (
    ACCESS_TO_FILE,
    AUDIT,
    COMPENSATION,
    CORRECTION_DEADLINE,
    NO_RECORD_OF_COMPLAINING,
    keeps,
    open_life,
    takes_place,
)
from scorelab.engine.layout import DAY, FIRST_DAY, NONE, PEOPLE, SEED
from scorelab.engine.ledger import appoint, book_of, contribute, write
from scorelab.engine.listing import ask_for_file, end_ground, recall_copies, truth_now, truth_of
from scorelab.engine.schemes import record_act
from scorelab.journal import LUCK, Answer, Ending, Kind, Phase, Truth
from scorelab.rules import lines, records, redress, safeguards
from scorelab.rules.calendar import after_working_days
from scorelab.rules.redress import MINUTES_A_DAY
from scorelab.scenario.quantities import MOST_CLERKS

REDRESS = Phase.REDRESS.value


@shared
def appoint_complaint(w: Any, channels: Any, number: int, this: int, channel: int, cause: int) -> None:
    """Set the day of the next complaint."""
    listing = w.listings[this]
    listing.attempts += 1
    delay = redress.complaint_delay(
        channels[channel], w.numbers[SEED], number, listing.luck, listing.attempts
    )
    appoint(w, w.numbers[DAY] + delay, Due.COMPLAIN.value, number, this, channel, cause)


@shared
def consider_complaint(
    w: Any, p: Any, channels: Any, number: int, this: int, knows_why: bool, cause: int
) -> None:
    """Decide whether to complain about a listing just noticed; who knows why applies in writing."""
    seed, listing = w.numbers[SEED], w.listings[this]
    wronged = 1 if records.is_against_own_rules(truth_now(w, listing)) else 0
    if not redress.complains(p, seed, number, listing.luck, wronged, w.people[number].assertive):
        return
    channel = redress.first_channel(channels, seed, number, listing.luck)
    if knows_why:
        channel = redress.WRITTEN_APPLICATION
    appoint_complaint(w, channels, number, this, channel, cause)


@shared
def read_file(w: Any, p: Any, channels: Any, number: int, this: int, attempt: int) -> None:
    """Ask to read one's own file; if it is shown, the listing is noticed before any door has shut."""
    listing = w.listings[this]
    if not is_shown(w, number, this) or listing.noticed:
        return
    ask_for_file(w, p, number, this, attempt + 1)
    if not p.mechanism_redress or not keeps(w, p, ACCESS_TO_FILE, listing.luck):
        return
    if not takes_place(w, ACCESS_TO_FILE, p.safeguard_access_to_file_staffed):
        return
    listing.noticed = 1
    row = write(w, REDRESS, number, Kind.NOTICED.value, 0, 0, NONE, 0, listing.row)
    consider_complaint(w, p, channels, number, this, True, row)


@shared
def is_shown(w: Any, number: int, this: int) -> bool:
    """Whether this is the person's present stay and the register or any copy still shows it."""
    listing = w.listings[this]
    return w.people[number].listing == this and (listing.active == 1 or listing.copies != 0)


@shared
def complain_by_script(w: Any, p: Any, channels: Any, number: int, index: int) -> None:
    """Complain as the script says; without a listing it is a message that nobody has to answer."""
    this = w.people[number].listing
    if this == NONE or not is_shown(w, number, this):
        write(w, REDRESS, number, Kind.COMPLAINT.value, index, 0, NONE, channels[index].cost, LUCK)
        return
    w.listings[this].attempts += 1
    complain(w, p, channels, number, this, index, LUCK)


@shared
def complain(w: Any, p: Any, channels: Any, number: int, this: int, index: int, cause: int) -> None:
    """Complain by a channel; wait for a clerk if it opens a case."""
    now = w.numbers
    seed, today = now[SEED], now[DAY]
    if not is_shown(w, number, this):
        return
    listing = w.listings[this]
    channel = channels[index]
    listing.contested = 1
    attempt = listing.attempts
    silent = redress.stays_silent(channel, seed, number, listing.luck, attempt)
    in_time = channel.opens_case == 1 and keeps(w, p, CORRECTION_DEADLINE, listing.luck)
    complaint = write(w, REDRESS, number, Kind.COMPLAINT.value, index, 0, NONE, channel.cost, cause)
    day = today
    if channel.opens_case and (not silent or in_time):
        day = queue(w, p, number, this, complaint)
    day += redress.answer_delay(channel, seed, number, listing.luck, attempt)
    if in_time:
        day = min(day, today + max(p.safeguard_correction_deadline_answer_days, 1))
    if redress.is_recorded_against(p, channel, seed, number, listing.luck, attempt) and not keeps(
        w, p, NO_RECORD_OF_COMPLAINING, listing.luck
    ):
        recorded = write(w, REDRESS, number, Kind.COMPLAINT_RECORDED.value, index, 0, NONE, 0, complaint)
        w.lives[open_life(w, number)].held_against += 1
        kind = redress.kind_of_record(index)
        if kind != 0:
            luck = listing.luck ^ attempt
            record_act(w, book_of(w, number), number, kind, luck, recorded, lines.EVERY_OPERATOR)
    appoint(w, day, Due.ANSWER.value, number, this, index, complaint)


@shared
def queue(w: Any, p: Any, number: int, this: int, complaint: int) -> int:
    """Take the clerk who is free first; the day on which the file is done. Names the files waited for."""
    now = w.numbers
    listing = w.listings[this]
    district = number // p.redress_court_district
    size = min(p.redress_court_district, now[PEOPLE] - district * p.redress_court_district)
    clerks = min(redress.clerks_of_district(p, size), MOST_CLERKS)
    desk = w.clerks[district]
    clerk = 0
    for other in range(1, clerks):
        if desk[other].free < desk[clerk].free:
            clerk = other
    arrival = now[DAY] * MINUTES_A_DAY
    if desk[clerk].free > arrival:
        ahead = 0
        for other in range(clerks):
            if desk[other].row != 0:
                ahead += 1
        for other in range(clerks):
            if desk[other].row != 0:
                contribute(w, complaint, desk[other].row, 1000 // ahead)
    work = redress.work_minutes(p, now[SEED], number, listing.luck, listing.attempts)
    desk[clerk].free = max(desk[clerk].free, arrival) + work
    desk[clerk].row = complaint
    return desk[clerk].free // MINUTES_A_DAY


@shared
def answer(w: Any, p: Any, channels: Any, number: int, this: int, index: int, cause: int) -> None:
    """Answer a complaint, or let it lie."""
    now = w.numbers
    seed = now[SEED]
    person, listing = w.people[number], w.listings[this]
    channel = channels[index]
    listing.contested = 0
    if not is_shown(w, number, this):
        return
    attempt = listing.attempts
    kept = keeps(w, p, CORRECTION_DEADLINE, listing.luck)
    wrong = 1 if records.is_against_own_rules(truth_now(w, listing)) else 0
    if redress.stays_silent(channel, seed, number, listing.luck, attempt) and not (
        kept and channel.opens_case
    ):
        result = Answer.NONE.value
    else:
        held_against = w.lives[person.life].held_against
        result = redress.verdict(p, channel, seed, number, listing.luck, attempt, wrong, held_against)
    row = write(w, REDRESS, number, Kind.ANSWER.value, result, 0, NONE, 0, cause)
    if result == Answer.UPHELD.value:
        if kept:
            wait = max(p.safeguard_correction_deadline_working_days, 1)
            day = after_working_days(w.calendar, now[FIRST_DAY], now[DAY], wait)
        else:
            day = now[DAY] + redress.correction_delay(p, seed, number, listing.luck, attempt)
        appoint(w, day, Due.CORRECT.value, number, this, 0, row)
    elif index + 1 < redress.CHANNELS and redress.persists(p, seed, number, listing.luck, attempt):
        appoint_complaint(w, channels, number, this, index + 1, row)


@shared
def correct(w: Any, p: Any, number: int, this: int, cause: int) -> None:
    """Carry out a correction: the grounds found wrong end, and copies are recalled."""
    if not is_shown(w, number, this):
        return
    listing = w.listings[this]
    row = write(w, REDRESS, number, Kind.CORRECTION.value, 0, 0, NONE, 0, cause)
    if listing.wrong and keeps(w, p, COMPENSATION, listing.luck):
        amount = (w.numbers[DAY] - listing.wrong_since) * p.safeguard_compensation_per_day
        write(w, REDRESS, number, Kind.COMPENSATION.value, 0, 0, NONE, amount, row)
    if listing.active:
        end_wrong_grounds(w, p, this, Ending.CORRECTED.value, row)
    else:
        recall_copies(w, p, REDRESS, number, row, 0)


@shared
def end_wrong_grounds(w: Any, p: Any, this: int, ending: int, cause: int) -> None:
    """End the grounds that are not due; if all are due, end all: the mistake favours the person."""
    listing = w.listings[this]
    any_wrong = False
    index = listing.first_case
    while index != NONE:
        case = w.cases[index]
        if case.listed and truth_of(case) != Truth.DUE.value:
            any_wrong = True
        index = case.next_of_listing
    index = listing.first_case
    while index != NONE:
        case = w.cases[index]
        if case.listed and (not any_wrong or truth_of(case) != Truth.DUE.value):
            end_ground(w, p, REDRESS, index, ending, cause)
        index = case.next_of_listing


@shared
def audit(w: Any, p: Any, number: int, this: int) -> None:
    """Look again at a stay, once a year, as far as the auditors' time goes."""
    now = w.numbers
    listing = w.listings[this]
    if not listing.active:
        return
    from_now = now[DAY] + safeguards.YEAR
    appoint(w, from_now, Due.AUDIT.value, number, this, 0, 0)
    if not keeps(w, p, AUDIT, listing.luck):
        return
    if not takes_place(w, AUDIT, p.safeguard_independent_audit_staffed):
        return
    wrong = 1 if records.is_against_own_rules(truth_now(w, listing)) else 0
    finds, lifts = p.safeguard_independent_audit_finds_wrong, p.safeguard_independent_audit_lifts_right
    if safeguards.is_lifted(now[SEED], AUDIT, listing.luck, wrong, finds, lifts):
        end_wrong_grounds(w, p, this, Ending.AUDITED.value, listing.row)
