"""The journalist whose payment went astray: two time lines, and the same man had he a score."""

from collections.abc import Iterator, Sequence
from datetime import date
from math import ceil

from scorelab.journal import Answer, Ending, ErrorKind, Kind, PaymentKind, Phase, SafeguardKind, unpack
from scorelab.scenario.society import INCIDENT_NAMES
from scorelab.store.labels import Labels, labels_of, synthetic_id
from scorelab.stories.life import Life, lived, people_of
from scorelab.stories.lines import theme_of, time_line
from scorelab.stories.play import Play, played
from scorelab.stories.relief import PLATFORM, Relief, reliefs
from scorelab.stories.spared import spans_of, twins_in_conjecture, twins_of, when_back
from scorelab.stories.story import MAIN, Step, Story, came_out
from scorelab.stories.telling import Line, Part, Telling, Twin
from scorelab.telling import ENDING, PREVENTED, Row, Teller, spaced, yuan

COURT = "the court's file"
OWN = "what happened"
TOLD_DAYS = 150
"""Days from the first refusal to the end of the told case, throughout which he is still listed."""

SCORED = "scored"
"""The variant in which he has a score."""

WORLDS_PER_SCORED = 4
"""Worlds of the list alone for each world with scores: those take longer."""

SUITS = {
    INCIDENT_NAMES.index("suit_debt") + 1: "over a debt",
    INCIDENT_NAMES.index("suit_contract") + 1: "over a contract",
    INCIDENT_NAMES.index("suit_defamation") + 1: "for defamation",
}
GROUND_1 = "able to perform and refusing"

JOURNALIST = Story(
    name="journalist",
    strands=(
        (
            Step(Kind.INCIDENT, "suit_defamation"),
            Step(Kind.JUDGMENT),
            Step(Kind.PAYMENT, PaymentKind.IN_TIME.value),
            Step(Kind.RECORD_ERROR),
            Step(Kind.COMPLAINT, "message_to_judge"),
            Step(Kind.LISTING),
            Step(Kind.PAYMENT, PaymentKind.AGAIN.value),
            Step(Kind.RECORD_ERROR),
            Step(Kind.COMPLAINT, "message_to_judge"),
            Step(Kind.ANSWER, Answer.NONE.value),
            Step(Kind.REFUSAL, "flight"),
            Step(Kind.NOTICED),
            Step(Kind.REFUSAL, "high_speed_rail"),
            Step(Kind.REFUSAL, "starred_hotel"),
            Step(Kind.REFUSAL, "large_loan"),
            Step(Kind.COMPLAINT, "public_post"),
        ),
    ),
)

HAD_HE_A_SCORE = Story(
    name="journalist",
    strands=(
        (
            Step(Kind.LISTING),
            Step(Kind.SCHEME_SEES_LISTING, PLATFORM, moves=-1),
            Step(Kind.GRADE_CHANGED, PLATFORM, moves=-1, because=(Kind.SCHEME_SEES_LISTING,)),
            Step(Kind.TIE_LOST, by_contact=True),
            Step(Kind.CONTACTS_MOVED, PLATFORM, moves=-1, because=(Kind.TIE_LOST,)),
        ),
    ),
)
"""Conjecture: his score falls, contacts learn, some leave quietly, it falls again."""


def tell_journalist(worlds: int, people: int | None, seed: int | None, safeguards: Sequence[str]) -> Telling:
    """The told case with the list alone, then as conjecture had he a score, each with its safeguards."""
    scenario = JOURNALIST.scenario(people, seed)
    life = lived(scenario, people_of(scenario))
    ends = end_of_told(life)
    scored = played(JOURNALIST.scenario(people, seed, SCORED))
    twins = twins_of(life)
    missing = (missing_of(life), *scored.missing(HAD_HE_A_SCORE))
    return Telling(
        name=JOURNALIST.name,
        title=f"{scenario.title}, told in an invented society of {scenario.people} people",
        preface=(
            f"The main role is played by {synthetic_id(life.person)}, an invented person ('they').",
            "First nobody in this world has a score: the list alone does what follows.",
        ),
        parts=(
            Part(
                "With the court's list alone",
                tuple(time_lines(life, ends)),
                tuple(_table(life, reliefs(JOURNALIST, worlds, safeguards) if worlds else [])),
                twins=tuple(Twin(name, when_back(life, twin)) for name, twin in twins.items()),
                spans=spans_of(life, next(iter(twins.values()))),
            ),
            conjecture(scored, worlds, safeguards),
        ),
        missing=tuple(str(step) for step in missing if step),
    )


