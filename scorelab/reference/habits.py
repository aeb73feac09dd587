"""Habits: a platform reads what somebody spent and played in the month that has ended."""

from typing import Any

from scorelab.journal import LUCK, Kind, Phase
from scorelab.reference.standing import settle
from scorelab.reference.things import Person
from scorelab.reference.world import World
from scorelab.rules import factors, habits, readings
from scorelab.rules.calendar import month_before
from scorelab.scenario.scheme_tables import BEHAVIOUR


def take_up_habits(world: World, person: Person, index: int) -> None:
    """Read each habit of a scheme's table, and move the score where one has changed its band."""
    scheme, standing = world.rules.schemes[index], person.standings[index]
    for place, habit in enumerate(habits_of(world, index)):
        band, trigger = band_now(world, person, habit)
        before = readings.band_in(habit, standing.habits)
        if band == before:
            continue
        standing.habits += (band - before) * habit.place_value
        change = readings.points_of_band(habit, band) - readings.points_of_band(habit, before)
        weight = scheme.weights_behaviour if habit.component == BEHAVIOUR else scheme.weights_capacity
        settle(
            world,
            person,
            index,
            Phase.UPDATE,
            Kind.HABITS_MOVED,
            place=place,
            nominal=factors.nominal_score(scheme, weight, change),
            trigger=trigger,
            noted=False,
        )


def habits_of(world: World, index: int) -> Any:
    """The rows of a scheme's table of habits."""
    scheme = world.rules.schemes[index]
    return world.rules.habits[scheme.first_habit : scheme.first_habit + scheme.habit_count]


def bands_now(world: World, person: Person, index: int) -> int:
    """The bands of all habits of the month that has ended, as one number."""
    found = ((habit, band_now(world, person, habit)[0]) for habit in habits_of(world, index))
    return sum(habit.place_value * band for habit, band in found)


def band_now(world: World, person: Person, habit: Any) -> tuple[int, int]:
    """The band of one habit, and the latest bill missed in that month if without it the band were another."""
    place = month_before(world.month_starts, world.day)
    since, until = int(world.month_starts[place]), int(world.month_starts[place + 1])
    missed = [row for row in person.bills_missed if since <= world.day_of(row) < until]
    as_planned, as_happened = (
        readings.band_of_sum(
            world.p,
            habit,
            readings.sum_read(
                world.seed,
                person.number,
                habits.age_of(person.birthday, since),
                person.income,
                person.income_fifth,
                habits.infants_at_home(world.birthdays, world.households, person.number, since, 0),
                place - 1,
                habit.category,
                count,
            ),
        )
        for count in (0, len(missed))
    )
    return as_happened, LUCK if as_happened == as_planned else missed[-1]
