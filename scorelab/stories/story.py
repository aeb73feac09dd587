"""What a story is: a scenario with a script, and the events that must come out in order."""

from dataclasses import dataclass
from importlib import resources

from scorelab.errors import InputError
from scorelab.journal import Answer, Kind, PaymentKind
from scorelab.scenario.load import load
from scorelab.scenario.overrides import close
from scorelab.scenario.schema import CHANNEL_NAMES, INCIDENT_NAMES, Scenario

MAIN = "main"


@dataclass(frozen=True)
class Step:
    """One event of the told case.

    Attributes
    ----------
    kind : Kind
        The kind of its journal row.
    what : int or str, optional
        The row's `what`; a door goes by its name. Left out: any.
    """

    kind: Kind
    what: int | str | None = None


@dataclass(frozen=True)
class Story:
    """A told case.

    Attributes
    ----------
    name : str
        What it is called; its scenario is the YAML file of that name beside this one.
    steps : tuple of Step
        What the telling says happened to the main role, in order.
    first_refusal_to_end : int
        Days from the first refusal to the end of the told case, throughout which the
        main role is still listed.
    """

    name: str
    steps: tuple[Step, ...]
    first_refusal_to_end: int

    def scenario(self, people: int | None = None, seed: int | None = None) -> Scenario:
        """The story's scenario, loaded and checked."""
        with resources.as_file(resources.files("scorelab.stories") / f"{self.name}.yaml") as path:
            return load(path, people=people, seed=seed)


JOURNALIST = Story(
    name="journalist",
    steps=(
        Step(Kind.INCIDENT, INCIDENT_NAMES.index("suit_defamation") + 1),
        Step(Kind.JUDGMENT),
        Step(Kind.PAYMENT, PaymentKind.IN_TIME.value),
        Step(Kind.RECORD_ERROR),
        Step(Kind.COMPLAINT, CHANNEL_NAMES.index("message_to_judge")),
        Step(Kind.LISTING),
        Step(Kind.PAYMENT, PaymentKind.AGAIN.value),
        Step(Kind.RECORD_ERROR),
        Step(Kind.COMPLAINT, CHANNEL_NAMES.index("message_to_judge")),
        Step(Kind.ANSWER, Answer.NONE.value),
        Step(Kind.REFUSAL, "flight"),
        Step(Kind.NOTICED),
        Step(Kind.REFUSAL, "high_speed_rail"),
        Step(Kind.REFUSAL, "starred_hotel"),
        Step(Kind.REFUSAL, "large_loan"),
        Step(Kind.COMPLAINT, CHANNEL_NAMES.index("public_post")),
    ),
    first_refusal_to_end=150,
)

_STORIES = {told.name: told for told in (JOURNALIST,)}


def names() -> list[str]:
    """The stories that can be told."""
    return sorted(_STORIES)


def story(name: str) -> Story:
    """A story by its name.

    Raises
    ------
    InputError
        If there is none of that name.
    """
    if name not in _STORIES:
        raise InputError("story", repr(name), f"one of {', '.join(names())}{close(name, names())}")
    return _STORIES[name]
