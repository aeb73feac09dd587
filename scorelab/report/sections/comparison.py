"""Every measure of every run, side by side."""

from scorelab.measures import Side
from scorelab.report import words
from scorelab.report.figures import section
from scorelab.report.markup import Html, join, paragraph, table, tag
from scorelab.report.rates import rates_beside
from scorelab.report.subject import Subject, Told
from scorelab.report.words import capital

SIDES = {Side.SIZE: "How much there is of it", Side.HARM: "Harm", Side.BENEFIT: "Benefit"}


def comparison(subject: Subject) -> Html:
    """The part with the table of all measures."""
    tables = []
    catalogue = {name: measure for told in subject.told for name, measure in told.catalogue.items()}
    for side, heading in SIDES.items():
        rows = [
            (
                join([measure.title, tag("small", f"{name}, in {measure.unit}")]),
                *(cell(told, name) for told in subject.told),
                capital(measure.formula),
                ", ".join(measure.rests_on),
            )
            for name, measure in catalogue.items()
            if measure.side is side
        ]
        heads = ("Measure", *(told.label for told in subject.told), "Formula", "Rests on")
        tables.append(table(heading, heads, rows, words=(0, len(heads) - 2, len(heads) - 1)))
    return section(
        "measures",
        "Every measure, side by side",
        *tables,
        *(rates_beside(told, own_rules=True) for told in subject.lists),
        paragraph(
            "Money and time are stored in cents and minutes and shown in yuan and hours. An interval says "
            "what would vary with other luck inside the same society: Poisson for counts of people "
            "(Byar), compound Poisson for sums over people (normal approximation), Wilson for shares, "
            "Brookmeyer and Crowley for medians.",
            class_="rates",
        ),
        lead=(
            "Each measure is defined once. Below each value stands its 95% interval within the run; the "
            "last column names the parameters on which the measure hangs directly."
        ),
    )


def cell(told: Told, name: str) -> Html:
    """A value, with its interval below it; a nought that the rules make certain has none.

    A dash where the run has nothing of the kind.
    """
    if name not in told.catalogue:
        return Html(words.NOTHING)
    if not told.number(name) and (told.measures[name] is None or not told.has_list):
        return told.value(name)
    return join([told.value(name), tag("small", told.interval_in_words(name))])
