"""Run a scenario with the reference: for a few hundred people."""

from dataclasses import dataclass

from scorelab.casting import CERTAIN_HEIGHT, SCRIPT_LAYER, casting, scripted_acts, scripted_incidents
from scorelab.digest import SALTS, digest_text, hash_cause, hash_row, hash_state
from scorelab.luck import MASK
from scorelab.population.build import Population
from scorelab.population.people import Employment
from scorelab.reference.day import live
from scorelab.reference.things import Person, Standing
from scorelab.reference.world import EVERYBODY, Shelf, World
from scorelab.scenario.compile import RuleBook, rule_books
from scorelab.scenario.schema import Scenario
from scorelab.timeline import timeline


@dataclass(frozen=True)
class ReferenceRun:
    """What the reference leaves: the world at its end, and the digest."""

    world: World
    digest: str


def simulate(scenario: Scenario, population: Population) -> ReferenceRun:
    """Run a scenario, day by day, over a population."""
    line = timeline(scenario)
    people = [person_of(population, number) for number in range(len(population))]
    cast = casting(scenario, population)
    for person in people:
        person.standings = [Standing() for _ in scenario.schemes.all]
    world = World(
        scenario.seed,
        people,
        shelves(scenario, cast),
        line.calendar,
        line.first_day,
        line.month_starts,
        population.course,
    )
    follow_script(world, scenario, cast)
    for day in range(line.first_day, line.days):
        live(world, day)
    return ReferenceRun(world, digest(world))


def shelves(scenario: Scenario, cast: dict[str, int]) -> dict[int, Shelf]:
    """Everybody's rule books, and those of the people in roles that have their own."""
    found = {EVERYBODY: shelf(rule_books(scenario))}
    for change in scenario.interventions:
        if change.for_ is not None:
            found[cast[change.for_]] = shelf(rule_books(scenario, change.for_))
    return found


def shelf(books: tuple[RuleBook, ...]) -> Shelf:
    """Rule books in the reader's form."""
    return Shelf(tuple(book.reader() for book in books), tuple(book.from_day for book in books))


def follow_script(world: World, scenario: Scenario, cast: dict[str, int]) -> None:
    """Lay the script's incidents among luck's candidates and its acts on the agenda, before all else."""
    for incident in scripted_incidents(scenario, cast):
        candidate = (incident.person, incident.kind, SCRIPT_LAYER, incident.n, CERTAIN_HEIGHT)
        world.candidates.setdefault(incident.day, []).append(candidate)
    for act in scripted_acts(scenario, cast):
        world.appoint(act.day, act.due, act.person, act.subject, act.extra)


def person_of(population: Population, number: int) -> Person:
    """One person as a plain object."""
    ties = range(int(population.tie_start[number]), int(population.tie_start[number + 1]))
    employment = int(population.employment[number])
    contacts = [(int(population.tie_layer[tie]), int(population.tie_contact[tie])) for tie in ties]
    return Person(
        number=number,
        birthday=int(population.birthday[number]),
        man=int(population.sex[number]),
        income_fifth=int(population.income_fifth[number]),
        employed=int(employment in (Employment.EMPLOYED, Employment.MANAGER, Employment.OUT_OF_WORK)),
        manager=int(employment == Employment.MANAGER),
        parent=int(population.parent[number]),
        aware=int(population.aware[number]),
        assertive=int(population.assertive[number]),
        guarantor=int(population.guarantor[number]),
        namesakes=namesakes_of(population, number),
        contacts=contacts,
        away=not_yet_there(population, number, contacts),
        out_of_work=int(employment == Employment.OUT_OF_WORK),
        settled=int(population.settled[number]),
        income=int(population.income[number]),
        household=int(population.household[number]),
    )


def not_yet_there(population: Population, number: int, contacts: list[tuple[int, int]]) -> set[int]:
    """The contacts to whom the tie stands only when both are born."""
    founders = len(population) if population.course is None else population.course.founders
    return {contact for _, contact in contacts if max(number, contact) >= founders}


def namesakes_of(population: Population, number: int) -> list[int]:
    """The other people of the same name."""
    name = int(population.name_class[number])
    if name < 0:
        return []
    members = population.name_members[population.name_start[name] : population.name_start[name + 1]]
    return [int(member) for member in members if member != number]


def state_of(person: Person) -> tuple[int, ...]:
    """The fields of :data:`scorelab.digest.STATE_FIELDS`."""
    listing = person.listing
    copies = sum(1 << index for index, row in enumerate(listing.copy_row) if row) if listing else 0
    return (
        int(listing is not None and listing.active),
        copies,
        person.hardship,
        person.hardship_day,
        person.out_of_work,
        person.held_against,
        len(person.dropped),
        int(person.exit_case is not None),
        person.fear,
        *(standing.score for standing in person.standings),
    )


def digest(world: World) -> str:
    """The digest of the journal and the final state."""
    sums = []
    for salt in SALTS:
        total = sum(
            hash_row(salt, row.row, row.kind, row.what, row.truth, row.other, row.amount, row.trigger)
            for row in world.rows
        )
        total += sum(hash_cause(salt, *cause) for cause in world.causes)
        for person in world.people:
            for field, value in enumerate(state_of(person)):
                if value:
                    total += hash_state(salt, person.number, field, value)
        sums.append(total & MASK)
    return digest_text(*sums)
