"""A municipal year: one person rises, one falls, one repairs."""

from collections.abc import Iterator

from scorelab.journal import Kind
from scorelab.stories.lines import time_line
from scorelab.stories.play import Play, played
from scorelab.stories.story import MAIN, Step, Story
from scorelab.stories.telling import Part, Telling, Twin, beside
from scorelab.stories.twins import day_number, in_words, track, with_safeguards, without_events
from scorelab.telling import spaced

SCHEME = "wendeng"
SIDES = {"riser": "one who rises", MAIN: "one who falls", "payer": "one who repairs"}
ROUND = "2020-09-01"
"""The day on which scarce places are given."""

YEARS_END = "2020-12-31"
PLACES = "local_job_place"
PAYS = "pays"
"""The change by which the one who repairs pays."""

SPARING = ("proportionality", "purpose_limitation")
"""Safeguards that bear on which doors a listing and a grade shut."""

GRADES = Story(
    name="grades",
    strands=(
        (
            Step(Kind.RECORDED, SCHEME, role="riser", moves=1),
            Step(Kind.GRADE_CHANGED, f"{SCHEME}.AA", role="riser", moves=1, because=(Kind.RECORDED,)),
        ),
        (
            Step(Kind.GRADE_CHANGED, f"{SCHEME}.B", moves=-1, because=(Kind.RECORDED,)),
            Step(Kind.LISTING),
            Step(Kind.GRADE_CHANGED, f"{SCHEME}.D", moves=-1, because=(Kind.RECORDED,)),
            Step(Kind.REFUSAL, "relief_or_benefit", because=(Kind.GRADE_CHANGED,)),
            Step(Kind.REFUSAL, "licence_or_permit", because=(Kind.GRADE_CHANGED,)),
            Step(Kind.REFUSAL, "honours_and_public_posts"),
            Step(Kind.REFUSAL, "high_speed_rail", because=(Kind.COPY_TAKEN,)),
            Step(Kind.REFUSAL, PLACES, because=(Kind.GRADE_CHANGED,)),
        ),
        (
            Step(Kind.LISTING, role="payer"),
            Step(Kind.GRADE_CHANGED, f"{SCHEME}.D", role="payer", moves=-1, because=(Kind.RECORDED,)),
            Step(Kind.REFUSAL, "relief_or_benefit", role="payer", because=(Kind.GRADE_CHANGED,)),
            Step(Kind.PAYMENT, role="payer"),
            Step(Kind.REMOVAL, role="payer"),
            Step(Kind.REPAIRED, SCHEME, role="payer", moves=1, because=(Kind.COPY_DROPPED,)),
            Step(Kind.GRADE_CHANGED, SCHEME, role="payer", moves=1, because=(Kind.REPAIRED,)),
        ),
    ),
)


def tell_year(worlds: int, people: int | None, seed: int | None) -> Telling:
    """The year of three people, side by side."""
    play = played(GRADES.scenario(people, seed))
    return Telling(
        name=GRADES.name,
        title=f"{play.scenario.title}, told in an invented society of {play.scenario.people} people",
        preface=(
            "All three are invented people whom luck chose. Points and direct grades are those of the",
            "official table; in brackets behind each refusal stands whether documents or only the reporting",
            "say that this shuts that door.",
        ),
        parts=(
            Part(
                heading="A year under the table",
                lines=time_line(
                    play, SIDES, ends=day_number(play.scenario, YEARS_END), steps=play.steps(GRADES)
                ),
                after=("", *_places(play), *_standing(play), *(_in_worlds(worlds, people) if worlds else ())),
                ends="here the year ends; what follows is conjecture",
                twins=_twins(play),
                tracks=tuple(
                    track(play, role, SCHEME, f"the points of {side}", 0) for role, side in SIDES.items()
                ),
            ),
        ),
        missing=tuple(str(step) for step in play.missing(GRADES)),
    )


def _twins(play: Play) -> tuple[Twin, ...]:
    """What would have been otherwise."""
    unsued = played(without_events(play.scenario, lambda event: event.incident == "suit_contract"))
    unpaid = tuple(each for each in play.scenario.interventions if each.name != PAYS)
    owing = played(play.scenario.model_copy(update={"interventions": unpaid}))

    def falls(twin: Play) -> str:
        return f"for the one who falls, {_compared(twin, play, MAIN)}"

    return (
        Twin("had the one who falls not been sued", _compared(unsued, play, MAIN)),
        Twin("had the one who repairs not paid", _compared(owing, play, "payer")),
        *with_safeguards(
            play.scenario, SPARING, lambda twin: f"for the one who falls, {_compared(twin, play, MAIN)}"
        ),
    )


def _compared(twin: Play, play: Play, role: str) -> str:
    """How a role's year ends for the twin, beside how it ends as told."""
    ends = day_number(play.scenario, YEARS_END)
    found = [
        f"grade {each.rank_name(role, SCHEME, ends)} ({each.points(role, SCHEME, ends):.0f} points), "
        f"and {_shut(each, role, ends)} refusals in the year"
        for each in (twin, play)
    ]
    return f"on {in_words(play.scenario, ends)} {beside(*found)}"


def _shut(play: Play, role: str, ends: int) -> int:
    return sum(row.day <= ends for row in play.refusals(role))


def place_given(play: Play, role: str) -> bool:
    """Whether a role, who applies as every adult does here, got one of September's scarce local jobs."""
    door = [door.name for door in play.scenario.doors].index(PLACES)
    day = day_number(play.scenario, ROUND)
    return not any(row.day == day and row.what == door for row in play.refusals(role))


def _places(play: Play) -> Iterator[str]:
    door = [door.name for door in play.scenario.doors].index(PLACES)
    row = next((row for row in play.rows if row.kind == Kind.PLACES_GIVEN and row.what == door), None)
    if row is None:
        yield "No places were given in September."
        return
    yield f"On {ROUND} {row.other} applied for {row.amount} places ({spaced(PLACES)}): by grade, then by lot."
    for role, side in SIDES.items():
        grade = play.rank_name(role, SCHEME, row.day - 1)
        yield f"  {side:<16} grade {grade:<4} {'has one' if place_given(play, role) else 'is refused'}"


def _standing(play: Play) -> Iterator[str]:
    ends = day_number(play.scenario, YEARS_END)
    for role, side in SIDES.items():
        then, later = (
            f"{play.rank_name(role, SCHEME, day)} ({play.points(role, SCHEME, day):.0f})"
            for day in (ends, play.scenario.time.days - 1)
        )
        yield f"{side.capitalize()}: {then} at the year's end, {later} half a year later."


def _in_worlds(worlds: int, people: int | None) -> Iterator[str]:
    plays = [played(GRADES.scenario(people, seed)) for seed in range(1, worlds + 1)]
    out = sum(not play.missing(GRADES) for play in plays)
    first = sum(place_given(play, "riser") and not place_given(play, MAIN) for play in plays)
    yield f"In {out} of {worlds} worlds all of it comes out in this order; in {first} the one who rises has"
    yield "a place and the one who falls has none."
