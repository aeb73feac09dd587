"""The turn of lives. Reads what the course of lives brings; ends all that stands in the name of the dead."""

from typing import Any

from scorelab.agenda import Due
from scorelab.journal import LUCK, Ending, Kind, Phase
from scorelab.population.course import Course
from scorelab.population.happenings import Happening
from scorelab.reference.circle import count_tie, form_tie, may_meet
from scorelab.reference.leaving import leave
from scorelab.reference.livelihood import unsettle
from scorelab.reference.standing import settle
from scorelab.reference.things import Case, Person
from scorelab.reference.updates import enrol_later
from scorelab.reference.world import Appointment, World
from scorelab.rules import contacts, factors, incidents
from scorelab.rules.lives import COMPLAINS, GONE, KNOWS, MANAGES, WORKS, is_gone
from scorelab.scenario.scheme_tables import PLATFORM

LIVES = Phase.LIVES
OF_WORK = (Due.LOSE_JOB, Due.FIND_JOB, Due.MONTH_OUT_OF_WORK)


def turn(world: World) -> None:
    """What today brings; then nothing is due any more for the dead, and no work for the retired."""
    course = world.course
    if course is None:
        return
    dead, retired = set(), set()
    for happening in course.on(world.day):
        number = int(happening["person"])
        person = world.people[number]
        world.begin_turn(number)
        if happening["kind"] == Happening.BIRTH:
            be_born(world, course, person)
        elif happening["kind"] == Happening.COMING_OF_AGE:
            come_of_age(world, course, person, happening)
        elif happening["kind"] == Happening.END_OF_SCHOOL:
            end_school(world, person, happening)
        elif happening["kind"] == Happening.CHANGE_OF_WORK:
            change_work(world, person, world.people[int(happening["host"])], int(happening["income"]))
        elif happening["kind"] == Happening.MOVE:
            move(world, person, world.people[int(happening["host"])])
        elif happening["kind"] == Happening.RETIREMENT:
            retire(world, person, int(happening["income"]))
            retired.add(number)
        else:
            die(world, person)
            dead.add(number)

    def still_due(due: Appointment) -> bool:
        return due.person not in dead and not (due.person in retired and due.due in OF_WORK)

    if dead or retired:
        for day, appointments in world.agenda.items():
            world.agenda[day] = [due for due in appointments if still_due(due)]


def parents_of(world: World, course: Course, child: Person) -> list[Person]:
    """Mother and father, as far as they are known and live."""
    numbers = int(course.mother[child.number]), int(course.father[child.number])
    known = (world.people[number] for number in numbers if number >= 0)
    return [parent for parent in known if not is_gone(parent.birthday)]


def be_born(world: World, course: Course, child: Person) -> None:
    """Be born: the ties to household and kin stand from now on, to those who live."""
    world.write(LIVES, child.number, Kind.BORN, other=int(course.mother[child.number]), trigger=LUCK)
    for _, number in child.contacts:
        contact = world.people[number]
        if not is_gone(contact.birthday) and (number < course.founders or number < child.number):
            child.away.discard(number)
            contact.away.discard(child.number)
    for parent in parents_of(world, course, child):
        parent.parent = 1


def come_of_age(world: World, course: Course, person: Person, grown: Any) -> None:
    """Come of age: from now on incidents can happen, doors be asked at, and schemes enrol."""
    mother, father = int(course.mother[person.number]), int(course.father[person.number])
    other = mother if mother >= 0 else father
    row = world.write(LIVES, person.number, Kind.CAME_OF_AGE, other=other, trigger=LUCK)
    flags = int(grown["flags"])
    person.aware, person.assertive = int(flags & KNOWS != 0), int(flags & COMPLAINS != 0)
    person.income_fifth = int(grown["fifth"])
    for parent in parents_of(world, course, person):
        parent.parent = int(has_children(world, course, parent))
    for index in range(len(person.standings)):
        enrol_later(world, person, index, LIVES, row)


def has_children(world: World, course: Course, parent: Person) -> bool:
    """Whether any own child below 18 is left to somebody."""
    for _, number in parent.standing_ties():
        own = parent.number in (course.mother[number], course.father[number])
        if own and not incidents.is_adult(world.people[number].birthday, world.day):
            return True
    return False


def end_school(world: World, person: Person, grown: Any) -> None:
    """Leave school, and take up work where there is any."""
    income, flags = int(grown["income"]), int(grown["flags"])
    level = int(grown["education"])
    row = world.write(LIVES, person.number, Kind.LEFT_SCHOOL, what=level, amount=income, trigger=LUCK)
    person.employed, person.manager = int(flags & WORKS != 0), int(flags & MANAGES != 0)
    person.income = income
    earn(world, person, int(grown["fifth"]), row)


