"""A picture that stands alone: the drawing at two widths, the numbers as a table, in one file.

It is one HTML file or one SVG file that needs no network, light or dark as its reader's
screen is, and says in its caption that the society is invented.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from scorelab.errors import InputError
from scorelab.report.figures import NARROW, WIDE
from scorelab.report.markup import Html, paragraph, tag
from scorelab.report.page import style_sheet
from scorelab.report.svg import Canvas, at, hatches

SUFFIXES = (".svg", ".html")
MARGIN = 12
"""Around a drawing that is a file of its own, in pixels."""


@dataclass(frozen=True)
class Picture:
    """A picture with the table of its numbers.

    Attributes
    ----------
    headline, caption : str
        What one sees, and how to read it.
    draw : callable
        From a width in pixels to the drawing.
    table : Html
        The numbers behind it.
    description : str
        What one sees, for those who cannot.
    notice : str
        The caption inside the picture: that the society is invented.
    """

    headline: str
    caption: str
    draw: Callable[[float], Canvas]
    table: Html
    description: str
    notice: str

    def svg(self, width: float = WIDE) -> str:
        """The drawing as SVG with its own colours, which follow the reader's screen."""
        drawn = re.sub(
            r'viewBox="0 0 ([\d.]+) ([\d.]+)"', _with_margin, self._drawn(width, "picture"), count=1
        )
        style = tag("style", Html(style_sheet()), Html("svg.picture { background: var(--paper); }"))
        pictures = Html(drawn.replace("<svg ", '<svg xmlns="http://www.w3.org/2000/svg" ', 1))
        head, _, rest = pictures.partition(">")
        return f"{head}>{style}{tag('defs', hatches())}{rest}"

    def html(self) -> str:
        """The whole page: headline, drawing, table."""
        head = tag(
            "head",
            tag("meta", charset="utf-8"),
            tag("meta", name="viewport", content="width=device-width, initial-scale=1"),
            tag("meta", name="color-scheme", content="light dark"),
            tag("title", f"scorelab: {self.headline}"),
            tag("style", Html(style_sheet())),
        )
        defined = tag("svg", tag("defs", hatches()), width=0, height=0, aria_hidden="true", class_="defs")
        section = tag("section", tag("h1", self.headline), self._figure(), aria_label=self.headline)
        body = tag("body", defined, tag("main", section))
        return f"<!doctype html>\n{tag('html', head, body, lang='en')}\n"

    def save(self, path: str | Path) -> None:
        """Write the picture: the page if the name ends in `.html`, the drawing alone if in `.svg`.

        Raises
        ------
        InputError
            If the name ends otherwise, or the file cannot be written.
        """
        file = Path(path)
        refuse_other_pictures(file)
        try:
            file.write_text(self.html() if file.suffix == ".html" else self.svg(), encoding="utf-8")
        except OSError as error:
            raise InputError(
                str(path), f"that it cannot be written ({error.strerror})", "a file in a folder that exists"
            ) from error

    def _figure(self) -> Html:
        pictures = [
            tag("div", self._drawn(width, css), class_=css)
            for width, css in ((WIDE, "wide"), (NARROW, "narrow"))
        ]
        return tag("figure", *pictures, paragraph(self.caption, class_="caption"), self.table)

    def _drawn(self, width: float, name: str) -> Html:
        return self.draw(width).finished(name, self.headline, self.description, self.notice)

    def _repr_html_(self) -> str:
        return f"<figure>{self.svg()}<figcaption>{paragraph(self.caption)}</figcaption>{self.table}</figure>"


def _with_margin(found: re.Match[str]) -> str:
    wide, high = (float(size) + 2 * MARGIN for size in found.groups())
    return f'viewBox="-{MARGIN} -{MARGIN} {at(wide)} {at(high)}"'


def refuse_other_pictures(file: Path | None) -> None:
    """Refuse a file name that does not tell what kind of picture it is to be, or that exists; None is none.

    Raises
    ------
    InputError
        If it ends in neither `.svg` nor `.html`, or there is such a file already.
    """
    if file is None:
        return
    if file.suffix not in SUFFIXES:
        raise InputError("--picture", file, f"a file name that ends in {' or '.join(SUFFIXES)}")
    if file.exists():
        raise InputError("--picture", f"{file}, which exists already", "a name that does not exist yet")
