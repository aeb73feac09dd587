"""Who stands on the register, by ground-truth class, day by day."""

import numpy as np
import polars as pl
from numpy.typing import NDArray

from scorelab.journal import AGAINST_OWN_RULES, WRONGFUL, Kind, Truth
from scorelab.measures import Facts

CLASSED = (Kind.LISTING, Kind.BECAME_WRONG, Kind.BECAME_RIGHT)


def classes_by_day(facts: Facts) -> dict[Truth, NDArray[np.int64]]:
    """People on the register at the end of each day, by class.

    A listing's class is the one that it was entered with, until a row says that it became
    wrong or right again. All classes together are the measure `listed` by day.

    Parameters
    ----------
    facts : Facts
        A run's facts.

    Returns
    -------
    dict of Truth to array
        One number a day of the run.
    """
    marks = stretches(facts, "removed")
    days: dict[Truth, NDArray[np.int64]] = {}
    for truth in list(Truth)[1:]:
        stays = marks.filter(pl.col("truth") == truth.value)
        change = np.zeros(facts.days + 1, np.int64)
        np.add.at(change, stays["day"].clip(0, facts.days).to_numpy(), 1)
        np.add.at(change, stays["until"].clip(0, facts.days).to_numpy(), -1)
        days[truth] = np.cumsum(change)[: facts.days]
    return days


def wrongful_by_class(facts: Facts) -> pl.DataFrame:
    """What the measure `wrongful_days` consists of: `truth`, `records`, `days`.

    A record that was wrong in two ways counts under both.
    """
    return (
        stretches(facts, "end")
        .filter(pl.col("truth").is_in([int(truth) for truth in WRONGFUL]))
        .with_columns(
            days=pl.col("until").clip(0, facts.days).cast(pl.Int64) - pl.col("day").clip(0, facts.days)
        )
        .filter(pl.col("days") > 0)
        .group_by("truth")
        .agg(records=pl.struct("person", "listing").n_unique(), days=pl.col("days").sum())
        .sort("truth")
    )


def stretches(facts: Facts, last: str) -> pl.DataFrame:
    """Each listing's times in one class: `person`, `listing`, `truth`, `day`, `until`.

    Parameters
    ----------
    facts : Facts
        A run's facts.
    last : str
        Up to when a listing counts: `removed` from the register, or `end` of its last effect.
    """
    return (
        facts.journal.filter(pl.col("kind").is_in([kind.value for kind in CLASSED]))
        .sort("person", "row")
        .with_columns(listing=(pl.col("kind") == Kind.LISTING.value).cast(pl.Int32).cum_sum().over("person"))
        .filter(pl.col("listing") > 0)
        .join(facts.listings.select("person", "listing", "removed", "end"), on=["person", "listing"])
        .sort("person", "row")
        .with_columns(following=pl.col("day").shift(-1).over("person", "listing"))
        .with_columns(until=pl.min_horizontal("following", last))
        .filter(pl.col("until") >= pl.col("day"))
    )


def together(classes: dict[Truth, NDArray[np.int64]], which: tuple[Truth, ...]) -> NDArray[np.int64]:
    """Several classes as one series."""
    return np.sum([classes[truth] for truth in which], axis=0).astype(np.int64)


def wrongful(classes: dict[Truth, NDArray[np.int64]]) -> NDArray[np.int64]:
    """Wrongful listings by day."""
    return together(classes, WRONGFUL)


def against_own_rules(classes: dict[Truth, NDArray[np.int64]]) -> NDArray[np.int64]:
    """Listings against the list's own rules by day, wrongful ones among them."""
    return together(classes, AGAINST_OWN_RULES)
