"""A person's standing in a scheme (compare reference/standing.py)."""

from typing import Any

from scorelab.agenda import Due
from scorelab.compiled import shared
from scorelab.engine.keeping import (
    CONSENT_AND_EXIT,
    NO_SOCIAL_COMPONENT,
    RELATIVES_PROTECTED,
    is_limited,
    keeps,
)
from scorelab.engine.layout import (
    AT_THE_TOP,
    BOOKS,
    DAY,
    ENROLLED,
    FILES,
    LISTED,
    LOW,
    MOVED,
    NONE,
    SCHEMES,
    SEED,
    TO_TELL,
    TO_UPDATE,
    UNSETTLED,
    WITHOUT_WORK,
)
from scorelab.engine.ledger import appoint, contribute, next_place, write
from scorelab.engine.ties import contact_of, fetch_contacts, first_tie, is_seen, layer_of, next_tie, stands
from scorelab.engine.wishes import plan_wishes
from scorelab.journal import Kind, Phase, about
from scorelab.luck import Purpose, between, draw, happens
from scorelab.rules import contacts, factors, incidents, points, readings, safeguards
from scorelab.scenario.scheme_tables import BEHAVIOUR, CAPACITY, MUNICIPALITY, PLATFORM

UPDATE = Phase.UPDATE.value


@shared
def open_file(w: Any, number: int, index: int) -> int:
    """The place of a scheme's rows about a person, from the first one on."""
    standing = w.standings[number, index]
    if standing.file == 0:
        standing.file = next_place(w.numbers, FILES, len(w.files))
        w.files[standing.file].records = NONE
        w.files[standing.file].noted = NONE
    return standing.file


@shared
def grade_row_of(w: Any, number: int, index: int) -> int:
    """The row of a person's latest change of grade; 0 if it never changed."""
    return w.files[w.standings[number, index].file].grade_row


@shared
def habits_held(standing: Any) -> int:
    """What a platform keeps of the habits that it has read (see rules/readings.py)."""
    return points.NO_GRADE - standing.fixed


@shared
def score_of(w: Any, book: int, number: int, index: int) -> int:
    """The score that a scheme's rules give for what it holds."""
    scheme, standing, person = w.schemes[book, index], w.standings[number, index], w.people[number]
    grades = w.grades[book]
    if scheme.form == MUNICIPALITY:
        return points.points_score(scheme, grades, standing.points, standing.held, standing.fixed)
    age = max(incidents.age_in_years(person.birthday, 0), incidents.ADULT)
    capacity = factors.capacity(scheme, person.income_fifth, standing.flags & WITHOUT_WORK != 0)
    habits, held = w.habits[book], habits_held(standing)
    return factors.factor_score(
        scheme,
        scheme.credit_base + standing.points - (scheme.listed if standing.flags & LISTED else 0),
        scheme.behaviour_base + standing.held + readings.points_of_habits(scheme, habits, held, BEHAVIOUR),
        capacity + readings.points_of_habits(scheme, habits, held, CAPACITY),
        scheme.identity_by_age[incidents.band_of_age(age)],
        w.social[number, index].value,
    )


