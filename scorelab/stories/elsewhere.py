"""The same pressures under other laws: one debt as the reporting has it, and under two laws on bureaus."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from statistics import fmean

from scorelab.journal import Kind
from scorelab.stories.life import Life
from scorelab.stories.lines import time_line
from scorelab.stories.play import Play, played
from scorelab.stories.story import MAIN, Step, Story
from scorelab.stories.telling import Part, Telling, Twin, beside
from scorelab.telling import spaced

SIDE = {MAIN: "the debtor"}
LAWS: Mapping[str, str] = {
    "": "As the reporting has it: a public list, scores and grades that feed one another",
    "states": "Credit bureaus under United States law (the list stands for the bureau's file)",
    "union": "A credit bureau under European Union law (the list stands for the bureau's file)",
}
SHORT = {"": "as reported", "states": "United States", "union": "European Union"}
TRAVEL = ("flight", "leaving_the_country")
NOT_TOLD = "nothing of this was told: it is conjecture from its first day"

PAID_AND_LISTED = (Step(Kind.INCIDENT, "suit_contract"), Step(Kind.PAYMENT), Step(Kind.LISTING))
ELSEWHERE = Story(name="elsewhere", strands=((*PAID_AND_LISTED, Step(Kind.REFUSAL, "flight")),))
UNDER_STATES = Story(name="elsewhere", strands=((*PAID_AND_LISTED, Step(Kind.REFUSAL, "large_loan")),))
UNDER_UNION = Story(name="elsewhere", strands=(PAID_AND_LISTED[:2],))


@dataclass(frozen=True)
class Outcome:
    """What a law made of the same debt.

    Attributes
    ----------
    doors : tuple of str
        Doors found shut, each as often as it was.
    wrongful_days : int
        Days on file, or on a copy of it, for a debt that was paid.
    freed : bool
        Whether that ended before the last day.
    ties : int
        Contacts who dropped the person.
    """

    doors: tuple[str, ...]
    wrongful_days: int
    freed: bool
    ties: int


def tell_elsewhere(worlds: int, people: int | None, seed: int | None) -> Telling:
    """The same person with the same debt and luck under three laws, and what many worlds make of it."""
    plays = plays_of(people, seed)
    outcomes = {law: outcome(play) for law, play in plays.items()}
    parts = [
        Part(
            LAWS[law],
            time_line(play, SIDE, ends=-1),
            ("", *_said(outcomes[law])),
            ends=NOT_TOLD,
            twins=() if law else tuple(_otherwise(outcomes)),
        )
        for law, play in plays.items()
    ]
    parts.append(
        Part("Side by side", (), tuple(_side_by_side({law: [outcome(p)] for law, p in plays.items()})))
    )
    if worlds:
        many = [plays_of(people, other) for other in range(1, worlds + 1)]
        found = {law: [outcome(each[law]) for each in many] for law in LAWS}
        parts.append(Part(f"In {worlds} worlds, the mean", (), tuple(_side_by_side(found))))
    told = plays[""].scenario
    return Telling(
        name=ELSEWHERE.name,
        title=f"{told.title}, told in an invented society of {told.people} people",
        preface=(
            "The person is invented ('they'), and so is the debt: paid in time, booked to a wrong account,",
            "never found. In every world live the same people with the same debts and errors; what differs",
            "is the law, and each duty is kept only in the share of cases that its scenario assumes.",
        ),
        parts=tuple(parts),
        missing=tuple(missing(plays)),
    )


def plays_of(people: int | None, seed: int | None) -> dict[str, Play]:
    """The same people and luck under each law."""
    return {law: played(ELSEWHERE.scenario(people, seed, law)) for law in LAWS}


def missing(plays: Mapping[str, Play]) -> Iterator[str]:
    """What did not come out: kept from travel as reported; elsewhere kept from credit, never from travel."""
    for law, story in (("", ELSEWHERE), ("states", UNDER_STATES), ("union", UNDER_UNION)):
        yield from (f"{step}, {SHORT[law]}" for step in plays[law].missing(story))
        if law and set(outcome(plays[law]).doors) & set(TRAVEL):
            yield f"open way, {SHORT[law]}"


def outcome(play: Play) -> Outcome:
    """What the law of a play made of the debt."""
    person = play.cast[MAIN]
    life = Life(play.scenario, person, play.of(MAIN), (), play.population)
    return Outcome(
        doors=tuple(play.scenario.doors[row.what].name for row in play.refusals(MAIN)),
        wrongful_days=life.wrongful_days(),
        freed=all(restored for _, _, restored in life.wrongful_spells()),
        ties=sum(row.kind == Kind.TIE_LOST and row.other == person for row in play.rows),
    )


def _otherwise(outcomes: Mapping[str, Outcome]) -> Iterator[Twin]:
    """What the same debt would have come to under each of the other laws."""
    told = _in_short(outcomes[""])
    for law in ("states", "union"):
        yield Twin(f"under {SHORT[law]} law", beside(_in_short(outcomes[law]), told))


def _in_short(found: Outcome) -> str:
    doors = f"{len(found.doors)} door{'' if len(found.doors) == 1 else 's'}"
    return f"{doors} found shut, {found.wrongful_days} days wrongly on file"


def _said(found: Outcome) -> Iterator[str]:
    doors = ", ".join(map(spaced, found.doors)) or "none"
    yield f"Doors found shut: {doors}."
    ended = "and then free of it" if found.freed else "and still on the last day"
    yield f"Wrongly on file, or on a copy of it, for {found.wrongful_days} days, {ended}."
    yield f"Contacts who dropped them: {found.ties}."


def _side_by_side(found: Mapping[str, Sequence[Outcome]]) -> Iterator[str]:
    yield f"{'':<38}" + "".join(f"{SHORT[law]:>16}" for law in found)
    rows = (
        ("doors found shut", lambda one: len(one.doors)),
        ("of them flights, leaving the country", lambda one: sum(door in TRAVEL for door in one.doors)),
        ("days wrongly on file or on a copy", lambda one: one.wrongful_days),
        ("free of it by the end", lambda one: one.freed),
        ("contacts who dropped them", lambda one: one.ties),
    )
    for words, value in rows:
        yield f"{words:<38}"[:38] + "".join(
            f"{fmean(value(one) for one in many):>12.1f}    " for many in found.values()
        )