def earn(world: World, person: Person, fifth: int, row: int) -> None:
    """Come to another fifth of incomes: platforms that hold the person see what it can pay."""
    before, person.income_fifth = person.income_fifth, fifth
    for index, scheme in enumerate(world.rules.schemes):
        if scheme.form != PLATFORM or not person.standings[index].enrolled:
            continue
        change = factors.capacity(scheme, fifth, 0) - factors.capacity(scheme, before, 0)
        if change != 0:
            nominal = factors.nominal_score(scheme, scheme.weights_capacity, change)
            settle(
                world, person, index, LIVES, Kind.CAPACITY_MOVED, nominal=nominal, trigger=row, noted=False
            )


def change_work(world: World, person: Person, host: Person, income: int) -> None:
    """Change jobs, unless out of work: other colleagues, another income."""
    if person.out_of_work:
        return
    row = world.write(LIVES, person.number, Kind.CHANGED_WORK, other=host.number, amount=income, trigger=LUCK)
    person.income = income
    change_circle(world, person, host, contacts.TEAM, row)


def move(world: World, person: Person, host: Person) -> None:
    """Move house: other neighbours; household and kin stay one's own."""
    row = world.write(LIVES, person.number, Kind.MOVED, other=host.number, trigger=LUCK)
    change_circle(world, person, host, contacts.NEIGHBOURS, row)


def change_circle(world: World, person: Person, host: Person, layer: int, cause: int) -> None:
    """Leave everybody of a layer behind, and join somebody and those whom that one has in it."""
    joined = [host.number, *contacts_in(host, layer)[: contacts.MOST_JOINED]]
    for number in contacts_in(person, layer):
        contact = world.people[number]
        row = world.write(LIVES, person.number, Kind.TIE_PARTED, what=layer, other=number, trigger=cause)
        count_tie(world, person, contact, -1, row)
        person.away.add(number)
        contact.away.add(person.number)
    for number in joined:
        if may_meet(world, person, world.people[number]):
            form_tie(world, LIVES, person, world.people[number], layer, cause, ())


def contacts_in(person: Person, layer: int) -> list[int]:
    """The contacts of a layer to whom ties stand."""
    return [number for place, number in person.standing_ties() if place == layer]


def retire(world: World, person: Person, pension: int) -> None:
    """Retire from work, or from the search for it."""
    row = world.write(LIVES, person.number, Kind.RETIRED, amount=pension, trigger=LUCK)
    person.employed = person.manager = 0
    if person.out_of_work:
        person.out_of_work, person.job_row = 0, row
        unsettle(person)
    person.income = pension


def die(world: World, person: Person) -> None:
    """Die: listings, copies, exit orders, debts, scores and ties end with a person."""
    age = incidents.age_in_years(person.birthday, world.day)
    row = world.write(LIVES, person.number, Kind.DIED, what=age, trigger=LUCK)
    end_listing(world, person, row)
    if person.exit_case is not None:
        person.exit_case = None
        world.write(LIVES, person.number, Kind.EXIT_ORDER_LIFTED, trigger=row)
    for case in world.cases:
        if case.person == person.number and not case.booked and not case.settled:
            end_debt(world, case, row)
    for index in range(len(person.standings)):
        leave(world, person, index, LIVES, row)
    for _, number in person.standing_ties():
        person.away.add(number)
        world.people[number].away.add(person.number)
    person.out_of_work = 0
    person.birthday = world.birthdays[person.number] = GONE


def end_listing(world: World, person: Person, row: int) -> None:
    """Take the dead off the list, and out of every copy of it."""
    listing = person.listing
    if listing is None:
        return
    if listing.active:
        for case in listing.cases:
            if case.listed:
                case.listed = 0
                world.write(LIVES, person.number, Kind.GROUND_ENDED, what=Ending.DIED, trigger=row)
        listing.active, listing.ending = 0, Ending.DIED
        world.write(LIVES, person.number, Kind.REMOVAL, what=Ending.DIED, trigger=row)
    for operator, copy in enumerate(listing.copy_row):
        if copy:
            listing.copy_row[operator] = 0
            world.write(LIVES, person.number, Kind.COPY_DROPPED, what=operator, trigger=row)
    listing.wrong = 0


def end_debt(world: World, case: Case, row: int) -> None:
    """End what the court's record still shows as open; estates are not modelled."""
    case.settled = 1
    world.write(LIVES, case.person, Kind.DEBT_ENDED, other=case.creditor, amount=case.sum, trigger=row)
