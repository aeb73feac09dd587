"""The walk through the spiral, against the definition of turns taken row by row."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from scorelab.journal import LUCK, SCORE_KINDS, Kind, about, row_id
from scorelab.measures.walk import COLUMNS, Channel, walk
from tests.measures.spirals import BY_CONTACTS, Step, story_of, way_to

PEOPLE = 5
KINDS = (
    Kind.INCIDENT,
    Kind.LISTING,
    Kind.COPY_TAKEN,
    Kind.REFUSAL,
    Kind.JOB_LOST,
    Kind.COMPLAINT_RECORDED,
    Kind.TIE_LOST,
    Kind.RECORDED,
    Kind.CONTACTS_MOVED,
    Kind.CAPACITY_MOVED,
    Kind.HABITS_MOVED,
    Kind.GRADE_CHANGED,
)

events = st.lists(
    st.tuples(
        st.sampled_from(KINDS),
        st.integers(0, PEOPLE - 1),
        st.integers(-20, 5),
        st.integers(0, 2),
        st.floats(0, 1),
        st.booleans(),
    ),
    min_size=1,
    max_size=60,
)


def small_journal(drawn):
    steps = []
    for place, (kind, person, amount, rank, above, stale) in enumerate(drawn):
        earlier = int(above * (len(steps) + 1))
        trigger = steps[-earlier] if 0 < earlier <= len(steps) else None
        graded = kind == Kind.GRADE_CHANGED
        what = about(1, rank if graded else 7)
        points = amount if kind in SCORE_KINDS else 0
        row = row_id(place, 1, person, 0)
        steps.append(Step(row, kind, what, 1 if graded else -1, points, trigger, stale))
    return steps


def columns(step):
    return {
        "row": step.row,
        "kind": step.kind.value,
        "what": step.what,
        "person": step.person,
        "other": step.other,
        "amount": step.amount,
        "trigger": step.trigger.row if step.trigger else LUCK,
    }


def walked(steps, size):
    batches = [
        {name: np.array([columns(step)[name] for step in steps[first : first + size]]) for name in COLUMNS}
        for first in range(0, len(steps), size)
    ]
    return walk(batches, len(steps), np.array([step.row for step in steps if step.stale], np.int64))


@given(events, st.integers(1, 70))
def test_agrees_with_the_definition_in_batches_of_any_size(drawn, size):
    steps = small_journal(drawn)
    losses = walked(steps, size)
    lost = [step for step in steps if step.loses]
    assert losses.row.tolist() == [step.row for step in lost]
    assert losses.points.tolist() == [-step.amount for step in lost]
    assert losses.person.tolist() == [step.person for step in lost]
    assert losses.first.tolist() == [way_to(step)[0].person for step in lost]
    found = zip(losses.turn, losses.channel, losses.origin, losses.complained, strict=True)
    assert list(found) == [story_of(step) for step in lost]


@given(events)
def test_without_the_links_there_is_no_second_turn(drawn):
    cut = [event for event in drawn if event[0] not in (*BY_CONTACTS, Kind.REFUSAL)]
    assert set(walked(small_journal(cut), 70).turn.tolist()) <= {1}


@given(events)
def test_a_turn_is_that_of_the_nearest_fall_or_the_next_one(drawn):
    steps = small_journal(drawn)
    turns = {step: story_of(step)[0] for step in steps if step.falls}
    for step, turn in turns.items():
        nearest = [turns[each] for each in way_to(step)[:-1] if each in turns][-1:]
        assert not nearest or turn - nearest[0] in (0, 1)


def test_a_journal_without_losses():
    assert len(walk([], 0, np.zeros(0, np.int64)).row) == 0


def test_listed_then_left_by_friends_then_refused():
    """The shape of the reported spiral, worked out by hand."""
    drawn = [
        (Kind.INCIDENT, 0, 0, None),
        (Kind.LISTING, 0, 0, 0),
        (Kind.COPY_TAKEN, 0, 0, 1),
        (Kind.SCHEME_SEES_LISTING, 0, -100, 2),
        (Kind.GRADE_CHANGED, 0, 0, 3),
        (Kind.TIE_LOST, 1, 0, 4),
        (Kind.CONTACTS_MOVED, 0, -20, 5),
        (Kind.CONTACTS_MOVED, 1, -3, 5),
        (Kind.REFUSAL, 0, 0, 6),
        (Kind.INCIDENT, 0, 0, 8),
        (Kind.RECORDED, 0, -7, 9),
    ]
    steps = []
    for place, (kind, person, points, above) in enumerate(drawn):
        trigger = None if above is None else steps[above]
        other = 1 if kind == Kind.GRADE_CHANGED else -1
        steps.append(Step(row_id(place, 1, person, 0), kind, about(0, 0), other, points, trigger))
    losses = walked(steps, 4)
    assert losses.person.tolist() == [0, 0, 1, 0]
    assert losses.turn.tolist() == [1, 2, 2, 3]
    assert losses.channel.tolist() == [Channel.NONE, Channel.SOCIAL, Channel.SOCIAL, Channel.HARDSHIP]
    assert losses.origin.tolist() == [0, 0, 0, 0]
