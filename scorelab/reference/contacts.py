"""Contacts. They learn of a public listing and may drop the tie."""

from scorelab.journal import Kind, Phase
from scorelab.luck import Purpose
from scorelab.reference.circle import take_effect
from scorelab.reference.court import keeps
from scorelab.reference.standing import fear_for_score
from scorelab.reference.world import Appointment, World
from scorelab.rules import contacts
from scorelab.rules.safeguards import Safeguard


def learn(world: World, due: Appointment) -> None:
    """A contact learns of a listing, and may drop the tie, quietly."""
    p, seed = world.p, world.seed
    contact = world.people[due.person]
    listing = world.listings[due.subject]
    if not listing.active or not p.mechanism_public_list or contact.has_lost(listing.person):
        return
    if keeps(world, Safeguard.NO_PUBLICITY, listing.luck):
        return
    row = world.write(
        Phase.CONTACTS,
        contact.number,
        Kind.LEARNED,
        what=due.extra,
        other=listing.person,
        trigger=listing.row,
    )
    left = world.people[listing.person]
    answer = contacts.answer(
        p,
        world.rules.layers[due.extra],
        seed,
        Purpose.DROPPING,
        contact.number,
        listing.luck,
        fear_for_score(world, contact, due.extra),
        len(left.dropped),
    )
    take_effect(world, contact, left, due.extra, answer, row)
