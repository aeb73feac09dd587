"""The spiral: what a fall costs beyond itself, by which link, and the deepest one drawn."""

import numpy as np

from scorelab.journal import LINES_OF_A_SCHEME, Kind
from scorelab.measures.spiral import CHANNELS
from scorelab.measures.walk import Channel
from scorelab.report import charts, words
from scorelab.report.cast import portrait
from scorelab.report.courses import source
from scorelab.report.fallen import Spiral, course, deepest, rows_about
from scorelab.report.figures import Figures, section
from scorelab.report.markup import Html, join, paragraph, table, tag
from scorelab.report.sections.lives import refused_in_words
from scorelab.report.spiral_pictures import MOST_CONTACTS, in_words, network, time_line
from scorelab.report.subject import Subject, Told, twins
from scorelab.scenario.scheme_tables import TENTHS
from scorelab.store.labels import synthetic_id

TURNS = 4
"""Turns that the table shows; the last one holds all later ones as well."""
LINK_WORDS = {Channel.NONE: "direct", **{channel: said for channel, (said, _) in CHANNELS.items()}}


def spiral(subject: Subject, figures: Figures) -> Html:
    """The part on the spiral; nothing without schemes."""
    if not subject.with_schemes:
        return Html("")
    parts: list[Html] = [depth_figure(subject, figures), turn_table(subject)]
    told = subject.with_schemes[-1]
    found = deepest(told)
    if found is None:
        parts.append(paragraph(f"In {told.label} nobody’s own fall came back on them."))
    else:
        parts += [person_figure(told, found, subject, figures), network_figure(told, found, figures)]
    return section(
        "spiral",
        "The spiral",
        *parts,
        lead=(
            "A score falls, contacts see it and leave, the score falls further; doors close, want grows, a "
            "bill is missed, the score falls again. What comes back on whoever fell is counted here, turn "
            "by turn."
        ),
    )


def depth_figure(subject: Subject, figures: Figures) -> Html:
    """Depth by channel, a bar a run."""
    names = [
        (f"spiral_depth.{channel.name.lower()}", words.capital(said))
        for channel, (said, _) in CHANNELS.items()
    ]
    told = max(subject.with_schemes, key=lambda one: one.number("spiral_depth"))
    return figures.figure(
        f"In {told.label}, whoever fell lost "
        f"{words.amount(told.catalogue['spiral_depth'], told.number('spiral_depth'))} points more by what "
        "came back, on average",
        "Points lost in the second and later turns by the person whose own fall began it, per person with a "
        "direct fall, by the link through which the turn began.",
        lambda width: charts.bars(
            width,
            [
                charts.Bar(
                    one.label,
                    (charts.Piece(one.number(name), f"run{one.look}"),),
                    words.amount(one.catalogue[name], one.measures[name]),
                    title if place == 0 else "",
                )
                for name, title in names
                for place, one in enumerate(subject.with_schemes)
            ],
        ),
        table(
            "The spiral’s measures",
            ("", *(one.label for one in subject.with_schemes)),
            [
                (
                    told.catalogue[name].title,
                    *(
                        join([one.value(name), tag("small", one.interval_in_words(name))])
                        for one in subject.with_schemes
                    ),
                )
                for name in (
                    "spiral_depth",
                    *(name for name, _ in names),
                    "complaint_depth",
                    "second_turn_gain",
                    "contagion_reach",
                )
            ],
        ),
        description="Bars by link: "
        + "; ".join(
            f"{title}: " + ", ".join(f"{one.label} {one.number(name):.2f}" for one in subject.with_schemes)
            for name, title in names
        )
        + ".",
        notice=subject.notice,
    )


def turn_table(subject: Subject) -> Html:
    """Points lost by turn, by everybody."""
    sums = {told.label: by_turn(told) for told in subject.with_schemes}
    rows = []
    for turn in range(1, TURNS + 1):
        name = f"Turn {turn}" if turn < TURNS else f"Turn {turn} and later"
        rows.append((name, *(words.count(sums[told.label][turn - 1]) for told in subject.with_schemes)))
    return table(
        "Points lost by everybody, by turn", ("", *(told.label for told in subject.with_schemes)), rows
    )


def by_turn(told: Told) -> list[float]:
    """Points of all schemes lost in each turn, by everybody."""
    losses = told.facts.losses
    turns = np.minimum(losses.turn, TURNS)
    sums = np.bincount(turns, losses.points, TURNS + 1) / TENTHS
    return [float(value) for value in sums[1 : TURNS + 1]]


