"""Imported tables: published numbers of people by sex and age.

A table has cells, not people: each line counts at least ten. Anything that looks like
data about single people is refused.
"""

import csv
from math import lcm
from pathlib import Path

from scorelab.errors import InputError
from scorelab.population.pyramid import AGES, MEN, WOMEN, Pyramid
from scorelab.population.texts import read_text
from scorelab.rules.incidents import ADULT

COLUMNS = ("sex", "age_from", "age_to", "count")
"""The columns of a table; no others are read."""

SMALLEST_CELL = 10
MOST_COUNT = 10**10

SEXES = {
    "man": MEN, "men": MEN, "male": MEN, "m": MEN,
    "woman": WOMEN, "women": WOMEN, "female": WOMEN, "f": WOMEN,
}  # fmt: skip

PERSONAL = (
    "name", "id", "identity", "passport", "phone", "mobile", "mail", "address", "birth", "account",
    "user", "person", "card", "plate", "score", "姓名", "身份", "证", "电话", "手机", "地址", "生日",
)  # fmt: skip
"""What the name of a column about single people contains."""

CELLS = f"published cells with the columns {', '.join(COLUMNS)}"


def import_table(path: str | Path) -> Pyramid:
    """A pyramid from a published table.

    Parameters
    ----------
    path : str or Path
        A CSV or TSV file with the columns `sex` (man or woman), `age_from` and `age_to`
        (whole years, both included, 0 to 104) and `count` (people, at least 10). Cells
        do not overlap; ages without a cell have nobody. Within a cell people are spread
        evenly over its years.

    Returns
    -------
    Pyramid
        Pass it to :func:`build`.

    Raises
    ------
    InputError
        A small cell, an undocumented column, data about single people, or no table.
    """
    path = Path(path)
    lines = read_text(path, "a table file").splitlines()
    delimiter = "\t" if lines and "\t" in lines[0] else ","
    try:
        rows = list(csv.reader(lines, delimiter=delimiter, strict=True))
    except csv.Error as error:
        raise InputError(str(path), f"no table ({error})", CELLS) from error
    if not rows:
        raise InputError(str(path), "nothing", CELLS)
    header = [name.strip().lower() for name in rows[0]]
    _check_columns(path, header)
    cells: dict[tuple[int, int], tuple[int, int]] = {}
    for number, row in enumerate(rows[1:], start=2):
        if not any(field.strip() for field in row):
            continue
        where = f"{path}, line {number}"
        if len(row) != len(header):
            raise InputError(where, f"{len(row)} fields", f"{len(header)} fields")
        _add_cell(where, dict(zip(header, row, strict=True)), cells)
    if not any(age >= ADULT for _, age in cells):
        raise InputError(str(path), "no adults", f"at least one cell of people of {ADULT} or older")
    scale = lcm(*(width for _, width in cells.values()))
    weights = {cell: count * scale // width for cell, (count, width) in cells.items()}
    men, women = (tuple(weights.get((sex, age), 0) for age in range(AGES)) for sex in (MEN, WOMEN))
    return Pyramid((men, women))


def _check_columns(path: Path, header: list[str]) -> None:
    where = f"{path}, line 1"
    for name in header:
        if name not in COLUMNS and any(mark in name for mark in PERSONAL):
            expected = f"{CELLS}: data about single people are never read"
            raise InputError(where, f"the column {name!r}", expected)
    for name in header:
        if name not in COLUMNS:
            raise InputError(where, f"the column {name!r}", f"{CELLS}, and no others")
    if sorted(header) != sorted(COLUMNS):
        missing = [name for name in COLUMNS if name not in header]
        found = f"no column {missing[0]!r}" if missing else "a column twice"
        reason = ": a line for each person is never read" if missing == ["count"] else ""
        raise InputError(where, found, f"{CELLS}{reason}")


def _add_cell(where: str, row: dict[str, str], cells: dict[tuple[int, int], tuple[int, int]]) -> None:
    sex = SEXES.get(row["sex"].strip().lower())
    if sex is None:
        raise InputError(f"{where}, sex", row["sex"], "man or woman")
    low, high = (_whole(f"{where}, {name}", row[name], AGES - 1) for name in ("age_from", "age_to"))
    if high < low:
        raise InputError(f"{where}, age_to", high, f"an age of {low} or more")
    count = _whole(f"{where}, count", row["count"], MOST_COUNT)
    if count < SMALLEST_CELL:
        expected = f"{SMALLEST_CELL} or more: smaller cells tell about single people; join it to another cell"
        raise InputError(f"{where}, count", count, expected)
    for age in range(low, high + 1):
        if (sex, age) in cells:
            raise InputError(where, f"a second cell for age {age}", "cells that do not overlap")
        cells[sex, age] = (count, high - low + 1)


def _whole(where: str, text: str, most: int) -> int:
    digits = text.strip()
    if not (digits.isascii() and digits.isdecimal()) or len(digits) > len(str(most)) or int(digits) > most:
        raise InputError(where, text, f"a whole number from 0 to {most}")
    return int(digits)
