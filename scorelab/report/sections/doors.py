"""Refusals: at which doors, whom they met, what they cost."""

import polars as pl

from scorelab.journal import AGAINST_OWN_RULES, WRONGFUL, Kind, Truth
from scorelab.measures import Facts
from scorelab.measures.doors import refused_by_scarcity, refused_for_standing, with_minutes
from scorelab.report import charts, words
from scorelab.report.figures import Figures, last_open, section
from scorelab.report.markup import Html, paragraph, table, tag
from scorelab.report.rates import rates_beside
from scorelab.report.subject import Subject, Told
from scorelab.scenario.institutions import Door

CAUSES = {
    "list": ("f1", "the court’s list"),
    "order": ("f6", "an exit order"),
    "grade": ("h2", "a score or a grade"),
    "place": ("h5", "no place left"),
}
"""Fill and name of what refuses somebody."""
CLAIMS = {
    "documented": ("f1", "documented"),
    "reported": ("h2", "reported only"),
    "refuted": ("f3", "refuted by documents"),
    "": ("h5", "places were scarce, whoever claims what"),
}
"""Fill and name of what stands behind a refusal."""
KEYS = (("f1", "rightly listed"), ("h2", "against the list’s own rules"), ("f3", "wrongfully listed"))
ONLY_OWN_RULES = tuple(truth for truth in AGAINST_OWN_RULES if truth not in WRONGFUL)


