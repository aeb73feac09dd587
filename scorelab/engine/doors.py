"""Phases 3 and 4: copies and doors (compare reference/copies.py and reference/doors.py)."""

from typing import Any

from scorelab.agenda import Due
from scorelab.compiled import shared
from scorelab.engine.keeping import (
    CHILDREN_PROTECTED,
    PROPORTIONALITY,
    REASONS,
    SUSPENDED_WHILE_CONTESTED,
    hardship_of,
    keeps,
    raise_hardship,
)
from scorelab.engine.ledger import appoint, contribute_two, write
from scorelab.engine.listing import press, truth_now, truth_of
from scorelab.engine.redress import appoint_complaint
from scorelab.engine.state import BOOKS, DAY, DOORS, NONE, SEED
from scorelab.journal import Kind, Phase
from scorelab.luck import Purpose, draw
from scorelab.rules import chance, doors, records, redress

COPIES = Phase.COPIES.value
DOORS_PHASE = Phase.DOORS.value
WISH = Purpose.WISH.value


@shared
def take_copy(w: Any, number: int, this: int, operator: int) -> None:
    """An operator's import of the list reaches this stay."""
    listing = w.listings[this]
    if not listing.active:
        return
    w.copies[this, operator].row = write(
        w, COPIES, number, Kind.COPY_TAKEN.value, operator, 0, NONE, 0, listing.row
    )
    w.copies[this, operator].day = w.numbers[DAY]
    listing.copies |= 1 << operator
    plan_wishes(w, number, w.numbers[DAY] + 1)


@shared
def drop_copy(w: Any, number: int, this: int, operator: int, cause: int) -> None:
    """A removal reaches an operator, unless the person has been listed anew."""
    listing = w.listings[this]
    if w.people[number].listing != this or listing.active or listing.copies >> operator & 1 == 0:
        return
    listing.copies &= ~(1 << operator)
    write(w, COPIES, number, Kind.COPY_DROPPED.value, operator, 0, NONE, 0, cause)
    if listing.copies == 0:
        listing.wrong = 0


@shared
def plan_wishes(w: Any, number: int, first: int) -> None:
    """Draw the person's wishes at every door from day `first` to the end of today's window: luck alone.

    Once in a window: whatever else shuts doors later finds the wishes planned.
    """
    now = w.numbers
    day = now[DAY]
    window = day >> doors.WINDOW_BITS
    person = w.people[number]
    if day < -doors.WARM_UP_DAYS or person.wishes_window == window:
        return
    person.wishes_window = window
    for index in range(now[DOORS]):
        highest = 0
        for book in range(now[BOOKS]):
            rate = doors.wish_rate(w.doors[book, index], person.income_fifth, person.manager, person.parent)
            highest = max(highest, rate)
        layer = 0
        purpose = WISH + w.doors[0, index].number
        while chance.layer_floor(layer, doors.LOWEST_LAYER) < highest:
            bits = draw(now[SEED], purpose, number, window, chance.candidate_mark(0, layer, 0))
            width = chance.layer_width_exponent(layer, doors.LOWEST_LAYER)
            count = chance.candidates_in_layer(bits, width, doors.WINDOW_BITS)
            for n in range(1, count + 1):
                bits = draw(now[SEED], purpose, number, window, chance.candidate_mark(0, layer, n))
                wished = chance.candidate_day(bits, window, doors.WINDOW_BITS)
                height = chance.candidate_height(bits, layer, doors.LOWEST_LAYER)
                if wished >= first and height < highest:
                    appoint(w, wished, Due.WISH.value, number, index, height, 0)
            layer += 1


@shared
def wish(w: Any, p: Any, channels: Any, door: Any, number: int, index: int, height: int) -> None:
    """Ask at a door; be refused if it is shut."""
    now = w.numbers
    day = now[DAY]
    person = w.people[number]
    if height >= doors.wish_rate(door, person.income_fifth, person.manager, person.parent):
        return
    if door.job_lost and (person.out_of_work or not person.employed):
        return
    barrier = what_shuts(w, p, door, number)
    if barrier == 0:
        return
    by_list = door.shut_by == doors.COURT_LIST
    truth = truth_now(w, w.listings[person.listing]) if by_list else truth_of(w.cases[person.exit_case])
    felt = p.mechanism_door_consequences
    earlier = person.hardship_row if felt and door.hardship and hardship_of(w, p, person) > 0 else 0
    cost = door.cost if felt else 0
    refusal = write(w, DOORS_PHASE, number, Kind.REFUSAL.value, index, truth, NONE, cost, barrier)
    contribute_two(w, refusal, earlier, 0)
    if felt:
        raise_hardship(w, p, number, door.hardship, refusal)
        if door.job_lost:
            appoint(w, day + 1, Due.LOSE_JOB.value, number, 0, 0, refusal)
    if by_list:
        w.listings[person.listing].refusals += 1
        press(w, p, number, refusal)
        notice(w, p, channels, door, number, refusal)


@shared
def what_shuts(w: Any, p: Any, door: Any, number: int) -> int:
    """The row of the copy or exit order that shuts the door, from the day after it; 0 if it is open."""
    day = w.numbers[DAY]
    person = w.people[number]
    if door.shut_by == doors.EXIT_ORDER:
        if person.exit_case == NONE or w.cases[person.exit_case].exit_day >= day:
            return 0
        return w.cases[person.exit_case].exit_row
    if door.shut_by != doors.COURT_LIST or person.listing == NONE:
        return 0
    listing = w.listings[person.listing]
    if listing.copies >> door.operator & 1 == 0 or w.copies[person.listing, door.operator].day >= day:
        return 0
    if listing.contested and keeps(w, p, SUSPENDED_WHILE_CONTESTED, listing.luck):
        return 0
    if not door.related_to_debt and keeps(w, p, PROPORTIONALITY, listing.luck):
        return 0
    if door.asked_by == doors.PARENTS and keeps(w, p, CHILDREN_PROTECTED, listing.luck):
        return 0
    return w.copies[person.listing, door.operator].row


@shared
def notice(w: Any, p: Any, channels: Any, door: Any, number: int, refusal: int) -> None:
    """Notice the listing at a refusal, and perhaps decide to complain."""
    seed = w.numbers[SEED]
    person = w.people[number]
    listing = w.listings[person.listing]
    if listing.noticed or not p.mechanism_redress:
        return
    reasons = keeps(w, p, REASONS, listing.luck)
    says = doors.SAYS_WHY if reasons else door.says
    if not doors.is_noticed(p, seed, number, listing.luck, says, listing.refusals):
        return
    listing.noticed = 1
    row = write(w, DOORS_PHASE, number, Kind.NOTICED.value, 0, 0, NONE, 0, refusal)
    wronged = 1 if records.is_against_own_rules(truth_now(w, listing)) else 0
    if not redress.complains(p, seed, number, listing.luck, wronged, person.assertive):
        return
    channel = redress.first_channel(channels, seed, number, listing.luck)
    if reasons:
        channel = redress.WRITTEN_APPLICATION
    appoint_complaint(w, channels, number, person.listing, channel, row)
