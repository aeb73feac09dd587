"""A person's standing in a scheme: the score as the sum of its rows, the grade, and whom a change reaches."""

from collections.abc import Iterator

from scorelab.agenda import Due
from scorelab.journal import Kind, Phase, about
from scorelab.luck import Purpose, between, draw, happens
from scorelab.reference.safeguards import is_limited, keeps
from scorelab.reference.things import Person
from scorelab.reference.wishes import plan_wishes
from scorelab.reference.world import World
from scorelab.rules import contacts, enrolment, factors, incidents, points, readings, safeguards
from scorelab.rules.safeguards import Safeguard
from scorelab.scenario.scheme_tables import BEHAVIOUR, CAPACITY, MUNICIPALITY, PLATFORM


def score_of(world: World, person: Person, index: int) -> int:
    """The score that a scheme's rules give for what it holds."""
    scheme, standing = world.rules.schemes[index], person.standings[index]
    if scheme.form == MUNICIPALITY:
        return points.points_score(
            scheme, world.rules.grades, standing.points, standing.held, standing.fixed()
        )
    age = max(incidents.age_in_years(person.birthday, 0), incidents.ADULT)
    habits, held = world.rules.habits, standing.habits
    return factors.factor_score(
        scheme,
        scheme.credit_base + standing.credit - (scheme.listed if standing.listed else 0),
        scheme.behaviour_base
        + standing.behaviour
        + readings.points_of_habits(scheme, habits, held, BEHAVIOUR),
        factors.capacity(scheme, person.income_fifth, standing.out_of_work)
        + readings.points_of_habits(scheme, habits, held, CAPACITY),
        scheme.identity_by_age[incidents.band_of_age(age)],
        standing.social,
    )


def settle(
    world: World,
    person: Person,
    index: int,
    phase: Phase,
    kind: Kind,
    *,
    place: int = 0,
    nominal: int,
    trigger: int,
    contributors: tuple[int, ...] = (),
    noted: bool = True,
) -> int:
    """Write what a change did to a score; then the grade, if it changed with it.

    With `noted`, a row is written although nothing moved. Contributors are what the caller
    names and the row that last moved the score. Returns the row, 0 if none was written.
    """
    standing = person.standings[index]
    score = score_of(world, person, index)
    effect = score - standing.score
    if effect == 0 and not noted:
        return 0
    before = standing.row if effect != 0 and standing.row != trigger else 0
    row = world.write(
        phase,
        person.number,
        kind,
        what=about(index, place),
        other=nominal,
        amount=effect,
        trigger=trigger,
        contributors=(*contributors, before),
    )
    if effect != 0:
        standing.score, standing.row = score, row
        change_grade(world, person, index, phase, row)
    return row


def change_grade(world: World, person: Person, index: int, phase: Phase, cause: int) -> None:
    """Enter a new grade, and what follows from it."""
    scheme, standing = world.rules.schemes[index], person.standings[index]
    rank = points.rank_of_score(scheme, world.rules.grades, standing.score)
    before = standing.rank
    if rank == before:
        return
    standing.rank = rank
    standing.grade_row = world.write(
        phase, person.number, Kind.GRADE_CHANGED, what=about(index, rank), other=before, trigger=cause
    )
    if phase != Phase.UPDATE:
        reach_others(world, person, index, world.day + 1)


def reach_others(world: World, person: Person, index: int, first: int) -> None:
    """Let a changed grade reach contacts, other schemes and doors; wishes are planned from day `first` on."""
    standing = person.standings[index]
    before, standing.told = standing.told, standing.rank
    standing.told_row = standing.grade_row
    grades = world.grades_of(index)
    if world.rules.schemes[index].form == PLATFORM:
        change = grades[standing.rank].standing - grades[standing.counted].standing
        standing.counted = standing.rank
        for _, contact in in_app(world, person, index):
            contact.standings[index].moved += change
            contact.standings[index].unsettled = 1
    if standing.rank < before:
        if grades[standing.rank].shown and world.p.mechanism_standing_shared:
            show_fall(world, person, index)
        plan_wishes(world, person, first)
        consider_leaving(world, person, index)
    export_grade(world, person, index, before)


def consider_leaving(world: World, person: Person, index: int) -> None:
    """Where leaving is free, a fallen grade may be the occasion; the scheme learns of it the next day."""
    scheme = world.rules.schemes[index]
    luck = safeguards.luck_of_use(person.number, index)
    if keeps(world, Safeguard.CONSENT_AND_EXIT, luck) and safeguards.leaves(
        world.p, scheme, world.seed, person.number, world.day
    ):
        cause = person.standings[index].grade_row
        world.appoint(world.day + 1, Due.LEAVE_SCHEME, person.number, index, 0, cause)


