"""Measures of what contacts learn, and of ties lost and formed."""

import polars as pl

from scorelab.journal import Kind
from scorelab.measures.facts import Facts
from scorelab.measures.measure import Events, Measure, Side

SALONS = "salons"


def _lost_for_standing(facts: Facts) -> pl.DataFrame:
    learned = facts.run.journal.filter(pl.col("kind") == Kind.STANDING_LEARNED.value).select("row").collect()
    return facts.rows(Kind.TIE_LOST).join(learned, left_on="trigger", right_on="row", how="semi")


def _formed_in_salons(facts: Facts) -> pl.DataFrame:
    layers = facts.run.labels.layers
    salons = layers.index(SALONS) if SALONS in layers else -1
    return facts.rows(Kind.TIE_FORMED).filter(pl.col("what") == salons)


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
        formula="ties that somebody dropped on learning of a contact's listing or low grade",
        side=Side.HARM,
        rests_on=("contacts",),
        rows=lambda facts: facts.rows(Kind.TIE_LOST),
    ),
    Events(
        name="ties_lost_for_standing",
        title="Ties lost for a low grade",
        unit="ties",
        formula="ties that somebody dropped on seeing that a contact's grade had fallen",
        side=Side.HARM,
        rests_on=("contacts", "schemes", "mechanisms.standing_shared"),
        rows=_lost_for_standing,
    ),
    Events(
        name="ties_formed",
        title="Ties formed",
        unit="ties",
        formula=(
            "new ties of people who had lost one or were helped to one, of high scorers who met and, where "
            "lives go on, of people who moved or changed jobs"
        ),
        side=Side.SIZE,
        rests_on=("contacts", "mechanisms.new_ties"),
        rows=lambda facts: facts.rows(Kind.TIE_FORMED),
    ),
    Events(
        name="salon_ties",
        title="Ties formed among high scorers",
        unit="ties",
        formula="new ties in the layer of salons: both stood at a platform's highest grade",
        side=Side.SIZE,
        rests_on=("contacts.salon_months", "contacts.salon_joins", "schemes"),
        rows=_formed_in_salons,
    ),
)
