"""What contacts learn and which ties are lost; jobs; guarantors."""

import polars as pl

from scorelab.journal import Kind
from scorelab.measures import MEASURES, Events, breakdown
from scorelab.report import charts, words
from scorelab.report.figures import Figures, last_open, section
from scorelab.report.markup import Html, paragraph
from scorelab.report.markup import table as table_of
from scorelab.report.subject import Subject, Told


def contacts(subject: Subject, figures: Figures) -> Html:
    """The part on ties, jobs and guarantors."""
    parts = [
        tie_figure(told, figures) for told in subject.told if told.number("learned") and not told.has_schemes
    ]
    parts += last_open(
        subject.with_schemes, lambda told: [circle_figure(told, figures), formed_figure(told, figures)]
    )
    quiet = [
        paragraph(f"In {told.label} nobody learned of a listing.")
        for told in subject.told
        if not told.number("learned") and not told.has_schemes
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
            + (
                " Where contacts see one another’s grades, a fall may cost ties as well; and high scorers "
                "look for high scorers."
                if subject.with_schemes
                else ""
            )
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


CIRCLE = (
    ("f2", "left: on the list"),
    ("f3", "left: low grade"),
    ("h5", "learned, and stayed"),
)


def circle(told: Told) -> pl.DataFrame:
    """What contacts learned and did, by `layer`.

    `listing` and `standing` count how often contacts learned of either, `left_list` and
    `left_grade` the ties that they dropped for it.
    """
    learned = {
        name: told.run.journal.filter((pl.col("kind") == kind.value) & (pl.col("day") >= 0))
        .select("row", layer="what")
        .collect()
        for name, kind in (("listing", Kind.LEARNED), ("standing", Kind.STANDING_LEARNED))
    }
    lost = told.facts.rows(Kind.TIE_LOST).select("trigger", layer="what")
    by_grade = lost.join(learned["standing"], left_on="trigger", right_on="row", how="semi")
    by_list = lost.join(learned["standing"], left_on="trigger", right_on="row", how="anti")
    counts = {**learned, "left_list": by_list, "left_grade": by_grade}
    layers = pl.DataFrame({"layer": list(range(len(told.run.labels.layers)))})
    for name, rows in counts.items():
        layers = layers.join(
            rows.group_by("layer").agg(pl.len().alias(name)).with_columns(pl.col("layer").cast(pl.Int64)),
            on="layer",
            how="left",
            maintain_order="left",
        )
    return layers.fill_null(0)


def circle_figure(told: Told, figures: Figures) -> Html:
    """Contacts who learned of a listing or a low grade, and ties lost, by layer and cause."""
    rows = list(circle(told).iter_rows(named=True))
    names = [words.named(layer) for layer in told.run.labels.layers]
    lost = told.number("ties_lost")
    by_grade = sum(row["left_grade"] for row in rows)
    headline = (
        f"{words.percent(by_grade / lost)} of {words.plural(lost, 'lost tie')} went because of a low grade, "
        "the others because of the list"
        if lost
        else "Nobody dropped a tie"
    )

    def stayed(row: dict[str, int]) -> int:
        return row["listing"] + row["standing"] - row["left_list"] - row["left_grade"]

    return figures.figure(
        headline,
        f"{told.label}: times that a contact learned of a listing or saw a low grade, by kind of tie, and "
        "what they did. Households do not drop their members in this model.",
        lambda width: charts.bars(
            width,
            [
                charts.Bar(
                    name,
                    (
                        charts.Piece(row["left_list"], "f2"),
                        charts.Piece(row["left_grade"], "f3"),
                        charts.Piece(stayed(row), "h5"),
                    ),
                    f"{words.count(row['left_list'] + row['left_grade'])} of "
                    f"{words.count(row['listing'] + row['standing'])}",
                )
                for name, row in zip(names, rows, strict=True)
            ],
            keys=CIRCLE,
        ),
        table_of(
            "What contacts learned, and did",
            ("Kind of tie", "Learned of a listing", "Left", "Share", "Saw a low grade", "Left", "Share"),
            [
                (
                    name,
                    *(
                        cell
                        for learned, left in (("listing", "left_list"), ("standing", "left_grade"))
                        for cell in (
                            words.count(row[learned]),
                            words.count(row[left]),
                            words.percent(row[left] / row[learned]) if row[learned] else words.NOT_ESTIMABLE,
                        )
                    ),
                )
                for name, row in zip(names, rows, strict=True)
            ],
        ),
        description="Bars by kind of tie: "
        + "; ".join(
            f"{name} {row['left_list'] + row['left_grade']} of {row['listing'] + row['standing']}"
            for name, row in zip(names, rows, strict=True)
        )
        + ".",
        notice=told.notice,
    )  # fmt: skip


def formed_figure(told: Told, figures: Figures) -> Html:
    """Ties lost and formed, by layer, and whether like seeks like."""
    names = told.run.labels.layers
    lost, formed = _by_layer(told, "ties_lost"), _by_layer(told, "ties_formed")
    salons = told.number("salon_ties")
    likeness = "; ".join(
        f"{words.small(scheme.title)} {words.amount(measure, told.measures[measure.name]).replace('-', '−')}"
        for scheme in told.run.labels.schemes
        for measure in [told.catalogue[f"assortativity.{scheme.name}"]]
    )
    total = told.number("ties_formed")
    return figures.figure(
        f"{words.plural(total, 'tie')} formed, {words.percent(salons / total)} of them among high scorers"
        if total
        else "No tie was formed",
        f"{told.label}: ties dropped (left) and formed (right), by kind of tie. Salons are where people of "
        f"the highest grade meet. Correlation of the scores at both ends of new ties: {likeness}.",
        lambda width: charts.balance(
            width,
            [
                charts.Change(
                    words.named(name),
                    lost.get(name, 0),
                    formed.get(name, 0),
                    f"−{words.count(lost.get(name, 0))}",
                    f"+{words.count(formed.get(name, 0))}",
                )
                for name in names
            ],
            keys=(("h2", "dropped"), ("f4", "formed")),
        ),
        table_of(
            "Ties dropped and formed",
            ("Kind of tie", "Dropped", "Formed"),
            [
                (words.named(name), words.count(lost.get(name, 0)), words.count(formed.get(name, 0)))
                for name in names
            ],
        ),
        description="Bars to both sides: "
        + "; ".join(f"{name} {lost.get(name, 0)} dropped, {formed.get(name, 0)} formed" for name in names)
        + ".",
        notice=told.notice,
    )


def _by_layer(told: Told, name: str) -> dict[str, int]:
    measure = MEASURES[name]
    assert isinstance(measure, Events)
    return breakdown(told.facts, measure)
