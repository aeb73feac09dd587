"""Walks over a journal: up to what began it all, down to whom it reaches."""

from collections import defaultdict

from scorelab.journal import LUCK, Kind, Phase, unpack
from tests.engine.worlds import Lived, Row


def owner(row: int) -> int:
    """Whose row it is."""
    return unpack(row)[2]


def day_of(row: int) -> int:
    """The day of a row."""
    return unpack(row)[0]


def check_well_founded(lived: Lived) -> None:
    """Every row stands once, and whatever brought it about is an earlier row."""
    rows = lived.by_id
    assert len(rows) == len(lived.rows)
    assert all(row[6] in rows and row[6] < row[0] for row in lived.rows if row[6] != LUCK)
    assert all(effect in rows and cause in rows and cause < effect for effect, cause, _ in lived.causes)
    shares: dict[int, int] = defaultdict(int)
    for effect, _, share in lived.causes:
        shares[effect] += share
    # Of more than a thousand contributors each has a share of less than a thousandth, which is rounded down.
    assert all(0 <= share <= 1000 for share in shares.values())


def root(lived: Lived, row: Row) -> Row:
    """The row at the upper end of a row's triggers: one that luck brought about."""
    while row[6] != LUCK:
        row = lived.by_id[row[6]]
    return row


def fates(lived: Lived) -> dict[int, tuple[object, ...]]:
    """What there is to say of each person: rows, causes, ties that others form with them, the final state."""
    found: dict[int, list[object]] = defaultdict(list)
    for row in lived.rows:
        found[owner(row[0])].append(row)
        if row[1] == Kind.TIE_FORMED:
            found[row[4]].append(row)
    for cause in lived.causes:
        found[owner(cause[0])].append(cause)
    for person, state in enumerate(zip(*lived.state.values(), strict=True)):
        found[person].append(state)
    return {person: tuple(fate) for person, fate in found.items()}


def touched(one: Lived, other: Lived) -> set[int]:
    """The people whose fates differ between two worlds of the same people."""
    mine, theirs = fates(one), fates(other)
    return {person for person in mine if mine[person] != theirs[person]}


BOTH_WAYS = (Kind.LEARNED, Kind.TIE_LOST, Kind.STANDING_LEARNED, Kind.PUNISHMENT_LEARNED, Kind.TIE_FORMED)
"""Rows about two people, whose `other` is the second."""


def reached(one: Lived, other: Lived, beginning: int) -> set[int]:
    """The people to whom something leads from one person, along what differs between two worlds.

    A row that stands in one of the worlds alone leads from the people whose rows triggered
    it or contributed to it; a row about a tie, from and to the other side. Whoever is refused a place
    in one of the worlds alone leads to whoever else is, at that door on that day: one has it for the other.
    """
    leads: dict[int, set[int]] = defaultdict(set)
    rivals: dict[tuple[int, int], set[int]] = defaultdict(set)
    for row in set(one.rows) ^ set(other.rows):
        if row[1] in (Kind.REFUSAL, Kind.PLACES_GIVEN) and unpack(row[0])[1] < Phase.INCIDENTS:
            rivals[day_of(row[0]), row[2]].add(owner(row[0]))
        if row[6] != LUCK:
            leads[owner(row[6])].add(owner(row[0]))
        if row[1] in BOTH_WAYS:
            leads[owner(row[0])].add(row[4])
            leads[row[4]].add(owner(row[0]))
    for places in rivals.values():
        for rival in places:
            leads[rival] |= places
    for effect, cause, _ in set(one.causes) ^ set(other.causes):
        leads[owner(cause)].add(owner(effect))
    found = {beginning}
    waiting = [beginning]
    while waiting:
        new = leads[waiting.pop()] - found
        found |= new
        waiting += new
    return found
