"""The social circle. Contacts learn, drop ties, look for new ones; high scorers meet."""

from scorelab.agenda import Due
from scorelab.journal import LINES_OF_A_SCHEME, Kind, Phase
from scorelab.luck import Purpose, between, draw, happens
from scorelab.reference.standing import fear_for_score, is_low
from scorelab.reference.things import Person
from scorelab.reference.world import Appointment, World
from scorelab.rules import contacts, enrolment, incidents
from scorelab.scenario.scheme_tables import PLATFORM


def learn_of_standing(world: World, due: Appointment) -> None:
    """A contact sees that a grade has fallen, and may drop the tie, quietly."""
    contact, fallen = world.people[due.person], world.people[due.subject]
    index, layer = divmod(due.extra, LINES_OF_A_SCHEME)
    standing = fallen.standings[index]
    if contact.has_lost(fallen.number) or not world.p.mechanism_standing_shared:
        return
    if standing.grade_row != due.cause or not standing.enrolled:
        return
    row = world.write(
        Phase.CONTACTS,
        contact.number,
        Kind.STANDING_LEARNED,
        what=layer,
        other=fallen.number,
        trigger=due.cause,
    )
    luck = contacts.luck_of_day(fallen.number << 4 | index, world.day)
    answer = contacts.answer(
        world.p,
        world.rules.layers[layer],
        world.seed,
        Purpose.DROPPING_FOR_STANDING,
        contact.number,
        luck,
        fear_for_score(world, contact, layer),
        len(fallen.dropped),
    )
    take_effect(world, contact, fallen, layer, answer, row)


def learn_of_punishment(world: World, due: Appointment) -> None:
    """A contact hears of a punished post, and is afraid."""
    contact = world.people[due.person]
    if contact.has_lost(due.subject):
        return
    row = world.write(
        Phase.CONTACTS,
        contact.number,
        Kind.PUNISHMENT_LEARNED,
        what=due.extra,
        other=due.subject,
        trigger=due.cause,
    )
    world.raise_fear(contact, row)


def take_effect(world: World, contact: Person, other: Person, layer: int, answer: int, cause: int) -> None:
    """The contact drops the tie, or helps the other to a new one, or neither."""
    if answer == contacts.LEAVES:
        lose_tie(world, contact, other, layer, cause)
    elif answer == contacts.HELPS:
        seek(world, other, 0, cause)


def lose_tie(world: World, contact: Person, left: Person, layer: int, cause: int) -> None:
    """The contact drops the tie; both sides lose it, and the person left may look for another."""
    row = world.write(
        Phase.CONTACTS, contact.number, Kind.TIE_LOST, what=layer, other=left.number, trigger=cause
    )
    count_tie(world, contact, left, -1, row)
    contact.dropped.add(left.number)
    left.dropped.add(contact.number)
    seek(world, left, 0, row)


def seek(world: World, person: Person, attempt: int, cause: int) -> None:
    """Set the day on which somebody looks for a new tie."""
    listed = person.listing is not None and bool(person.listing.active)
    shunned = contacts.is_shunned(world.p, int(is_low(person)), int(listed))
    wait = contacts.seeking_wait(world.p, world.seed, person.number, world.day, attempt, shunned)
    if wait > 0:
        world.appoint(world.day + wait, Due.SEEK_TIE, person.number, attempt, shunned, cause)


def seek_tie(world: World, due: Appointment) -> None:
    """Look for a new tie among the contacts of a contact."""
    person = world.people[due.person]
    found = friend_of_a_friend(world, person)
    if found is not None and due.extra:
        bits = draw(world.seed, Purpose.NEW_TIE, person.number, world.day, 2)
        if happens(bits, world.rules.layers[contacts.FRIENDS].drops):
            found = None
    if found is not None:
        form_tie(world, Phase.CONTACTS, person, found, contacts.FRIENDS, due.cause, ())
    elif due.subject + 1 < contacts.MOST_SEARCHES:
        seek(world, person, due.subject + 1, due.cause)


