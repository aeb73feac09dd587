"""Published figures beside ours: rows with a verdict, and the table of them."""

from dataclasses import dataclass
from typing import Any

from scorelab.published.figures import PREDICTED, published

MODEL = (
    "Model: what the same reading finds in the published model of exploration and preferential return "
    "itself (rho 0.6, gamma 0.21), walked with as many visits at the same minutes."
)


@dataclass(frozen=True)
class Row:
    """One published figure beside ours.

    Attributes
    ----------
    name, unit : str
        What it is.
    published, ours : float
        The two figures.
    fitted : bool
        Whether the model's numbers were fitted to it; the others were left for the check.
    source : str
        Where it was published.
    within : float
        How far ours may lie from it: what the source says of its own uncertainty, or else a part of it.
    why : str
        Where ours differs the likely reason.
    figure : str
        Its name in the registry of published figures.
    model : float or None
        What the same reading finds in the published model itself, where there is one (see returning.py).
    """

    name: str
    unit: str
    published: float
    ours: float
    fitted: bool
    source: str
    within: float
    why: str = ""
    figure: str = ""
    model: float | None = None

    @property
    def deviation(self) -> float:
        """Ours over theirs, less one."""
        return self.ours / self.published - 1

    @property
    def agrees(self) -> bool:
        """Whether ours lies as near as it should."""
        return abs(self.ours - self.published) <= self.within + 1e-9

    @property
    def agrees_with_model(self) -> bool:
        """Whether ours lies as near to what the same reading finds in the published model."""
        return self.model is not None and abs(self.ours - self.model) <= self.within + 1e-9

    @property
    def in_words(self) -> str:
        """In words; nothing where it agrees."""
        if self.agrees:
            return ""
        return "as the model" if self.agrees_with_model else "differs"

    def to_json(self) -> dict[str, Any]:
        """The same as plain data."""
        model = None if self.model is None else round(self.model, 4)
        return vars(self) | {
            "ours": round(self.ours, 4),
            "model": model,
            "agrees": self.agrees,
            "agrees_with_model": self.agrees_with_model,
        }


def beside(figure: str, ours: float, why: str = "", model: float | None = None) -> Row:
    """A figure of the registry, by name, beside ours and what the same reading finds in its model."""
    known = published()[figure]
    return Row(
        name=known.title,
        unit=known.unit,
        published=float(known.value),
        ours=ours,
        fitted=known.role != PREDICTED,
        source=known.source,
        within=known.within,
        why=why,
        figure=figure,
        model=model,
    )


@dataclass(frozen=True)
class Validation:
    """Published figures beside those of a world's days.

    Attributes
    ----------
    society, people, followed, days : int
        How many people there are; of whom time and payments were added up; whose ways were followed; on
        how many days.
    rows : tuple of Row
        The figures.
    """

    society: int
    people: int
    followed: int
    days: int
    rows: tuple[Row, ...]

    def to_json(self) -> dict[str, Any]:
        """The same as plain data."""
        return vars(self) | {"synthetic": True, "rows": [row.to_json() for row in self.rows]}

    def __str__(self) -> str:
        """A table, and what differs and why, in words."""
        lines = [
            f"Days of {self.people:,} of {self.society:,} invented people over {self.days} days, ways of "
            f"{self.followed:,}, beside published figures:",
            "",
            f"{'':<46}{'published':>10}{'ours':>9}{'model':>9}",
        ]
        for row in self.rows:
            model = "" if row.model is None else _short(row.model)
            figures = f"{row.name:<46}{_short(row.published):>10}{_short(row.ours):>9}{model:>9}"
            marks = f"{'fitted' if row.fitted else '':<7}{row.in_words}"
            lines.append(f"{figures}  {marks}".rstrip())
        lines.append("")
        if any(row.model is not None for row in self.rows):
            lines.append(MODEL)
        lines += [f"{row.name}: {row.why}." for row in self.rows if not row.agrees and row.why]
        lines += [f"Source: {source}." for source in dict.fromkeys(row.source for row in self.rows)]
        return "\n".join(lines)


def _short(value: float) -> str:
    return f"{value:.0f}" if abs(value) >= 10 else f"{value:.2f}"
