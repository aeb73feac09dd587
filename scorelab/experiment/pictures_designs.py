"""Pictures of attributions, sweeps and frontiers, each with the table of its numbers."""

import math

from scorelab.experiment.attribution import Attribution
from scorelab.experiment.design import Indices
from scorelab.experiment.estimates import Estimate
from scorelab.experiment.pictures import LOOKS, notice, signed
from scorelab.experiment.relief import Frontier, Point
from scorelab.experiment.screen import shown
from scorelab.experiment.screen_designs import INDEX_NAMES, structure_in_words
from scorelab.experiment.swept import Sweep
from scorelab.measures import Measure
from scorelab.report.charts import Group, Range, Spot, scatter, spreads
from scorelab.report.markup import table
from scorelab.report.picture import Picture
from scorelab.report.words import NOT_ESTIMABLE
from scorelab.result import figure, unit


def picture_of_shares(found: Attribution, name: str) -> Picture:
    """Shares of mechanisms in one harm, with whiskers of two standard errors."""
    measure, shares = found.catalogue[name], found.shares[name]
    order = sorted(found.mechanisms, key=lambda mechanism: -abs(shares[mechanism].mean))
    moving = [mechanism for mechanism in order if shares[mechanism].mean or shares[mechanism].error]
    rows = []
    for mechanism in moving:
        share, half = shares[mechanism], 2 * (shares[mechanism].error or 0.0)
        values = (share.mean, share.mean - half, share.mean + half)
        rows.append(Group(mechanism, (Range(values, "", *LOOKS[0]),)))
    still = [mechanism for mechanism in order if mechanism not in moving]
    others = f" No share in it: {', '.join(still)}." if still else ""
    whole = f"{shown(measure, shares[found.WHOLE].mean)} {unit(measure)}".strip()
    first = moving[0] if moving else "no mechanism"
    return Picture(
        headline=f"{measure.title}: the largest share is that of {first}",
        caption=(
            f"Shapley shares of mechanisms in “{measure.title}”, in {unit(measure) or 'shares'}, over "
            f"{found.replicates} replicates; whiskers: two standard errors. They sum to {whole}, the "
            f"difference between all of these mechanisms and none ({found.method}).{others}"
        ),
        draw=lambda width: spreads(
            width,
            rows,
            [],
            lambda value: figure(measure, float(value)),
            least=-math.inf,
            most=math.inf,
        ),
        table=table(
            f"Shares in “{measure.title}”",
            ("Mechanism", "Share", "Standard error", "Unit"),
            [
                (
                    key,
                    shown(measure, shares[key].mean),
                    NOT_ESTIMABLE if (error := shares[key].error) is None else shown(measure, error),
                    unit(measure),
                )
                for key in (*moving, found.WHOLE, found.WITHOUT)
            ],
            words=(0, 3),
        ),
        description="Marks with whiskers: "
        + "; ".join(f"{mechanism} {shown(measure, shares[mechanism].mean)}" for mechanism in moving)
        + ".",
        notice=notice(found.scenario),
    )


MOST_FACTORS = 25
"""Factors that a picture shows; its table has them all."""


def picture_of_indices(found: Sweep, name: str) -> Picture:
    """How much each factor matters for a measure, with 95% intervals where the design gives them."""
    measure, each, bands = found.catalogue[name], found.indices[name], found.bands(name)
    drawn = [index for index in ("first", "total", "mu_star") if index in each]
    by = each[found.main_index(name)]
    order = sorted(range(len(found.factors)), key=lambda place: -(by[place] or 0.0))
    rows = [
        Group(
            found.factors[place].key,
            tuple(_index_range(each, index, place, look) for look, index in enumerate(drawn)),
        )
        for place in order[:MOST_FACTORS]
    ]
    rest = len(order) - len(rows)
    others = f" {rest} more matter less and are in the table only." if rest > 0 else ""
    morris = "mu_star" in each
    what = f"mean effect over a parameter's range, in {unit(measure)}" if morris else "share of the variance"
    return Picture(
        headline=f"{measure.title}: what matters most is {found.factors[order[0]].key}",
        caption=(
            f"How much each parameter matters for “{measure.title}” ({what}); whiskers: 95% interval. Design "
            f"{found.design}, {len(found.points):,} points. The scenario's own numbers give "
            f"{shown(measure, bands.own)} {unit(measure)}, over seeds {shown(measure, bands.seeds[0])} to "
            f"{shown(measure, bands.seeds[1])}; 95% of the points lie between "
            f"{shown(measure, bands.parameters[0])} and {shown(measure, bands.parameters[1])}. "
            f"Structure, other forms of mechanisms: {structure_in_words(found, name)}.{others}"
        ),
        draw=lambda width: spreads(
            width,
            rows,
            [(*LOOKS[look], INDEX_NAMES[index]) for look, index in enumerate(drawn)],
            lambda value: f"{value:g}",
            least=-math.inf if morris else -0.5,
            most=math.inf if morris else 1.5,
        ),
        table=table(
            f"Every parameter's part in “{measure.title}”",
            ("Parameter", "From", "To", *(INDEX_NAMES.get(index, "Half of its interval") for index in each)),
            [
                (
                    found.factors[place].key,
                    f"{found.factors[place].low:g}",
                    f"{found.factors[place].high:g}",
                    *(
                        NOT_ESTIMABLE if values[place] is None else f"{values[place]:.3f}"
                        for values in each.values()
                    ),
                )
                for place in order
            ],
        ),
        description="Marks with whiskers: "
        + "; ".join(f"{found.factors[place].key} {by[place] or 0.0:.2f}" for place in order[:MOST_FACTORS])
        + ".",
        notice=notice(found.scenario),
    )


