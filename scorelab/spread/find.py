"""Which clause stops a score from spreading: the same operators with the same luck under each law."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import polars as pl

from scorelab.errors import InputError
from scorelab.progress import Progress
from scorelab.scenario.overrides import close
from scorelab.spread.live import QUARTERS, Course, Shares, live, tipping_share
from scorelab.spread.load import load_spread
from scorelab.spread.schema import Clause, Spread
from scorelab.synthetic import CAPTION

if TYPE_CHECKING:
    from scorelab.report.picture import Picture

YEARS = 20
MOST_YEARS = 100
READ_AT = (5, 10)
"""After how many years doors are read."""

TIPPING_YEARS = 10
SELDOM = 0.1
"""In so few worlds at most doing without comes to cost an hour where a clause stops the spread."""
LATER = 1.0
"""By so many years at least a clause must delay it to count as slowing it."""

NONE, ALL = "none", "all"
STOPS, SLOWS, LITTLE = "stops it", "slows it", "changes little"
LIVING = "living the worlds"

Band = tuple[float | None, float | None, float | None]
"""Middle, low and high: of so many worlds the median, and the twentieth lowest and highest; None is never."""


@dataclass(frozen=True)
class Found:
    """What came of the worlds under one law.

    Attributes
    ----------
    name, title : str
        `none`, a clause, `all`, or `all but` some.
    clauses : tuple of str
        Those in force.
    courses : tuple of Course
        One a world.
    tipping : float or None
        See :func:`scorelab.spread.live.tipping_share`.
    """

    name: str
    title: str
    clauses: tuple[str, ...]
    courses: tuple[Course, ...]
    tipping: float | None

    def doors(self, years: int) -> Band:
        """The share of all operators who ask after so many years."""
        return band([course.doors[years * QUARTERS] for course in self.courses])

    @property
    def forced(self) -> Band:
        """Years until doing without costs an hour a month."""
        return band([np.inf if (at := course.forced) is None else at / QUARTERS for course in self.courses])

    def forced_within(self, years: float) -> float:
        """The share of worlds in which it costs an hour a month within so many years."""
        within = [course.forced is not None and course.forced <= years * QUARTERS for course in self.courses]
        return float(np.mean(within))

    def mean(self, what: str) -> Shares:
        """The mean over worlds of `doors`, `minutes` or `enrolled`, by quarter from the first day on."""
        return np.mean([getattr(course, what) for course in self.courses], axis=0)

    def bands(self, what: str) -> tuple[Shares, Shares]:
        """Between what nine worlds in ten lie, quarter by quarter."""
        low, high = np.quantile([getattr(course, what) for course in self.courses], (0.05, 0.95), axis=0)
        return low, high


@dataclass(frozen=True)
class SpreadFound:
    """A score's spread under every law; see :func:`spread`."""

    spread: Spread
    years: int
    laws: tuple[Found, ...]

    @cached_property
    def by_name(self) -> dict[str, Found]:
        """The laws by name."""
        return {law.name: law for law in self.laws}

    def effect(self, name: str) -> str | None:
        """What a law does within the years looked at: stops it, slows it, or changes little.

        None where nothing was to be stopped: without a clause it seldom comes to cost an hour a month.
        """
        before, law = self.by_name[NONE], self.by_name[name]
        if name == NONE or before.forced_within(self.years) <= SELDOM:
            return None
        if law.forced_within(self.years) <= SELDOM:
            return STOPS
        middle, middle_before = law.forced[0], before.forced[0]
        if middle is None or (middle_before is not None and middle - middle_before >= LATER):
            return SLOWS
        return LITTLE

    def to_json(self) -> dict[str, Any]:
        """It as plain values, as `scorelab spread --json` prints it."""
        return {
            "scenario": self.spread.name,
            "synthetic": True,
            "notice": f"Conditions, never a forecast: every number is assumed. {CAPTION}",
            "seed": self.spread.seed,
            "worlds": self.spread.worlds,
            "years": self.years,
            "laws": [self._law(law) for law in self.laws],
        }

    def _law(self, law: Found) -> dict[str, Any]:
        return {
            "law": law.name,
            "clauses": list(law.clauses),
            "doors_asking": {
                str(years): _named(law.doors(years)) for years in READ_AT if years <= self.years
            },
            "years_until_an_hour_a_month": _named(law.forced),
            "worlds_in_which_it_does": law.forced_within(self.years),
            "tipping_share": law.tipping,
            "effect": self.effect(law.name),
            "by_quarter": {
                what: [round(float(value), 6) for value in law.mean(what)]
                for what in ("doors", "enrolled", "minutes")
            },
        }

    def to_frame(self) -> pl.DataFrame:
        """A row for each law and quarter: means over worlds."""
        return pl.concat(
            pl.DataFrame(
                {"law": law.name, "quarter": np.arange(len(law.courses[0].doors))}
                | {what: law.mean(what) for what in ("doors", "enrolled", "minutes")}
            )
            for law in self.laws
        )

    def plot(self) -> "Picture":
        """The share of doors that ask, over the years, a line a law; with its table."""
        from scorelab.spread.picture import picture

        return picture(self)

    def __str__(self) -> str:
        from scorelab.spread.screen import in_text

        return in_text(self)

    def _repr_html_(self) -> str:
        return self.plot()._repr_html_()


