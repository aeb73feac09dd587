"""The tables of schemes: which lines can fire here, which did, and why others cannot."""

from collections import Counter
from dataclasses import dataclass

import polars as pl

from scorelab.journal import LINES_OF_A_SCHEME, Kind
from scorelab.report import charts, words
from scorelab.report.figures import Figures, last_open, section
from scorelab.report.markup import Html, paragraph, table, tag
from scorelab.report.subject import Subject, Told
from scorelab.scenario.schemes import Line

MOST = 12
"""Lines that are drawn."""
LETTERS_MOST = 40
"""Letters of a line's text that stand beside its bar; the table has all of it."""
SWITCHED_OFF = "an incident falls under it, but a mechanism that it needs is off"


@dataclass(frozen=True)
class Fired:
    """A line of a scheme's table, with what it did.

    Attributes
    ----------
    line : Line
        The line.
    can_fire : bool
        Whether an incident can fall under it, as the mechanisms stand.
    entries, people : int
        How often it was entered, and for how many people.
    """

    line: Line
    can_fire: bool
    entries: int
    people: int


def tables_of_lines(subject: Subject, figures: Figures) -> Html:
    """The part on the schemes' tables; nothing without schemes."""
    if not subject.with_schemes:
        return Html("")

    def draw(told: Told) -> list[Html]:
        places = reversed(range(len(told.run.labels.schemes)))
        return [part for place in places for part in of_scheme(told, place, figures)]

    return section(
        "lines",
        "The tables: what can be recorded, and what was",
        *last_open(subject.with_schemes, draw),
        lead=(
            "Each scheme has a table: what is recorded, and what it costs or brings. A line can fire if an "
            "incident of this society falls under it; every line that cannot says why."
        ),
    )


def lines_of(told: Told, place: int) -> list[Fired]:
    """All lines of a scheme's table, in order."""
    first = place * LINES_OF_A_SCHEME
    counts = (
        told.run.journal.filter(
            (pl.col("kind") == Kind.RECORDED.value)
            & (pl.col("day") >= 0)
            & pl.col("what").is_between(first, first + LINES_OF_A_SCHEME - 1)
        )
        .group_by("what")
        .agg(entries=pl.len(), people=pl.col("person").n_unique())
        .collect()
    )
    found = {what - first: (entries, people) for what, entries, people in counts.iter_rows()}
    labels = told.run.labels.schemes[place].lines
    return [
        Fired(line, labels[number].can_fire, *found.get(number, (0, 0)))
        for number, line in enumerate(told.scenario.schemes.all[place].lines)
    ]


def of_scheme(told: Told, place: int, figures: Figures) -> list[Html]:
    """One scheme's table: how much of it fires, the busiest lines, and the rest."""
    scheme = told.run.labels.schemes[place]
    found = lines_of(told, place)
    busiest = sorted((one for one in found if one.entries), key=lambda one: -one.entries)[:MOST]
    grounds = [one for one in found if one.line.grade is not None]
    apart = ""
    if grounds:
        apart = (
            f" Of the {words.plural(len(found) - len(grounds), 'line')} with points "
            f"{words.count(sum(one.can_fire for one in found if one not in grounds))} can happen and "
            f"{words.count(sum(one.entries > 0 for one in found if one not in grounds))} did; of the "
            f"{words.plural(len(grounds), 'ground')} that fix a grade "
            f"{words.count(sum(one.can_fire for one in grounds))} and "
            f"{words.count(sum(one.entries > 0 for one in grounds))}."
        )
    opening = paragraph(
        tag("b", f"{scheme.title}, {told.label}: "),
        f"of {words.plural(len(found), 'line')} in all, ",
        told.value(f"lines_can_fire.{scheme.name}"),
        " can happen here and ",
        told.value(f"lines_did_fire.{scheme.name}"),
        f" did.{apart}",
    )
    parts = [tag("h3", scheme.title), opening, reasons(found)]
    if busiest:
        parts.append(busiest_figure(told, place, busiest, found, figures))
    return parts


def reasons(found: list[Fired]) -> Html:
    """Why lines cannot fire, grouped."""
    counts = Counter(one.line.cannot_happen or SWITCHED_OFF for one in found if not one.can_fire)
    if not counts:
        return Html("")
    return table(
        "Lines that cannot happen here",
        ("Why", "Lines"),
        [(words.capital(reason), words.count(number)) for reason, number in counts.most_common()],
    )


def busiest_figure(
    told: Told, place: int, busiest: list[Fired], found: list[Fired], figures: Figures
) -> Html:
    """The lines that were entered most often."""
    scheme = told.run.labels.schemes[place]
    entries = sum(one.entries for one in found)
    share = words.percent(sum(one.entries for one in busiest[:3]) / entries)
    return figures.figure(
        f"{words.capital(words.plural(min(3, len(busiest)), 'line'))} make {share} of {words.count(entries)} "
        "entries",
        f"{scheme.title}, {told.label}: the lines entered most often, with the number of entries. The table "
        "below holds every line.",
        lambda width: charts.bars(
            width,
            [
                charts.Bar(
                    cut(f"{one.line.number} {one.line.text}"),
                    (charts.Piece(one.entries, css(one.line)),),
                    words.count(one.entries),
                )
                for one in busiest
            ],
            keys=(("h2", "takes points or fixes a grade"), ("f4", "gives points")),
        ),
        table(
            f"Every line of {scheme.title}",
            ("Line", "What is recorded", "Points", "Falls under it", "Entries", "People"),
            [
                (
                    str(one.line.number),
                    one.line.text,
                    worth(one.line),
                    under(one.line),
                    words.count(one.entries),
                    words.count(one.people),
                )
                for one in found
            ],
            words=(0, 1, 2, 3),
        ),
        description="Bars, one a line: "
        + "; ".join(f"line {one.line.number} {one.entries}" for one in busiest)
        + ".",
        notice=told.notice,
    )


def under(line: Line) -> str:
    """What falls under a line, or why nothing does."""
    return words.named(line.kind) if line.kind else f"cannot happen: {line.cannot_happen}"


def css(line: Line) -> str:
    """The fill of a line: what it does to the score."""
    return "f4" if line.points > 0 else "h2"


def worth(line: Line) -> str:
    """What a line costs or brings."""
    if line.grade is not None:
        return f"grade {line.grade}"
    ends = [line.points] if line.points_to is None else [line.points, line.points_to]
    return " to ".join(f"{'−' if end < 0 else '+'}{abs(end):g}" for end in ends)


def cut(text: str) -> str:
    """A text short enough to stand beside a bar."""
    return text if len(text) <= LETTERS_MOST else f"{text[: LETTERS_MOST - 1].rstrip()}…"
