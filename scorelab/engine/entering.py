"""Who is entered in the list, and what keeps somebody off it (compare reference/court.py)."""

from typing import Any

from scorelab.agenda import Due
from scorelab.compiled import shared
from scorelab.engine.keeping import (
    HUMAN_REVIEW,
    NOTICE_BEFORE_EFFECT,
    PROPORTIONALITY,
    VERIFICATION,
    keeps,
    takes_place,
)
from scorelab.engine.layout import DAY, NONE, SEED
from scorelab.engine.ledger import appoint, write
from scorelab.engine.listing import add_ground
from scorelab.journal import Answer, Kind, Phase, SafeguardKind, Truth
from scorelab.luck import Purpose, draw, happens
from scorelab.rules import court, records, redress, safeguards

COURT = Phase.COURT.value


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
            held_against = w.lives[person.life].held_against
            result = redress.verdict(p, channel, seed, number, case.luck, 0, 1, held_against)
            if result == Answer.UPHELD.value:
                case.cleared = 1
    elif truth == Truth.DUE.value and happens(
        draw(seed, Purpose.LATE_PAYMENT, number, 1, case.luck), p.court_pays_late
    ):
        appoint(w, now[DAY] + 1, Due.PAY.value, number, index, 0, 0)
