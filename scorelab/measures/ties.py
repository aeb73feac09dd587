"""Measures of what contacts learn, and of ties lost."""

from scorelab.journal import Kind
from scorelab.measures.measure import Events, Measure, Side

MEASURES: tuple[Measure, ...] = (
    Events(
        name="learned",
        title="Contacts who learned of a listing",
        unit="contacts",
        formula="times that somebody learned that a contact is listed",
        side=Side.HARM,
        rests_on=("contacts", "population.aware_share"),
        rows=lambda facts: facts.rows(Kind.LEARNED),
    ),
    Events(
        name="ties_lost",
        title="Ties lost",
        unit="ties",
        formula="ties that a contact of a listed person dropped on learning of it",
        side=Side.HARM,
        rests_on=("contacts",),
        rows=lambda facts: facts.rows(Kind.TIE_LOST),
    ),
)
