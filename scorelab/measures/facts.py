"""What all measures of a run have in common: its rows by kind, spells on the list, ranks, losses."""

from functools import cached_property

import numpy as np
import polars as pl
from numpy.typing import NDArray

from scorelab.journal import LINES_OF_A_SCHEME, SCORE_KINDS, WRONGFUL, Kind
from scorelab.measures.walk import COLUMNS, Losses, walk
from scorelab.rules.incidents import ADULT
from scorelab.store import Run

LIST_KINDS = (
    Kind.LISTING,
    Kind.REMOVAL,
    Kind.BECAME_WRONG,
    Kind.BECAME_RIGHT,
    Kind.COPY_TAKEN,
    Kind.COPY_DROPPED,
)
"""Kinds read from the opening, too: they tell who stands on the list on day 0."""


MEASURED_KINDS = (
    *LIST_KINDS,
    Kind.PAYMENT,
    Kind.GUARANTEE_CALLED,
    Kind.EXIT_ORDER,
    Kind.REFUSAL,
    Kind.JOB_LOST,
    Kind.COMPLAINT,
    Kind.COMPLAINT_RECORDED,
    Kind.ANSWER,
    Kind.CORRECTION,
    Kind.LEARNED,
    Kind.TIE_LOST,
    Kind.LISTING_PREVENTED,
    Kind.COMPENSATION,
    Kind.SETTLEMENT,
    Kind.POST_WITHHELD,
    Kind.OFFENCE_PREVENTED,
    Kind.TIE_FORMED,
    Kind.TIE_PARTED,
    Kind.REVIEWED,
)

_SCHEME = pl.col("what").cast(pl.Int32) // LINES_OF_A_SCHEME


