"""The registry of claims: a file a subject, read and checked once."""

from collections.abc import Mapping
from functools import cache
from importlib import resources

from scorelab.claims.claim import Changes, Claim, Claims
from scorelab.claims.findings import named
from scorelab.errors import InputError
from scorelab.registries import read_registry
from scorelab.scenario.overrides import close

SUBJECTS: Mapping[str, str] = {
    "watching": "Who watches",
    "scores": "Scores and doors",
    "friends": "Friends and silence",
    "city": "Points and grades",
    "list": "The court's list",
    "journalist": "The journalist",
    "future": "What is to come",
}
"""The files beside this one, in the order of the page, with their headings."""


@cache
def claims() -> dict[str, Claim]:
    """Every claim by its id, in the order of the page."""
    return {each.id: each for subject in SUBJECTS for each in of_subject(subject)}


@cache
def of_subject(subject: str) -> tuple[Claim, ...]:
    """The claims of a subject.

    Raises
    ------
    InputError
        If the file holds something else.
    """
    return claims_of(_bytes(f"{subject}.yaml"), f"{subject}.yaml")


def claims_of(content: bytes, label: str) -> tuple[Claim, ...]:
    """The claims that a file's text holds.

    Parameters
    ----------
    content : bytes
        YAML.
    label : str
        What messages call it.

    Raises
    ------
    InputError
        Naming the entry, what was found and what would be right.
    """
    found = read_registry(Claims, content, label)[0].claims
    for place, each in enumerate(found, start=1):
        where = f"{label}: claims.[{place}]"
        if each.id in {other.id for other in found[: place - 1]}:
            raise InputError(f"{where}.id", repr(each.id), "an id that no other claim has")
        if not each.source.strip():
            raise InputError(f"{where}.source", "no source", "what supports or refutes the claim")
        if bool(each.switches) == bool(each.outside):
            expected = "either switches that bear on it, or outside: why nothing in the model does"
            raise InputError(where, "both" if each.outside else "neither", expected)
        if (each.finds is None) == (each.silent is None):
            expected = "either finds: what runs find, with a number, or silent: why a run has nothing to say"
            raise InputError(where, "neither" if each.finds is None else "both finds and silent", expected)
        if each.finds is not None and not named(each.finds):
            raise InputError(f"{where}.finds", "no number", "words with a result of a run in braces")
        for name in each.since:
            if name not in changes():
                expected = f"one of {', '.join(changes())}{close(name, changes())}"
                raise InputError(f"{where}.since", repr(name), expected)
    return found


@cache
def changes() -> dict[str, str]:
    """What has changed since the reporting, by name."""
    return read_registry(Changes, _bytes("changes.yaml"), "changes.yaml")[0].changes


def claim(name: str) -> Claim:
    """A claim by its id.

    Raises
    ------
    InputError
        If there is none of that id.
    """
    if name not in claims():
        raise InputError(
            "claims", repr(name), f"the id of a claim, as `scorelab claims` lists them{close(name, claims())}"
        )
    return claims()[name]


@cache
def refuted_by(switch: str) -> Claim:
    """The refuted claim that a switch turns on."""
    return next(each for each in claims().values() if each.switches[:1] == (switch,))


def _bytes(name: str) -> bytes:
    return resources.files("scorelab.claims").joinpath(name).read_bytes()