@shared
def settle(
    w: Any,
    book: int,
    number: int,
    index: int,
    phase: int,
    kind: int,
    place: int,
    nominal: int,
    trigger: int,
    noted: int,
    named: int,
) -> int:
    """Write what a change did to a score; then the grade, if it changed with it.

    `named` says how many contributors the caller names after this, so that all have equal shares.
    Returns the row, 0 if none was written.
    """
    standing = w.standings[number, index]
    score = score_of(w, book, number, index)
    effect = score - standing.score
    if effect == 0 and not noted:
        return 0
    earlier = w.files[standing.file].row
    before = earlier if effect != 0 and earlier != trigger else 0
    row = write(w, phase, number, kind, about(index, place), 0, nominal, effect, trigger)
    if before != 0:
        contribute(w, row, before, 1000 // (named + 1))
    if effect != 0:
        standing.score = score
        w.files[open_file(w, number, index)].row = row
        change_grade(w, book, number, index, phase, row)
    return row


@shared
def change_grade(w: Any, book: int, number: int, index: int, phase: int, cause: int) -> None:
    """Enter a new grade, and what follows from it."""
    standing = w.standings[number, index]
    rank = points.rank_of_score(w.schemes[book, index], w.grades[book], standing.score)
    before = standing.rank
    if rank == before:
        return
    standing.rank = rank
    what = about(index, rank)
    row = write(w, phase, number, Kind.GRADE_CHANGED.value, what, 0, before, 0, cause)
    w.files[open_file(w, number, index)].grade_row = row
    mark_grades(w, number)
    if phase != UPDATE:
        reach_others(w, book, number, index, w.numbers[DAY] + 1)
    else:
        w.marks[number] |= TO_TELL


@shared
def mark_grades(w: Any, number: int) -> None:
    """Mark whether any rule book may shut a door for a grade, and whether any is a platform's highest."""
    found = 0
    for index in range(w.numbers[SCHEMES]):
        standing = w.standings[number, index]
        if standing.flags & ENROLLED:
            for book in range(w.numbers[BOOKS]):
                found |= LOW if standing.rank < w.schemes[book, index].asked_below else 0
            scheme = w.schemes[0, index]
            is_top = scheme.form == PLATFORM and standing.rank == scheme.grade_count - 1
            found |= AT_THE_TOP if is_top else 0
    w.marks[number] = w.marks[number] & ~(LOW | AT_THE_TOP) | found


@shared
def reach_others(w: Any, book: int, number: int, index: int, first_wish: int) -> None:
    """Let a changed grade reach contacts, other schemes and doors; wishes are planned from a day on."""
    scheme, standing = w.schemes[book, index], w.standings[number, index]
    before = standing.told
    standing.told = standing.rank
    w.marks[number] |= MOVED
    w.files[standing.file].told_row = grade_row_of(w, number, index)
    first = scheme.first_grade
    if scheme.form == PLATFORM:
        change = w.grades[book, first + standing.rank].standing
        change -= w.grades[book, first + standing.counted].standing
        standing.counted = standing.rank
        fetch_contacts(w, w.social, number)
        fetch_contacts(w, w.standings, number)
        tie = first_tie(w, number)
        while tie != NONE:
            contact = contact_of(w, tie)
            if stands(w, tie) and is_seen(w, scheme, index, number, contact):
                w.social[contact, index].moved += change
                w.standings[contact, index].flags |= UNSETTLED
                w.marks[contact] |= TO_UPDATE
            tie = next_tie(w, number, tie)
    if standing.rank < before:
        if w.grades[book, first + standing.rank].shown and w.p[book].mechanism_standing_shared:
            show_fall(w, book, number, index)
        plan_wishes(w, number, first_wish)
        consider_leaving(w, book, number, index)
    export_grade(w, book, number, index, before)


@shared
def consider_leaving(w: Any, book: int, number: int, index: int) -> None:
    """Where leaving is free, a fallen grade may be the occasion; the scheme learns of it the next day."""
    p, scheme, day = w.p[book], w.schemes[book, index], w.numbers[DAY]
    luck = safeguards.luck_of_use(number, index)
    if keeps(w, p, CONSENT_AND_EXIT, luck) and safeguards.leaves(p, scheme, w.numbers[SEED], number, day):
        cause = grade_row_of(w, number, index)
        appoint(w, day + 1, Due.LEAVE_SCHEME.value, number, index, 0, cause)


@shared
def show_fall(w: Any, book: int, number: int, index: int) -> None:
    """Let contacts learn of a fall to a grade that is shown: those in the app, or everybody of a city."""
    scheme, p, day = w.schemes[book, index], w.p[book], w.numbers[DAY]
    luck = contacts.luck_of_day(number << 4 | index, day)
    fetch_contacts(w, w.people, number)
    tie = first_tie(w, number)
    while tie != NONE:
        contact, layer = contact_of(w, tie), layer_of(w, tie)
        if (
            stands(w, tie)
            and incidents.is_adult(w.people[contact].birthday, day)
            and (scheme.form != PLATFORM or is_seen(w, scheme, index, number, contact))
        ):
            wait = contacts.learning_wait(
                p,
                w.layers[book, layer],
                w.numbers[SEED],
                Purpose.LEARNING_STANDING,
                contact,
                w.people[contact].aware,
                luck,
                p.contacts_standing_seen,
            )
            if wait > 0:
                due = Due.LEARN_OF_STANDING.value
                cause = grade_row_of(w, number, index)
                appoint(w, day + wait, due, contact, number, about(index, layer), cause)
        tie = next_tie(w, number, tie)


@shared
def export_grade(w: Any, book: int, number: int, index: int, before: int) -> None:
    """Send a grade that has crossed an importing scheme's limit there."""
    p, day, seed = w.p[book], w.numbers[DAY], w.numbers[SEED]
    standing = w.standings[number, index]
    for place in range(w.imports.shape[1]):
        item = w.imports[book, place]
        is_open = p.mechanism_myth_single_score if item.refuted else p.mechanism_exchange
        if item.source != index or not is_open or w.standings[number, item.scheme].flags & ENROLLED == 0:
            continue
        bits = draw(seed, Purpose.IMPORT_GRADE_LAG, number, day, place)
        arrival = day + max(between(bits, item.lag_days_low, item.lag_days_high), 1)
        if standing.rank < item.below <= before:
            luck = safeguards.luck_of_use(number, safeguards.IMPORT + place)
            if is_limited(w, p, w.schemes[book, index], w.schemes[book, item.scheme].operator, luck):
                continue
            appoint(w, arrival, Due.TAKE_IMPORT.value, number, place, 0, grade_row_of(w, number, index))
        elif before < item.below <= standing.rank:
            bits = draw(seed, Purpose.IMPORT_GRADE_STALE, number, day, place)
            if p.mechanism_stale_copies and happens(bits, item.stale):
                arrival += item.stale_days
            appoint(w, arrival, Due.DROP_IMPORT.value, number, place, 0, grade_row_of(w, number, index))


@shared
def is_low(w: Any, number: int) -> bool:
    """Whether somebody has the lowest grade anywhere."""
    for index in range(w.numbers[SCHEMES]):
        if w.standings[number, index].flags & ENROLLED and w.standings[number, index].rank == 0:
            return True
    return False


@shared
def is_scored(w: Any, number: int) -> bool:
    """Whether any scheme holds the person."""
    found = 0
    for index in range(w.numbers[SCHEMES]):
        found |= w.standings[number, index].flags & ENROLLED
    return found != 0


@shared
def fear_for_score(w: Any, book: int, number: int, layer: int) -> int:
    """How much one's own score makes one fear a contact of low standing, by the layer of the tie."""
    found = 0
    p = w.p[book]
    for index in range(w.numbers[SCHEMES]):
        scheme, standing = w.schemes[book, index], w.standings[number, index]
        if standing.flags & ENROLLED == 0 or scheme.form != PLATFORM or scheme.weights_social == 0:
            continue
        if not p.mechanism_social_component or is_free_of_contact(w, p, number, index, layer):
            continue
        found = max(found, contacts.FEARS)
        floor = w.grades[book, scheme.first_grade + standing.rank].from_
        if standing.rank > 0 and standing.score - floor <= p.contacts_near_points:
            found = contacts.FEARS_NEAR
    return found


@shared
def is_free_of_contact(w: Any, p: Any, number: int, index: int, layer: int) -> bool:
    """Whether a safeguard keeps contacts of a layer out of a score."""
    luck = safeguards.luck_of_use(number, index)
    if keeps(w, p, NO_SOCIAL_COMPONENT, luck):
        return True
    return layer <= contacts.LAST_LAYER_OF_KIN and keeps(w, p, RELATIVES_PROTECTED, luck)
