"""Write docs/claims.md from the registry of claims: python tools/claims_page.py [--run].

With `--run` the worlds of the registry are lived first, and their results stored beside it.
"""

import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from statistics import fmean

from scorelab.claims import findings
from scorelab.claims.claim import KINDS, VERDICTS, Claim
from scorelab.claims.findings import World, found, results, worlds
from scorelab.claims.registry import SUBJECTS, changes, claims, of_subject
from scorelab.measures import MEASURES, Facts, breakdown, measure_all, measures_of
from scorelab.run import run
from scorelab.store import open_run

ROOT = Path(__file__).resolve().parent.parent
PAGE = ROOT / "docs" / "claims.md"
RESULTS = ROOT / "scorelab" / "claims" / findings.FILE

OPENING = """# Claim by claim

What the reporting of 2017 and 2018 said of social scoring, sentence by sentence: what supports or
refutes it, what has changed since, which switch of a scenario it is, the command that shows it, what our
runs find, and what would change our mind. This page is made from the registry in `scorelab/claims/` by
`python tools/claims_page.py`; a test fails when it is out of date, when a switch or a command named here
does not exist, or when a number does not come from the stored results.

A verdict is about the claim as it was told then: *documented*, a document or a measurement supports it;
*reported*, told by the press or its subjects, and neither supported nor refuted by what was found;
*refuted*, documents say otherwise; *not testable*, no document could settle it. *Read*, *second-hand*,
*not read again*, *from memory* and *not found* say how a source was used. Read *from memory* as: check
it before you rely on it.

What runs find is about an invented society and never about a country. It shows what a claim would mean
under stated rules; it cannot make a claim true.

"""

CLOSING = """*Text under CC BY 4.0.*
"""


def page() -> str:
    """The page as Markdown."""
    parts = [OPENING, *_how_made(), "\n", *_counted()]
    for subject, heading in SUBJECTS.items():
        parts += [f"\n## {heading}\n\n", *("\n".join(_entry(each)) + "\n\n" for each in of_subject(subject))]
    parts += [
        "## What has changed since\n\n",
        *(f"- *{name}*: {words}\n" for name, words in changes().items()),
        "\n",
    ]
    return "".join([*parts, CLOSING])


def _how_made() -> Iterator[str]:
    kept = results()
    yield (
        f"**The runs.** {len(worlds().worlds)} worlds of {kept.people:,} invented people, {kept.days} days, "
        f"seeds {', '.join(map(str, kept.seeds))}, lived on {kept.made}. A number is the mean over the "
        "seeds; behind it stand the lowest and the highest. Counts are of the whole society in the year. "
        "Seeds are chance alone: what the assumed numbers do is wider, and `scorelab sweep` and "
        "`scorelab breaking` "
        "show it.\n"
    )


def _counted() -> Iterator[str]:
    counted = Counter((each.kind, each.verdict) for each in claims().values())
    yield f"| {len(claims())} claims | {' | '.join(VERDICTS)} |\n|---|{'---|' * len(VERDICTS)}\n"
    for kind in KINDS:
        yield f"| {kind} | {' | '.join(str(counted[kind, verdict]) for verdict in VERDICTS)} |\n"


def _entry(claim: Claim) -> Iterator[str]:
    """A claim's lines."""
    yield f"### {claim.id}"
    yield ""
    yield f"**{claim.says}** {claim.kind.capitalize()}; **{claim.verdict}**."
    yield ""
    yield f"- *Source:* {claim.source}."
    if claim.contradicts:
        yield f"- *The reporting contradicts itself:* {claim.contradicts}"
    if claim.since:
        yield f"- *Since then:* {', '.join(f'[{name}](#what-has-changed-since)' for name in claim.since)}."
    yield f"- *Mechanism:* {_mechanism(claim)}."
    if claim.finds:
        yield f"- *Our runs:* {found(claim.finds)}"
    yield f"- *What would change our mind:* {claim.mind}"
    if claim.shows:
        yield ""
        yield f"      scorelab {claim.shows}"


def _mechanism(claim: Claim) -> str:
    if claim.outside:
        return f"none. {claim.outside.rstrip('.')}"
    return ", ".join(f"`{switch}`" for switch in claim.switches)


def live() -> None:
    """Live every world with every seed, and store what came of it."""
    days = 0
    kept: dict[str, dict[str, tuple[str, list[float | None]]]] = {}
    for name, world in worlds().worlds.items():
        kept[name] = {}
        for seed in worlds().seeds:
            days = _lived(world, seed, kept[name])
            print(name, seed, file=sys.stderr)
    RESULTS.write_text("".join(_stored(kept, days)), encoding="utf-8")
    results.cache_clear()


def _lived(world: World, seed: int, kept: dict[str, tuple[str, list[float | None]]]) -> int:
    """Add what one seed's run of a world came to; the days for which it was lived."""
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / "run"
        run(world.scenario, people=worlds().people, seed=seed, set=dict(world.set), out=out)
        stored = open_run(out)
        facts = Facts(stored)
        units = {name: measure.unit for name, measure in measures_of(stored.labels).items()}
        values: dict[str, float | None] = dict(measure_all(facts))
        refused = breakdown(facts, MEASURES["refusals"])  # type: ignore[arg-type]
        doors = {f"door:{door}": float(refused.get(door, 0)) for door in stored.labels.doors}
    for measure, value in (values | doors).items():
        kept.setdefault(measure, (units.get(measure, "refusals"), []))[1].append(value)
    return facts.days


def _stored(kept: dict[str, dict[str, tuple[str, list[float | None]]]], days: int) -> Iterator[str]:
    """The results that the registry names, as YAML."""
    named = {pair for each in claims().values() for pair in findings.named_in(each.finds or "")}
    yield "# What the worlds of the registry came to: written by tools/claims_page.py --run, never by hand.\n"
    yield f'made: "{date.today().isoformat()}"\npeople: {worlds().people}\ndays: {days}\n'
    yield f"seeds: [{', '.join(map(str, worlds().seeds))}]\nresults:\n"
    for world, measures in kept.items():
        yield f"  {world}:\n"
        for measure, (unit, values) in sorted(measures.items()):
            if (world, measure) in named:
                yield f'    "{measure}": {{unit: "{unit}"{_numbers(values)}}}\n'


def _numbers(values: list[float | None]) -> str:
    known = [value for value in values if value is not None]
    if len(known) < len(values):
        return ""
    return f", mean: {fmean(known):.6g}, low: {min(known):.6g}, high: {max(known):.6g}"


if __name__ == "__main__":
    if "--run" in sys.argv[1:]:
        live()
    PAGE.write_text(page(), encoding="utf-8")