def person_figure(told: Told, found: Spiral, subject: Subject, figures: Figures) -> Html:
    """The deepest spiral on a time line."""
    left = sum(one.left is not None for one in found.contacts)
    refused = sum(row.kind == Kind.REFUSAL and row.day >= 0 for row in found.rows)
    others = [one for one in subject.told if one is not told and twins(one, told)]
    compared = "".join(f" In {one.label} the same person was {elsewhere(one, found)}." for one in others)
    losses = [row for row in found.rows if row.row in found.turns]
    return figures.figure(
        f"The deepest spiral: {words.decimal(found.points)} points by what came back, "
        f"{words.plural(refused, 'refusal')}, {words.plural(left, 'contact')} gone",
        f"{synthetic_id(found.person)}, {portrait(told, found.person)}: of the {words.count(found.fallen)} "
        f"people with a direct fall in {told.label} the one who lost most in the second and later "
        f"turns.{compared} Bars: on the court’s list (copies below, hatched). Circles on the lane of "
        "contacts learned, squares left, diamonds are new ties; crosses at doors are refusals; triangles on "
        "the lowest lane are missed bills and other incidents that a refusal’s want brought about, circles "
        "other incidents, squares a lost job.",
        lambda width: time_line(told, found, width),
        table(
            "Every loss of points, with its turn",
            ("Date", "Scheme", "What took them", "Points", "Turn", "Through"),
            [
                (
                    told.run.date(row.day).isoformat(),
                    told.run.labels.schemes[row.what // LINES_OF_A_SCHEME].title,
                    source(told, Kind(row.kind), row.what),
                    f"−{-row.amount / TENTHS:,.1f}",
                    words.count(found.turns[row.row][0]),
                    LINK_WORDS[Channel(found.turns[row.row][1])],
                )
                for row in losses
            ],
            words=(0, 1, 2, 5),
        ),
        description=(
            f"A time line: {len(losses)} losses of points, {refused} refusals, {left} contacts who left."
        ),
        notice=told.notice,
    )


def elsewhere(told: Told, found: Spiral) -> str:
    """How the same person fared in a twin."""
    if not told.has_schemes:
        return refused_in_words(told, found.person)
    ends = []
    rows = rows_about(told, found.person)
    for place, scheme in enumerate(told.run.labels.schemes):
        if told.facts.enrolled(place)[found.person]:
            path = course(told, found.person, rows, place)
            ends.append(f"{words.small(scheme.title)} went from {path[0][1]:,.0f} to {path[-1][1]:,.0f}")
    return (
        f"{refused_in_words(told, found.person)}; {words.listed_in_words(ends)}"
        if ends
        else refused_in_words(told, found.person)
    )


def network_figure(told: Told, found: Spiral, figures: Figures) -> Html:
    """The person's contacts, those who learned, left, or were drawn along."""
    shown = found.contacts[:MOST_CONTACTS]
    if not shown:
        return paragraph("No contact is on record as having learned, left or been drawn along.")
    learned = sum(one.learned is not None for one in found.contacts)
    left = sum(one.left is not None for one in found.contacts)
    drawn = sum(one.drawn > 0 for one in found.contacts)
    more = (
        f" {words.plural(len(found.contacts) - len(shown), 'further contact')} stand in the table alone."
        if len(found.contacts) > len(shown)
        else ""
    )
    return figures.figure(
        f"{words.capital(words.plural(learned, 'contact'))} learned, {words.count(left)} left, "
        f"{words.count(drawn)} lost points of their own by it",
        "The same person in the network: each numbered mark is a contact of whom something is on record, "
        "and the list below says what. Dashed ties were dropped. Contacts of whom nothing is on record are "
        f"not drawn.{more}",
        lambda width: network(told, found, width),
        table(
            "The contacts",
            ("Contact", "Tie", "What passed"),
            [
                (synthetic_id(one.person), one.layer or "in the app", words.capital(in_words(told, one)))
                for one in found.contacts
            ],
            words=(0, 1, 2),
        ),
        description=f"A star of {len(shown)} contacts: {learned} learned, {left} left, {drawn} lost points.",
        notice=told.notice,
        after=tag(
            "ol",
            *(
                tag("li", join([tag("b", one.layer or "in the app"), ": ", in_words(told, one), "."]))
                for one in shown
            ),
            class_="contacts",
        ),
    )
