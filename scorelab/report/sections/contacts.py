"""What contacts learn and which ties are lost; jobs; guarantors."""

from scorelab.journal import Kind
from scorelab.measures import MEASURES, Events, breakdown
from scorelab.report import charts, words
from scorelab.report.figures import Figures, section
from scorelab.report.markup import Html, paragraph
from scorelab.report.markup import table as table_of
from scorelab.report.subject import Subject, Told


def contacts(subject: Subject, figures: Figures) -> Html:
    """The part on ties, jobs and guarantors."""
    parts = [tie_figure(told, figures) for told in subject.told if told.number("learned")]
    quiet = [
        paragraph(f"In {told.label} nobody learned of a listing.")
        for told in subject.told
        if not told.number("learned")
    ]
    return section(
        "contacts",
        "Others: ties, jobs, guarantors",
        *parts,
        *quiet,
        table_of(
            "Jobs and guarantors",
            ("", *(told.label for told in subject.told)),
            [
                (
                    "Jobs lost because of a refusal",
                    *(words.count(told.number("jobs_lost")) for told in subject.told),
                ),
                (
                    "Jobs lost, for whatever reason",
                    *(words.count(told.facts.rows(Kind.JOB_LOST).height) for told in subject.told),
                ),
                (
                    "Guarantors called upon",
                    *(words.count(told.number("guarantors_called")) for told in subject.told),
                ),
            ],
        ),
        lead=(
            "Anybody can look the list up. Who learns that a contact stands on it may drop the tie, "
            "quietly: the other is not told."
        ),
    )


def tie_figure(told: Told, figures: Figures) -> Html:
    """Contacts who learned, and ties lost, by layer."""
    learned, lost = (_by_layer(told, name) for name in ("learned", "ties_lost"))
    layers = told.run.labels.layers
    share = told.number("ties_lost") / told.number("learned")
    return figures.figure(
        f"{words.percent(share)} of contacts who learned of a listing dropped the tie",
        "Times that a contact learned of a listing, by kind of tie, and how many of these ties were "
        "dropped. Households do not drop their members in this model.",
        lambda width: charts.bars(
            width,
            [
                charts.Bar(
                    name,
                    (
                        charts.Piece(lost.get(name, 0), "f2"),
                        charts.Piece(learned.get(name, 0) - lost.get(name, 0), "h5"),
                    ),
                    f"{words.count(lost.get(name, 0))} of {words.count(learned.get(name, 0))}",
                )
                for name in layers
            ],
            keys=(("f2", "dropped the tie"), ("h5", "learned, and stayed")),
        ),
        table_of(
            "What contacts learned, and did",
            ("Kind of tie", "Learned", "Dropped the tie", "Share"),
            [
                (
                    name,
                    words.count(learned.get(name, 0)),
                    words.count(lost.get(name, 0)),
                    words.percent(lost.get(name, 0) / learned[name])
                    if learned.get(name)
                    else words.NOT_ESTIMABLE,
                )
                for name in layers
            ],
        ),
        description="Bars by kind of tie: "
        + "; ".join(f"{name} {lost.get(name, 0)} of {learned.get(name, 0)}" for name in layers)
        + ".",
        notice=told.notice,
    )


def _by_layer(told: Told, name: str) -> dict[str, int]:
    measure = MEASURES[name]
    assert isinstance(measure, Events)
    return breakdown(told.facts, measure)
