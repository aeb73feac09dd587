"""What the numbers in a journal are called, kept beside the journal."""

from collections.abc import Callable
from datetime import date, timedelta
from enum import IntEnum

from scorelab.journal import (
    Answer,
    ConductAtDeadline,
    Ending,
    ErrorKind,
    Kind,
    PaymentKind,
    SafeguardKind,
    about,
)
from scorelab.scenario.compile import rule_books
from scorelab.scenario.schema import Scenario
from scorelab.store.frozen import Frozen
from scorelab.store.scheme_labels import DoorGrades, SchemeLabels, first_book, scheme_labels, what_doors_ask
from scorelab.synthetic import synthetic_id as synthetic_id

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
    Kind.POST_WITHHELD: "incidents",
    Kind.OFFENCE_PREVENTED: "incidents",
    Kind.STANDING_LEARNED: "layers",
    Kind.PUNISHMENT_LEARNED: "layers",
    Kind.TIE_FORMED: "layers",
    Kind.TIE_PARTED: "layers",
    Kind.PLACES_GIVEN: "doors",
    Kind.REVIEWED: "doors",
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
OF_LINES = (Kind.RECORDED, Kind.RECORD_EXPIRED, Kind.GRADE_RELEASED, Kind.REPAIRED)
OF_SCHEMES = (
    Kind.SCHEME_SEES_LISTING,
    Kind.SCHEME_FORGETS_LISTING,
    Kind.CONTACTS_MOVED,
    Kind.CAPACITY_MOVED,
    Kind.LEFT_SCHEME,
    Kind.ENROLLED,
    Kind.CONTACTS_REFORMED,
)
OF_IMPORTS = (Kind.IMPORTED, Kind.IMPORT_ENDED)
OF_HABITS = (Kind.HABITS_MOVED,)
"""Kinds about a scheme and one of its lines, about a scheme, about a scheme and an import or a habit."""


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
    schemes : tuple of SchemeLabels
        The schemes, platforms first, with their grades and lines.
    imports : tuple of str
        Names of all schemes' imports, in order.
    door_grades : tuple of DoorGrades
        What each door asks of a scheme; empty without schemes.
    lives : bool
        Whether people are born, grow up or die in the run.
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
    schemes: tuple[SchemeLabels, ...] = ()
    imports: tuple[str, ...] = ()
    door_grades: tuple[DoorGrades, ...] = ()
    lives: bool = False

    def date(self, day: int) -> date:
        """The calendar date of a day number."""
        return self.start + timedelta(days=day)

    def words(self, kind: Kind) -> dict[int, str]:
        """What the numbers in column `what` mean for rows of a kind."""
        if kind in ENUM_OF_KIND:
            return {member.value: in_words(member) for member in ENUM_OF_KIND[kind]}
        if kind in OF_LINES:
            return self._by_scheme(lambda scheme: tuple(line.text for line in scheme.lines))
        if kind in OF_SCHEMES:
            return self._by_scheme(lambda scheme: ("",))
        if kind in OF_IMPORTS:
            return self._by_scheme(lambda scheme: self.imports)
        if kind in OF_HABITS:
            return self._by_scheme(lambda scheme: scheme.habits)
        if kind == Kind.GRADE_CHANGED:
            return self._by_scheme(lambda scheme: scheme.grades)
        if kind not in LABELS_OF_KIND:
            return {}
        field = LABELS_OF_KIND[kind]
        names: tuple[str, ...] = getattr(self, field)
        return dict(enumerate(names, start=1 if field == "incidents" else 0))

    def _by_scheme(self, places: Callable[[SchemeLabels], tuple[str, ...]]) -> dict[int, str]:
        return {
            about(index, place): f"{scheme.name}: {name}" if name else scheme.name
            for index, scheme in enumerate(self.schemes)
            for place, name in enumerate(places(scheme))
        }


def labels_of(scenario: Scenario) -> Labels:
    """The names and times of a scenario."""
    books = rule_books(scenario)
    schemes = scenario.schemes.all
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
            for rules in books
        ),
        schemes=scheme_labels(schemes, books),
        imports=tuple(item.name for scheme in schemes for item in scheme.imports),
        door_grades=what_doors_ask(first_book(books)) if schemes else (),
        lives=scenario.society_lives.births_and_deaths or scenario.society_lives.growing_up,
    )


def in_words(member: IntEnum) -> str:
    """The name of an enumeration's member, in words."""
    return member.name.lower().replace("_", " ")
