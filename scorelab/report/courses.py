"""What scores did: their distribution by month, what moved them, flows between grades."""

from dataclasses import dataclass

import numpy as np
import polars as pl
from numpy.typing import NDArray

from scorelab.journal import LINES_OF_A_SCHEME, SCORE_KINDS, Kind
from scorelab.report import words
from scorelab.report.months import month_ends
from scorelab.report.subject import Told
from scorelab.scenario.scheme_tables import TENTHS
from scorelab.scenario.schemes import LISTED
from scorelab.telling import INCIDENTS

SHARES = (0.05, 0.25, 0.5, 0.75, 0.95)
"""The quantiles that are drawn."""

SOURCES = {
    Kind.RECORD_EXPIRED: "records that expired",
    Kind.SCHEME_SEES_LISTING: "seen on the court’s list",
    Kind.SCHEME_FORGETS_LISTING: "no longer seen on the court’s list",
    Kind.GRADE_RELEASED: "a fixed grade that ran out",
    Kind.REPAIRED: "a fixed grade that was repaired",
    Kind.CONTACTS_MOVED: "contacts: their standing, ties lost",
    Kind.CAPACITY_MOVED: "work lost or found",
    Kind.HABITS_MOVED: "habits: what was spent, paid and played",
}
"""What moves a score, besides records of acts and imports."""

Quantiles = tuple[int, tuple[float, ...]]
"""A day (0 before anything happened, else how many days were over), and the scores in points."""


def quantiles_by_month(told: Told, scheme: int) -> list[Quantiles]:
    """Quantiles of the scores of everybody enrolled, at the start and at each month's end.

    A quantile is the lowest score that at least that share of people do not exceed.
    """
    held = told.facts.enrolled(scheme)
    if not held.any():
        return []
    scores = told.column(f"start.{told.run.labels.schemes[scheme].name}").copy()
    rows = told.facts.moves.filter(pl.col("scheme") == scheme)
    days, people, amounts = (rows[name].to_numpy() for name in ("day", "person", "amount"))
    course: list[Quantiles] = [(0, quantiles(scores[held]))]
    done = 0
    for day in month_ends(told):
        until = int(np.searchsorted(days, day, side="right"))
        np.add.at(scores, people[done:until], amounts[done:until])
        course.append((day + 1, quantiles(scores[held])))
        done = until
    return course


def quantiles(scores: NDArray[np.int64]) -> tuple[float, ...]:
    """The quantiles `SHARES` of scores in tenths of a point, in points."""
    low = int(scores.min())
    reached = np.cumsum(np.bincount(scores - low))
    # Rounding up must not go beyond a share that is met exactly.
    places = [np.searchsorted(reached, np.ceil(share * len(scores) - 1e-9)) for share in SHARES]
    return tuple((low + int(place)) / TENTHS for place in places)


@dataclass(frozen=True)
class Mover:
    """Something that moved a scheme's scores.

    Attributes
    ----------
    name : str
        What it is, in words.
    rows, people : int
        How often it did, and how many people it met.
    lost, gained : float
        Points taken and given in all; `lost` is not negative.
    nominal : float
        Points that the rows were worth before bounds, bands and fixed grades.
    """

    name: str
    rows: int
    people: int
    lost: float
    gained: float
    nominal: float


def movers(told: Told, scheme: int) -> list[Mover]:
    """What moved a scheme's scores, the largest first."""
    sums = told.kept("movers", lambda: _sums(told)).filter(pl.col("scheme") == scheme)
    return [
        Mover(
            row["source"], row["rows"], row["people"], row["lost"] / TENTHS, row["gained"] / TENTHS,
            row["nominal"] / TENTHS,
        )
        for row in sums.iter_rows(named=True)
    ]  # fmt: skip


def _sums(told: Told) -> pl.DataFrame:
    kinds = [kind.value for kind in SCORE_KINDS]
    rows = told.run.journal.filter(pl.col("kind").is_in(kinds) & (pl.col("day") >= 0))
    pairs = rows.select("kind", "what").unique().collect()
    sources = pl.DataFrame(
        [
            (kind, what, what // LINES_OF_A_SCHEME, source(told, Kind(kind), what))
            for kind, what in pairs.iter_rows()
        ],
        {"kind": pl.Int16, "what": pl.Int16, "scheme": pl.Int32, "source": pl.String},
        orient="row",
    )
    return (
        rows.join(sources.lazy(), on=["kind", "what"])
        .group_by("scheme", "source")
        .agg(
            rows=pl.len(),
            people=pl.col("person").n_unique(),
            lost=-pl.col("amount").filter(pl.col("amount") < 0).sum(),
            gained=pl.col("amount").filter(pl.col("amount") > 0).sum(),
            nominal=pl.col("other").sum(),
        )
        .sort(pl.col("lost") + pl.col("gained"), "source", descending=[True, False])
        .collect()
    )


def source(told: Told, kind: Kind, what: int) -> str:
    """What a row that moved a score is put down to, in words."""
    scheme, place = divmod(what, LINES_OF_A_SCHEME)
    match kind:
        case Kind.RECORDED:
            act = told.scenario.schemes.all[scheme].lines[place].kind
            return "entered on the court’s list" if act == LISTED else act_in_words(act or "")
        case Kind.IMPORTED | Kind.IMPORT_ENDED:
            imports = [item for each in told.scenario.schemes.all for item in each.imports]
            taken = "taken over from" if kind == Kind.IMPORTED else "no longer taken over from"
            return f"grade {taken} {words.named(imports[place].scheme)}"
    return SOURCES[kind]


def act_in_words(name: str) -> str:
    """An incident's name as what somebody did."""
    return INCIDENTS[name][0] if name in INCIDENTS else words.named(name)


def flows(told: Told, scheme: int) -> NDArray[np.int64]:
    """People enrolled by rank on the first day (rows) and at the end (columns)."""
    facts, count = told.facts, len(told.run.labels.schemes[scheme].grades)
    held = facts.enrolled(scheme)
    first, last = (facts.ranks(scheme, day)[held] for day in (0, told.days))
    return np.bincount(first * count + last, minlength=count * count).reshape(count, count)


def seen_on_the_list(told: Told, scheme: int) -> tuple[int, int]:
    """People whom a platform's copy shows as listed at the end, and those of them no longer on the list."""
    rows = (
        told.run.journal.filter(
            pl.col("kind").is_in([Kind.SCHEME_SEES_LISTING.value, Kind.SCHEME_FORGETS_LISTING.value])
            & (pl.col("what").cast(pl.Int32) // LINES_OF_A_SCHEME == scheme)
        )
        .select("person", seen=pl.col("kind") == Kind.SCHEME_SEES_LISTING.value)
        .collect()
        .unique("person", keep="last", maintain_order=True)
        .filter("seen")
    )
    listed = told.column("listed") != 0
    seen = rows["person"].to_numpy()
    return len(seen), int((~listed[seen]).sum())
