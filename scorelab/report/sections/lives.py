"""Three lives, drawn and told."""

from collections.abc import Sequence

import polars as pl

from scorelab.journal import LUCK, Kind
from scorelab.report import words
from scorelab.report.cast import Life, cast, portrait
from scorelab.report.figures import Figures, section
from scorelab.report.lifelines import LIST, lane_of, life_line_picture, stays
from scorelab.report.markup import Html, join, paragraph, tag
from scorelab.report.markup import table as table_of
from scorelab.report.subject import Subject, Told, twins
from scorelab.store.labels import synthetic_id
from scorelab.telling import Row
from scorelab.why import TOLD_OF_OTHERS, WhyResult, life_line, why

EARLIEST = -730
"""First day drawn at the earliest: what lies before stands in words only."""

ELSEWHERE = "elsewhere"

SENTENCES_MOST = 32
"""Sentences told below a picture; the table holds every row."""

COPY_KINDS = (Kind.COPY_TAKEN, Kind.COPY_DROPPED)


def lives(subject: Subject, figures: Figures) -> Html:
    """The part with the life lines, from the last run with a list, or else from the last run."""
    told = subject.lists[-1] if subject.lists else subject.told[-1]
    others = [one for one in subject.told if one is not told and twins(one, told)]
    parts = [life(told, one, others, figures) for one in cast(told)]
    return section(
        "lives",
        "Three lives",
        *parts,
        lead=(
            "Nobody here exists. Each was chosen by the rule printed beside the picture, not by hand; "
            "each step has its cause on record."
        ),
    )


def life(told: Told, one: Life, others: Sequence[Told], figures: Figures) -> Html:
    """One life: picture, words, why, and how often the person was refused in twins of the run."""
    if one.person is None:
        return paragraph(
            tag("b", f"{one.role}: "), f"there is nobody of that kind in {told.label}. {one.rule}"
        )
    person = one.person
    line = life_line(told.run, person)
    answer = why(told.run, person)
    above = causes(one, answer)
    first = max(min([0, *(row.day for row in above)]), EARLIEST)
    rows = [row for row, _ in line]
    triggers = {row.row: row for row in above}
    elsewhere = [
        (row, answer.teller.sentence(row, triggers.get(row.trigger))) for row in above if row.person != person
    ]
    shown = sorted((row, sentence) for row, sentence in [*line, *elsewhere] if row.day >= first)
    refusals = sum(row.kind == Kind.REFUSAL and row.day >= 0 for row in rows)
    bars = (
        " On the lanes “list” and “copies” blue is rightful, hatched orange against the list’s own rules, "
        "full red wrongful; hatched grey is a copy held by somebody."
        if one.listing is not None
        else ""
    )
    compared = "".join(
        f" In {twin.label}, with the same luck, the same person was {refused_in_words(twin, person)}."
        for twin in others
        if one.listing is not None
    )
    told_rows = tag("ol", *(tag("li", item) for item in sentences(told, shown, person)), class_="story")
    return figures.figure(
        f"{one.role}: {words.plural(refusals, 'refusal')} in {told.days} days, {ending(told, rows)}"
        if one.listing is not None
        else f"{one.role}: {words.plural(len(shown), 'row')} on record in {told.days} days",
        f"{synthetic_id(person)}, {portrait(told, person)}. {one.rule}{compared}{bars}",
        lambda width: life_line_picture(told, rows, first, width),
        table_of(
            f"Everything on record about {synthetic_id(person)} from "
            f"{words.day_in_words(told.run.date(first))} on",
            ("Date", "Lane", "What happened"),
            [
                (told.run.date(row.day).isoformat(), place_of(row, person), sentence)
                for row, sentence in shown
            ],
            words=(0, 1, 2),
        ),
        description=" ".join(sentence for _, sentence in merged(told, shown)[:12]),
        notice=told.notice,
        after=join([told_rows, chain(answer, one)]),
    )


