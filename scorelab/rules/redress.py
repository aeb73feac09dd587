"""Redress: complaining, waiting for a clerk, being answered."""

from typing import Any

from scorelab.compiled import shared
from scorelab.journal import Answer
from scorelab.luck import CERTAIN, Purpose, between, draw, fraction, happens
from scorelab.rules.chance import exponential
from scorelab.rules.incidents import IncidentKind

MILLE = 1000
MILLION = 1_000_000
NANO = 10**9
MINUTES_A_DAY = 1440
CHANNELS = 5
WRITTEN_APPLICATION = 1
PETITION = 3
PUBLIC_POST = 4


@shared
def complains(p: Any, seed: int, person: int, luck: int, wronged: int, assertive: int) -> bool:
    """Whether somebody who has noticed a listing complains."""
    probability = p.redress_complain_wronged if wronged else p.redress_complain_others
    if assertive:
        probability = min(probability * p.redress_assertive // MILLE, CERTAIN)
    return happens(draw(seed, Purpose.COMPLAIN, person, 0, luck), probability)


@shared
def first_channel(channels: Any, seed: int, person: int, luck: int) -> int:
    """The first channel chosen, by index."""
    mark = fraction(draw(seed, Purpose.CHANNEL, person, 0, luck))
    chosen = 0
    reached = channels[0].first_choice
    while chosen < CHANNELS - 1 and mark >= reached:
        chosen += 1
        reached += channels[chosen].first_choice
    return chosen


@shared
def complaint_delay(channel: Any, seed: int, person: int, luck: int, attempt: int) -> int:
    """Days from the decision to the complaint, at least one."""
    bits = draw(seed, Purpose.COMPLAINT_DELAY, person, attempt, luck)
    return max(between(bits, channel.delay_days_low, channel.delay_days_high), 1)


@shared
def stays_silent(channel: Any, seed: int, person: int, luck: int, attempt: int) -> bool:
    """Whether nobody ever answers."""
    return happens(draw(seed, Purpose.SILENCE, person, attempt, luck), channel.silent)


@shared
def answer_delay(channel: Any, seed: int, person: int, luck: int, attempt: int) -> int:
    """Days from the file's turn, or from the message, to the answer, at least one."""
    bits = draw(seed, Purpose.ANSWER_DELAY, person, attempt, luck)
    return max(between(bits, channel.answer_days_low, channel.answer_days_high), 1)


@shared
def is_recorded_against(p: Any, channel: Any, seed: int, person: int, luck: int, attempt: int) -> bool:
    """Whether the complaint is recorded against its author."""
    probability = channel.recorded if p.mechanism_complaints_recorded else 0
    return happens(draw(seed, Purpose.RECORDED_AGAINST, person, attempt, luck), probability)


@shared
def kind_of_record(channel: int) -> int:
    """The kind of act that a complaint recorded against its author counts as in schemes; 0 for none."""
    if channel == PETITION:
        return IncidentKind.PETITIONING.value
    return IncidentKind.CRITICAL_POST.value if channel == PUBLIC_POST else 0


@shared
def clerks_of_district(p: Any, people: int) -> int:
    """Clerks of a court's district, at least one."""
    return max((p.redress_clerks * people + MILLION * MILLE // 2) // (MILLION * MILLE), 1)


@shared
def work_minutes(p: Any, seed: int, person: int, luck: int, attempt: int) -> int:
    """Working time on a file, exponential, in minutes."""
    return exponential(draw(seed, Purpose.WORK, person, attempt, luck)) * p.redress_work_minutes // NANO


@shared
def first_free(free_at: Any, clerks: int) -> int:
    """The clerk who is free first, the lowest number among equals."""
    chosen = 0
    for clerk in range(1, clerks):
        if free_at[clerk] < free_at[chosen]:
            chosen = clerk
    return chosen


@shared
def verdict(
    p: Any, channel: Any, seed: int, person: int, luck: int, attempt: int, wrong: int, held_against: int
) -> int:
    """The answer: a file is judged by its look; earlier records against the complainant tell against him."""
    if wrong:
        kept = max(CERTAIN - p.redress_prejudice * held_against, 0)
        probability = channel.right * (kept >> 12) >> 20
    else:
        probability = channel.mistaken
    upheld = happens(draw(seed, Purpose.VERDICT, person, attempt, luck), probability)
    return Answer.UPHELD.value if upheld else Answer.REJECTED.value


@shared
def persists(p: Any, seed: int, person: int, luck: int, attempt: int) -> bool:
    """Whether somebody turned down tries the next channel."""
    return happens(draw(seed, Purpose.ESCALATE, person, attempt, luck), p.redress_persist)


@shared
def correction_delay(p: Any, seed: int, person: int, luck: int, attempt: int) -> int:
    """Days from the decision to the correction where no deadline is kept, at least one."""
    bits = draw(seed, Purpose.CORRECTION_LAG, person, attempt, luck)
    return max(between(bits, p.redress_correction_days_low, p.redress_correction_days_high), 1)
