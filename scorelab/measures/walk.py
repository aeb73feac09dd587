"""The spiral, read off one run's journal: in which turn, and by which link, each point was lost.

The walk goes along triggers, from causes to effects. A *fall* is a listing, a change to a lower
grade, or a row that takes points from a score. A fall with no fall above it is direct: it has
turn 1. Any other fall has the turn of the nearest fall above it, and one more if the way between
the two leads over a link of the spiral:

- by *contacts* (score to friends, friends to score): over a tie lost, or by a platform's social
  component (`TIE_LOST`, `CONTACTS_MOVED`);
- by *doors* (doors to hardship, hardship to incidents): over a refusal, and then over an incident or a
  lost job.

A loss by the social component is never direct: with no fall above it, whoever the chain of
triggers begins with stands for the direct fall. With the links cut nothing has a second turn. A
complaint that is recorded takes points within the turn in which it was made, and is noted apart.
"""

from collections.abc import Iterable, Mapping
from enum import IntEnum
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from scorelab.journal import LINES_OF_A_SCHEME, LUCK, SCORE_KINDS, Kind

LAST_KIND = max(Kind)
MOST_TURNS = 100
"""Turns beyond this one are counted with it."""


class Channel(IntEnum):
    """The link by which a turn began: none in turn 1, contacts, or doors in one of three ways."""

    NONE = 0
    SOCIAL = 1
    REFUSAL = 2  # a job lost at a refusal
    HARDSHIP = 3  # an incident that a refusal's hardship brought about
    STALE_COPY = 4  # either, by a refusal for a listing that was over


class Losses(NamedTuple):
    """Rows that took points from a score, in order of time.

    `row`, `person`, `points` (tenths, positive), `turn`, `channel`; `origin`, who had the
    direct fall of this cascade; `first`, to whom the first row of the chain of triggers happened;
    `complained`, whether the record of a complaint took them.
    """

    row: NDArray[np.int64]
    person: NDArray[np.int32]
    points: NDArray[np.int64]
    turn: NDArray[np.int8]
    channel: NDArray[np.int8]
    origin: NDArray[np.int32]
    first: NDArray[np.int32]
    complained: NDArray[np.bool_]


COLUMNS = ("row", "kind", "what", "person", "other", "amount", "trigger")
"""What the walk reads of the journal."""

_STATE = np.dtype(
    [
        ("kind", np.int8),
        ("turn", np.int8),
        ("channel", np.int8),
        ("refused", np.int8),
        ("fell", np.bool_),
        ("crossed", np.bool_),
        ("complained", np.bool_),
        ("origin", np.int32),
        ("first", np.int32),
    ]
)
_REFUSED, _REFUSED_BY_STALE_COPY = 1, 2


def _table_of(*kinds: Kind) -> NDArray[np.bool_]:
    table = np.zeros(LAST_KIND + 1, bool)
    table[list(kinds)] = True
    return table


_MOVES_SCORE = _table_of(*SCORE_KINDS)
_BY_CONTACTS = _table_of(Kind.TIE_LOST, Kind.CONTACTS_MOVED)
_BY_DOORS = _table_of(Kind.INCIDENT, Kind.JOB_LOST)


def walk(
    batches: Iterable[Mapping[str, NDArray[Any]]], rows: int, stale_refusals: NDArray[np.int64]
) -> Losses:
    """Walk through a journal once.

    Parameters
    ----------
    batches : iterable of mapping of str to array
        The columns `COLUMNS`, sorted by row id throughout.
    rows : int
        How many rows there are in all.
    stale_refusals : array of int
        Row ids, rising, of refusals by a copy of a listing that was over.
    """
    ids = np.empty(rows, np.int64)
    states = np.zeros(rows, _STATE)
    found: list[tuple[NDArray[Any], ...]] = []
    done = 0
    for batch in batches:
        until = done + len(batch["row"])
        ids[done:until] = batch["row"]
        above = _places(ids[:until], batch["trigger"])
        for part in _generations(above, done):
            _reach(states, done, part, above[part], batch, stale_refusals)
        found.append(_losses(states[done:until], batch))
        done = until
    return Losses(*(np.concatenate(parts) for parts in zip(_NO_LOSSES, *found, strict=True)))


