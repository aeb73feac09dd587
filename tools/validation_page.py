"""Write docs/validation.md from the stored result of a real run: python tools/validation_page.py [FOLDER].

Without a folder the page is made from docs/validation.json as it is. With one, that is renewed first:

    scorelab validate --out FOLDER --json > FOLDER.json
    python tools/validation_page.py FOLDER
"""

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from scorelab.published.figures import opinions

DOCS = Path(__file__).resolve().parent.parent / "docs"
STORED, PAGE = DOCS / "validation.json", DOCS / "validation.md"

VERDICTS = {True: "holds", False: "**misses**", None: "cannot be told"}
STANDING = {"echoed": " (put in)", "fitted": " (fitted)"}
CLASSES = {
    "predicted": "Predicted",
    "fitted": "Fitted",
    "echoed": "Echoed",
}
CLASS_WORDS = {
    "predicted": "Named before the fit, and not used in it: `scorelab calibrate` refuses them as targets.",
    "fitted": "A number of the scenarios was chosen to meet them, or a figure of the same statistic. They do "
    "not count in the headline. Where one misses, no choice of that number met it along with the others.",
    "echoed": "Inputs, printed back. They say only that what goes in comes out.",
}

OPENING = """# Published figures beside ours

    scorelab validate
    scorelab validate court-list-2023 --people 20000 --replicates 4 --picture validated.html
    scorelab validate bu-liao-2022

Whoever doubts a simulator should be able to hold its numbers against the sources. `scorelab validate`
lives a scenario's worlds over replicates (seeds), computes in them what published figures are about, and
prints for each the published value, its source and tier, ours with its interval, and a verdict. Before
it starts it says how many worlds it will live and about how long that takes; one set of worlds serves
all figures, and with `--out` a validation that was stopped goes on where it was. `--json` prints one
object (`figures`, `studies`, `counts`, `left_out`).

**Which class a figure is of is a property of the registry** (`scorelab/published/figures.yaml`), not of
the run:

- *echoed*: it goes in, and is printed back;
- *fitted*: a number of the scenarios was chosen to meet it, by `scorelab calibrate`, by arithmetic, or
  in an assumption that cites it; or another figure of the same statistic was fitted to;
- *predicted*: named before the fit, and not used in it. `scorelab calibrate` refuses it as a target.

Headlines count predicted figures only. Where a number of the library was derived from a figure, the
figure is predicted only in worlds in which that number is taken away: tickets refused are also measured
where listed people wish to travel as often as everybody does (published passengers over adults), and
ages on the list where suits are alike at every age.

**When a figure holds.** {rule}

Figures of a scenario's own: `--figures FILE`, YAML in the form of the registry. One without a source is
refused.

"""

MISSES = """## What misses, and why

**The list fills too early and pays too much.** This model enters old defaults within three years of the
list's opening and new ones at today's rate from the first day, while the courts' entries grew year by
year: so stocks and entries up to 2019 come out too high, and the more so the earlier. The published
share of payers counts those who paid after one platform had restricted them, ours everybody on the list
who performed.

**Ages.** Rates of suits by age are derived from the share of people in their forties, and it comes out
lower all the same, for other ways onto the list are flatter. With suits alike at every age the list is
about as old as the adults: nothing else in the model makes debtors middle-aged.

**Tickets.** With wishes to travel as of everybody, listed people are refused far fewer flights and far
more fast trains than were published. So listed people are not like everybody in this, or attempts were
counted that were never journeys; the fitted rates of the library stand for both.

**Days.** People of the model are more regular than those of studies by telephone: home, work and few
other places. Places are told apart exactly, and known every hour; studies had antennas and calls.
Coarser places and hours blur this town faster than a country.

**Complaints** are held against registers of other countries, since no share was published for this list:
a fraud register and a watch list, which differ from one another as well.

"""

STUDIES = """## Studies and laws, replicated

{rule}

Studies of people who are named or scored are pairs of worlds with the same people and luck; exact laws
and models with published results are [worlds of their own](elsewhere.md). *Put in* says that the
scenario's own numbers contain the finding, so that its coming out says nothing.

What does not come out, and why: deterrence is one share of acts for everybody here, so fewer people are
kept from any act than acts are prevented, and men and older people answer like others. Pressure to pay
does not look at the sum ([decisions.md](decisions.md)), so larger debts move as small ones do. And
whoever is dropped looks for new ties, which are friends whatever the lost ones were: ties become fewer,
but circles of friends grow together.

The affairs of agencies allow their scenario's factor; [their pages](scenarios/automated-debt.md) tell more.

Laws about parts of the program are held by its tests: Erlang's formula for the queue of complaints
(`tests/luck/test_queue.py`), twins that part only where their rules do (`tests/engine/test_coupling.py`),
the court's deadlines and an official table line by line (`tests/cases/`).

"""


OPINIONS = """## Awareness and approval

No world of scorelab has opinions, so nothing of ours stands beside what people said when they were
asked. Every report shows it next to its findings.

"""


