"""Write what stands below the marks in docs/scenarios/*.md: python tools/scenario_pages.py [--run].

The words above the first mark of each page are written by hand and stay. Sources and assumed values are
written from the library; with `--run`, worlds are lived and the validation tables written anew.
"""

import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from statistics import fmean, stdev

from scorelab.elsewhere.load import load_elsewhere
from scorelab.experiment.statistics import HUNDRED_THOUSAND, STATISTICS
from scorelab.published import figures
from scorelab.scenario.fields import Section
from scorelab.scenario.load import load, names
from scorelab.scenario.origins import shown
from scorelab.scenario.parameter import Dated, Parameter, tier_of
from scorelab.scenario.walk import quantified

FOLDER = Path(__file__).resolve().parent.parent / "docs" / "scenarios"
BASE = "court-list-2023"
"""The society that all others are variations of: its page lists every assumed value, theirs what differs."""

LIBRARY = (
    *("blank", "as-reported-2018", "as-documented-2018", "suining-2010", "wendeng-2020", "platform-2015"),
    *("court-list-2013", "court-list-2023", "united-states-bureaus", "european-union", "municipal-rewards"),
    *("benefit-fraud-score", "automated-debt"),
)
VALIDATION, NUMBERS = "<!-- validation -->", "<!-- numbers -->"
HEADINGS = ("What is modelled", "What is documented", "What is reported", "What is left out")
PEOPLE, SEEDS = 20_000, (1, 2, 3, 4)
LICENCE = "\n*Text under CC BY 4.0.*\n"

Measures = dict[str, float | None]
Held = tuple[str, Callable[[Measures], float], tuple[float, float], str, str]
"""What is compared, ours from a run's measures, between what it was published, by whom, and its class."""

ADULTS = 0.82
"""Share of adults in the society of the pyramids of 2015 and 2020."""


def _a_head(name: str) -> Callable[[Measures], float]:
    return lambda found: HUNDRED_THOUSAND * (found[name] or 0) / (PEOPLE * ADULTS)


def _of_registry(name: str, measure: str) -> Held:
    """A figure of the registry about adults, with all that its source allows."""
    figure = figures.published()[name]
    about = STATISTICS[figure.statistic]
    low, high = (about.published(end) for end in figure.tolerance)
    title = f"{figure.title or about.title}, per 100,000 adults"
    return title, _a_head(measure), (round(low), round(high)), figure.source, figure.role


STOCK_2018 = _of_registry("on_the_list_early_2020", "listed")
STOCK_2023 = _of_registry("on_the_list_end_2023", "listed")
ENTRIES = _of_registry("new_entries_2024", "new_listings")


def _grades(scheme: str, *grades: str) -> Callable[[Measures], float]:
    return lambda found: sum(found[f"grade_share.{scheme}.{grade}"] or 0 for grade in grades)


HELD: dict[str, tuple[Held, ...]] = {
    "blank": (
        (
            "on the list at the end",
            _a_head("listed"),
            (0.0, 0.0),
            "by construction: there is no list",
            "echoed",
        ),
    ),
    "as-reported-2018": (STOCK_2018, ENTRIES),
    "as-documented-2018": (STOCK_2018, ENTRIES),
    "suining-2010": (),
    "wendeng-2020": (
        (
            *("share at A or above at the end", _grades("wendeng", "A", "AA", "AAA"), (0.9, 0.9)),
            "told of Rongcheng, the sister city, from memory of a feature: no source with shares was found",
            "predicted",
        ),
    ),
    "platform-2015": (
        (
            *("share from 600 to 699 points", _grades("platform_one", "good", "excellent"), (0.35, 0.6)),
            "unofficial pages that contradict one another (m.tianqiyubao2.com; nctoro.com; hezi.show)",
            "fitted",
        ),
    ),
    "court-list-2013": (),
    "court-list-2023": (STOCK_2023, ENTRIES),
    "united-states-bureaus": (
        (
            *("mean score", lambda found: found["mean_score.bureau"] or 0, (635.0, 635.0)),
            "derived: 651.3 and 515.8 points of the two groups of the Federal Reserve's curves of 2003 "
            "(arXiv 1803.04383), another score of a like range",
            "predicted",
        ),
    ),
    "european-union": (),
    "municipal-rewards": (
        (
            "doors shut for points",
            lambda found: found["refusals_by_grade"] or 0,
            (0.0, 0.0),
            "by construction",
            "echoed",
        ),
    ),
}
"""Figures that societies are held against; whatever is empty has none that was published.

Those of the registry are taken from there; the others are about one scenario alone, or follow from how it
is built.
"""


def page_of(name: str) -> Path:
    """The page of a scenario."""
    return FOLDER / f"{name}.md"


def scenario_of(name: str) -> Section:
    """A scenario of the library, of whatever kind its world is."""
    return load(name) if name in names() else load_elsewhere(name)


