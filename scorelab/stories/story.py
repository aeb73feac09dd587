"""What a story is: a scenario with a script, and the events that must come out in order."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources

from scorelab.errors import InputError
from scorelab.journal import LINES_OF_A_SCHEME, SCORE_KINDS, Kind
from scorelab.scenario.institutions import CHANNEL_NAMES
from scorelab.scenario.load import load
from scorelab.scenario.schema import Scenario
from scorelab.scenario.society import INCIDENT_NAMES, LAYER_NAMES
from scorelab.telling import Row

MAIN = "main"
LARGEST_SEED = 2**63 - 1


@dataclass(frozen=True)
class Step:
    """One event of a told case.

    Attributes
    ----------
    kind : Kind
        The kind of its journal row.
    what : int or str, optional
        The row's `what`, or its name: an incident, a channel, a door, a scheme, or a
        scheme's grade as `scheme.grade`. Left out: any.
    role : str
        To whom it happens.
    moves : int
        Which way a score or a grade moves: -1 down, 1 up, 0 either.
    because : tuple of str or Kind
        Among the rows that brought it about directly is one of each role named here, and
        one of each kind.
    by_contact : bool
        Whether it is somebody else's row, about the role.
    """

    kind: Kind
    what: int | str | None = None
    role: str = MAIN
    moves: int = 0
    because: tuple[str | Kind, ...] = ()
    by_contact: bool = False

    def __str__(self) -> str:
        what = f" ({self.what})" if isinstance(self.what, str) else ""
        return f"{self.kind.name.lower()}{what} of {self.role}"


@dataclass(frozen=True)
class Story:
    """A told case.

    Attributes
    ----------
    name : str
        What it is called; its scenario is the YAML file of that name beside this one.
    strands : tuple of tuples of Step
        What happens in it: the steps of a strand in order, strands side by side.
    """

    name: str
    strands: tuple[tuple[Step, ...], ...]

    def scenario(
        self,
        people: int | None = None,
        seed: int | None = None,
        variant: str = "",
        overrides: Mapping[str, object] | None = None,
    ) -> Scenario:
        """The story's scenario, or a variant of it, loaded and checked.

        Parameters
        ----------
        people, seed : int, optional
            In place of the story's own.
        variant : str
            What follows on the story's name in that of the file.
        overrides : mapping, optional
            Dotted keys and their values, as for a run.
        """
        name = f"{self.name}_{variant}" if variant else self.name
        scenario = _loaded(name, people, tuple((overrides or {}).items()))
        if seed is None:
            return scenario
        if not 0 <= seed <= LARGEST_SEED:
            raise InputError("seed", repr(seed), f"a whole number from 0 to {LARGEST_SEED}")
        return scenario.model_copy(update={"seed": seed})


@cache
def _loaded(name: str, people: int | None, overrides: tuple[tuple[str, object], ...]) -> Scenario:
    """A file beside this one: read once, since stories are played in many worlds."""
    with resources.as_file(resources.files("scorelab.stories") / f"{name}.yaml") as path:
        return load(path, dict(overrides), people=people)


def came_out(
    steps: Iterable[Step],
    scenario: Scenario,
    cast: Mapping[str, int],
    rows: Iterable[Row],
    causes: Mapping[int, tuple[Row, ...]],
) -> tuple[list[Row], Step | None]:
    """The rows of steps that follow one on the other, and the first step that does not come; None if all do.

    Parameters
    ----------
    steps : iterable of Step
        What should happen.
    scenario : Scenario
        What was run.
    cast : mapping
        Who plays each role.
    rows : iterable of Row
        The journal, in order.
    causes : mapping
        The rows that brought a row about directly, by its id.
    """
    left = iter(rows)
    found: list[Row] = []
    for step in steps:
        row = next((row for row in left if _is(step, row, scenario, cast, causes)), None)
        if row is None:
            return found, step
        found.append(row)
    return found, None


def _is(
    step: Step,
    row: Row,
    scenario: Scenario,
    cast: Mapping[str, int],
    causes: Mapping[int, tuple[Row, ...]],
) -> bool:
    whose = row.other if step.by_contact else row.person
    if row.kind != step.kind or whose != cast[step.role]:
        return False
    if step.what is not None and step.what not in (row.what, *names_of(row, scenario)):
        return False
    if step.moves and step.moves * movement(row) <= 0:
        return False
    behind = causes.get(row.row, ())
    return all(
        any(
            cause.kind == named if isinstance(named, Kind) else cause.person == cast[named]
            for cause in behind
        )
        for named in step.because
    )


def names_of(row: Row, scenario: Scenario) -> tuple[str, ...]:
    """The names by which a step may call what a row is about."""
    match Kind(row.kind):
        case Kind.INCIDENT:
            return (INCIDENT_NAMES[row.what - 1],)
        case Kind.REFUSAL | Kind.REVIEWED | Kind.PLACES_GIVEN:
            return (scenario.doors[row.what].name,)
        case Kind.COMPLAINT:
            return (CHANNEL_NAMES[row.what],)
        case Kind.TIE_FORMED | Kind.TIE_LOST:
            return (LAYER_NAMES[row.what],)
        case Kind.GRADE_CHANGED:
            scheme = scenario.schemes.all[row.what // LINES_OF_A_SCHEME]
            return scheme.name, f"{scheme.name}.{scheme.grades[row.what % LINES_OF_A_SCHEME].name}"
    if row.kind in SCORE_KINDS:
        return (scenario.schemes.all[row.what // LINES_OF_A_SCHEME].name,)
    return ()


def movement(row: Row) -> int:
    """By how much a row moved a score (in tenths) or a grade (in ranks)."""
    if row.kind == Kind.GRADE_CHANGED:
        return row.what % LINES_OF_A_SCHEME - row.other
    return row.amount if row.kind in SCORE_KINDS else 0
