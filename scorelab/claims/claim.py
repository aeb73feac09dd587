"""What is kept of a claim."""

from typing import Literal

from pydantic import Field

from scorelab.scenario.parameter import Leaf

KINDS = ("fact", "number", "prediction", "opinion")
VERDICTS = ("documented", "reported", "refuted", "not testable")


class Claim(Leaf):
    """A claim of the reporting.

    A claim either names the switches of a scenario that bear on it, or says why nothing in
    the model does; and either what runs find, or why a run has nothing to say.
    """

    id: str
    says: str = Field(description="the claim, in a sentence")
    kind: Literal[KINDS]  # type: ignore[valid-type]
    verdict: Literal[VERDICTS]  # type: ignore[valid-type]
    source: str = Field(description="what supports or refutes it, and how that was read")
    since: tuple[str, ...] = Field((), description="what has changed since, by the names of changes.yaml")
    switches: tuple[str, ...] = Field((), description="keys of a scenario that bear on it")
    outside: str | None = Field(None, description="why nothing in the model bears on it")
    shows: str | None = Field(None, description="the command that shows it, without the program's name")
    finds: str | None = Field(None, description="what runs find: words with the names of results in braces")
    silent: str | None = Field(None, description="why a run has nothing to say, where it has nothing")
    contradicts: str | None = Field(None, description="where the reporting contradicts itself")
    mind: str = Field(description="what would change the verdict")


class Claims(Leaf):
    """The claims of one file."""

    claims: tuple[Claim, ...]


class Changes(Leaf):
    """What has changed since, by name."""

    changes: dict[str, str]
