"""The beginning of schemes, and a platform's monthly update for what work, habits and contacts do."""

from scorelab.journal import LUCK, Kind, Phase, about
from scorelab.reference.attention import count_person
from scorelab.reference.habits import bands_now, take_up_habits
from scorelab.reference.listed import see_listing
from scorelab.reference.safeguards import keeps
from scorelab.reference.standing import in_app, is_free_of_contact, reach_others, score_of, settle
from scorelab.reference.things import Person
from scorelab.reference.world import World
from scorelab.rules import contacts, enrolment, factors, incidents, points, safeguards
from scorelab.rules.calendar import day_of_month
from scorelab.rules.safeguards import Safeguard
from scorelab.scenario.scheme_tables import PLATFORM


def enrol(world: World) -> None:
    """Day 0: schemes begin with everybody's start; then with the listings that their copies show.

    Contacts' standing at the start is that of their scores without a social component.
    """
    for index, scheme in enumerate(world.rules.schemes):
        for person in world.people:
            world.begin_turn(person.number)
            enrol_person(world, person, index)
        if scheme.form == PLATFORM:
            for person in world.people:
                count_contacts(world, person, index)
        for person in world.people:
            standing = person.standings[index]
            if standing.enrolled:
                world.begin_turn(person.number)
                standing.social = social_of(world, person, index)
                standing.start = standing.score = score_of(world, person, index)
        for person in world.people:
            standing = person.standings[index]
            standing.rank = points.rank_of_score(scheme, world.rules.grades, standing.score)
            standing.told = standing.rank
    for person in world.people:
        listing = person.listing
        if listing is not None:
            world.begin_turn(person.number)
            for operator, row in enumerate(listing.copy_row):
                if row:
                    see_listing(world, person, operator, Phase.UPDATE, row, listing.luck)
    tell_of_moves(world)


def enrol_person(world: World, person: Person, index: int) -> None:
    """Enrol a person, or not, and set what does not hang on others."""
    scheme, standing = world.rules.schemes[index], person.standings[index]
    age = incidents.age_in_years(person.birthday, world.day)
    standing.enrolled = int(
        enrolment.is_enrolled(scheme, world.seed, person.number, age, person.income_fifth, person.settled)
        and is_agreed(world, person, index)
    )
    if not standing.enrolled:
        return
    if scheme.form == PLATFORM:
        standing.out_of_work = person.out_of_work
        standing.social = scheme.social_base
        standing.habits = bands_now(world, person, index)
    else:
        standing.points = scheme.start
    standing.score = score_of(world, person, index)
    standing.rank = points.rank_of_score(scheme, world.rules.grades, standing.score)
    standing.counted = standing.rank


def enrol_later(world: World, person: Person, index: int, phase: Phase, cause: int) -> None:
    """Enrol somebody who comes of age, or not: from now on contacts and the person count for one another."""
    enrol_person(world, person, index)
    standing, scheme = person.standings[index], world.rules.schemes[index]
    if not standing.enrolled:
        return
    row = world.write(phase, person.number, Kind.ENROLLED, what=about(index, 0), trigger=cause)
    if scheme.form == PLATFORM:
        count_contacts(world, person, index)
        count_person(world, person, index, 1, row)
        standing.social = social_of(world, person, index)
    standing.start = standing.score = score_of(world, person, index)
    standing.rank = points.rank_of_score(scheme, world.rules.grades, standing.score)
    standing.told = standing.rank


def is_agreed(world: World, person: Person, index: int) -> bool:
    """Whether the person is asked for consent and gives it, or is not asked."""
    luck = safeguards.luck_of_use(person.number, index)
    if not keeps(world, Safeguard.CONSENT_AND_EXIT, luck):
        return True
    return bool(safeguards.agrees(world.p, world.rules.schemes[index], world.seed, person.number))


def count_contacts(world: World, person: Person, index: int) -> None:
    """Count the contacts in the app, their standing, and those of them whom the list shows."""
    grades = world.grades_of(index)
    standing = person.standings[index]
    for _, contact in in_app(world, person, index):
        theirs = contact.standings[index]
        standing.contacts += 1
        standing.moved += grades[theirs.counted].standing
        standing.listed_contacts += theirs.listed


