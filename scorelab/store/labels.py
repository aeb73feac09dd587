"""What the numbers in a journal are called, kept beside the journal."""

from datetime import date, timedelta
from enum import IntEnum

from pydantic import BaseModel, ConfigDict

from scorelab.journal import Answer, ConductAtDeadline, Ending, ErrorKind, Kind, PaymentKind, SafeguardKind
from scorelab.scenario.compile import rule_books
from scorelab.scenario.schema import Scenario

LABELS_OF_KIND: dict[Kind, str] = {
    Kind.INCIDENT: "incidents",
    Kind.JUDGMENT: "incidents",
    Kind.COPY_TAKEN: "operators",
    Kind.COPY_DROPPED: "operators",
    Kind.REFUSAL: "doors",
    Kind.COMPLAINT: "channels",
    Kind.COMPLAINT_RECORDED: "channels",
    Kind.LEARNED: "layers",
    Kind.TIE_LOST: "layers",
}
ENUM_OF_KIND: dict[Kind, type[IntEnum]] = {
    Kind.RECORD_ERROR: ErrorKind,
    Kind.DEFAULT: ConductAtDeadline,
    Kind.PAYMENT: PaymentKind,
    Kind.GROUND_ENDED: Ending,
    Kind.REMOVAL: Ending,
    Kind.ANSWER: Answer,
    Kind.LISTING_PREVENTED: SafeguardKind,
}


class Frozen(BaseModel):
    """A frozen record that refuses unknown keys."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Minutes(Frozen):
    """How long things take from a day on.

    Attributes
    ----------
    from_day : int
        First day; the first entry holds for all days before, too.
    doors : tuple of int
        Minutes that a refusal at each door costs.
    channels : tuple of int
        Minutes that a complaint through each channel costs.
    """

    from_day: int
    doors: tuple[int, ...]
    channels: tuple[int, ...]


class Labels(Frozen):
    """The names behind a journal's numbers.

    Attributes
    ----------
    scenario, title, claim : str
        The scenario's name, title and claim.
    start : date
        Day 0.
    doors, door_operators, substitutes, says : tuple of str
        Of each door: its name, who keeps it, what people use instead, what it says.
    operators, channels, layers, incidents : tuple of str
        Names, in the order of the rule books.
    minutes : tuple of Minutes
        What refusals and complaints cost in time, by period.
    """

    scenario: str
    title: str
    claim: str
    start: date
    doors: tuple[str, ...]
    door_operators: tuple[str, ...]
    substitutes: tuple[str, ...]
    says: tuple[str, ...]
    operators: tuple[str, ...]
    channels: tuple[str, ...]
    layers: tuple[str, ...]
    incidents: tuple[str, ...]
    minutes: tuple[Minutes, ...]

    def date(self, day: int) -> date:
        """The calendar date of a day number."""
        return self.start + timedelta(days=day)

    def words(self, kind: Kind) -> dict[int, str]:
        """What the numbers in column `what` mean for rows of a kind."""
        if kind in ENUM_OF_KIND:
            return {member.value: in_words(member) for member in ENUM_OF_KIND[kind]}
        if kind not in LABELS_OF_KIND:
            return {}
        field = LABELS_OF_KIND[kind]
        names: tuple[str, ...] = getattr(self, field)
        return dict(enumerate(names, start=1 if field == "incidents" else 0))


def labels_of(scenario: Scenario) -> Labels:
    """The names and times of a scenario."""
    return Labels(
        scenario=scenario.name,
        title=scenario.title,
        claim=scenario.claim,
        start=date.fromisoformat(scenario.time.start),
        doors=tuple(door.name for door in scenario.doors),
        door_operators=tuple(door.operator for door in scenario.doors),
        substitutes=tuple(door.substitute for door in scenario.doors),
        says=tuple(door.says for door in scenario.doors),
        operators=tuple(operator.name for operator in scenario.operators),
        channels=tuple(channel.name for channel in scenario.redress.channels),
        layers=tuple(layer.name for layer in scenario.contacts.layers),
        incidents=tuple(incident.name for incident in scenario.incidents),
        minutes=tuple(
            Minutes(
                from_day=rules.from_day,
                doors=tuple(door.minutes for door in rules.reader().doors),
                channels=tuple(channel.minutes for channel in rules.reader().channels),
            )
            for rules in rule_books(scenario)
        ),
    )


def in_words(member: IntEnum) -> str:
    """The name of an enumeration's member, in words."""
    return member.name.lower().replace("_", " ")


def synthetic_id(person: int) -> str:
    """The id shown for an invented person: visibly no register's number."""
    return f"S-{person:09d}"
