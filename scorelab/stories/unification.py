"""One society before and after the private and the state scores merge, and one person's two lives."""

from collections.abc import Iterator, Mapping
from statistics import fmean

from scorelab.journal import Kind
from scorelab.scenario.scheme_tables import TENTHS
from scorelab.stories.lines import events_of, scripted_day, time_line
from scorelab.stories.play import Play, played
from scorelab.stories.story import MAIN, Step, Story, movement
from scorelab.stories.telling import Part, Telling, Twin
from scorelab.stories.twins import changed, in_words, kept, track
from scorelab.telling import Row, spaced

CITY, PLATFORMS = "city", ("platform_one", "platform_two")
SIDE = {MAIN: "the driver"}
MERGED = "merged in full"
WORLDS: Mapping[str, Mapping[str, object]] = {
    "apart": {"mechanisms.exchange": False, "mechanisms.myth_single_score": False},
    "exchanging": {"mechanisms.exchange": True, "mechanisms.myth_single_score": False},
    MERGED: {"mechanisms.exchange": True, "mechanisms.myth_single_score": True},
}
HEADINGS = {
    "apart": "Kept apart: each scheme knows only its own records and the court's list",
    "exchanging": "Exchanging the lowest grades, as planned",
    MERGED: "Merged in full, as a single score: a claim that documents refute",
}
BEFORE = (
    Step(Kind.INCIDENT, "drunk_driving"),
    Step(Kind.GRADE_CHANGED, f"{CITY}.C", moves=-1, because=(Kind.RECORDED,)),
)
APART = Story(name="unification", strands=(BEFORE,))
UNIFICATION = Story(
    name="unification",
    strands=(
        (
            *BEFORE,
            Step(Kind.IMPORTED, PLATFORMS[0], moves=-1, because=(Kind.GRADE_CHANGED,)),
        ),
    ),
)


def tell_unification(worlds: int, people: int | None, seed: int | None) -> Telling:
    """One person's lives in the three worlds, where they part, and the worlds' totals."""
    plays = plays_of(people, seed)
    apart, merged = plays["apart"], plays[MERGED]
    missing = (*apart.missing(APART), *merged.missing(UNIFICATION))
    return Telling(
        name=UNIFICATION.name,
        title=f"{merged.scenario.title}, told in an invented society of {merged.scenario.people} people",
        preface=(
            "The person is invented ('they'). In every world live the same people with the same luck; what",
            "differs is only whether schemes take over one another's grades.",
        ),
        parts=(
            _life("apart", apart, (apart, merged)),
            _life(MERGED, merged, (merged, apart), _twins(apart, merged)),
            Part("The two lives and the two societies", (), (*_parting(apart, merged), "", *_totals(plays))),
            *([Part("In other worlds", (), tuple(_in_worlds(worlds, people)))] if worlds else []),
        ),
        missing=tuple(str(step) for step in missing),
    )


def plays_of(people: int | None, seed: int | None) -> dict[str, Play]:
    """The same people and luck under each degree of merging."""
    return {
        name: played(UNIFICATION.scenario(people, seed, overrides=changes))
        for name, changes in WORLDS.items()
    }


def parting(rows: tuple[Row, ...], others: tuple[Row, ...]) -> int | None:
    """The first day on which two journals differ; None if they are the same."""
    differing = set(rows) ^ set(others)
    return min((row.day for row in differing), default=None)


def shut_only_in(play: Play, other: Play) -> list[str]:
    """Doors that the person found shut on a day on which they were not shut in the other world."""
    elsewhere = {(row.day, row.what) for row in other.refusals(MAIN)}
    found = [row for row in play.refusals(MAIN) if (row.day, row.what) not in elsewhere]
    return [play.scenario.doors[row.what].name for row in found]


def _twins(apart: Play, merged: Play) -> tuple[Twin, ...]:
    """What would have been otherwise for the person whose schemes were merged."""
    half = played(changed(merged.scenario, [kept("purpose_limitation", role=None)]))
    return (
        Twin("had the schemes been kept apart", _compared(apart, merged)),
        Twin("with purpose limitation kept in half of cases, for everybody", _compared(half, merged)),
    )