def doors(subject: Subject, figures: Figures) -> Html:
    """The part on refusals."""

    def draw(told: Told) -> list[Html]:
        refusals = by_door(told.facts)
        if refusals.height == 0:
            return [paragraph(f"In {told.label} nobody was refused anything.")]
        if told.has_schemes:
            return [cause_figure(told, figures), claim_figure(told, figures), class_figure(told, figures)]
        if told.has_list:
            return [door_figure(told, refusals, figures), class_figure(told, figures)]
        return [paragraph(unlisted(told, refusals))]

    apart = [told for told in subject.told if told.has_list or told.has_schemes]
    parts = [part for told in subject.told if told not in apart for part in draw(told)]
    parts += last_open(apart, draw)
    return section(
        "doors",
        "Which doors closed",
        *parts,
        lead=(
            "A refusal is an attempt, not a person: a traveller who asks ten times is refused ten times. So "
            "people are counted apart. A stale copy of the list can refuse somebody whose listing is long "
            "over."
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
        f"{words.plural(told.number('refused_persons'), 'person was', 'people were')} refused at least once; "
        f"it cost them {words.yuan(told.number('refusal_cost'))} and "
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


def by_cause(told: Told) -> pl.DataFrame:
    """Refusals, each with its `cause` (a key of `CAUSES`) and `claim` (a key of `CLAIMS`)."""
    return told.kept("refusals by cause", lambda: _by_cause(told))


def _by_cause(told: Told) -> pl.DataFrame:
    rows = with_minutes(told.facts.rows(Kind.REFUSAL), told.run.labels.minutes, "doors")
    orders = told.run.journal.filter(pl.col("kind") == Kind.EXIT_ORDER.value).select("row").collect()
    grades, places = refused_for_standing(told.facts), refused_by_scarcity(told.facts)
    doors = dict(enumerate(told.scenario.doors))
    cause = (
        pl.when(pl.col("row").is_in(grades["row"].implode()))
        .then(pl.lit("grade"))
        .when(pl.col("row").is_in(places["row"].implode()))
        .then(pl.lit("place"))
        .when(pl.col("trigger").is_in(orders["row"].implode()))
        .then(pl.lit("order"))
        .otherwise(pl.lit("list"))
    )
    of_list, of_grade = (
        pl.col("what").replace_strict(
            {number: claim(door) for number, door in doors.items()}, default="", return_dtype=pl.String
        )
        for claim in (lambda door: door.claim, lambda door: door.grade_claim or "reported")
    )
    claim = (
        pl.when(pl.col("cause") == "place")
        .then(pl.lit(""))
        .when(pl.col("cause") == "grade")
        .then(of_grade)
        .otherwise(of_list)
    )
    return rows.with_columns(cause=cause).with_columns(claim=claim)


def cause_figure(told: Told, figures: Figures) -> Html:
    """Refusals by door and by what refused."""
    rows = by_cause(told)
    labels, total = told.run.labels, rows.height
    doors = list(
        rows.group_by("what")
        .agg(
            refusals=pl.len(),
            persons=pl.col("person").n_unique(),
            cents=pl.col("amount").sum(),
            minutes=pl.col("minutes").sum(),
            **{cause: (pl.col("cause") == cause).sum() for cause in CAUSES},
        )
        .sort("refusals", "what", descending=[True, False])
        .iter_rows(named=True)
    )
    shares = words.listed_in_words(
        [
            f"{words.percent(sum(door[cause] for door in doors) / total)} by {name}"
            for cause, (_, name) in CAUSES.items()
            if any(door[cause] for door in doors) and cause != "place"
        ]
    )
    places = sum(door["place"] for door in doors)
    rest = f", {words.percent(places / total)} because no place was left" if places else ""
    return figures.figure(
        f"{words.count(total)} refusals: {shares}{rest}",
        f"{told.label}: refusals by door, and what refused. "
        f"{words.plural(told.number('refused_persons'), 'person was', 'people were')} refused at least once; "
        f"it cost them {words.yuan(told.number('refusal_cost'))} and "
        f"{words.hours(told.number('refusal_minutes'))}.",
        lambda width: charts.bars(
            width,
            [
                charts.Bar(
                    words.named(labels.doors[door["what"]]),
                    tuple(charts.Piece(door[cause], css) for cause, (css, _) in CAUSES.items()),
                    words.count(door["refusals"]),
                )
                for door in doors
            ],
            keys=tuple(CAUSES.values()),
        ),
        table(
            "Refusals by door and by what refused",
            (
                "Door",
                "Refusals",
                "People",
                *(words.capital(name) for _, name in CAUSES.values()),
                "Cost",
                "Time",
                "What stands behind it",
                "Instead",
            ),
            [
                (
                    words.named(labels.doors[door["what"]]),
                    words.count(door["refusals"]),
                    words.count(door["persons"]),
                    *(words.count(door[cause]) for cause in CAUSES),
                    words.yuan(door["cents"]),
                    words.hours(door["minutes"]),
                    behind(told.scenario.doors[door["what"]]),
                    labels.substitutes[door["what"]],
                )
                for door in doors
            ],
            words=(0, 9, 10),
        ),
        description="Bars by door: "
        + "; ".join(f"{words.named(labels.doors[door['what']])} {door['refusals']}" for door in doors)
        + ".",
        notice=told.notice,
        after=never_closed(told, rows),
    )  # fmt: skip


def behind(door: Door) -> str:
    """Which claims stand behind a door's shutting, in words."""
    parts = []
    if door.shut_by != "never":
        parts.append(f"{'list' if door.shut_by == 'court_list' else 'exit order'}: {door.claim}")
    if door.grade_claim is not None:
        parts.append(f"score or grade: {CLAIMS[door.grade_claim][1]}")
    return "; ".join(parts) or "nothing shuts it here"


def never_closed(told: Told, rows: pl.DataFrame) -> Html:
    """Doors at which nobody was refused."""
    shut = set(rows["what"].unique())
    quiet = [words.named(name) for what, name in enumerate(told.run.labels.doors) if what not in shut]
    if not quiet:
        return Html("")
    return paragraph(tag("b", "Nobody was refused at: "), f"{words.listed_in_words(quiet)}.", class_="rates")


def claim_figure(told: Told, figures: Figures) -> Html:
    """Refusals by what stands behind them."""
    sums = by_cause(told).group_by("claim").agg(refusals=pl.len(), persons=pl.col("person").n_unique())
    found = {row["claim"]: row for row in sums.iter_rows(named=True)}
    none = {"refusals": 0, "persons": 0}
    total = sum(row["refusals"] for row in found.values())
    undocumented = sum(found.get(claim, none)["refusals"] for claim in ("reported", "refuted"))
    return figures.figure(
        f"{words.percent(undocumented / total)} of refusals rest on claims that no document supports",
        f"{told.label}: refusals by what stands behind the rule that refused.",
        lambda width: charts.bars(
            width,
            [
                charts.Bar(
                    words.capital(name),
                    (charts.Piece(found.get(claim, none)["refusals"], css),),
                    words.count(found.get(claim, none)["refusals"]),
                )
                for claim, (css, name) in CLAIMS.items()
            ],
        ),
        table(
            "Refusals by what stands behind them",
            ("What stands behind", "Refusals", "People"),
            [
                (
                    words.capital(name),
                    words.count(found.get(claim, none)["refusals"]),
                    words.count(found.get(claim, none)["persons"]),
                )
                for claim, (_, name) in CLAIMS.items()
            ],
        ),
        description="Bars: "
        + "; ".join(f"{name} {found.get(claim, none)['refusals']}" for claim, (_, name) in CLAIMS.items())
        + ".",
        notice=told.notice,
    )


def class_figure(told: Told, figures: Figures) -> Html:
    """Refusals and refused people by class; with schemes, refusals by the court's list alone."""
    refused = told.facts.rows(Kind.REFUSAL)
    if told.has_schemes:
        refused = by_cause(told).filter(pl.col("cause") == "list")
    if refused.height == 0:
        return paragraph(f"In {told.label} the list itself refused nobody.")
    rows = refused.group_by("truth").agg(refusals=pl.len(), persons=pl.col("person").n_unique())
    found = {row["truth"]: row for row in rows.iter_rows(named=True)}
    classes = [
        (
            name,
            found.get(truth.value, {"refusals": 0, "persons": 0}),
            "f1" if truth == Truth.DUE else "h2" if truth in ONLY_OWN_RULES else "f3",
        )
        for truth, name in words.CLASSES.items()
    ]
    protected = refused.filter(pl.col("truth").is_in([int(truth) for truth in AGAINST_OWN_RULES]))
    against = protected.height / refused.height
    by_list = " by the list" if told.has_schemes else ""
    return figures.figure(
        f"{words.percent(against)} of refusals{by_list} met people whom the list’s own rules protect",
        f"Refusals{by_list} by the true class of the listing at that moment.",
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
