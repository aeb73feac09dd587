"""Markup that cannot be broken by what is put into it: all text is escaped."""

import re
from collections.abc import Iterable
from html import escape

VOID = ("br", "meta", "link", "hr")

DATE = re.compile(r"\d{4}-\d{2}-\d{2}")
"""A cell that holds nothing else stays on one line."""


class Html(str):
    """Text that is markup already and is not escaped again."""

    __slots__ = ()


def text(content: object) -> Html:
    """Any content as markup: escaped, unless it is markup already."""
    return content if isinstance(content, Html) else Html(escape(str(content)))


def join(parts: Iterable[object], between: str = "") -> Html:
    """Parts one after another."""
    return Html(between.join(text(part) for part in parts))


def tag(name: str, /, *children: object, **attributes: object) -> Html:
    """An element.

    Parameters
    ----------
    name : str
        Its name.
    *children
        What stands inside; whatever is not markup is escaped.
    **attributes
        Attributes: `_` at the end is dropped, inside it becomes `-`. None and False
        leave the attribute out, True gives it no value.
    """
    head = name
    for key, value in attributes.items():
        if value is None or value is False:
            continue
        attribute = key.rstrip("_").replace("_", "-")
        head += f" {attribute}" if value is True else f' {attribute}="{escape(str(value))}"'
    if name in VOID:
        return Html(f"<{head}>")
    return Html(f"<{head}>{join(children)}</{name}>")


def paragraph(*children: object, **attributes: object) -> Html:
    """A paragraph."""
    return tag("p", *children, **attributes)


def table(
    caption: object,
    heads: Iterable[object],
    rows: Iterable[Iterable[object]],
    *,
    words: Iterable[int] = (0,),
) -> Html:
    """A table in a region of its own that can be scrolled with the keyboard.

    Parameters
    ----------
    caption : object
        What it shows.
    heads : iterable
        Column heads.
    rows : iterable of iterable
        Cells; the first of each row is its head.
    words : iterable of int
        Columns that hold words and stand flush left; the others hold numbers.
    """
    left = set(words)
    head = tag("tr", *(tag("th", name, scope="col", class_=_side(i, left)) for i, name in enumerate(heads)))
    body = []
    for cells in rows:
        first, *others = cells
        body.append(
            tag(
                "tr",
                tag("th", first, scope="row", class_=_class(first, 0, left)),
                *(tag("td", cell, class_=_class(cell, i, left)) for i, cell in enumerate(others, start=1)),
            )
        )
    inner = tag("table", tag("caption", caption), tag("thead", head), tag("tbody", *body))
    return tag("div", inner, class_="scroll", tabindex="0", role="region", aria_label=str(caption))


def _class(cell: object, column: int, words: set[int]) -> str | None:
    return "date" if DATE.fullmatch(str(cell)) else _side(column, words)


def _side(column: int, words: set[int]) -> str | None:
    return None if column in words else "number"
