"""Whose lives are told: chosen by a rule that is printed beside them."""

from dataclasses import dataclass

import polars as pl

from scorelab.journal import WRONGFUL, Kind, Truth
from scorelab.measures import GROUPINGS
from scorelab.measures.groups import age_at_end
from scorelab.report import words
from scorelab.report.subject import Told


@dataclass(frozen=True)
class Life:
    """Somebody whose life is told.

    Attributes
    ----------
    role : str
        What they stand for.
    rule : str
        How they were chosen, and among how many.
    person : int or None
        Who; None if there is nobody of that kind.
    listing : int or None
        The row of the listing that is told of.
    """

    role: str
    rule: str
    person: int | None
    listing: int | None


def cast(told: Told) -> list[Life]:
    """One ordinary person and, where there is a list, one rightly and one wrongly listed."""
    lives = [ordinary(told)]
    if told.has_list:
        lives += [
            listed(told, "A person rightly listed", (Truth.DUE,), "that were due when they were made"),
            listed(told, "A person wrongly listed", WRONGFUL, "that were wrong when they were made"),
        ]
    return lives


def ordinary(told: Told) -> Life:
    """The adult never listed nor refused who has the median number of rows on record."""
    never = told.facts.adults.select("person").filter(
        ~pl.col("person").is_in(told.facts.listings["person"].implode())
        & ~pl.col("person").is_in(told.facts.rows(Kind.REFUSAL)["person"].implode())
    )
    rows = (
        told.run.journal.filter(pl.col("day") >= 0)
        .group_by("person")
        .agg(rows=pl.len())
        .collect()
        .join(never, on="person", how="semi")
    )
    blank = never.height - rows.height
    rule = (
        f"Of the {words.count(never.height)} adults never listed and never refused, {words.count(blank)} "
        f"have nothing at all on record in these {told.days} days. Of the others this one has the median "
        "number of rows, and of those with that number the lowest number as a person."
    )
    return Life("An ordinary person", rule, _median(rows, "rows"), None)


def listed(told: Told, role: str, classes: tuple[Truth, ...], meaning: str) -> Life:
    """The person with the median number of refusals among those newly listed in certain classes."""
    new = told.facts.listings.filter(
        (pl.col("start") >= 0)
        & (pl.col("start") < told.days)
        & pl.col("truth").is_in([int(truth) for truth in classes])
    ).unique("person", keep="first", maintain_order=True)
    early = new.filter(pl.col("start") < told.days // 2)
    new = early if early.height else new
    refusals = told.facts.rows(Kind.REFUSAL).group_by("person").agg(refusals=pl.len())
    counted = (
        new.select("person", "row")
        .join(refusals, on="person", how="left")
        .with_columns(pl.col("refusals").fill_null(0))
    )
    met = counted.filter(pl.col("refusals") > 0)
    candidates = met if met.height else counted
    rule = (
        f"Of the {words.plural(counted.height, 'person', 'people')} with new listings "
        f"{f'from the first {told.days // 2} days ' if early.height else ''}{meaning}, "
        f"{words.count(met.height)} were refused at least once. Of these this one has the median number of "
        "refusals, and of those with that number the lowest number as a person."
    )
    person = _median(candidates, "refusals")
    row = None if person is None else int(candidates.filter(pl.col("person") == person)["row"][0])
    return Life(role, rule, person, row)


def portrait(told: Told, person: int) -> str:
    """An invented person's sex, age, education and income, in words."""
    people = told.run.people.filter(pl.col("person") == person).collect()
    sex = "man" if people["sex"][0] else "woman"
    education, income = (
        GROUPINGS[name].groups[int(GROUPINGS[name].code(people, told.days)[0])]
        for name in ("education", "income")
    )
    age = int(age_at_end(people, told.days)[0])
    return f"an invented {sex} of {age}, education: {education}, income: {income}"


def _median(rows: pl.DataFrame, column: str) -> int | None:
    if rows.height == 0:
        return None
    middle = rows.sort(column, "person")[column][(rows.height - 1) // 2]
    return int(rows.filter(pl.col(column) == middle)["person"].min())  # type: ignore[arg-type]
