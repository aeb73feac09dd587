"""Livelihood. Jobs are lost and found; months without wages weigh."""

from scorelab.agenda import Due
from scorelab.journal import Kind, Phase
from scorelab.luck import Purpose, between, draw
from scorelab.reference.things import Person
from scorelab.reference.world import Appointment, World


def lose_job(world: World, due: Appointment) -> None:
    """Lose the job, and begin to search."""
    person = world.people[due.person]
    if person.out_of_work:
        return
    earlier = person.hardship_row if world.hardship_of(person) > 0 else 0
    row = world.write(
        Phase.LIVELIHOOD, person.number, Kind.JOB_LOST, trigger=due.cause, contributors=(earlier,)
    )
    person.out_of_work, person.job_row = 1, row
    unsettle(person)
    world.raise_hardship(person, world.p.livelihood_job_lost, row)
    search(world, person)


def unsettle(person: Person) -> None:
    """Let platforms look at the person's capacity when they next update."""
    for standing in person.standings:
        standing.unsettled = standing.enrolled


def search(world: World, person: Person) -> None:
    """Set the day on which the search ends, and the first month without wages."""
    person.job_search += 1
    bits = draw(world.seed, Purpose.JOB_SEARCH, person.number, person.job_search, 0)
    days = between(bits, world.p.livelihood_search_days_low, world.p.livelihood_search_days_high)
    world.appoint(world.day + max(days, 1), Due.FIND_JOB, person.number, cause=person.job_row)
    world.appoint(world.day + 30, Due.MONTH_OUT_OF_WORK, person.number, extra=person.job_search)


def find_job(world: World, due: Appointment) -> None:
    """Find work again."""
    person = world.people[due.person]
    person.job_row = world.write(Phase.LIVELIHOOD, person.number, Kind.JOB_FOUND, trigger=due.cause)
    person.out_of_work = 0
    unsettle(person)


def month_out_of_work(world: World, due: Appointment) -> None:
    """Another month without wages."""
    person = world.people[due.person]
    if person.out_of_work and person.job_search == due.extra:
        # Hardship that is still felt keeps its latest row: that row's contributors lead back to the lost job.
        cause = person.hardship_row if world.hardship_of(person) > 0 else person.job_row
        world.raise_hardship(person, world.p.livelihood_out_of_work_month, cause)
        world.appoint(world.day + 30, Due.MONTH_OUT_OF_WORK, person.number, extra=due.extra)
