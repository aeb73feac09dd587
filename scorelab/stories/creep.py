"""No state at all: how a private score becomes unavoidable, and which clause stops it or only slows it."""

from collections.abc import Iterator
from datetime import date

import numpy as np

from scorelab.report.picture import Picture
from scorelab.report.words import day_in_words
from scorelab.scenario.calendar import date_of
from scorelab.spread.find import NONE, READ_AT, SELDOM, SLOWS, Found, SpreadFound, spread
from scorelab.spread.live import HOUR, QUARTERS, Course, Shares
from scorelab.spread.screen import READING
from scorelab.spread.words import shares, tipping, years
from scorelab.stories.story import Story
from scorelab.stories.telling import Line, Part, Telling, Twin, beside

CREEP = Story(name="creep", strands=())
FIRST_DAY = date(2026, 1, 1)
"""Of the invented world: any day would do, since it has no calendar of its own."""

DAYS_A_QUARTER = 365.25 / QUARTERS
SOON = 10
"""Years: the shorter of the two spans over which the table says what stops it."""

SPREAD_ENDS = "nothing of this was ever told: it is conjecture from its first day"
DOORS, ENROLLED, MINUTES = (0.1, 0.25, 0.5, 0.75), (0.5, 0.75), (10.0, HOUR)
PREFACE = (
    "No court, no list, no city: operators who may ask for a payment app's score, and people who may have",
    "one. Nobody is real, and nothing in it was measured but the texts of the laws: every number is assumed.",
    "It says under which conditions a score becomes unavoidable, never that it will.",
)


def tell_creep(worlds: int, people: int | None, seed: int | None) -> Telling:
    """One world under no clause and the same world under each, then what comes of many worlds."""
    one = spread(worlds=1, seed=seed)
    parts = [_part(one, law) for law in one.laws]
    if worlds:
        parts.append(Part(f"In {worlds} worlds", (), tuple(_in_worlds(spread(worlds=worlds)))))
    return Telling(
        name=CREEP.name,
        title=f"{one.spread.title}, told among {sum(each.operators for each in one.spread.sectors)} "
        "invented operators",
        preface=PREFACE,
        parts=tuple(parts),
        missing=tuple(missing(one)),
    )


def creep_picture(people: int | None, seed: int | None) -> Picture:
    """The share of doors that ask under each law."""
    return spread(seed=seed).plot()


def missing(one: SpreadFound) -> Iterator[str]:
    """What did not come out: it is unavoidable without a clause, and under each clause later or never."""
    before = one.by_name[NONE].courses[0].forced
    if before is None:
        yield "hour a month without a clause"
        return
    for law in one.laws[1:]:
        then = law.courses[0].forced
        if then is not None and then < before:
            yield f"delay under {law.title}"


def _part(one: SpreadFound, law: Found) -> Part:
    course = law.courses[0]
    found = sorted(_lines(one, law, course))
    heading = "No clause" if law.name == NONE else f"The same world under: {law.title}"
    lines = tuple(
        Line(day, date_of(FIRST_DAY, day), "", text, told=False)
        for day, _, text in ((round(quarter * DAYS_A_QUARTER), place, text) for quarter, place, text in found)
    )
    twins = tuple(_otherwise(one)) if law.name == NONE else ()
    return Part(heading, lines, ("", *_sum(one, law, course)), ends=SPREAD_ENDS, twins=twins)


def _otherwise(one: SpreadFound) -> Iterator[Twin]:
    """When the same world would have been forced under each clause."""
    told = _forced(one, one.by_name[NONE])
    for law in one.laws[1:]:
        yield Twin(f"under {law.title}", beside(_forced(one, law), told))


def _forced(one: SpreadFound, law: Found) -> str:
    forced = law.courses[0].forced
    if forced is None:
        return f"not forced within {one.years} years"
    return f"practically forced on {day_in_words(date_of(FIRST_DAY, round(forced * DAYS_A_QUARTER)))}"


def _lines(one: SpreadFound, law: Found, course: Course) -> Iterator[tuple[int, int, str]]:
    """Quarter, place within it, and what happened."""
    yield (
        0,
        0,
        f"the app offers its score; {course.enrolled[0]:.0%} of adults have one, and nobody asks for it",
    )
    if law.name == NONE:
        for place, sector in enumerate(one.spread.sectors):
            asking = course.asking[:, place]
            for share, words in ((0.0, "the first of them asks"), (0.5, "most of them ask")):
                if (at := _first(asking, share, strictly=True)) is not None:
                    yield at, 1, f"{sector.title}: {words}"
    for share in DOORS:
        if (at := _first(course.doors, share)) is not None:
            yield at, 2, f"{share:.0%} of all doors ask"
    for share in ENROLLED:
        if (at := _first(course.enrolled, share)) is not None:
            yield at, 3, f"{share:.0%} of adults have a score"
    for minutes in MINUTES:
        if (at := _first(course.minutes, minutes)) is not None:
            if minutes < HOUR:
                yield at, 4, f"to do without costs {minutes:.0f} minutes a month"
            else:
                yield (
                    at,
                    4,
                    "to do without costs an hour a month: from here on enrolment is practically forced",
                )


def _first(values: Shares, level: float, *, strictly: bool = False) -> int | None:
    """The first quarter at whose end a course has reached a level."""
    reached = np.flatnonzero(values > level if strictly else values >= level)
    return int(reached[0]) if len(reached) else None


def _sum(one: SpreadFound, law: Found, course: Course) -> Iterator[str]:
    yield (
        f"After {one.years} years {course.doors[-1]:.0%} of all doors ask, {course.enrolled[-1]:.0%} have a "
        f"score, and to do without costs {course.minutes[-1]:,.0f} minutes a month."
    )
    never = [
        sector.title for place, sector in enumerate(one.spread.sectors) if not course.asking[:, place].any()
    ]
    if never:
        yield f"Nobody ever asks for it: {', '.join(never)}."
    before = one.by_name[NONE].courses[0].forced
    if law.name == NONE or before is None:
        return
    if course.forced is None:
        yield f"Within {one.years} years it is never practically forced: the law stops it here."
    elif course.forced == before:
        yield "It is practically forced in the same quarter as without a clause."
    else:
        later = (course.forced - before) / QUARTERS
        yield f"It is practically forced {later:.1f} years later than without: the law only slows it."


def _in_worlds(found: SpreadFound) -> Iterator[str]:
    width = max(len(law.title) for law in found.laws) + 2
    read = [after for after in READ_AT if after <= found.years]
    heads = [f"asking after {after} years" for after in read]
    yield (
        f"{'':<{width}}"
        + "".join(f"{head:<24}" for head in (*heads, "years until an hour"))
        + "carries itself from"
    )
    for law in found.laws:
        cells = [*(shares(law.doors(after)) for after in read), years(law.forced, found.years)]
        effect = found.effect(law.name)
        yield (
            f"{law.title:<{width}}"
            + "".join(f"{cell:<24}" for cell in cells)
            + f"{tipping(law.tipping):<8}{effect or ''}"
        )
    yield ""
    yield from READING
    yield ""
    for span in (SOON, found.years):
        stopping = [law.title for law in found.laws[1:] if law.forced_within(span) <= SELDOM]
        yield f"Stopped for {span} years, in nine worlds of ten or more, by: {', '.join(stopping) or 'none'}."
    slowing = [law.title for law in found.laws[1:] if found.effect(law.name) == SLOWS]
    yield f"Only slowed, by a year or more, by: {', '.join(slowing) or 'none'}."
