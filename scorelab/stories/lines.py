"""Time lines of a play: what happened to its roles, in words, each on the day on which it did."""

from collections.abc import Container, Iterator, Mapping

from scorelab.journal import SCORE_KINDS, Kind, Phase, row_id
from scorelab.scenario.schema import Scenario
from scorelab.scenario.told import Event
from scorelab.store.labels import synthetic_id
from scorelab.stories.play import Play
from scorelab.stories.story import names_of
from scorelab.stories.telling import Line, Theme
from scorelab.stories.twins import day_number
from scorelab.telling import Row, Teller, spaced

SHOWN = {
    *SCORE_KINDS,
    Kind.GRADE_CHANGED,
    Kind.JUDGMENT,
    Kind.LISTING,
    Kind.PAYMENT,
    Kind.REMOVAL,
    Kind.REFUSAL,
    Kind.REVIEWED,
    Kind.JOB_LOST,
    Kind.JOB_FOUND,
    Kind.TIE_FORMED,
}
"""What a time line shows of a role, beside the script's incidents, doors that stood open and ties lost."""


Entry = tuple[int, int, str, Theme]
"""Day, place in the journal, words, and what they are about."""

ABOUT: dict[Kind, Theme] = {
    **dict.fromkeys(SCORE_KINDS, "standing"),
    Kind.GRADE_CHANGED: "standing",
    Kind.JUDGMENT: "court",
    Kind.DEFAULT: "court",
    Kind.LISTING: "court",
    Kind.PAYMENT_BOOKED: "court",
    Kind.REMOVAL: "court",
    Kind.LISTING_PREVENTED: "court",
    Kind.CORRECTION: "court",
    Kind.COPY_DROPPED: "court",
    Kind.REFUSAL: "door",
    Kind.REVIEWED: "door",
    Kind.NOTICED: "word",
    Kind.COMPLAINT: "word",
    Kind.COMPLAINT_RECORDED: "word",
    Kind.ANSWER: "word",
    Kind.TIE_FORMED: "tie",
    Kind.TIE_LOST: "tie",
}
"""What rows are about; those of other kinds are somebody's life."""


def theme_of(row: Row) -> Theme:
    """What a row is about."""
    return ABOUT.get(Kind(row.kind), "life")


def time_line(
    play: Play,
    sides: Mapping[str, str],
    ends: int,
    *,
    until: Mapping[str, int] | None = None,
    schemes: Container[str] | None = None,
    start: int = 0,
    steps: Container[int] = (),
) -> tuple[Line, ...]:
    """What happened to some of the roles of a play.

    Parameters
    ----------
    play : Play
        The run.
    sides : mapping
        What each role is called.
    ends : int
        The told case's last day.
    until : mapping, optional
        The last day shown of a role; left out: the run's last.
    schemes : container of str, optional
        Whose rows are shown; left out: all.
    start : int
        The first day shown.
    steps : container of int
        The ids of the rows that are the story's steps.
    """
    found: list[tuple[int, int, str, str, Theme]] = []
    for role in sides:
        last = (until or {}).get(role, play.scenario.time.days)
        teller = Teller(play.labels, play.cast[role])
        entries = [*_rows(play, role, teller, schemes), *_open_doors(play, role)]
        found += [
            (day, place, sides[role], text, about)
            for day, place, text, about in entries
            if start <= day <= last
        ]
    ids = {synthetic_id(play.cast[role]): f"the {name}" for role, name in sides.items()}
    return tuple(
        Line(day, play.labels.date(day), side, _named(text, ids), day <= ends, about, place in steps)
        for day, place, side, text, about in sorted(found)
    )


def _rows(play: Play, role: str, teller: Teller, schemes: Container[str] | None) -> Iterator[Entry]:
    scripted = {
        (scripted_day(play.scenario, event), event.incident)
        for event in events_of(play.scenario, role)
        if event.incident is not None
    }
    for row in play.rows:
        if row.person == play.cast[role]:
            if _is_shown(play, row, scripted, schemes):
                yield row.day, row.row, teller.event(row) + _claim(play, row), theme_of(row)
        elif row.other == play.cast[role] and row.kind == Kind.TIE_LOST:
            yield row.day, row.row, teller.event(row), theme_of(row)


def _claim(play: Play, row: Row) -> str:
    """What stands behind a refusal: what documents say, or what the reporting says."""
    if row.kind not in (Kind.REFUSAL, Kind.REVIEWED):
        return ""
    door, behind = play.scenario.doors[row.what], {cause.kind for cause in play.causes[row.row][:1]}
    claim = door.claim if behind & {Kind.COPY_TAKEN, Kind.EXIT_ORDER} else door.grade_claim or door.claim
    return f" [{claim}]"


def _is_shown(play: Play, row: Row, scripted: set[tuple[int, str]], schemes: Container[str] | None) -> bool:
    if row.kind == Kind.INCIDENT:
        return (row.day, names_of(row, play.scenario)[0]) in scripted
    if schemes is not None and (row.kind in SCORE_KINDS or row.kind == Kind.GRADE_CHANGED):
        return play.scheme_of(row) in schemes
    return row.kind in SHOWN


def _open_doors(play: Play, role: str) -> Iterator[Entry]:
    """The script's wishes that nothing stood against: they leave no row."""
    stopped = {(row.day, row.what) for row in play.of(role) if row.kind in (Kind.REFUSAL, Kind.REVIEWED)}
    doors = [door.name for door in play.scenario.doors]
    for event in events_of(play.scenario, role):
        if event.door is None:
            continue
        day = scripted_day(play.scenario, event)
        if (day, doors.index(event.door)) not in stopped:
            place = row_id(day, Phase.DOORS, play.cast[role], 0)
            yield day, place, f"nothing stood against them ({spaced(event.door)})", "open"


def events_of(scenario: Scenario, role: str) -> list[Event]:
    """What the script has happen to a role."""
    events = scenario.script.events if scenario.script else ()
    return [event for event in events if event.role == role]


def scripted_day(scenario: Scenario, event: Event) -> int:
    """The day of a script's event."""
    return day_number(scenario, event.date)


def _named(text: str, ids: Mapping[str, str]) -> str:
    for number, name in ids.items():
        text = text.replace(number, name)
    return text
