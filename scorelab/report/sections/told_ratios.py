"""Ratios of what is told to what is documented, drawn."""

import math

from scorelab.report import charts, words
from scorelab.report.contrasts import Contrast
from scorelab.report.figures import Figures
from scorelab.report.markup import Html, table
from scorelab.report.rates import rates_beside
from scorelab.report.subject import Subject, Told

DRAWN = (
    "new_listings", "refused_persons", "refusals", "ties_lost", "grade_falls", "contagion_reach",
    "posts_not_written", "offences_prevented", "jobs_lost", "debts_paid",
)  # fmt: skip


def ratio_figure(
    documented: Told, reported: Told, contrasts: dict[str, Contrast], subject: Subject, figures: Figures
) -> Html:
    """Ratios of what is told to what is documented."""
    drawn = [contrasts[name] for name in DRAWN]
    ratios = {one.name: one.ratio[0] for one in drawn if one.ratio is not None}
    furthest = max(ratios, key=lambda name: abs(math.log(ratios[name])), default=None)
    headline = (
        "Too little happened for ratios"
        if furthest is None
        else f"Furthest apart: {words.small(reported.catalogue[furthest].title)}, "
        f"{words.decimal(ratios[furthest])} times what is documented"
    )
    return figures.figure(
        headline,
        "What came out under the rules as reported, over what came out under the rules as documented; "
        "whiskers are 95% intervals within these runs. Where one of them is nought there is no ratio.",
        lambda width: charts.ranges(
            width,
            [
                charts.Group(
                    short(reported, one.name, width),
                    (charts.Range(one.ratio, without(one), "circle", "f2"),),
                )
                for one in drawn
            ],
            [("circle", "f2", "as reported, against as documented")],
        ),
        table(
            "Told against documented",
            ("Measure", "Documented", "Reported", "Reported over documented", "95%"),
            [
                (
                    reported.catalogue[one.name].title,
                    words.amount(reported.catalogue[one.name], one.documented),
                    words.amount(reported.catalogue[one.name], one.reported),
                    words.decimal(one.ratio[0]) if one.ratio else words.NOT_ESTIMABLE,
                    f"{words.decimal(one.ratio[1])} to {words.decimal(one.ratio[2])}" if one.ratio else "",
                )
                for one in drawn
            ],
        ),
        description="Marks with whiskers, one a measure: "
        + "; ".join(
            f"{reported.catalogue[one.name].title} "
            + (f"{words.decimal(one.ratio[0])} times" if one.ratio else without(one))
            for one in drawn
        )
        + ".",
        notice=subject.notice,
        after=rates_beside(reported, own_rules=True),
    )


def short(told: Told, name: str, width: float) -> str:
    """A measure's name, as long as there is room for."""
    title = SHORT.get(name, told.catalogue[name].title)
    return title if width > 500 else SHORT_NARROW.get(name, title)


SHORT = {
    "refused_persons": "People refused",
    "jobs_lost": "Jobs lost at a refusal",
    "grade_falls": "Falls to a lower grade",
    "contagion_reach": "Drawn along by others",
}


SHORT_NARROW = {
    "grade_falls": "Falls of grade",
    "contagion_reach": "Drawn along",
    "offences_prevented": "Offences prevented",
    "posts_not_written": "Posts not written",
    "jobs_lost": "Jobs lost",
    "refusals": "Refusals",
}


def without(one: Contrast) -> str:
    """Why there is no ratio."""
    if one.documented == one.reported:
        return "none in either" if not one.reported else "too few"
    return (
        "only as reported" if not one.documented else "only as documented" if not one.reported else "too few"
    )
