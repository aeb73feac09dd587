"""Scores on any day of a run: whom a scheme held when a day began, and what scores they had."""

import numpy as np
import polars as pl
from numpy.typing import NDArray

from scorelab.journal import Kind
from scorelab.measures.facts import Facts
from scorelab.rules.incidents import ADULT


def held_on(facts: Facts, index: int, day: int) -> NDArray[np.bool_]:
    """Whom a scheme holds when a day begins: enrolled by then, not left, alive."""
    held = facts.ever_enrolled(index) & ~enrolled_since(facts, index, day)
    return held & ~_with_a_row(facts, Kind.LEFT_SCHEME, index, 0, day)


def enrolled_since(facts: Facts, index: int, day: int) -> NDArray[np.bool_]:
    """Whom a scheme enrolled on a day or after it, when they came of age."""
    return _with_a_row(facts, Kind.ENROLLED, index, day, facts.days)


def _with_a_row(facts: Facts, kind: Kind, index: int, since: int, until: int) -> NDArray[np.bool_]:
    rows = facts.comings_and_goings.filter(
        (pl.col("kind") == kind.value)
        & (pl.col("scheme") == index)
        & (pl.col("day") >= since)
        & (pl.col("day") < until)
    )
    found = np.zeros(facts.people, np.bool_)
    found[rows["person"].to_numpy()] = True
    return found


def points_on(facts: Facts, index: int, day: int) -> NDArray[np.int64]:
    """Everybody's score in a scheme when a day begins, in tenths: the last one less what came later."""
    scores = facts.points(index)
    if day >= facts.days:
        return scores
    later = facts.moves.filter((pl.col("scheme") == index) & (pl.col("day") >= day))
    scores = scores.copy()
    np.subtract.at(scores, later["person"].to_numpy(), later["amount"].to_numpy())
    return scores


def grown_on(facts: Facts, day: int) -> NDArray[np.bool_]:
    """Who is grown up on a day, or would be, were they alive."""
    birthday = facts.people_table["birthday"].to_numpy().astype(np.int64)
    return (day - birthday) * 4 // 1461 >= ADULT


def ties_on(facts: Facts, day: int) -> NDArray[np.int64]:
    """Both ends of each tie formed within the run before a day and not ended by then; shape (ties, 2)."""
    stand = (pl.col("formed") < day) & (pl.col("ended").is_null() | (pl.col("ended") >= day))
    return facts.new_ties.filter(stand).select("person", "other").to_numpy().astype(np.int64)