def _compared(twin: Play, merged: Play) -> str:
    last = merged.scenario.time.days - 1
    points = [play.points(MAIN, PLATFORMS[0], last) for play in (twin, merged)]
    doors = list(dict.fromkeys(spaced(name) for name in shut_only_in(merged, twin)))
    spared = f"these doors do not shut: {', '.join(doors)}" if doors else "every door shuts as told"
    return (
        f"{spaced(PLATFORMS[0])} shows {points[0]:.0f} on {in_words(merged.scenario, last)} "
        f"(merged: {points[1]:.0f}), and {spared}"
    )


def _life(name: str, play: Play, beside: tuple[Play, Play], twins: tuple[Twin, ...] = ()) -> Part:
    fixed = [row for row in play.of(MAIN) if row.kind == Kind.GRADE_CHANGED and row.day >= _driven(play)]
    ends = fixed[0].day if fixed else _driven(play)
    steps, start = play.steps(UNIFICATION), _driven(play)
    return Part(
        HEADINGS[name],
        time_line(play, SIDE, ends, start=start, steps=steps),
        twins=twins,
        tracks=tuple(
            track(
                each,
                MAIN,
                scheme,
                f"{spaced(scheme)}{'' if told else ', in the other world'}",
                start,
                told=told,
            )
            for scheme in PLATFORMS
            if play.standings[f"enrolled.{scheme}"][play.cast[MAIN]]
            for each, told in zip(beside, (True, False), strict=True)
        ),
    )


def _driven(play: Play) -> int:
    return scripted_day(play.scenario, events_of(play.scenario, MAIN)[0])


def _parting(apart: Play, merged: Play) -> Iterator[str]:
    day, society = parting(apart.of(MAIN), merged.of(MAIN)), parting(apart.rows, merged.rows)
    if day is None or society is None:
        yield "Nothing parts the two."
        return
    dates = merged.labels.date(day), merged.labels.date(society)
    yield f"Their two lives part on {dates[0]}, the two societies on {dates[1]}."
    last = merged.scenario.time.days - 1
    for scheme in (CITY, *PLATFORMS):
        if merged.standings[f"enrolled.{scheme}"][merged.cast[MAIN]]:
            words = [
                f"{play.points(MAIN, scheme, last):.0f} ({play.rank_name(MAIN, scheme, last)})"
                for play in (apart, merged)
            ]
            yield f"  {spaced(scheme):<14} {words[0]} at the end if kept apart, {words[1]} if merged"
    doors = dict.fromkeys(spaced(name) for name in shut_only_in(merged, apart))
    yield f"  doors shut only if merged: {', '.join(doors) if doors else 'none'}"


def _totals(plays: Mapping[str, Play]) -> Iterator[str]:
    yield f"The whole society, over the year:{'':<17}" + "".join(f"{name:>16}" for name in plays)
    found = [totals(play) for play in plays.values()]
    for name in found[0]:
        yield f"  {name:<48}" + "".join(f"{total[name]:>16,.0f}" for total in found)


def totals(play: Play) -> dict[str, float]:
    """What a year under the schemes came to, by name."""
    rows = [row for row in play.rows if row.day >= 0]
    counts = {
        "grades taken over from another scheme": sum(row.kind == Kind.IMPORTED for row in rows),
        "falls to a lower grade": sum(row.kind == Kind.GRADE_CHANGED and movement(row) < 0 for row in rows),
        "doors shut for a grade": sum(
            row.kind == Kind.REFUSAL
            and any(cause.kind == Kind.GRADE_CHANGED for cause in play.causes[row.row][:1])
            for row in rows
        ),
        "ties dropped": sum(row.kind == Kind.TIE_LOST for row in rows),
    }
    means = {
        f"mean score, {spaced(scheme)}": fmean(
            score / TENTHS
            for score, enrolled in zip(
                play.standings[f"score.{scheme}"], play.standings[f"enrolled.{scheme}"], strict=True
            )
            if enrolled
        )
        for scheme in (CITY, *PLATFORMS)
    }
    return counts | means


def _in_worlds(worlds: int, people: int | None) -> Iterator[str]:
    second = shut = lower = 0
    for seed in range(1, worlds + 1):
        plays = plays_of(people, seed)
        apart, merged = plays["apart"], plays[MERGED]
        last = merged.scenario.time.days - 1
        second += not merged.missing(UNIFICATION)
        shut += bool(shut_only_in(merged, apart))
        lower += merged.points(MAIN, PLATFORMS[0], last) < apart.points(MAIN, PLATFORMS[0], last)
    yield f"The second fall follows on the first in {second} of {worlds} worlds; at the end the platform's"
    yield f"score is lower if merged in {lower}; doors are shut that stood open in {shut}."