def said() -> str:
    """The table of published answers."""
    rows = ["| share | who | year | source | tier |", "|---|---|---|---|---|"]
    for opinion in opinions().values():
        rows.append(
            f"| {opinion.value:.0%} | {opinion.said} | {opinion.year} | {opinion.source} | {opinion.tier} |"
        )
    return "\n".join(rows) + "\n\n"


def page(stored: dict[str, Any]) -> str:
    """The page as Markdown."""
    return "".join(parts(stored))


def parts(stored: dict[str, Any]) -> Iterator[str]:
    """The parts of the page, one after another."""
    yield OPENING.format(rule=stored["rule"])
    yield (
        f"## What came out\n\nOn {stored['written'][:10]}, with scorelab {stored['version']}: "
        f"`{stored['scenario']}`, {stored['people_count']:,} invented people, {stored['days']} days after "
        f"the opening, {stored['replicates']} replicates from seed {stored['seed']} on.\n\n"
        f"**{stored['headline']}.**\n\n"
    )
    for name, title in CLASSES.items():
        rows = [row for row in stored["figures"] if row["class"] == name]
        yield f"### {title}\n\n{CLASS_WORDS[name]}\n\n{figures(rows)}\n"
    if stored["left_out"]:
        yield "Not stated by these worlds: "
        yield "; ".join(f"`{name}` ({why})" for name, why in stored["left_out"].items()) + ".\n\n"
    yield MISSES
    yield STUDIES.format(rule=stored["replication_rule"])
    for study in stored["studies"]:
        yield of_study(study)
    yield OPINIONS + said()
    yield "## Sources\n\n"
    rows = [*stored["figures"], *(claim for study in stored["studies"] for claim in study["claims"])]
    for source in dict.fromkeys(f"- {row['source']} (tier {row['tier']})" for row in rows):
        yield f"{source}\n"
    yield "\nEverybody in it is invented: these figures speak of an invented society, never of a country.\n"
    yield "\n*Text under CC BY 4.0.*\n"


def figures(rows: list[dict[str, Any]]) -> str:
    """A table of figures."""
    lines = [
        "| figure | published | ours | 95% interval | off by | verdict | tier |",
        "|---|---|---|---|---|---|---|",
    ]
    for row in rows:
        ours, low, high = (row["ours"][end] for end in ("mean", "low", "high"))
        within = row["allowed"][1] - row["published"] if row["bound"] is None else None
        published = f"at {row['bound']} {digits(row['published'])}"
        if within is not None:
            published = f"{digits(row['published'])} ± {digits(within)}"
        missed = "–" if row["missed"] is None else f"{row['missed']:+.0%}"
        lines.append(
            f"| {plain(row['title'])}, {row['unit']} | {published} | {digits(ours)} "
            f"| {digits(low)} to {digits(high)} | {missed} | {VERDICTS[row['holds']]} | {row['tier']} |"
        )
    return "\n".join(lines) + "\n"


def of_study(study: dict[str, Any]) -> str:
    """A study with its verdicts."""
    lines = [
        f"### {study['title']}\n",
        f"`scorelab validate {study['name']}`: {study['what']}.\n",
        "| finding | published | ours | 95% interval | verdict |",
        "|---|---|---|---|---|",
    ]
    for claim in study["claims"]:
        ours, low, high = (claim["ours"][end] for end in ("mean", "low", "high"))
        ends = claim["published"] or []
        published = " to ".join(dict.fromkeys(digits(end) for end in ends)) or "–"
        told = {True: "comes out", False: "**does not come out**", None: "cannot be told"}[claim["holds"]]
        put_in = STANDING.get(claim["class"], "") if claim["holds"] else ""
        lines.append(
            f"| {plain(claim['finding'])} ({claim['measure']}) | {published} | {digits(ours)} "
            f"| {digits(low)} to {digits(high)} | {told}{put_in} |"
        )
    silent = "".join(f"\n- Cannot be told: {sentence}." for sentence in study["silent"])
    return "\n".join(lines) + f"\n{silent}\n\n" if silent else "\n".join(lines) + "\n\n"


def plain(text: str) -> str:
    """Words that mean nothing to Markdown."""
    return text.replace("|", "/").replace("^", "\\^").replace("*", "\\*").replace("_", "\\_")


def digits(value: float | None) -> str:
    """A number with three digits, or all before the point."""
    if value is None:
        return "–"
    return f"{value:,.0f}" if abs(value) >= 100 else f"{value:.3g}"


def taken(folder: Path) -> dict[str, Any]:
    """The result of a validation and when it was made, from its folder and the JSON beside it."""
    manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    found = json.loads(folder.with_suffix(".json").read_text(encoding="utf-8"))
    return {"written": manifest["written"], "version": manifest["versions"]["scorelab"], **found}


if __name__ == "__main__":
    if len(sys.argv) > 1:
        STORED.write_text(
            json.dumps(taken(Path(sys.argv[1])), indent=1, ensure_ascii=False) + "\n", encoding="utf-8"
        )
    PAGE.write_text(page(json.loads(STORED.read_text(encoding="utf-8"))), encoding="utf-8")
