"""Every measure of every run, side by side."""

from scorelab.measures import MEASURES, Side
from scorelab.report import words
from scorelab.report.figures import section
from scorelab.report.markup import Html, join, paragraph, table, tag
from scorelab.report.rates import rates_put_in
from scorelab.report.subject import Subject

SIDES = {Side.SIZE: "How much there is of it", Side.HARM: "Harm", Side.BENEFIT: "Benefit"}


def comparison(subject: Subject) -> Html:
    """The part with the table of all measures."""
    tables = []
    for side, heading in SIDES.items():
        rows = [
            (
                join([tag("b", measure.title), tag("br"), tag("code", name)]),
                measure.unit,
                *(cell for told in subject.told for cell in (told.value(name), told.interval_in_words(name))),
                words.capital(measure.formula),
                ", ".join(measure.rests_on),
            )
            for name, measure in MEASURES.items()
            if measure.side is side
        ]
        heads = ("Measure", "Unit", *(head for told in subject.told for head in (told.label, "95% within the run")), "Formula", "Rests on")
        last = len(heads) - 1
        tables += [table(heading, heads, rows, words=(0, 1, last - 1, last))]
    return section(
        "measures",
        "Every measure, side by side",
        *tables,
        *(rates_put_in(told) for told in subject.lists),
        paragraph(
            "Money and time are stored in cents and minutes and shown in yuan and hours. An interval says what would "
            "vary with other luck inside the same society: Poisson for counts of people (Byar), compound Poisson for "
            "sums over people (normal approximation), Wilson for shares, Brookmeyer and Crowley for medians.",
            class_="rates",
        ),
        lead="Each measure is defined once. The last column names the parameters on which it hangs directly.",
    )
