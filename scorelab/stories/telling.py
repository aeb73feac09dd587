"""A story in words: two time lines, the end of the told case, and the safeguards' table."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from scorelab.journal import Answer, Ending, ErrorKind, Kind, PaymentKind, Phase, SafeguardKind, unpack
from scorelab.scenario.schema import INCIDENT_NAMES
from scorelab.store.labels import Labels, labels_of, synthetic_id
from scorelab.stories.life import Life, lived, people_of
from scorelab.stories.relief import SAFEGUARDS, Relief, reliefs
from scorelab.stories.story import Step, Story, story
from scorelab.telling import ENDING, PREVENTED, Row, Teller, spaced, yuan

COURT = "the court's file"
OWN = "what happened"

SUITS = {
    INCIDENT_NAMES.index("suit_debt") + 1: "over a debt",
    INCIDENT_NAMES.index("suit_contract") + 1: "over a contract",
    INCIDENT_NAMES.index("suit_defamation") + 1: "for defamation",
}
GROUND_1 = "able to perform and refusing"


@dataclass(frozen=True)
class Line:
    """One dated line of a time line; `told` says whether it lies within the told case."""

    day: int
    date: date
    side: str
    text: str
    told: bool


@dataclass(frozen=True)
class Telling:
    """A story as it came out.

    Attributes
    ----------
    story : Story
        Which.
    life : Life
        The main role's rows.
    lines : tuple of Line
        Both time lines, in order.
    missing : Step or None
        The first step of the told case that did not come out in its order; None if all did.
    ends : int or None
        The told case's last day; None if no door was ever shut.
    reliefs : tuple of Relief
        The same person under each safeguard.
    """

    story: Story
    life: Life
    lines: tuple[Line, ...]
    missing: Step | None
    ends: int | None
    reliefs: tuple[Relief, ...]

    def __str__(self) -> str:
        return "\n".join([*self._heading(), "", *self._time_lines(), *self._table()])

    def _heading(self) -> Iterator[str]:
        scenario = self.life.scenario
        yield f"{scenario.title}, told in an invented society of {scenario.people} people"
        yield ""
        yield f"The main role is played by {synthetic_id(self.life.person)}, an invented person ('they')."
        yield "Nobody in this world has a score: the list alone does what follows."
        if self.missing is not None:
            yield f"The told case did not come out: no {self.missing.kind.name.lower()} in its place."

    def _time_lines(self) -> Iterator[str]:
        told = True
        for line in self.lines:
            if told and not line.told:
                yield f"{'':10}  {'-' * 18} here the told case ends; what follows is conjecture {'-' * 18}"
            told = line.told
            yield f"{line.date}  {line.side:<16}  {line.text}"

    def _table(self) -> Iterator[str]:
        if not self.reliefs:
            return
        learned = sum(row.kind == Kind.LEARNED for row in self.life.about)
        left = sum(row.kind == Kind.TIE_LOST for row in self.life.about)
        yield f"{learned} of their contacts learned of the listing; {left} dropped them quietly."
        start = self.life.scenario.time.start
        degrees = sorted({found.obeyed for found in self.reliefs if found.safeguard})
        for applies in (False, True):
            yield ""
            if applies:
                yield "The same, had they applied in writing when they learned of the listing:"
            else:
                yield (
                    f"What each safeguard would have spared them, means over {self.reliefs[0].worlds} "
                    "worlds of the same case:"
                )
                yield "days wrongly listed, doors shut, and when they were free again, by the share of"
                yield "cases in which officials keep the safeguard"
            mine = [found for found in self.reliefs if found.applies == applies]
            yield f"  {'':<28}" + "".join(f"{f'kept {degree:.0%}':>16}" for degree in degrees)
            for name in dict.fromkeys(found.safeguard for found in mine if found.safeguard):
                row = [found for found in mine if found.safeguard == name]
                cells = "".join(f"{found.wrongful_days:>10.0f}{found.refusals:>6.1f}" for found in row)
                yield f"  {spaced(name):<28}{cells}  {freed(row[-1], start)}"
            base = next(found for found in mine if found.safeguard is None)
            yield (
                f"  As the rules stood: {base.wrongful_days:.0f} days, {base.refusals:.1f} doors, "
                f"{freed(base, start)}."
            )


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


def tell(
    name: str,
    *,
    worlds: int = 8,
    people: int | None = None,
    seed: int | None = None,
    safeguards: Sequence[str] = SAFEGUARDS,
) -> Telling:
    """Tell a story; `str()` of the result is the telling in words.

    Parameters
    ----------
    name : str
        One of :func:`scorelab.stories.names`.
    worlds : int
        Over how many worlds the safeguards' table averages; 0 leaves it out.
    people, seed : int, optional
        In place of the story's own.
    safeguards : sequence of str
        Which safeguards the table shows.

    Raises
    ------
    InputError
        If there is no such story, or nobody to play it.
    """
    chosen = story(name)
    scenario = chosen.scenario(people, seed)
    life = lived(scenario, people_of(scenario))
    shut = life.refusals()
    ends = shut[0].day + chosen.first_refusal_to_end if shut else None
    return Telling(
        story=chosen,
        life=life,
        lines=tuple(time_lines(life, ends)),
        missing=first_missing(chosen, life),
        ends=ends,
        reliefs=tuple(reliefs(chosen, worlds, safeguards)) if worlds else (),
    )


def first_missing(told: Story, life: Life) -> Step | None:
    """The first step of the told case that does not follow on the one before; None if all do."""
    doors = [door.name for door in life.scenario.doors]
    rows = iter(life.rows)
    for step in told.steps:
        what = doors.index(step.what) if isinstance(step.what, str) else step.what
        if not any(row.kind == step.kind and what in (None, row.what) for row in rows):
            return step
    return None


def time_lines(life: Life, ends: int | None) -> Iterator[Line]:
    """Both time lines, in order, with what stands on the last day of the told case."""
    teller = Teller(labels_of(life.scenario), life.person)
    labels = teller.labels
    entries = [
        (row.row, row.day, side, text)
        for row in sorted((*life.rows, *life.about))
        for side, text in ((COURT, filed(row, life)), (OWN, happened(row, life, teller)))
        if text
    ]
    for _, day, side, text in entries:
        if ends is not None and day > ends:
            break
        yield Line(day, labels.date(day), side, text, told=True)
    if ends is None:
        return
    still = "still on the list" if life.listed_on(ends) else "no longer on the list"
    days = ends - life.refusals()[0].day
    yield Line(ends, labels.date(ends), COURT, f"{still}, {days} days after the first refusal", told=True)
    for _, day, side, text in entries:
        if day > ends:
            yield Line(day, labels.date(day), side, text, told=False)


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
