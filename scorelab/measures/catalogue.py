"""The list of all measures, and their totals."""

from scorelab.measures import conduct, doors, lives, on_the_list, payments, redress, spiral, standing, ties
from scorelab.measures.facts import Facts
from scorelab.measures.measure import Measure
from scorelab.store import Labels, Run

MEASURES: dict[str, Measure] = {
    measure.name: measure
    for room in (on_the_list, doors, ties, standing, spiral, conduct, redress, payments)
    for measure in room.MEASURES
}
"""The measures that every run has."""


def measures_of(labels: Labels) -> dict[str, Measure]:
    """The measures of one run: those of `MEASURES`, of its schemes, of its doors' perks and of its lives."""
    own = (
        *standing.measures_of_schemes(labels),
        *doors.measures_of_perks(labels),
        *lives.measures_of_lives(labels),
    )
    return MEASURES | {measure.name: measure for measure in own}


def measure_all(run: Run | Facts) -> dict[str, float | None]:
    """Every measure's total, by name; None where it cannot be estimated."""
    facts = run if isinstance(run, Facts) else Facts(run)
    return {name: measure.total(facts) for name, measure in measures_of(facts.run.labels).items()}
