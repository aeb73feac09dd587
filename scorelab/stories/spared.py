"""What would have spared the journalist what: the same man with the same luck under other rules."""

from collections.abc import Mapping, Sequence

from scorelab.journal import Kind
from scorelab.scenario.schema import Intervention
from scorelab.stories.life import Life, lived_fast
from scorelab.stories.play import Play, played
from scorelab.stories.relief import PLATFORM
from scorelab.stories.story import MAIN
from scorelab.stories.telling import Span, Track, Twin, beside
from scorelab.stories.twins import applies_in_writing, changed, in_words, kept, kept_out, track

TRAIN = "high_speed_rail"
OFF_THE_TRAIN, LISTED = "kept off the train", "on the list"
WROTE = "had they applied in writing, "
HALF_KEPT = "kept in half of cases"

CASES: Mapping[str, Sequence[Intervention]] = {
    f"{WROTE}with the deadline for corrections {HALF_KEPT}": (
        applies_in_writing(),
        kept("correction_deadline"),
    ),
    f"{WROTE}with that deadline and the one for copies {HALF_KEPT}": (
        applies_in_writing(),
        kept("correction_deadline"),
        kept("corrections_propagate"),
    ),
    f"with the deadline for corrections {HALF_KEPT}, but writing messages as told": (
        kept("correction_deadline"),
    ),
    f"with records verified before a listing, {HALF_KEPT}": (kept("verification_before_listing"),),
}
"""What differs, the first of them drawn; whether a safeguard is kept in this man's case is luck."""

SCORED_CASES: Mapping[str, Sequence[Intervention]] = {
    f"with no score that counts friends, {HALF_KEPT}": (kept("no_social_component"),),
    f"with records verified before a listing, {HALF_KEPT}": (kept("verification_before_listing"),),
    f"{WROTE}with the deadline for corrections {HALF_KEPT}": (
        applies_in_writing(),
        kept("correction_deadline"),
    ),
}


def twins_of(life: Life) -> dict[str, Life]:
    """The told case under each other rule, by what differs."""
    return {name: lived_fast(changed(life.scenario, found), life.population) for name, found in CASES.items()}


def when_back(told: Life, twin: Life) -> str:
    """When the train is open to the twin again, beside when it is as told."""
    return beside(_back(twin), _back(told))


def _back(life: Life) -> str:
    held = kept_out(life.scenario, life.rows, TRAIN)
    if held is None:
        return "never kept off the train"
    return (
        f"back on the train on {in_words(life.scenario, held[1])}" if held[1] else "off the train to the end"
    )


def spans_of(told: Life, twin: Life) -> tuple[Span, ...]:
    """The times on the list and off the train, as told and for a twin."""
    return tuple(
        span
        for life, is_told in ((told, True), (twin, False))
        for span in (*_listed(life, is_told), *_off(life, is_told))
    )


def _listed(life: Life, told: bool) -> list[Span]:
    return [
        Span(LISTED, start, end, f"to {in_words(life.scenario, end)}" if ended else "to the end", told)
        for start, end, ended in life.listed_spells()
    ]


def _off(life: Life, told: bool) -> list[Span]:
    held = kept_out(life.scenario, life.rows, TRAIN)
    if held is None:
        return []
    if held[1] is None:
        return [Span(OFF_THE_TRAIN, held[0], life.scenario.time.days, "to the end", told)]
    return [Span(OFF_THE_TRAIN, held[0], held[1], f"to {in_words(life.scenario, held[1])}", told)]


def twins_in_conjecture(told: Play, listed: int) -> tuple[tuple[Twin, ...], tuple[Track, ...]]:
    """What would have become of his score under each other rule, and the scores over time."""
    plays = {name: played(changed(told.scenario, found)) for name, found in SCORED_CASES.items()}
    first, start = next(iter(plays)), max(listed - 90, 0)
    tracks = (
        track(told, MAIN, PLATFORM, "their score with the platform", start),
        track(plays[first], MAIN, PLATFORM, f"the same {first}", start, told=False),
    )
    twins = tuple(
        Twin(name, beside(_lowest(play, listed), _lowest(told, listed))) for name, play in plays.items()
    )
    return twins, tracks


def _lowest(play: Play, since: int) -> str:
    points = min(play.points(MAIN, PLATFORM, row.day) for row in play.of(MAIN) if row.day >= since)
    left = {
        row.person
        for row in play.rows
        if row.kind == Kind.TIE_LOST and row.other == play.cast[MAIN] and row.day >= since
    }
    return f"their score at its lowest is {points:.0f}, and {len(left)} of their contacts leave"