def in_app(world: World, person: Person, index: int) -> Iterator[tuple[int, Person]]:
    """The contacts whom a platform sees, with the tie's layer."""
    scheme = world.rules.schemes[index]
    if not person.standings[index].enrolled:
        return
    for layer, number in person.standing_ties():
        contact = world.people[number]
        if contact.standings[index].enrolled and enrolment.is_in_app(
            scheme, world.seed, person.number, number
        ):
            yield layer, contact


def show_fall(world: World, person: Person, index: int) -> None:
    """Let contacts learn of a fall to a grade that is shown: those in the app, or everybody of a city."""
    standing = person.standings[index]
    luck = contacts.luck_of_day(person.number << 4 | index, world.day)
    if world.rules.schemes[index].form == PLATFORM:
        shown = list(in_app(world, person, index))
    else:
        shown = [(layer, world.people[number]) for layer, number in person.standing_ties()]
    for layer, contact in shown:
        if not incidents.is_adult(contact.birthday, world.day):
            continue
        wait = contacts.learning_wait(
            world.p,
            world.rules.layers[layer],
            world.seed,
            Purpose.LEARNING_STANDING,
            contact.number,
            contact.aware,
            luck,
            world.p.contacts_standing_seen,
        )
        if wait > 0:
            world.appoint(
                world.day + wait,
                Due.LEARN_OF_STANDING,
                contact.number,
                person.number,
                about(index, layer),
                standing.grade_row,
            )


def export_grade(world: World, person: Person, index: int, before: int) -> None:
    """Send a grade that has crossed an importing scheme's limit there."""
    standing = person.standings[index]
    for place, item in enumerate(world.rules.imports):
        if item.source != index or not person.standings[item.scheme].enrolled or not is_open(world, item):
            continue
        bits = draw(world.seed, Purpose.IMPORT_GRADE_LAG, person.number, world.day, place)
        day = world.day + max(between(bits, item.lag_days_low, item.lag_days_high), 1)
        if standing.rank < item.below <= before:
            luck = safeguards.luck_of_use(person.number, safeguards.IMPORT + place)
            if is_limited(world, world.rules.schemes[index], world.rules.schemes[item.scheme].operator, luck):
                continue
            world.appoint(day, Due.TAKE_IMPORT, person.number, place, 0, standing.grade_row)
        elif before < item.below <= standing.rank:
            bits = draw(world.seed, Purpose.IMPORT_GRADE_STALE, person.number, world.day, place)
            if world.p.mechanism_stale_copies and happens(bits, item.stale):
                day += item.stale_days
            world.appoint(day, Due.DROP_IMPORT, person.number, place, 0, standing.grade_row)


def is_open(world: World, item: object) -> bool:
    """Whether an import is in use: exchange between schemes, or the refuted claim of a single score."""
    if item.refuted:  # type: ignore[attr-defined]
        return bool(world.p.mechanism_myth_single_score)
    return bool(world.p.mechanism_exchange)


def is_low(person: Person) -> bool:
    """Whether somebody has the lowest grade anywhere."""
    return any(standing.enrolled and standing.rank == 0 for standing in person.standings)


def is_scored(person: Person) -> bool:
    """Whether any scheme holds the person."""
    return any(standing.enrolled for standing in person.standings)


def fear_for_score(world: World, person: Person, layer: int) -> int:
    """How much one's own score makes one fear a contact of low standing, by the layer of the tie."""
    found = 0
    for index, standing in enumerate(person.standings):
        scheme = world.rules.schemes[index]
        if not standing.enrolled or scheme.form != PLATFORM or not scheme.weights_social:
            continue
        if not world.p.mechanism_social_component or is_free_of_contact(world, person, index, layer):
            continue
        found = max(found, contacts.FEARS)
        floor = world.grades_of(index)[standing.rank].from_
        if standing.rank > 0 and standing.score - floor <= world.p.contacts_near_points:
            found = contacts.FEARS_NEAR
    return found


def is_free_of_contact(world: World, person: Person, index: int, layer: int) -> bool:
    """Whether a safeguard keeps contacts of a layer out of a score."""
    luck = safeguards.luck_of_use(person.number, index)
    if keeps(world, Safeguard.NO_SOCIAL_COMPONENT, luck):
        return True
    return layer <= contacts.LAST_LAYER_OF_KIN and keeps(world, Safeguard.RELATIVES_PROTECTED, luck)