def conjecture(play: Play, worlds: int, safeguards: Sequence[str]) -> Part:
    """The second half: the same man, had he a score. All of it is conjecture."""
    listed = next((row.day for row in play.of(MAIN) if row.kind == Kind.LISTING), 0)
    found = (
        reliefs(JOURNALIST, ceil(worlds / WORLDS_PER_SCORED), safeguards, variant=SCORED) if worlds else []
    )
    twins, tracks = twins_in_conjecture(play, listed)
    steps = play.steps(HAD_HE_A_SCORE)
    return Part(
        heading="Had they a score: all of it is conjecture",
        lines=time_line(play, {MAIN: OWN}, ends=-1, schemes={PLATFORM, "city"}, start=listed, steps=steps),
        after=("", *_spiral(play, listed), *_scored_table(found, play)),
        twins=twins,
        tracks=tracks,
        ends="conjecture from the first line on: the told case knows of no score",
    )


def _spiral(play: Play, listed: int) -> Iterator[str]:
    person = play.cast[MAIN]
    about = [row for row in play.rows if row.other == person and row.day >= listed]
    learned = {row.person for row in about if row.kind in (Kind.LEARNED, Kind.STANDING_LEARNED)}
    left = {row.person for row in about if row.kind == Kind.TIE_LOST}
    before = play.points(MAIN, PLATFORM, listed - 1)
    lowest = min(play.points(MAIN, PLATFORM, row.day) for row in play.of(MAIN) if row.day >= listed)
    yield (
        f"{len(learned)} of their contacts learned of it, {len(left)} dropped them quietly. Their score, "
        f"{before:.0f} before the listing, went down to {lowest:.0f}."
    )


def _scored_table(found: Sequence[Relief], play: Play) -> Iterator[str]:
    if not found:
        return
    yield ""
    yield f"What each safeguard would have spared them, means over {found[0].worlds} such worlds:"
    yield "days wrongly listed, doors shut and points of their score lost by the told case's last day, and"
    yield "when they were free again, by the share of cases in which officials keep the safeguard"
    yield from _rows_of_table(found, play.scenario.time.start)


def missing_of(life: Life) -> Step | None:
    """The first event of the told case that did not come out in its order."""
    return _came_out(life)[1]


def _came_out(life: Life) -> tuple[list[Row], Step | None]:
    return came_out(JOURNALIST.strands[0], life.scenario, {MAIN: life.person}, life.rows, {})


def end_of_told(life: Life) -> int | None:
    """The told case's last day; None if no door was ever shut."""
    shut = life.refusals()
    return shut[0].day + TOLD_DAYS if shut else None


def time_lines(life: Life, ends: int | None) -> Iterator[Line]:
    """Both time lines, in order, with what stands on the last day of the told case."""
    teller = Teller(labels_of(life.scenario), life.person)
    labels = teller.labels
    steps = {row.row for row in _came_out(life)[0]}
    lines = [
        Line(
            row.day,
            labels.date(row.day),
            side,
            text,
            ends is None or row.day <= ends,
            theme_of(row),
            row.row in steps,
        )
        for row in sorted((*life.rows, *life.about))
        for side, text in ((COURT, filed(row, life)), (OWN, happened(row, life, teller)))
        if text
    ]
    yield from (line for line in lines if line.told)
    if ends is None:
        return
    still = "still on the list" if life.listed_on(ends) else "no longer on the list"
    text = f"{still}, {TOLD_DAYS} days after the first refusal"
    yield Line(ends, labels.date(ends), COURT, text, told=True, about="court", is_step=True)
    yield from (line for line in lines if not line.told)


def filed(row: Row, life: Life) -> str | None:
    """What a row looks like in the court's file; None if the file knows nothing of it."""
    match Kind(row.kind):
        case Kind.INCIDENT if row.what in SUITS:
            return f"a suit {SUITS[row.what]} is filed"
        case Kind.JUDGMENT:
            return f"judgment: {yuan(row.amount)} to be paid"
        case Kind.DEFAULT:
            return "the deadline has passed, no payment is on file"
        case Kind.PAYMENT_BOOKED:
            return f"a payment of {yuan(row.amount)} is booked: performed"
        case Kind.LISTING:
            why = f" ({GROUND_1})" if row.what == 1 else ""
            term = f"for {row.amount} days" if row.amount else "until performed"
            return f"entered on the list, ground {row.what}{why}, {term}"
        case Kind.REMOVAL:
            return f"deleted from the list: {ENDING[Ending(row.what)]}"
        case Kind.LISTING_PREVENTED:
            return f"not listed: {PREVENTED[SafeguardKind(row.what)]}"
        case Kind.COMPLAINT if life.scenario.redress.channels[row.what].opens_case:
            return f"an objection is received ({spaced(life.scenario.redress.channels[row.what].name)})"
        case Kind.ANSWER if row.what != Answer.NONE:
            return f"the objection is {'upheld' if row.what == Answer.UPHELD else 'turned down'}"
        case Kind.CORRECTION:
            return "the entry is corrected"
    return None