def _index_range(each: Indices, index: str, place: int, look: int) -> Range:
    value = each[index][place]
    if value is None:
        return Range(None, NOT_ESTIMABLE, *LOOKS[look])
    half = (each.get(f"{index}_half") or [0.0] * (place + 1))[place] or 0.0
    return Range((value, value - half, value + half), "", *LOOKS[look])


def picture_of_frontier(found: Frontier) -> Picture:
    """Relief against cost, in per cent of what the rules as they stand come to."""
    harm, claim = found.catalogue[found.relief], found.catalogue[found.cost]
    numbers = {point.safeguards: str(number) for number, point in enumerate(found.best, 1)}
    spots = [
        spot
        for point in found.points
        if (spot := _spot(point, numbers.get(point.safeguards, ""), found.obeyed)) is not None
    ]
    most = max(found.best, key=lambda point: -(point.relief.difference or 0.0))
    degrees = " and ".join(f"{share:.0%}" for share in found.obeyed)
    return Picture(
        headline=f"{harm.title}: most relief by {most.name}",
        caption=(
            f"Sets of safeguards, obeyed in {degrees} of cases. Up: how much less of “{harm.title}”; to the "
            f"right: how much less of what the scheme claims for itself, “{claim.title}”. Both in per cent "
            f"of the rules as they stand; mean over {found.replicates} replicates, whiskers: 95% interval. "
            f"The line joins the sets (numbered as in the table, obeyed in {found.obeyed[0]:.0%} of cases) "
            "that no other set that was tried beats; marks of other shapes are the same sets, better obeyed."
        ),
        draw=lambda width: scatter(width, spots, across="cost", up="relief", label=signed),
        table=table(
            "Sets of safeguards",
            ("Safeguards", "No.", "Obeyed", "Harm", "Low", "High", "Claim", "Low", "High"),
            [
                (
                    point.name,
                    numbers.get(point.safeguards, ""),
                    f"{point.obeyed:.0%}",
                    *_shown_difference(harm, point.relief),
                    *_shown_difference(claim, point.cost),
                )
                for point in sorted(found.points, key=lambda point: not point.best)
            ],
        ),
        description="Points: "
        + "; ".join(
            f"{point.name}: harm {shown(harm, point.relief.difference)}, "
            f"claim {shown(claim, point.cost.difference)}"
            for point in found.best
        )
        + ".",
        notice=notice(found.scenario),
    )


def _spot(point: Point, number: str, degrees: tuple[float, ...]) -> Spot | None:
    """A point with relief and cost above nought where there is less of a harm or a claim."""
    if not point.relief.base or not point.cost.base:
        return None
    up, across = (_less(point.relief), _less(point.cost))
    later = degrees.index(point.obeyed)
    shape, css = LOOKS[later] if later or point.best else ("circle", "f6")
    return Spot(across, up, number if point.best else "", shape, css, point.best)


def _less(found: Estimate) -> tuple[float, float, float]:
    """How much less there is, as a share of the base world's mean: value, low, high."""
    base, value = found.base or 1.0, -(found.difference or 0.0)
    half = found.half or 0.0
    return value / base, (value - half) / base, (value + half) / base


def _shown_difference(measure: Measure, found: Estimate) -> tuple[str, str, str]:
    return (
        shown(measure, found.difference, signed=True),
        shown(measure, found.low),
        shown(measure, found.high),
    )
