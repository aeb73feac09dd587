"""One person's spiral: who fell deepest, along which turns, and what it did to the contacts."""

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
import polars as pl

from scorelab.journal import LINES_OF_A_SCHEME, SCORE_KINDS, Kind, unpack
from scorelab.measures.spiral import own_later
from scorelab.report.subject import Told
from scorelab.scenario.scheme_tables import TENTHS
from scorelab.telling import Row

BY_CONTACTS = (
    Kind.LEARNED,
    Kind.STANDING_LEARNED,
    Kind.PUNISHMENT_LEARNED,
    Kind.TIE_LOST,
    Kind.TIE_FORMED,
)
"""Kinds whose `other` is the contact of whom the row speaks."""


@dataclass
class Contact:
    """What passed between the person and one contact.

    Attributes
    ----------
    person : int
        The contact.
    layer : str
        The kind of tie, where a row says so.
    learned, left, formed : int or None
        When the contact learned of the fall, dropped the tie, or became one.
    drawn : float
        Points that the contact lost by the person's fall.
    pulled : float
        Points that the person lost by the contact's.
    """

    person: int
    layer: str = ""
    learned: int | None = None
    left: int | None = None
    formed: int | None = None
    drawn: float = 0.0
    pulled: float = 0.0

    @property
    def state(self) -> str:
        """What is most to be said of the contact."""
        if self.left is not None:
            return "left"
        if self.drawn:
            return "drawn"
        if self.learned is not None:
            return "learned"
        return "pulled" if self.pulled else "formed"


@dataclass
class Spiral:
    """The fall of one person.

    Attributes
    ----------
    person : int
        Who.
    points : float
        Points lost in the second and later turns of the person's own fall.
    fallen : int
        How many people had a direct fall.
    rows : sequence of Row
        What is on record about the person from the first day on.
    turns : dict of int to (int, int)
        Turn and channel of each row that took points.
    contacts : list of Contact
        Contacts of whom anything is on record.
    """

    person: int
    points: float
    fallen: int
    rows: Sequence[Row]
    turns: dict[int, tuple[int, int]]
    contacts: list[Contact] = field(default_factory=list)


def deepest(told: Told) -> Spiral | None:
    """The person who lost most in the later turns of an own fall; None if nobody did."""
    losses = told.facts.losses
    later = own_later(losses)
    if not later.any():
        return None
    lost = np.bincount(losses.person[later], losses.points[later], told.facts.people)
    person = int(lost.argmax())
    own = losses.person == person
    turns = {
        int(row): (int(turn), int(channel))
        for row, turn, channel in zip(losses.row[own], losses.turn[own], losses.channel[own], strict=True)
    }
    fallen = int(np.count_nonzero(np.bincount(losses.person[losses.turn == 1])))
    rows = rows_about(told, person)
    spiral = Spiral(person, float(lost[person]) / TENTHS, fallen, rows, turns)
    spiral.contacts = contacts_of(told, spiral)
    return spiral


def rows_about(told: Told, person: int) -> list[Row]:
    """Rows of a person, and rows of contacts about the person; the list's also from before the first day."""
    about = pl.col("kind").is_in([kind.value for kind in BY_CONTACTS]) & (pl.col("other") == person)
    found = told.run.journal.filter((pl.col("person") == person) | about).select(Row._fields).collect()
    return [Row(*values) for values in found.iter_rows()]


def contacts_of(told: Told, spiral: Spiral) -> list[Contact]:
    """Everybody on record as a contact: those who left first, then who lost points, then the others."""
    contacts: dict[int, Contact] = {}
    layers = told.run.labels.layers

    def contact(person: int) -> Contact:
        return contacts.setdefault(person, Contact(person))

    for row in spiral.rows:
        kind = Kind(row.kind)
        if kind == Kind.CONTACTS_MOVED and row.trigger and row.amount < 0:
            puller = unpack(row.trigger)[2]
            if puller != spiral.person:
                contact(puller).pulled -= row.amount / TENTHS
        elif kind == Kind.TIE_FORMED:
            other = contact(row.other if row.person == spiral.person else row.person)
            other.formed, other.layer = row.day, layers[row.what]
        elif kind in BY_CONTACTS and row.person != spiral.person:
            other = contact(row.person)
            other.layer = layers[row.what]
            if kind == Kind.TIE_LOST:
                other.left = row.day
            elif other.learned is None:
                other.learned = row.day
    own = [row.row for row in spiral.rows]
    drawn = (
        told.run.journal.filter(
            (pl.col("kind") == Kind.CONTACTS_MOVED.value)
            & pl.col("trigger").is_in(own)
            & (pl.col("person") != spiral.person)
            & (pl.col("amount") < 0)
        )
        .group_by("person")
        .agg(points=-pl.col("amount").sum())
        .collect()
    )
    for person, points in drawn.iter_rows():
        contact(person).drawn = points / TENTHS
    order = ("left", "drawn", "learned", "pulled", "formed")
    return sorted(
        contacts.values(),
        key=lambda one: (order.index(one.state), -one.drawn - one.pulled, one.learned or 0, one.person),
    )


def course(told: Told, person: int, rows: Sequence[Row], scheme: int) -> list[tuple[int, float]]:
    """A person's score from day 0: (day, points after it), and the last day."""
    name = told.run.labels.schemes[scheme].name
    score = int(told.column(f"start.{name}")[person])
    points = [(0, score / TENTHS)]
    for row in rows:
        if Kind(row.kind) in SCORE_KINDS and row.what // LINES_OF_A_SCHEME == scheme and row.day >= 0:
            score += row.amount
            points.append((row.day, score / TENTHS))
    return [*points, (told.days, score / TENTHS)]
