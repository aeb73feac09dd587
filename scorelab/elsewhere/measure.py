"""What a measure of these worlds is: its words, and what must come out."""

from dataclasses import dataclass

Measured = dict[str, float | None]
"""The measures of one world by name; None where nobody is there to measure."""


@dataclass(frozen=True)
class Known:
    """A measure, with its value in closed form.

    Attributes
    ----------
    name : str
        As in JSON and in a scenario's `published`.
    title : str
        For people.
    unit : str
        `share`, `score points`, `people` or `utility`.
    exact : float or None
        By formula; None where no formula is known.
    head : str
        Under which heading it stands.
    pictured : bool
        Whether the picture shows it.
    """

    name: str
    title: str
    unit: str
    exact: float | None
    head: str = ""
    pictured: bool = False
