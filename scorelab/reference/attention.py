"""What others' lives mean for a person's scores and fears."""

from scorelab.agenda import Due
from scorelab.luck import Purpose
from scorelab.reference.standing import in_app
from scorelab.reference.things import Person
from scorelab.reference.world import World
from scorelab.rules import contacts, incidents
from scorelab.scenario.scheme_tables import PLATFORM


def count_person(world: World, person: Person, index: int, change: int, row: int) -> None:
    """Let a platform count a person among the contacts of all who have them in the app, or no more (-1)."""
    own = person.standings[index]
    worth = world.grades_of(index)[own.counted].standing
    for _, contact in in_app(world, person, index):
        standing = contact.standings[index]
        standing.contacts += change
        standing.moved += change * worth
        standing.listed_contacts += change * own.listed
        standing.causes.append(row)
        standing.unsettled = 1


def tell_contacts(world: World, person: Person, index: int, change: int, row: int) -> None:
    """A platform counts listed contacts: note a change with those who have the person in the app."""
    for _, contact in in_app(world, person, index):
        standing = contact.standings[index]
        standing.listed_contacts += change
        standing.causes.append(row)
        standing.unsettled = 1


def count_relatives_payment(world: World, person: Person, row: int) -> None:
    """A large missed payment counts against household and relatives in the app."""
    for index, scheme in enumerate(world.rules.schemes):
        if scheme.form != PLATFORM:
            continue
        for layer, contact in in_app(world, person, index):
            if layer <= contacts.LAST_LAYER_OF_KIN:
                standing = contact.standings[index]
                standing.relatives += 1
                standing.causes.append(row)
                standing.unsettled = 1


def punish(world: World, person: Person, row: int) -> None:
    """A recorded post frightens its author; contacts may learn of it, and it may count against them."""
    world.raise_fear(person, row)
    luck = contacts.luck_of_day(person.number, world.day)
    for layer, number in person.standing_ties():
        contact = world.people[number]
        if not incidents.is_adult(contact.birthday, world.day):
            continue
        wait = contacts.learning_wait(
            world.p,
            world.rules.layers[layer],
            world.seed,
            Purpose.LEARNING_PUNISHMENT,
            number,
            contact.aware,
            luck,
            contacts.MILLE,
        )
        if wait > 0:
            world.appoint(world.day + wait, Due.LEARN_OF_PUNISHMENT, number, person.number, layer, row)
    if world.p.mechanism_myth_friends_posts:
        for index, scheme in enumerate(world.rules.schemes):
            if scheme.form == PLATFORM:
                for _, contact in in_app(world, person, index):
                    contact.standings[index].posts += 1
                    contact.standings[index].causes.append(row)
                    contact.standings[index].unsettled = 1
