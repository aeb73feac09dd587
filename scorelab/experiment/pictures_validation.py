"""The picture of a validation: every published figure beside ours with its interval, a row each."""

from math import isfinite

from scorelab.experiment.pictures import LOOKS, notice
from scorelab.experiment.screen_calibration import digits
from scorelab.experiment.screen_validation import published_in_words, range_in_words
from scorelab.experiment.validation import VERDICTS, Held, Validation
from scorelab.published.figures import PREDICTED, ROLES, RULE
from scorelab.report.charts import Group, Range, spreads
from scorelab.report.markup import Html, join, table
from scorelab.report.picture import Picture
from scorelab.report.words import NOT_ESTIMABLE, capital, plural
from scorelab.synthetic import CAPTION

FURTHEST = 6.0
"""Beyond so many times what is allowed a mark is drawn at the edge."""

ALLOWED, OURS, MISSES = LOOKS[2], LOOKS[0], LOOKS[3]


def picture_of_validation(found: Validation) -> Picture:
    """Ours less the published value, in what its source allows: within one to either side it holds."""
    rows = []
    for role in [*ROLES][::-1]:
        head = capital(role) if role == PREDICTED else f"{capital(role)}, not counted"
        for one in found.held:
            if one.figure.role == role:
                rows.append(Group(one.title, (_allowed(one), _ours(one)), head))
                head = ""
    counts = [f"{found.counts(role)[True]} of {found.counts(role).total()} {role}" for role in [*ROLES][::-1]]
    return Picture(
        headline=found.headline,
        caption=(
            "How far ours lies off each published figure, in units of what its source allows: between -1 and "
            f"1 it holds. Whiskers of ours: 95% interval over {plural(found.replicates, 'replicate')}; what "
            f"lies further off than {FURTHEST:.0f} is drawn at the edge. Hold: {', '.join(counts)}; only "
            f"predicted ones count: {ROLES[PREDICTED]}. {RULE}"
        ),
        draw=lambda width: spreads(
            width,
            rows,
            [
                (*ALLOWED, "published, with what its source allows"),
                (*OURS, "ours, reaches it or cannot be told"),
                (*MISSES, "ours, misses it"),
            ],
            lambda value: f"{value:g}",
            least=-FURTHEST,
            most=FURTHEST,
        ),
        table=tables(found),
        description="Marks with whiskers around the published figures. "
        + "; ".join(f"{one.title}: {VERDICTS[one.holds]}" for one in found.held)
        + ".",
        notice=notice(found.scenario) if found.scenario is not None else CAPTION,
    )


def _off(held: Held, value: float) -> float:
    return max(min((value - held.figure.value) / held.figure.within, FURTHEST), -FURTHEST)


def _allowed(held: Held) -> Range:
    low, high = (_off(held, end) if isfinite(end) else end for end in held.figure.tolerance)
    return Range((0.0, max(low, -FURTHEST), min(high, FURTHEST)), "", *ALLOWED)


def _ours(held: Held) -> Range:
    look = MISSES if held.holds is False else OURS
    if held.ours is None:
        return Range(None, NOT_ESTIMABLE, *look)
    mean, low, high = (_off(held, end) for end in (held.ours.mean, held.ours.low, held.ours.high))
    return Range((mean, low, high), "", *look)


def tables(found: Validation) -> Html:
    """Every figure beside ours, and every finding of a study."""
    figures = table(
        "Every published figure beside ours",
        ("Figure", "Verdict", "Class", "Published", "Ours", "From", "To", "Off by", "Unit", "Tier", "Source"),
        [
            (
                one.title,
                VERDICTS[one.holds],
                one.figure.role,
                published_in_words(one),
                *(
                    ("–", "–", "–")
                    if one.ours is None
                    else (digits(one.ours.mean), digits(one.ours.low), digits(one.ours.high))
                ),
                "–" if one.missed is None else f"{one.missed:+.0%}",
                one.figure.unit,
                one.figure.tier,
                one.figure.source,
            )
            for one in found.held
        ],
        words=(0, 1, 2, 8, 9, 10),
    )
    if not found.studies:
        return figures
    studies = table(
        "Every finding of a study or law beside ours",
        ("Study", "Finding", "Verdict", "Published", "Ours", "From", "To", "Tier", "Source"),
        [
            (
                study.title,
                f"{one.words} ({one.measure})",
                one.told,
                range_in_words(one),
                *(("–", "–", "–") if one.ours is None else map(digits, one.ours)),
                one.tier,
                one.source,
            )
            for study in found.studies
            for one in study.claims
        ],
        words=(0, 1, 2, 7, 8),
    )
    return join([figures, studies])