def spread(
    path: str | Path | None = None,
    *,
    without: Sequence[str] = (),
    years: int = YEARS,
    worlds: int | None = None,
    seed: int | None = None,
    set: Mapping[str, object] | None = None,
    progress: Progress | None = None,
) -> SpreadFound:
    """Let a private score spread under no clause, under each alone, and under all of them.

    Parameters
    ----------
    path : path, optional
        A YAML file; left out: the one that comes with scorelab.
    without : sequence of str
        Clauses to leave out of all of them: one more law.
    years : int
        For how long.
    worlds, seed : int, optional
        In place of the file's own.
    set : mapping, optional
        Dotted keys and new values: `{"clauses.purpose_limitation.obeyed": 1}`.
    progress : callable, optional
        Called after each world.

    Raises
    ------
    InputError
        If the file, a number or a clause is not acceptable.
    """
    if not 1 <= years <= MOST_YEARS:
        raise InputError("--years", years, f"a whole number from 1 to {MOST_YEARS}")
    chosen = load_spread(path, set, worlds, seed)
    known = [clause.name for clause in chosen.clauses]
    for name in without:
        if name not in known:
            raise InputError("--without", repr(name), f"one of {', '.join(known)}{close(name, known)}")
    laws = _laws(chosen, without)
    found, done = [], 0
    for name, title, clauses in laws:
        courses = []
        for place in range(chosen.worlds):
            courses.append(live(chosen, (chosen.seed + place) % 2**63, years * QUARTERS, clauses))
            done += 1
            if progress is not None:
                progress(LIVING, done, len(laws) * chosen.worlds)
        tipping = tipping_share(chosen, TIPPING_YEARS * QUARTERS, clauses)
        found.append(Found(name, title, tuple(each.name for each in clauses), tuple(courses), tipping))
    return SpreadFound(chosen, years, tuple(found))


def _laws(chosen: Spread, without: Sequence[str]) -> list[tuple[str, str, tuple[Clause, ...]]]:
    laws: list[tuple[str, str, tuple[Clause, ...]]] = [(NONE, "No clause", ())]
    laws += [(clause.name, clause.title, (clause,)) for clause in chosen.clauses]
    laws.append((ALL, "All of them", chosen.clauses))
    left = tuple(clause for clause in chosen.clauses if clause.name not in without)
    if without:
        gone = [clause for clause in chosen.clauses if clause.name in without]
        name = f"{ALL} but {', '.join(clause.name for clause in gone)}"
        laws.append((name, f"All but: {'; '.join(clause.title for clause in gone)}", left))
    return laws


def band(values: Sequence[float]) -> Band:
    """The median of so many worlds, and between what nine in ten lie; None where it is never."""
    ends = np.quantile(values, (0.5, 0.05, 0.95), method="nearest")
    middle, low, high = (float(end) if np.isfinite(end) else None for end in ends)
    return middle, low, high


def _named(values: Band) -> dict[str, float | None]:
    return dict(zip(("median", "low", "high"), values, strict=True))
