"""Phase 3: copies. Operators take and drop copies of the list; wishes are planned for those they concern."""

from typing import Any

from scorelab.agenda import Due
from scorelab.journal import Kind, Phase
from scorelab.luck import Purpose, draw
from scorelab.reference.world import Appointment, Person, World
from scorelab.rules import chance, doors


def take_copy(world: World, due: Appointment) -> None:
    """An operator's import of the list reaches this stay."""
    listing = world.listings[due.subject]
    if not listing.active:
        return
    person = world.people[due.person]
    listing.copy_row[due.extra] = world.write(
        Phase.COPIES, person.number, Kind.COPY_TAKEN, what=due.extra, trigger=listing.row
    )
    listing.copy_day[due.extra] = world.day
    plan_wishes(world, person, world.day + 1)


def drop_copy(world: World, due: Appointment) -> None:
    """A removal reaches an operator, unless the person has been listed anew."""
    person = world.people[due.person]
    listing = world.listings[due.subject]
    if person.listing is not listing or listing.active or not listing.copy_row[due.extra]:
        return
    listing.copy_row[due.extra] = 0
    world.write(Phase.COPIES, person.number, Kind.COPY_DROPPED, what=due.extra, trigger=due.cause)
    if not any(listing.copy_row):
        listing.wrong = 0


def is_barred(person: Person) -> bool:
    """Whether any door may be shut to the person."""
    return person.exit_case is not None or (person.listing is not None and any(person.listing.copy_row))


def plan_everybodys_wishes(world: World) -> None:
    """Draw the wishes of the window that begins today for all whose doors may be shut."""
    for person in world.people:
        if is_barred(person):
            plan_wishes(world, person, world.day)


def plan_wishes(world: World, person: Person, first: int) -> None:
    """Draw the person's wishes at every door from day `first` to the end of today's window: luck alone.

    Once in a window: whatever else shuts doors later finds the wishes planned.
    """
    window = world.day >> doors.WINDOW_BITS
    if world.day < -doors.WARM_UP_DAYS or (person.number, window) in world.wishes_planned:
        return
    world.wishes_planned.add((person.number, window))
    for index, door in enumerate(world.rules.doors):
        highest = max(wish_rate(book.doors[index], person) for book in world.books)
        layer = 0
        while chance.layer_floor(layer, doors.LOWEST_LAYER) < highest:
            purpose = Purpose.WISH + door.number
            bits = draw(world.seed, purpose, person.number, window, chance.candidate_mark(0, layer, 0))
            count = chance.candidates_in_layer(
                bits, chance.layer_width_exponent(layer, doors.LOWEST_LAYER), doors.WINDOW_BITS
            )
            for n in range(1, count + 1):
                bits = draw(world.seed, purpose, person.number, window, chance.candidate_mark(0, layer, n))
                day = chance.candidate_day(bits, window, doors.WINDOW_BITS)
                height = chance.candidate_height(bits, layer, doors.LOWEST_LAYER)
                if day >= first and height < highest:
                    world.appoint(day, Due.WISH, person.number, index, height)
            layer += 1


def wish_rate(door: Any, person: Person) -> int:
    """How often the person asks at a door."""
    return doors.wish_rate(door, person.income_fifth, person.manager, person.parent)
