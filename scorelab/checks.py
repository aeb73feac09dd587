"""What a check of a stored run says."""

from dataclasses import dataclass

import polars as pl


@dataclass(frozen=True)
class Check:
    """One invariant.

    Attributes
    ----------
    name : str
        What must hold.
    broken : int
        How many times it does not.
    example : str
        Where, the first time.
    """

    name: str
    broken: int
    example: str = ""

    @property
    def holds(self) -> bool:
        """Whether it holds throughout."""
        return self.broken == 0

    def __str__(self) -> str:
        if self.holds:
            return f"holds: {self.name}"
        return f"BROKEN {self.broken} times: {self.name} ({self.example})"


def check(name: str, broken: pl.DataFrame) -> Check:
    """A check of rows: those given break it."""
    return Check(name, broken.height, f"row {broken['row'][0]}" if broken.height else "")


def check_people(name: str, broken: pl.DataFrame) -> Check:
    """A check of people: those given break it."""
    return Check(name, broken.height, f"person {broken['person'][0]}" if broken.height else "")


def is_kind(*kinds: int) -> pl.Expr:
    """Whether a row is of one of some kinds."""
    return pl.col("kind").is_in([int(kind) for kind in kinds])
