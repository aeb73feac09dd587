"""Wishes: when people ask at doors, planned for all whose doors may be shut."""

from typing import Any

from scorelab.agenda import Due
from scorelab.luck import Purpose, draw
from scorelab.reference.things import Person
from scorelab.reference.world import World
from scorelab.rules import chance, doors


def is_barred(world: World, person: Person) -> bool:
    """Whether any door may be shut to the person."""
    if person.exit_case is not None or (person.listing is not None and any(person.listing.copy_row)):
        return True
    return any(
        standing.enrolled and standing.rank < scheme.asked_below
        for standing, scheme in zip(person.standings, world.rules.schemes, strict=True)
    )


def plan_everybodys_wishes(world: World) -> None:
    """Draw the wishes of the window that begins today for all whose doors may be shut."""
    for person in world.people:
        if is_barred(world, person):
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
