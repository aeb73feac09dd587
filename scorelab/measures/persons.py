"""Harm person by person: the one definition of whom a measure's rows harm, and how much.

What counts is every measure of harm that can be divided by persons, that is, all but single
figures such as medians and shares. Most rows harm the person to whom they happened; a few
are written of a contact, and harm whom that contact turns away from.
"""

import polars as pl

from scorelab.measures.catalogue import measures_of
from scorelab.measures.facts import Facts
from scorelab.measures.measure import Events, Measure, Side, States
from scorelab.store import Labels

OF_CONTACTS = ("learned", "ties_lost", "ties_lost_for_standing")
"""Measures whose rows tell what a contact learned or did: the one harmed is the row's `other`."""


def harms_to_persons(labels: Labels) -> dict[str, Measure]:
    """The measures of harm that can be divided by persons, by name."""
    return {
        name: measure
        for name, measure in measures_of(labels).items()
        if measure.side is Side.HARM and isinstance(measure, Events | States)
    }


def harm_of_persons(facts: Facts) -> pl.DataFrame:
    """How much of each harm each person had in a run: `person`, `measure`, `value` (above 0).

    Values are in the measure's unit, whole numbers.
    """
    parts = [_divided(facts, measure) for measure in harms_to_persons(facts.run.labels).values()]
    return pl.concat(parts)


def _divided(facts: Facts, measure: Measure) -> pl.DataFrame:
    assert isinstance(measure, Events | States)
    whose = "other" if measure.name in OF_CONTACTS else "person"
    return (
        measure.counted(facts)
        .group_by(person=pl.col(whose).cast(pl.Int64))
        .agg(pl.col("value").sum().cast(pl.Int64))
        .filter(pl.col("value") > 0)
        .select("person", measure=pl.lit(measure.name), value="value")
    )