def _places(ids: NDArray[np.int64], triggers: NDArray[np.int64]) -> NDArray[np.int64]:
    """Where each trigger stands among the rows so far, -1 for luck and for what is not there."""
    above = np.full(len(triggers), -1, np.int64)
    caused = np.flatnonzero(triggers != LUCK)
    place = np.minimum(np.searchsorted(ids, triggers[caused]), len(ids) - 1)
    above[caused] = np.where(ids[place] == triggers[caused], place, -1)
    return above


def _generations(above: NDArray[np.int64], done: int) -> Iterable[NDArray[np.int64]]:
    """Places within a batch, so that each comes after that of its trigger."""
    inside = above >= done
    yield np.flatnonzero(~inside)
    reached = ~inside
    waiting = np.flatnonzero(inside)
    while len(waiting):
        ready = reached[above[waiting] - done]
        now = waiting[ready]
        if not len(now):
            raise ValueError("a trigger that does not come before its effect")
        yield now
        reached[now] = True
        waiting = waiting[~ready]


def _reach(
    states: NDArray[np.void],
    done: int,
    part: NDArray[np.int64],
    above: NDArray[np.int64],
    batch: Mapping[str, NDArray[Any]],
    stale_refusals: NDArray[np.int64],
) -> None:
    """Work out the states of some rows of a batch from those of their triggers."""
    kind, person = batch["kind"][part], batch["person"][part]
    state = states[above]
    luck = above < 0
    state[luck] = np.zeros((), _STATE)
    state["first"][luck] = person[luck]
    for passing in ("crossed", "complained", "refused"):
        state[passing][state["fell"]] = 0
    from_copy = state["kind"] == Kind.COPY_TAKEN
    state["kind"] = kind
    by_contacts = _BY_CONTACTS[kind]
    without_fall = by_contacts & (state["turn"] == 0)
    state["turn"][without_fall] = 1
    state["origin"][without_fall] = state["first"][without_fall]
    fallen = state["turn"] > 0
    by_doors = _BY_DOORS[kind] & (state["refused"] > 0)
    stale = state["refused"] == _REFUSED_BY_STALE_COPY
    by_which = np.where(kind == Kind.JOB_LOST, Channel.REFUSAL, Channel.HARDSHIP)
    by_which[stale] = Channel.STALE_COPY
    state["channel"][by_contacts] = Channel.SOCIAL
    state["channel"][by_doors] = by_which[by_doors]
    state["refused"][by_contacts] = 0
    state["crossed"] |= by_contacts | by_doors

    refused = np.flatnonzero(fallen & (kind == Kind.REFUSAL))
    by_stale_copy = from_copy[refused] & np.isin(batch["row"][part[refused]], stale_refusals)
    state["refused"][refused] = np.where(by_stale_copy, _REFUSED_BY_STALE_COPY, _REFUSED)
    state["complained"] |= kind == Kind.COMPLAINT_RECORDED

    fell = _is_fall(batch, part, kind)
    begins = fell & (~fallen | state["crossed"])
    state["origin"][fell & ~fallen] = person[fell & ~fallen]
    state["turn"][begins] = np.minimum(state["turn"][begins] + 1, MOST_TURNS)
    state["fell"] = fell
    states[done + part] = state


def _is_fall(
    batch: Mapping[str, NDArray[Any]], part: NDArray[np.int64], kind: NDArray[Any]
) -> NDArray[np.bool_]:
    rank = batch["what"][part] % LINES_OF_A_SCHEME
    lower = (kind == Kind.GRADE_CHANGED) & (rank < batch["other"][part])
    return (kind == Kind.LISTING) | lower | (_MOVES_SCORE[kind] & (batch["amount"][part] < 0))


def _losses(states: NDArray[np.void], batch: Mapping[str, NDArray[Any]]) -> Losses:
    lost = np.flatnonzero(_MOVES_SCORE[batch["kind"]] & (batch["amount"] < 0))
    state = states[lost]
    return Losses(
        row=batch["row"][lost],
        person=batch["person"][lost],
        points=-batch["amount"][lost],
        **{name: state[name] for name in ("turn", "channel", "origin", "first", "complained")},
    )


_NO_LOSSES = _losses(
    np.zeros(0, _STATE), {name: np.zeros(0, np.int32 if name == "person" else np.int64) for name in COLUMNS}
)