def happened(row: Row, life: Life, teller: Teller) -> str | None:
    """What happened in truth, if the telling has it; None for rows that are the court's own or trifles."""
    channels = life.scenario.redress.channels
    match Kind(row.kind):
        case Kind.INCIDENT if row.what in SUITS:
            return f"they are sued {SUITS[row.what]}"
        case Kind.PAYMENT:
            again = ", for the second time" if row.what == PaymentKind.AGAIN else " in time"
            return f"they pay {yuan(row.amount)}{again}"
        case Kind.RECORD_ERROR if row.what == ErrorKind.CLERICAL:
            return "a wrong account number: the money does not reach the court's books"
        case Kind.COMPLAINT if not channels[row.what].opens_case:
            return f"{_wrote(channels[row.what].name)}; no case is opened"
        case Kind.ANSWER if row.what == Answer.NONE:
            return "no reply"
        case Kind.REFUSAL:
            return _refused(row, teller.labels)
        case Kind.NOTICED if unpack(row.row)[1] == Phase.DOORS:
            return "they learn that they are on the list"
        case Kind.RECORD_ERROR | Kind.NOTICED | Kind.COMPLAINT_RECORDED | Kind.COMPENSATION:
            return teller.event(row)
        case Kind.COPY_DROPPED | Kind.TIE_LOST:
            return teller.event(row)
    return None


def _wrote(channel: str) -> str:
    if channel == "message_to_judge":
        return "they send the judge a message"
    if channel == "public_post":
        return "they write in public"
    return f"they complain ({spaced(channel)})"


def _refused(row: Row, labels: Labels) -> str:
    says = {"why": ", naming the list", "that": ", saying that they are listed", "nothing": ""}
    operator, door = spaced(labels.door_operators[row.what]), spaced(labels.doors[row.what])
    instead = labels.substitutes[row.what]
    return f"{door} refused by {operator}{says[labels.says[row.what]]}; instead: {instead}"


def _table(life: Life, found: Sequence[Relief]) -> Iterator[str]:
    if not found:
        return
    learned = sum(row.kind == Kind.LEARNED for row in life.about)
    left = sum(row.kind == Kind.TIE_LOST for row in life.about)
    yield f"{learned} of their contacts learned of the listing; {left} dropped them quietly."
    yield ""
    yield f"What each safeguard would have spared them, means over {found[0].worlds} worlds of the same case:"
    yield "days wrongly listed, doors shut, and when they were free again, by the share of"
    yield "cases in which officials keep the safeguard"
    yield from _rows_of_table(found, life.scenario.time.start)


def _rows_of_table(found: Sequence[Relief], start: str) -> Iterator[str]:
    degrees = sorted({each.obeyed for each in found if each.safeguard})
    for applies in (False, True):
        if applies:
            yield ""
            yield "The same, had they applied in writing when they learned of the listing:"
        mine = [each for each in found if each.applies == applies]
        width = len(_cell(found[0]))
        yield f"  {'':<28}" + "".join(f"{f'kept {degree:.0%}':>{width}}" for degree in degrees)
        for name in dict.fromkeys(each.safeguard for each in mine if each.safeguard):
            row = [each for each in mine if each.safeguard == name]
            yield f"  {spaced(name):<28}{''.join(_cell(each) for each in row)}  {freed(row[-1], start)}"
        base = next(each for each in mine if each.safeguard is None)
        score = "" if base.points is None else f", {base.points:.0f} points"
        yield (
            f"  As the rules stood: {base.wrongful_days:.0f} days, {base.refusals:.1f} doors{score}, "
            f"{freed(base, start)}."
        )


def _cell(found: Relief) -> str:
    points = "" if found.points is None else f"{found.points:>6.0f}"
    return f"{found.wrongful_days:>10.0f}{found.refusals:>6.1f}{points}"


def freed(found: Relief, start: str) -> str:
    """When the wrong ended, in words."""
    if found.listed == 0:
        return "never wrongly listed"
    if found.freed is None:
        return "not by the end"
    day = date.fromordinal(date.fromisoformat(start).toordinal() + round(found.freed))
    some = "" if found.restored == found.worlds else f" (in {found.restored} of {found.worlds} worlds"
    rest = found.worlds - found.listed
    if rest:
        some += f"; never wrongly listed in {rest}"
    return f"{day:%B %Y}{some + ')' if some else ''}"
