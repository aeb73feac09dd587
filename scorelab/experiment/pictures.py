"""Pictures of experiments, each with the table of its numbers."""

from scorelab.experiment.comparison import Comparison
from scorelab.experiment.estimates import SOURCE, Estimate
from scorelab.experiment.headlines import headline_of
from scorelab.experiment.screen import shown
from scorelab.measures import Measure
from scorelab.report.charts import Group, Range, spreads
from scorelab.report.markup import Html, table
from scorelab.report.picture import Picture
from scorelab.report.words import NOT_ESTIMABLE, capital, percent
from scorelab.result import HEADLINES, unit
from scorelab.scenario.schema import Scenario
from scorelab.screen import SIDES
from scorelab.synthetic import CAPTION

LOOKS = (("circle", "f1"), ("square", "f2"), ("diamond", "f4"), ("triangle", "f5"), ("cross", "f3"))
"""Shapes and fills, so that variants can be told apart without colour."""


def notice(scenario: Scenario) -> str:
    """The caption inside a picture."""
    return f"Synthetic: invented societies of {scenario.people:,} people under “{scenario.title}”. {CAPTION}"


def picture_of_differences(found: Comparison) -> Picture:
    """Differences in per cent of the base world's mean, with their 95% intervals."""
    shown_variants = [place for place, variant in enumerate(found.variants) if not variant.is_same]
    rows = []
    for side, heading in SIDES.items():
        head = heading
        for name in HEADLINES:
            measure = found.catalogue[name]
            each = [
                found.estimates(place)[name] for place in shown_variants if name in found.estimates(place)
            ]
            if measure.side is not side or all(not one.base and not one.other for one in each):
                continue
            ranges = tuple(_range(measure, one, place) for place, one in enumerate(each))
            rows.append(Group(measure.title, ranges, head))
            head = ""
    keys = [
        (*LOOKS[place % len(LOOKS)], found.variants[variant].name)
        for place, variant in enumerate(shown_variants)
    ]
    names = " and ".join(dict.fromkeys(variant.name for variant in found.variants))
    return Picture(
        headline=_headline(found),
        caption=(
            f"Difference of the other world from the base world, in per cent of the base world's mean, over "
            f"{found.replicates} replicates; whiskers: 95% interval ({SOURCE}). Other world: {names}."
        ),
        draw=lambda width: spreads(width, rows, keys, signed, least=-1.0, most=1.0),
        table=_table(found),
        description=_description(found),
        notice=notice(found.base),
    )


def signed(share: float) -> str:
    """A share in per cent with its sign."""
    return f"{share * 100:+.3g}%" if round(share, 4) else "0%"


def _range(measure: Measure, found: Estimate, place: int) -> Range:
    shape, css = LOOKS[place % len(LOOKS)]
    if found.base is None or found.difference is None:
        return Range(None, NOT_ESTIMABLE, shape, css)
    if not found.base:
        return Range(None, f"from 0 to {shown(measure, found.other)} {unit(measure)}", shape, css)
    if found.low is None or found.high is None:
        value = found.difference / found.base
        return Range((value, value, value), "", shape, css)
    low, high = sorted((found.low / found.base, found.high / found.base))
    return Range((found.difference / found.base, low, high), "", shape, css)


def _headline(found: Comparison) -> str:
    main = found.variants[found.main]
    if all(variant.is_same for variant in found.variants):
        return f"Nothing changed for anybody, {main.name}"
    estimates = found.estimates()
    first = headline_of(found.catalogue, estimates)
    if first is None:
        return f"No harm in the short table differs beyond luck, {main.name}"
    one = estimates[first]
    way = "less" if (one.difference or 0) < 0 else "more"
    by = f"{percent(abs((one.difference or 0) / one.base))} " if one.base else ""
    return f"{found.catalogue[first].title}: {by}{way}, {main.name}"


def _description(found: Comparison) -> str:
    estimates = found.estimates()
    told = [
        f"{found.catalogue[name].title} {shown(found.catalogue[name], estimates[name].base)} against "
        f"{shown(found.catalogue[name], estimates[name].other)}"
        for name in HEADLINES
        if name in estimates and estimates[name].base is not None
    ]
    return f"Marks with whiskers around nought. {found.variants[found.main].name}: {'; '.join(told)}."


def _table(found: Comparison) -> Html:
    rows = [
        (
            found.catalogue[name].title,
            capital(variant.name),
            shown(found.catalogue[name], one.base),
            shown(found.catalogue[name], one.other),
            shown(found.catalogue[name], one.difference, signed=True),
            shown(found.catalogue[name], one.low),
            shown(found.catalogue[name], one.high),
            unit(found.catalogue[name]),
        )
        for name in HEADLINES
        for place, variant in enumerate(found.variants)
        if (one := found.estimates(place).get(name)) is not None
    ]
    heads = ("Measure", "Other world", "Base", "Other", "Difference", "Low", "High", "Unit")
    return table(f"Means over {found.replicates} replicates", heads, rows, words=(0, 1, 7))
