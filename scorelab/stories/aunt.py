"""The aunt, the uncle and the niece: relatives' missed payments, and the niece's score."""

from collections.abc import Iterator

from scorelab.journal import Kind
from scorelab.stories.lines import events_of, scripted_day, time_line
from scorelab.stories.play import Play, played, unscripted
from scorelab.stories.story import MAIN, Step, Story
from scorelab.stories.telling import Part, Telling, Twin, beside
from scorelab.stories.twins import in_words, track, with_safeguards

PLATFORM = "platform_one"
SIDES = {MAIN: "niece", "aunt": "aunt", "uncle": "uncle"}
VARIANTS = {"documented": "as consumer pages document it", "": "as the reporting would need it"}
MISSED = "loan_missed_large"

SPARING = ("no_social_component", "relatives_protected")
"""Safeguards that bear on what relatives do to a score."""

AUNT = Story(
    name="aunt",
    strands=(
        (
            Step(Kind.INCIDENT, MISSED, role="aunt"),
            Step(Kind.INCIDENT, MISSED, role="uncle"),
            Step(Kind.INCIDENT, MISSED, role="aunt"),
            Step(Kind.INCIDENT, MISSED, role="uncle"),
            Step(Kind.CONTACTS_MOVED, PLATFORM, moves=-1, because=("aunt", "uncle")),
        ),
    ),
)


def tell_aunt(worlds: int, people: int | None, seed: int | None) -> Telling:
    """The story at both weights of one's network, each beside the same world without the payments."""
    plays = {variant: plays_of(variant, people, seed) for variant in VARIANTS}
    parts = tuple(part(variant, *pair) for variant, pair in plays.items())
    told = plays[""][0]
    if worlds:
        parts = (*parts, Part("In other worlds", (), after=tuple(_in_worlds(worlds, people))))
    return Telling(
        name=AUNT.name,
        title=f"{told.scenario.title}, told in an invented society of {told.scenario.people} people",
        preface=(
            "Niece, aunt and uncle are invented people whom luck chose among relatives with an account in",
            "the same app. The same people with the same luck live under two weights of one's network.",
        ),
        parts=parts,
        missing=tuple(str(step) for play, _ in plays.values() for step in play.missing(AUNT)),
    )


def plays_of(variant: str, people: int | None, seed: int | None) -> tuple[Play, Play]:
    """The story in one of its variants, and the same world without the missed payments."""
    scenario = AUNT.scenario(people, seed, variant)
    return played(scenario), played(unscripted(scenario))


def update_after(play: Play) -> int:
    """The day of the first move of the niece's score by contacts after the last missed payment."""
    events = (*events_of(play.scenario, "aunt"), *events_of(play.scenario, "uncle"))
    last = max(scripted_day(play.scenario, event) for event in events)
    platform = next(each for each in play.scenario.schemes.platforms if each.name == PLATFORM)
    day = last + 1
    while play.labels.date(day).day != platform.update_day.value:
        day += 1
    return day


def part(variant: str, play: Play, without: Play) -> Part:
    """The time line at one weight, and what the payments did to the niece's score."""
    ends = update_after(play)

    def stands(twin: Play) -> str:
        """Where the niece's score stands after the update, beside where it does as told."""
        score, told = (
            f"{each.points(MAIN, PLATFORM, ends):.0f} ({each.rank_name(MAIN, PLATFORM, ends)})"
            for each in (twin, play)
        )
        return f"on {in_words(play.scenario, ends)} the niece's score is {beside(score, told)}"

    return Part(
        heading=f"One's network weighs {_weight(play):.0%} of the score, {VARIANTS[variant]}",
        lines=time_line(
            play,
            SIDES,
            ends,
            until={"aunt": ends, "uncle": ends},
            schemes={PLATFORM},
            start=_first(play),
            steps=play.steps(AUNT),
        ),
        twins=(
            Twin("had nobody missed a payment", stands(without)),
            *with_safeguards(play.scenario, SPARING, stands),
        ),
        tracks=(
            track(play, MAIN, PLATFORM, "the niece's score", _first(play)),
            track(without, MAIN, PLATFORM, "the same, had nobody missed a payment", _first(play), told=False),
        ),
    )


def _first(play: Play) -> int:
    return scripted_day(play.scenario, events_of(play.scenario, "aunt")[0])


def _weight(play: Play) -> float:
    platform = next(each for each in play.scenario.schemes.platforms if each.name == PLATFORM)
    return float(str(platform.weights.social.value))


def _in_worlds(worlds: int, people: int | None) -> Iterator[str]:
    losses: dict[str, list[float]] = {variant: [] for variant in VARIANTS}
    falls = dict.fromkeys(VARIANTS, 0)
    for seed in range(1, worlds + 1):
        for variant in VARIANTS:
            play, without = plays_of(variant, people, seed)
            day = update_after(play)
            losses[variant].append(without.points(MAIN, PLATFORM, day) - play.points(MAIN, PLATFORM, day))
            falls[variant] += play.rank_name(MAIN, PLATFORM, day) != without.rank_name(MAIN, PLATFORM, day)
    for variant, words in VARIANTS.items():
        lost = sum(loss > 0 for loss in losses[variant])
        worse = f"in {lost} of {worlds} worlds her score is lower for it, in {falls[variant]} her grade"
        yield f"With the weight {words}: {worse}."
    further = sum(more > less for more, less in zip(losses[""], losses["documented"], strict=True))
    yield f"Her score loses more at the greater weight in {further} of {worlds}. By how much is assumed."
