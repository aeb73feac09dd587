"""Copies. Operators take and drop copies of the list; schemes read them."""

from scorelab.journal import Kind, Phase
from scorelab.reference.listed import forget_listing, see_listing
from scorelab.reference.wishes import plan_wishes
from scorelab.reference.world import Appointment, World


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
    see_listing(world, person, due.extra, Phase.COPIES, listing.copy_row[due.extra], listing.luck)
    plan_wishes(world, person, world.day + 1)


def drop_copy(world: World, due: Appointment) -> None:
    """A removal reaches an operator, unless the person has been listed anew."""
    person = world.people[due.person]
    listing = world.listings[due.subject]
    if person.listing is not listing or listing.active or not listing.copy_row[due.extra]:
        return
    listing.copy_row[due.extra] = 0
    row = world.write(Phase.COPIES, person.number, Kind.COPY_DROPPED, what=due.extra, trigger=due.cause)
    if not any(listing.copy_row):
        listing.wrong = 0
    forget_listing(world, person, due.extra, listing.ending, row)
