"""The picture of a sweep's three bands, with the tables of their numbers."""

import math

import numpy as np

from scorelab.experiment.pictures import LOOKS, notice, signed
from scorelab.experiment.screen import shown
from scorelab.experiment.structure import in_words
from scorelab.experiment.swept import Sweep
from scorelab.report.charts import Group, Range, spreads
from scorelab.report.markup import Html, join, paragraph, table
from scorelab.report.picture import Picture
from scorelab.report.words import NOT_ESTIMABLE, capital
from scorelab.result import HEADLINES, unit

NAMES = ("seeds", "parameters", "structure")
MEANINGS = (
    "seeds: lowest to highest world of the own numbers",
    "parameters: 95% of the points, and their median",
    "structure: over the forms of mechanisms",
)


def picture_of_bands(found: Sweep) -> Picture:
    """What each measure of the short table hangs on: chance, guessed numbers, the shape of the laws."""
    names = [name for name in HEADLINES if name in found.measures] or [found.headline]
    widest = {name: _widest(found, name) for name in names}
    rows = [Group(found.catalogue[name].title, _ranges(found, name)) for name in names]
    first = names[0]
    return Picture(
        headline=f"{found.catalogue[first].title}: the widest band is that of {widest[first]}",
        caption=(
            "Three bands of each measure, in per cent of its mean over worlds of the scenario's own numbers. "
            f"Parameters: design {found.design}, {len(found.points):,} points of {len(found.factors)} "
            f"parameters. Structure: {in_words(found.how)}, with the scenario's own numbers. Bands are not "
            "added up: they answer different questions."
        ),
        draw=lambda width: spreads(
            width,
            rows,
            [(*LOOKS[look], meaning) for look, meaning in enumerate(MEANINGS)],
            signed,
            least=-1.0,
            most=2.0,
        ),
        table=join([_table_of_bands(found, names), _table_of_forms(found, names)]),
        description="Marks with whiskers around nought. "
        + "; ".join(f"{found.catalogue[name].title}: widest is {widest[name]}" for name in names)
        + ".",
        notice=notice(found.scenario),
    )


def _spans(found: Sweep, name: str) -> tuple[tuple[float, float] | None, ...]:
    bands = found.bands(name)
    return bands.seeds, bands.parameters, bands.structure


def _widest(found: Sweep, name: str) -> str:
    widths = [-1.0 if span is None else span[1] - span[0] for span in _spans(found, name)]
    return NAMES[widths.index(max(widths))]


def _ranges(found: Sweep, name: str) -> tuple[Range, ...]:
    measure, own = found.catalogue[name], found.bands(name).own
    marks = (own, float(np.median(found.values(name))), own)
    ranges = []
    for span, mark, look in zip(_spans(found, name), marks, LOOKS, strict=False):
        if span is None:
            ranges.append(Range(None, "not varied", *look))
        elif not own:
            ranges.append(Range(None, f"{shown(measure, span[0])} to {shown(measure, span[1])}", *look))
        else:
            low, high = sorted((span[0] / own - 1, span[1] / own - 1))
            ranges.append(Range((mark / own - 1, low, high), "", *look))
    return tuple(ranges)


def _table_of_bands(found: Sweep, names: list[str]) -> Html:
    rows = []
    for name in names:
        measure = found.catalogue[name]
        spans = [
            "not varied" if span is None else f"{shown(measure, span[0])} to {shown(measure, span[1])}"
            for span in _spans(found, name)
        ]
        rows.append((measure.title, shown(measure, found.bands(name).own), *spans, unit(measure)))
    heads = ("Measure", "Own", *map(capital, NAMES), "Unit")
    return table("Three bands", heads, rows, words=(0, 5))


def _table_of_forms(found: Sweep, names: list[str]) -> Html:
    """What is different under other forms, and under which nothing is."""
    if not found.forms:
        return Html("")
    under = {name: found.structure(name) for name in names}
    moved = [
        (variation.name, name)
        for name in names
        for variation in found.forms
        if (value := under[name][variation.name]) is None
        or not math.isclose(value, found.bands(name).own, rel_tol=1e-9)
    ]
    same = sorted({variation.name for variation in found.forms} - {form for form, _ in moved})
    parts = []
    if moved:
        rows = [_row_of_form(found, form, name, under[name][form]) for form, name in moved]
        heads = ("Form", "Measure", "Under this form", "Own", "Unit")
        parts.append(table("Measures that are different under other forms", heads, rows, words=(0, 1, 4)))
    if same:
        parts.append(paragraph(f"Forms under which all of these are the same: {', '.join(same)}."))
    return join(parts)


def _row_of_form(found: Sweep, form: str, name: str, value: float | None) -> tuple[str, ...]:
    measure = found.catalogue[name]
    own = found.bands(name).own
    there = NOT_ESTIMABLE if value is None else shown(measure, value)
    return form, measure.title, there, shown(measure, own), unit(measure)
