"""Leaving a scheme, where that is free: from then on it holds nothing that counts."""

from scorelab.agenda import Due
from scorelab.journal import Kind, Phase, about
from scorelab.luck import Purpose, between, draw
from scorelab.reference.attention import count_person
from scorelab.reference.things import Person
from scorelab.reference.world import Appointment, World
from scorelab.scenario.scheme_tables import PLATFORM


def leave_scheme(world: World, due: Appointment) -> None:
    """Leave a scheme on the day on which somebody decided to."""
    leave(world, world.people[due.person], due.subject, Phase.SCORES, due.cause)


def leave(world: World, person: Person, index: int, phase: Phase, cause: int) -> None:
    """End an enrolment: contacts lose sight of the person, and what others imported is taken back."""
    standing = person.standings[index]
    if not standing.enrolled:
        return
    row = world.write(phase, person.number, Kind.LEFT_SCHEME, what=about(index, 0), trigger=cause)
    if world.rules.schemes[index].form == PLATFORM:
        count_person(world, person, index, -1, row)
    standing.enrolled, standing.left, standing.unsettled = 0, 1, 0
    for place, item in enumerate(world.rules.imports):
        if item.source == index and place in person.standings[item.scheme].imports:
            bits = draw(world.seed, Purpose.IMPORT_GRADE_LAG, person.number, world.day, place)
            day = world.day + max(between(bits, item.lag_days_low, item.lag_days_high), 1)
            world.appoint(day, Due.DROP_IMPORT, person.number, place, 0, row)
