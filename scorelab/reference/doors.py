"""Doors. Reads copies, exit orders and grades; writes refusals, hardship, pressure and notice."""

from typing import Any

from scorelab.agenda import Due
from scorelab.journal import Kind, Phase, Truth
from scorelab.reference.court import keeps
from scorelab.reference.listing import press, truth_now, truth_of
from scorelab.reference.redress import consider_complaint
from scorelab.reference.safeguards import is_limited
from scorelab.reference.things import Listing, Person, Standing
from scorelab.reference.wishes import wish_rate
from scorelab.reference.world import Appointment, World
from scorelab.rules import doors, safeguards
from scorelab.rules.safeguards import Safeguard


def wish(world: World, due: Appointment) -> None:
    """Ask at a door; be refused if it is shut."""
    person = world.people[due.person]
    door = world.rules.doors[due.subject]
    if due.extra >= wish_rate(door, person):
        return
    if door.job_lost and (person.out_of_work or not person.employed):
        return
    barrier = what_shuts(world, person, door)
    if barrier:
        refuse_by_list(world, person, door, due.subject, barrier)
        return
    standing = asked_standing(world, person, door)
    if standing is None:
        return
    if standing.rank < door.below:
        refuse_by_grade(world, person, door, due.subject, standing)
    elif standing.rank < door.review_below:
        row = world.write(
            Phase.DOORS, person.number, Kind.REVIEWED, what=due.subject, trigger=standing.grade_row
        )
        if doors.fails_review(door, world.seed, person.number, world.day):
            refuse(world, person, door, due.subject, truth_by_grade(person, standing), row)


def refuse_by_list(world: World, person: Person, door: Any, index: int, barrier: int) -> None:
    """A refusal for the list, or for an order not to leave the country."""
    listing = person.listing
    if door.shut_by != doors.COURT_LIST:
        assert person.exit_case is not None
        refuse(world, person, door, index, truth_of(person.exit_case), barrier)
        return
    assert listing is not None
    refusal = refuse(world, person, door, index, truth_now(listing), barrier)
    listing.refusals += 1
    press(world, listing, refusal)
    notice(world, person, listing, door, refusal)


def refuse_by_grade(world: World, person: Person, door: Any, index: int, standing: Standing) -> None:
    """A refusal for the grade."""
    refuse(world, person, door, index, truth_by_grade(person, standing), standing.grade_row)


def refuse(world: World, person: Person, door: Any, index: int, truth: int, barrier: int) -> int:
    """Write a refusal and what it costs; returns its row."""
    felt = world.p.mechanism_door_consequences
    earlier = person.hardship_row if felt and door.hardship and world.hardship_of(person) > 0 else 0
    refusal = world.write(
        Phase.DOORS,
        person.number,
        Kind.REFUSAL,
        what=index,
        amount=door.cost if felt else 0,
        truth=truth,
        trigger=barrier,
        contributors=(earlier,),
    )
    if felt:
        world.raise_hardship(person, door.hardship, refusal)
        if door.job_lost:
            world.appoint(world.day + 1, Due.LOSE_JOB, person.number, cause=refusal)
    return refusal


def asked_standing(world: World, person: Person, door: Any) -> Standing | None:
    """The standing that a door asks for, as it was yesterday evening; None if it asks for none."""
    if door.scheme < 0 or not world.p.mechanism_door_by_score:
        return None
    if door.refuted and not world.p.mechanism_myth_score_shuts_travel:
        return None
    standing = person.standings[door.scheme]
    if not standing.enrolled or (standing.grade_row and world.day_of(standing.grade_row) >= world.day):
        return None
    luck = safeguards.luck_of_use(person.number, safeguards.DOOR + door.number)
    if is_limited(world, world.rules.schemes[door.scheme], door.operator, luck):
        return None
    return standing


def truth_by_grade(person: Person, standing: Standing) -> int:
    """The class of a refusal for a grade: that of the listing if the scheme counts one, else due."""
    if person.listing is not None and person.listing.is_shown() and standing.counts_listing():
        return truth_now(person.listing)
    return Truth.DUE


def what_shuts(world: World, person: Person, door: Any) -> int:
    """The row of the copy or exit order that shuts the door, from the day after it; 0 if it is open."""
    if door.shut_by == doors.EXIT_ORDER:
        case = person.exit_case
        return case.exit_row if case is not None and case.exit_day < world.day else 0
    listing = person.listing
    if door.shut_by != doors.COURT_LIST or listing is None:
        return 0
    row = listing.copy_row[door.operator]
    if row == 0 or listing.copy_day[door.operator] >= world.day:
        return 0
    if listing.contested and keeps(world, Safeguard.SUSPENDED_WHILE_CONTESTED, listing.luck):
        return 0
    if not door.related_to_debt and keeps(world, Safeguard.PROPORTIONALITY, listing.luck):
        return 0
    if door.asked_by == doors.PARENTS and keeps(world, Safeguard.CHILDREN_PROTECTED, listing.luck):
        return 0
    return row


def notice(world: World, person: Person, listing: Listing, door: Any, refusal: int) -> None:
    """Notice the listing at a refusal, and perhaps decide to complain."""
    p, seed = world.p, world.seed
    if listing.noticed or not p.mechanism_redress:
        return
    reasons = keeps(world, Safeguard.REASONS, listing.luck)
    says = doors.SAYS_WHY if reasons else door.says
    if not doors.is_noticed(p, seed, person.number, listing.luck, says, listing.refusals):
        return
    listing.noticed = 1
    row = world.write(Phase.DOORS, person.number, Kind.NOTICED, trigger=refusal)
    consider_complaint(world, person, listing, reasons, row)
