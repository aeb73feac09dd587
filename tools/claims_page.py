"""Write docs/claims.md from the registry of claims: python tools/claims_page.py [--run].

With `--run` the worlds of the registry are lived first, and their results stored beside it; what is said of
published figures is taken from docs/validation.json.
"""

import json
import sys
from collections import Counter
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from scorelab.claims import findings
from scorelab.claims.claim import KINDS, VERDICTS, Claim
from scorelab.claims.findings import Result, Run, bases, found, named, results, worlds
from scorelab.claims.registry import SUBJECTS, changes, claims, of_subject
from scorelab.evidence.live import gathered
from scorelab.progress_bar import progress_bar

ROOT = Path(__file__).resolve().parent.parent
PAGE = ROOT / "docs" / "claims.md"
VALIDATION = ROOT / "docs" / "validation.json"
OURS, PUBLISHED = "validated", "published"
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
    silent = sum(each.silent is not None for each in claims().values())
    yield (
        f"**The runs.** {len(worlds())} worlds, lived on {results().made}, each under several seeds; in "
        "italics behind each finding stands what was lived for it. A number is the mean over the seeds, and "
        "behind it stand the lowest and the highest; without them, all seeds agree. Counts are of a whole "
        "society over all of its days. *One world against another* means the same people with the same luck "
        "under both rules; what is more or less is taken seed by seed, and where seeds do not agree on "
        "which it is, the finding says that it may be chance. Seeds are chance alone: what the assumed "
        "numbers do is wider, and `scorelab sweep` and `scorelab breaking` show it. "
        f"Of {silent} claims a run has nothing to say, and each says why.\n"
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
        yield f"- *Our runs:* {found(claim.finds)} *({'; '.join(bases(claim.finds))})*"
    if claim.silent:
        yield f"- *Our runs:* nothing. {claim.silent}"
    yield f"- *What would change our mind:* {claim.mind}"
    if claim.shows:
        yield ""
        yield f"      scorelab {claim.shows}"


def _mechanism(claim: Claim) -> str:
    if claim.outside:
        return f"none. {claim.outside.rstrip('.')}"
    return ", ".join(f"`{switch}`" for switch in claim.switches)


def live() -> None:
    """Live every world, and store what came of it beside the registry."""
    with progress_bar() as progress:
        runs = gathered(progress=progress)
    RESULTS.write_text("".join(_stored(runs | validated())), encoding="utf-8")
    results.cache_clear()


def validated() -> dict[str, Run]:
    """What the stored validation finds, and what was published, of the figures that the registry names."""
    stored = json.loads(VALIDATION.read_text(encoding="utf-8"))
    rows = {row["name"]: row for row in stored["figures"]}
    wanted = {pair for each in claims().values() for pair in named(each.finds or "")}
    ours = {
        name: Result(unit=rows[name]["unit"], **rows[name]["ours"])
        for key, name in sorted(wanted)
        if key == OURS
    }
    published = {
        name: Result(
            unit=rows[name]["unit"], **dict.fromkeys(("mean", "low", "high"), rows[name]["published"])
        )
        for key, name in sorted(wanted)
        if key == PUBLISHED
    }
    basis = (
        f"{stored['replicates']} societies of {stored['people_count']:,} people of `scorelab validate`, "
        "with 95% intervals"
    )
    return {
        OURS: Run(basis=basis, results=ours),
        PUBLISHED: Run(basis="published figures", results=published),
    }


def _stored(runs: dict[str, Run]) -> Iterator[str]:
    """The results, as YAML."""
    yield "# What the worlds of the registry came to: written by tools/claims_page.py --run, never by hand.\n"
    yield f'made: "{date.today().isoformat()}"\nruns:\n'
    for key, kept in runs.items():
        yield f'  {key}:\n    basis: "{kept.basis}"\n    results:\n'
        for measure, result in kept.results.items():
            yield f'      "{measure}": {{unit: "{result.unit}"{_numbers(result)}}}\n'


def _numbers(result: Result) -> str:
    ends = (("mean", result.mean), ("low", result.low), ("high", result.high))
    return "".join(f", {name}: {value:.6g}" for name, value in ends if value is not None)


if __name__ == "__main__":
    if "--run" in sys.argv[1:]:
        live()
    PAGE.write_text(page(), encoding="utf-8")
