"""Phase 4: doors. Reads copies and exit orders; writes refusals, hardship, pressure and notice."""

from typing import Any

from scorelab.agenda import Due
from scorelab.journal import Kind, Phase
from scorelab.reference.copies import wish_rate
from scorelab.reference.court import keeps
from scorelab.reference.listing import press, truth_now, truth_of
from scorelab.reference.redress import appoint_complaint
from scorelab.reference.world import Appointment, Listing, Person, World
from scorelab.rules import doors, records, redress
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
    if barrier == 0:
        return
    listing = person.listing
    by_list = door.shut_by == doors.COURT_LIST
    if by_list:
        assert listing is not None
        truth = truth_now(listing)
    else:
        assert person.exit_case is not None
        truth = truth_of(person.exit_case)
    cost = door.cost if world.p.mechanism_door_consequences else 0
    earlier = person.hardship_row if door.hardship and world.hardship_of(person) > 0 else 0
    refusal = world.write(
        Phase.DOORS,
        person.number,
        Kind.REFUSAL,
        what=due.subject,
        amount=cost,
        truth=truth,
        trigger=barrier,
        contributors=(earlier,) if world.p.mechanism_door_consequences else (),
    )
    if world.p.mechanism_door_consequences:
        world.raise_hardship(person, door.hardship, refusal)
        if door.job_lost:
            world.appoint(world.day + 1, Due.LOSE_JOB, person.number, cause=refusal)
    if by_list and listing is not None:
        listing.refusals += 1
        press(world, listing, refusal)
        notice(world, person, listing, door, refusal)


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
    wronged = int(records.is_against_own_rules(truth_now(listing)))
    if not redress.complains(p, seed, person.number, listing.luck, wronged, person.assertive):
        return
    channel = redress.first_channel(world.rules.channels, seed, person.number, listing.luck)
    if reasons:
        channel = redress.WRITTEN_APPLICATION
    appoint_complaint(world, person, listing, channel, row)
