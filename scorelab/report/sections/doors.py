"""Refusals: at which doors, whom they met, what they cost."""

import polars as pl

from scorelab.journal import AGAINST_OWN_RULES, WRONGFUL, Kind, Truth
from scorelab.measures import Facts
from scorelab.measures.doors import with_minutes
from scorelab.report import charts, words
from scorelab.report.figures import Figures, section
from scorelab.report.markup import Html, paragraph, table
from scorelab.report.rates import rates_beside
from scorelab.report.subject import Subject, Told

KEYS = (("f1", "rightly listed"), ("h2", "against the list’s own rules"), ("f3", "wrongfully listed"))
ONLY_OWN_RULES = tuple(truth for truth in AGAINST_OWN_RULES if truth not in WRONGFUL)


def doors(subject: Subject, figures: Figures) -> Html:
    """The part on refusals."""
    parts: list[Html] = []
    for told in subject.told:
        refusals = by_door(told.facts)
        if refusals.height == 0:
            parts.append(paragraph(f"In {told.label} nobody was refused anything."))
        elif told.has_list:
            parts += [door_figure(told, refusals, figures), class_figure(told, figures)]
        else:
            parts.append(paragraph(unlisted(told, refusals)))
    return section(
        "doors",
        "Which doors closed",
        *parts,
        lead=(
            "A refusal is an attempt, not a person: a traveller who asks ten times is refused ten times. "
            "So people are counted apart. A stale copy of the list can refuse somebody whose listing is "
            "long over."
        ),
    )


def unlisted(told: Told, refusals: pl.DataFrame) -> str:
    """Refusals where nobody is listed, in a sentence."""
    doors = words.listed_in_words([words.named(told.run.labels.doors[what]) for what in refusals["what"]])
    persons = words.plural(told.number("refused_persons"), "person was", "people were")
    times = words.plural(told.number("refusals"), "time")
    return (
        f"In {told.label} nobody is listed, yet {persons} refused {times} ({doors}): exit orders exist "
        "without a list."
    )


def by_door(facts: Facts) -> pl.DataFrame:
    """Refusals by door: how many, persons, cents, minutes, and by class."""
    rows = with_minutes(facts.rows(Kind.REFUSAL), facts.run.labels.minutes, "doors")
    return (
        rows.group_by("what")
        .agg(
            refusals=pl.len(),
            persons=pl.col("person").n_unique(),
            cents=pl.col("amount").sum(),
            minutes=pl.col("minutes").sum(),
            right=_of((Truth.DUE,)),
            own_rules=_of(ONLY_OWN_RULES),
            wrongful=_of(WRONGFUL),
        )
        .sort("refusals", "what", descending=[True, False])
    )


def door_figure(told: Told, refusals: pl.DataFrame, figures: Figures) -> Html:
    """Refusals by door and class."""
    labels = told.run.labels
    doors = list(refusals.iter_rows(named=True))
    first = words.named(labels.doors[doors[0]["what"]])
    share = words.percent(doors[0]["refusals"] / told.number("refusals"))
    return figures.figure(
        f"“{words.capital(first)}” alone makes {share} of {words.count(told.number('refusals'))} refusals",
        "Refusals by door, and whether those refused were rightly listed. "
        f"{words.plural(told.number('refused_persons'), 'person was', 'people were')} refused at least "
        f"once; it cost them {words.yuan(told.number('refusal_cost'))} and "
        f"{words.hours(told.number('refusal_minutes'))}.",
        lambda width: charts.bars(
            width,
            [
                charts.Bar(
                    words.named(labels.doors[door["what"]]),
                    (
                        charts.Piece(door["right"], "f1"),
                        charts.Piece(door["own_rules"], "h2"),
                        charts.Piece(door["wrongful"], "f3"),
                    ),
                    words.count(door["refusals"]),
                )
                for door in doors
            ],
            keys=KEYS,
        ),
        table(
            "Refusals by door",
            (
                "Door",
                "Refusals",
                "People",
                "Rightly listed",
                "Against own rules only",
                "Wrongful",
                "Cost",
                "Time",
                "What it says",
                "Instead",
            ),
            [
                (
                    words.named(labels.doors[door["what"]]),
                    words.count(door["refusals"]),
                    words.count(door["persons"]),
                    words.count(door["right"]),
                    words.count(door["own_rules"]),
                    words.count(door["wrongful"]),
                    words.yuan(door["cents"]),
                    words.hours(door["minutes"]),
                    labels.says[door["what"]],
                    labels.substitutes[door["what"]],
                )
                for door in doors
            ],
            words=(0, 8, 9),
        ),
        description="Bars by door: "
        + "; ".join(f"{words.named(labels.doors[door['what']])} {door['refusals']}" for door in doors)
        + ".",
        notice=told.notice,
        after=rates_beside(told, own_rules=True),
    )


def class_figure(told: Told, figures: Figures) -> Html:
    """Refusals and refused people by class."""
    rows = (
        told.facts.rows(Kind.REFUSAL)
        .group_by("truth")
        .agg(refusals=pl.len(), persons=pl.col("person").n_unique())
    )
    found = {row["truth"]: row for row in rows.iter_rows(named=True)}
    classes = [
        (
            name,
            found.get(truth.value, {"refusals": 0, "persons": 0}),
            "f1" if truth == Truth.DUE else "h2" if truth in ONLY_OWN_RULES else "f3",
        )
        for truth, name in words.CLASSES.items()
    ]
    against = told.number("refusals_against_own_rules") / told.number("refusals")
    return figures.figure(
        f"{words.percent(against)} of refusals met people whom the list’s own rules protect",
        "Refusals by the true class of the listing at that moment.",
        lambda width: charts.bars(
            width,
            [
                charts.Bar(
                    name,
                    (charts.Piece(row["refusals"], css),),
                    f"{words.count(row['refusals'])} ({words.plural(row['persons'], 'person', 'people')})",
                )
                for name, row, css in classes
            ],
            keys=KEYS,
        ),
        table(
            "Refusals by class",
            ("Class", "Refusals", "People", "Refusals per person"),
            [
                (
                    name,
                    words.count(row["refusals"]),
                    words.count(row["persons"]),
                    words.decimal(row["refusals"] / row["persons"])
                    if row["persons"]
                    else words.NOT_ESTIMABLE,
                )
                for name, row, _ in classes
            ],
        ),
        description="Bars by class: "
        + "; ".join(f"{name} {row['refusals']}" for name, row, _ in classes)
        + ".",
        notice=told.notice,
        after=rates_beside(told, own_rules=True),
    )


def _of(classes: tuple[Truth, ...]) -> pl.Expr:
    return pl.col("truth").is_in([int(truth) for truth in classes]).sum()
