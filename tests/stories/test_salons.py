"""High scorers who seek one another: the story, what is counted of company, and without the mechanism."""

import numpy as np
import pytest

from scorelab.journal import Kind
from scorelab.stories import story
from scorelab.stories.company import CHOSEN
from scorelab.stories.play import played
from scorelab.stories.salons import PLATFORM, companies
from scorelab.stories.story import MAIN

YEARS = 2


@pytest.fixture(scope="module")
def kept():
    return companies(None, None)


def test_the_story_comes_out_and_society_sorts_itself_more_than_without_salons(kept):
    told, apart = kept
    assert told.play.missing(story("salons")) == ()
    assert [step.kind for step in apart.play.missing(story("salons"))] == [Kind.TIE_FORMED]
    last = told.play.scenario.time.days - 1
    assert told.alike(0) == apart.alike(0)
    assert told.alike(last) > apart.alike(last)
    assert told.play.cast == apart.play.cast


def test_scores_and_ties_are_those_that_the_engine_ends_with(kept):
    told, _ = kept
    last = told.play.scenario.time.days
    held = np.array(told.play.standings[f"score.{PLATFORM}"])[told.enrolled]
    assert (told.points(last)[told.enrolled] == held).all()
    formed = [row for row in told.play.rows if row.kind == Kind.TIE_FORMED and row.what in CHOSEN]
    lost = [row for row in told.play.rows if row.kind == Kind.TIE_LOST]
    assert len(told.chosen(last)) <= len(told.chosen(0)) + len(formed)
    assert len(told.chosen(last)) >= len(told.chosen(0)) + len(formed) - len(lost)
    for row in lost:
        pair = (min(row.person, row.other), max(row.person, row.other))
        assert pair not in told.chosen(row.day) or any(
            other.day <= row.day and {other.person, other.other} == set(pair) for other in formed
        )


def test_who_salons_bring_together_stands_at_the_top(kept):
    told, _ = kept
    salons = [row for row in told.play.rows if row.kind == Kind.TIE_FORMED and row.what == max(CHOSEN)]
    assert salons
    row = salons[0]
    rolls = [told.play.standings[f"enrolled.{each.name}"] for each in told.play.scenario.schemes.platforms]
    assert any(roll[row.person] and roll[row.other] for roll in rolls)
    top, contacts = told.at_the_top(MAIN, told.play.scenario.time.days - 1)
    assert 0 < top <= contacts


@pytest.mark.parametrize("mechanism", ["new_ties", "tie_dropping", "court_list"])
def test_without_its_mechanism_the_story_does_not_come_out(mechanism):
    changes = {f"mechanisms.{mechanism}": False, "time.days": 365 * YEARS}
    assert played(story("salons").scenario(300, 1, overrides=changes)).missing(story("salons"))