def social_of(world: World, person: Person, index: int) -> int:
    """The social component now: of contacts whom no safeguard keeps out of it."""
    scheme, standing = world.rules.schemes[index], person.standings[index]
    if is_free_of_contact(world, person, index, contacts.FRIENDS):
        return int(scheme.social_base)
    number, moved, listed = standing.contacts, standing.moved, standing.listed_contacts
    relatives = standing.relatives
    if is_free_of_contact(world, person, index, contacts.LAST_LAYER_OF_KIN):
        relatives = 0
        for layer, contact in in_app(world, person, index):
            if layer <= contacts.LAST_LAYER_OF_KIN:
                theirs = contact.standings[index]
                number -= 1
                moved -= world.grades_of(index)[theirs.counted].standing
                listed -= theirs.listed
    return factors.social(
        world.p,
        scheme,
        number,
        moved,
        listed,
        relatives,
        standing.lost,
        standing.posts,
    )


def update(world: World) -> None:
    """Update the scores of every platform whose day it is, from what has moved since the last time."""
    today = day_of_month(world.calendar, world.first_day, world.day)
    platforms = [
        index
        for index, scheme in enumerate(world.rules.schemes)
        if scheme.form == PLATFORM and scheme.update_day == today
    ]
    for person in world.people:
        for index in platforms:
            world.begin_turn(person.number)
            standing = person.standings[index]
            if standing.enrolled and bands_now(world, person, index) != standing.habits:
                standing.unsettled = 1
            if standing.unsettled:
                update_person(world, person, index)
    tell_of_moves(world)


def update_person(world: World, person: Person, index: int) -> None:
    """Take up changed work, habits and contacts."""
    scheme, standing = world.rules.schemes[index], person.standings[index]
    world.begin_turn(person.number)
    reformed, standing.unsettled, standing.reformed = standing.reformed, 0, 0
    if standing.out_of_work != person.out_of_work:
        standing.out_of_work = person.out_of_work
        change = -scheme.out_of_work if person.out_of_work else scheme.out_of_work
        nominal = factors.nominal_score(scheme, scheme.weights_capacity, change)
        settle(
            world,
            person,
            index,
            Phase.UPDATE,
            Kind.CAPACITY_MOVED,
            nominal=nominal,
            trigger=person.job_row,
            noted=False,
        )
    take_up_habits(world, person, index)
    change = social_of(world, person, index) - standing.social
    if change == 0:
        return
    standing.social += change
    if score_of(world, person, index) != standing.score:
        move_by_contacts(world, person, index, change, reformed)


def move_by_contacts(world: World, person: Person, index: int, change: int, reformed: int) -> None:
    """Write that contacts have moved a score, with what moved them: the latest row is the trigger.

    Where the rules on contacts have changed, or nothing else has, that is what moved them.
    """
    scheme, causes = world.rules.schemes[index], causes_of_move(world, person, index)
    if reformed or not causes:
        what = about(index, 0)
        row = world.write(Phase.UPDATE, person.number, Kind.CONTACTS_REFORMED, what=what, trigger=LUCK)
        causes.append(row)
    settle(
        world,
        person,
        index,
        Phase.UPDATE,
        Kind.CONTACTS_MOVED,
        nominal=factors.nominal_score(scheme, scheme.weights_social, change),
        trigger=max(causes),
        contributors=tuple(cause for cause in causes if cause != max(causes)),
        noted=False,
    )


def causes_of_move(world: World, person: Person, index: int) -> list[int]:
    """What has moved the social component: contacts' grades as told, and what is noted of them."""
    rows = [contact.standings[index].told_row for _, contact in in_app(world, person, index)]
    return [row for row in rows if row] + person.standings[index].causes


def tell_of_moves(world: World) -> None:
    """Let the grades that changed in this update reach contacts: they count from the next one."""
    for person in world.people:
        for index, standing in enumerate(person.standings):
            if standing.rank != standing.told:
                world.begin_turn(person.number)
                reach_others(world, person, index, world.day)
