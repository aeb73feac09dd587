"""Copies and doors (compare reference/copies.py and reference/doors.py)."""

from typing import Any

from scorelab.agenda import Due
from scorelab.compiled import shared
from scorelab.engine.keeping import (
    CHILDREN_PROTECTED,
    PROPORTIONALITY,
    REASONS,
    SUSPENDED_WHILE_CONTESTED,
    hardship_row_of,
    is_limited,
    keeps,
    raise_hardship,
)
from scorelab.engine.layout import DAY, ENROLLED, LISTED, NONE, SEED
from scorelab.engine.ledger import appoint, book_of, contribute_two, write
from scorelab.engine.listed import forget_listing, see_listing
from scorelab.engine.listing import press, truth_now, truth_of
from scorelab.engine.redress import consider_complaint, is_shown
from scorelab.engine.standing import grade_row_of
from scorelab.engine.wishes import plan_wishes
from scorelab.journal import Kind, Phase, Truth, row_id
from scorelab.rules import doors, safeguards

COPIES = Phase.COPIES.value
DOORS_PHASE = Phase.DOORS.value


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
    book, row = book_of(w, number), w.copies[this, operator].row
    see_listing(w, book, number, operator, COPIES, row, listing.luck)
    plan_wishes(w, number, w.numbers[DAY] + 1)


@shared
def drop_copy(w: Any, number: int, this: int, operator: int, cause: int) -> None:
    """A removal reaches an operator, unless the person has been listed anew."""
    listing = w.listings[this]
    if w.people[number].listing != this or listing.active or listing.copies >> operator & 1 == 0:
        return
    listing.copies &= ~(1 << operator)
    row = write(w, COPIES, number, Kind.COPY_DROPPED.value, operator, 0, NONE, 0, cause)
    if listing.copies == 0:
        listing.wrong = 0
    forget_listing(w, book_of(w, number), number, operator, listing.ending, row)


@shared
def wish(w: Any, book: int, number: int, index: int, height: int) -> None:
    """Ask at a door; be refused if it is shut."""
    p, door, person = w.p[book], w.doors[book, index], w.people[number]
    if height >= doors.wish_rate(door, person.income_fifth, person.manager, person.parent):
        return
    if door.job_lost and (person.out_of_work or not person.employed):
        return
    barrier = what_shuts(w, p, door, number)
    if barrier != 0:
        refuse_by_list(w, book, number, index, barrier)
        return
    if not asks_for_grade(w, book, door, number):
        return
    standing = w.standings[number, door.scheme]
    if standing.rank < door.below:
        refuse(w, book, number, index, truth_by_grade(w, door, number), grade_row_of(w, number, door.scheme))
    elif standing.rank < door.review_below:
        cause = grade_row_of(w, number, door.scheme)
        row = write(w, DOORS_PHASE, number, Kind.REVIEWED.value, index, 0, NONE, 0, cause)
        if doors.fails_review(door, w.numbers[SEED], number, w.numbers[DAY]):
            refuse(w, book, number, index, truth_by_grade(w, door, number), row)


@shared
def refuse_by_list(w: Any, book: int, number: int, index: int, barrier: int) -> None:
    """A refusal for the list, or for an order not to leave the country."""
    p, door, person = w.p[book], w.doors[book, index], w.people[number]
    if door.shut_by != doors.COURT_LIST:
        refuse(w, book, number, index, truth_of(w.cases[w.lives[person.life].exit_case]), barrier)
        return
    refusal = refuse(w, book, number, index, truth_now(w, w.listings[person.listing]), barrier)
    w.listings[person.listing].refusals += 1
    press(w, p, number, refusal)
    notice(w, p, w.channels[book], door, number, refusal)


@shared
def refuse(w: Any, book: int, number: int, index: int, truth: int, barrier: int) -> int:
    """Write a refusal and what it costs; returns its row."""
    p, door, person = w.p[book], w.doors[book, index], w.people[number]
    felt = p.mechanism_door_consequences
    earlier = hardship_row_of(w, p, person) if felt and door.hardship else 0
    cost = door.cost if felt else 0
    refusal = write(w, DOORS_PHASE, number, Kind.REFUSAL.value, index, truth, NONE, cost, barrier)
    contribute_two(w, refusal, earlier, 0)
    if felt:
        raise_hardship(w, p, number, door.hardship, refusal)
        if door.job_lost:
            appoint(w, w.numbers[DAY] + 1, Due.LOSE_JOB.value, number, 0, 0, refusal)
    return refusal


@shared
def asks_for_grade(w: Any, book: int, door: Any, number: int) -> bool:
    """Whether a door asks for a standing that the person had yesterday evening."""
    p = w.p[book]
    if door.scheme < 0 or not p.mechanism_door_by_score:
        return False
    if door.refuted and not p.mechanism_myth_score_shuts_travel:
        return False
    if w.standings[number, door.scheme].flags & ENROLLED == 0:
        return False
    if grade_row_of(w, number, door.scheme) >= row_id(w.numbers[DAY], 0, 0, 0):
        return False
    luck = safeguards.luck_of_use(number, safeguards.DOOR + door.number)
    return not is_limited(w, p, w.schemes[book, door.scheme], door.operator, luck)


@shared
def truth_by_grade(w: Any, door: Any, number: int) -> int:
    """The class of a refusal for a grade: that of the listing if the scheme counts one, else due."""
    this, standing = w.people[number].listing, w.standings[number, door.scheme]
    if this != NONE and is_shown(w, number, this) and (standing.flags & LISTED or standing.fixed >= 0):
        return truth_now(w, w.listings[this])
    return Truth.DUE.value


@shared
def what_shuts(w: Any, p: Any, door: Any, number: int) -> int:
    """The row of the copy or exit order that shuts the door, from the day after it; 0 if it is open."""
    day = w.numbers[DAY]
    person = w.people[number]
    if door.shut_by == doors.EXIT_ORDER:
        exit_case = w.lives[person.life].exit_case
        return w.cases[exit_case].exit_row if exit_case != NONE and w.cases[exit_case].exit_day < day else 0
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
    consider_complaint(w, p, channels, number, person.listing, reasons, row)
