"""What a measure is: a name, a unit, a formula in words, and what it rests on."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum

import polars as pl

from scorelab.measures.facts import Facts


class Side(Enum):
    """On which side of the balance a measure stands."""

    SIZE = "size"
    HARM = "harm"
    BENEFIT = "benefit"


@dataclass(frozen=True, kw_only=True)
class Measure:
    """One measure, defined once.

    Attributes
    ----------
    name : str
        Short name, used in tables and by scripts.
    title : str
        What it is called in a report.
    unit : str
        Its unit.
    formula : str
        How it is computed, in words.
    side : Side
        Harm, benefit, or merely size.
    rests_on : tuple of str
        Scenario sections and parameters whose values it hangs on directly.
    """

    name: str
    title: str
    unit: str
    formula: str
    side: Side
    rests_on: tuple[str, ...]

    def total(self, facts: Facts) -> float | None:
        """The measure over the whole run; None if it cannot be estimated."""
        raise NotImplementedError


@dataclass(frozen=True, kw_only=True)
class Events(Measure):
    """A measure that counts journal rows, or sums a column of them.

    Attributes
    ----------
    rows : callable
        The rows that count, from day 0 on: `day`, `person` and what else they carry.
    sums : str, optional
        The column summed; without it rows are counted.
    persons_once : bool
        Count each person once, on the first day.
    """

    rows: Callable[[Facts], pl.DataFrame]
    sums: str | None = None
    persons_once: bool = False

    def counted(self, facts: Facts) -> pl.DataFrame:
        """The rows that count, with column `value`."""
        rows = self.rows(facts)
        if self.persons_once:
            rows = rows.sort("day", maintain_order=True).unique("person", keep="first", maintain_order=True)
        value = pl.col(self.sums) if self.sums else pl.lit(1)
        return rows.with_columns(value=value.cast(pl.Int64))

    def total(self, facts: Facts) -> float | None:
        """Sum of the values of all rows that count."""
        return float(self.counted(facts)["value"].sum())


@dataclass(frozen=True, kw_only=True)
class States(Measure):
    """A measure of a state that people are in: person-days, or how many at the end.

    Attributes
    ----------
    spells : callable
        Who was in the state: `person`, `start`, `end` (first day out of it; the number of
        days run where it outlasts the run). Spells of one person do not overlap.
    at_end : bool
        Count those in the state on the last day; otherwise days within the run.
    """

    spells: Callable[[Facts], pl.DataFrame]
    at_end: bool

    def counted(self, facts: Facts) -> pl.DataFrame:
        """Spells within the run (`person`, `start`, `end`), with column `value`."""
        inside = self.spells(facts).with_columns(
            start=pl.col("start").clip(0, facts.days), end=pl.col("end").clip(0, facts.days)
        )
        at_end = (pl.col("end") == facts.days) & (pl.col("start") < facts.days)
        value = at_end.cast(pl.Int64) if self.at_end else (pl.col("end") - pl.col("start")).cast(pl.Int64)
        return inside.with_columns(value=value).filter(pl.col("value") > 0)

    def total(self, facts: Facts) -> float | None:
        """Sum over all spells."""
        return float(self.counted(facts)["value"].sum())


@dataclass(frozen=True, kw_only=True)
class Figure(Measure):
    """A measure that is a single figure, such as a median or a ratio.

    Attributes
    ----------
    figure : callable
        Computes it; None if it cannot be estimated.
    """

    figure: Callable[[Facts], float | None]

    def total(self, facts: Facts) -> float | None:
        """The figure."""
        return self.figure(facts)
