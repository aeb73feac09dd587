"""What the terminal shows of attributions, sweeps and frontiers."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from rich.console import Console
from rich.table import Table
from rich.text import Text

from scorelab.experiment.estimates import SOURCE
from scorelab.experiment.screen import shown
from scorelab.experiment.structure import in_words
from scorelab.report.words import plural
from scorelab.result import HEADLINES, unit
from scorelab.synthetic import CAPTION

if TYPE_CHECKING:
    from scorelab.experiment.attribution import Attribution
    from scorelab.experiment.relief import Frontier, Point
    from scorelab.experiment.swept import Sweep

HARMS_SHOWN, SHARES_SHOWN = 6, 6
"""Harms, and their largest shares, that the terminal shows; all are in `to_frame()` and in JSON."""


def print_attribution(found: "Attribution", console: Console | None = None) -> None:
    """A table of the largest shares in each harm, with standard errors."""
    console = console or Console()
    scenario = found.scenario
    console.print(
        f"{scenario.title}: {scenario.people:,} invented people, {plural(scenario.time.days, 'day')}, "
        f"{plural(found.replicates, 'replicate')}, {plural(found.worlds, 'world')}; {found.method}",
        markup=False,
        highlight=False,
    )
    if found.shares:
        _print_shares(found, console)
    else:
        console.print("No harm differs between all of the mechanisms and none.", highlight=False)
    if found.idle:
        why = "On, with nothing to act on in this society, and so without a share"
        console.print(f"{why}: {', '.join(found.idle)}.", highlight=False)
    if found.left_out:
        console.print(f"Not estimable in every world: {', '.join(found.left_out)}.", highlight=False)
    console.print(CAPTION, style="italic", highlight=False)


def _print_shares(found: "Attribution", console: Console) -> None:
    """The table, what it leaves out, and what a share is."""
    table = Table(box=None, header_style="bold", pad_edge=False)
    table.add_column("Harm and mechanism")
    for heading in ("Share", "Std error", "Of the whole"):
        table.add_column(heading, justify="right", no_wrap=True)
    table.add_column("Unit")
    names = sorted(found.shares, key=lambda name: name not in HEADLINES)
    told = [found.headline, *(name for name in names if name != found.headline)][:HARMS_SHOWN]
    for name in told:
        _add_shares(table, found, name)
    console.print(table)
    if rest := [name for name in names if name not in told]:
        console.print(f"Divided as well, in --json and to_frame(): {', '.join(rest)}.", highlight=False)
    console.print(
        "Shares are Shapley values, plus or minus their standard error over replicates; they sum to the "
        "whole difference between all of these mechanisms and none of them.",
        style="italic",
        highlight=False,
    )


def _add_shares(table: Table, found: "Attribution", name: str) -> None:
    """The largest shares in one harm, the sum of the others, the whole, and what there is without them."""
    measure, shares = found.catalogue[name], found.shares[name]
    whole, doubt = shares[found.WHOLE].mean, 2 * (shares[found.WHOLE].error or 0.0)
    table.add_row(Text(measure.title, style="bold"))
    order = sorted(found.mechanisms, key=lambda one: -abs(shares[one].mean))
    largest = [one for one in order[:SHARES_SHOWN] if shares[one].mean]
    for key in (*largest, found.WHOLE, found.WITHOUT):
        share = shares[key]
        # Parts of a whole that may as well be nought say nothing.
        part = f"{share.mean / whole:.0%}" if abs(whole) > doubt and key != found.WITHOUT else ""
        error = "" if share.error is None else shown(measure, share.error)
        table.add_row(f"  {key}", shown(measure, share.mean), error, part, unit(measure))
    rest = [one for one in order if one not in largest and shares[one].mean]
    if rest:
        left = sum(shares[one].mean for one in rest)
        table.add_row(f"  {plural(len(rest), 'smaller share')}", shown(measure, left))


MEASURES_SHOWN, FACTORS_SHOWN = 6, 6
"""Measures, and the factors that matter most for each, that the terminal shows; all are in `to_frame()`."""

INDEX_NAMES = {
    "first": "First order",
    "total": "Total order",
    "mu_star": "Mean effect",
    "sigma": "Spread of effects",
}


def print_sweep(found: "Sweep", console: Console | None = None) -> None:
    """For each measure its bands, and the factors that matter most."""
    console = console or Console()
    scenario = found.scenario
    console.print(
        f"{scenario.title}: {scenario.people:,} invented people, {scenario.time.days} days; "
        f"{plural(len(found.factors), 'parameter')}, design {found.design}, "
        f"{plural(len(found.points), 'point')} in {plural(found.replicates, 'world')} each",
        markup=False,
        highlight=False,
    )
    table = Table(box=None, header_style="bold", pad_edge=False)
    table.add_column("Measure and parameter")
    names = [index for index in INDEX_NAMES if any(index in each for each in found.indices.values())]
    for index in names:
        table.add_column(INDEX_NAMES[index], justify="right", no_wrap=True)
    shown_measures = sorted(found.measures, key=lambda name: name not in HEADLINES)[:MEASURES_SHOWN]
    for name in shown_measures:
        _add_measure(table, found, name, names)
    console.print(table)
    console.print(
        f"{_meaning(names)} (plus or minus half a 95% interval, where the design gives one). Three bands are "
        "kept apart: seeds (worlds of the scenario's own numbers), parameters (95% of the points), structure "
        f"(forms of mechanisms: {in_words(found.how)}).",
        style="italic",
        highlight=False,
    )
    if found.left_out:
        console.print(
            f"Assumed parameters that are not varied: {len(found.left_out)} (rows, ranges, switches, or "
            "values that do not fit with the others); --json and to_json() list them.",
            highlight=False,
        )
    console.print(CAPTION, style="italic", highlight=False)


def _meaning(indices: Sequence[str]) -> str:
    """What the indices of a design say."""
    if "mu_star" in indices:
        return (
            "Mean effect: by how much a measure moves, in its unit, when a parameter alone goes once through "
            "its range, without regard to sign; spread: how different that is from place to place"
        )
    alone = "First order: the share of the variance over points that a parameter explains alone"
    return f"{alone}; total: with all its interactions" if "total" in indices else alone


def _add_measure(table: Table, found: "Sweep", name: str, names: Sequence[str]) -> None:
    measure, bands = found.catalogue[name], found.bands(name)

    def span(ends: tuple[float, float]) -> str:
        return f"{shown(measure, ends[0])} to {shown(measure, ends[1])}"

    told = f"own {shown(measure, bands.own)}; seeds {span(bands.seeds)}; parameters {span(bands.parameters)}"
    table.add_row(Text(f"{measure.title} ({unit(measure) or 'share'})", style="bold"))
    table.add_row(f"  {told}")
    table.add_row(Text(f"  structure {structure_in_words(found, name)}"))
    each = found.indices[name]
    by = each[found.main_index(name)]
    order = sorted(range(len(found.factors)), key=lambda place: -(by[place] or 0.0))
    for place in order[:FACTORS_SHOWN]:
        cells = [_index(each, index, place) for index in names]
        table.add_row(f"    {found.factors[place].key}", *cells)


def structure_in_words(found: "Sweep", name: str) -> str:
    """The band of structure with the forms at its ends."""
    measure, bands = found.catalogue[name], found.bands(name)
    if bands.structure is None:
        return "not varied"
    if bands.structure[0] == bands.structure[1]:
        return f"{shown(measure, bands.own)} in every form that was tried"
    under = {form: value for form, value in found.structure(name).items() if value is not None}
    parts = []
    for end in bands.structure:
        form = next((form for form, value in under.items() if value == end), "its own forms")
        parts.append(f"{shown(measure, end)} ({'its own forms' if end == bands.own else form})")
    return " to ".join(parts)


def _index(each: Mapping[str, Sequence[float | None]], index: str, place: int) -> str:
    value = each[index][place] if index in each else None
    if value is None:
        return ""
    half = each.get(f"{index}_half", [None] * (place + 1))[place]
    return f"{value:,.2f}" if half is None else f"{value:,.2f} ± {half:,.2f}"


def print_frontier(found: "Frontier", console: Console | None = None) -> None:
    """The sets that no other beats, at every share of obedience, and how to live each again."""
    console = console or Console()
    scenario, harm, claim = found.scenario, found.catalogue[found.relief], found.catalogue[found.cost]
    tried = [point for point in found.points if point.obeyed == found.obeyed[0]]
    how = "every combination" if found.complete else "a search that adds one at a time"
    console.print(
        f"{scenario.title}: {scenario.people:,} invented people, {scenario.time.days} days, "
        f"{found.replicates} replicates; {len(tried)} sets of {len(found.candidates)} safeguards ({how})",
        markup=False,
        highlight=False,
    )
    for label, one, measure in (("Harm", tried[0].relief, harm), ("Claim", tried[0].cost, claim)):
        value = f"{shown(measure, one.base)} {unit(measure)}"
        console.print(f"{label} as the rules stand: {measure.title}, {value}", highlight=False)
    table = Table(box=None, header_style="bold", pad_edge=False)
    table.add_column("")
    table.add_column("Safeguards", no_wrap=True)
    for heading in ("Obeyed", "Harm", "95% interval", "Claim", "95% interval"):
        table.add_column(heading, justify="right")
    for number, point in enumerate(found.best, 1):
        for obeyed in found.obeyed:
            other = found.at(point, obeyed)
            if other is not None:
                first = obeyed == found.obeyed[0]
                table.add_row(
                    str(number) if first else "",
                    point.name.replace(" + ", "\n") if first else "",
                    *_differences(other),
                )
    console.print(table)
    console.print(
        "Differences in per cent of what the rules as they stand come to. No set that was tried has at least "
        f"as much relief for no more cost. Intervals: {SOURCE}; a set may be on the frontier by luck where "
        "they overlap. To live a set again:",
        style="italic",
        highlight=False,
    )
    for number, point in enumerate(found.best, 1):
        if point.command:
            print_whole(console, f"  {number}: {point.command}")
    console.print(CAPTION, style="italic", highlight=False)


def print_whole(console: Console, line: str) -> None:
    """A line that is not broken, so that it can be copied."""
    console.print(line, markup=False, highlight=False, soft_wrap=True)


def _differences(point: "Point") -> list[str]:
    cells = [f"{point.obeyed:.0%}"]
    for one in (point.relief, point.cost):
        if not one.base or one.difference is None:
            cells += ["not estimable", ""]
            continue
        cells.append(_signed(one.difference / one.base))
        known = one.low is not None and one.high is not None
        cells.append(f"{_signed(one.low / one.base)} to {_signed(one.high / one.base)}" if known else "")  # type: ignore[operator]
    return cells


def _signed(share: float) -> str:
    """A difference in per cent, with a decimal where it is small."""
    return f"{share:+.1%}" if round(abs(share), 4) < 0.1 else f"{share:+.0%}"
