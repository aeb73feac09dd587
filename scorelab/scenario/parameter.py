"""A parameter of a scenario: a value, its unit, and where it comes from."""

from collections.abc import Iterator
from datetime import date
from typing import Annotated, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

Number = int | float
LARGEST = 1e30
"""No quantity comes near it; infinity and not-a-number are beyond."""
Value = bool | Number | tuple[Number, ...]


def _plain(value: object) -> object:
    """Refuse what is neither a finite number, a list of them, nor true or false."""
    if isinstance(value, list | tuple):
        if not all(_is_number(number) for number in value):
            raise ValueError("a number, or a list of numbers")
        return tuple(value)
    if isinstance(value, bool) or _is_number(value):
        return value
    raise ValueError("a number, or a list of numbers")


def _is_number(value: object) -> bool:
    if isinstance(value, bool) or not isinstance(value, int | float):
        return False
    return abs(value) < LARGEST


def _iso(value: object) -> object:
    try:
        if isinstance(value, str) and date.fromisoformat(value).isoformat() == value:
            return value
    except ValueError:
        pass
    raise ValueError("a date, year-month-day")


def _pair(value: object) -> object:
    numbers = _plain(value)
    if isinstance(numbers, tuple) and len(numbers) == 2 and numbers[0] <= numbers[1]:
        return numbers
    raise ValueError("two numbers, the lower first")


PlainValue = Annotated[Value, BeforeValidator(_plain)]
IsoDate = Annotated[str, BeforeValidator(_iso)]
Tier = Literal["A", "B", "C"]
"""A law or statistics, B press or study, C weak; a number without a source is tier D."""


class Leaf(BaseModel):
    """A frozen record that refuses unknown keys."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True, defer_build=True)


class Assumed(Leaf):
    """A number that no source gives: within what range it is plausible, and why."""

    range: Annotated[tuple[Number, Number], BeforeValidator(_pair)]
    reason: str


class Dated(Leaf):
    """A value from a date on; provenance as of a parameter."""

    from_: IsoDate = Field(alias="from")
    value: PlainValue
    source: str | None = None
    tier: Tier | None = None
    assumed: Assumed | None = None


class Parameter(Leaf):
    """A value with its unit and provenance.

    Attributes
    ----------
    value : number, tuple of numbers or bool, optional
        The value; left out when `dated` gives it.
    unit : str
        One of the units of the parameter's quantity.
    source, tier : str, optional
        A citation and its tier.
    assumed : Assumed, optional
        Instead of a source (tier D).
    claim : str, optional
        Whether the system modelled is documented or reported to have it.
    dated : tuple of Dated, optional
        Values by date, oldest first; the first one holds before its date as well.
    """

    value: PlainValue | None = None
    unit: str
    source: str | None = None
    tier: Tier | None = None
    assumed: Assumed | None = None
    claim: Literal["documented", "reported"] | None = None
    dated: tuple[Dated, ...] | None = None

    def on(self, day: date) -> Value:
        """The value that holds on a date."""
        if self.dated is None:
            assert self.value is not None
            return self.value
        held = self.dated[0].value
        for change in self.dated[1:]:
            if date.fromisoformat(change.from_) <= day:
                held = change.value
        return held

    def changes(self) -> Iterator[date]:
        """The dates on which the value changes."""
        for change in (self.dated or ())[1:]:
            yield date.fromisoformat(change.from_)

    def versions(self) -> tuple["Parameter | Dated", ...]:
        """Every value that it ever has, each with its provenance."""
        return self.dated if self.dated is not None else (self,)


def tier_of(version: Parameter | Dated) -> str:
    """The tier A, B or C of a sourced value; D if it is assumed."""
    return version.tier if version.tier is not None else "D"
