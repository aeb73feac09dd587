"""What a scenario tells of single roles: whom they are cast with, and what befalls them on which day."""

from typing import Literal

from pydantic import Field

from scorelab.scenario.parameter import IsoDate, Leaf
from scorelab.scenario.safeguards import Safeguards as Safeguards

MOST_ROLES = 8
"""The most roles of one script."""


class Role(Leaf):
    """Whom a role of the script is cast with; what is left out does not matter."""

    age: tuple[int, int] | None = Field(None, description="whole years on the first day, from and to")
    employed: bool | None = Field(None, description="in work on the first day, or not")
    sex: Literal["man", "woman"] | None = None
    fifth: int | None = Field(None, ge=1, le=5, description="fifth of incomes, 1 the poorest")
    relative_of: str | None = Field(None, description="a role before it, of whose relatives it is one")
    friend_of: str | None = Field(None, description="a role before it, of whose friends it is one")
    in_app: str | None = Field(None, description="a platform that scores both and shows the tie to that role")
    enrolled: tuple[str, ...] = Field((), description="schemes that score it on the first day")
    person: int | None = Field(
        None, ge=0, description="this invented person, by number: for an experiment on a run"
    )

    @property
    def related_to(self) -> str | None:
        """The role whose relative or friend it is."""
        return self.relative_of or self.friend_of


class Event(Leaf):
    """What befalls a role on a date, or what it does: one of the last four."""

    date: IsoDate
    role: str
    incident: str | None = Field(None, description="an incident befalls it")
    door: str | None = Field(None, description="it asks at a door")
    complaint: str | None = Field(None, description="it complains by a channel")
    payment: Literal["again"] | None = Field(
        None, description="it pays once more what it has paid and the record does not show"
    )


class Script(Leaf):
    """What happens to whom in a told case; all else is luck and rules."""

    cast: dict[str, Role]
    events: tuple[Event, ...] = ()
