"""What the replicated studies measure in a run."""

from collections.abc import Mapping

import numpy as np
import polars as pl
from numpy.typing import NDArray

from scorelab.experiment.worlds import Measures
from scorelab.journal import Kind, PaymentKind
from scorelab.measures import Facts
from scorelab.measures.standing import assortativity
from scorelab.population.ties import Layer
from scorelab.result import Result
from scorelab.rules.incidents import ADULT, IncidentKind
from scorelab.society import Imports, society
from scorelab.system import processors

MISSED = [IncidentKind.LOAN_MISSED_SMALL.value, IncidentKind.LOAN_MISSED_LARGE.value]
OLD = 45
"""From this age on somebody counts as older."""

SMALL_DEBT = 1_650_000
"""2,500 US dollars in cents of the model's money, at some 6.6 to the dollar."""

OF_STUDIES: Mapping[str, str] = {
    "missed": "instalments missed a person",
    "delinquents": "the share of people who missed one",
    "men_over_women": "the log of missed ones among men over those among women",
    "old_over_young": "the log of missed ones from 45 on over those below",
    "small_debts_paid": "debts below $2,500 paid by listed people, a thousand adults",
    "large_debts_paid": "larger debts paid by listed people, a thousand adults",
    "small_over_large": "the share of small debts among those paid",
    "ties": "ties a person",
    "similarity": "the correlation of scores at both ends of a tie",
    "fragmentation": "circles of friends of friends, a hundred people",
}
"""What each measure is."""


def threatened(result: Result) -> Measures:
    """Instalments missed by adults, and the log of how many by sex and age."""
    days = result.days
    rows = result.journal.filter(
        (pl.col("kind") == Kind.INCIDENT.value) & pl.col("what").is_in(MISSED) & (pl.col("day") >= 0)
    ).select("person")
    missed = rows.collect()["person"].to_numpy()
    people = result.people.select("sex", age=(days - pl.col("birthday").cast(pl.Int64)) * 4 // 1461).collect()
    adults = int((people["age"] >= ADULT).sum())
    men, old = people["sex"].to_numpy()[missed] == 1, people["age"].to_numpy()[missed] >= OLD
    return {
        "missed": len(missed) / adults,
        "delinquents": len(np.unique(missed)) / adults,
        "men_over_women": _log_ratio(men),
        "old_over_young": _log_ratio(old),
    }


def _log_ratio(which: NDArray[np.bool_]) -> float | None:
    """The log of how many are of a kind over how many are not: its change compares relative changes."""
    some, others = int(which.sum()), int((~which).sum())
    return float(np.log(some / others)) if some and others else None


def payments_by_sum(result: Result) -> Measures:
    """Debts that listed people paid, small and larger ones."""
    facts = Facts(result)
    paid = facts.rows(Kind.PAYMENT).filter(pl.col("what") == PaymentKind.WHILE_LISTED.value)["amount"]
    small, large = int((paid < SMALL_DEBT).sum()), int((paid >= SMALL_DEBT).sum())
    thousand = facts.adults.height / 1000
    return {
        "small_debts_paid": small / thousand,
        "large_debts_paid": large / thousand,
        "small_over_large": small / (small + large) if small + large else None,
    }


def network(result: Result) -> Measures:
    """Ties at the end of a run: how many, between whom, and into how many circles of friends they fall."""
    facts = Facts(result)
    drawn = society(result.scenario, processors(), Imports())
    person = np.repeat(np.arange(len(drawn)), np.diff(drawn.tie_start))
    table = pl.DataFrame(
        {"a": person, "b": drawn.tie_contact.astype(np.int64), "layer": drawn.tie_layer.astype(np.int64)}
    ).filter(pl.col("a") < pl.col("b"))
    changes = pl.concat([_changed(facts, Kind.TIE_FORMED, 1), _changed(facts, Kind.TIE_LOST, -1)])
    stand = (
        pl.concat([table.with_columns(row=pl.lit(-1, pl.Int64), stands=pl.lit(1)), changes])
        .sort("row")
        .group_by("a", "b", maintain_order=True)
        .agg(pl.col("stands").last(), pl.col("layer").last())
        .filter(pl.col("stands") > 0)
    )
    ends = stand.select("a", "b").to_numpy()
    held = facts.enrolled(0)
    scored = ends[held[ends].all(axis=1)]
    friends = stand.filter(pl.col("layer") >= Layer.FRIENDS.value).select("a", "b").to_numpy()
    return {
        "ties": 2 * len(ends) / len(drawn),
        "similarity": assortativity(facts.points(0)[scored]),
        "fragmentation": 100 * circles_of(friends, len(drawn)) / len(drawn),
    }


def _changed(facts: Facts, kind: Kind, stands: int) -> pl.DataFrame:
    """Ties formed or lost, the lower number first."""
    rows = (
        facts.run.journal.filter(pl.col("kind") == kind.value)
        .select("row", "person", "other", "what")
        .collect()
    )
    one, other = pl.col("person").cast(pl.Int64), pl.col("other").cast(pl.Int64)
    return rows.select(
        a=pl.min_horizontal(one, other),
        b=pl.max_horizontal(one, other),
        layer=pl.col("what").cast(pl.Int64),
        row=pl.col("row").cast(pl.Int64),
        stands=pl.lit(stands),
    )


def circles_of(ends: NDArray[np.int64], people: int) -> int:
    """Into how many connected parts ties divide people; whoever has no tie is one alone."""
    group = list(range(people))

    def root(one: int) -> int:
        while group[one] != one:
            group[one] = group[group[one]]
            one = group[one]
        return one

    parts = people
    for a, b in ends.tolist():
        one, other = root(a), root(b)
        if one != other:
            group[one] = other
            parts -= 1
    return parts