def friend_of_a_friend(world: World, person: Person) -> Person | None:
    """A contact of a contact whom luck names; None if it is no new adult acquaintance."""
    ties = person.standing_ties()
    if not ties:
        return None
    bits = draw(world.seed, Purpose.NEW_TIE, person.number, world.day, 0)
    friend = world.people[ties[between(bits, 0, len(ties) - 1)][1]]
    bits = draw(world.seed, Purpose.NEW_TIE, person.number, world.day, 1)
    theirs = friend.standing_ties()
    found = world.people[theirs[between(bits, 0, len(theirs) - 1)][1]]
    return found if may_meet(world, person, found) else None


def may_meet(world: World, one: Person, other: Person) -> bool:
    """Whether two people could form a tie: adults who never had one, with room for it."""
    if max(len(one.new_ties), len(other.new_ties)) >= contacts.MOST_NEW_TIES:
        return False
    if one is other or any(number == other.number for _, number in one.ties()):
        return False
    return incidents.is_adult(one.birthday, world.day) and incidents.is_adult(other.birthday, world.day)


def form_tie(
    world: World,
    phase: Phase,
    one: Person,
    other: Person,
    layer: int,
    trigger: int,
    contributors: tuple[int, ...],
) -> None:
    """Form a tie."""
    row = world.write(
        phase,
        one.number,
        Kind.TIE_FORMED,
        what=layer,
        other=other.number,
        trigger=trigger,
        contributors=contributors,
    )
    one.new_ties.append((layer, other.number))
    other.new_ties.append((layer, one.number))
    count_tie(world, one, other, 1, row)


def count_tie(world: World, one: Person, other: Person, change: int, row: int) -> None:
    """Let platforms that see a tie count it anew for both sides."""
    for index, scheme in enumerate(world.rules.schemes):
        if scheme.form != PLATFORM:
            continue
        if not (one.standings[index].enrolled and other.standings[index].enrolled):
            continue
        if not enrolment.is_in_app(scheme, world.seed, one.number, other.number):
            continue
        grades = world.grades_of(index)
        for person, contact in ((one, other), (other, one)):
            standing, theirs = person.standings[index], contact.standings[index]
            standing.contacts += change
            standing.moved += change * grades[theirs.counted].standing
            standing.listed_contacts += change * theirs.listed
            standing.lost += int(change < 0)
            standing.causes.append(row)
            standing.unsettled = 1


def meet_in_salons(world: World) -> None:
    """High scorers whom chance brings together this month may form a tie."""
    for person in world.people:
        world.begin_turn(person.number)
        for index, scheme in enumerate(world.rules.schemes):
            if scheme.form == PLATFORM and world.p.mechanism_new_ties and is_at_the_top(world, person, index):
                visit_salon(world, person, index)


def visit_salon(world: World, person: Person, index: int) -> None:
    """Whom one high scorer meets this month."""
    month = world.day >> incidents.MONTH_BITS
    for proposal in range(world.p.contacts_salon_months):
        mask = contacts.salon_mask(world.seed, month, index << 8 | proposal, len(world.people))
        number = person.number ^ mask
        if not person.number < number < len(world.people):
            continue
        other = world.people[number]
        if not is_at_the_top(world, other, index) or not may_meet(world, person, other):
            continue
        if contacts.joins_salon(world.p, world.seed, person.number, number, month):
            form_tie(
                world,
                Phase.SALONS,
                person,
                other,
                contacts.SALONS,
                person.standings[index].grade_row,
                (other.standings[index].grade_row,),
            )


def is_at_the_top(world: World, person: Person, index: int) -> bool:
    """Whether somebody enrolled has the highest grade."""
    standing = person.standings[index]
    return bool(standing.enrolled) and standing.rank == world.rules.schemes[index].grade_count - 1
