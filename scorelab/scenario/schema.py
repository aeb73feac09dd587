"""What a scenario says: every section, table and parameter, with its quantity.

This is the one list of parameters; its sections stand in files of their own beside this one. The
loader checks files against it, `compile` turns it into integers, the docs print it.

A leaf annotated with a quantity is a :class:`Parameter` in the file: a value (or dated
values), a unit, and where it comes from.
"""

from typing import Literal

from pydantic import Field

from scorelab.scenario.fields import (
    Section,
)
from scorelab.scenario.institutions import Court, Door, Errors, Operator, Redress
from scorelab.scenario.mechanisms import Forms, Mechanisms
from scorelab.scenario.parameter import IsoDate
from scorelab.scenario.safeguards import Safeguards as Safeguards
from scorelab.scenario.schemes import Schemes
from scorelab.scenario.society import Conduct, Contacts, Incident, Livelihood, Population, SocietyLives
from scorelab.scenario.told import Role, Script
from scorelab.scenario.watching import Watching

CHANGEABLE = (
    "mechanisms",
    "forms",
    "incidents",
    "court",
    "errors",
    "operators",
    "doors",
    "contacts",
    "conduct",
    "livelihood",
    "redress",
    "safeguards",
    "watching",
)
"""The sections that an intervention can change: people, time and luck stay."""

FIXED_KEYS = ("name", "number", "operator", "list_from", "bound_per_year")
"""What no intervention can change: names and all that luck hangs on."""

SHARED_KEYS = ("clerks", "court_district", "staffed", "no_publicity", "public_list", "watching")
"""What no intervention can change for one role: staff, the public register and companies are everybody's."""


class Time(Section):
    """When, and for how long."""

    start: IsoDate = Field(description="first day")
    days: int = Field(ge=1, le=7300)
    opening_years: int = Field(
        ge=0, le=20, description="years for which the court alone runs before the first day"
    )


class Intervention(Section):
    """A change of parameters from a date on, for everybody or for one role of the script."""

    name: str
    from_: IsoDate = Field(alias="from", description="first day of the change")
    for_: str | None = Field(None, alias="for", description="the role for which alone it holds")
    set: dict[str, object] = Field(description="dotted key and new value")


class Scenario(Section):
    """A whole scenario."""

    name: str
    title: str
    summary: str
    claim: Literal["documented", "reported", "control"]
    people: int = Field(ge=1, le=2_000_000_000)
    seed: int = Field(ge=0, lt=2**63)
    time: Time
    mechanisms: Mechanisms
    forms: Forms
    population: Population
    society_lives: SocietyLives
    incidents: tuple[Incident, ...]
    court: Court
    errors: Errors
    operators: tuple[Operator, ...]
    doors: tuple[Door, ...]
    contacts: Contacts
    conduct: Conduct
    livelihood: Livelihood
    redress: Redress
    safeguards: Safeguards
    schemes: Schemes
    watching: Watching
    interventions: tuple[Intervention, ...] = ()
    script: Script | None = None

    @property
    def cast(self) -> dict[str, Role]:
        """The roles of the script; none without one."""
        return self.script.cast if self.script is not None else {}
