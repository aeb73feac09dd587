"""A person's scores, each as the sum of its journal rows."""

from collections.abc import Sequence
from dataclasses import dataclass

import polars as pl

from scorelab.journal import LINES_OF_A_SCHEME, SCORE_KINDS
from scorelab.scenario.scheme_tables import TENTHS
from scorelab.store import Run
from scorelab.telling import Row
from scorelab.telling_standing import shown_points


@dataclass(frozen=True)
class SchemeSum:
    """One score; all points in tenths.

    Attributes
    ----------
    scheme, grade : str
        The scheme's name and the grade at the end.
    start, score : int
        The score on day 0, or when the scheme began to hold the person, and at the end.
    rows, moved : int
        How many rows moved it, and the sum of their effects.
    left : bool
        Whether the scheme holds the person no more: grade and score are then the last ones.
    """

    scheme: str
    grade: str
    start: int
    score: int
    rows: int
    moved: int
    left: bool

    def to_json(self) -> dict[str, object]:
        """As plain values, in points; `sum_of_rows` begins with the start, so it is the score."""
        return {
            "scheme": self.scheme,
            "grade": self.grade,
            "start": self.start / TENTHS,
            "score": self.score / TENTHS,
            "sum_of_rows": (self.start + self.moved) / TENTHS,
            "left": self.left,
        }

    def __str__(self) -> str:
        sign = "-" if self.moved < 0 else "+"
        last = ": the last ones, for the scheme no longer holds the person" if self.left else ""
        return (
            f"{self.scheme}: {self.start / TENTHS:.1f} at the start {sign} {shown_points(self.moved)} by "
            f"{self.rows} row{'' if self.rows == 1 else 's'} = {self.score / TENTHS:.1f}, grade {self.grade}"
            f"{last}."
        )


def sums_of(run: Run, person: int, rows: Sequence[Row]) -> tuple[SchemeSum, ...]:
    """A person's scores in all schemes that hold them.

    Parameters
    ----------
    run : Run
        The run.
    person : int
        Who.
    rows : sequence of Row
        The person's journal rows; others may be among them.
    """
    schemes = run.labels.schemes
    if not schemes:
        return ()
    state = run.people.filter(pl.col("person") == person).collect().row(0, named=True)
    moving = [row for row in rows if row.person == person and row.kind in SCORE_KINDS and row.amount]
    found = []
    for index, scheme in enumerate(schemes):
        effects = [row.amount for row in moving if row.what // LINES_OF_A_SCHEME == index]
        if state[f"enrolled.{scheme.name}"]:
            found.append(
                SchemeSum(
                    scheme=scheme.name,
                    grade=scheme.grades[state[f"grade.{scheme.name}"]],
                    start=state[f"start.{scheme.name}"],
                    score=state[f"score.{scheme.name}"],
                    rows=len(effects),
                    moved=sum(effects),
                    left=bool(state[f"left.{scheme.name}"]),
                )
            )
    return tuple(found)


def in_points(effect: int, nominal: int) -> dict[str, float]:
    """A score row's effect and nominal value, in points."""
    return {"points": effect / TENTHS, "nominal": nominal / TENTHS}
