"""Each platform's view: whom it holds, which ties it sees, whom it takes for listed, how it grades."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

from scorelab.report import charts, words
from scorelab.report.courses import seen_on_the_list
from scorelab.report.figures import Figures, last_open, section
from scorelab.report.markup import Html, paragraph, table
from scorelab.report.subject import Subject, Ties, Told, twins
from scorelab.scenario.schemes import Platform


@dataclass(frozen=True)
class View:
    """What one platform sees of a society.

    Attributes
    ----------
    place : int
        The platform's place among the schemes.
    title : str
        Its title.
    enrolled : int
        People with an account.
    ties : float or None
        Share of all ties that its app shows; None where the society cannot be built again.
    listed, stale : int
        People whom its copy shows as listed at the end, and those no longer on the list.
    """

    place: int
    title: str
    enrolled: int
    ties: float | None
    listed: int
    stale: int


def platforms(subject: Subject, figures: Figures) -> Html:
    """The part on platforms; nothing where there are none."""
    runs = [told for told in subject.with_schemes if told.scenario.schemes.platforms]
    if not runs:
        return Html("")

    def draw(told: Told) -> list[Html]:
        # Twins have the same society: it is built again only once.
        ties = runs[-1].ties if twins(told, runs[-1]) else told.ties
        several = len(told.scenario.schemes.platforms) > 1
        return [view_table(told, ties), *([pair_figure(told, figures)] if several else [])]

    return section(
        "platforms",
        "What each platform sees",
        *last_open(runs, draw),
        lead=(
            "A platform knows who has an account, the ties that its own app shows, and the court’s list as "
            "its copy has it. Its rival sees another part of the same society."
        ),
    )


def views(told: Told, ties: Ties | None) -> list[View]:
    """Every platform's view.

    Parameters
    ----------
    told : Told
        The run.
    ties : pair of arrays or None
        Both ends of each tie of its society, if it can be built again.
    """
    facts = told.facts
    found: list[View] = []
    for place, platform in enumerate(told.scenario.schemes.platforms):
        listed, stale = seen_on_the_list(told, place)
        held = facts.enrolled(place)
        found.append(
            View(place, platform.title, int(held.sum()), ties_seen(ties, platform, held), listed, stale)
        )
    return found


def ties_seen(ends: Ties | None, platform: Platform, held: NDArray[np.bool_]) -> float | None:
    """The share of ties, as drawn, that an app shows: both ends enrolled, times the share put in."""
    if ends is None or len(ends[0]) == 0:
        return None
    value = platform.in_app.on(date.min)
    assert isinstance(value, int | float)
    both = int((held[ends[0]] & held[ends[1]]).sum())
    return both / len(ends[0]) * value


def view_table(told: Told, ties: Ties | None) -> Html:
    """The platforms side by side."""
    found = views(told, ties)
    rows: list[Sequence[object]] = [
        ("People with an account", *(people(one.enrolled, told.people) for one in found)),
        (
            "Ties that its app shows",
            *(words.percent(one.ties) if one.ties is not None else words.NOT_ESTIMABLE for one in found),
        ),
        ("Listed, by its copy, at the end", *(words.count(one.listed) for one in found)),
        ("Of these no longer on the list", *(words.count(one.stale) for one in found)),
        ("Mean score at the end", *(told.value(f"mean_score.{name}") for name in names(told))),
    ]
    grades = dict.fromkeys(
        grade for one in found for grade in reversed(told.run.labels.schemes[one.place].grades)
    )
    for grade in grades:
        rows.append(
            (
                f"Share at “{grade}”",
                *(
                    told.value(f"grade_share.{name}.{grade}")
                    if f"grade_share.{name}.{grade}" in told.catalogue
                    else words.NOTHING
                    for name in names(told)
                ),
            )
        )
    rows.append(("Score range", *(span(told, one.place) for one in found)))
    return table(f"Each platform’s view, {told.label}", ("", *(one.title for one in found)), rows)


def names(told: Told) -> list[str]:
    """The platforms' names."""
    return [platform.name for platform in told.scenario.schemes.platforms]


def span(told: Told, place: int) -> str:
    """A platform's lowest and highest score."""
    bounds = told.run.labels.schemes[place].range_on(0)
    return f"{bounds.lowest / 10:,.0f} to {bounds.highest / 10:,.0f}"


def people(part: int, whole: int) -> str:
    """A number of people, with their share of the population."""
    return f"{words.count(part)} ({words.percent(part / whole)})" if whole else words.count(part)


def pairs(told: Told) -> NDArray[np.int64]:
    """People on both of the first two platforms, by rank at the first (rows) and the second."""
    facts, schemes = told.facts, told.run.labels.schemes
    both = facts.enrolled(0) & facts.enrolled(1)
    ranks = [facts.ranks(place, told.days)[both] for place in (0, 1)]
    across = len(schemes[1].grades)
    return np.bincount(ranks[0] * across + ranks[1], minlength=len(schemes[0].grades) * across).reshape(
        -1, across
    )


def pair_figure(told: Told, figures: Figures) -> Html:
    """The same people as two platforms see them."""
    counts = pairs(told)
    if counts.sum() == 0:
        return paragraph(f"In {told.label} nobody has an account with both platforms.")
    first, second = told.run.labels.schemes[:2]
    total = int(counts.sum())
    lowest = int(counts[0].sum())
    apart = 1 - counts[0, 0] / lowest if lowest else 0
    headline = (
        f"{words.percent(apart)} of those who are “{first.grades[0]}” by {words.small(first.title)} are "
        f"better than that by {words.small(second.title)}"
        if lowest
        else f"{words.count(total)} people have an account with both"
    )
    return figures.figure(
        headline,
        f"{told.label}: the {words.count(total)} people with an account on both platforms, by their grade at "
        "the end on each. Cells hold shares of all of them.",
        lambda width: charts.grid(
            width,
            first.grades[::-1],
            second.grades,
            (counts[::-1] / total).tolist(),
            names=(first.title, second.title),
        ),
        table(
            "The same people on both platforms",
            (f"{first.title}, {second.title}", "People", "Share"),
            [
                (f"{one}, {other}", words.count(counts[i, j]), words.percent(counts[i, j] / total))
                for i, one in enumerate(first.grades)
                for j, other in enumerate(second.grades)
                if counts[i, j]
            ],
        ),
        description=f"A grid of grades of {total} people: "
        + "; ".join(
            f"{one} with the first, {other} with the second {counts[i, j]}"
            for i, one in enumerate(first.grades)
            for j, other in enumerate(second.grades)
            if counts[i, j]
        )
        + ".",
        notice=told.notice,
    )
