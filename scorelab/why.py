"""Why? A walk from what happened to a person up to its causes, in plain words.

Every effect is a journal row with one trigger, the row without which it would not have
happened then, and any number of contributors. The walk follows both, across people,
until it reaches luck.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field

import polars as pl

from scorelab.errors import InputError
from scorelab.journal import LUCK, N_BITS, PERSON_BITS, SCORE_KINDS, Kind, unpack
from scorelab.standing_sums import SchemeSum, in_points, sums_of
from scorelab.store import Run
from scorelab.store.labels import in_words, synthetic_id
from scorelab.telling import Row, Teller

EFFECTS = {
    "listing": (Kind.LISTING,),
    "refusal": (Kind.REFUSAL,),
    "tie": (Kind.TIE_LOST,),
    "job": (Kind.JOB_LOST,),
    "score": SCORE_KINDS,
    "grade": (Kind.GRADE_CHANGED,),
}
"""What can be asked about, and the kinds of row that it means."""

NOUNS = {
    "listing": "listing",
    "refusal": "refusal",
    "tie": "lost tie",
    "job": "lost job",
    "score": "score change",
    "grade": "grade change",
}
"""What each of these is called when counted."""

TOLD_OF_OTHERS = (
    Kind.TIE_LOST,
    Kind.LEARNED,
    Kind.STANDING_LEARNED,
    Kind.PUNISHMENT_LEARNED,
    Kind.TIE_FORMED,
)
"""Kinds whose rows belong to the contact, but happen to the one learned of, left or met, `other`."""

TOLD_AT_MOST = 4
"""Contributors told of one row; all stand in the chain."""


@dataclass(frozen=True)
class Link:
    """One row of a chain of causes.

    Attributes
    ----------
    row : Row
        The journal row.
    contributors : tuple of (int, int)
        Further causes: row id and share in thousandths.
    """

    row: Row
    contributors: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True)
class WhyResult:
    """The answer to "why?".

    Attributes
    ----------
    person : int
        Who was asked about.
    effects : tuple of int
        Row ids of what happened to them, in order.
    chain : tuple of Link
        Every row that these rest on, and they themselves, in order of time. Of other people's
        score rows the trigger alone is followed: whatever else moved them is their own story.
    schemes : tuple of SchemeSum
        The person's score in each scheme, as the sum of its rows.
    text : str
        The same in plain words.
    """

    person: int
    effects: tuple[int, ...]
    chain: tuple[Link, ...]
    schemes: tuple[SchemeSum, ...]
    text: str
    teller: Teller = field(repr=False)

    def __str__(self) -> str:
        return self.text

    def to_json(self) -> dict[str, object]:
        """The chain as plain values: `person`, `schemes`, `chain`; causes stand before effects."""
        return {
            "person": self.person,
            "schemes": [each.to_json() for each in self.schemes],
            "chain": [self._link(link) for link in self.chain],
        }

    def _link(self, link: Link) -> dict[str, object]:
        row = link.row
        words = self.teller.labels.words(Kind(row.kind))
        return {
            "row": row.row,
            "day": row.day,
            "date": self.teller.labels.date(row.day).isoformat(),
            "person": row.person,
            "kind": in_words(Kind(row.kind)),
            "what": words.get(row.what, row.what),
            "truth": row.truth,
            "other": row.other,
            "amount": row.amount,
            "trigger": row.trigger,
            "contributors": [cause for cause, _ in link.contributors],
            "text": self.teller.event(row),
        } | (in_points(row.amount, row.other) if row.kind in SCORE_KINDS else {})


def why(run: Run, person: int, what: str | None = None) -> WhyResult:
    """Why what happened to a person happened.

    Parameters
    ----------
    run : Run
        A finished run.
    person : int
        The person's number, from 0.
    what : str, optional
        Only about this: one of the names in `EFFECTS`.

    Raises
    ------
    InputError
        If there is no such person, or `what` is none of these.
    """
    if not 0 <= person < run.people_count:
        raise InputError("person", person, f"a number from 0 to {run.people_count - 1}")
    if what is not None and what not in EFFECTS:
        raise InputError("what", what, f"one of {', '.join(EFFECTS)}")
    kinds = EFFECTS[what] if what else tuple(kind for group in EFFECTS.values() for kind in group)
    records = Records(run)
    own = records.about(person)
    effects = [row for row in own if row.kind in kinds and row.day >= 0 and _happened_to(row, person)]
    if Kind.LISTING in kinds:
        effects = [row for row in own if row.kind == Kind.LISTING and row.day < 0] + effects
    chain = walk(records, effects, person)
    teller = Teller(run.labels, person)
    schemes = sums_of(run, person, own)
    text = _text(run, teller, effects, chain, schemes)
    return WhyResult(person, tuple(row.row for row in effects), chain, schemes, text, teller)


def life_line(run: Run, person: int) -> list[tuple[Row, str]]:
    """Everything on record about a person in order of time: rows, and a sentence for each."""
    records = Records(run)
    teller = Teller(run.labels, person)
    rows = records.about(person)
    records.load([row.trigger for row in rows])
    return [(row, teller.sentence(row, records.rows.get(row.trigger))) for row in rows]


class Records:
    """The part of a run's journal that a walk has needed so far, person by person."""

    def __init__(self, run: Run) -> None:
        self.run = run
        self.rows: dict[int, Row] = {}
        self.causes: dict[int, list[tuple[int, int]]] = {}
        self._people: set[int] = set()

    def about(self, person: int) -> list[Row]:
        """Rows of a person, and rows in which contacts learned of them or left them, in order."""
        told = [kind.value for kind in TOLD_OF_OTHERS]
        of_others = (pl.col("other") == person) & pl.col("kind").is_in(told)
        self._keep((pl.col("person") == person) | of_others, [person])
        own = (row for row in self.rows.values() if row.person == person or _happened_to(row, person))
        return sorted(own)

    def load(self, ids: Iterable[int]) -> None:
        """Make sure that the rows with these ids, and their contributors, are at hand."""
        people = {unpack(row)[2] for row in ids if row != LUCK} - self._people
        if people:
            self._keep(pl.col("person").is_in(sorted(people)), sorted(people))

    def _keep(self, of_interest: pl.Expr, people: list[int]) -> None:
        found = self.run.journal.filter(of_interest).select(Row._fields).collect()
        self.rows |= {values[0]: Row(*values) for values in found.iter_rows()}
        owner = (pl.col("row") // (1 << N_BITS)) % (1 << PERSON_BITS)
        causes = self.run.causes.filter(owner.is_in(people)).select("row", "cause", "share").collect()
        for row, cause, share in causes.iter_rows():
            self.causes.setdefault(row, []).append((cause, share))
        self._people |= set(people)


def walk(records: Records, effects: Iterable[Row], person: int) -> tuple[Link, ...]:
    """All rows that the effects on a person rest on through triggers and contributors, in order of time.

    Contributors to other people's scores are left out: they would lead through everybody's contacts.

    Raises
    ------
    InputError
        If a cause is missing from the journal.
    """
    reached: dict[int, Link] = {}
    frontier = [row.row for row in effects]
    while frontier:
        records.load(frontier)
        above: list[int] = []
        for row in frontier:
            if row not in records.rows:
                raise InputError(str(records.run.folder), f"no row {row}", "every cause in the journal")
            found = records.rows[row]
            own_story = found.person == person or found.kind not in SCORE_KINDS
            link = Link(found, tuple(records.causes.get(row, ())) if own_story else ())
            reached[row] = link
            above += [link.row.trigger, *(cause for cause, _ in link.contributors)]
        frontier = sorted({row for row in above if row != LUCK and row not in reached})
    return tuple(reached[row] for row in sorted(reached))


def _happened_to(row: Row, person: int) -> bool:
    return row.other == person if row.kind in TOLD_OF_OTHERS else row.person == person


def _text(
    run: Run, teller: Teller, effects: list[Row], chain: tuple[Link, ...], schemes: tuple[SchemeSum, ...]
) -> str:
    who = f"{synthetic_id(teller.person)}, an invented person in the invented society of “{run.labels.title}”"
    if not effects:
        nothing = "no listing, refusal, lost tie or lost job, no change of a score or grade"
        return "\n".join(
            [f"{who}: {nothing} is on record, so there is nothing to explain.", *map(str, schemes)]
        )
    counts = [
        f"{_times(sum(row.kind in kinds for row in effects), name)}"
        for name, kinds in EFFECTS.items()
        if any(row.kind in kinds for row in effects)
    ]
    lines = [f"{who}: {', '.join(counts)}. How it came about:", *map(str, schemes), ""]
    rows = {link.row.row: link for link in chain}
    repeats = _repeats(chain)
    told_before = {row.row for later in repeats.values() for row in later}
    for link in chain:
        row = link.row
        if row.row not in told_before:
            trigger = rows[row.trigger].row if row.trigger != LUCK else None
            further = _contributed(teller, rows, link) + _again(teller, repeats.get(row.row, []))
            lines.append(teller.sentence(row, trigger) + further)
    return "\n".join(lines)


def _times(count: int, name: str) -> str:
    return f"{count} {NOUNS[name]}{'s' if count != 1 else ''}"


def _contributed(teller: Teller, rows: dict[int, Link], link: Link) -> str:
    further = [(rows[cause].row, share) for cause, share in link.contributors if cause != link.row.trigger]
    if not further:
        return ""
    parts = [
        f"{teller.noun(row)} of {teller.date(row.day)}" + (f" ({share / 10:.0f}%)" if share < 1000 else "")
        for row, share in further[:TOLD_AT_MOST]
    ]
    if len(further) > TOLD_AT_MOST:
        parts.append(f"{len(further) - TOLD_AT_MOST} more")
    return f" To this contributed {' and '.join(parts)}."


def _repeats(chain: tuple[Link, ...]) -> dict[int, list[Row]]:
    """Refusals told together: the first of a door by one cause, and those after it.

    A refusal that is the cause of anything but a further refusal is told apart.
    """
    causes = {
        cause
        for link in chain
        if link.row.kind != Kind.REFUSAL
        for cause in (link.row.trigger, *(row for row, _ in link.contributors))
    }
    groups: dict[tuple[int, int, int, int], list[Row]] = {}
    for link in chain:
        row = link.row
        if row.kind == Kind.REFUSAL and row.row not in causes:
            groups.setdefault((row.person, row.what, row.trigger, row.truth), []).append(row)
    return {rows[0].row: rows[1:] for rows in groups.values()}


def _again(teller: Teller, later: list[Row]) -> str:
    if not later:
        return ""
    times = "Once more" if len(later) == 1 else f"{len(later)} more times"
    return f" {times} until {teller.date(later[-1].day)}."
