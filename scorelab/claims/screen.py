"""Claims in lines for a terminal, and as plain data."""

import textwrap
from collections.abc import Iterable, Iterator
from typing import Any

from scorelab.claims.claim import Claim
from scorelab.claims.findings import bases, found, results
from scorelab.claims.registry import changes

WIDTH = 100


def listed(claims: Iterable[Claim]) -> Iterator[str]:
    """One line a claim: id, kind, verdict, and what it says."""
    held = list(claims)
    width = max(len(each.id) for each in held)
    for each in held:
        yield f"{each.id:<{width}}  {each.kind:<10}  {each.verdict:<12}  {each.says}"
    yield ""
    yield "One of them whole: scorelab claims ID. All of them: docs/claims.md."


def written(claim: Claim) -> Iterator[str]:
    """A claim whole."""
    yield claim.says
    yield ""
    yield from _item("verdict", f"{claim.verdict} ({claim.kind})")
    yield from _item("source", claim.source)
    if claim.contradicts:
        yield from _item("contradicts itself", claim.contradicts)
    for name in claim.since:
        yield from _item("since", changes()[name])
    yield from _item("mechanism", claim.outside or ", ".join(claim.switches))
    if claim.finds:
        yield from _item("our runs", found(claim.finds))
        yield from _item("", f"({'; '.join(bases(claim.finds))}; lived on {results().made})")
    if claim.silent:
        yield from _item("our runs", f"nothing. {claim.silent}")
    if claim.shows:
        yield from _item("command", f"scorelab {claim.shows}")
    yield from _item("would change it", claim.mind)


def plain(claim: Claim) -> dict[str, Any]:
    """A claim as plain data, with what runs find filled in."""
    held = claim.model_dump(mode="json")
    held["since"] = [changes()[name] for name in claim.since]
    held["finds"] = found(claim.finds) if claim.finds else None
    held["lived"] = bases(claim.finds) if claim.finds else []
    return held


def _item(name: str, words: str) -> Iterator[str]:
    head = f"{name:<20}"
    yield from textwrap.wrap(
        words, WIDTH, initial_indent=head, subsequent_indent=" " * len(head), break_on_hyphens=False
    )
