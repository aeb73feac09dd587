"""Where the rule books of a run stand in its world's arrays, and which of them is in force."""

from dataclasses import dataclass

from scorelab.scenario.compile import RuleBook, rule_books
from scorelab.scenario.schema import Scenario


@dataclass
class Shelf:
    """Rule books of everybody (`person` -1) or of one scripted person, by place in the world's arrays."""

    person: int
    first: int
    days: list[int]

    def on(self, day: int) -> int:
        """Place of the book in force on a day."""
        return self.first + max(sum(start <= day for start in self.days), 1) - 1


def shelve(scenario: Scenario, cast: dict[str, int]) -> tuple[list[Shelf], list[RuleBook]]:
    """The shelves, that of everybody first, and every book on them in order."""
    books = list(rule_books(scenario))
    shelves = [Shelf(-1, 0, [book.from_day for book in books])]
    roles = dict.fromkeys(change.for_ for change in scenario.interventions if change.for_ is not None)
    for role in roles:
        own = rule_books(scenario, role)
        shelves.append(Shelf(cast[role], len(books), [book.from_day for book in own]))
        books.extend(own)
    return shelves, books
