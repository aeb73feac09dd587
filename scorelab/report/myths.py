"""Claims of the reporting that documents refute: one switch each, and what each did in a run."""

from collections.abc import Sequence

import polars as pl

from scorelab.claims.registry import refuted_by
from scorelab.journal import LINES_OF_A_SCHEME, Kind
from scorelab.measures.doors import refused_for_standing
from scorelab.report import words
from scorelab.report.markup import Html, join, paragraph, table, tag
from scorelab.report.subject import Told
from scorelab.scenario.mechanisms import Mechanisms

MYTHS = tuple(name for name in Mechanisms.model_fields if name.startswith("myth_"))


def refuted_in(runs: Sequence[Told]) -> Html:
    """Which refuted claims are on in which run, and what they did there."""
    rows = []
    for name in MYTHS:
        rows.append((refuted_by(f"mechanisms.{name}").says, *(state(told, name) for told in runs)))
    on = {told.label: sum(getattr(told.scenario.mechanisms, name) for name in MYTHS) for told in runs}
    counted = words.listed_in_words(
        [f"{number} of {len(MYTHS)} are on in {label}" for label, number in on.items()]
    )
    return join(
        [
            paragraph(
                tag("b", "Claims that documents refute: "),
                f"{counted}. Each is one switch (mechanisms.myth_…), so that a run without them shows how "
                "much of the difference they make.",
            ),
            table(
                "Refuted claims, and what each did",
                ("Claim", *(told.label for told in runs)),
                rows,
                words=range(len(runs) + 1),
            ),
        ]
    )


def state(told: Told, name: str) -> str:
    """Whether a refuted claim is on in a run, and what it did."""
    if not getattr(told.scenario.mechanisms, name):
        return "off"
    return f"on: {DID[name](told)}" if name in DID else "on"


def _imports(told: Told) -> str:
    refuted = {
        place
        for place, item in enumerate(item for scheme in told.scenario.schemes.all for item in scheme.imports)
        if item.refuted
    }
    rows = told.run.journal.filter(pl.col("kind") == Kind.IMPORTED.value).select("what").collect()["what"]
    taken = sum(int(what) % LINES_OF_A_SCHEME in refuted for what in rows)
    return f"{words.plural(taken, 'grade')} taken over at once and in full"


def _posts(told: Told) -> str:
    speech = {incident.name for incident in told.scenario.incidents if incident.speech}
    lines = [
        scheme * LINES_OF_A_SCHEME + place
        for scheme, each in enumerate(told.scenario.schemes.all)
        for place, line in enumerate(each.lines)
        if line.kind in speech
    ]
    posts = told.run.journal.filter((pl.col("kind") == Kind.RECORDED.value) & pl.col("what").is_in(lines))
    moved = told.run.journal.filter(pl.col("kind") == Kind.CONTACTS_MOVED.value)
    drawn = moved.join(posts.select("row"), left_on="trigger", right_on="row", how="semi")
    return (
        f"{words.plural(drawn.select(pl.len()).collect().item(), 'score')} moved by a contact’s recorded post"
    )


def _gaming(told: Told) -> str:
    lines = [
        scheme * LINES_OF_A_SCHEME + place
        for scheme, each in enumerate(told.scenario.schemes.all)
        for place, line in enumerate(each.lines)
        if line.refuted
    ]
    rows = told.run.journal.filter((pl.col("kind") == Kind.RECORDED.value) & pl.col("what").is_in(lines))
    return f"{words.plural(rows.select(pl.len()).collect().item(), 'record')} of it"


def _travel(told: Told) -> str:
    doors = [place for place, door in enumerate(told.scenario.doors) if door.grade_claim == "refuted"]
    refused = refused_for_standing(told.facts).filter(pl.col("what").is_in(doors)).height
    return f"{words.plural(refused, 'refusal')} for a score alone"


DID = {
    "myth_single_score": _imports,
    "myth_friends_posts": _posts,
    "myth_gaming": _gaming,
    "myth_score_shuts_travel": _travel,
}
"""What each claim did in a run, in words."""