def refused_in_words(told: Told, person: int) -> str:
    """How often a person was refused."""
    times = told.facts.rows(Kind.REFUSAL).filter(pl.col("person") == person).height
    return f"refused {words.plural(times, 'time')}" if times else "never refused"


def ending(told: Told, rows: Sequence[Row]) -> str:
    """How the person stands at the end."""
    register = stays(rows, told.days)[LIST]
    if register and register[-1][1] == told.days:
        return "still listed at the end"
    removed = max((row.day for row in rows if row.kind == Kind.REMOVAL), default=0)
    return f"off the list on {words.day_in_words(told.run.date(removed))}"


def causes(one: Life, answer: WhyResult) -> list[Row]:
    """The listing's trigger, the trigger of that, and so on: what it rests on, at other people too."""
    rows = {link.row.row: link.row for link in answer.chain}
    above: list[Row] = []
    row = one.listing if one.listing is not None else LUCK
    while row != LUCK:
        above.append(rows[row])
        row = rows[row].trigger
    return above


def place_of(row: Row, person: int) -> str:
    """The lane of a row in a person's story; what happened to somebody else is `elsewhere`."""
    own = row.person == person or row.kind in TOLD_OF_OTHERS
    return lane_of(row) if own else ELSEWHERE


def merged(told: Told, shown: Sequence[tuple[Row, str]]) -> list[tuple[Row, str]]:
    """The sentences of a life, with what repeats told once.

    Refusals at a door while nothing else changed, copies taken or dropped, and contacts who
    learned are told with the first of them.
    """
    teller_words = told.run.labels.words(Kind.COPY_TAKEN)
    items: list[tuple[Row, str]] = []
    later: dict[int, list[Row]] = {}
    opened: dict[tuple[int, int, int], int] = {}
    for row, sentence in shown:
        refusal = row.kind == Kind.REFUSAL
        key = (row.kind, row.what if refusal else -1, row.truth if refusal else 0)
        repeats = refusal or row.kind in (*COPY_KINDS, Kind.LEARNED)
        if repeats and key in opened:
            later[opened[key]].append(row)
            continue
        if repeats:
            opened[key] = len(items)
            later[len(items)] = []
        elif row.kind in (Kind.LISTING, Kind.REMOVAL):
            opened.clear()
        items.append((row, sentence))
    finished = []
    for place, (row, sentence) in enumerate(items):
        again = later.get(place, [])
        if again and row.kind in COPY_KINDS:
            verb = "also took the listing into theirs" if row.kind == Kind.COPY_TAKEN else "also dropped it"
            names = words.listed_in_words([words.named(teller_words[one.what]) for one in again])
            sentence = f"{sentence} Until {words.day_in_words(told.run.date(again[-1].day))}, {names} {verb}."
        elif again and row.kind == Kind.LEARNED:
            others = words.plural(len(again), "more contact")
            sentence = f"{sentence} Until {words.day_in_words(told.run.date(again[-1].day))} {others} did."
        elif again:
            times = "Once more" if len(again) == 1 else f"{len(again)} more times"
            sentence = f"{sentence} {times} until {words.day_in_words(told.run.date(again[-1].day))}."
        finished.append((row, sentence))
    return finished


def sentences(told: Told, shown: Sequence[tuple[Row, str]], person: int) -> list[Html]:
    """The same as items of a list, each with its lane."""
    told_of = merged(told, shown)
    items = [
        join([tag("span", place_of(row, person), class_="lane"), " ", sentence])
        for row, sentence in told_of[:SENTENCES_MOST]
    ]
    further = len(told_of) - len(items)
    more = f"{words.plural(further, 'further row')}: the table below has them all."
    return [*items, join([more])] if further > 0 else items


def chain(answer: WhyResult, one: Life) -> Html:
    """Why: the chain of causes, folded."""
    opening, *steps = [line for line in answer.text.split("\n") if line]
    told = tag("ol", *(tag("li", step) for step in steps), class_="story") if steps else Html("")
    summary = "Why? The chain of causes" if one.listing is not None else "Why?"
    return tag("details", tag("summary", summary), paragraph(opening), told)