class Facts:
    """A run's rows, read once for any number of measures.

    Parameters
    ----------
    run : Run
        A finished run.

    Attributes
    ----------
    days : int
        How many days were run.
    people, founders : int
        How many people there are, those who were born within the run included, and how many on day 0.
    """

    def __init__(self, run: Run) -> None:
        self.run = run
        self.days = run.days
        self.people = run.people_count
        self.founders = run.founders_count

    @cached_property
    def journal(self) -> pl.DataFrame:
        """Rows of measured kinds from day 0 on, and of the list's kinds from the opening on."""
        kinds = [kind.value for kind in MEASURED_KINDS]
        of_list = [kind.value for kind in LIST_KINDS]
        return (
            self.run.journal.filter(pl.col("kind").is_in(kinds))
            .filter((pl.col("day") >= 0) | pl.col("kind").is_in(of_list))
            .select("row", "day", "person", "kind", "what", "truth", "other", "amount", "trigger")
            .collect()
        )

    @cached_property
    def _by_kind(self) -> dict[int, pl.DataFrame]:
        inside = self.journal.filter(pl.col("day") >= 0)
        return {int(rows["kind"][0]): rows for rows in inside.partition_by("kind", maintain_order=True)}

    def rows(self, kind: Kind) -> pl.DataFrame:
        """Rows of one kind from day 0 on."""
        return self._by_kind.get(kind.value, self.journal.clear())

    @cached_property
    def adults(self) -> pl.DataFrame:
        """People who are 18 by the end of the run."""
        people = self.people_table
        return people.filter((self.days - pl.col("birthday").cast(pl.Int64)) * 4 // 1461 >= ADULT)

    @cached_property
    def listings(self) -> pl.DataFrame:
        """Listings of all times, a row each.

        `person`, `listing` (1, 2, ... of that person), `row` and `truth` of the listing,
        `start`; `removed`, the day of removal from the register; `end`, the first day
        without any effect: the removal, or the drop of the last copy if that is later,
        but at most the person's next listing. Both are the number of days run where the
        run ends first.
        """
        marks, key = self._list_rows, ["person", "listing"]
        begun = marks.filter(_is(Kind.LISTING)).select(*key, "row", "truth", start="day")
        removed = marks.filter(_is(Kind.REMOVAL)).select(*key, removed="day")
        dropped = marks.filter(_is(Kind.COPY_DROPPED)).group_by(key).agg(dropped=pl.col("day").max())
        left = marks.unique(key, keep="last", maintain_order=True).select(*key, "copies")
        facts = begun
        for table in (removed, dropped, left):
            facts = facts.join(table, on=key, how="left", maintain_order="left")
        gone = pl.col("removed").is_not_null() & (pl.col("copies") == 0)
        last_effect = pl.max_horizontal("removed", "dropped")
        return facts.with_columns(
            end=pl.min_horizontal(
                pl.when(gone).then(last_effect).otherwise(self.days),
                pl.col("start").shift(-1).over("person"),
                pl.lit(self.days),
            ).cast(pl.Int32),
            removed=pl.col("removed").fill_null(self.days).cast(pl.Int32),
        ).drop("dropped", "copies")

    @cached_property
    def wrongful_spells(self) -> pl.DataFrame:
        """Times during which a listing, or a copy of it, was wrong.

        `person`, `listing`, `start`, `end` and `restored`, whether it ended within the
        run. A spell begins with a listing whose class is wrongful or with a row that says
        that it became so; it ends with a row that says that it became right, or with the
        listing's last effect.
        """
        marks = self._list_rows.filter(_is(Kind.LISTING) | _is(Kind.BECAME_WRONG) | _is(Kind.BECAME_RIGHT))
        wrong = pl.col("truth").is_in([truth.value for truth in WRONGFUL])
        stretches = (
            marks.join(self.listings.select("person", "listing", "end"), on=["person", "listing"])
            .with_columns(following=pl.col("day").shift(-1).over("person", "listing"), wrong=wrong)
            .with_columns(until=pl.min_horizontal("following", "end"))
        )
        changed = (pl.col("wrong") != pl.col("wrong").shift(1).over("person", "listing")).fill_null(True)
        return (
            stretches.with_columns(stretch=changed.cast(pl.Int32).cum_sum().over("person", "listing"))
            .filter("wrong")
            .group_by("person", "listing", "stretch", maintain_order=True)
            .agg(start=pl.col("day").first(), end=pl.col("until").last())
            .with_columns(restored=pl.col("end") < self.days)
            .filter(pl.col("end") > pl.col("start"))
            .drop("stretch")
        )

    @cached_property
    def rank_changes(self) -> pl.DataFrame:
        """Changed grades in order: `day`, `person`, `scheme`, `rank` and the rank `before`."""
        what = pl.col("what").cast(pl.Int32)
        return (
            self.run.journal.filter(_is(Kind.GRADE_CHANGED))
            .select(
                "day",
                "person",
                scheme=what // LINES_OF_A_SCHEME,
                rank=what % LINES_OF_A_SCHEME,
                before="other",
            )
            .collect()
        )

    @cached_property
    def moves(self) -> pl.DataFrame:
        """Rows that moved a score from day 0 on, in order: `day`, `person`, `scheme`, `amount` in tenths."""
        kinds = [kind.value for kind in SCORE_KINDS]
        return (
            self.run.journal.filter(
                pl.col("kind").is_in(kinds) & (pl.col("amount") != 0) & (pl.col("day") >= 0)
            )
            .select("day", "person", scheme=_SCHEME, amount="amount")
            .collect()
        )

    @cached_property
    def comings_and_goings(self) -> pl.DataFrame:
        """Rows of enrolments within the run and of leaving: `day`, `person`, `kind`, `scheme`."""
        kinds = [Kind.ENROLLED.value, Kind.LEFT_SCHEME.value]
        rows = self.run.journal.filter(pl.col("kind").is_in(kinds))
        return rows.select("day", "person", "kind", scheme=_SCHEME).collect()

    @cached_property
    def new_ties(self) -> pl.DataFrame:
        """Ties formed within the run: `person`, `other`, the days `formed` and, where they were, `ended`."""
        pair = ["person", "other"]
        formed = self.rows(Kind.TIE_FORMED).select(*pair, formed="day")
        ended = pl.concat([self.rows(Kind.TIE_LOST), self.rows(Kind.TIE_PARTED)])
        swapped = ended.select(person="other", other="person", day="day")
        both = pl.concat([ended.select(*pair, "day"), swapped])
        first = both.group_by(pair).agg(ended=pl.col("day").min())
        return formed.join(first, on=pair, how="left", maintain_order="left")

    @cached_property
    def people_table(self) -> pl.DataFrame:
        """The invented people, as drawn and as the run left them."""
        return self.run.people.collect()

    def enrolled(self, scheme: int) -> NDArray[np.bool_]:
        """Whom a scheme holds at the end: enrolled, and neither left nor died."""
        return self.ever_enrolled(scheme) & (self._of_scheme("left", scheme) == 0)

    def ever_enrolled(self, scheme: int) -> NDArray[np.bool_]:
        """Whom a scheme holds, or held until they left or died."""
        return self._of_scheme("enrolled", scheme) != 0

    def points(self, scheme: int) -> NDArray[np.int64]:
        """Everybody's score in a scheme at the end, in tenths of a point; the last one of those who left."""
        return self._of_scheme("score", scheme)

    def ranks(self, scheme: int, day: int) -> NDArray[np.int64]:
        """Everybody's rank in a scheme when a day begins: the last one of leavers, 0 if never enrolled."""
        ranks = self._of_scheme("grade", scheme).copy()
        later = self.rank_changes.filter((pl.col("scheme") == scheme) & (pl.col("day") >= day))
        first = later.unique("person", keep="first", maintain_order=True)
        ranks[first["person"].to_numpy()] = first["before"].to_numpy()
        return ranks

    def _of_scheme(self, column: str, scheme: int) -> NDArray[np.int64]:
        name = self.run.labels.schemes[scheme].name
        values = self.run.people.select(pl.col(f"{column}.{name}").cast(pl.Int64)).collect()
        return values.to_series().to_numpy()

    @cached_property
    def losses(self) -> Losses:
        """Every row that took points from a score, with its turn of the spiral."""
        kinds = (Kind.LISTING, Kind.REMOVAL, Kind.REFUSAL)
        marks = (
            self.run.journal.filter(pl.col("kind").is_in([kind.value for kind in kinds]))
            .select("row", "person", "kind")
            .collect()
        )
        latest = pl.when(~_is(Kind.REFUSAL)).then("kind").forward_fill().over("person")
        over = marks.filter(_is(Kind.REFUSAL) & (latest == Kind.REMOVAL.value))
        rows = self.run.manifest.rows["journal"]
        return walk(self.run.batches(*COLUMNS), rows, over["row"].to_numpy())

    @cached_property
    def _list_rows(self) -> pl.DataFrame:
        """Rows about the list, each with the number of the person's `listing` it falls into.

        `copies` is how many operators hold a copy after the row. A new listing takes over
        the copies that are left of the one before; taking one again changes nothing.
        """
        kinds = [kind.value for kind in LIST_KINDS]
        marks = self.journal.filter(pl.col("kind").is_in(kinds)).sort("person", "row")
        held = _is(Kind.COPY_TAKEN)
        held_before = held.shift(1).over("person", pl.when(held | _is(Kind.COPY_DROPPED)).then("what"))
        change = (
            pl.when(held)
            .then(1 - held_before.fill_null(False).cast(pl.Int32))
            .when(_is(Kind.COPY_DROPPED))
            .then(-1)
            .otherwise(0)
        )
        return (
            marks.with_columns(
                listing=_is(Kind.LISTING).cast(pl.Int32).cum_sum().over("person"), change=change
            )
            .with_columns(copies=pl.col("change").cum_sum().over("person"))
            .filter(pl.col("listing") > 0)
            .drop("change")
        )


def _is(kind: Kind) -> pl.Expr:
    return pl.col("kind") == kind.value