def values_of(name: str) -> Iterator[tuple[str, str, Parameter | Dated]]:
    """Every value of a scenario: its key, the value as written with its unit, and its provenance."""
    for path, _, parameter in quantified(scenario_of(name)):
        for version in parameter.versions():
            since = "" if isinstance(version, Parameter) else f" from {version.from_}"
            yield ".".join(path) + since, f"{shown(version.value)} {parameter.unit}", version


def numbers(name: str) -> str:
    """The part of a page that says where its numbers come from."""
    rows = [row for row in values_of(name) if not row[0].startswith("published.")]
    counts = {tier: sum(tier_of(version) == tier for _, _, version in rows) for tier in "ABCD"}
    lines = [
        "## Sources and tiers",
        "",
        f"{len(rows)} values: {counts['A']} from law or statistics (A), {counts['B']} from press or "
        f"studies (B), {counts['C']} weak (C), {counts['D']} assumed (D).",
        "",
        "| source | tier | values |",
        "|---|---|---:|",
    ]
    cited: dict[tuple[str, str], int] = {}
    for _, _, version in rows:
        if version.source:
            cited[version.source, version.tier or ""] = cited.get((version.source, version.tier or ""), 0) + 1
    lines += [f"| {_cell(source)} | {tier} | {count} |" for (source, tier), count in sorted(cited.items())]
    lines += ["", "## Assumed parameters", "", *_assumed(name, rows)]
    return "\n".join(lines) + "\n"


def _assumed(name: str, rows: list[tuple[str, str, Parameter | Dated]]) -> Iterator[str]:
    base = {key: value for key, value, _ in values_of(BASE)} if name in names() and name != BASE else {}
    own = [row for row in rows if row[2].assumed and base.get(row[0]) != row[1]]
    if base:
        yield f"Those that differ from [{BASE}]({BASE}.md), whose page lists all that they share."
        yield ""
    if not own:
        yield "None."
        return
    yield "| parameter | value | plausible | why |"
    yield "|---|---|---|---|"
    for key, value, version in own:
        assert version.assumed is not None
        low, high = version.assumed.range
        yield f"| `{key}` | {_cell(value)} | {low:g} to {high:g} | {_cell(version.assumed.reason)} |"


def _cell(text: str) -> str:
    return text.replace("|", "\\|").replace("\n", " ")


def validation(name: str) -> str:
    """The part of a page that holds published figures against worlds that are lived for it."""
    head = ["## Validation", ""]
    table = ["| figure | published | here | class | source |", "|---|---|---:|---|---|"]
    if name not in names():
        return "\n".join([*head, *_of_a_world_elsewhere(name, table)]) + "\n"
    if not HELD[name]:
        return (
            "\n".join([*head, "No figure was published that a run of this scenario could be held against."])
            + "\n"
        )
    import scorelab

    found = [scorelab.run(name, people=PEOPLE, seed=seed).measures for seed in SEEDS]
    rows = []
    for title, ours, (low, high), source, standing in HELD[name]:
        each = [ours(measures) for measures in found]
        mean, wide = fmean(each), 2 * stdev(each) / len(each) ** 0.5
        held = "holds" if low - wide <= mean <= high + wide else "misses"
        published = f"{low:g}" if low == high else f"{low:g} to {high:g}"
        rows.append(
            f"| {title} | {published} | {mean:.2f} ± {wide:.2f} | {standing}: {held} | {_cell(source)} |"
        )
    said = (
        f"Means over {len(SEEDS)} worlds of {PEOPLE:,} people with two standard errors: a figure that lies "
        "within them holds."
    )
    return "\n".join([*head, said, "", *table, *rows]) + "\n"


def _of_a_world_elsewhere(name: str, table: list[str]) -> Iterator[str]:
    from scorelab.elsewhere.live import run_elsewhere
    from scorelab.elsewhere.words import between_worlds, in_units, met_or_missed, published

    found = run_elsewhere(name)
    yield f"Means over {found.scenario.worlds} worlds; in brackets nine worlds in ten."
    yield ""
    yield from table
    for finding in found.findings.values():
        if finding.row is not None:
            ours = f"{in_units(finding.known, finding.mean)} ({between_worlds(finding)})"
            yield (
                f"| {finding.known.title}, {finding.known.unit} | {published(finding)} | {ours} "
                f"| {met_or_missed(finding)} | {_cell(finding.source)} |"
            )


def parts(text: str) -> tuple[str, str, str]:
    """What a page says by hand, its validation, and its numbers."""
    by_hand, _, below = text.partition(VALIDATION)
    held, _, written = below.partition(NUMBERS)
    return by_hand, held, written


def main() -> None:
    """Write every page anew below its marks."""
    for name in LIBRARY:
        by_hand, held, _ = parts(page_of(name).read_text("utf-8"))
        if "--run" in sys.argv[1:]:
            held = f"\n\n{validation(name)}\n"
        text = f"{by_hand}{VALIDATION}{held}{NUMBERS}\n\n{numbers(name)}{LICENCE}"
        page_of(name).write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
