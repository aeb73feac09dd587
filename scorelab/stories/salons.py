"""High scorers who seek one another: one person's company, and how a society sorts itself in ten years."""

from collections.abc import Iterator

from scorelab.journal import Kind
from scorelab.stories.company import GENERATION, Company
from scorelab.stories.life import people_of
from scorelab.stories.lines import time_line
from scorelab.stories.play import played
from scorelab.stories.story import MAIN, Step, Story
from scorelab.stories.telling import Part, Telling, Track, Twin, beside
from scorelab.stories.twins import changed, in_words, kept

PLATFORM = "platform_one"
SIDES = {MAIN: "one at the top", "friend": "an old friend"}
YEAR = 365
ENDS = YEAR - 1
"""The told case's last day: that high scorers seek one another was told as it was, not what comes of it."""

APART: dict[str, object] = {"contacts.salon_joins": 0}
"""The same world in which high scorers do not seek one another."""

SALONS = Story(
    name="salons",
    strands=(
        (
            Step(Kind.TIE_FORMED, "salons"),
            Step(Kind.CONTACTS_MOVED, PLATFORM, moves=1, because=(Kind.TIE_FORMED,)),
        ),
        (
            Step(Kind.LISTING, role="friend"),
            Step(Kind.GRADE_CHANGED, PLATFORM, role="friend", moves=-1),
            Step(Kind.TIE_LOST, "friends"),
        ),
    ),
)


def tell_salons(worlds: int, people: int | None, seed: int | None) -> Telling:
    """One person's company and a society's, beside the same world in which high scorers keep apart."""
    told, apart = companies(people, seed)
    play = told.play
    return Telling(
        name=SALONS.name,
        title=f"{play.scenario.title}, told in an invented society of {play.scenario.people} people",
        preface=(
            "Both are invented people whom luck chose: one of the highest grade, and a friend who is sued.",
            "Who comes of age is not enrolled here, so what children inherit is read off relatives a",
            "generation apart who are both scored.",
        ),
        parts=(
            Part(
                heading="The company of one who stands at the top",
                lines=time_line(
                    play,
                    SIDES,
                    ENDS,
                    until={"friend": ENDS},
                    schemes={PLATFORM},
                    steps=play.steps(SALONS),
                ),
                twins=_twins(told, apart),
                tracks=(
                    _alike(told, "as told"),
                    _alike(apart, "had high scorers not sought one another", is_told=False),
                ),
                after=("", *_sorted(told, apart), *(_in_worlds(worlds, people) if worlds else ())),
            ),
        ),
        missing=tuple(str(step) for step in play.missing(SALONS)),
    )


def companies(people: int | None, seed: int | None) -> tuple[Company, Company]:
    """The company that people keep in the story, and in the same world without salons."""
    plays = [played(SALONS.scenario(people, seed, overrides=changes)) for changes in ({}, APART)]
    population = people_of(plays[0].scenario)
    told, apart = (Company(play, population, PLATFORM) for play in plays)
    return told, apart


def _last(company: Company) -> int:
    return company.play.scenario.time.days - 1


def _twins(told: Company, apart: Company) -> tuple[Twin, ...]:
    scenario = told.play.scenario
    safe = changed(scenario, [kept("no_social_component", role=None)])
    alone = Company(played(safe), people_of(scenario), PLATFORM)
    return (
        Twin("had high scorers not sought one another", beside(_kept(apart), _kept(told))),
        Twin("with no score that counts friends, kept in half of cases", beside(_kept(alone), _kept(told))),
    )


def _kept(company: Company) -> str:
    """The company that the main role keeps at the end, in words."""
    day = _last(company)
    top, contacts = company.at_the_top(MAIN, day)
    return (
        f"on {in_words(company.play.scenario, day)} {top} of their {contacts} friends stand at the top, and "
        f"along chosen ties scores correlate by {_correlation(company.alike(day))}"
    )


def _correlation(found: float | None) -> str:
    return "not estimable" if found is None else f"{found:.2f}"


def _alike(company: Company, name: str, *, is_told: bool = True) -> Track:
    """How alike scores are along chosen ties, year by year."""
    days = [0, *range(YEAR - 1, _last(company), YEAR), _last(company)]
    points = tuple((day, 100 * (company.alike(day) or 0)) for day in dict.fromkeys(days))
    return Track(f"correlation of scores along chosen ties, in hundredths, {name}", points, is_told)


def _sorted(told: Company, apart: Company) -> Iterator[str]:
    """How far the society sorts itself, and what goes from one generation to the next."""
    last = _last(told)
    yield f"{'The whole society':<46}{'as told':>10}{'no salons':>11}"
    for name, found in (
        ("scores along chosen ties, on the first day", [each.alike(0) for each in (told, apart)]),
        ("the same after ten years", [each.alike(last) for each in (told, apart)]),
        ("relatives a generation apart, on the first day", [each.inherited(0) for each in (told, apart)]),
        ("the same after ten years", [each.inherited(last) for each in (told, apart)]),
    ):
        yield f"  {name:<48}{_correlation(found[0]):>6}{_correlation(found[1]):>11}"
    formed = sum(row.kind == Kind.TIE_FORMED for row in told.play.rows)
    yield f"  Correlations of scores; {formed} ties were formed in ten years."
    yield f"  A generation apart: {GENERATION[0]} to {GENERATION[1]} years."


def _in_worlds(worlds: int, people: int | None) -> Iterator[str]:
    out = more = 0
    for seed in range(1, worlds + 1):
        told, apart = companies(people, seed)
        out += not told.play.missing(SALONS)
        more += (told.alike(_last(told)) or 0) > (apart.alike(_last(apart)) or 0)
    yield f"In {out} of {worlds} worlds all of it comes out; in {more} scores are more alike along chosen"
    yield "ties than they would be had high scorers not sought one another."
