"""Measures of the spiral: what a fall costs beyond itself, and whom it draws along.

How turns and links are read off a journal stands in :mod:`scorelab.measures.walk`.
"""

import numpy as np
import polars as pl
from numpy.typing import NDArray

from scorelab.journal import unpack
from scorelab.measures.facts import Facts
from scorelab.measures.measure import Events, Figure, Measure, Side
from scorelab.measures.walk import Channel, Losses
from scorelab.scenario.scheme_tables import TENTHS

LINKS = (
    "mechanisms.tie_dropping",
    "mechanisms.social_component",
    "mechanisms.door_consequences",
    "mechanisms.hardship_feedback",
)
"""The four links of the spiral: with all of them off there is no second turn."""


def per_fallen(losses: Losses, counted: NDArray[np.bool_]) -> float | None:
    """Points of the counted losses, per person with a direct loss."""
    fallen = np.count_nonzero(np.bincount(losses.person[losses.turn == 1]))
    return float(losses.points[counted].sum()) / TENTHS / fallen if fallen else None


def own_later(losses: Losses) -> NDArray[np.bool_]:
    """Losses in the second turn or a later one of whoever's direct fall began the cascade."""
    return (losses.turn >= 2) & (losses.person == losses.origin)


def _depth(facts: Facts) -> float | None:
    return per_fallen(facts.losses, own_later(facts.losses))


def _depth_by(channel: Channel) -> Figure:
    return Figure(
        name=f"spiral_depth.{channel.name.lower()}",
        title=f"Spiral depth, {CHANNELS[channel][0]}",
        unit="points a person",
        formula=f"the part of spiral_depth whose turn began {CHANNELS[channel][1]}",
        side=Side.HARM,
        rests_on=("schemes", *LINKS),
        figure=lambda facts: per_fallen(
            facts.losses, own_later(facts.losses) & (facts.losses.channel == channel)
        ),
    )


CHANNELS = {
    Channel.SOCIAL: ("by contacts", "with a lost tie or a platform's social component"),
    Channel.REFUSAL: ("by refusals", "with a job lost at a refusal"),
    Channel.HARDSHIP: ("by hardship", "with an incident that a refusal's hardship brought about"),
    Channel.STALE_COPY: (
        "by stale copies",
        "with a lost job or an incident that goes back to a refusal by a copy of a listing that was over",
    ),
}
"""What a channel is called, and how it begins a turn."""


def _complaint_depth(facts: Facts) -> float | None:
    losses = facts.losses
    return per_fallen(losses, losses.complained)


def _gain(facts: Facts) -> float | None:
    losses = facts.losses
    first, second = (int(losses.points[losses.turn == turn].sum()) for turn in (1, 2))
    return second / first if first else None


def _of_others(facts: Facts) -> pl.DataFrame:
    losses = facts.losses
    drawn = losses.first != losses.person
    return pl.DataFrame({"day": unpack(losses.row[drawn])[0], "person": losses.person[drawn]})


MEASURES: tuple[Measure, ...] = (
    Figure(
        name="spiral_depth",
        title="Spiral depth",
        unit="points a person",
        formula=(
            "points of all schemes lost in the second and later turns by the person whose own direct loss or "
            "listing began the cascade, per person with a direct loss; a loss is direct (turn 1) if no loss, "
            "fallen grade or listing stands above it among its triggers, and a turn is added where a lost "
            "tie, a platform's social component, or an incident or lost job after a refusal lies between a "
            "loss and the nearest fall above it; what others lose counts as contagion"
        ),
        side=Side.HARM,
        rests_on=("schemes", *LINKS),
        figure=_depth,
    ),
    *(_depth_by(channel) for channel in CHANNELS),
    Figure(
        name="complaint_depth",
        title="Points lost by complaining",
        unit="points a person",
        formula=(
            "points lost by records of complaints, in any turn and by anybody, per person with a direct "
            "loss: the second door of the spiral, which none of its four links contains"
        ),
        side=Side.HARM,
        rests_on=("schemes", "redress.channels", "mechanisms.complaints_recorded"),
        figure=_complaint_depth,
    ),
    Figure(
        name="second_turn_gain",
        title="Gain of the spiral's second turn",
        unit="points a point",
        formula=(
            "points that all people lose in the second turn, over points that they lose in the first: "
            "above 1 the spiral feeds itself"
        ),
        side=Side.HARM,
        rests_on=("schemes", *LINKS),
        figure=_gain,
    ),
    Events(
        name="contagion_reach",
        title="People drawn along by others",
        unit="persons",
        formula=(
            "distinct people with a loss of points whose chain of triggers begins with somebody else: a "
            "contact, a relative, a debtor for whom they stand guarantor, or a namesake"
        ),
        side=Side.HARM,
        rests_on=("schemes", "mechanisms.social_component", "errors.misattributed", "mechanisms.guarantors"),
        rows=_of_others,
        persons_once=True,
    ),
)
