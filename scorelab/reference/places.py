"""Scarce places, a phase for each door's round: by grade, then by luck, once a year."""

from typing import Any

from scorelab.agenda import Due
from scorelab.journal import Kind, Phase
from scorelab.luck import CERTAIN
from scorelab.reference.safeguards import is_limited
from scorelab.reference.things import Person
from scorelab.reference.world import EVERYBODY, World
from scorelab.rules import doors, incidents, safeguards
from scorelab.rules.calendar import day_of_month, month_of_year


def give_places(world: World) -> None:
    """The round of each door with scarce places, on the first day of September."""
    if month_of_year(world.calendar, world.first_day, world.day) != doors.PLACES_MONTH:
        return
    if day_of_month(world.calendar, world.first_day, world.day) != 1:
        return
    scarce = [index for index, door in enumerate(world.in_force[EVERYBODY].doors) if door.places]
    for place, index in enumerate(scarce):
        give(world, index, Phase.PLACES + 2 * place)


def give(world: World, index: int, phase: int) -> None:
    """One round: the places go to the first; all others are refused, for the grade or for want of luck."""
    world.rules = world.in_force[EVERYBODY]
    door = world.rules.doors[index]
    applicants = [
        person
        for person in world.people
        if incidents.is_adult(person.birthday, world.day)
        and doors.asks_in_round(door, world.seed, person.number, world.day, asking_rate(door, person))
    ]
    applicants.sort(
        key=lambda person: (
            -rank_at(world, person, door),
            -doors.lot(world.seed, person.number, world.day, door),
            person.number,
        )
    )
    places = len(applicants) * (door.places >> 16) // (CERTAIN >> 16)
    if not 0 < places < len(applicants):
        return
    last = applicants[places - 1]
    cutoff = world.write(
        phase,
        last.number,
        Kind.PLACES_GIVEN,
        what=index,
        other=len(applicants),
        amount=places,
        trigger=grade_row(world, last, door),
    )
    for person in sorted(applicants[places:], key=lambda person: person.number):
        world.begin_turn(person.number)
        refuse(world, person, index, phase + 1, cutoff)


def asking_rate(door: Any, person: Person) -> int:
    """How often the person asks for a place."""
    return doors.asking_rate(door, person.income_fifth, person.manager, person.parent)


def ranks_by_grade(world: World, door: Any) -> bool:
    """Whether a door gives places by grade before luck."""
    if door.scheme < 0 or not door.priority or not world.p.mechanism_grade_priority:
        return False
    luck = safeguards.luck_of_round(world.day, door.number)
    return not is_limited(world, world.rules.schemes[door.scheme], door.operator, luck)


def rank_at(world: World, person: Person, door: Any) -> int:
    """The rank by which a door that gives priority ranks somebody; all alike if it gives none."""
    if not ranks_by_grade(world, door):
        return 0
    standing = person.standings[door.scheme]
    return standing.rank if standing.enrolled else world.rules.schemes[door.scheme].start_rank


def grade_row(world: World, person: Person, door: Any) -> int:
    """The row of the person's grade, if the door gives priority by it; 0 if it never changed."""
    if not ranks_by_grade(world, door):
        return 0
    return person.standings[door.scheme].grade_row


def refuse(world: World, person: Person, index: int, phase: int, cutoff: int) -> None:
    """Refuse an applicant who came too late in the order."""
    door = world.rules.doors[index]
    own = grade_row(world, person, door)
    felt = world.p.mechanism_door_consequences
    earlier = person.hardship_row if felt and door.hardship and world.hardship_of(person) > 0 else 0
    refusal = world.write(
        phase,
        person.number,
        Kind.REFUSAL,
        what=index,
        amount=door.cost if felt else 0,
        trigger=own or cutoff,
        contributors=(cutoff if own else 0, earlier),
    )
    if felt:
        world.raise_hardship(person, door.hardship, refusal)
        if door.job_lost:
            world.appoint(world.day + 1, Due.LOSE_JOB, person.number, cause=refusal)
