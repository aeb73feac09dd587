"""The same people with the same luck under another rule, or without something that was told.

What a story says would have been otherwise is read off the run of such a world.
"""

from collections.abc import Callable, Mapping, Sequence
from datetime import date

from scorelab.journal import SCORE_KINDS, Kind
from scorelab.report.words import day_in_words
from scorelab.scenario.calendar import date_of, day_of
from scorelab.scenario.institutions import CHANNEL_NAMES
from scorelab.scenario.schema import Intervention, Scenario
from scorelab.scenario.told import Event
from scorelab.stories.play import Play, played
from scorelab.stories.story import MAIN
from scorelab.stories.telling import Track, Twin
from scorelab.telling import Row, spaced

HALF = 0.5
"""The share of cases in which officials keep a safeguard, unless a story says otherwise."""

APPLIES = "written_application"
SINCE = "2013-01-01"
"""From when on changes for a twin hold: before anything that is told."""


def changed(scenario: Scenario, changes: Sequence[Intervention]) -> Scenario:
    """A scenario with further changes."""
    return scenario.model_copy(update={"interventions": (*scenario.interventions, *changes)})


def kept(safeguard: str, share: float = HALF, role: str | None = MAIN) -> Intervention:
    """A safeguard that is law and kept in a share of cases, for one role or, without one, for everybody."""
    values = {f"safeguards.{safeguard}.in_law": True, f"safeguards.{safeguard}.obeyed": share}
    return change(f"with_{safeguard}", values, role)


def applies_in_writing() -> Intervention:
    """The main role complains by written application, which opens a case."""
    choices = {
        f"redress.channels.{channel}.first_choice": int(channel == APPLIES) for channel in CHANNEL_NAMES
    }
    return change("applies_in_writing", choices)


def change(name: str, values: Mapping[str, object], role: str | None = MAIN) -> Intervention:
    """A change of parameters for one role, or for everybody, from before anything that is told."""
    given = {"name": name, "from": SINCE, "set": values}
    return Intervention.model_validate(given if role is None else given | {"for": role})


def without_events(scenario: Scenario, is_gone: Callable[[Event], bool]) -> Scenario:
    """The same world, cast and luck without some of the script's events."""
    assert scenario.script is not None
    left = tuple(event for event in scenario.script.events if not is_gone(event))
    return scenario.model_copy(update={"script": scenario.script.model_copy(update={"events": left})})


def with_safeguards(
    scenario: Scenario, names: Sequence[str], told: Callable[[Play], str], role: str | None = MAIN
) -> tuple[Twin, ...]:
    """What each of some safeguards would have changed, kept in half of cases.

    Parameters
    ----------
    scenario : Scenario
        The story's.
    names : sequence of str
        Safeguards.
    told : callable
        From the twin's run to what came of it, in words.
    role : str, optional
        For whom alone the safeguard holds; none: for everybody.
    """
    return tuple(
        Twin(
            f"with {spaced(name)} kept in half of cases",
            told(played(changed(scenario, [kept(name, HALF, role)]))),
        )
        for name in names
    )


def in_words(scenario: Scenario, day: int) -> str:
    """A day of a scenario's run as its date in words: 14 March 2018."""
    return day_in_words(date_of(date.fromisoformat(scenario.time.start), day))


def day_number(scenario: Scenario, text: str) -> int:
    """The number of a day, from an ISO date."""
    return day_of(date.fromisoformat(scenario.time.start), date.fromisoformat(text))


def kept_out(scenario: Scenario, rows: Sequence[Row], door: str) -> tuple[int, int | None] | None:
    """From when until when a door's operator held a copy of the list that showed somebody.

    Parameters
    ----------
    scenario : Scenario
        What was run.
    rows : sequence of Row
        The person's journal rows, in order.
    door : str
        Which door.

    Returns
    -------
    tuple or None
        First day, and the day after the last of the latest copy: None if it was still held at the end.
        None alone if there never was a copy.
    """
    operator = next(each.operator for each in scenario.doors if each.name == door)
    place = [each.name for each in scenario.operators].index(operator)
    taken = [row.day for row in rows if row.kind == Kind.COPY_TAKEN and row.what == place]
    if not taken:
        return None
    dropped = [row.day for row in rows if row.kind == Kind.COPY_DROPPED and row.what == place]
    is_free = len(dropped) >= len(taken)
    return taken[0], dropped[-1] if is_free else None


def track(play: Play, role: str, scheme: str, name: str, start: int, *, told: bool = True) -> Track:
    """A role's score with a scheme from a day on.

    Parameters
    ----------
    play : Play
        The run.
    role, scheme : str
        Whose score, with whom.
    name : str
        What it is called.
    start : int
        First day.
    told : bool
        False for a twin.
    """
    last = play.scenario.time.days - 1
    moved = {row.day for row in play.of(role) if row.kind in SCORE_KINDS and play.scheme_of(row) == scheme}
    days = sorted({start, last, *(day for day in moved if start < day <= last)})
    return Track(name, tuple((day, play.points(role, scheme, day)) for day in days), told)
