"""The list of all measures, and their totals."""

from scorelab.measures import doors, on_the_list, payments, redress, ties
from scorelab.measures.facts import Facts
from scorelab.measures.measure import Measure
from scorelab.store import Run

MEASURES: dict[str, Measure] = {
    measure.name: measure
    for room in (on_the_list, doors, ties, redress, payments)
    for measure in room.MEASURES
}


def measure_all(run: Run | Facts) -> dict[str, float | None]:
    """Every measure's total, by name; None where it cannot be estimated."""
    facts = run if isinstance(run, Facts) else Facts(run)
    return {name: measure.total(facts) for name, measure in MEASURES.items()}
