"""Figures: a headline that says what one sees, the picture at two widths, the numbers as a table."""

from collections.abc import Callable, Sequence

from scorelab.report.markup import Html, join, paragraph, tag, text
from scorelab.report.subject import Told
from scorelab.report.svg import Canvas

WIDE, NARROW = 760.0, 336.0


class Figures:
    """Makes figures and numbers them."""

    def __init__(self) -> None:
        self.count = 0

    def figure(
        self,
        headline: object,
        caption: object,
        draw: Callable[[float], Canvas],
        table: Html,
        *,
        description: str,
        notice: str,
        after: Html | None = None,
    ) -> Html:
        """A figure.

        Parameters
        ----------
        headline : object
            What one sees, in a sentence.
        caption : object
            What is drawn, how to read it.
        draw : callable
            From a width in pixels to the picture; it is drawn for wide and narrow pages.
        table : Html
            The numbers behind it.
        description : str
            What one sees, for those who cannot.
        notice : str
            The caption inside the picture.
        after : Html, optional
            Stands below it, always.
        """
        self.count += 1
        name = f"figure-{self.count}"
        title = f"Figure {self.count}"
        pictures = join(
            tag("div", draw(width).finished(f"{name}-{css}", title, description, notice), class_=css)
            for width, css in ((WIDE, "wide"), (NARROW, "narrow"))
        )
        return tag(
            "figure",
            tag("figcaption", tag("h3", headline, id=f"{name}-head"), paragraph(caption, class_="caption")),
            pictures,
            after or Html(""),
            numbers(table, title),
            id=name,
            aria_labelledby=f"{name}-head",
        )


def numbers(table: Html, title: str) -> Html:
    """The table behind a picture, folded."""
    return tag("details", tag("summary", f"The numbers behind {title.lower()}"), table)


def section(name: str, heading: str, *content: object, lead: object = None) -> Html:
    """A part of the page."""
    return tag(
        "section",
        tag("h2", heading, id=f"{name}-head"),
        paragraph(lead, class_="lead") if lead is not None else Html(""),
        *(text(part) for part in content),
        id=name,
        aria_labelledby=f"{name}-head",
    )


def last_open(runs: Sequence[Told], draw: Callable[[Told], Sequence[Html]]) -> list[Html]:
    """The same figures for several runs: those of the last run open, those of the others folded below.

    Parameters
    ----------
    runs : sequence of Told
        The runs.
    draw : callable
        From a run to its figures.
    """
    parts: list[Html] = []
    for told in reversed(runs):
        own = draw(told)
        if told is runs[-1]:
            parts += own
        else:
            summary = tag("summary", f"The same in {told.label}")
            parts.append(tag("details", summary, *own, class_="further"))
    return parts
