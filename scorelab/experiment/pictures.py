"""Pictures of experiments, each with the table of its numbers."""

from collections.abc import Sequence

from scorelab.experiment.comparison import Comparison, Variant
from scorelab.experiment.estimates import SOURCE, Estimate
from scorelab.experiment.headlines import headline_of
from scorelab.experiment.screen import shown
from scorelab.measures import Measure
from scorelab.report.charts import Group, Range, spreads
from scorelab.report.markup import Html, table
from scorelab.report.picture import Picture
from scorelab.report.words import NOT_ESTIMABLE, percent, plural
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
    """Differences in per cent of the base world's mean, with their 95% intervals.

    Measures that are the same in both worlds of every replicate are named in the caption.
    """
    drawn = [place for place, variant in enumerate(found.variants) if not variant.is_same]
    rows, alike = [], []
    for side, heading in SIDES.items():
        head = heading
        for name in HEADLINES:
            measure = found.catalogue[name]
            each = [found.estimates(place)[name] for place in drawn if name in found.estimates(place)]
            if measure.side is not side or all(not one.base and not one.other for one in each):
                continue
            if not any(one.difference or one.half for one in each):
                alike.append(measure.title)
                continue
            ranges = tuple(_range(measure, one, place) for place, one in enumerate(each))
            rows.append(Group(measure.title, ranges, head))
            head = ""
    keys = [
        (*LOOKS[place % len(LOOKS)], f"obeyed in {found.variants[variant].obeyed:.0%} of cases")
        for place, variant in enumerate(drawn)
        if len(found.variants) > 1
    ]
    return Picture(
        headline=_headline(found),
        caption=_caption(found, bool(rows), alike),
        draw=lambda width: spreads(width, rows, keys, signed, least=-1.0, most=1.0),
        table=_table(found),
        description=_description(found),
        notice=notice(found.base),
    )


def _caption(found: Comparison, drawn: bool, alike: Sequence[str]) -> str:
    """How the picture is to be read, what the worlds are, and what is the same in both."""
    said = []
    if drawn:
        said.append(
            "Difference of the other world from the base world, in per cent of the base world's mean, over "
            f"{plural(found.replicates, 'replicate')}; whiskers: 95% interval ({SOURCE}); an arrow: beyond "
            "the scale."
        )
    main = found.variants[found.main]
    other = f"“{main.scenario.title}”" if main.is_other_scenario else main.name
    others = [variant for variant in found.variants if variant is not main]
    if others:
        other += f" (also {', '.join(f'{variant.obeyed:.0%}' for variant in others)})"
    said.append(f"Base world: “{found.base.title}”. Other world: {other}.")
    if alike:
        said.append(f"The same in both worlds: {', '.join(alike)}.")
    same = [variant for variant in found.variants if variant.is_same]
    if len(same) == len(found.variants):
        said.append(f"Why nothing changed: {'; '.join(dict.fromkeys(main.reasons))}.")
    elif same:
        said.append(f"Obeyed in {', '.join(f'{one.obeyed:.0%}' for one in same)} of cases, nothing changed.")
    return " ".join(said)


def _other_rules(variant: Variant) -> str:
    """What sets a world apart, to be put behind a finding."""
    return f"under {variant.name}" if variant.is_other_scenario else variant.name


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
    rules = _other_rules(main)
    if all(variant.is_same for variant in found.variants):
        return f"Nothing changed for anybody, {rules}"
    estimates = found.estimates()
    first = headline_of(found.catalogue, estimates)
    if first is None:
        return f"No harm in the short table differs beyond luck, {rules}"
    return f"{found.catalogue[first].title}: {_how_much(found.catalogue[first], estimates[first])}, {rules}"


def _how_much(measure: Measure, one: Estimate) -> str:
    """A difference in words: per cent less or more, how many times as much, or from nought."""
    if not one.base or one.other is None:
        return f"{shown(measure, one.other)} {unit(measure)} in place of none"
    if one.other > 2 * one.base > 0:
        return f"{one.other / one.base:.2g} times the base world's"
    return f"{percent(abs((one.difference or 0) / one.base))} {'less' if one.other < one.base else 'more'}"


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
    """Every measure's means; how far safeguards are obeyed, where that is tried in several ways."""
    several = len(found.variants) > 1
    rows = [
        (
            found.catalogue[name].title,
            *([f"{variant.obeyed:.0%}"] if several else []),
            *_cells(found.catalogue[name], one),
            unit(found.catalogue[name]),
        )
        for name in HEADLINES
        for place, variant in enumerate(found.variants)
        if (one := found.estimates(place).get(name)) is not None
    ]
    heads = (
        "Measure",
        *(["Obeyed"] if several else []),
        "Base",
        "Other",
        "Difference",
        "Low",
        "High",
        "Unit",
    )
    return table(
        f"Means over {plural(found.replicates, 'replicate')}", heads, rows, words=(0, len(heads) - 1)
    )


def _cells(measure: Measure, one: Estimate) -> tuple[str, ...]:
    """Both means, their difference, and its interval."""
    if one.base is None:
        return (NOT_ESTIMABLE, "", "", "", "")
    interval = ("", "") if one.half is None else (shown(measure, one.low), shown(measure, one.high))
    difference = shown(measure, one.difference, signed=True)
    return (shown(measure, one.base), shown(measure, one.other), difference, *interval)
