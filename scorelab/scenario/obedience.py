"""Full obedience: the safeguards that a scenario supposes officials to keep in every case.

No duty is kept always, so what such a world shows is the best that a safeguard could do. Wherever
a world is told of that supposes it, this is said beside the figures.
"""

from scorelab.scenario.compile import rule_books
from scorelab.scenario.quantities import CERTAIN
from scorelab.scenario.safeguards import Safeguards
from scorelab.scenario.schema import Scenario


def always_kept(scenario: Scenario) -> tuple[str, ...]:
    """The safeguards that are at some time law and obeyed in all cases."""
    books = [book.p for book in rule_books(scenario)]
    return tuple(
        name
        for name in Safeguards.model_fields
        if any(p[f"safeguard_{name}_in_law"] and p[f"safeguard_{name}_obeyed"] == CERTAIN for p in books)
    )


def warning(scenario: Scenario) -> str | None:
    """What is to be said of a world in which officials keep a safeguard in all cases; None of any other."""
    names = always_kept(scenario)
    if not names:
        return None
    with_all = " ".join(f"--with {name}" for name in names)
    return (
        f"In this world officials keep {' and '.join(names)} in all cases, which no office does: it shows "
        f"the most that could be hoped for. With lower shares: scorelab compare SCENARIO {with_all}."
    )
